"""Where the people of a trigger stand: before it, after it, as its subject, its object or its complement."""

from __future__ import annotations

from story.model import Kind, Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.numbers.quantity import Quantity
from story.reading.people.chunks import NEAR, Chunk, chunk_at, is_year
from story.reading.people.counted import (
    chunk_until,
    counts_people,
    governed,
    is_age,
    is_served_by_next,
    is_subject_of_act,
    part_before,
)
from story.reading.people.findings import Finding
from story.reading.people.triggers import Trigger, is_finite

BEHIND = 12  # items between a verb and a subject behind it


def nobody(items: list[Item], trigger: Trigger) -> Finding | None:
    """ "No one was hurt", "no casualties": a finding of none; None when people were counted."""
    if trigger.forms & tags.TOLL or (trigger.kind is Kind.KILLED and trigger.forms == tags.ACT):
        return None  # "there was no execution": no word on how many died
    behind = min(trigger.last + 1, len(items) - 1)
    is_active = trigger.forms & (tags.PARTICIPLE | tags.ACTIVE) and trigger.voice != "passive"
    if is_active and items[behind].tags & (tags.NEGATION | tags.PREPOSITION) == tags.NEGATION:
        return none_of(items, trigger, behind, False)  # "killed nobody"
    last = trigger.group_start if trigger.forms & (tags.PARTICIPLE | tags.STATE) else trigger.first
    for position in range(last - 1, max(-1, last - 5), -1):
        bits = items[position].tags
        if last - position == 4 and not bits & tags.NEGATION:
            break
        of = position - 1 if bits & tags.DETERMINER and position and not bits & tags.OF else position
        if of > 0 and items[of].tags & tags.OF and items[of - 1].tags & tags.NEGATION:
            if trigger.forms & (tags.NOUN | tags.NONE) and trigger.voice != "passive":
                return None  # "none of their injuries"
            continue  # "none of the passengers"
        if of > 0 and items[of].tags & tags.OF and items[of - 1].tags & tags.PEOPLE:
            continue  # "none of the members of the crew"
        if bits & (tags.DETERMINER | tags.OF | tags.PREPOSITION) and not bits & tags.NEGATION:
            break
        if bits & tags.NEGATION:
            if position and items[position - 1].tags & tags.VERB and has_conjunction(items, position, last):
                break  # "killed nobody but injured 80"
            if any("grave" in item.cues for item in items[position + 1 : trigger.last + 1 + NEAR]):
                trigger.is_negated = True  # "no one had serious injuries": perhaps lighter ones
            if any(item.tags & tags.FUTURE for item in items[max(0, position - 2) : position]):
                return None  # "there will be no more kidnappings"
            people = items[position + 1 : last]
            is_part = trigger.kind is not Kind.DETAINED and any(item.tags & tags.GROUP for item in people)
            return none_of(items, trigger, position, is_part)
        if bits & (tags.EDGE | tags.QUANTITY | tags.SPEECH | tags.RELATIVE | tags.THING):
            break
    if trigger.forms & (tags.NOUN | tags.NONE):
        for position in range(last - 1, max(-1, last - BEHIND), -1):
            if "no result" in items[position].entry.cues:
                return none_of(items, trigger, position, False)
            if items[position].tags & (tags.EDGE | tags.QUANTITY | tags.SPEECH | tags.RELATIVE):
                break
    return None


def has_conjunction(items: list[Item], start: int, end: int) -> bool:
    """Whether "and", "but" or the like joins what stands before it to another verb."""
    return any(item.tags & tags.CONJUNCTION for item in items[start:end])


def none_of(items: list[Item], trigger: Trigger, at: int, is_part: bool) -> Finding | None:
    """The finding of none whose word for it stands at `at`."""
    if trigger.is_unreal or trigger.is_negated:
        return None
    rule = f"none: “{items[at].word}”"
    quantity = Quantity(0, 0, Qualifier.EXACT)
    kind = items[trigger.last].entry.forms.get(tags.NONE, trigger.kind)  # "no victims" are no casualties of any sort
    first, last = min(at, trigger.last), max(at, trigger.last)
    return Finding(kind, quantity, at, first, last, None, rule, is_part=is_part, trigger=trigger)


def close_before(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The quantity right before a trigger: "77 dead", "1,042 others still missing", "thousands of deaths"."""
    is_noun = bool(trigger.forms & tags.NOUN)
    position = trigger.first - 1
    steps = 0
    while position >= 0 and steps <= NEAR + 2:
        item = items[position]
        if item.tags & tags.QUANTITY:
            break
        if item.tags & (
            tags.EDGE
            | tags.CONJUNCTION
            | tags.BE
            | tags.HAVE
            | tags.RELATIVE
            | tags.SPEECH
            | tags.THING
            | tags.NEGATION
            | tags.VERBATIM
        ) or (item.tags & tags.PRONOUN and not item.tags & tags.PEOPLE):
            return None
        if item.tags & tags.PREPOSITION and not item.tags & (tags.ADVERB | tags.OF):
            return None
        is_owned = item.tags & tags.OF or (position and items[position - 1].tags & tags.OF)
        is_definite = item.tags & tags.DETERMINER and not item.tags & tags.PEOPLE and not is_owned
        is_conditional = not items[trigger.last].tags & tags.NOUN
        if is_noun and is_definite and is_conditional == bool(items[trigger.last].tags & tags.PEOPLE):
            return None  # "20 leaders mourned the dead", but "cost 20 men their lives"
        if item.tags & tags.TRIGGER and not item.tags & (tags.PEOPLE | tags.NOUN | tags.STATE):
            return None
        position -= 1
        steps += 1
    else:
        return None
    if position > 0 and is_year(items, position) and governed(items, position):
        return None  # "desde 2012 secuestrados"
    if position < 0 or position in taken or is_subject_of_act(items, position, trigger):
        return None
    if is_finite(trigger) and part_before(items, position) is not None:
        return None  # "two of the five victims died": the verb's subject is the part
    if position and items[position - 1].tags & tags.FUTURE and not lexicon.verb_last:
        return None  # « il y aura un blessé »; German "werden" may as well be a passive
    chunk = chunk_until(items, position, trigger, lexicon)
    if is_noun and chunk.sort in ("bare", "unknown") and (chunk.end >= trigger.first or chunk.sort == "bare"):
        quantity = items[position].quantity
        if quantity is None or quantity.is_decade or (lexicon.construct and items[position].tags & tags.DEFINITE):
            return None  # "the thousands | the body of the leader"
        is_dated = position and items[position - 1].tags & (tags.DETERMINER | tags.PREPOSITION | tags.OF)
        if (
            chunk.sort == "unknown"
            and not lexicon.head_is_last
            and (quantity.is_article or trigger.first > position + 2)
        ):
            return None  # "un bras mort", "los dos bandos sufrieron bajas"
        if is_year(items, position) and (chunk.sort == "unknown" or is_dated):
            return None
        return Chunk(position, trigger.last + 1, trigger.last, "people")
    if chunk.sort == "people" and chunk.head is not None and chunk.head >= trigger.first:
        head = chunk.head if trigger.forms & tags.PARTICIPLE else trigger.last
        return Chunk(position, max(head, trigger.last) + 1, max(head, trigger.last), "people")
    is_further = chunk.head is not None and "further" in items[chunk.head].entry.cues  # "zwei weitere Tote"
    is_adjective = trigger.first == chunk.end and not (
        trigger.forms & tags.ACT or lexicon.verb_last
    )  # "12 men missing"
    is_other = is_noun and lexicon.construct and chunk.sort == "people" and not (is_further or is_adjective)
    if is_age(items, chunk) or is_other:
        return None  # "thousands of mourners | the bodies of 4"
    return chunk if counts_people(items, chunk, trigger, is_close=True) else None


def object_beside(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The counted object right after an active verb."""
    position = trigger.last + 1
    if position >= len(items) or not items[position].tags & tags.QUANTITY or position in taken:
        return None
    chunk = chunk_at(items, position, lexicon)
    if chunk.sort == "people" and trigger.forms & tags.ACTIVE and lexicon.construct:
        second = chunk.end
        while second < len(items) and second - chunk.end < NEAR and items[second].tags & (tags.PEOPLE | tags.CAPITAL):
            second += 1
        if second < len(items) and items[second].tags & tags.QUANTITY:
            behind = chunk_at(items, second, lexicon)
            if behind.sort == "people" and second not in taken:
                return behind  # "killed two gunmen three soldiers": the first are its subject
    return chunk if counts_people(items, chunk, trigger, is_close=True) else None


def object_of(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The counted object of an active verb, past adverbs, times and places: "a abattu dimanche six soldats"."""
    position = trigger.last + 1
    steps = 0
    in_phrase = False
    while position < len(items) and steps <= 6:
        bits = items[position].tags
        if bits & tags.QUANTITY:
            chunk = chunk_at(items, position, lexicon)
            if position in taken or not counts_people(items, chunk, trigger, is_close=steps == 0):
                return None
            if chunk.sort == "bare" and steps > 0 and in_phrase:
                return None
            before = items[position - 1]
            if steps > 0 and governed(items, position) and not before.tags & (tags.OBJECT_MARK | tags.TIME):
                return None  # "sauvé par ses 12 amis"
            return chunk
        if bits & tags.OBJECT_MARK and steps == 0:
            steps -= 1  # "mató a 77": as if the number stood beside its verb
        elif bits & (tags.PREPOSITION | tags.TIME):
            in_phrase = True
        elif (
            bits & (tags.ADVERB | tags.OF)
            or (bits & tags.DETERMINER and (in_phrase or steps == 0))
            or (
                in_phrase
                and not bits
                & (tags.EDGE | tags.TRIGGER | tags.CONJUNCTION | tags.RELATIVE | tags.BE | tags.HAVE | tags.SPEECH)
            )
        ):
            pass
        else:
            return None
        position += 1
        steps += 1
    return None


def subject_after(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """An inverted subject: "dans lesquelles ont péri 174 soldats", "also arrested were three men"."""
    position = trigger.last + 1
    if trigger.first and items[trigger.first - 1].tags & tags.AMONG:
        return None  # "entre os feridos estão duas crianças": some of those
    while position < len(items) and items[position].tags & tags.BE:
        position += 1
    if position >= len(items) or not items[position].tags & tags.QUANTITY or position in taken:
        return None
    chunk = chunk_at(items, position, lexicon)
    return chunk if chunk.sort == "people" and not is_served_by_next(items, chunk) else None


def complement_of(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """What is counted after a noun for the act: "the deaths of 77 people", "the arrest in Paris of five men"."""
    if trigger.voice == "passive" and trigger.forms & (tags.PARTICIPLE | tags.STATE):
        return None  # a verb here: "cento persone sono morte nella città di Van e 117 in provincia"
    position = trigger.last + 1
    has_of = (
        lexicon.construct
        or bool(items[trigger.last].tags & tags.OF)
        or items[trigger.last].word.endswith(lexicon.counted_after)
    )
    steps, in_place = 0, False
    while position < len(items) and steps <= 8:
        bits = items[position].tags
        if bits & tags.QUANTITY:
            chunk = chunk_at(items, position, lexicon)
            other = taken.get(position)
            if other is not None and (
                other.kind is trigger.kind or other.trigger is None or other.trigger.first < position
            ):
                return None
            return chunk if has_of and counts_people(items, chunk, trigger, is_close=True) else None
        if bits & tags.OF:
            has_of = True
        elif bits & tags.PREPOSITION or (bits & tags.COMMA and (in_place or not has_of)):
            in_place, has_of = True, False
        elif bits & (tags.TRIGGER | tags.EDGE | tags.BE | tags.HAVE | tags.SPEECH | tags.RELATIVE) or (
            not bits & (tags.DETERMINER | tags.ADVERB) and not in_place and has_of
        ):
            return None
        position += 1
        steps += 1
    return None
