"""The words around the names of speakers and outlets, in every language, so that names can be compared without them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from story.folding import fold

NAMES_FILE = Path(__file__).with_name("names.toml")


@dataclass(frozen=True, slots=True)
class NameWords:
    """What story/names.toml holds, as patterns; but for credits they are over names that `fold_name` folded."""

    articles: re.Pattern[str]  # one or more at the start
    another: re.Pattern[str]  # anywhere
    counted: re.Pattern[str]  # at the start, a number of digits as well
    nameless: frozenset[str]  # words for a group that name none, where no capitals tell
    before_outlet: re.Pattern[str]  # any of them and articles, at the start
    after_outlet: re.Pattern[str]  # at the end
    helped: str  # alternatives for a pattern over a text as it is written, case aside; so the next two
    credited: str
    pictures: str
    titles: frozenset[str]  # beside a person's name
    particles: frozenset[str]  # inside a person's name


@cache
def name_words() -> NameWords:
    """The patterns, read once."""
    table: dict[str, list[str]] = tomllib.loads(NAMES_FILE.read_text(encoding="utf-8"))
    articles, before = _leading(table["articles"]), _leading(table["before_outlet"])
    return NameWords(
        articles=re.compile(rf"^(?:{articles})+", re.IGNORECASE),
        another=re.compile(rf"(?<!\w)(?:{_any_of(table['another'])})(?!\w)"),
        counted=re.compile(rf"^(?:\d+|{_any_of(table['counted'])})\s"),
        nameless=frozenset(table["nameless"]),
        before_outlet=re.compile(rf"^(?:{articles}|{before})+"),
        after_outlet=re.compile(rf"\s+(?:{_any_of(table['after_outlet'])})$"),
        helped=_any_of(table["helped"]),
        credited=_any_of(table["credited"]),
        pictures=_any_of(table["pictures"]),
        titles=frozenset(map(fold, table["titles"])),
        particles=frozenset(table["particles"]),
    )


def without_article(words: str) -> str:
    """Words for somebody without the article before a noun or an acronym: "Le JNIM", "the analyst Ann Doe".

    Before other names it stays, since it may belong to them: "Le Drian", "La Russa".
    """
    rest = name_words().articles.sub("", words)
    return rest if rest[:1].islower() or rest.partition(" ")[0].isupper() else words


def _leading(words: list[str]) -> str:
    """A pattern for any of the words with the space behind it; an elided one ("l'") needs none."""
    elided = [word[:-1] for word in words if word.endswith("'")]
    whole = [word for word in words if not word.endswith("'")]
    patterns = [rf"(?:{_any_of(whole)})\s+"] if whole else []
    patterns += [rf"(?:{_any_of(elided)})['’]\s*"] if elided else []
    return "|".join(patterns)


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
