"""Two definite persons under one verb: "the mayor and his deputy were arrested", "killed her and her son" count two."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.people.findings import Finding
from story.reading.people.told_singly import BORDER, KINDS, named_behind, subjects_before, told_singly
from story.reading.people.triggers import Trigger, is_finite

LONGEST = 14  # items of two persons with what qualifies them
QUALIFIERS = 4  # items between an article and its noun
NO_QUALIFIER = (
    tags.EDGE | tags.CONJUNCTION | tags.PREPOSITION | tags.OF | tags.BE | tags.HAVE | tags.RELATIVE | tags.VERB
)


def with_pairs(items: list[Item], triggers: list[Trigger], found: list[Finding], lexicon: Lexicon) -> list[Finding]:
    """The findings with a pair of persons for each verb that counts nobody, or only one of the two, so far.

    The pack's `people.singular` lists the nouns for one person; a language without the list has no such pairs.
    """
    if not lexicon.singular:
        return found
    result = found
    for trigger in triggers:
        if trigger.kind not in KINDS or trigger.is_negated or trigger.is_unreal or not trigger.forms:
            continue
        counted = [finding for finding in result if finding.trigger is trigger]
        span = pair_after(items, trigger, lexicon) or pair_before(items, trigger, lexicon)
        if span is None or len(counted) > 1 or not all(is_half_of(finding, span) for finding in counted):
            continue
        two = told_singly(trigger, 2, *span, f"two persons beside “{trigger.word}”")
        result = [finding for finding in result if finding not in counted] + [two]
    return result


def is_half_of(finding: Finding, span: tuple[int, int]) -> bool:
    """Whether a finding counts one of a pair by its article."""
    return finding.quantity.is_article and span[0] <= finding.at < span[1]


def pair_after(items: list[Item], trigger: Trigger, lexicon: Lexicon) -> tuple[int, int] | None:
    """The pair right behind an active verb or a noun for an act."""
    start = named_behind(items, trigger, lexicon)
    return pair_at(items, start, lexicon) if start is not None else None


def pair_before(items: list[Item], trigger: Trigger, lexicon: Lexicon) -> tuple[int, int] | None:
    """The pair right before a finite verb."""
    verb = trigger.group_start
    if lexicon.verb_last and trigger.forms & (tags.PARTICIPLE | tags.STATE) and trigger.voice != "active":
        verb = trigger.finite if trigger.finite >= 0 else trigger.first
        behind = pair_at(items, verb + 1, lexicon) if trigger.finite >= 0 else None
        if behind is not None and not items[behind[1] - 1].tags & tags.TRIGGER:
            return behind  # "wurden ein Mann und seine Tochter verletzt"
    elif not is_finite(trigger):
        return None
    if verb < 3:
        return None
    if items[verb - 1].tags & tags.RELATIVE:
        verb -= 1
    for start in subjects_before(items, verb, LONGEST, 2):
        span = pair_at(items, start, lexicon)
        if span is not None and span[1] == verb:
            return span
    return None


def pair_at(items: list[Item], start: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """From where to where "the mayor and his deputy" stands, if it begins at `start`; a third person makes a list."""
    middle = of_what(items, person_end(items, start, lexicon), lexicon)
    if middle is None or middle >= len(items) or items[middle].word not in lexicon.and_words:
        return None
    end = person_end(items, middle + 1, lexicon)
    end = of_what(items, end, lexicon) if end is not None and end < len(items) and items[end].tags & tags.OF else end
    if end is None or (end < len(items) and items[end].tags & tags.CONJUNCTION):
        return None
    return start, end


def of_what(items: list[Item], end: int | None, lexicon: Lexicon) -> int | None:
    """Where a person ends with what stands behind the noun: "el jefe de Policía", "le maire de la commune"."""
    if end is None or lexicon.head_is_last or end >= len(items) or not items[end].tags & (tags.OF | tags.PREPOSITION):
        return end
    for at in range(end + 1, min(len(items), end + LONGEST - QUALIFIERS)):
        if items[at].word in lexicon.and_words:
            return at  # "al gobernador de la provincia en el sur del país | y a su padre"
        if items[at].tags & (BORDER | tags.VERB | tags.BE | tags.HAVE | tags.QUANTITY):
            break
    if not items[end].tags & tags.OF:
        return end
    for at in range(end + 1, min(len(items), end + 2 + QUALIFIERS)):
        if items[at].tags & (NO_QUALIFIER | tags.QUANTITY) and not items[at].tags & tags.OF:
            return at
    return end


def person_end(items: list[Item], start: int, lexicon: Lexicon) -> int | None:
    """Where one person ends who begins at `start`, "his 9-year-old daughter", "a man", "him"; else None."""
    if start < len(items) and items[start].tags & tags.OBJECT_MARK:
        start += 1
        if start < len(items) and items[start].word in lexicon.singular:
            return start + 1  # "al alcalde"
    if start >= len(items):
        return None
    if items[start].word.rpartition(" ")[2] in lexicon.singular and " " in items[start].word:
        return start + 1  # "el alcalde", a phrase of the pack
    if items[start].word in lexicon.singular and start + 1 < len(items) and items[start + 1].tags & tags.CONJUNCTION:
        return start + 1
    quantity = items[start].quantity
    if is_second_of(items, start, lexicon):
        start -= 1  # "a man and woman", "a boy and 9-year-old girl"
    elif not items[start].tags & tags.DETERMINER and not (quantity is not None and quantity.is_article):
        return None
    elif start + 1 < len(items) and items[start + 1].tags & tags.CONJUNCTION:
        return start + 1 if items[start].tags & tags.DETERMINER and "own" in items[start].cues else None  # "her and"
    for at in range(start + 1, min(len(items), start + 2 + QUALIFIERS)):
        if is_person(items[at], lexicon) and not follows_noun(items, at, lexicon):
            return at + 1
        if items[at].tags & NO_QUALIFIER and not items[at].tags & tags.PEOPLE:
            return None
    return None


def is_second_of(items: list[Item], start: int, lexicon: Lexicon) -> bool:
    """Whether a noun for one person, or an age, stands right behind "and" without an article of its own."""
    if not start or items[start - 1].word not in lexicon.and_words:
        return False
    return is_person(items[start], lexicon)


def is_person(item: Item, lexicon: Lexicon) -> bool:
    """Whether an item is a noun for one person, or an age that stands for one: "a 45-year-old"."""
    return item.word in lexicon.singular or bool(item.tags & tags.PEOPLE and "-" in item.word)


def follows_noun(items: list[Item], at: int, lexicon: Lexicon) -> bool:
    """Whether the noun at `at` only qualifies another behind it: "the police officer's wife", "the student leaders"."""
    following = items[at + 1] if at + 1 < len(items) else None
    return following is not None and (bool(following.tags & tags.PEOPLE) or following.word in lexicon.possessives)
