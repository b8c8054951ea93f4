"""Who was counted in what: joins the quantities of a sentence to the words for what happened.

The engine knows no language. Each trigger of the pack has forms, and a form says where its people stand:
  noun        before it, close: "77 deaths", "255 injuries"
  state       before it: "77 people died", "12 still missing"
  participle  before it when passive ("were killed") or bare ("77 killed"), after it when active ("has killed 77")
  active      after it: "killing 77"
  act         after it, through "of": "the deaths of 77"
  toll        after it, through a linking verb: "the death toll rose to 77"
Then what is counted beside a joined quantity shares its trigger: "eleven men and three women were arrested",
"including 17 foreigners".
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from story.model import Kind, Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.numbers.quantity import Quantity
from story.reading.people.behind import object_marked, predicate_of, relative_object, subject_behind
from story.reading.people.brackets import set_bracket
from story.reading.people.chunks import Chunk, is_aside
from story.reading.people.clause_people import (
    gapped_before,
    is_attribute,
    nobody_in_clause,
    people_before_clause,
    people_behind,
    people_in_clause,
)
from story.reading.people.couples import with_couples
from story.reading.people.findings import Finding
from story.reading.people.frames import (
    close_before,
    complement_of,
    nobody,
    object_beside,
    object_of,
    subject_after,
)
from story.reading.people.full_names import find_named
from story.reading.people.named import beside_a_name
from story.reading.people.pairs import with_pairs
from story.reading.people.sharing import parts_of_a_noun, share_triggers
from story.reading.people.subjects import subject_of
from story.reading.people.tolls import toll_figures
from story.reading.people.triggers import VERBAL, Trigger, find_triggers, is_finite
from story.reading.people.verb_first import beside_definite, object_past_subject, subject_beside
from story.reading.people.wounds import names_wounded

Place = Callable[[list[Item], Trigger, Lexicon, dict[int, Finding]], Chunk | None]


def find_happenings(items: list[Item], lexicon: Lexicon) -> list[Finding]:
    """The findings of one sentence, in order of their quantities."""
    triggers = find_triggers(items, lexicon)
    if not triggers:
        return []
    if lexicon.verb_last:
        for trigger in triggers:
            set_bracket(items, trigger)
    taken: dict[int, Finding] = {}
    found: list[Finding] = []

    def take(trigger: Trigger, chunk: Chunk, rule: str, superseded: bool = False) -> Finding:
        quantity = items[chunk.at].quantity
        assert quantity is not None
        end = chunk.head if chunk.head is not None else chunk.at
        is_wounded = trigger.kind is Kind.HOSPITALISED and names_wounded(items, chunk, trigger.first)
        finding = Finding(
            Kind.INJURED if is_wounded else trigger.kind,
            quantity,
            chunk.at,
            min(chunk.at, trigger.first),
            max(end, trigger.last),
            chunk.head,
            rule,
            is_part=chunk.sort == "them"
            or bool(items[chunk.at].tags & tags.THEM)
            or is_aside(items, chunk.at)
            or is_among(items, chunk, trigger)
            or is_none_of_a_group(items, chunk, trigger),
            superseded=superseded,
            trigger=trigger,
        )
        taken[chunk.at] = finding
        trigger.is_served = True
        found.append(finding)
        return finding

    for trigger in triggers:
        zero = nobody(items, trigger) or (nobody_in_clause(items, trigger) if lexicon.verb_last else None)
        if zero is not None:
            found.append(zero)
            trigger.forms = 0
        elif trigger.implied:
            quantity = Quantity(trigger.implied, trigger.implied, Qualifier.EXACT)
            rule = f"“{trigger.word}” says its number"
            found.append(
                Finding(trigger.kind, quantity, trigger.first, trigger.first, trigger.last, None, rule, trigger=trigger)
            )
            trigger.forms = 0
    read = [trigger for trigger in triggers if not trigger.is_negated and not trigger.is_unreal]
    for one, other in pairwise(read):
        one.is_status |= dies_later(items, one, other)
    # "the death of a woman in hospital": where people are tells less than what happened to them
    weak = [
        trigger
        for trigger in read
        if trigger.is_status
        or (lexicon.verb_last and len(triggers) > 1 and is_attribute(items, trigger))
        or (trigger.kind is Kind.HOSPITALISED and trigger.forms & tags.STATE)
        or is_noun_for_people(items, trigger)
    ]
    strong = [trigger for trigger in read if trigger not in weak]

    def try_each(triggers: list[Trigger], place: Place, forms: int, voices: tuple[str, ...], rule: str) -> None:
        for trigger in triggers:
            if trigger.forms & forms and trigger.voice in voices and not trigger.is_served:
                chunk = place(items, trigger, lexicon, taken)
                if chunk is not None and not are_on_the_run(items, chunk, trigger, lexicon):
                    take(trigger, chunk, rule.format(trigger.word))

    not_active, not_passive = ("passive", "bare", ""), ("active", "bare", "")
    if lexicon.verb_last:
        try_each(strong, close_before, tags.NOUN, not_active, "quantity before “{}”")
        try_each(strong, complement_of, tags.ACT, not_active, "counted after “{}”")
    else:
        try_each(strong, close_before, tags.NOUN | tags.STATE | tags.PARTICIPLE, not_active, "quantity before “{}”")
        try_each(strong, object_beside, tags.ACTIVE | tags.PARTICIPLE, not_passive, "object of “{}”")
        try_each(strong, complement_of, tags.ACT, not_active, "counted after “{}”")
    for trigger in strong:
        if trigger.forms & tags.TOLL:
            for chunk, old in toll_figures(items, trigger, lexicon, taken):
                take(trigger, chunk, f"figure of “{trigger.word}”", superseded=old)
    any_voice = (*not_active, "active")
    if lexicon.verb_last:
        try_each(strong, people_in_clause, VERBAL, any_voice, "in the clause of “{}”")
        for finding in found:  # grows: "two badly, three less and four lightly"
            if finding.trigger is not None and finding.trigger.forms & tags.PARTICIPLE:
                gapped = gapped_before(items, finding.at, lexicon, taken)
                if gapped is not None:
                    take(finding.trigger, gapped, f"in the clause of “{finding.trigger.word}”")
        try_each(strong, people_behind, VERBAL, any_voice, "behind “{}”")
        try_each(strong, people_before_clause, VERBAL, any_voice, "before the clause of “{}”")
        share_triggers(items, lexicon, taken, found)
    else:
        marked = tags.STATE | tags.PARTICIPLE | tags.NOUN | tags.ACTIVE
        try_each(strong, object_marked, marked, not_passive, "object of “{}”")
        try_each(strong, subject_behind, tags.STATE | tags.PARTICIPLE, not_active, "subject behind “{}”")
        try_each(strong, subject_of, tags.STATE | tags.PARTICIPLE, not_active, "subject of “{}”")
        behind = object_past_subject if lexicon.construct else object_of
        try_each(strong, behind, tags.ACTIVE | tags.PARTICIPLE, not_passive, "object of “{}”")
        try_each(strong, subject_after, tags.STATE | tags.PARTICIPLE, not_active, "subject after “{}”")
        try_each(strong, relative_object, tags.ACTIVE | tags.PARTICIPLE, ("active", ""), "object before “{}”")
    if lexicon.construct:
        try_each(strong, beside_definite, tags.ACT, not_active, "counted after “{}”")
        try_each(strong, subject_beside, tags.ACTIVE, not_passive, "subject before “{}”")
    try_each(weak, close_before, tags.NOUN | tags.STATE | tags.PARTICIPLE, not_active, "quantity before “{}”")
    try_each(weak, subject_of, tags.STATE, not_active, "subject of “{}”")
    if lexicon.verb_last:
        try_each(weak, people_in_clause, VERBAL, any_voice, "in the clause of “{}”")
    try_each(read, predicate_of, tags.NOUN | tags.ACT | tags.PARTICIPLE | tags.STATE, not_active, "said to be of “{}”")
    if triggers:
        parts_of_a_noun(items, read, lexicon, taken, found)
        beside_a_name(items, read, lexicon, taken, found)
    if found:
        share_triggers(items, lexicon, taken, found)
        found = with_couples(items, found)
    found = with_pairs(items, read, found, lexicon)
    found += find_named(items, read, lexicon)
    return sorted(found, key=lambda finding: (finding.at, finding.first))


def is_among(items: list[Item], chunk: Chunk, trigger: Trigger) -> bool:
    """Whether people behind a noun are some of those it stands for: "among the dead were 20 children"."""
    before = items[max(0, trigger.first - 2) : trigger.first]
    return chunk.at > trigger.last and any(item.tags & tags.AMONG for item in before)


def is_none_of_a_group(items: list[Item], chunk: Chunk, trigger: Trigger) -> bool:
    """Whether nobody of one sort of people was touched, which says nothing of others: "none of the 12 sailors"."""
    quantity = items[chunk.at].quantity
    is_none = quantity is not None and quantity.high == 0 and trigger.kind is not Kind.DETAINED
    return is_none and chunk.head is not None and bool(items[chunk.head].tags & tags.GROUP)


def dies_later(items: list[Item], one: Trigger, other: Trigger) -> bool:
    """Whether a verb that only describes people is followed by their death: "two people injured in the crash died"."""
    if other.kind is not Kind.KILLED or one.kind is other.kind or not is_finite(other):
        return False
    if not one.forms & tags.PARTICIPLE or one.voice != "bare":
        return False
    between = items[one.last + 1 : other.group_start]
    return not any(item.tags & (tags.EDGE | tags.CONJUNCTION | tags.QUANTITY | tags.RELATIVE) for item in between)


def is_noun_for_people(items: list[Item], trigger: Trigger) -> bool:
    """Whether a trigger is a word for people and no verb here: "20 detainees", not "were displaced"."""
    begins = trigger.first == 0 or bool(items[trigger.first - 1].tags & tags.EDGE)  # "detenidas en Madrid 15 personas"
    if trigger.forms & tags.PARTICIPLE and (trigger.voice in ("passive", "active") or begins):
        return False
    return bool(trigger.forms & tags.NOUN and items[trigger.last].tags & tags.PEOPLE)


def are_on_the_run(items: list[Item], chunk: Chunk, trigger: Trigger, lexicon: Lexicon) -> bool:
    """Whether attackers or suspects fled, who are no displaced people."""
    if trigger.kind is not Kind.DISPLACED or chunk.head is None:
        return False
    return bool(items[chunk.head].tags & tags.ATTACKER) or items[chunk.head].word in lexicon.captives
