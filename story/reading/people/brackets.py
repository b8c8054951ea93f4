"""Verbs in two halves: the finite one second in its clause, the telling one at its end.

"Bei dem Angriff wurden gestern in Bagdad 77 Menschen getötet": a language with `verb_last` closes its main clauses with
the participle and its other clauses with participle and auxiliary. What stands between may be as long as one likes.
"""

from __future__ import annotations

from story.reading import tags
from story.reading.items import QUOTES, Item
from story.reading.people.subjects import opening_mark
from story.reading.people.triggers import VERBAL, Trigger

REACH = 40  # items of a clause before its last word
ASIDE = 26  # items of an aside between commas
BRACKETS = frozenset(")]")
AFTER = 4  # auxiliaries behind a participle


def set_bracket(items: list[Item], trigger: Trigger) -> None:
    """Set a verb's voice, where its clause begins and where its finite half stands."""
    be = have = False
    behind = trigger.last + 1
    while behind < len(items) and behind <= trigger.last + AFTER:
        bits = items[behind].tags
        if not bits & (tags.BE | tags.HAVE | tags.FUTURE | tags.ACHIEVED):
            break
        be, have = be or bool(bits & tags.BE), have or bool(bits & tags.HAVE)
        trigger.is_unreal |= bool(bits & tags.FUTURE and trigger.forms & VERBAL and not bits & (tags.BE | tags.HAVE))
        if bits & tags.ACHIEVED:
            trigger.is_unreal = False
            break
        behind += 1
    is_possible = bool(behind < len(items) and items[behind].tags & tags.ACHIEVED)
    has_infinitive = be or have
    position = trigger.first - 1
    while position >= 0 and trigger.first - position <= REACH:
        bits = items[position].tags
        if bits & tags.COMMA:
            is_beside = trigger.finite in (-1, position + 1)
            hopped = before_aside(items, position, trigger.finite) if is_beside else position
            if hopped == position and (bits & tags.RELATIVE or ends_clause(items, position)):
                break
            position = hopped - 1 if hopped == position else hopped
            continue
        if items[position].word in BRACKETS:
            position = opening_mark(items, position) - 1
            continue
        if bits & tags.BREAK and items[position].word not in QUOTES:
            break
        if begins_clause(items, position) or (
            bits & tags.SPEECH and not bits & (tags.PARTICIPLE | tags.BE | tags.HAVE)
        ):
            break
        if trigger.finite < 0:
            if bits & tags.NEGATOR:
                # "Tote gab es nicht, aber zwölf Verletzte"
                has_number = trigger.first and items[trigger.first - 1].tags & tags.QUANTITY
                trigger.is_negated |= bool(trigger.forms & VERBAL or not has_number)
            elif bits & (tags.BE | tags.HAVE | tags.FUTURE):
                trigger.finite = position
                is_unreal = bits & tags.FUTURE and trigger.forms & VERBAL and not trigger.is_settled
                if bits & (tags.BE | tags.HAVE):
                    is_unreal = is_unreal and not trigger.forms & tags.PARTICIPLE  # "werden": passive or future
                trigger.is_unreal |= bool(is_unreal and not is_possible)
                if not has_infinitive:
                    be, have = bool(bits & tags.BE), bool(bits & tags.HAVE)
        position -= 1
    trigger.clause = position + 1
    trigger.is_unreal |= is_aim(items, trigger)
    trigger.group_start = trigger.first
    if trigger.forms & tags.PARTICIPLE:
        trigger.voice = "active" if have and not be else "passive" if be else "bare"
    elif trigger.forms & (tags.STATE | tags.NOUN):
        trigger.voice = "passive" if be or have else "bare"


def is_aim(items: list[Item], trigger: Trigger) -> bool:
    """Whether an infinitive is only wanted: "um zwei zu töten", but not "es gelang, vier Menschen zu retten"."""
    before = trigger.first - 1
    if not trigger.forms & tags.ACTIVE or before < 0 or not items[before].tags & tags.PURPOSE:
        return False
    achieved = (item.tags & tags.ACHIEVED and not item.tags & (tags.BE | tags.HAVE) for item in items[:before][-REACH:])
    return not any(achieved)


def begins_clause(items: list[Item], position: int) -> bool:
    """Whether a conjunction or relative begins a clause: those that are prepositions as well do so behind a mark."""
    bits = items[position].tags
    if not bits & tags.RELATIVE:
        return False
    if not bits & (tags.PREPOSITION | tags.ADVERB) or bits & tags.COMMA or not position:
        return True
    return bool(items[position - 1].tags & (tags.EDGE | tags.CONJUNCTION))


def before_aside(items: list[Item], comma: int, finite: int) -> int:
    """Where a clause goes on before an aside that ends at a comma (", die … wurden,", ", darunter …,"), or there."""
    for position in range(comma - 1, max(-1, comma - ASIDE), -1):
        bits = items[position].tags
        if bits & tags.BREAK:
            return comma
        if bits & tags.COMMA and (
            bits & (tags.RELATIVE | tags.INCLUDING) or items[position + 1].tags & (tags.RELATIVE | tags.INCLUDING)
        ):
            is_listing = (items[position].tags | items[position + 1].tags) & tags.INCLUDING or finite == comma + 1
            ends_in_noun = items[comma - 1].tags & tags.UPPER  # where a clause would end in its verb
            return comma if ends_in_noun and not is_listing else position - 1
    return comma


def ends_clause(items: list[Item], comma: int) -> bool:
    """Whether the clause before a comma ends in its verb: "wurden 30 verletzt, in Bagdad starben zwölf"."""
    before = items[comma - 1].tags if comma else tags.BREAK
    return bool(before & (tags.BE | tags.HAVE | VERBAL)) and not before & (tags.PEOPLE | tags.NOUN)


def is_finite_act(trigger: Trigger) -> bool:
    """Whether a verb is finite and acts on people ("tötete"), and no participle as well ("verhaftet")."""
    return bool(trigger.forms & tags.ACTIVE) and not (trigger.forms & tags.PARTICIPLE and trigger.voice != "bare")


def closes_clause(items: list[Item], trigger: Trigger) -> bool:
    """Whether a finite verb is the last word of its clause: "ein Mann, der drei Menschen tötete"."""
    behind = trigger.last + 1
    return (
        behind >= len(items) or bool(items[behind].tags & (tags.EDGE | tags.CONJUNCTION)) or items[behind].word in ".!?"
    )


def is_auxiliary(items: list[Item], at: int) -> bool:
    """Whether an auxiliary stands at `at`: "ums Leben kamen …"."""
    return at < len(items) and bool(items[at].tags & (tags.BE | tags.HAVE))
