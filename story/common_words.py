"""The words of each language that tell nothing about which statement a sentence is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from story.folding import fold

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
            small=frozenset(map(fold, lists["small"])),
            news=frozenset(map(fold, lists["news"])),
            negations=frozenset(map(fold, lists["not"])),
            opposites=tuple(frozenset(map(fold, group)) for group in lists["opposites"]),
        )
        for code, lists in table.items()
    }
