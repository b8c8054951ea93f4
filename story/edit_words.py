"""The words by which an edit is judged, from edit_words.toml; in seven languages, looked at together."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from story.folding import fold

EDIT_WORDS_FILE = Path(__file__).with_name("edit_words.toml")


@dataclass(frozen=True, slots=True)
class EditWords:
    """The lists of edit_words.toml, folded (`story.folding.fold`); `passing` is every word that says nothing alone.

    `telling` are those of them that make a line of such words one about times or counts.
    """

    labels: frozenset[str]
    telling: frozenset[str]
    passing: frozenset[str]
    related: frozenset[str]
    longest_related: int  # words
    corrections: re.Pattern[str]
    updates: re.Pattern[str]
    earlier: re.Pattern[str]


@cache
def edit_words() -> EditWords:
    """Read once. A list that is missing raises KeyError; the file comes with the program."""
    table = tomllib.loads(EDIT_WORDS_FILE.read_text(encoding="utf-8"))

    def words(name: str) -> frozenset[str]:
        return frozenset(word for phrase in table[name] for word in fold(phrase).split())

    labels, units, counters, related = words("labels"), words("units"), words("counters"), table["related"]
    telling = labels | units | counters
    phrases = frozenset(fold(phrase) for phrase in related)
    return EditWords(
        labels=labels,
        telling=telling,
        passing=telling | words("between"),
        related=phrases,
        longest_related=max(phrase.count(" ") + 1 for phrase in phrases),
        corrections=_any_of(table["corrections"]),
        updates=_any_of(table["updates"]),
        earlier=_any_of(table["earlier"]),
    )


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    """Finds any of these phrases in folded text, as whole words; "correction :" is "correction:"."""
    folded = sorted({fold(phrase).replace(" :", ":") for phrase in phrases}, key=len, reverse=True)
    ends = (re.escape(phrase) + (r"(?!\w)" if phrase[-1].isalnum() else "") for phrase in folded)
    return re.compile(r"(?<!\w)(?:" + "|".join(ends) + ")")
