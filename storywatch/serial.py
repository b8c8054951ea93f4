"""Values as JSON for scripts: dataclasses as objects, moments as `YYYY-MM-DDTHH:MM:SSZ`."""

from __future__ import annotations

import json
from typing import Any

import msgspec


def to_builtin(value: Any) -> Any:
    """A value of ours as plain dicts, lists, strings and numbers."""
    return msgspec.to_builtins(value)


def to_json(value: Any, *, is_line: bool = False) -> str:
    """A value of ours as JSON, indented for people unless it is to be one line.

    Lone surrogates, which UTF-8 can't hold, come out as escapes.
    """
    built = to_builtin(value)
    shape: dict[str, Any] = {"separators": (",", ":")} if is_line else {"indent": 2}
    text = json.dumps(built, ensure_ascii=False, **shape)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(built, ensure_ascii=True, **shape)
    return text
