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

from itertools import pairwise

from story.model import Kind, Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.numbers.quantity import Quantity
from story.reading.people.behind import object_marked, predicate_of, relative_object, subject_behind
from story.reading.people.beside_names import beside_a_name
from story.reading.people.brackets import set_bracket
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
from story.reading.people.full_names import find_full_names
from story.reading.people.joining import ANY_VOICE, NOT_ACTIVE, NOT_PASSIVE, Joining, Place
from story.reading.people.pairs import with_pairs
from story.reading.people.sharing import parts_of_a_noun, share_triggers
from story.reading.people.subjects import subject_of
from story.reading.people.tolls import toll_figures
from story.reading.people.triggers import VERBAL, Trigger, find_triggers, is_finite
from story.reading.people.verb_first import beside_definite, object_past_subject, subject_beside

INTRANSITIVE = tags.STATE | tags.PARTICIPLE
TRANSITIVE = tags.ACTIVE | tags.PARTICIPLE
BEFORE = Place(close_before, INTRANSITIVE | tags.NOUN, NOT_ACTIVE, "quantity before “{}”")
AFTER_ACT = Place(complement_of, tags.ACT, NOT_ACTIVE, "counted after “{}”")
IN_CLAUSE = Place(people_in_clause, VERBAL, ANY_VOICE, "in the clause of “{}”")

# Where people stand close to what happened, and where far from it; the nearest first.
CLOSE = (BEFORE, Place(object_beside, TRANSITIVE, NOT_PASSIVE, "object of “{}”"), AFTER_ACT)
FAR = (
    Place(object_marked, INTRANSITIVE | TRANSITIVE | tags.NOUN, NOT_PASSIVE, "object of “{}”"),
    Place(subject_behind, INTRANSITIVE, NOT_ACTIVE, "subject behind “{}”"),
    Place(subject_of, INTRANSITIVE, NOT_ACTIVE, "subject of “{}”"),
    Place(object_of, TRANSITIVE, NOT_PASSIVE, "object of “{}”"),
    Place(subject_after, INTRANSITIVE, NOT_ACTIVE, "subject after “{}”"),
    Place(relative_object, TRANSITIVE, ("active", ""), "object before “{}”"),
)
# the same in a language that needs no "of" and puts its verbs before their subjects
FAR_CONSTRUCT = (
    *FAR[:3],
    Place(object_past_subject, TRANSITIVE, NOT_PASSIVE, "object of “{}”"),
    *FAR[4:],
    Place(beside_definite, tags.ACT, NOT_ACTIVE, "counted after “{}”"),
    Place(subject_beside, tags.ACTIVE, NOT_PASSIVE, "subject before “{}”"),
)
# and in one whose verbs close their clauses
CLOSE_VERB_LAST = (Place(close_before, tags.NOUN, NOT_ACTIVE, "quantity before “{}”"), AFTER_ACT)
FAR_VERB_LAST = (
    Place(people_behind, VERBAL, ANY_VOICE, "behind “{}”"),
    Place(people_before_clause, VERBAL, ANY_VOICE, "before the clause of “{}”"),
)
# for triggers that other words of the sentence may outdo
WEAK = (BEFORE, Place(subject_of, tags.STATE, NOT_ACTIVE, "subject of “{}”"))
PREDICATE = Place(predicate_of, INTRANSITIVE | tags.NOUN | tags.ACT, NOT_ACTIVE, "said to be of “{}”")


def find_happenings(items: list[Item], lexicon: Lexicon) -> list[Finding]:
    """The findings of one sentence, in order of their quantities."""
    triggers = find_triggers(items, lexicon)
    if not triggers:
        return []
    if lexicon.verb_last:
        for trigger in triggers:
            set_bracket(items, trigger)
    joining = Joining(items, lexicon)
    taken, found = joining.taken, joining.found
    found += find_told_numbers(items, triggers, lexicon)
    read = [trigger for trigger in triggers if not trigger.is_negated and not trigger.is_unreal]
    for one, other in pairwise(read):
        one.is_status |= dies_later(items, one, other)
    weak = [trigger for trigger in read if is_weak(items, trigger, len(triggers) == 1, lexicon)]
    strong = [trigger for trigger in read if trigger not in weak]

    joining.seek(strong, CLOSE_VERB_LAST if lexicon.verb_last else CLOSE)
    for trigger in strong:
        if trigger.forms & tags.TOLL:
            for chunk, is_old in toll_figures(items, trigger, lexicon, taken):
                joining.take(trigger, chunk, f"figure of “{trigger.word}”", superseded=is_old)
    if lexicon.verb_last:
        joining.seek(strong, (IN_CLAUSE,))
        take_gapped(joining)
        joining.seek(strong, FAR_VERB_LAST)
        share_triggers(items, lexicon, taken, found)
    else:
        joining.seek(strong, FAR_CONSTRUCT if lexicon.construct else FAR)
    joining.seek(weak, (*WEAK, IN_CLAUSE) if lexicon.verb_last else WEAK)
    joining.seek(read, (PREDICATE,))

    parts_of_a_noun(items, read, lexicon, taken, found)
    beside_a_name(items, read, lexicon, taken, found)
    if found:
        share_triggers(items, lexicon, taken, found)
        found = with_couples(items, found)
    found = with_pairs(items, read, found, lexicon)
    found += find_full_names(items, read, lexicon)
    return sorted(found, key=lambda finding: (finding.at, finding.first))


def find_told_numbers(items: list[Item], triggers: list[Trigger], lexicon: Lexicon) -> list[Finding]:
    """The findings of triggers that need no quantity, which then look for none: "no one was hurt", "double murder"."""
    found = []
    for trigger in triggers:
        finding = nobody(items, trigger) or (nobody_in_clause(items, trigger) if lexicon.verb_last else None)
        if finding is None and trigger.implied:
            quantity = Quantity(trigger.implied, trigger.implied, Qualifier.EXACT)
            first, last, rule = trigger.first, trigger.last, f"“{trigger.word}” says its number"
            finding = Finding(trigger.kind, quantity, first, first, last, None, rule, trigger=trigger)
        if finding is not None:
            found.append(finding)
            trigger.forms = 0
    return found


def take_gapped(joining: Joining) -> None:
    """Take those whose verb comes only once, behind the last of them: "two badly, three less and four lightly"."""
    for finding in joining.found:  # grows
        trigger = finding.trigger
        if trigger is not None and trigger.forms & tags.PARTICIPLE:
            gapped = gapped_before(joining.items, finding.at, joining.lexicon, joining.taken)
            if gapped is not None:
                joining.take(trigger, gapped, IN_CLAUSE.rule.format(trigger.word))


def is_weak(items: list[Item], trigger: Trigger, is_only: bool, lexicon: Lexicon) -> bool:
    """Whether a trigger only says who or where people are: "the death of a woman in hospital" tells of a death."""
    return (
        trigger.is_status
        or (lexicon.verb_last and not is_only and is_attribute(items, trigger))
        or (trigger.kind is Kind.HOSPITALISED and bool(trigger.forms & tags.STATE))
        or is_noun_for_people(items, trigger)
    )


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
