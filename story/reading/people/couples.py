"""Two persons under one verb, who are one figure: "a man and a woman were killed" counts two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from story.model import Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.numbers.quantity import Quantity
from story.reading.people.findings import Finding

BETWEEN = 6  # items of a description between the two: "a woman from Lyon and a man"
NO_LIST = tags.EDGE | tags.QUANTITY | tags.VERB | tags.RELATIVE | tags.SPEECH


def with_couples(items: list[Item], found: list[Finding]) -> list[Finding]:
    """The findings with each two single persons joined by "and" under one trigger made one of two.

    Three and more of a list stay as they are, and two whose ages are told: each is a claim of its own.
    """
    counted = Counter(id(finding.trigger) for finding in found)
    couples: dict[int, Finding] = {}
    seconds: set[int] = set()
    for one, other in neighbours(found):
        if counted[id(one.trigger)] == 2 and is_couple(items, one, other):
            seconds.add(id(other))
            couples[id(one)] = replace(
                one,
                quantity=Quantity(2, 2, Qualifier.EXACT),
                first=min(one.first, other.first),
                last=max(one.last, other.last),
                head=other.head,
                is_part=one.is_part and other.is_part,
                rule=f"{one.rule}; two persons",
            )
    if not couples:
        return found
    return [couples.get(id(finding), finding) for finding in found if id(finding) not in seconds]


def neighbours(found: list[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Each two findings that follow each other and have one trigger."""
    ordered = sorted(found, key=lambda finding: finding.at)
    for one, other in pairwise(ordered):
        if one.trigger is not None and one.trigger is other.trigger:
            yield one, other


def is_couple(items: list[Item], one: Finding, other: Finding) -> bool:
    """Whether two findings count one person each and only "and" joins them."""
    if not (one.quantity.is_article and other.quantity.is_article) or one.head is None or other.head is None:
        return False
    if any(item.word[0].isdigit() for finding in (one, other) for item in items[finding.at : (finding.head or 0) + 1]):
        return False  # told apart by their ages
    between = items[one.head + 1 : other.at]
    if not between or len(between) > BETWEEN or not between[-1].tags & tags.CONJUNCTION:
        return False
    return not any(item.tags & NO_LIST for item in between)
