"""Numbers that count nobody: "four in ten", "one of the heaviest losses"."""

from __future__ import annotations

from story import tags
from story.items import Item

COMPARED = 4  # items between "one of" and the superlative that makes it a comparison


def without_rates(items: list[Item]) -> list[Item]:
    """The items with "four in ten" made no quantity."""
    for position, one in enumerate(items):
        if one.quantity is None:
            continue
        at = position + 1
        if at < len(items) and items[at].tags & tags.PEOPLE:
            at += 1  # "quatre adultes sur dix"
        if at + 1 >= len(items) or "out_of" not in items[at].entry.cues:
            continue
        whole = items[at + 1]
        is_followed = at + 2 < len(items) and bool(items[at + 2].tags & tags.THING)
        if whole.quantity is not None and one.quantity.low < whole.quantity.low <= 1000 and not is_followed:
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
