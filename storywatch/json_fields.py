"""Fields of a JSON object from outside: read, checked, and what is wrong in one clear line with what to write."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, TypeVar

LONGEST_WORDS = 2_000  # characters of a name, a speaker, a URL
LARGEST_FIGURE = 10_000_000_000  # people
Member = TypeVar("Member", bound=StrEnum)


class BadLine(Exception):
    """A line can't be taken; the message says what is wrong in it and what to do."""


def figure_field(row: dict[str, Any], name: str, place: str, *, may_be_open: bool = False) -> int | None:
    """A number of people; None only where the field `may_be_open` and is null. Raises BadLine, as all of these do."""
    value = row.get(name)
    if value is None and name in row and may_be_open:
        return None
    wish = "must be a whole number" + (", or null if it is open" if may_be_open else "")
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadLine(f"{place}: {wrong_field(name, row, wish)}")
    if value < 0:
        raise BadLine(f'{place}: "{name}" is {shown(str(value))}; a figure can\'t be negative')
    if value > LARGEST_FIGURE:
        raise BadLine(f'{place}: "{name}" is more than there are people')
    return value


def flag_field(row: dict[str, Any], name: str, place: str) -> bool:
    """A field that is true or false, and false if it is missing."""
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise BadLine(f"{place}: {wrong_field(name, row, 'must be true or false')}")
    return value


def word_field(
    members: type[Member], row: dict[str, Any], name: str, place: str, default: Member | None = None
) -> Member:
    """One of an enumeration's words; `default`, if there is one, for null and for a field that is missing."""
    value = row.get(name)
    if value is None and default is not None:
        return default
    if isinstance(value, str) and value in [str(member) for member in members]:
        return members(value)
    raise BadLine(f"{place}: {wrong_field(name, row, 'must be one of ' + ', '.join(members))}")


def text_field(
    row: dict[str, Any], name: str, place: str = "", *, needed: bool = False, longest: int = LONGEST_WORDS
) -> str | None:
    """A string of a row, None if it is empty, null or missing."""
    value = row.get(name)
    at = f"{place}: " if place else ""
    if value is None and not needed:
        return None
    if not isinstance(value, str) or (needed and not value.strip()):
        raise BadLine(at + wrong_field(name, row, "must be words in quotation marks"))
    if len(value) > longest:
        raise BadLine(f'{at}"{name}" is longer than {longest:,} characters')
    return value.strip() or None


def wrong_field(name: str, row: dict[str, Any], wish: str) -> str:
    """What is wrong with a field: `"low" is missing; it must be a whole number`."""
    if name not in row:
        return f'"{name}" is missing; it {wish}'
    value = row[name]
    is_now = f"“{shown(value)}”" if isinstance(value, str) else json_name(value)
    return f'"{name}" is {is_now}; it {wish}'


def json_name(value: Any) -> str:
    """What sort of JSON value something is: "a list", "the number 7"."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"the number {shown(str(value))}"
    return names[type(value)]


def json_problem(error: ValueError | RecursionError) -> str:
    """Why a text is no JSON, in words that don't speak of Python."""
    if isinstance(error, RecursionError):
        return "brackets within brackets, too deep to read"
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    return "a number of more than 4,300 digits" if "digits" in str(error) else str(error)


def shown(words: str) -> str:
    """Words from outside, cut to fit into a message."""
    return words if len(words) <= 60 else f"{words[:59]}…"
