"""Values as JSON for scripts: dataclasses as objects, moments as `YYYY-MM-DDTHH:MM:SSZ`."""

from __future__ import annotations

import json
from typing import Any

import msgspec

_CONTROLS = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}


def to_builtin(value: Any) -> Any:
    """A value of ours as plain dicts, lists, strings and numbers."""
    return msgspec.to_builtins(value)


def to_json(value: Any, *, is_line: bool = False) -> str:
    """A value of ours as JSON, indented for people unless it is to be one line.

    Lone surrogates, which UTF-8 can't hold, come out as escapes, and so do DEL and the C1 control characters, which
    a terminal would take for commands.
    """
    built = to_builtin(value)
    shape: dict[str, Any] = {"separators": (",", ":")} if is_line else {"indent": 2}
    text = json.dumps(built, ensure_ascii=False, **shape).translate(_CONTROLS)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(built, ensure_ascii=True, **shape)
    return text
