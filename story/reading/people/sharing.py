"""Quantities that share a trigger: lists, "including 17 foreigners", "five of whom", "among the dead were 11 men"."""

from __future__ import annotations

from story.model import Kind, Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.people.breakdowns import break_down
from story.reading.people.chunks import Chunk, chunk_at, counts_attackers, is_aside, is_year
from story.reading.people.findings import Finding
from story.reading.people.lists import joined, joined_past_aside, listed_after
from story.reading.people.triggers import Trigger

NEXT_PLACE = 9  # items between a figure and the next place's
ASIDE_REACH = 40  # items between a figure and its "including"


def parts_of_a_noun(
    items: list[Item], triggers: list[Trigger], lexicon: Lexicon, taken: dict[int, Finding], found: list[Finding]
) -> None:
    """ "Among the dead were 11 men and 18 women", "the arrests included 32 people": parts of a toll not given here."""
    for trigger in triggers:
        if not trigger.forms & (tags.NOUN | tags.PARTICIPLE | tags.ACTIVE):
            continue
        before = items[max(0, trigger.first - 3) : trigger.first]
        has_figure = trigger.is_served or any(at in taken for at in range(max(0, trigger.first - 2), trigger.first))
        if has_figure and not any(item.tags & tags.AMONG for item in before):
            continue  # "the 19 hostages, including five Germans, were freed": of those that were freed
        is_of = trigger.last + 2 < len(items) and is_led_by_of(items, trigger)
        is_among = is_of or any(item.tags & tags.AMONG for item in before)
        for position in range(trigger.last + 1, min(len(items), trigger.last + 22)):
            bits = items[position].tags
            if bits & tags.QUANTITY and (is_among or is_aside(items, position)):
                chunk = chunk_at(items, position, lexicon)
                quantity = items[position].quantity
                is_bare = is_of and chunk.sort == "bare" and position == trigger.last + 2
                if position not in taken and (chunk.sort in ("people", "them") or is_bare) and quantity is not None:
                    head = chunk.head if chunk.head is not None else position
                    part = Finding(
                        trigger.kind,
                        quantity,
                        position,
                        trigger.first,
                        head,
                        chunk.head,
                        f"among “{trigger.word}”",
                        is_part=True,
                        trigger=trigger,
                    )
                    taken[position] = part
                    found.append(part)
                break
            if bits & tags.TRIGGER & ~tags.ACT and not bits & tags.PEOPLE:
                break


def is_led_by_of(items: list[Item], trigger: Trigger) -> bool:
    """Whether a sentence or clause begins with "of the dead," or "among those killed," and goes on with how many."""
    of = trigger.first - 1
    while of > 0 and items[of].tags & (tags.DETERMINER | tags.THEM) and not items[of].tags & (tags.OF | tags.AMONG):
        of -= 1
    is_definite = items[trigger.first - 1].tags & (tags.DETERMINER | tags.THEM)
    is_led = of >= 0 and bool(items[of].tags & tags.AMONG or (items[of].tags & tags.OF and is_definite))
    is_first = of == 0 or bool(items[of - 1].tags & (tags.EDGE | tags.CONJUNCTION))
    return is_led and is_first and bool(items[trigger.last + 1].tags & tags.COMMA)


def share_triggers(items: list[Item], lexicon: Lexicon, taken: dict[int, Finding], found: list[Finding]) -> None:
    """Give quantities beside a joined one its trigger: lists, "including 17 foreigners", "five of whom".

    A few passes that look back or ahead by one, so that the cost stays linear in the sentence.
    """
    chunks = [
        chunk_at(items, at, lexicon)
        for at, item in enumerate(items)
        if item.tags & tags.QUANTITY
        and not (at and items[at - 1].tags & (tags.PREPOSITION | tags.ADVERB) and is_year(items, at))
    ]
    if len(chunks) < 2:
        return
    share_forwards(items, chunks, taken, found)
    known = len(found)
    after: Finding | None = None
    following: Chunk | None = None
    for number in range(len(chunks) - 1, -1, -1):
        chunk = chunks[number]
        if chunk.at not in taken:
            share(items, chunk, shared_with_after(items, chunk, following, after, taken), taken, found)
        after = taken.get(chunk.at, after)
        following = chunk if chunk.at in taken else following
    if len(found) > known:
        share_forwards(items, chunks, taken, found)
    break_down(items, chunks, taken, found)


def share_forwards(items: list[Item], chunks: list[Chunk], taken: dict[int, Finding], found: list[Finding]) -> None:
    """Give quantities what the figure before them says happened."""
    before: Finding | None = None
    whole: Chunk | None = None  # the last figure that is no part of another
    for number, chunk in enumerate(chunks):
        if chunk.at not in taken:
            last = chunks[number - 1] if number else None
            share(items, chunk, shared_with_before(items, chunk, last, whole, before, taken), taken, found)
        before = taken.get(chunk.at, before)
        if before is not None and before.at == chunk.at and not before.is_part:
            whole = chunk


Share = tuple[Finding, str, bool]  # whose trigger, the rule that says so, whether a part is counted


def share(
    items: list[Item], chunk: Chunk, shared: Share | None, taken: dict[int, Finding], found: list[Finding]
) -> None:
    """Make a finding of a chunk that shares another's trigger."""
    quantity = items[chunk.at].quantity
    if shared is None or quantity is None or quantity.is_decade:
        return
    owner, rule, is_part = shared
    first, last = chunk.at, max(chunk.at, chunk.head if chunk.head is not None else chunk.at)
    if owner.trigger is not None:
        first, last = min(first, owner.trigger.first), max(last, owner.trigger.last)
    finding = Finding(
        owner.kind,
        quantity,
        chunk.at,
        first,
        last,
        chunk.head,
        rule,
        is_part or chunk.sort == "them",
        trigger=owner.trigger,
    )
    taken[chunk.at] = finding
    found.append(finding)


def is_more(items: list[Item], chunk: Chunk, whole: Finding) -> bool:
    """Whether a figure is too large to be a part of another: no "8 people including 4 soldiers and another 19"."""
    part, limit = items[chunk.at].quantity, whole.quantity.high or whole.quantity.low
    return part is not None and part.low > limit and whole.quantity.qualifier is not Qualifier.VAGUE


def shared_with_before(
    items: list[Item],
    chunk: Chunk,
    last: Chunk | None,
    whole: Chunk | None,
    before: Finding | None,
    taken: dict[int, Finding],
) -> Share | None:
    """What a chunk shares with the finding before it; `last` is the chunk before, `whole` the last that is no part."""
    at = chunk.at
    if before is None or before.trigger is None or chunk.sort == "thing":
        return None
    # "in the 70s, two diplomats, one of them based in Bamako": of the diplomats, not of the dead
    is_of_others = last is not None and last.sort == "people" and last.at not in taken
    if is_aside(items, at):
        if (chunk.sort == "unknown" and is_year(items, at)) or at - before.at >= ASIDE_REACH:
            return None
        if before.quantity.high == 0 or is_of_others or is_more(items, chunk, before):
            return None
        return before, f"part of the figure of “{before.trigger.word}”", True
    if (
        chunk.sort == "them"
        and not is_of_others
        and at - before.at < ASIDE_REACH
        and items[at - 1].tags & (tags.EDGE | tags.CONJUNCTION)
    ):
        return before, "part of the figure before it", True
    if chunk.sort == "bare" and is_degree(items, at) and before.kind in (Kind.INJURED, Kind.HOSPITALISED):
        return before, f"part of the figure of “{before.trigger.word}”", True
    if chunk.sort == "bare" and is_said_alone(items, at) and not before.superseded and before.quantity.high != 0:
        return before, f"what another says of “{before.trigger.word}”", False
    divides = items[at - 1].tags & (tags.COMMA | tags.BE)
    if divides and at - before.last < NEXT_PLACE and is_whole_of(items, before):
        return before, f"of those of “{before.trigger.word}”", True
    if last is not None and last.at in taken and at - before.last < NEXT_PLACE:
        other = elsewhere(items, chunk) or ("place" if is_paired(items, last, chunk) else None)
        if other is not None:
            return before, f"in another {other} than the figure of “{before.trigger.word}”", other == "place"
    if chunk.sort not in ("people", "them") or before.superseded or last is None or last.at not in taken:
        return None
    trigger = before.trigger
    if trigger.forms & tags.TOLL and not before.is_part:
        return None
    is_listed = joined(items, last.end, at) or listed_after(items, last.end, chunk)
    if (
        (trigger.first <= last.at or last.at < trigger.first < last.end or precedes(items, last.end, at, trigger))
        and is_listed
        and not has_own_verb(items, chunk)
    ):
        if before.is_part and whole is not None and is_more(items, chunk, taken[whole.at]):
            return None
        return before, f"in a list after “{trigger.word}”", before.is_part
    if whole is not None and trigger.first <= whole.at and joined_past_aside(items, whole.end, at):
        return taken[whole.at], f"in a list after “{trigger.word}”", False
    if before.at < trigger.last < at and jointly(items, trigger.last + 1, at):
        return before, f"together with the subject of “{trigger.word}”", not counts_attackers(items, chunk)
    return None


def shared_with_after(
    items: list[Item], chunk: Chunk, following: Chunk | None, after: Finding | None, taken: dict[int, Finding]
) -> Share | None:
    """What a chunk shares with the finding after it."""
    if after is None or after.trigger is None or chunk.sort == "thing":
        return None
    trigger = after.trigger
    if is_aside(items, chunk.at):
        if any(item.tags & tags.SPEECH for item in items[chunk.at : after.at]):
            return None  # "two diplomats, including one in the capital, said that 70 …": of those who speak
        if after.at - chunk.at < ASIDE_REACH // 2 and trigger.first > chunk.at and after.quantity.high != 0:
            return after, f"part of the figure of “{trigger.word}”", True
        return None
    if following is not None and is_some_of(items, chunk, following, trigger):
        return after, f"some of those of “{trigger.word}”", True
    if chunk.sort not in ("people", "them") or after.superseded or following is None or following.at not in taken:
        return None
    if following.sort == "them" or (following.sort == "bare" and items[chunk.end].tags & tags.COMMA):
        return None  # "a blast hit 12 workers, three of whom died", "had 300 passengers, and 120 were rescued"
    if after.head == trigger.last:
        return None  # "600 protesters and 12 arrests": the noun is counted itself
    if (
        trigger.last >= following.at
        and trigger.first > chunk.at
        and (joined(items, chunk.end, following.at) or joined_past_aside(items, chunk.end, following.at))
    ):
        return after, f"in a list before “{trigger.word}”", after.is_part
    return None


def is_some_of(items: list[Item], chunk: Chunk, whole: Chunk, trigger: Trigger) -> bool:
    """Whether a number counts some of a counted noun: "six of the 13 victims", "6 delle 13 vittime"."""
    between = items[chunk.at + 1 : whole.at]
    if not 0 < len(between) < 3 or not trigger.forms & tags.NOUN or not between[0].tags & tags.OF:
        return False
    return any(item.tags & tags.DETERMINER for item in between) and trigger.first > whole.at


def is_degree(items: list[Item], at: int) -> bool:
    """Whether a bare number says only how badly some were hurt: "five people were wounded, two critically"."""
    if at < 1 or at + 1 >= len(items) or not items[at - 1].tags & (tags.EDGE | tags.CONJUNCTION):
        return False
    return "degrees" in items[at + 1].cues


def is_said_alone(items: list[Item], at: int) -> bool:
    """Whether a bare number is all that somebody says: "the army speaks of 14 dead, the rebels say 60"."""
    if not items[at - 1].tags & tags.SPEECH or is_year(items, at):
        return False
    return (
        at + 1 == len(items) or bool(items[at + 1].tags & (tags.EDGE | tags.CONJUNCTION)) or items[at + 1].word == "."
    )


def precedes(items: list[Item], start: int, at: int, trigger: Trigger) -> bool:
    """Whether "and" joins a chunk to another before their verb: "the victims, 12 men and three women, were killed"."""
    return at < trigger.first and any(item.tags & tags.CONJUNCTION for item in items[start:at])


def is_whole_of(items: list[Item], finding: Finding) -> bool:
    """Whether a sentence begins by dividing a figure: "of the 77 killed, 20 were …"."""
    position = finding.first - 1
    while position >= 0 and items[position].tags & tags.DETERMINER and not items[position].tags & tags.OF:
        position -= 1
    if position < 0 or not (items[position].tags & (tags.OF | tags.AMONG) or "out_of" in items[position].entry.cues):
        return False
    return not position or bool(items[position - 1].tags & tags.EDGE)


def elsewhere(items: list[Item], chunk: Chunk) -> str | None:
    """What a bare number has of its own, a place or a time: "176 deaths in Mexico, one in Texas", "290 in 2010"."""
    at = chunk.at
    is_further = chunk.sort == "people" and chunk.head == at + 1 and not items[at + 1].tags & tags.GROUP
    if chunk.sort != "bare" and not is_further:
        return None
    if at < 1 or is_year(items, at):
        return None
    is_led = at > 2 and items[at - 3].tags & (tags.COMMA | tags.CONJUNCTION) and items[at - 2].tags & tags.PREPOSITION
    if is_led and items[at - 1].tags & tags.CAPITAL and not items[at - 1].tags & (tags.TIME | tags.MONTH):
        return "place"  # "getötet, in Hama vier"
    if not items[at - 1].tags & (tags.EDGE | tags.CONJUNCTION):
        return None
    at = chunk.end - 1  # "four others in Hama"
    if at + 2 >= len(items):
        return None
    if items[at + 1].tags & tags.TIME:
        return "time"
    if not items[at + 1].tags & tags.PREPOSITION:
        return "time" if items[at + 1].tags & tags.ADVERB and is_year(items, at + 2) else None
    name = at + 3 if items[at + 2].tags & tags.DETERMINER and at + 3 < len(items) else at + 2
    if items[name].tags & (tags.TIME | tags.MONTH) or is_year(items, name):
        return "time"
    return "place" if items[name].tags & tags.CAPITAL else None


def is_paired(items: list[Item], one: Chunk, other: Chunk) -> bool:
    """Whether two figures stand before the same preposition: "14 in the north and nine in the south"."""
    if (
        other.sort != "bare"
        or not items[other.at - 1].tags & (tags.COMMA | tags.CONJUNCTION)
        or is_year(items, other.at)
    ):
        return False
    if max(one.end, other.end) >= len(items) or items[one.end].word != items[other.end].word:
        return False
    return bool(items[one.end].tags & tags.PREPOSITION) and other.at - one.end < NEXT_PLACE


def jointly(items: list[Item], start: int, end: int) -> bool:
    """Whether "as well as" and nothing more stands between a verb and a further chunk."""
    between = items[start:end]
    return len(between) <= 3 and any(item.tags & tags.JOINTLY for item in between)


def has_own_verb(items: list[Item], chunk: Chunk) -> bool:
    """Whether an auxiliary follows, or they speak: "killing 12, a doctor said"."""
    return chunk.end < len(items) and bool(items[chunk.end].tags & (tags.BE | tags.HAVE | tags.SPEECH))
