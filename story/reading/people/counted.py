"""Whether a figure can be what a verb counts."""

from __future__ import annotations

from story.model import Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.people.chunks import Chunk, chunk_at, is_year
from story.reading.people.triggers import Trigger, is_finite

OLDEST = 120  # years
ANTECEDENT = 6  # items between a relative pronoun and the number of its people


def counts_people(items: list[Item], chunk: Chunk, trigger: Trigger, is_close: bool = False) -> bool:
    """Whether a chunk can be what the trigger counts."""
    quantity = items[chunk.at].quantity
    if quantity is None or quantity.is_decade:
        return False
    if chunk.sort in ("people", "them"):
        return True
    if chunk.sort == "thing" or quantity.is_article:
        return False
    if chunk.sort == "unknown":
        return not trigger.is_strict and not is_year(items, chunk.at)
    return (not trigger.is_strict or is_close) and not is_year(items, chunk.at)


def chunk_until(items: list[Item], at: int, trigger: Trigger, lexicon: Lexicon) -> Chunk:
    """What a quantity before a trigger counts, cut where the verb begins: "57 | sustained injuries"."""
    chunk = chunk_at(items, at, lexicon)
    verb = trigger.group_start
    if chunk.sort != "unknown" or not at < verb < chunk.end:
        return chunk
    return Chunk(at, at + 1, None, "bare") if verb == at + 1 else Chunk(at, verb, verb - 1, "unknown")


def is_served_by_next(items: list[Item], chunk: Chunk) -> bool:
    """Whether a verb of its own follows the chunk."""
    return chunk.end < len(items) and bool(items[chunk.end].tags & (tags.BE | tags.HAVE | tags.VERB))


def is_vague(items: list[Item], at: int) -> bool:
    """Whether a quantity is "several" or the like, that alone can stand for people."""
    quantity = items[at].quantity
    return quantity is not None and quantity.qualifier is Qualifier.VAGUE


def is_age(items: list[Item], chunk: Chunk) -> bool:
    """Whether a bare number tells how old somebody is: "su hijo de 12"."""
    if chunk.sort not in ("bare", "unknown") or chunk.at < 2 or not items[chunk.at - 1].tags & tags.OF:
        return False
    quantity = items[chunk.at].quantity
    return bool(items[chunk.at - 2].tags & tags.PEOPLE) and quantity is not None and quantity.low < OLDEST


def is_subject_of_act(items: list[Item], at: int, trigger: Trigger) -> bool:
    """Whether the verb speaks of an act and not of its people: "funerals of fifty cadets were held"."""
    position = at - 1
    while position > 0 and items[position].tags & tags.DETERMINER and not items[position].tags & tags.OF:
        position -= 1
    if not is_finite(trigger) or position < 1 or not items[position].tags & tags.OF:
        return False
    return items[position - 1].tags & (tags.ACT | tags.PEOPLE) == tags.ACT


def part_before(items: list[Item], whole: int) -> int | None:
    """Where the part of a whole is counted, "two of the five"; None when the number at `whole` is no whole."""
    before = whole - 1
    if before > 0 and items[before].tags & tags.DETERMINER and not items[before].tags & tags.OF:
        before -= 1
    if before < 1 or not items[before].tags & tags.OF:
        return None
    part, of = items[before - 1].quantity, items[whole].quantity
    said_of = before - 2 - bool(before > 2 and items[before - 2].tags & tags.DETERMINER)
    if said_of >= 0 and items[said_of].tags & tags.BE:
        return None  # "he was one of two men believed to have been killed", "c'était l'un des deux hommes"
    return before - 1 if part is not None and of is not None and part.low <= (of.high or part.low) else None


def before_relative(items: list[Item], relative: int, lexicon: Lexicon) -> Chunk | None:
    """The people counted right before a relative clause: "77 Menschen, die bei dem Angriff starben"."""
    for at in range(relative - 1, max(-1, relative - ANTECEDENT), -1):
        if items[at].tags & tags.QUANTITY:
            chunk = chunk_at(items, at, lexicon)
            is_of_it = chunk.end == relative or items[chunk.end].tags & tags.OF
            return chunk if chunk.sort == "people" and is_of_it else None
        if items[at].tags & (tags.EDGE | tags.VERB) and not items[at].tags & tags.PEOPLE:
            return None
    return None


def governed(items: list[Item], at: int) -> bool:
    """Whether a preposition other than "of" stands right before the quantity."""
    return bool(at and items[at - 1].tags & tags.PREPOSITION and not items[at - 1].tags & tags.OF)
