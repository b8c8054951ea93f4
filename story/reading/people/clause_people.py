"""The people of a verb that may end its clause: before it, in the midst of its clause, or behind it.

In languages with `verb_last` they are those nearest to the verb's telling half that no preposition governs. An active
verb counts only what stands behind its finite half. A finite verb that tells by itself ("starben", "tötete") has its
people before it or, where something else begins the clause, behind it.
"""

from __future__ import annotations

from story.model import Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.numbers.quantity import Quantity
from story.reading.people.brackets import (
    AFTER,
    BRACKETS,
    before_aside,
    begins_clause,
    closes_clause,
    is_auxiliary,
    is_finite_act,
)
from story.reading.people.chunks import Chunk, chunk_at, is_aside
from story.reading.people.counted import before_relative, counts_people, is_served_by_next
from story.reading.people.findings import Finding
from story.reading.people.frames import close_before
from story.reading.people.subjects import opening_mark
from story.reading.people.triggers import VERBAL, Trigger

BEHIND = 18  # items between a finite verb and the people behind it
ATTRIBUTE = 12  # items between a number and the attribute of its noun


def people_in_clause(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The people of a verb before it in its clause."""
    if not trigger.forms & VERBAL:
        return None
    if is_attribute(items, trigger):
        return close_before(items, trigger, lexicon, taken) or extended_attribute(items, trigger, taken)
    is_particle = items[trigger.first].tags & tags.PREPOSITION and " " not in trigger.word
    if is_place_of_another(items, trigger) or (is_particle and not closes_clause(items, trigger)):
        return None  # "kamen … um", but not "brachte zwei Männer um den Verstand"
    if is_finite_act(trigger) and trigger.finite < 0 and not closes_clause(items, trigger):
        after = items[trigger.last + 1].tags
        if not trigger.forms & tags.PARTICIPLE or not after & (tags.PREPOSITION | tags.TIME) or after & tags.QUANTITY:
            return None  # "verhaftete zwölf", but "zwölf verhaftet in Paris"
    is_active = trigger.voice == "active" or is_finite_act(trigger)
    first = trigger.finite + 1 if is_active and trigger.finite >= trigger.clause else trigger.clause
    position = trigger.first - 1
    has_nearer = False
    while position >= first:
        bits = items[position].tags
        if items[position].word in BRACKETS:
            position = opening_mark(items, position) - 1
            continue
        if bits & tags.COMMA:
            hopped = before_aside(items, position, trigger.finite)
            position = hopped if hopped < position else position - 1
            continue
        if bits & tags.QUANTITY and not is_whole(items, position):
            chunk = chunk_at(items, position, lexicon)
            if (
                position not in taken
                and not is_governed(items, position)
                and not (trigger.voice == "passive" and is_doer(items, position, lexicon))
                and not is_aside(items, position)
                and counts_people(items, chunk, trigger, is_close=chunk.end >= trigger.first or is_alone(items, chunk))
                and not (is_active and has_nearer)
                and not (chunk.sort == "bare" and chunk.end < trigger.first and follows_name(items, chunk))
            ):
                return chunk
        elif bits & tags.PEOPLE and not is_counted(items, position, lexicon):
            has_nearer |= not is_governed(items, position) and not items[position - 1].tags & tags.OF
        position -= 1
    return None


def people_before_clause(
    items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]
) -> Chunk | None:
    """The people that a relative clause is about: "77 Menschen, die bei dem Angriff starben", "zwei, die er tötete"."""
    relative = trigger.clause - 1
    if not trigger.forms & VERBAL or relative < 0 or trigger.finite >= trigger.clause or is_attribute(items, trigger):
        return None
    is_active = trigger.voice == "active" or is_finite_act(trigger)
    if is_active and not items[trigger.clause].tags & tags.PRONOUN:
        return None
    return antecedent(items, relative, trigger, lexicon, taken)


def is_place_of_another(items: list[Item], trigger: Trigger) -> bool:
    """Whether a state is only where another verb's deed was done: "im Gefängnis zu Tode gefoltert"."""
    if trigger.forms & tags.PARTICIPLE or " " not in trigger.word:
        return False
    for item in items[trigger.last + 1 : trigger.last + 4]:
        if item.tags & (tags.EDGE | tags.QUANTITY | tags.CONJUNCTION):
            return False
        if item.tags & tags.VERB and not item.tags & tags.PEOPLE:
            return True
    return False


def extended_attribute(items: list[Item], trigger: Trigger, taken: dict[int, Finding]) -> Chunk | None:
    """The number before all that belongs to an attribute: "zwei bei dem Angriff verletzte Soldaten"."""
    for position in range(trigger.first - 2, max(-1, trigger.first - ATTRIBUTE), -1):
        bits = items[position].tags
        if bits & tags.QUANTITY:
            if not items[position + 1].tags & (tags.PREPOSITION | tags.OF) or position in taken:
                return None
            noun = noun_of_attribute(items, trigger)
            return Chunk(position, noun + 1, noun, "people")
        if bits & (tags.EDGE | tags.BE | tags.HAVE | tags.VERB | tags.RELATIVE | tags.CONJUNCTION):
            break
    return None


def noun_of_attribute(items: list[Item], trigger: Trigger) -> int:
    """Where the noun for people stands behind its attribute, adjectives between them or not; -1 if there is none."""
    for position in range(trigger.last + 1, min(len(items), trigger.last + 4)):
        bits = items[position].tags
        if bits & (tags.PEOPLE | tags.THING):
            return position if not bits & tags.TRIGGER or bits & tags.PEOPLE else -1
        if bits:
            return -1
    return -1


def is_alone(items: list[Item], chunk: Chunk) -> bool:
    """Whether a number is all of its verb's subject: "Hunderttausende sind auf der Flucht"."""
    return chunk.sort == "bare" and chunk.end < len(items) and bool(items[chunk.end].tags & (tags.BE | tags.HAVE))


def nobody_in_clause(items: list[Item], trigger: Trigger) -> Finding | None:
    """ "Niemand wurde bei dem Unglück verletzt", "Verletzt wurde niemand": a finding of none in a verb's clause."""
    if not trigger.forms & VERBAL or trigger.is_unreal:
        return None
    places = list(range(trigger.first - 1, trigger.clause - 1, -1))
    behind = trigger.last + 1
    if is_auxiliary(items, behind):
        places += range(behind + 1, min(len(items), behind + AFTER))
    for position in places:
        bits = items[position].tags
        if bits & tags.QUANTITY or (position > behind and bits & (tags.EDGE | tags.TRIGGER) and not bits & tags.PEOPLE):
            return None
        if not bits & tags.NEGATION or is_governed(items, position):
            continue
        people = items[position + 1 : min(len(items), position + 4)]
        if bits & tags.PRONOUN or any(item.tags & tags.PEOPLE for item in people):
            first, last = min(position, trigger.first), max(position, trigger.last)
            is_part = not bits & tags.PRONOUN and any(item.tags & tags.GROUP for item in people)
            none, rule = Quantity(0, 0, Qualifier.EXACT), f"none: “{items[position].word}”"
            return Finding(trigger.kind, none, position, first, last, None, rule, is_part=is_part, trigger=trigger)
    return None


def is_doer(items: list[Item], at: int, lexicon: Lexicon) -> bool:
    """Whether "von" before a number makes its people the doers: "von zwei Männern erschossen", no "Gruppe von zwei"."""
    for start in range(at - 2, max(-1, at - 7), -1):
        if items[start].tags & tags.QUANTITY and items[at - 1].tags & (tags.CONJUNCTION | tags.COMMA):
            if chunk_at(items, start, lexicon).end == at - 1:
                at = start  # a list: "von drei Frauen und zwei Männern"
            break
    if not at or items[at - 1].tags & tags.DETERMINER or not items[at - 1].tags & tags.OF:
        return False
    return at < 2 or not items[at - 2].tags & (tags.THING | tags.NUMBER_OF)


def is_whole(items: list[Item], at: int) -> bool:
    """Whether a number is what another is a part of: "zehn der 15 Opfer"."""
    before = at - 1
    while before > 0 and items[before].tags & (tags.OF | tags.DETERMINER):
        before -= 1
    is_part = items[before].tags & tags.QUANTITY or "fractions" in items[before].entry.cues
    return before < at - 1 and bool(is_part and items[before + 1].tags & tags.OF)


def is_attribute(items: list[Item], trigger: Trigger) -> bool:
    """Whether a participle stands before its noun: "drei getötete Soldaten"."""
    return bool(trigger.forms & tags.PARTICIPLE) and noun_of_attribute(items, trigger) > 0


def follows_name(items: list[Item], chunk: Chunk) -> bool:
    """Whether a bare number goes with the word before it: "Flug 93"."""
    return bool(chunk.at and items[chunk.at - 1].tags & (tags.CAPITAL | tags.TIME | tags.MONTH))


def is_counted(items: list[Item], position: int, lexicon: Lexicon) -> bool:
    """Whether a noun for people belongs to a number before it."""
    for at in range(position - 1, max(-1, position - 7), -1):
        if items[at].tags & tags.QUANTITY:
            return chunk_at(items, at, lexicon).end > position
    return False


def is_governed(items: list[Item], at: int) -> bool:
    """Whether a preposition governs what begins at `at`, an article between them or not."""
    before = at - 1
    while before >= 0 and at - before < 4 and items[before].tags & tags.DETERMINER:
        if items[before].tags & tags.PREPOSITION:
            return True
        before -= 1
    is_led = before >= 0 and bool(items[before].tags & tags.PREPOSITION)
    return is_led and not begins_clause(items, before)  # "wie ein Rentner starb"


def antecedent(
    items: list[Item], relative: int, trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]
) -> Chunk | None:
    """The people that a relative clause is about: "77 Menschen, die bei dem Angriff starben"."""
    bits = items[relative].tags
    if not bits & tags.RELATIVE or not bits & tags.COMMA or bits & tags.PREPOSITION:
        return None
    chunk = before_relative(items, relative, lexicon)
    return chunk if chunk is not None and chunk.at not in taken else None


def people_behind(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The people behind a finite verb, or behind a participle that begins its clause: "Verletzt wurden 77 Menschen"."""
    if not trigger.forms & VERBAL or is_attribute(items, trigger):
        return None
    is_active = bool(trigger.forms & tags.ACTIVE)
    if trigger.forms & tags.STATE and " " in trigger.word and not (is_auxiliary(items, trigger.last + 1)):
        return None  # "in hospitals" is no finite verb
    position = trigger.last + 1
    first: Chunk | None = None
    while position < len(items) and position <= trigger.last + BEHIND:
        bits = items[position].tags
        if bits & tags.QUANTITY:
            chunk = chunk_at(items, position, lexicon)
            quantity = items[position].quantity
            if (
                position not in taken
                and not is_governed(items, position)
                and not is_aside(items, position)
                and counts_people(items, chunk, trigger, is_close=position == trigger.last + 1)
            ):
                is_doing = is_active and quantity is not None and quantity.is_article
                if not (is_doing and begins_late(items, trigger)) or first is not None:
                    return chunk
                first = chunk
            position = max(position + 1, chunk.end)
            continue
        if bits & (tags.EDGE | tags.SPEECH) or begins_clause(items, position):
            break
        if bits & tags.CONJUNCTION:
            # "starben der Täter und drei weitere Menschen", but not "starben und drei wurden verletzt"
            has_other = position > trigger.last + 1 and position + 1 < len(items) and items[position + 1].quantity
            leads_on = position + 1 < len(items) and items[position + 1].tags & tags.PREPOSITION
            if leads_on and not items[position - 1].tags & tags.VERB:
                position += 1  # "starben in Homs und in Hama zwölf"
                continue
            if not has_other or is_served_by_next(items, chunk_at(items, position + 1, lexicon)):
                break
        if bits & (tags.BE | tags.HAVE) and position > trigger.last + 1:
            break
        is_half = " " in items[position].word and not bits & (tags.PARTICIPLE | tags.ACTIVE)
        if bits & tags.VERB and not bits & (tags.PEOPLE | tags.ADVERB) and not is_half:
            break
        position += 1
    return None


def gapped_before(items: list[Item], at: int, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The people before those at `at` whose verb comes only once: "vier wurden schwer und zwanzig leicht verletzt"."""
    position = at - 1
    if position < 2 or not items[position].tags & (tags.COMMA | tags.CONJUNCTION):
        return None
    position -= 1
    first = position
    while position > 0 and items[position].tags & (tags.ADVERB | tags.BE) and first - position < 4:
        position -= 1
    if position == first:
        return None
    for start in range(position, max(-1, position - 7), -1):
        if items[start].tags & tags.QUANTITY:
            chunk = chunk_at(items, start, lexicon)
            is_beside = chunk.end == position + 1 and chunk.sort in ("people", "them", "bare")
            return chunk if is_beside and start not in taken else None
    return None


def begins_late(items: list[Item], trigger: Trigger) -> bool:
    """Whether something else than the doer begins the clause: "Am Montag tötete ein Mann drei Menschen"."""
    first = items[trigger.clause] if trigger.clause < trigger.first else None
    return first is None or bool(first.tags & (tags.PREPOSITION | tags.ADVERB | tags.TIME | tags.CONJUNCTION))
