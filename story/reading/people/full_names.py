"""Two or more people given by their full names alone: "John Doe and Jane Roe were killed" counts two."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.people.findings import Finding
from story.reading.people.told_singly import KINDS, named_behind, subjects_before, told_singly
from story.reading.people.triggers import Trigger, is_finite

LONGEST = 40  # items of a list of names with what is told of each
TITLE = 3  # words before a name
ASIDE = 12  # items of what is told of one between commas
PARTS = 2  # words that a full name has at least: "Paris and London" are no people
NO_ASIDE = tags.BE | tags.HAVE | tags.VERB | tags.SPEECH | tags.BREAK
NAMES = (tags.CAPITAL, tags.CAPITAL | tags.UPPER)  # what a word is that is nothing but a name


def find_full_names(items: list[Item], triggers: list[Trigger], lexicon: Lexicon) -> list[Finding]:
    """The findings of lists of names that a word for what happened has as its subject or its object."""
    found = []
    for trigger in triggers:
        if trigger.is_served or trigger.kind not in KINDS:
            continue
        span = names_after(items, trigger, lexicon) or (names_before(items, trigger) if is_finite(trigger) else None)
        if span is None:
            continue
        number, start, end = span
        found.append(told_singly(trigger, number, start, end, f"{number} names beside “{trigger.word}”"))
    return found


def names_after(items: list[Item], trigger: Trigger, lexicon: Lexicon) -> tuple[int, int, int] | None:
    """How many names follow an active verb or a noun for an act, and from where to where."""
    start = named_behind(items, trigger, lexicon)
    if start is None:
        return None
    number, end = names_from(items, start)
    return (number, start, end) if number > 1 else None


def names_before(items: list[Item], trigger: Trigger) -> tuple[int, int, int] | None:
    """How many names are the subject of a finite verb, and from where to where."""
    verb = trigger.finite if trigger.finite >= 0 else trigger.group_start
    for start in subjects_before(items, verb, LONGEST, PARTS):
        number, end = names_from(items, start)
        if number > 1 and (end == verb or aside_after(items, end) == verb):
            return number, start, end
    return None


def names_from(items: list[Item], start: int) -> tuple[int, int]:
    """How many full names stand in a list with "and" from `start` on, and where the last of them ends."""
    number, end, position = 0, start, start
    follows_and = is_list = False
    while position < len(items) and position - start < LONGEST:
        name = after_title(items, position)
        after = name
        while after < len(items) and is_part_of_name(items, after, name):
            after += 1
        if after - name < PARTS:
            break
        number, end = number + 1, after
        is_list |= follows_and
        position = aside_after(items, after)
        if position == after and position < len(items) and items[position].tags & tags.COMMA:
            position += 1
        follows_and = position < len(items) and bool(items[position].tags & tags.CONJUNCTION)
        position += follows_and
        if position == after:
            break
    return (number if is_list else min(number, 1)), end


def after_title(items: list[Item], position: int) -> int:
    """Where a name begins, past words for who it is: "journalist John Doe", "25-year-old Jane Roe"."""
    for at in range(position, min(len(items), position + TITLE + 1)):
        if items[at].tags & tags.CAPITAL and not items[at].tags & tags.PEOPLE:
            return at
        if items[at].tags & ~(tags.PEOPLE | tags.GROUP | tags.VERBATIM | tags.CAPITAL | tags.UPPER | tags.DETERMINER):
            break
    return position


def is_part_of_name(items: list[Item], at: int, start: int) -> bool:
    """Whether a word belongs to a name: "Patrick da Silva"."""
    if items[at].tags in NAMES:
        return True
    follows = at > start and at + 1 < len(items) and items[at].tags & tags.OF
    return bool(follows and items[at + 1].tags in NAMES and items[at].end < items[at + 1].start)


def aside_after(items: list[Item], position: int) -> int:
    """Where what is told of one between commas ends: ", 25, of Elizabeth, " or ", director of a newspaper, "."""
    if position + 1 >= len(items) or not items[position].tags & tags.COMMA:
        return position
    if items[position + 1].tags in NAMES or items[position + 1].tags & tags.CONJUNCTION:
        return position  # the next name
    for at in range(position + 1, min(len(items), position + ASIDE)):
        if items[at].tags & NO_ASIDE and not items[at].tags & tags.PEOPLE:
            return position
        if items[at].tags & tags.COMMA and not items[at - 1].tags & tags.COMMA:
            follows = items[at + 1].tags if at + 1 < len(items) else 0
            if follows & (tags.CONJUNCTION | tags.BE | tags.HAVE | tags.VERB) or follows in NAMES:
                return at + 1
    return position
