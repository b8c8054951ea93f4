"""Which of a sentence's speakers tells a figure: how far each attribution reaches."""

from __future__ import annotations

from dataclasses import replace

from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.speakers.attribution import Attribution
from story.reading.speakers.saying import NEXT
from story.reading.speakers.speaker_classes import speaker_class
from story.reading.speakers.via import OUTLETS

FAR = 40  # items that are looked back from a figure


def attribution_for(
    found: list[Attribution], items: list[Item], first: int, last: int, lexicon: Lexicon
) -> Attribution | None:
    """The attribution in whose reach items first..last stand: the nearest verb before, else what follows.

    An outlet that passes on what another says is via: "officials said …, according to local media".
    """
    said = nearest(found, items, first, last, lexicon)
    if said is None or said.via is not None:
        return said
    if is_outlet(said, lexicon):
        told = [a for a in found if a.at < first < a.last and a.at < said.at and not a.is_citation and not a.is_final]
        is_passing_on = said.is_citation and said.at > last and told and not is_outlet(told[-1], lexicon)
        return replace(told[-1], via=said.source) if is_passing_on else said
    for other in found:
        is_around = other.first <= first and other.at > last and (other.is_final or other.is_citation)
        is_before = said.at - FAR < other.at < said.at < first and not any(
            item.tags & tags.QUANTITY for item in items[other.at : said.at]
        )
        if (is_around or is_before) and is_outlet(other, lexicon):
            return replace(said, via=other.source)
    return said


def is_outlet(said: Attribution, lexicon: Lexicon) -> bool:
    """Whether an outlet or agency speaks."""
    return said.source is not None and speaker_class(said.source, lexicon)[0] in OUTLETS


def nearest(found: list[Attribution], items: list[Item], first: int, last: int, lexicon: Lexicon) -> Attribution | None:
    """The attribution in whose reach items first..last stand."""
    inside = [a for a in found if first < a.at < last]
    if inside:
        return inside[-1]  # "twelve people, police said, were killed"
    after = [a for a in found if a.at > last and a.first <= first and not is_known(items, -1, first, lexicon)]
    before = [
        a
        for a in found
        if a.at < first < a.last and not a.is_citation and not a.is_final and not is_known(items, a.at, first, lexicon)
    ]
    cited = [a for a in found if a.at < first and a.is_citation]
    if after and after[0].at - last <= NEXT and (after[0].is_citation or not before):
        return after[0]
    if after and before and after[0].first > before[-1].at:
        return after[0]
    if before and not (cited and cited[-1].at > before[-1].at):
        return before[-1]
    if after:
        return after[0]
    final = [a for a in found if a.at < first and a.is_final and goes_on(items, a.at, first, lexicon)]
    return cited[-1] if cited else final[-1] if final else None


def goes_on(items: list[Item], verb: int, first: int, lexicon: Lexicon) -> bool:
    """Whether what was said goes on behind its verb: "…, police said, and 30 others were hurt"."""
    return any(
        items[at].tags & tags.EDGE and items[at + 1].word in lexicon.and_words
        for at in range(max(verb + 1, first - FAR), first - 1)
    )


def is_known(items: list[Item], verb: int, first: int, lexicon: Lexicon) -> bool:
    """Whether a figure stands in a clause about an event that the speaker only speaks of, not in what he says.

    "He denied a role in the massacre in which 108 people were killed": the event's name, then a relative clause, and
    no "that" behind the verb.
    """
    relative = 0
    for at in range(first - 1, max(verb, 1, first - FAR), -1):
        led = at - 1 - bool(items[at - 1].tags & tags.DETERMINER)
        if items[at].tags & tags.RELATIVE and items[led].tags & tags.PREPOSITION:
            relative = at
        elif items[at].word in lexicon.content_words:
            return False
    named = items[max(verb, relative - 8, 0) : relative]
    return any(item.tags & (tags.MUTE | tags.ACT) for item in named)
