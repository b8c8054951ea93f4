"""The part of a toll that a partial figure counts, named alike in every language."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from story.folding import fold_name

GROUPS_FILE = Path(__file__).with_name("groups.toml")


@cache
def _vocabulary() -> tuple[tuple[tuple[str, tuple[re.Pattern[str], ...]], ...], frozenset[str]]:
    """The concepts with the words that make them up, in the file's order, and the words that say nothing."""
    table = tomllib.loads(GROUPS_FILE.read_text(encoding="utf-8"))
    concepts = tuple(
        (concept, tuple(_words_pattern(word) for word in phrase.split()))
        for concept, phrases in table["groups"].items()
        for phrase in phrases
    )
    return concepts, frozenset(table["ignored"])


def _words_pattern(word: str) -> re.Pattern[str]:
    """One word of a phrase; a trailing `*` stands for any ending."""
    folded = fold_name(word.removesuffix("*"))
    return re.compile(re.escape(folded) + (r"\w*" if word.endswith("*") else ""))


@lru_cache(maxsize=4096)
def group_key(group: str) -> str:
    """A group's name in its comparable form, "" if its words say nothing.

    Words that story/groups.toml knows become their concept ("élèves gendarmes", "police cadets" → "cadets"), the
    others stay, so that "French soldiers" and "soldiers" remain two groups.
    """
    concepts, ignored = _vocabulary()
    words = [part for word in fold_name(group).split() for part in word.split("'") if part]
    words = [word for word in words if word not in ignored and not word.isdigit()]
    found: list[str] = []
    for concept, phrase in concepts:
        places = [next((word for word in words if pattern.fullmatch(word)), None) for pattern in phrase]
        if all(place is not None for place in places):
            found.append(concept)
            words = [word for word in words if word not in places]
    return " ".join(sorted({*found, *words}))
