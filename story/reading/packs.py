"""Language packs as files: story/packs/xx.toml, read and spelled out.

A pack is TOML for people who know a language and no programming. Two things are ours: words may stand in a text over
several lines, with commas between them, instead of a list of strings; and brackets spell several words as one.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

PACKS = Path(__file__).parent.parent / "packs"
EXAMPLES = "\n[[examples]]"  # the end of a pack, for its tests only
BRACKETS = re.compile(r"\((\w+)\)|\[([^\[\]]+)\]")


class PackError(ValueError):
    """A language pack that can't be used: the message names the file and what is wrong in it."""


@cache
def known_languages() -> tuple[str, ...]:
    """The codes of the languages that have a pack."""
    return tuple(sorted(path.stem for path in PACKS.glob("*.toml")))


def read_pack(code: str) -> dict[str, Any]:
    """A language's pack without its examples, every list of words as a list.

    Raises PackError when there is no such pack or it is no TOML.
    """
    path = PACKS / f"{code}.toml"
    try:
        pack = tomllib.loads(path.read_text(encoding="utf-8").partition(EXAMPLES)[0])
    except FileNotFoundError:
        raise PackError(f"{path.name}: there is no pack for this language") from None
    except tomllib.TOMLDecodeError as error:
        hint = "; a word with letters beyond a to z needs quotes there" if "after a key" in str(error) else ""
        raise PackError(f"{path.name}: not TOML: {error}{hint}") from error
    except UnicodeDecodeError as error:
        raise PackError(f"{path.name}: not UTF-8: byte {error.start}") from error
    return {name: listed(section) for name, section in pack.items()}


def listed(value: Any) -> Any:
    """A value of a pack with every text of several lines as the list of words that it is."""
    if isinstance(value, str):
        return (
            [word for word in map(str.strip, value.replace("\n", ",").split(",")) if word] if "\n" in value else value
        )
    if isinstance(value, dict):
        return {key: listed(inner) for key, inner in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [listed(inner) for inner in value]
    return value


def spelled_out(value: Any) -> Any:
    """The pack with every "tué(e)(s)" as the words it stands for."""
    if isinstance(value, list):
        found: list[Any] = []
        for inner in value:
            if not isinstance(inner, str):
                found.append(spelled_out(inner))
            elif "(" in inner or "[" in inner:
                found += spellings(inner)
            else:
                found.append(inner)
        return found
    if isinstance(value, dict):
        return {word: spelled_out(inner) for key, inner in value.items() for word in spellings(key)}
    return value


def spellings(phrase: str) -> list[str]:
    """All that a phrase stands for: mort(s) is mort and morts, mort[oa] morto and morta, mat[a|ó] mata and mató."""
    if "(" not in phrase and "[" not in phrase:
        return [phrase]
    start, *pieces = BRACKETS.split(phrase)
    found = [start]
    for optional, endings, after in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        choices = ("", optional) if optional else endings.split("|") if "|" in endings else endings
        found = [before + choice + after for before in found for choice in choices]
    return found
