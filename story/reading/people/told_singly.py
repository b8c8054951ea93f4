"""Persons whom nobody counts, told one by one beside a verb: "John Doe and Jane Roe", "the mayor and his son".

Where they begin and end is for full_names.py and pairs.py to say; here is where they may stand, and their figure.
"""

from __future__ import annotations

from collections.abc import Iterator

from story.model import Kind, Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.numbers.quantity import Quantity
from story.reading.people.findings import Finding
from story.reading.people.triggers import Trigger, is_finite

# what happens to persons and to no company or town
KINDS = (Kind.KILLED, Kind.INJURED, Kind.DETAINED, Kind.MISSING, Kind.RESCUED)
BORDER = tags.EDGE | tags.SPEECH | tags.RELATIVE  # before a subject


def named_behind(items: list[Item], trigger: Trigger, lexicon: Lexicon) -> int | None:
    """Where those are named whom a verb or a noun for an act is about: "killed | the mayor", "the murder of | the"."""
    start = trigger.last + 1
    if start >= len(items):
        return None
    if trigger.forms & tags.ACT:
        if items[start].tags & tags.OF:
            return start + 1
        return start if items[trigger.last].word.endswith(lexicon.counted_after) else None
    is_active = trigger.forms & tags.ACTIVE or trigger.voice == "active"
    # "fueron detenidos el alcalde y tres concejales"
    return start if is_active or (lexicon.verb_first and is_finite(trigger)) else None


def subjects_before(items: list[Item], verb: int, longest: int, shortest: int) -> Iterator[int]:
    """Where a subject of so many items may begin before the verb, the farthest first."""
    for start in range(max(0, verb - longest), verb - shortest):
        if not start or items[start - 1].tags & BORDER:
            yield start


def told_singly(trigger: Trigger, number: int, start: int, end: int, rule: str) -> Finding:
    """The finding of so many persons told at items start..end (exclusive), who serve their trigger."""
    trigger.is_served = True
    first, last = min(start, trigger.first), max(end - 1, trigger.last)
    quantity = Quantity(number, number, Qualifier.EXACT)
    return Finding(trigger.kind, quantity, start, first, last, end - 1, rule, trigger=trigger)
