"""The subject of a verb: people counted before it, past clauses, asides and a first verb."""

from __future__ import annotations

from story.model import Kind
from story.reading import tags
from story.reading.items import DASH, QUOTES, Item
from story.reading.lexicon import Lexicon
from story.reading.people.chunks import NEAR, Chunk, chunk_at, is_aside
from story.reading.people.counted import (
    chunk_until,
    counts_people,
    governed,
    is_age,
    is_subject_of_act,
    is_vague,
    part_before,
)
from story.reading.people.findings import Finding
from story.reading.people.triggers import Trigger, is_finite

REACH = 26  # items between a subject and its verb
NAMES = tags.CAPITAL | tags.VERBATIM | tags.COMMA | tags.CONJUNCTION  # "John Doe, 23, and Jane Roe, 21"
ASIDE = 40  # items of the longest aside between a subject and its verb
CLOSING, OPENING = frozenset(")]"), frozenset("([")
PAIRS = {")": "(", "]": "[", **dict.fromkeys(("—", "–", "--", DASH), ("—", "–", "--", DASH))}
BEFORE_NO_SUBJECT = tags.PREPOSITION | tags.OF | tags.ACTIVE | tags.JOINTLY | tags.INCLUDING
NOT_IN_A_SUBJECT = (
    tags.VERB | tags.BE | tags.HAVE | tags.SPEECH | tags.RELATIVE | tags.ACCORDING | tags.INCLUDING | tags.THEM
)


def subject_of(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The counted subject of a passive or intransitive verb, past what stands between them."""
    position = trigger.group_start - 1
    is_relative = position >= 0 and bool(items[position].tags & tags.RELATIVE)
    position -= is_relative
    if position > 0 and items[position].word in QUOTES:
        position -= 1  # 'a hundred of them "were still detained"'
    if trigger.is_adjunct:
        position = before_all_of_them(items, position)
    # "were shot in the chest and died": the verb before "and" has the same subject
    passed, is_second = tags.ACTIVE | tags.BE, False
    if is_finite(trigger) and position >= 0 and items[position].tags & tags.CONJUNCTION:
        passed, is_second = 0, True
    elif trigger.is_adjunct:
        passed = tags.ACTIVE
    closing = position = past_adverbs(items, position)
    if is_finite(trigger) or (position > 0 and items[position].tags & tags.EDGE and counts_again(items, position)):
        position = before_asides(items, position)
    start = position
    best: Chunk | None = None
    steps, limit = 0, REACH if is_finite(trigger) else NEAR
    while position >= 0 and steps <= limit:
        item = items[position]
        if item.tags & tags.QUANTITY:
            if is_subject_of_act(items, position, trigger):
                return best
            chunk = chunk_until(items, position, trigger, lexicon)
            part = part_before(items, position) if is_finite(trigger) and not is_relative else None
            if part is not None and part not in taken and chunk.sort != "thing":
                return Chunk(part, chunk.end, chunk.head, "them")
            is_before_and = is_second and chunk.end == trigger.group_start - 1
            if (
                not passed
                and position
                and (is_object(items, position) or (is_before_and and has_doer(items, position, lexicon)))
            ):
                position -= 1  # "had to release two men and was arrested": the object of the first verb
                continue
            # "varios fueron liberados", "two were taken to hospital", "18 who are missing"
            is_alone = bool(taken) or is_vague(items, position) or opens_with_whole(items) or goes_on(items, position)
            is_alone |= trigger.kind in (Kind.INJURED, Kind.HOSPITALISED)
            is_close = (is_alone or is_relative) and chunk.end == trigger.group_start - is_relative
            counts = counts_people(items, chunk, trigger, is_close) and not is_age(items, chunk)
            # "of whom nine were freed": the verb's own; but "in which nine were freed"
            is_own = position > 0 and items[position - 1].tags & tags.THEM and chunk.end == trigger.group_start
            is_own = is_own and not (
                position > 1 and items[position - 2].tags & (tags.PREPOSITION | tags.OF) == tags.PREPOSITION
            )
            if is_own and position not in taken and counts_people(items, chunk, trigger, is_close=True):
                return Chunk(chunk.at, chunk.end, chunk.head, "them")
            if position not in taken and counts and not is_aside(items, position):
                is_first = not passed and opens_its_clause(items, chunk, closing)
                is_governed = governed(items, position)
                if (best is None or not is_governed) and (
                    is_first or not has_other_subject(items, chunk, trigger, is_relative, start)
                ):
                    best = chunk  # "by 5,000 miners ended after a man was killed": the nearer one
                if not is_governed:
                    return best
        elif item.tags & tags.COMMA and items[position + 1].tags & tags.INCLUDING:
            pass  # "7 people, including a lawyer were killed"
        elif is_second and item.tags & tags.COMMA and before_asides(items, position) != position:
            is_second = False
            position = before_asides(items, position)  # "one, a boy, was shot and died"
            continue
        elif item.tags & (tags.EDGE | tags.SPEECH | tags.ACCORDING) or (
            item.tags & passed and not item.tags & tags.PEOPLE
        ):
            is_clause = is_finite(trigger) and not item.tags & (tags.EDGE | tags.SPEECH | tags.ACCORDING)
            relative = open_relative(items, position) if is_clause else None
            if relative is None:
                break
            position = relative + 1  # "twelve people who were on board the plane died"
        position -= 1
        steps += 1
    return best if best is not None else apposition(items, closing, lexicon, taken)


def has_doer(items: list[Item], at: int, lexicon: Lexicon) -> bool:
    """Whether counted people stand before a quantity and one word, its verb: "three men attacked a guard and were"."""
    if items[at - 1].tags & (tags.EDGE | tags.CONJUNCTION | tags.PREPOSITION | tags.OF | tags.BE | tags.RELATIVE):
        return False
    for position in range(at - 2, max(-1, at - REACH), -1):
        if items[position].tags & (tags.EDGE | tags.CONJUNCTION | tags.RELATIVE | tags.SPEECH):
            return False
        if items[position].tags & tags.QUANTITY:
            chunk = chunk_at(items, position, lexicon)
            return chunk.sort == "people" and chunk.end < at
    return False


def is_object(items: list[Item], at: int) -> bool:
    """Whether a quantity is what a verb right before it has or does: "has 12 children", "released two men"."""
    before = items[at - 1].tags
    return not before & tags.PEOPLE and bool(before & (tags.ACTIVE | tags.HAVE | tags.BE))


def opens_its_clause(items: list[Item], chunk: Chunk, end: int) -> bool:
    """Whether a chunk is what a clause begins with, so that the clause's second verb has it as its subject too."""
    if chunk.at and not items[chunk.at - 1].tags & (tags.EDGE | tags.SPEECH | tags.RELATIVE):
        return False
    return not any(item.tags & (tags.CONJUNCTION | tags.RELATIVE | tags.SPEECH) for item in items[chunk.end : end])


def opens_with_whole(items: list[Item]) -> bool:
    """Whether a sentence first says of how many it counts: "Of the 100 on board, 40 were rescued"."""
    return bool(items[0].tags & tags.OF) and any(item.tags & (tags.QUANTITY | tags.VERBATIM) for item in items[1:3])


def goes_on(items: list[Item], at: int) -> bool:
    """Whether a clause goes on about some of the people counted before it: "hit six climbers; two are missing"."""
    if not at or not items[at - 1].tags & (tags.EDGE | tags.CONJUNCTION):
        return False
    return any(items[before].tags & tags.QUANTITY and items[before + 1].tags & tags.PEOPLE for before in range(at - 1))


def past_adverbs(items: list[Item], position: int) -> int:
    """Where the mark stands that adverbs separate from the verb: "one of them, a man from Ohio, later died"."""
    mark = position
    while mark > 0 and position - mark < NEAR and items[mark].tags & tags.ADVERB and not items[mark].tags & tags.PEOPLE:
        mark -= 1
    return mark if mark >= 0 and items[mark].tags & tags.EDGE else position


def before_all_of_them(items: list[Item], position: int) -> int:
    """Where the people stand of "four victims, all of them with gunshot wounds"."""
    all_of = position
    while all_of > 0 and (items[all_of].tags & (tags.OF | tags.THEM) or "exact" in items[all_of].entry.cues):
        all_of -= 1
    return all_of - 1 if all_of < position and items[all_of].tags & tags.COMMA else position


def counts_again(items: list[Item], closing: int) -> bool:
    """Whether an aside counts those before it once more: "ten others, six officers and four civilians, injured"."""
    return bool(items[opening_mark(items, closing) + 1].tags & (tags.QUANTITY | tags.INCLUDING))


def apposition(items: list[Item], closing: int, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The people that an aside counts of a subject without a number: "the victims, three men, were wounded"."""
    if closing < 0 or not items[closing].tags & tags.EDGE:
        return None
    at = opening_mark(items, closing) + 1
    if at in taken or not items[at].tags & tags.QUANTITY:
        return None
    # "two men of 30, were killed": the whole clause before the comma, with nobody else before it
    is_subject = items[closing].tags & tags.COMMA and not any(
        item.tags & (tags.PEOPLE | tags.PRONOUN | tags.QUANTITY) for item in items[max(0, at - 8) : at]
    )
    is_subject = is_subject and not any(item.tags & NOT_IN_A_SUBJECT for item in items[at + 1 : closing])
    if not is_subject and (at < 2 or not items[at - 2].tags & (tags.PEOPLE | tags.NOUN)):
        return None
    chunk = chunk_at(items, at, lexicon)
    return chunk if chunk.sort == "people" else None


def before_asides(items: list[Item], position: int) -> int:
    """Where the subject stands when asides between commas or brackets separate it from its verb."""
    for _ in range(3):
        if position < 0 or not items[position].tags & tags.EDGE:
            return position
        relative = open_relative(items, position)
        if relative is not None:
            return relative
        opening = opening_mark(items, position)
        # a list inside the aside: "including a priest, two nuns and a child, were killed"
        probe = opening
        while probe >= 0 and position - probe <= ASIDE:
            if items[probe].tags & tags.EDGE and items[probe + 1].tags & (tags.INCLUDING | tags.RELATIVE):
                if not items[probe + 2].tags & tags.PRONOUN:  # ", where they found three of them, all men, wounded"
                    opening = probe
                break
            probe -= 1
        while opening > 0 and items[opening - 1].tags & tags.VERBATIM and position - opening <= ASIDE:
            # a list of ages: "three men, aged 17, 19 and 20, were killed"
            opening -= 1
            while opening > 0 and position - opening <= ASIDE and not items[opening].tags & tags.EDGE:
                opening -= 1
        if opening < 0 or not items[opening].tags & tags.EDGE:
            return position
        position = before_name(items, opening - 1)
    return position


def opening_mark(items: list[Item], closing: int) -> int:
    """Where the aside that ends at `closing` may begin: the other dash or bracket, else the mark before."""
    mark = PAIRS.get(items[closing].word)
    if mark is not None:
        for position in range(closing - 1, max(-1, closing - ASIDE), -1):
            if items[position].word in mark:
                return position
    opening, brackets = closing - 1, 0
    while opening >= 0 and closing - opening <= REACH:
        word = items[opening].word
        if not brackets and items[opening].tags & tags.EDGE and word not in CLOSING:
            break
        brackets += (word in CLOSING) - (word in OPENING)  # "civilians, most of them Chinese (by some reports), were"
        opening -= 1
    return opening


def open_relative(items: list[Item], closing: int) -> int | None:
    """The people whose relative clause only a comma closes: "a dozen dissidents who were to march, were arrested"."""
    for position in range(closing - 1, max(0, closing - REACH), -1):
        if items[position].tags & tags.EDGE:
            return None
        if items[position].tags & tags.RELATIVE and items[position - 1].tags & tags.PEOPLE:
            return position - 1
        if "blame" in items[position].cues:
            blamed = position - len(items[position].cues["blame"].split()) // len(items[position].word.split())
            if blamed >= 0 and items[blamed].tags & tags.PEOPLE:
                return blamed  # "two men suspected of killing a guard were arrested"
    return None


def before_name(items: list[Item], position: int) -> int:
    """Where the subject of named ones stands: "one of the victims, Derron Roane, 25, of Elizabeth, died".

    Also before a list of names, and past "identified as" in front of them.
    """
    if not items[position].tags & tags.CAPITAL or items[position].tags & tags.PEOPLE:
        return position
    name = position
    while name > 0 and position - name < ASIDE and items[name].tags & NAMES and not items[name].tags & tags.PEOPLE:
        name -= 1
    if items[name + 1].tags & tags.COMMA:
        return name
    for mark in range(name, max(0, name - NEAR), -1):
        if items[mark].tags & tags.COMMA:
            return mark - 1
    return position


def has_other_subject(items: list[Item], chunk: Chunk, trigger: Trigger, is_relative: bool, start: int) -> bool:
    """Whether the verb has a nearer subject up to `start`: "20 men stood by while the girl was killed".

    A relative clause is about the people right before it: "20 men prayed for the miners who were killed".
    """
    if open_relative(items, trigger.group_start) == chunk.end - 1 and not items[chunk.end].tags & tags.RELATIVE:
        return False  # "two men suspected of selling the weapons were arrested"
    for position in range(chunk.end, min(start + 1, trigger.group_start - 1)):
        if is_relative and items[position].tags & tags.DETERMINER and not items[position - 1].tags & tags.OF:
            after = next((at for at in range(position + 1, position + 3) if items[at].tags & tags.PEOPLE), None)
            if after is not None and trigger.group_start - after <= NEAR:
                return True
        if (
            items[position].tags & tags.DETERMINER
            and not items[position].tags & tags.OF
            and not items[position - 1].tags & BEFORE_NO_SUBJECT
            and any(item.tags & (tags.PEOPLE | tags.THING) for item in items[position + 1 : position + 4])
        ):
            return True
    return False
