"""The clause that a verb of saying or "according to" reports: "X said | that the army had lost the town |"."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import QUOTES, Item
from story.reading.lexicon import Lexicon
from story.reading.passages.document import Document
from story.reading.speakers.attribution import Attribution
from story.reading.speakers.listeners import past_listeners
from story.reading.speakers.saying import TAIL, is_in_relative_clause
from story.reading.speakers.speaker_names import FULL_STOPS, Name

DATELINE = 25  # items of a sentence among which a dateline ends, "GENEVA | Thu Mar 10, 2011" included
DENIAL_REACH = 3  # items between a "not" and the verb that it denies
CLAUSE_BEGIN = 7  # items of a clause among which its verb or its pronoun stands
FINITE = tags.BE | tags.HAVE | tags.PRONOUN | tags.FUTURE
LIGHT = tags.EDGE | tags.CONJUNCTION | tags.ADVERB | tags.TIME


def reported_clause(
    document: Document, items: list[Item], said: Attribution, following: Attribution | None
) -> Name | None:
    """The items that tell what `said` reports, the first and the one after the last; None if they aren't plain.

    `following` is the sentence's next attribution, before whose speaker the clause ends.
    """
    lexicon = document.lexicon
    if is_denied(items, said.at) or (said.is_citation and said.is_pronoun):
        return None
    begin, end = min(said.at, said.name[0]), max(said.at + 1, said.name[1])
    if said.is_citation and begin == 0:
        return without_edges(items, end, said.last, lexicon)
    if not said.is_citation and not said.is_final:
        start = after_lead(document, items, said, end)
        stop = min(following.at, following.name[0]) if following is not None and following.at > start else said.last
        clause = without_edges(items, start, min(stop, said.last), lexicon)
        if clause is not None and not is_clause(items, clause, lexicon):
            return None
        if clause is not None:
            # "denied that the army had lost" is not what was said without its verb
            return (said.at, clause[1]) if "denied" in items[said.at].cues else clause
        if lexicon.verb_last or begin == 0 or is_in_relative_clause(items, said.at):
            return None
    if goes_on(items, end):
        return None  # "the old man, according to the police, died": only half of it stands before
    return without_edges(items, max(said.first if said.first < begin else 0, past_dateline(items)), begin, lexicon)


def past_dateline(items: list[Item]) -> int:
    """Where a sentence begins behind its dateline: "BAMAKO, Sept 17 (AFP) - | The army"."""
    for at in range(2, min(DATELINE, len(items))):
        if items[at].tags & tags.BREAK and items[at - 1].word == ")" and items[at].word not in QUOTES:
            return at + 1
    return 0


def goes_on(items: list[Item], start: int) -> bool:
    """Whether the sentence's own clause goes on behind a speaker, and no aside about him: "…, who owns the plane"."""
    for item in items[start:]:
        if item.tags & tags.RELATIVE:
            return False
        if item.tags & (tags.BE | tags.HAVE | tags.VERB) and not item.tags & tags.CAPITAL:
            return True
    return False


def after_lead(document: Document, items: list[Item], said: Attribution, start: int) -> int:
    """Where what was said begins behind its verb: past "told AFP on Friday in Bamako that"."""
    lexicon = document.lexicon
    for at in range(start, min(start + TAIL, len(items))):
        if items[at].word in lexicon.content_words or items[at].word == ":":
            return at + 1
    if items[said.at].tags & tags.LISTENER and start == said.at + 1:
        while start < len(items) and items[start].tags & tags.DETERMINER:
            start += 1
        start += 1  # "told reporters"
        while start < len(items) and items[start].tags & tags.CAPITAL and not items[start].tags & tags.TIME:
            start += 1
    return past_listeners(document.text, items, start, lexicon, document.speakers.outlets)


def is_clause(items: list[Item], clause: Name, lexicon: Lexicon) -> bool:
    """Whether words behind a verb of saying are what was said, and no object of it: not "published a video"."""
    start, end = clause
    if items[start - 1].word in lexicon.content_words or items[start - 1].word == ":":
        return True
    return any(item.tags & FINITE for item in items[start : min(end, start + CLAUSE_BEGIN)])


def is_denied(items: list[Item], verb: int) -> bool:
    """Whether a verb of saying is denied or only an aim: "did not say", "refused to say"."""
    before = items[max(0, verb - DENIAL_REACH) : verb]
    return any(item.tags & (tags.NEGATOR | tags.PURPOSE | tags.FUTURE | tags.HYPOTHETICAL) for item in before)


def without_edges(items: list[Item], start: int, end: int, lexicon: Lexicon) -> Name | None:
    """The stretch without the marks and the small words around it that belong to the clause of the speaker."""
    while start < end and (items[start].tags & LIGHT and not items[start].tags & tags.CAPITAL):
        start += 1
    if start < end and items[start].word in lexicon.possessives:
        start += 1
    while start < end and (
        items[end - 1].tags & (tags.EDGE | tags.CONJUNCTION)
        or items[end - 1].word in FULL_STOPS
        or items[end - 1].word in lexicon.as_words
        or (items[end - 1].tags & tags.HAVE and end - 1 > start and items[end - 2].tags & tags.EDGE)  # « …, a déclaré »
    ):
        end -= 1
    return (start, end) if start < end else None
