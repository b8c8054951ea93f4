"""Numbers that only say of how many something is told: "most of the 300", "of the 54 on board, 30"."""

from __future__ import annotations

from story.model import Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import NOTHING, Lexicon
from story.reading.numbers.quantity import Quantity

REACH = 14  # items from a whole to its part, and to what is told of it first
NAMED = tags.PEOPLE | tags.ADVERB | tags.TIME | tags.DETERMINER
INSIDE = tags.PEOPLE | tags.THING | tags.NOUN | tags.PREPOSITION | tags.OF | tags.DETERMINER | tags.CONJUNCTION


def with_wholes(items: list[Item], lexicon: Lexicon) -> list[Item]:
    """The items with every whole that counts nobody itself made no quantity, or one with its part.

    "None of the 12" is 0 and "some of the 300" some; "half of the 40" and the 54 of "of the 54 on board, 30" are no
    quantities. A whole whose own fate is told, "half of the 40 injured", stays.
    """
    result: list[Item] = []
    for position, item in enumerate(items):
        if item.quantity is not None and item.quantity.low > 1 and not is_told(items, position):
            at = before_whole(result)
            part = result[at] if at >= 0 else None
            is_counted = item.quantity.qualifier is Qualifier.EXACT
            if part is not None and is_counted and is_some(part) and not has_of(result[at + 1 :]):
                del result[at + 1 :]
                part.end, part.tags = item.end, part.tags | tags.THEM
                continue
            if part is not None and (has_of(result[at + 1 :]) or ends_in_of(part, lexicon)):
                if part.tags & tags.NEGATION:
                    del result[at:]
                    nobody = Quantity(0, 0, Qualifier.EXACT)
                    item = Item("#", part.start, item.end, tags.QUANTITY, NOTHING, nobody, item.cues)
                elif part.word == "%" or part.entry.cues & {"shares", "fractions"}:
                    item.quantity, item.tags = None, tags.VERBATIM
            if item.quantity is not None and opens_clause(items, position, lexicon) and has_part(items, position):
                item.quantity, item.tags = None, tags.VERBATIM
        result.append(item)
    return result


def before_whole(before: list[Item]) -> int:
    """Where what stands before "of the" may be, -1 when nothing does; the last item where "of" is a part of it."""
    at = len(before) - 1
    while at >= 0 and before[at].tags & tags.DETERMINER and not before[at].tags & (tags.OF | tags.NEGATION):
        at -= 1
    return at - 1 if at >= 0 and before[at].tags & tags.OF and not before[at].tags & tags.NEGATION else at


def has_of(between: list[Item]) -> bool:
    """Whether an "of" stands between a part and its whole."""
    return any(item.tags & tags.OF for item in between)


def is_some(item: Item) -> bool:
    """Whether an item is "some of" or the like: an uncounted quantity right before the whole."""
    return item.quantity is not None and item.quantity.qualifier is Qualifier.VAGUE and item.quantity.high is None


def ends_in_of(item: Item, lexicon: Lexicon) -> bool:
    """Whether the last word of a phrase is an "of": « aucun des », "ni uno de los"."""
    for word in item.word.split(" ")[1:]:
        known = lexicon.phrases.get(word)
        if known is not None and known.alone.tags & tags.OF:
            return True
    return False


def is_told(items: list[Item], whole: int) -> bool:
    """Whether a whole's own fate is told beside it: "most of the 300 injured", "half of the 40 who were killed"."""
    is_relative = False
    for at in range(whole + 1, min(len(items), whole + REACH)):
        bits = items[at].tags
        if bits & tags.TRIGGER:
            return is_relative or bool(bits & tags.NOUN or bits & (tags.PARTICIPLE | tags.STATE) == tags.PARTICIPLE)
        if bits & tags.RELATIVE:
            is_relative = True
        elif bits & tags.EDGE or (not is_relative and not bits & NAMED):
            return False
    return False


def opens_clause(items: list[Item], whole: int, lexicon: Lexicon) -> bool:
    """Whether "of" and a number begin a clause: "of the 54 on board", « sur les 54 passagers »."""
    at = whole - 1
    while at >= 0 and items[at].tags & tags.DETERMINER and not items[at].tags & tags.OF:
        at -= 1
    if at < 0 or items[at].word in lexicon.places_after:
        return False
    if not (items[at].tags & tags.OF or "out_of" in items[at].entry.cues):
        return False
    return not at or bool(items[at - 1].tags & (tags.EDGE | tags.CONJUNCTION))


def has_part(items: list[Item], whole: int) -> bool:
    """Whether a smaller number follows with what is told of it, behind a comma or its verb: ", 30 died"."""
    quantity = items[whole].quantity
    for at in range(whole + 1, min(len(items), whole + REACH)):
        part = items[at].quantity
        if part is not None and quantity is not None:
            return part.low < quantity.low and not items[at - 1].tags & INSIDE
        if items[at].tags & (tags.BREAK | tags.NOUN):
            return False
    return False
