"""What a language's writing hides from a reader of words: joined small words, unwritten marks, endings, the dual.

A pack with a `[script]` section is read through this; the others never come here. Whatever is folded or split keeps
its place in the text: every piece knows which code points it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from story.reading.tokens import NUMBER, normal

SHORTEST_STEM = 3  # letters that must be left when an ending is taken off
LONGEST = 40  # letters and marks of a word that is kept
REMEMBERED = 20_000  # words whose pieces are kept, more than any newspaper uses
DEFINITE, DUAL, OWNED = 1, 2, 4
OWN = ("script", "examples", "language")  # sections of a pack that hold no phrases of its lists
Piece = tuple[str, int, int, int]  # the word as packs spell it, its offsets, the flags above


@dataclass(slots=True)
class Script:
    """A `[script]` section, made ready. `vocabulary` is every word of the pack: only known words are taken apart."""

    folds: dict[int, str | None]
    proclitics: tuple[tuple[str, ...], ...]
    articles: tuple[str, ...]
    accusative: str
    enclitics: tuple[str, ...]  # the accusative and attached pronouns
    dual: tuple[str, ...]
    dual_construct: str  # what is left of it before an owner
    before_ending: dict[str, str]
    construct_plural: dict[str, str]  # how a plural ends before its owner, and elsewhere
    singular: frozenset[str]
    kept: frozenset[str]  # words that only look as if they had an article, or mean something else without it
    pattern: re.Pattern[str]
    vocabulary: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()  # nouns that have a dual: those for people and for one dead or wounded
    known: dict[str, tuple[Piece, ...]] = field(default_factory=dict)

    def fold(self, text: str) -> str:
        """The text as packs spell it; offsets are lost."""
        return normal(text).translate(self.folds)

    def pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """The words of text[start:end], small joined words apart, with their offsets in the text."""
        for match in self.pattern.finditer(text, start, end):
            written = match.group()
            found = self.known.get(written)
            if found is None:
                found = self.taken_apart(written)
                if len(self.known) < REMEMBERED and len(written) <= LONGEST:
                    self.known[written] = found
            for word, first, last, flags in found:
                yield word, match.start() + first, match.start() + last, flags

    def words(self, text: str) -> list[str]:
        """The words of a text alone."""
        return [word for word, *_ in self.pieces(text, 0, len(text))]

    def fold_phrases(self, phrases: list[str]) -> list[str]:
        """Phrases of the pack as its texts are read: folded, and without the articles that it doesn't keep."""
        if not phrases:
            return []
        whole = "\n".join(phrases).translate(self.folds)

        def kept(word: re.Match[str]) -> str:
            return word.group() if word.group() in self.kept else word.group()[len(self.articles[0]) :]

        return re.sub(rf"(?<!\S){self.articles[0]}\S{{2,}}", kept, whole).split("\n")

    def taken_apart(self, written: str) -> tuple[Piece, ...]:
        """The pieces of one written word; none of one that holds only marks."""
        places = [at for at, letter in enumerate(written) if self.folds.get(ord(letter), "") is not None]
        word = self.fold(written)
        if not word or len(places) != len(word):
            return ((word, 0, len(written), 0),) if word else ()
        places.append(len(written))
        pieces = self.split(word, 0, 0) or [(word, 0, len(word), 0)]
        return tuple((piece, places[first], places[last], flags) for piece, first, last, flags in pieces)

    def split(self, word: str, at: int, stage: int, after_preposition: str = "") -> list[Piece] | None:
        """The pieces of a folded word that stands at `at` of the written one; None when no known word is in it."""
        end = at + len(word)
        if word in self.vocabulary:
            return [(word, at, end, 0)]
        for article in self.articles:
            if word.startswith(article) and (len(article) > 1 or article == after_preposition):
                rest = word[len(article) :]
                found = (rest, 0) if rest in self.vocabulary else self.without_ending(rest)
                if found is not None:
                    begin = at + len(article) if len(article) == 1 else at
                    return [(found[0], begin, end, DEFINITE | found[1])]
        found = self.without_ending(word)
        if found is not None:
            return [(found[0], at, end, found[1])]
        for number, group in enumerate(self.proclitics[stage:], stage + 1):
            for small in group:
                if word.startswith(small) and len(word) > len(small) + 1:
                    rest_pieces = self.split(word[len(small) :], at + len(small), number, small)
                    if rest_pieces is not None:
                        return [(small, at, at + len(small), 0), *rest_pieces]
        return None

    def without_ending(self, word: str) -> tuple[str, int] | None:
        """The known word under a dual or another ending, and whether it was a dual."""
        for endings, allowed, flag in ((self.dual, self.counted, DUAL), (self.enclitics, self.vocabulary, OWNED)):
            for ending in endings:
                stem = word[: -len(ending)]
                if len(stem) < SHORTEST_STEM or not word.endswith(ending):
                    continue
                if stem in allowed:
                    return stem, flag if ending != self.accusative else 0
                for last, changed in self.before_ending.items():
                    if stem.endswith(changed) and stem[: -len(changed)] + last in allowed:
                        return stem[: -len(changed)] + last, flag
        for ending in (self.dual_construct, *(self.dual_construct + owner for owner in self.enclitics)):
            stem = word[: -len(ending)]
            is_one = word.endswith(ending) and len(stem) >= SHORTEST_STEM and stem in self.singular
            if is_one and stem + self.dual[-1] not in self.vocabulary:
                return stem, DUAL  # "her two children"
        for ending in self.dual:
            if word.endswith(ending) and word[: -len(ending)] in self.vocabulary:
                return word[: -len(ending)], 0  # an adjective of two
        for short, long in self.construct_plural.items():
            for ending in ("", *self.enclitics):
                if word.endswith(short + ending):
                    stem = word[: len(word) - len(short + ending)]
                    if len(stem) >= SHORTEST_STEM - 1 and stem + long in self.vocabulary:
                        return stem + long, 0
        return None


def read_script(section: dict[str, Any]) -> Script:
    """The script of a pack's `[script]` section, its vocabulary still empty."""
    marks = str(section["marks"])
    folds: dict[int, str | None] = {ord(letter): plain for letter, plain in section["folds"].items()}
    folds.update({ord(mark): None for mark in marks})
    # the marks stand inside words, behind their letters; those before a word are no part of it
    beside = f"[{re.escape(marks)}]"
    letters = rf"(?:[^\W\d_]{beside}*)+"
    word = rf"{letters}(?:[-‑]{letters})*"

    def folded(words: list[str]) -> tuple[str, ...]:
        return tuple(word.translate(folds) for word in words)

    return Script(
        folds=folds,
        proclitics=tuple(folded(group) for group in section["proclitics"]),
        articles=folded(section["articles"]),
        accusative=section["accusative"],
        enclitics=folded(sorted([section["accusative"], *section["pronouns"]], key=len, reverse=True)),
        dual=folded(section["dual"]),
        dual_construct=section["dual_construct"],
        before_ending=dict(section["before_ending"]),
        construct_plural=dict(section["construct_plural"]),
        singular=frozenset(folded(section["singular"])),
        kept=frozenset(folded(section["kept"])),
        pattern=re.compile(rf"{NUMBER}|{word}|{beside}+|\S", re.IGNORECASE),
    )


def fold_pack(value: Any, script: Script) -> Any:
    """A pack's phrases in their folded spelling and without articles, keys included."""
    if isinstance(value, dict):
        names = script.fold_phrases(list(value))
        inner = [part if key in OWN else fold_pack(part, script) for key, part in value.items()]
        return dict(zip(names, inner, strict=True))
    if not isinstance(value, list):
        return script.fold_phrases([value])[0] if isinstance(value, str) else value
    if value and all(isinstance(inner, str) for inner in value):
        return script.fold_phrases(value)
    return [fold_pack(inner, script) for inner in value]


def vocabulary_of(pack: dict[str, Any]) -> set[str]:
    """Every word of a pack's phrases."""
    found: set[str] = set()
    waiting: list[Any] = [pack]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.update(value.split())
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            for key, inner in value.items():
                if key not in OWN:
                    waiting += (key, inner)
    return found
