"""The words of each language that tell nothing about which statement a sentence is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WORDS_FILE = Path(__file__).with_name("common_words.toml")


@dataclass(frozen=True, slots=True)
class CommonWords:
    """One language's words in story/common_words.toml, which says what the lists are."""

    small: frozenset[str] = frozenset()
    news: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    opposites: tuple[frozenset[str], ...] = ()


@cache
def common_words() -> dict[str, CommonWords]:
    """The lists by language, read once."""
    table: dict[str, dict[str, Any]] = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    return {
        code: CommonWords(
            small=frozenset(lists["small"]),
            news=frozenset(lists["news"]),
            negations=frozenset(lists["not"]),
            opposites=tuple(map(frozenset, lists["opposites"])),
        )
        for code, lists in table.items()
    }
