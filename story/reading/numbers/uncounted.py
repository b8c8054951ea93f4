"""Numbers that count nobody: "four in ten", "one of the heaviest losses"."""

from __future__ import annotations

from itertools import pairwise

from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon

ALTERNATIVE = 4  # items between the ones of "a cousin or a friend"
COMPARED = 4  # items between "one of" and the superlative that makes it a comparison
OLDEST = 115
CLOSERS = frozenset(",.;:)!?")
LABELS = tags.LABEL | tags.OF | tags.MONTH  # "ages of 24 and 49", "November 1 and 2"
LIST = tags.COMMA | tags.CONJUNCTION | tags.PREPOSITION  # between the numbers of a list of ages


def without_rates(items: list[Item]) -> list[Item]:
    """The items with "four in ten" made no quantity."""
    for position, one in enumerate(items):
        if one.word == "%" and position + 2 < len(items) and items[position + 1].tags & tags.OF:
            whole = items[position + 2]
            if whole.quantity is not None:
                whole.quantity, whole.tags = None, tags.VERBATIM  # "10% dos 26 mil"
        if one.quantity is None and not one.tags & tags.NUMBER_WORD:
            continue
        is_article = one.quantity is not None and one.quantity.is_article
        at = position + 1
        if at < len(items) and items[at].tags & tags.PEOPLE:
            at += 1  # "quatre adultes sur dix"
        if at + 1 >= len(items) or "out_of" not in items[at].entry.cues:
            continue
        whole = items[at + 1]
        is_followed = at + 2 < len(items) and bool(
            items[at + 2].tags & (tags.THING | ((tags.PEOPLE | tags.NOUN) if is_article else 0))
        )
        low = one.quantity.low if one.quantity is not None else 1  # "una de cada diez"
        if whole.quantity is not None and low < whole.quantity.low <= 1000 and not is_followed:
            for item in (one, whole):
                item.quantity, item.tags = None, tags.VERBATIM
    return items


def without_comparisons(items: list[Item]) -> list[Item]:
    """The items with the one of "one of the heaviest losses" made no quantity: it counts losses, not people."""
    for position, one in enumerate(items):
        if one.quantity is None or (one.quantity.low, one.quantity.high) != (1, 1):
            continue
        following = items[position + 1 : position + 1 + COMPARED]
        if not following or not following[0].tags & tags.OF:
            continue
        if any("superlative" in item.cues for item in following):
            one.quantity, one.tags = None, tags.VERBATIM
    return items


def without_ages(items: list[Item], lexicon: Lexicon) -> list[Item]:
    """The items with an age made no quantity: "Roane, 25, of Elizabeth", and all of "aged 12, 14 and 16"."""
    is_labelled = False  # whether a label's number stands just before, lists of numbers included
    for position, one in enumerate(items):
        if one.quantity is not None:
            follows_label = is_labelled and bool(items[position - 1].tags & LIST)
            if (follows_label and not counts(items, position + 1)) or is_age_beside_a_name(items, position, lexicon):
                one.quantity, one.tags = None, tags.VERBATIM
                is_labelled = True
            else:
                is_labelled = False
        elif one.tags & tags.VERBATIM:
            is_labelled = is_labelled or bool(position and items[position - 1].tags & LABELS)
        elif not one.tags & LIST:
            is_labelled = False
    return items


def counts(items: list[Item], after: int) -> bool:
    """Whether what follows a number shows that it counts people."""
    for item in items[after : after + 3]:
        if item.tags & tags.PEOPLE:
            return True
        if item.tags & (LIST | tags.EDGE | tags.BE | tags.HAVE):
            return False
    return after < len(items) and bool(items[after].tags & (tags.TRIGGER | tags.OF))


def is_age_beside_a_name(items: list[Item], position: int, lexicon: Lexicon) -> bool:
    """Whether bare numbers stand between a comma and another mark: "Eric Howard, 20, of South Euclid"."""
    quantity = items[position].quantity
    if quantity is None or not quantity.is_bare_digits or quantity.low > OLDEST or position < 2:
        return False
    whose, mark = items[position - 2], items[position - 1]
    if not mark.tags & tags.COMMA or not is_name(items, position - 2) or whose.tags & tags.TIME:
        return False
    name = position - 2
    while name > 0 and items[name].tags & tags.CAPITAL and items[name].word not in lexicon.places_after:
        name -= 1
    if items[name].word in lexicon.places_after:
        return False  # "in Iraq, 25, including five children, were killed"
    after = position + 1
    if after + 1 < len(items) and items[after].tags & (tags.COMMA | tags.CONJUNCTION) and is_bare(items[after + 1]):
        after += 2  # "two men, 19 and 20,"
        if after < len(items) and items[after].tags & tags.CONJUNCTION:
            return after + 1 < len(items) and is_bare(items[after + 1])
    return after == len(items) or items[after].word in CLOSERS


def is_name(items: list[Item], at: int) -> bool:
    """Whether a word may be a name or a noun for a person; in upper case any word that the pack doesn't know may."""
    if items[at].tags & (tags.CAPITAL | tags.PEOPLE):
        return True
    return not items[at].tags and items[at].word.isalpha() and not any(item.tags & tags.CAPITAL for item in items[:at])


def is_bare(item: Item) -> bool:
    """Whether an item is a number in digits that may be an age."""
    return item.quantity is not None and item.quantity.is_bare_digits and item.quantity.low <= OLDEST


def without_alternatives(items: list[Item], or_words: frozenset[str]) -> list[Item]:
    """The items with the ones of "a cousin or a friend" made no quantity: either, and nobody counted them."""
    ones = [at for at, item in enumerate(items) if item.quantity is not None and item.quantity.is_article]
    for one, other in pairwise(ones):
        between = items[one + 1 : other]
        is_close = len(between) <= ALTERNATIVE and not any(item.tags & tags.EDGE for item in between)
        if is_close and any(item.word in or_words for item in between):
            for item in (items[one], items[other]):
                item.quantity, item.tags = None, tags.VERBATIM
    return items
