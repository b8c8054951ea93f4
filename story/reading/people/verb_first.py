"""Where the people of a verb stand in a language whose verbs come first: behind it and its subject, seldom before."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.people.chunks import NEAR, Chunk, chunk_at, is_aside
from story.reading.people.counted import governed
from story.reading.people.findings import Finding
from story.reading.people.frames import BEHIND
from story.reading.people.triggers import Trigger


def object_past_subject(
    items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]
) -> Chunk | None:
    """The counted people behind a verb, its subject between them: "killed the army 12", "died the minister and 3"."""
    first = trigger.last + 1
    if first + 1 < len(items) and items[first].tags & tags.THEM and items[first + 1].tags & tags.QUANTITY:
        # "were killed of them 12"
        return Chunk(first + 1, first + 2, None, "them") if first + 1 not in taken else None
    for position in range(first, min(len(items), trigger.last + BEHIND)):
        bits = items[position].tags
        if bits & tags.QUANTITY:
            chunk = chunk_at(items, position, lexicon)
            if position in taken or chunk.sort not in ("people", "them") or is_aside(items, position):
                return None
            if items[position - 1].tags & tags.CONJUNCTION and not items[position - 2].tags & (
                tags.PEOPLE | tags.CAPITAL
            ):
                return None
            return chunk
        if bits & (tags.EDGE | tags.RELATIVE | tags.SPEECH | tags.ACCORDING | tags.INCLUDING | tags.NEGATION):
            return None
        if bits & tags.TRIGGER and not bits & tags.PEOPLE:
            return None
        if bits & tags.CONJUNCTION and not (position + 1 < len(items) and items[position + 1].tags & tags.QUANTITY):
            return None
    return None


def beside_definite(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """Those counted beside somebody definite behind an act: "the death of the bomber and five policemen"."""
    for position in range(trigger.last + 1, min(len(items) - 1, trigger.last + 1 + NEAR)):
        bits = items[position].tags
        if bits & tags.CONJUNCTION:
            at = position + 1
            if not items[at].tags & tags.QUANTITY or at in taken or position == trigger.last + 1:
                return None
            chunk = chunk_at(items, at, lexicon)
            return chunk if chunk.sort in ("people", "them") else None
        if (
            bits & (tags.EDGE | tags.QUANTITY | tags.PREPOSITION | tags.TRIGGER | tags.RELATIVE)
            and not bits & tags.PEOPLE
        ):
            return None
    return None


def subject_beside(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """A subject that for once stands right before a verb: "a Palestinian dies of his wounds"."""
    behind = items[trigger.last + 1].tags if trigger.last + 1 < len(items) else 0
    if behind & tags.PEOPLE:
        return None  # "soldier kills comrade"
    for position in range(trigger.first - 1, max(-1, trigger.first - 1 - NEAR), -1):
        if items[position].tags & tags.QUANTITY:
            chunk = chunk_at(items, position, lexicon)
            is_free = position not in taken and chunk.sort == "people" and not is_aside(items, position)
            return chunk if is_free and not governed(items, position) else None
        if items[position].tags & (tags.EDGE | tags.CONJUNCTION | tags.VERB | tags.SPEECH | tags.PREPOSITION):
            return None
    return None
