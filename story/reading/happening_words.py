"""The words of a pack that tell of happenings ([[happenings]], [untold]), ready to be looked up in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from story.reading.pack_lists import HAPPENING_CONDITIONS, HAPPENING_SIDES

GAP = "…"  # in a phrase: a few words more
LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, eq=False)
class HappeningRule:
    """One [[happenings]] of a pack. An empty set asks for nothing.

    `actor`: of these the actor holds one; `beside`, `unless`: of these one, or none, stands in the sentence.
    """

    topic: str
    actor: frozenset[str]
    beside: frozenset[str]
    unless: frozenset[str]
    endings: tuple[str, ...]  # the same as `actor`, where nouns are joined: "Grundschule"


@dataclass(frozen=True, slots=True, eq=False)
class HappeningPhrase:
    """A phrase that tells of a happening. `side` is where its actor stands, by HAPPENING_SIDES.

    `others` are the words that a sentence with the phrase holds too, beside the one that it is looked up by.
    """

    words: tuple[str, ...]
    side: int
    rule: HappeningRule
    others: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class HappeningWords:
    """The phrases by the word to look for and the longest of the others (itself without any), and those that undo them.

    Those go by their first words, the longest first.
    """

    phrases: dict[str, dict[str, tuple[HappeningPhrase, ...]]]
    untold: dict[str, tuple[tuple[str, ...], ...]]


def happening_words(
    rules: Iterable[dict[str, Any]], untold: Iterable[str], split: Callable[[str], tuple[str, ...]]
) -> HappeningWords:
    """The words of a pack's lists, spelled out; `split` cuts a phrase as texts are cut."""
    phrases: dict[str, dict[str, list[HappeningPhrase]]] = {}
    for listed in rules:
        actor, beside, unless = (frozenset(listed.get(name, ())) for name in HAPPENING_CONDITIONS)
        rule = HappeningRule(listed["topic"], actor, beside, unless, tuple(actor))
        for name, side in HAPPENING_SIDES.items():
            for phrase in listed.get(name, ()):
                words = split(phrase)
                letters = LETTERS.findall(phrase) or [phrase]
                rarest = max(letters, key=len)
                others = frozenset(letters) - {rarest}
                beside_it = max(sorted(others), key=len, default=rarest)
                found = phrases.setdefault(rarest, {}).setdefault(beside_it, [])
                found.append(HappeningPhrase(words, side, rule, others))
    undoing: dict[str, list[tuple[str, ...]]] = {}
    for phrase in untold:
        words = split(phrase)
        undoing.setdefault(words[0], []).append(words)
    return HappeningWords(
        {word: {other: tuple(found) for other, found in beside.items()} for word, beside in phrases.items()},
        {word: tuple(sorted(found, key=len, reverse=True)) for word, found in undoing.items()},
    )
