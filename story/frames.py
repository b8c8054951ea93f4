"""Where the people of a trigger stand: before it, after it, as its subject, its object or its complement."""

from __future__ import annotations

from story import tags
from story.chunks import Chunk, chunk_at, is_aside, is_year
from story.findings import Finding
from story.items import DASH, QUOTES, Item
from story.lexicon import Lexicon
from story.model import Kind, Qualifier
from story.quantity import Quantity
from story.triggers import Trigger, is_finite

REACH = 26  # items between a subject and its verb
OLDEST = 120  # years
NAMES = tags.CAPITAL | tags.VERBATIM | tags.COMMA | tags.CONJUNCTION  # "John Doe, 23, and Jane Roe, 21"
ASIDE = 40  # items of the longest aside between a subject and its verb
PAIRS = {")": "(", "]": "[", **dict.fromkeys(("—", "–", "--", DASH), ("—", "–", "--", DASH))}
BEHIND = 12  # items between a verb and a subject behind it
BEFORE_NO_SUBJECT = tags.PREPOSITION | tags.OF | tags.ACTIVE | tags.JOINTLY | tags.INCLUDING
NEAR = 4  # items between a quantity and the noun it counts


def nobody(items: list[Item], trigger: Trigger) -> Finding | None:
    """ "No one was hurt", "no casualties": a finding of none; None when people were counted."""
    if trigger.forms & tags.TOLL:
        return None
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
        if bits & (tags.DETERMINER | tags.OF | tags.PREPOSITION) and not bits & tags.NEGATION:
            break
        if bits & tags.NEGATION:
            if any("grave" in item.cues for item in items[position + 1 : trigger.last + 1]):
                trigger.is_negated = True  # "no one had serious injuries": perhaps lighter ones
            if any(item.tags & tags.FUTURE for item in items[max(0, position - 2) : position]):
                return None  # "there will be no more kidnappings"
            is_part = any(item.tags & tags.GROUP for item in items[position + 1 : last])
            return none_of(items, trigger, position, is_part)
        if bits & tags.QUANTITY and position > 1 and items[position - 2].tags & tags.NEGATION:
            continue  # "none of the 12 passengers"
        if bits & (tags.EDGE | tags.QUANTITY | tags.SPEECH | tags.RELATIVE | tags.THING):
            break
    if trigger.forms & (tags.NOUN | tags.NONE):
        for position in range(last - 1, max(-1, last - BEHIND), -1):
            if "no result" in items[position].entry.cues:
                return none_of(items, trigger, position, False)
            if items[position].tags & (tags.EDGE | tags.QUANTITY | tags.SPEECH | tags.RELATIVE):
                break
    return None


def none_of(items: list[Item], trigger: Trigger, at: int, is_part: bool) -> Finding | None:
    """The finding of none whose word for it stands at `at`."""
    if trigger.is_unreal or trigger.is_negated:
        return None
    rule = f"none: “{items[at].word}”"
    quantity = Quantity(0, 0, Qualifier.EXACT)
    return Finding(trigger.kind, quantity, at, at, trigger.last, None, rule, is_part=is_part, trigger=trigger)


def counts_people(items: list[Item], chunk: Chunk, trigger: Trigger, is_close: bool = False) -> bool:
    """Whether a chunk can be what the trigger counts."""
    quantity = items[chunk.at].quantity
    if quantity is None or quantity.is_decade:
        return False
    if chunk.sort in ("people", "them"):
        return True
    if chunk.sort == "thing" or quantity.is_article:
        return False
    if chunk.sort == "unknown":
        return not trigger.is_strict and not is_year(items, chunk.at)
    return (not trigger.is_strict or is_close) and not is_year(items, chunk.at)


def chunk_until(items: list[Item], at: int, trigger: Trigger, lexicon: Lexicon) -> Chunk:
    """What a quantity before a trigger counts, cut where the verb begins: "57 | sustained injuries"."""
    chunk = chunk_at(items, at, lexicon)
    verb = trigger.group_start
    if chunk.sort != "unknown" or not at < verb < chunk.end:
        return chunk
    return Chunk(at, at + 1, None, "bare") if verb == at + 1 else Chunk(at, verb, verb - 1, "unknown")


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
        ):
            return None
        if item.tags & tags.PREPOSITION and not item.tags & (tags.ADVERB | tags.OF):
            return None
        if item.tags & tags.TRIGGER and not item.tags & (tags.PEOPLE | tags.NOUN | tags.STATE):
            return None
        position -= 1
        steps += 1
    else:
        return None
    if position < 0 or position in taken or is_subject_of_act(items, position, trigger):
        return None
    if is_finite(trigger) and part_before(items, position) is not None:
        return None  # "two of the five victims died": the verb's subject is the part
    if position and items[position - 1].tags & tags.FUTURE:
        return None  # « il y aura un blessé »
    if position and items[position - 1].tags & tags.INCREMENT and trigger.forms & tags.TOLL:
        return None
    chunk = chunk_until(items, position, trigger, lexicon)
    if is_noun and chunk.sort in ("bare", "unknown") and (chunk.end >= trigger.first or chunk.sort == "bare"):
        quantity = items[position].quantity
        if quantity is None or quantity.is_decade:
            return None
        is_dated = position and items[position - 1].tags & (tags.DETERMINER | tags.PREPOSITION | tags.OF)
        if chunk.sort == "unknown" and quantity.is_article and not lexicon.head_is_last:
            return None  # "un bras mort"
        if is_year(items, position) and (chunk.sort == "unknown" or is_dated):
            return None
        return Chunk(position, trigger.last + 1, trigger.last, "people")
    if chunk.sort == "people" and chunk.head is not None and chunk.head >= trigger.first:
        head = chunk.head if trigger.forms & tags.PARTICIPLE else trigger.last
        return Chunk(position, max(head, trigger.last) + 1, max(head, trigger.last), "people")
    if is_age(items, chunk) or (is_noun and lexicon.construct and chunk.sort == "people"):
        return None  # "thousands of mourners | the bodies of 4"
    return chunk if counts_people(items, chunk, trigger, is_close=True) else None


def is_vague(items: list[Item], at: int) -> bool:
    """Whether a quantity is "several" or the like, that alone can stand for people."""
    quantity = items[at].quantity
    return quantity is not None and quantity.qualifier is Qualifier.VAGUE


def is_age(items: list[Item], chunk: Chunk) -> bool:
    """Whether a bare number tells how old somebody is: "su hijo de 12"."""
    if chunk.sort not in ("bare", "unknown") or chunk.at < 2 or not items[chunk.at - 1].tags & tags.OF:
        return False
    quantity = items[chunk.at].quantity
    return bool(items[chunk.at - 2].tags & tags.PEOPLE) and quantity is not None and quantity.low < OLDEST


def is_subject_of_act(items: list[Item], at: int, trigger: Trigger) -> bool:
    """Whether the verb speaks of an act and not of its people: "funerals of fifty cadets were held"."""
    position = at - 1
    while position > 0 and items[position].tags & tags.DETERMINER and not items[position].tags & tags.OF:
        position -= 1
    if not is_finite(trigger) or position < 1 or not items[position].tags & tags.OF:
        return False
    return items[position - 1].tags & (tags.ACT | tags.PEOPLE) == tags.ACT


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
    closing = position
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
            # "varios fueron liberados", "two were taken to hospital"
            is_alone = bool(taken) or is_vague(items, position) or trigger.kind in (Kind.INJURED, Kind.HOSPITALISED)
            is_close = is_alone and chunk.end == trigger.group_start
            counts = counts_people(items, chunk, trigger, is_close) and not is_age(items, chunk)
            if not passed and chunk.sort == "them" and position > 1 and items[position - 1].tags & tags.COMMA:
                position -= 2  # "two men, one of them armed, tried to flee and were arrested"
                continue
            if position not in taken and counts and not is_aside(items, position):
                is_first = not passed and begins_clause(items, chunk, closing)
                if is_first or not has_other_subject(items, chunk, trigger, is_relative, start):
                    best = chunk
                if not governed(items, position):
                    return best
        elif item.tags & tags.COMMA and items[position + 1].tags & tags.INCLUDING:
            pass  # "7 people, including a lawyer were killed"
        elif is_second and item.tags & tags.ACTIVE:
            is_second = False
            position = before_verb(items, position) + 1
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
    return best if best is not None or closing == position else apposition(items, closing, lexicon, taken)


def begins_clause(items: list[Item], chunk: Chunk, end: int) -> bool:
    """Whether a chunk is what a clause begins with, so that the clause's second verb has it as its subject too."""
    if chunk.at and not items[chunk.at - 1].tags & (tags.EDGE | tags.SPEECH | tags.RELATIVE):
        return False
    return not any(item.tags & (tags.CONJUNCTION | tags.RELATIVE | tags.SPEECH) for item in items[chunk.end : end])


def before_all_of_them(items: list[Item], position: int) -> int:
    """Where the people stand of "four victims, all of them with gunshot wounds"."""
    all_of = position
    while all_of > 0 and (items[all_of].tags & (tags.OF | tags.THEM) or "exact" in items[all_of].entry.cues):
        all_of -= 1
    return all_of - 1 if all_of < position and items[all_of].tags & tags.COMMA else position


def part_before(items: list[Item], whole: int) -> int | None:
    """Where the part of a whole is counted, "two of the five"; None when the number at `whole` is no whole."""
    before = whole - 1
    if before > 0 and items[before].tags & tags.DETERMINER and not items[before].tags & tags.OF:
        before -= 1
    if before < 1 or not items[before].tags & tags.OF:
        return None
    part, of = items[before - 1].quantity, items[whole].quantity
    if before > 1 and items[before - 2].tags & tags.BE:
        return None  # "he was one of two men believed to have been killed"
    return before - 1 if part is not None and of is not None and part.low <= (of.high or part.low) else None


def counts_again(items: list[Item], closing: int) -> bool:
    """Whether an aside counts those before it once more: "ten others, six officers and four civilians, injured"."""
    return bool(items[opening_mark(items, closing) + 1].tags & (tags.QUANTITY | tags.INCLUDING))


def apposition(items: list[Item], closing: int, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The people that an aside counts of a subject without a number: "the victims, three men, were wounded"."""
    if closing < 0 or not items[closing].tags & tags.EDGE:
        return None
    at = opening_mark(items, closing) + 1
    if at < 2 or at in taken or not items[at].tags & tags.QUANTITY or not items[at - 2].tags & tags.PEOPLE:
        return None
    chunk = chunk_at(items, at, lexicon)
    return chunk if chunk.sort == "people" else None


def before_verb(items: list[Item], verb: int) -> int:
    """Where the subject of a verb stands past its auxiliaries and an aside: "two men, their chief too, had tried"."""
    for position in range(verb - 1, max(-1, verb - NEAR - 3), -1):
        if items[position].tags & tags.EDGE:
            return before_asides(items, position)
        if items[position].tags & (tags.PEOPLE | tags.QUANTITY):
            break
    return verb - 1


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
    opening = closing - 1
    while opening >= 0 and closing - opening <= REACH and not items[opening].tags & tags.EDGE:
        opening -= 1
    return opening


def open_relative(items: list[Item], closing: int) -> int | None:
    """The people whose relative clause only a comma closes: "a dozen dissidents who were to march, were arrested"."""
    for position in range(closing - 1, max(0, closing - REACH), -1):
        if items[position].tags & tags.EDGE:
            return None
        if items[position].tags & tags.RELATIVE and items[position - 1].tags & tags.PEOPLE:
            return position - 1
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


def governed(items: list[Item], at: int) -> bool:
    """Whether a preposition other than "of" stands right before the quantity."""
    return bool(at and items[at - 1].tags & tags.PREPOSITION and not items[at - 1].tags & tags.OF)


def has_other_subject(items: list[Item], chunk: Chunk, trigger: Trigger, is_relative: bool, start: int) -> bool:
    """Whether the verb has a nearer subject up to `start`: "20 men stood by while the girl was killed".

    A relative clause is about the people right before it: "20 men prayed for the miners who were killed".
    """
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


def is_served_by_next(items: list[Item], chunk: Chunk) -> bool:
    """Whether a verb of its own follows the chunk."""
    return chunk.end < len(items) and bool(items[chunk.end].tags & (tags.BE | tags.HAVE | tags.VERB))


def complement_of(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """What is counted after a noun for the act: "the deaths of 77 people", "the arrest in Paris of five men"."""
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
