"""What stands between a verb of saying and its speaker behind it: times, listeners, manner.

« a indiqué vendredi à l'AFP, sous couvert d'anonymat, | une source »
"""

from __future__ import annotations

from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.speakers.speaker_classes import speaker_class
from story.reading.speakers.speaker_names import is_bare_of, name_after
from story.reading.speakers.via import outlet_at

PHRASE = 6  # items of a phrase between a verb and its speaker


def past_listeners(text: str, items: list[Item], start: int, lexicon: Lexicon, outlets: frozenset[str]) -> int:
    """Where the words after a verb of saying go on behind times and listeners: "a indiqué vendredi à l'AFP | une"."""
    for _ in range(3):
        if start >= len(items):
            break
        bits, following = items[start].tags, items[start + 1].tags if start + 1 < len(items) else 0
        if bits & (tags.TIME | tags.ADVERB) and not bits & tags.LISTENER:  # English "to" is an adverb as well
            start += 1
        elif bits & (tags.PREPOSITION | tags.DETERMINER) and following & tags.TIME:
            start += 2
        elif bits & (tags.PREPOSITION | tags.STOP) and not bits & (tags.LISTENER | tags.DETERMINER):
            after = past_phrase(items, start + 1, lexicon)
            if after is None:
                break
            start = after
        elif bits & tags.LISTENER:
            outlet = outlet_at(text, items, start + 1, lexicon, outlets)
            if outlet is None and bits & tags.DETERMINER:
                break  # Portuguese "disse a polícia"
            after = outlet[1] if outlet is not None else after_listener(items, start + 1)
            if after < len(items) and items[after].tags & tags.COMMA:
                after += 1
            if after == start + 1:
                break
            start = after
        else:
            break
    return start


def past_phrase(items: list[Item], start: int, lexicon: Lexicon) -> int | None:
    """Where a speaker stands behind a phrase of manner: « a affirmé sous couvert d'anonymat | un responsable »."""
    is_whole = " " in items[start - 1].word  # « en un comunicado | el ministerio »: the phrase has its own noun
    for at in range(start + (not is_whole), min(start + PHRASE, len(items))):
        bits = items[at].tags
        if bits & (tags.DETERMINER | tags.INDEFINITE | tags.QUANTITY) and not bits & tags.OF:
            name = name_after(items, at, lexicon)
            words = " ".join(item.word for item in items[slice(*name)]) if name is not None else ""
            return at if speaker_class(words, lexicon)[1] else None
        if bits & (tags.EDGE | tags.TRIGGER | tags.RELATIVE | tags.SPEECH):
            break
    return None


def after_listener(items: list[Item], start: int) -> int:
    """Where the next noun's article stands behind a listener: "à la presse | un officier"; `start` if there is none."""
    for at in range(start + 1, min(start + 5, len(items))):
        bits = items[at].tags
        if bits & (tags.DETERMINER | tags.INDEFINITE | tags.QUANTITY) and not is_bare_of(items[at]):
            return at
        if bits & (tags.EDGE | tags.TRIGGER | tags.RELATIVE | tags.SPEECH):
            break
    return start
