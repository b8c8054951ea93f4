"""Where a figure says its people were: "22 bodies in Misrata", "Mexico's death toll"; a smaller one is a part."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.people.findings import Finding

LONGEST_PLACE = 4  # words
BEFORE_NAME = 4  # items before the name of a place: "in the neighbouring Dominican Republic"
AHEAD = 14  # items of a sentence that opens with its place
BETWEEN = 9  # items between a figure and "in": a day, "in an avalanche"


def places_of(items: list[Item], findings: list[Finding], text: str, lexicon: Lexicon) -> list[str | None]:
    """The places of a sentence's findings, one told for several as well: "22 bodies and 40 wounded in Misrata"."""
    places = [place_of(items, finding, text, lexicon) for finding in findings]
    for number in range(len(findings) - 2, -1, -1):
        between = items[findings[number].last + 1 : findings[number + 1].first]
        if places[number] is None and len(between) == 1 and between[0].tags & tags.CONJUNCTION:
            places[number] = places[number + 1]
    return places


def place_of(items: list[Item], finding: Finding, text: str, lexicon: Lexicon) -> str | None:
    """The place that a figure names for its people right after its words or as their owner, None if none."""
    for position in range(finding.last + 1, min(len(items), finding.last + 1 + BETWEEN)):
        if is_in(items, position, lexicon):
            name = name_at(items, position + 1, text)
            if name is not None:
                return name
        elif items[position].tags & (tags.EDGE | tags.QUANTITY | tags.RELATIVE | tags.SPEECH | tags.VERB):
            break
    return owner_before(items, finding, text, lexicon) or place_ahead(items, finding, text, lexicon)


def place_ahead(items: list[Item], finding: Finding, text: str, lexicon: Lexicon) -> str | None:
    """The place that opens a figure's sentence: "In Mopti, ten soldiers died"."""
    if not items or items[0].word not in lexicon.places_after or finding.first > AHEAD:
        return None
    names = (name_at(items, start, text) for start in range(1, min(len(items), BEFORE_NAME)))
    return next((name for name in names if name is not None), None)


def is_in(items: list[Item], position: int, lexicon: Lexicon) -> bool:
    """Whether a word at `position` leads to a place."""
    return position < len(items) and items[position].word in lexicon.places_after


def name_at(items: list[Item], start: int, text: str) -> str | None:
    """The name in capitals that begins at `start`, articles skipped."""
    if start < len(items) and items[start].tags & tags.DETERMINER and not items[start].tags & tags.CAPITAL:
        start += 1
    end = start
    while end < len(items) and end - start < LONGEST_PLACE and is_name(items[end]):
        end += 1
    return text[items[start].start : items[end - 1].end] if end > start else None


def is_name(item: Item) -> bool:
    """Whether a word in capitals may belong to a place's name."""
    return bool(item.tags & tags.CAPITAL) and not item.tags & (tags.TIME | tags.MONTH | tags.PEOPLE)


def owner_before(items: list[Item], finding: Finding, text: str, lexicon: Lexicon) -> str | None:
    """The place whose toll it is: "Italy's death toll"."""
    for position in range(finding.first, max(0, finding.first - 3), -1):
        if position < len(items) and items[position].word in lexicon.possessives and is_name(items[position - 1]):
            return text[items[position - 1].start : items[position - 1].end]
    return None
