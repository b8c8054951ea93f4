"""What a quantity counts: its run of words, the head noun, and whether that is people."""

from __future__ import annotations

from dataclasses import dataclass

from story.model import Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon

RUN_END = (
    tags.EDGE
    | tags.PREPOSITION
    | tags.CONJUNCTION
    | tags.BE
    | tags.HAVE
    | tags.QUANTITY
    | tags.RELATIVE
    | tags.INCLUDING
    | tags.SPEECH
    | tags.ACCORDING
    | tags.OF
    | tags.VERBATIM
    | tags.NEGATION
    | tags.PRONOUN
)
STOPS = frozenset(".:!?…")
NEAR = 4  # items between a quantity and the noun it counts


@dataclass(slots=True)
class Chunk:
    """What a quantity counts: its run of words, the head noun and what that is."""

    at: int
    end: int  # first item after the run
    head: int | None
    sort: str  # people, them, thing, unknown, bare


def chunk_at(items: list[Item], at: int, lexicon: Lexicon, is_whole: bool = False) -> Chunk:
    """What the quantity at `at` counts; `is_whole` when it is itself what another is a part of."""
    position = at + 1
    if position < len(items) and items[position].tags & tags.OF:
        position += 1
        while position < len(items) and items[position].tags & tags.DETERMINER and not items[position].tags & tags.THEM:
            position += 1
    part = items[at].quantity
    is_one = part is None or part.low == 1
    last = position
    while at + 1 < last < len(items) and items[last].tags & tags.TIME:
        last += 1  # "three of his last five matches"
    if at + 1 < last < len(items) and items[last].tags & tags.QUANTITY and not is_whole:
        whole = chunk_at(items, last, lexicon, is_whole=True)  # "twelve of the 40 hostages"
        if whole.sort == "thing" or (whole.sort == "people" and not is_one):
            return Chunk(at, whole.end, whole.head, "them" if whole.sort == "people" else "thing")
    is_part = any(item.tags & tags.DETERMINER for item in items[at + 1 : position])
    run: list[int] = []
    while position < len(items) and len(run) < 6:
        bits = items[position].tags
        if bits & tags.THEM and not run:
            return Chunk(at, position + 1, position, "them")
        if (bits & RUN_END and not bits & tags.PEOPLE) or items[position].word in STOPS:
            break
        if run and bits & tags.TIME and items[run[-1]].tags & tags.PEOPLE:
            break  # "12 people last week"
        if (bits & tags.INDEFINITE or (run and bits & tags.DETERMINER)) and not bits & tags.PEOPLE:
            break  # "12 lives shocked the town", "40,000 people a year", "298 a day earlier"
        if bits & (tags.NOUN | tags.PARTICIPLE) and is_part and not run and not qualifies_people(items, position):
            return Chunk(at, position + 1, position, "them")
        if bits & tags.TRIGGER and not bits & tags.PEOPLE and not (is_part and not run):
            is_adjective = bits & tags.PARTICIPLE and position == at + 1 and lexicon.head_is_last
            if not is_adjective or not qualifies_people(items, position):
                break
        run.append(position)
        position += 1
    known = [index for index in run if items[index].tags & (tags.PEOPLE | tags.THING)]
    if known and items[known[-1]].tags & tags.VERBATIM and known[-1] < run[-1]:
        known.pop()  # "a 100-year-old church": the age of something else
    if known and known[-1] > run[0] and all(items[index].tags & tags.TIME for index in run[: run.index(known[-1]) + 1]):
        return Chunk(at, at + 1, None, "bare")  # "33 last year"
    if known:
        head = known[-1] if lexicon.head_is_last else known[0]
        if not lexicon.head_is_last and len(known) > 1 and known[1] == head + 1 and items[head + 1].tags & tags.GROUP:
            head += not items[head].tags & (tags.GROUP | tags.THING)  # "trois autres assaillants"
        end = head + 1
        while not lexicon.head_is_last and end <= run[-1] and not items[end].tags & ~(tags.PEOPLE | tags.GROUP):
            if items[end].word.endswith(lexicon.verb_endings):
                break  # "mil pessoas adoeceram e doze morreram"
            end += 1  # "once turistas europeos"
        return Chunk(at, end, head, "people" if items[head].tags & tags.PEOPLE else "thing")
    named = [index for index in run if not items[index].tags & (tags.ADVERB | tags.TIME | tags.DETERMINER)]
    if not named:
        quantity = items[at].quantity
        return Chunk(at, at + 1, None, "people" if quantity is not None and quantity.is_group else "bare")
    head = named[-1] if lexicon.head_is_last else named[0]
    return Chunk(at, run[-1] + 1, head, "unknown")


def qualifies_people(items: list[Item], position: int) -> bool:
    """Whether a trigger stands as an adjective before a noun for people: "the captured children"."""
    if items[position].tags & tags.PEOPLE:
        return True
    return position + 1 < len(items) and bool(items[position + 1].tags & tags.PEOPLE)


def is_year(items: list[Item], at: int) -> bool:
    """Whether four bare digits may be a year; with a noun for people behind them they never are."""
    quantity = items[at].quantity
    if quantity is not None and quantity.qualifier is Qualifier.RANGE and quantity.high is not None:
        return quantity.low >= 1800 and quantity.high <= 2100  # "between 1975 and 1979"
    if quantity is None or not quantity.is_bare_digits or not 1800 <= quantity.low <= 2100:
        return False
    return items[at].end - items[at].start == 4


def is_aside(items: list[Item], at: int) -> bool:
    """Whether a quantity is introduced by "including" or the like."""
    for position in range(at - 1, max(-1, at - 3), -1):
        if items[position].tags & tags.INCLUDING:
            return not (position and items[position - 1].tags & tags.BE)  # "the teams were made up of 102 people"
        if not items[position].tags & (tags.ADVERB | tags.DETERMINER | tags.OBJECT_MARK | tags.BE | tags.HAVE):
            return False
    return False


def counts_attackers(items: list[Item], chunk: Chunk) -> bool:
    """Whether a quantity counts attackers by their name, who are no part of a toll of victims."""
    end = chunk.head if chunk.head is not None else chunk.at
    return any(item.tags & tags.ATTACKER for item in items[chunk.at : end + 1])
