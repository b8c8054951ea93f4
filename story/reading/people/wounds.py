"""Wounds that the words around a verb tell: "shot in the leg", "taken to hospital in critical condition", "with burns".

A blow ("shot", "stabbed") says not yet what became of people: it counts as injured only where its clause tells wounds,
a hospital or survival. `[wounds]` in a pack has all the words.
"""

from __future__ import annotations

from story.model import Kind, Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import NOTHING, Lexicon
from story.reading.people.chunks import Chunk

REACH = 18  # items after a verb in which the wounds are told
LIST_END = tags.EDGE | tags.QUANTITY | tags.CONJUNCTION | tags.OF | tags.NEGATION | tags.RELATIVE
BODY = 7  # items between "in" and a part of the body: "in the arms and legs"
CARRIED = 8  # items between "with" and its wounds
CLAUSE = tags.QUANTITY | tags.DETERMINER | tags.PRONOUN | tags.PEOPLE | tags.CAPITAL


def tells_wounds(items: list[Item], position: int, lexicon: Lexicon, is_blow: bool) -> bool:
    """Whether the clause of the verb at `position` goes on to tell of wounds, and not of a death."""
    is_help = items[position].word in lexicon.helped
    for at in range(position + 1, min(len(items), position + REACH)):
        item = items[at]
        if Kind.KILLED in item.entry.forms.values():
            return False
        if item.tags & tags.QUANTITY and at == position + 1:
            continue  # the verb's object: "transported two men with gunshot wounds"
        if item.tags & (tags.QUANTITY | tags.BREAK | tags.RELATIVE):
            break
        if item.tags & tags.CONJUNCTION and names_somebody_else(items, at):
            break
        if "wounds" in item.cues or (is_blow and not is_help and is_sign(items, at, position, lexicon)):
            return True
        if not is_blow and item.word in lexicon.blows:
            return True  # "taken to hospital after being shot"
    if not is_blow or is_help:
        return False
    before = items[max(0, position - 2) : position]
    return any("signs" in item.cues for item in before) and not any(item.tags & tags.EDGE for item in before)


def is_sign(items: list[Item], at: int, blow: int, lexicon: Lexicon) -> bool:
    """Whether a word after a blow makes the wounds plain: "survived", or a part of the body, "in his left leg"."""
    if "signs" in items[at].cues:
        return True
    if "body" not in items[at].cues:
        return False
    for position in range(at - 1, max(blow, at - BODY), -1):
        if items[position].word in lexicon.into:
            return True
        if items[position].tags & (tags.OF | tags.EDGE | tags.FUTURE | tags.BE | tags.HAVE):
            return False
    return False


def is_compound(items: list[Item], position: int, lexicon: Lexicon) -> bool:
    """Whether a wound only qualifies the noun behind it: "injury problems"."""
    if not lexicon.head_is_last or position + 1 >= len(items):
        return False
    following = items[position + 1]
    return following.entry is NOTHING and not following.tags and following.word.isalpha()


def names_somebody_else(items: list[Item], conjunction: int) -> bool:
    """Whether somebody new is named after "and"; not so in "St. Francis Hospital and Medical Center"."""
    if conjunction + 1 == len(items):
        return False
    if "own" in items[conjunction + 1].cues:
        return False  # "were hit, but their wounds"
    following = items[conjunction + 1].tags
    return bool(following & CLAUSE) and not items[conjunction - 1].tags & following & tags.CAPITAL


def of_one_clause(items: list[Item], first: int, last: int) -> bool:
    """Whether two verbs may have one subject: nobody else is counted or named between them."""
    if last - first > REACH:
        return False
    return not any(
        items[at].tags & (tags.QUANTITY | tags.BREAK)
        or (items[at].tags & tags.CONJUNCTION and names_somebody_else(items, at))
        for at in range(first + 1, last)
    )


def carrier_of(items: list[Item], position: int, lexicon: Lexicon) -> int | None:
    """Where the "with" or "suffered" stands whose wounds are told at `position`; None when nothing carries them."""
    if is_compound(items, position, lexicon):
        return None
    if items[position].tags & tags.PARTICIPLE and position and items[position - 1].quantity is not None:
        return None  # "received 54 wounded": people
    for at in range(position - 1, max(-1, position - CARRIED), -1):
        if items[at].word in lexicon.carriers:
            return at
        quantity = items[at].quantity
        is_suffered = items[at - 1].word in lexicon.carriers and not items[at - 1].tags & tags.PREPOSITION
        if quantity is not None and (
            is_suffered or quantity.qualifier is Qualifier.VAGUE or not items[position].tags & tags.NOUN
        ):
            continue  # "suffered three injuries", "with several injuries", "with two gunshot wounds": counts no people
        if items[at].tags & LIST_END and not items[at].tags & tags.INDEFINITE:
            return None
    return None


def names_wounded(items: list[Item], chunk: Chunk, verb: int) -> bool:
    """Whether those counted are called wounded before the verb: "two gunshot victims", "two men, badly wounded,"."""
    end = max(chunk.head if chunk.head is not None else chunk.at, verb - 1)
    return any("wounds" in item.cues for item in items[chunk.at + 1 : end + 1])
