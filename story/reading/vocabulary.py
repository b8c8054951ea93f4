"""The phrases of a pack while they are gathered, list by list, and as a reader looks them up.

Thousands of phrases pass through here when a pack is loaded, most of them single words that stand in one list: they
are gathered as plain numbers, and those that can be the same share one entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from story.model import Kind
from story.reading import tags
from story.reading.lexicon import NOTHING, Entry, Phrases

COMMON = tags.PEOPLE | tags.BE | tags.HAVE | tags.OF | tags.PREPOSITION | tags.DETERMINER | tags.PRONOUN | tags.TIME
LETTERS = re.compile(r"[^\W\d_]+")


class Vocabulary:
    """What each phrase of a pack can be. `split` cuts a phrase into words as texts are cut."""

    def __init__(self, split: Callable[[str], tuple[str, ...]]) -> None:
        self.split = split
        self.tags: dict[str, int] = {}
        self.cues: dict[str, frozenset[str]] = {}
        self.forms: dict[str, dict[int, Kind]] = {}
        self.numbers: dict[str, tuple[str, tuple[int, int]]] = {}
        self.implied: dict[str, int] = {}

    def add(self, phrases: Iterable[str], bits: int = 0) -> None:
        """Take up phrases, each with the tags that a list gives it."""
        known = self.tags
        for phrase in phrases:
            known[phrase] = known.get(phrase, 0) | bits

    def add_cue(self, phrases: Iterable[str], cue: str, bits: int = 0) -> None:
        """Take up phrases with a cue."""
        for phrase in phrases:
            self.tags[phrase] = self.tags.get(phrase, 0) | bits
            self.cues[phrase] = self.cues.get(phrase, frozenset()) | {cue}

    def add_form(self, phrases: Iterable[str], kind: Kind, form: int) -> None:
        """Take up phrases that say what happened."""
        for phrase in phrases:
            self.tags[phrase] = self.tags.get(phrase, 0) | form
            self.forms.setdefault(phrase, {})[form] = kind

    def add_number(self, phrase: str, sort: str, low: int, high: int) -> None:
        """Take up a phrase that is a quantity by itself: vague, exact or round; an open one is high -1."""
        self.tags.setdefault(phrase, 0)
        self.numbers[phrase] = sort, (low, high)

    def phrases(self) -> dict[str, Phrases]:
        """The phrases by their first words, the longer ones of each by their second, the longest first."""
        found: dict[str, Phrases] = {}
        longer: dict[tuple[str, ...], Entry] = {}
        alike: dict[object, Phrases] = {}  # words that only differ in spelling share what they can be
        special = self.cues.keys() | self.forms.keys() | self.numbers.keys() | self.implied.keys()
        for phrase, bits in self.tags.items():
            key = self.all_of(phrase, bits) if phrase in special else bits
            shared = alike.get(key)
            if shared is None:
                shared = alike[key] = Phrases(self.entry(phrase, bits))
            if phrase.isalpha():
                found[phrase] = shared
                continue
            words = self.split(phrase)
            if len(words) == 1:
                found[words[0]] = Phrases(both(found[words[0]].alone, shared.alone)) if words[0] in found else shared
            else:
                longer[words] = both(longer[words], shared.alone) if words in longer else shared.alone
        for words in sorted(longer, key=len, reverse=True):
            known = found.get(words[0])
            if known is None or not known.longer:
                known = found[words[0]] = Phrases(known.alone if known else NOTHING, {})
            known.longer.setdefault(words[1], []).append((words, longer[words]))
        return found

    def all_of(self, phrase: str, bits: int) -> tuple[object, ...]:
        """All that makes one phrase what it is."""
        forms = self.forms.get(phrase)
        number, implied = self.numbers.get(phrase), self.implied.get(phrase)
        return bits, tuple(forms.items()) if forms else (), self.cues.get(phrase), number, implied

    def entry(self, phrase: str, bits: int) -> Entry:
        """What a phrase can be."""
        sort, interval = self.numbers.get(phrase, ("", None))
        return Entry(
            bits,
            self.forms.get(phrase, NOTHING.forms),
            self.cues.get(phrase, NOTHING.cues),
            interval,
            sort,
            self.implied.get(phrase, 0),
        )

    def telling(self, phrases: Iterable[str]) -> dict[str, tuple[frozenset[str], ...]]:
        """The words by which a quick look finds every one of the phrases, and what must stand beside each.

        Of a phrase the longest word, but none of the common ones where it has another: "custody" of "in custody",
        beside "in". Nothing need stand beside a word that is a phrase by itself; "dead people" is found by "dead".
        """
        common = {phrase.partition(" ")[0] for phrase, bits in self.tags.items() if bits & COMMON}
        alone: set[str] = set()
        longer = []
        for phrase in phrases:
            words = [phrase] if phrase.isalpha() else LETTERS.findall(phrase)
            if len(words) == 1:
                alone.add(words[0])
            else:
                longer.append(words)
        beside: dict[str, set[frozenset[str]]] = {}
        for words in longer:
            if alone.isdisjoint(words):
                word = max([word for word in words if word not in common] or words, key=len)
                beside.setdefault(word, set()).add(frozenset(words) - {word})
        return {**{word: tuple(others) for word, others in beside.items()}, **dict.fromkeys(alone, ())}

    def having(self, bits: int) -> list[str]:
        """The phrases that have any of the tags."""
        return [phrase for phrase, own in self.tags.items() if own & bits]

    def single_words(self, bits: int) -> frozenset[str]:
        """The words by themselves that have any of the tags."""
        return frozenset(phrase for phrase, own in self.tags.items() if own & bits and " " not in phrase)


def both(one: Entry, other: Entry) -> Entry:
    """What two spellings can be that are cut into the same words."""
    return Entry(
        one.tags | other.tags,
        {**one.forms, **other.forms},
        one.cues | other.cues,
        other.interval or one.interval,
        other.quantity or one.quantity,
        other.implied or one.implied,
    )
