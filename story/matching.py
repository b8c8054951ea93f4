"""Whether a text is on the story: the configuration's terms, found as whole words whatever their case and accents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from story.folding import fold


@dataclass(frozen=True, slots=True)
class Terms:
    """What makes a text part of the story.

    At least one term of `any` (if there are any), at least one of each group of `all`, and none of `none`. A term is
    a word or a phrase; a trailing `*` stands for any ending ("gendarm*").
    """

    any: tuple[str, ...] = ()
    all: tuple[tuple[str, ...], ...] = ()
    none: tuple[str, ...] = ()

    def __or__(self, other: Terms) -> Terms:
        return Terms(self.any + other.any, self.all + other.all, self.none + other.none)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for; then every text matches."""
        return not (self.any or self.all or self.none)


@dataclass(frozen=True, slots=True)
class Match:
    """Whether a text is on the story, with a line that names the terms which decided it."""

    is_on_story: bool
    reason: str


class _Group:
    """One compiled group of alternatives."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.written = {_folded(term): term for term in terms if _folded(term).strip("* ")}
        alternatives = sorted(self.written, key=len, reverse=True)
        body = "|".join(_pattern(term) for term in alternatives)
        self._pattern = re.compile(rf"(?<!\w)(?:{body})(?!\w)") if alternatives else None
        self._prefixes = [term for term in alternatives if term.endswith("*")]

    def __bool__(self) -> bool:
        return self._pattern is not None

    def find(self, folded: str) -> str | None:
        """The first term found, as the configuration writes it."""
        found = self._pattern.search(folded) if self._pattern else None
        if found is None:
            return None
        if (exact := self.written.get(found[0])) is not None:
            return exact
        return next(self.written[term] for term in self._prefixes if found[0].startswith(term[:-1]))

    def __str__(self) -> str:
        names = list(self.written.values())
        return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


class Matcher:
    """Terms made ready to look through many texts.

    `common` holds for every language, `by_language` (keys like "fr") adds to it for texts of that language. A text
    of unknown language may match by the terms of any language. So may one of a language without terms of its own if
    there are no common terms to judge it by.
    """

    def __init__(self, common: Terms, by_language: Mapping[str, Terms] | None = None) -> None:
        languages = {_primary(lang): terms for lang, terms in (by_language or {}).items() if not terms.is_empty}
        self._by_language = {lang: _Compiled(common | terms) for lang, terms in languages.items()}
        self._any_language = list(self._by_language.values()) or [_Compiled(common)]
        self._other_language = [_Compiled(common)] if common.any or common.all else self._any_language

    def match(self, text: str, lang: str | None = None) -> Match:
        """Whether `text` (a headline with its summary, or a whole article) is on the story."""
        folded = fold(text)
        if not lang or _primary(lang) == "und":
            terms = self._any_language
        else:
            own = self._by_language.get(_primary(lang))
            terms = [own] if own else self._other_language
        answers = [compiled.match(folded) for compiled in terms]
        return next((answer for answer in answers if answer.is_on_story), answers[-1])


class _Compiled:
    """The terms of one language together with the common ones."""

    def __init__(self, terms: Terms) -> None:
        self._any, self._none = _Group(terms.any), _Group(terms.none)
        self._all = [group for group in map(_Group, terms.all) if group]

    def match(self, folded: str) -> Match:
        found: list[str] = []
        for group in (*((self._any,) if self._any else ()), *self._all):
            term = group.find(folded)
            if term is None:
                return Match(False, f"no mention of {group}")
            found.append(term)
        excluded = self._none.find(folded)
        if excluded is not None:
            return Match(False, f"excluded by “{excluded}”")
        return Match(True, "mentions " + ", ".join(dict.fromkeys(found)) if found else "every text matches")


def _primary(lang: str) -> str:
    return lang.replace("_", "-").split("-")[0].casefold()


def _folded(term: str) -> str:
    """The term as texts are folded, its `*` kept."""
    folded = fold(term)
    return folded.rstrip("* ") + "*" if folded.endswith("*") else folded


def _pattern(term: str) -> str:
    return re.escape(term[:-1]) + r"\w*" if term.endswith("*") else re.escape(term)
