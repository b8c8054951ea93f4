"""Where one list of people goes on past names, asides and descriptions: "the mayor, his wife and two guards"."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import Item
from story.reading.people.chunks import Chunk

ASIDE = 24  # items between a figure and the next of its list, an aside between them included
NAMES = 24  # items of names and descriptions between two figures of a list

NOT_IN_A_LIST = (
    tags.BE | tags.HAVE | tags.SPEECH | tags.ACCORDING | tags.RELATIVE | tags.PRONOUN | tags.BREAK | tags.NEGATOR
)
AFTER_A_LIST = tags.EDGE | tags.PREPOSITION | tags.OF | tags.TIME | tags.CONJUNCTION | tags.RELATIVE | tags.VERBATIM


def joined(items: list[Item], start: int, end: int) -> bool:
    """Whether only commas, "and" and possessives stand between two chunks."""
    if end <= start or end - start > 4:
        return False
    between = items[start:end]
    return any(item.tags & (tags.COMMA | tags.CONJUNCTION) for item in between) and all(
        item.tags & (tags.COMMA | tags.CONJUNCTION | tags.DETERMINER | tags.OBJECT_MARK | tags.OF) for item in between
    )


def joined_past_aside(items: list[Item], start: int, end: int) -> bool:
    """Whether an aside and then "and" stand between two chunks: "six nuns (five of them Spaniards) and two women"."""
    conjunction = link_before(items, end)
    if conjunction <= start or end - start > ASIDE or not items[conjunction].tags & tags.CONJUNCTION:
        return False
    opening, closing = items[start], items[conjunction - 1]
    if any(item.tags & (tags.SPEECH | tags.ACCORDING) or item.word == ";" for item in items[start:conjunction]):
        return False
    if opening.tags & tags.RELATIVE:
        # "two men who were her guards and a neighbour": a clause that describes, not one that tells what they did
        between = items[start + 1 : conjunction]
        describes = any(item.tags & tags.BE for item in between)
        return describes and not any(item.tags & (tags.EDGE | tags.QUANTITY | tags.VERB) for item in between)
    if conjunction - start < 3:
        return False
    if opening.word == "(":
        return closing.word == ")"
    if opening.tags & tags.COMMA and not any(item.tags & tags.THEM for item in items[start + 1 : start + 4]):
        return False  # ", five of whom were Spaniards, "
    return bool(opening.tags & tags.EDGE) and opening.word.strip() == closing.word.strip()


def listed_after(items: list[Item], start: int, chunk: Chunk, is_act: bool = False) -> bool:
    """Whether from `start` on only names and descriptions lead to a chunk that ends a list or goes on with it.

    What follows the chunk must not look like its verb: in "killed the mayor and two guards fled" they weren't killed.
    After a noun for an act it is that noun's verb: "the murder of the mayor and two guards shook the town".
    """
    link = link_before(items, chunk.at)
    if link < start or chunk.at - start > NAMES or not items[link].tags & (tags.CONJUNCTION | tags.COMMA):
        return False
    for item in items[start:link]:
        if item.tags & NOT_IN_A_LIST or (item.tags & tags.TRIGGER and not item.tags & tags.PEOPLE):
            return False
    if (
        not is_act
        and chunk.end < len(items)
        and items[chunk.end].word[0].isalpha()
        and not items[chunk.end].tags & AFTER_A_LIST
    ):
        return False
    if items[link].tags & tags.CONJUNCTION:
        return True
    after = items[chunk.end : chunk.end + 2]
    return any(item.tags & tags.CONJUNCTION for item in after)


def link_before(items: list[Item], at: int) -> int:
    """Where the word before a quantity stands, past "the other": -1 when the sentence begins with it."""
    position = at - 1
    while position >= 0 and (
        items[position].tags & (tags.DETERMINER | tags.OBJECT_MARK | tags.OF)
        or items[position].tags & (tags.PEOPLE | tags.GROUP) == tags.PEOPLE
    ):
        position -= 1
    return position
