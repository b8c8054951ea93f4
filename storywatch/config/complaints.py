"""A library's complaint about a configuration in words for people: field first, then value, then what is expected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from story import ListKind, OutletKind, Party, SearchKind

_MOMENT = "a moment with its offset, such as 2024-09-17T05:00:00Z, without quotation marks"
_FEED = 'a feed\'s address in "quotation marks", or { url = "…", kind = "sitemap", every = "10m" }'
_FORMS: dict[str, tuple[str, type]] = {  # msgspec's types as it names them, and how the file spells a value of each
    "datetime": (_MOMENT, date),
    "str": ('text in "quotation marks"', str),
    "bool": ("true or false", bool),
    "int": ("a whole number", int),
    "array": ('a list: ["one", "two"]', list),
    "object": ("a [section]", dict),
}
_SECTIONS = ("outlets", "searches", "story.parties")  # lists of sections
_EXPECTED = re.compile(r"Expected '(?P<types>[^']+)'(?: of length)?(?: (?P<bound>[<>]=) (?P<limit>\d+))?")
_STEP = re.compile(r"\[\.\.\.\]|\[(\d+)\]|([^.\[\]]+)")


def explained(message: str, table: dict[str, Any]) -> str:
    """msgspec's message turned round: field first, then value, then what is expected."""
    what, _, where = message.partition(" - at `$")
    what = what.replace("`", "'")
    expected = _EXPECTED.match(what)
    names = tuple(expected["types"].removesuffix(" | null").split(" | ")) if expected else ()
    field, value = _found(table, where.rstrip("`"), tuple(_FORMS[name][1] for name in names if name in _FORMS))
    if missing := re.match(r"Object missing required field '(.+)'", what):
        return f"{f'{field}.' if field else ''}{missing[1]}: is missing and must be given"
    shown = _shown(field, value)
    if what.startswith("Invalid enum value"):
        return f"{field}: {shown} is not one of the values allowed here{_enum_choices(field)}"
    if what.startswith("Invalid RFC3339"):
        return f"{field}: {shown} is not {_MOMENT}"
    if expected is None or not all(name in _FORMS for name in names):
        return f"{field or 'the file'}: {what[0].lower()}{what[1:]}"
    if expected["limit"] and isinstance(value, str):
        return f"{field}: is empty; give it {_FORMS['str'][0]}"
    if expected["limit"]:
        what = "too small; at least" if expected["bound"] == ">=" else "too large; at most"
        return f"{field}: {shown} is {what} {int(expected['limit']):,}"
    return f"{field or 'the file'}: {shown} is not {_form(names, field)}"


def _found(table: dict[str, Any], where: str, forms: tuple[type, ...]) -> tuple[str, Any]:
    """The field that a message speaks of, as the file spells it, and its value; None if there is none.

    msgspec writes `[...]` for whichever name of a table of names: the first is meant whose value is of none of `forms`.
    """

    def walk(field: str, value: Any, steps: list[re.Match[str]]) -> tuple[str, Any] | None:
        if not steps:
            return (field, value) if not is_guessed or type(value) not in forms else None
        index, name = steps[0][1], steps[0][2]
        if index is not None:
            known = isinstance(value, list) and int(index) < len(value)
            return walk(f"{field}[{index}]", value[int(index)], steps[1:]) if known else None
        if not isinstance(value, dict):
            return None
        tried = [name] if name is not None else list(value)
        inner = (walk(f"{field}.{each}".lstrip("."), value[each], steps[1:]) for each in tried if each in value)
        return next((found for found in inner if found is not None), None)

    is_guessed = "[...]" in where
    found = walk("", table, list(_STEP.finditer(where)))
    return found or (where.replace("[...]", "").lstrip("."), None)


def _form(names: tuple[str, ...], field: str) -> str:
    if names == ("str", "object"):
        return _FEED
    if names == ("array",) and field in _SECTIONS:
        return f"a list of sections, each under a line [[{field}]]"
    if names == ("object",) and field.endswith("]"):
        return 'a table such as { until = "6h", every = "20m" }'
    return ", or ".join(_FORMS[name][0] for name in names)


def _shown(field: str, value: Any) -> str:
    if field.startswith("logins"):
        return "what stands here"  # perhaps a password in the wrong place
    if isinstance(value, bool):
        return str(value).lower()
    shown = str(value) if isinstance(value, date) else repr(value)
    return shown if len(shown) < 80 else f"{shown[:77]}…"


def _enum_choices(field: str) -> str:
    place, _, name = field.rpartition(".")
    if name == "kind" and place.startswith("searches"):
        choices: Iterable[str] = SearchKind
    elif name == "kind" and ".feeds" in place:
        choices = ListKind
    else:
        choices = {"kind": OutletKind, "side": Party}.get(name, ())
    return f" ({', '.join(choices)})" if choices else ""
