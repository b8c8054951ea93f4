"""A library's complaint about a configuration in words for people: field first, then value, then what is expected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from story import OutletKind, Party

FORMS = {  # what msgspec expected, in words for people; the first that fits counts
    "datetime": "a moment with its offset, such as 2024-09-17T05:00:00Z, without quotation marks",
    "RFC3339": "a moment with its offset, such as 2024-09-17T05:00:00Z, without quotation marks",
    "str | object": 'a feed\'s address in "quotation marks", or { url = "…", kind = "sitemap", every = "10m" }',
    "array": 'a list: ["one", "two"], or for outlets and parties one [[double-bracketed]] section each',
    "object": "a [section]",
    "str": 'text in "quotation marks"',
    "bool": "true or false",
    "int": "a whole number",
}


def explained(message: str, table: dict[str, Any]) -> str:
    """msgspec's message turned round: field first, then value, then what is expected."""
    what, _, where = message.partition(" - at `$.")
    field = re.sub(r"\[\.\.\.\]", "", where.rstrip("`"))
    what = what.replace("`", "'")
    missing = re.match(r"Object missing required field '(.+)'", what)
    if missing:
        return f"{f'{field}.' if field else ''}{missing[1]}: is missing and must be given"
    value: Any = table
    for name, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", where.rstrip("`")):
        try:
            value = value[name] if name else value[int(index)]
        except (KeyError, IndexError, TypeError):
            return f"{field or 'the file'}: {what[0].lower()}{what[1:]}"
    shown = str(value) if isinstance(value, date) else repr(value)
    if field.startswith("logins"):
        shown = "what stands here"  # perhaps a password in the wrong place
    shown = shown if len(shown) < 80 else f"{shown[:77]}…"
    if what.startswith("Invalid enum value"):
        return f"{field}: {shown} is not one of the values allowed here{_enum_choices(field)}"
    expected = next((form for name, form in FORMS.items() if f"xpected '{name}" in what or name in what), None)
    if expected is None:
        return f"{field or 'the file'}: {shown}: {what[0].lower()}{what[1:]}"
    return f"{field or 'the file'}: {shown} is not {expected}"


def _enum_choices(field: str) -> str:
    place, _, name = field.rpartition(".")
    if name == "kind" and place.startswith("searches"):
        choices: Iterable[str] = ("gdelt", "search")
    elif name == "kind" and ".feeds" in place:
        choices = ("feed", "sitemap", "section")
    else:
        choices = {"kind": OutletKind, "side": Party}.get(name, ())
    return f" ({', '.join(choices)})" if choices else ""
