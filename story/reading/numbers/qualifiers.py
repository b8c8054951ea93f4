"""What qualifies a quantity: "more than", "at least", "about", "up to", "70-plus"."""

from __future__ import annotations

from dataclasses import replace

from story.model import Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import NOTHING
from story.reading.numbers.quantity import Quantity

RISE = 9  # items between a verb of rising and its "up to"
TOPIC_REACH = 3  # items between "report" and "on"
BEFORE_OBJECT = {"at_least", "about", "over"}  # what may stand before the mark of an object
FLOOR_REACH = 6  # items from a number to the "at least" behind its noun


def qualified(items: list[Item]) -> list[Item]:
    """The items with each quantity's qualifier ("more than", "at least", "70-plus") taken into it."""
    result: list[Item] = []
    for position, item in enumerate(items):
        if item.quantity is None:
            result.append(item)
            continue
        quantity, start = item.quantity, item.start
        if quantity.qualifier is Qualifier.EXACT and is_floor_behind(items, position):
            quantity = Quantity(quantity.low, None, Qualifier.AT_LEAST)
        taken, tints = 0, item.cues
        if len(result) > 1 and result[-1].tags & tags.OBJECT_MARK and result[-2].entry.cues & BEFORE_OBJECT:
            start = result.pop().start  # "mató al menos a 11"
        while result and taken < 3:
            cues = result[-1].entry.cues
            if is_age_limit(result, quantity, cues):
                item.quantity, item.tags = None, tags.VERBATIM
                break
            if "up_to" in cues and has_risen(result):
                result[-1].tags |= tags.TOLL_LINK  # "ticked up to 44"
                break
            if "rises" in cues and goes_on_to(items, position + 1):
                break  # "passou de 63 para 71"
            if "over" in cues and result[-1].tags & tags.PREPOSITION and is_topic(result):
                break
            changed = apply_qualifier(quantity, cues - {"range_between"} if result[-1].tags & tags.OF else cues)
            if changed is None:
                break
            changed = replace(changed, is_group=changed.is_group or "further" in cues)
            tints = {**result[-1].cues, **tints}
            quantity, start = changed, result.pop().start
            taken += 1
        if item.quantity is None:
            result.append(item)
            continue
        if position + 1 < len(items) and "further" in items[position + 1].entry.cues:
            quantity = replace(quantity, is_group=True)
        result.append(Item("#", start, item.end, item.tags, NOTHING, quantity, tints))
    return result


def is_floor_behind(items: list[Item], at: int) -> bool:
    """Whether "at least" stands behind what is counted: "77 dead at least"."""
    for position in range(at + 1, min(len(items), at + 1 + FLOOR_REACH)):
        item = items[position]
        if "after_at_least" in item.entry.cues:
            return position + 1 == len(items) or items[position + 1].quantity is None
        if item.tags & (tags.QUANTITY | tags.EDGE | tags.CONJUNCTION | tags.RELATIVE | tags.SPEECH):
            return False
    return False


def has_risen(before: list[Item]) -> bool:
    """Whether a toll rose "up to" its figure: "ticked up to 44", "ha ascendido el viernes hasta los 44"."""
    for item in reversed(before[-RISE:-1]):
        if "rises" in item.entry.cues:
            return True
        if item.tags & (tags.EDGE | tags.PEOPLE):
            return False
    return False


def goes_on_to(items: list[Item], at: int) -> bool:
    """Whether a figure is only where a rise began: "to 71" stands behind it."""
    if at < len(items) and items[at].tags & (tags.PEOPLE | tags.NOUN):
        at += 1  # "passou de 63 mortos para 71"
    return (
        at + 1 < len(items)
        and bool(items[at].tags & (tags.PREPOSITION | tags.TOLL_LINK))
        and items[at + 1].quantity is not None
    )


def is_topic(before: list[Item]) -> bool:
    """Whether "over" is no "more than" but says what it is about: "Trauer über 12 Tote", "protests over 12 deaths"."""
    for item in before[-2 : -2 - TOPIC_REACH : -1]:
        if "topics" in item.entry.cues:
            return True
        if item.tags & (tags.EDGE | tags.OF | tags.PREPOSITION | tags.BE | tags.HAVE):
            return False
    return False


def is_age_limit(before: list[Item], quantity: Quantity, cues: frozenset[str]) -> bool:
    """ "Children under five", "14 were under 18": the limit of an age, no count."""
    if len(before) < 2 or not cues & {"over", "up_to"} or " " in before[-1].word or quantity.low >= 100:
        return False
    is_counted = len(before) > 2 and bool(before[-2].tags & tags.BE and before[-3].quantity)
    return is_counted or bool(before[-2].tags & tags.PEOPLE)


def apply_qualifier(quantity: Quantity, cues: frozenset[str]) -> Quantity | None:
    """The quantity under one qualifier; None when the cues hold none."""
    low, high = quantity.low, quantity.high
    if "over" in cues:
        return Quantity(low, None, Qualifier.OVER)
    if "at_least" in cues:
        return Quantity(low, None, Qualifier.AT_LEAST)
    if "up_to" in cues and high is not None:
        return Quantity(0, high, Qualifier.UP_TO)
    if "range_between" in cues and quantity.qualifier is Qualifier.RANGE:
        return quantity
    if "about" in cues and quantity.qualifier in (Qualifier.EXACT, Qualifier.ABOUT):
        return Quantity(low, high, Qualifier.ABOUT)
    if "about" in cues and quantity.qualifier in (Qualifier.VAGUE, Qualifier.RANGE):
        return quantity
    if "groups" in cues:
        return replace(quantity, is_group=True)
    if "exact" in cues:
        return quantity
    return None
