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
from dataclasses import dataclass, field

from story import tags
from story.items import Item
from story.lexicon import Lexicon
from story.model import Kind, Qualifier
from story.quantity import Quantity

REACH = 26  # items between a subject and its verb
NEAR = 4  # items between a quantity and the noun it counts
TOLL_REACH = 28

VERBAL = tags.PARTICIPLE | tags.ACTIVE | tags.STATE
RUN_END = (
    tags.EDGE
    | tags.PREPOSITION
    | tags.CONJUNCTION
    | tags.BE
    | tags.HAVE
    | tags.QUANTITY
    | tags.RELATIVE
    | tags.INCLUDING
    | tags.SPEECH
    | tags.OF
    | tags.VERBATIM
    | tags.NEGATION
    | tags.PRONOUN
)


@dataclass(slots=True)
class Trigger:
    """A word for what happened, or two that are counted together ("killed or wounded"), at items first..last."""

    first: int
    last: int
    kind: Kind
    forms: int
    is_strict: bool
    word: str
    voice: str = ""  # passive, active or bare
    group_start: int = 0  # where its verb group begins, auxiliaries included
    is_negated: bool = False
    implied: int = 0  # "double murder" says its own number
    is_counted: bool = False  # "the number of people killed" made it a toll
    is_settled: bool = False  # "would be buried": whatever the tense, the people are dead
    is_unreal: bool = False  # an aim, a future, a threat: no claim unless it is a projection


@dataclass(slots=True)
class Chunk:
    """What a quantity counts: its run of words, the head noun and what that is."""

    at: int
    end: int  # first item after the run
    head: int | None
    sort: str  # people, them, thing, unknown, bare


@dataclass(slots=True)
class Finding:
    """One quantity with what happened to the people it counts."""

    kind: Kind
    quantity: Quantity
    at: int
    first: int
    last: int
    head: int | None
    rule: str
    is_part: bool = False
    superseded: bool = False
    trigger: Trigger | None = None
    cues: list[str] = field(default_factory=list)


def find_happenings(items: list[Item], lexicon: Lexicon) -> list[Finding]:
    """The findings of one sentence, in order of their quantities."""
    triggers = find_triggers(items, lexicon)
    if not triggers:
        return []
    taken: dict[int, Finding] = {}
    found: list[Finding] = []

    def take(trigger: Trigger, chunk: Chunk, rule: str, superseded: bool = False) -> Finding:
        quantity = items[chunk.at].quantity
        assert quantity is not None
        end = chunk.head if chunk.head is not None else chunk.at
        finding = Finding(
            trigger.kind,
            quantity,
            chunk.at,
            min(chunk.at, trigger.first),
            max(end, trigger.last),
            chunk.head,
            rule,
            is_part=chunk.sort == "them",
            superseded=superseded,
            trigger=trigger,
        )
        taken[chunk.at] = finding
        found.append(finding)
        return finding

    for trigger in triggers:
        zero = nobody(items, trigger)
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
    weak = [trigger for trigger in read if trigger.forms & tags.NOUN and items[trigger.last].tags & tags.PEOPLE]
    strong = [trigger for trigger in read if trigger not in weak]

    def try_each(triggers: list[Trigger], place: Place, forms: int, voices: tuple[str, ...], rule: str) -> None:
        for trigger in triggers:
            if trigger.forms & forms and trigger.voice in voices and not is_served(trigger, found):
                chunk = place(items, trigger, lexicon, taken)
                if chunk is not None:
                    take(trigger, chunk, rule.format(trigger.word))

    not_active, not_passive = ("passive", "bare", ""), ("active", "bare", "")
    try_each(strong, close_before, tags.NOUN | tags.STATE | tags.PARTICIPLE, not_active, "quantity before “{}”")
    try_each(strong, object_beside, tags.ACTIVE | tags.PARTICIPLE, not_passive, "object of “{}”")
    try_each(strong, complement_of, tags.ACT, not_active, "counted after “{}”")
    for trigger in strong:
        if trigger.forms & tags.TOLL:
            for chunk, old in toll_figures(items, trigger, lexicon, taken):
                take(trigger, chunk, f"figure of “{trigger.word}”", superseded=old)
    try_each(strong, subject_of, tags.STATE | tags.PARTICIPLE, not_active, "subject of “{}”")
    try_each(strong, object_of, tags.ACTIVE | tags.PARTICIPLE, not_passive, "object of “{}”")
    try_each(strong, subject_after, tags.STATE | tags.PARTICIPLE, not_active, "subject after “{}”")
    try_each(weak, close_before, tags.NOUN, not_active, "quantity before “{}”")
    if triggers:
        parts_of_a_noun(items, read, lexicon, taken, found)
    if found:
        share_triggers(items, lexicon, taken, found)
    return sorted(found, key=lambda finding: (finding.at, finding.first))


Place = Callable[[list[Item], Trigger, Lexicon, "dict[int, Finding]"], "Chunk | None"]


def is_served(trigger: Trigger, found: list[Finding]) -> bool:
    """Whether a trigger already has its quantity."""
    return any(finding.trigger is trigger for finding in found)


# ---------------------------------------------------------------- triggers


def find_triggers(items: list[Item], lexicon: Lexicon) -> list[Trigger]:
    """The triggers of a sentence, those counted together joined, each with its voice."""
    triggers: list[Trigger] = []
    words: set[str] | None = None
    for position, item in enumerate(items):
        forms, kind = item.tags & tags.TRIGGER, None
        if forms:
            kind = kind_of(item, forms)
        if not forms & ~tags.NONE:
            for rule_kind, nouns, beside in lexicon.conditional:
                if item.word in nouns:
                    if words is None:
                        words = {other.word for other in items} | {w for other in items for w in other.word.split(" ")}
                    if words & beside - {item.word}:
                        forms, kind = tags.NOUN, rule_kind
                        break
        if kind is None or (position and items[position - 1].tags & (tags.HYPOTHETICAL | tags.NOT_COUNTED)):
            continue
        trigger = Trigger(position, position, kind, forms, bool(item.tags & tags.STRICT), item.word)
        trigger.is_settled = bool(item.tags & tags.SETTLED)
        trigger.implied = item.entry.implied
        if forms & (VERBAL | tags.NOUN) and any(
            other.tags & tags.NUMBER_OF for other in items[max(0, position - 3) : position]
        ):
            trigger.forms = tags.TOLL
            trigger.is_counted = True
            triggers.append(trigger)
            continue
        previous = triggers[-1] if triggers else None
        if previous is not None and counted_together(items, previous, trigger):
            previous.kind = joint_kind(previous.kind, kind)
            previous.last = position
            previous.word = f"{previous.word} … {item.word}"
            previous.forms |= forms
            previous.is_strict &= trigger.is_strict
            continue
        triggers.append(trigger)
    for trigger in triggers:
        set_voice(items, trigger, lexicon)
    return triggers


def kind_of(item: Item, forms: int) -> Kind | None:
    """The kind of a trigger; a word in two kinds goes by its first form."""
    for kind in item.entry.forms.values():
        return kind
    return None


def counted_together(items: list[Item], one: Trigger, other: Trigger) -> bool:
    """Whether only "and", "or" and auxiliaries stand between two triggers, and no number of the second's own."""
    between = items[one.last + 1 : other.first]
    if not between or len(between) > 4:
        return False
    if not any(item.tags & tags.CONJUNCTION for item in between):
        return False
    if not all(
        item.tags & (tags.CONJUNCTION | tags.BE | tags.HAVE | tags.ADVERB | tags.DETERMINER | tags.OF)
        for item in between
    ):
        return False
    after = items[other.last + 1] if other.last + 1 < len(items) else None
    own_number = after is not None and after.tags & tags.QUANTITY and other.forms & (tags.ACTIVE | tags.PARTICIPLE)
    before = items[one.first - 1] if one.first else None
    if own_number and before is not None and before.tags & tags.QUANTITY:
        return False
    if one.kind is other.kind:
        return True
    return {one.kind, other.kind} in (
        {Kind.KILLED, Kind.INJURED},
        {Kind.KILLED, Kind.MISSING},
        {Kind.INJURED, Kind.HOSPITALISED},
        {Kind.CASUALTIES, Kind.INJURED},
        {Kind.CASUALTIES, Kind.KILLED},
    )


def joint_kind(one: Kind, other: Kind) -> Kind:
    """The kind of people counted together."""
    if one is other:
        return one
    return Kind.INJURED if Kind.HOSPITALISED in (one, other) else Kind.CASUALTIES


def set_voice(items: list[Item], trigger: Trigger, lexicon: Lexicon) -> None:
    """Set whether the verb is passive, active or bare, and where its group with the auxiliaries begins."""
    start = trigger.first
    be = have = False
    position = start - 1
    while position >= 0 and trigger.first - position <= 9:
        bits = items[position].tags
        if bits & tags.FUTURE and trigger.forms & VERBAL and not have and not trigger.is_settled:
            trigger.is_unreal = True
        if bits & tags.NEGATOR:
            trigger.is_negated = True
        elif bits & tags.BE:
            be = True
        elif bits & tags.HAVE:
            have = True
        elif bits & tags.TIME and (be or have) and not bits & tags.CAPITAL:
            pass
        elif bits & tags.CONJUNCTION and not be and not have and shares_auxiliary(items, position):
            position -= 1
            continue
        elif bits & tags.ADVERB and not bits & (tags.PEOPLE | tags.CONJUNCTION):
            position -= 1
            continue
        else:
            break
        start = position
        position -= 1
    trigger.group_start = start
    if trigger.forms & tags.ACTIVE and is_purpose(items, trigger):
        trigger.is_unreal = True
    if trigger.forms & tags.PARTICIPLE:
        trigger.voice = "passive" if be else "active" if have else "bare"
        if trigger.voice == "bare" and has_object(items, trigger, lexicon):
            trigger.voice = "active"
    elif trigger.forms & (tags.STATE | tags.NOUN):
        trigger.voice = "passive" if be or have else "bare"


def shares_auxiliary(items: list[Item], conjunction: int) -> bool:
    """Whether a verb before "and" has the auxiliary of the one after it: "had been ambushed and abducted"."""
    verb = conjunction - 1
    if verb < 1 or items[verb].tags & ~(tags.PARTICIPLE | tags.STATE | tags.STRICT | tags.NOUN | tags.ADVERB):
        return False
    if not items[verb - 1].tags & (tags.BE | tags.HAVE):
        return False
    items[verb].tags |= tags.ADVERB
    return True


def is_purpose(items: list[Item], trigger: Trigger) -> bool:
    """Whether an infinitive is only an aim: "in order to kill two leaders", but not "managed to arrest two"."""
    position = trigger.first - 1
    while position >= 0 and items[position].tags & tags.ADVERB and not items[position].tags & tags.PURPOSE:
        position -= 1
    if position < 0 or not items[position].tags & tags.PURPOSE:
        return False
    return not (position and items[position - 1].tags & tags.ACHIEVED)


def has_object(items: list[Item], trigger: Trigger, lexicon: Lexicon) -> bool:
    """Whether a bare participle is followed by its object, so that it is a past tense: "killed 77", "killed the"."""
    after = trigger.last + 1
    while after < len(items) and items[after].tags & tags.ADVERB and not items[after].tags & tags.TIME:
        after += 1
    if after >= len(items):
        return False
    bits = items[after].tags
    if bits & tags.QUANTITY:
        return chunk_at(items, after, lexicon).sort != "thing"
    if bits & (tags.TIME | tags.PREPOSITION | tags.EDGE | tags.CONJUNCTION | tags.INCLUDING):
        return False
    return bool(bits & (tags.DETERMINER | tags.CAPITAL | tags.PEOPLE | tags.INDEFINITE))


def nobody(items: list[Item], trigger: Trigger) -> Finding | None:
    """ "No one was hurt", "no casualties": a finding of none; None when people were counted."""
    last = trigger.group_start if trigger.forms & (tags.PARTICIPLE | tags.STATE) else trigger.first
    for position in range(last - 1, max(-1, last - 4), -1):
        bits = items[position].tags
        if bits & (tags.DETERMINER | tags.OF | tags.PREPOSITION) and not bits & tags.NEGATION:
            break
        if bits & tags.NEGATION:
            if trigger.is_unreal:
                return None
            quantity = Quantity(0, 0, Qualifier.EXACT)
            people = items[position + 1 : last]
            is_part = any(item.tags & tags.GROUP for item in people)
            return Finding(
                trigger.kind,
                quantity,
                position,
                position,
                trigger.last,
                None,
                f"none: “{items[position].word}”",
                is_part=is_part,
                trigger=trigger,
            )
        if bits & (tags.EDGE | tags.QUANTITY | tags.SPEECH | tags.RELATIVE | tags.THING):
            break
    return None


# ---------------------------------------------------------------- chunks


def chunk_at(items: list[Item], at: int, lexicon: Lexicon) -> Chunk:
    """What the quantity at `at` counts."""
    position = at + 1
    if position < len(items) and items[position].tags & tags.OF:
        position += 1
        while position < len(items) and items[position].tags & tags.DETERMINER and not items[position].tags & tags.THEM:
            position += 1
    if position < len(items) and items[position].tags & tags.INCLUDING and items[position].tags & tags.THEM:
        return Chunk(at, position + 1, position, "them")
    is_part = any(item.tags & tags.DETERMINER for item in items[at + 1 : position])
    run: list[int] = []
    while position < len(items) and len(run) < 6:
        bits = items[position].tags
        if bits & tags.THEM and not run:
            return Chunk(at, position + 1, position, "them")
        if bits & RUN_END and not bits & tags.PEOPLE:
            break
        if bits & (tags.NOUN | tags.PARTICIPLE) and is_part and not run and not qualifies_people(items, position):
            return Chunk(at, position + 1, position, "them")
        if bits & tags.TRIGGER and not bits & tags.PEOPLE and not (is_part and not run):
            break
        run.append(position)
        position += 1
    known = [index for index in run if items[index].tags & (tags.PEOPLE | tags.THING)]
    if known:
        head = known[-1] if lexicon.head_is_last else known[0]
        return Chunk(at, head + 1, head, "people" if items[head].tags & tags.PEOPLE else "thing")
    named = [index for index in run if not items[index].tags & (tags.ADVERB | tags.TIME | tags.DETERMINER)]
    if not named:
        return Chunk(at, at + 1, None, "bare")
    head = named[-1] if lexicon.head_is_last else named[0]
    return Chunk(at, run[-1] + 1, head, "unknown")


def qualifies_people(items: list[Item], position: int) -> bool:
    """Whether a trigger stands as an adjective before a noun for people: "the captured children"."""
    if items[position].tags & tags.PEOPLE:
        return True
    return position + 1 < len(items) and bool(items[position + 1].tags & tags.PEOPLE)


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


def is_year(items: list[Item], at: int) -> bool:
    """Whether four bare digits may be a year; with a noun for people behind them they never are."""
    quantity = items[at].quantity
    if quantity is None or not quantity.is_bare_digits or not 1800 <= quantity.low <= 2100:
        return False
    if items[at].end - items[at].start != 4:
        return False
    return True


# ---------------------------------------------------------------- places where people are counted


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
    if position < 0 or position in taken:
        return None
    if position and items[position - 1].tags & tags.INCREMENT and trigger.forms & tags.TOLL:
        return None
    chunk = chunk_at(items, position, lexicon)
    if is_noun and chunk.sort in ("bare", "unknown") and (chunk.end >= trigger.first or chunk.sort == "bare"):
        quantity = items[position].quantity
        if quantity is None or quantity.is_decade:
            return None
        is_dated = position and items[position - 1].tags & (tags.DETERMINER | tags.PREPOSITION | tags.OF)
        if is_year(items, position) and (chunk.sort == "unknown" or is_dated):
            return None
        return Chunk(position, trigger.last + 1, trigger.last, "people")
    if chunk.sort == "people" and chunk.head is not None and chunk.head >= trigger.first:
        return Chunk(position, trigger.last + 1, trigger.last, "people")
    return chunk if counts_people(items, chunk, trigger, is_close=True) else None


def subject_of(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The counted subject of a passive or intransitive verb, past what stands between them."""
    position = trigger.group_start - 1
    is_finite = trigger.voice == "passive" or (trigger.forms & tags.STATE and not trigger.forms & tags.NOUN)
    if position >= 0 and items[position].tags & tags.RELATIVE:
        position -= 1
    position = before_asides(items, position) if is_finite else position
    best: Chunk | None = None
    steps, limit = 0, REACH if is_finite else NEAR
    while position >= 0 and steps <= limit:
        item = items[position]
        if item.tags & tags.QUANTITY:
            chunk = chunk_at(items, position, lexicon)
            if position not in taken and counts_people(items, chunk, trigger) and not is_aside(items, position):
                if not has_other_subject(items, chunk, trigger):
                    best = chunk
                if not governed(items, position):
                    return best
        elif item.tags & tags.COMMA and items[position + 1].tags & tags.INCLUDING:
            pass  # "7 people, including a lawyer were killed"
        elif item.tags & (tags.EDGE | tags.SPEECH | tags.ACCORDING):
            break
        elif item.tags & (tags.ACTIVE | tags.BE) and not item.tags & tags.PEOPLE:
            break
        position -= 1
        steps += 1
    return best


def before_asides(items: list[Item], position: int) -> int:
    """Where the subject stands when asides between commas or brackets separate it from its verb."""
    for _ in range(3):
        if position < 0 or not items[position].tags & tags.EDGE:
            return position
        opening = position - 1
        while opening >= 0 and position - opening <= 26 and not items[opening].tags & tags.EDGE:
            opening -= 1
        # a list inside the aside: "including a priest, two nuns and a child, were killed"
        probe = opening
        while probe >= 0 and position - probe <= 40:
            if (
                items[probe].tags & tags.EDGE
                and probe + 1 < len(items)
                and items[probe + 1].tags & (tags.INCLUDING | tags.RELATIVE)
            ):
                opening = probe
                break
            probe -= 1
        if opening < 0 or not items[opening].tags & tags.EDGE:
            return position
        position = opening - 1
    return position


def is_aside(items: list[Item], at: int) -> bool:
    """Whether a quantity is introduced by "including" or the like."""
    for position in range(at - 1, max(-1, at - 3), -1):
        if items[position].tags & tags.INCLUDING:
            return True
        if not items[position].tags & (tags.ADVERB | tags.DETERMINER):
            return False
    return False


def governed(items: list[Item], at: int) -> bool:
    """Whether a preposition other than "of" stands right before the quantity."""
    return bool(at and items[at - 1].tags & tags.PREPOSITION and not items[at - 1].tags & tags.OF)


def has_other_subject(items: list[Item], chunk: Chunk, trigger: Trigger) -> bool:
    """Whether another noun stands between the chunk and the verb as the verb's own subject: "20 men stood while the girl was killed"."""
    for position in range(chunk.end, trigger.group_start - 1):
        if items[position].tags & tags.DETERMINER and not items[position - 1].tags & (
            tags.PREPOSITION | tags.OF | tags.ACTIVE
        ):
            if any(item.tags & (tags.PEOPLE | tags.THING) for item in items[position + 1 : position + 4]):
                return True
    return False


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
        if bits & (tags.PREPOSITION | tags.TIME):
            in_phrase = True
        elif bits & (tags.ADVERB | tags.OF) or (bits & tags.DETERMINER and (in_phrase or steps == 0)):
            pass
        elif in_phrase and not bits & (
            tags.EDGE | tags.TRIGGER | tags.CONJUNCTION | tags.RELATIVE | tags.BE | tags.HAVE | tags.SPEECH
        ):
            pass
        else:
            return None
        position += 1
        steps += 1
    return None


def object_beside(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The counted object right after an active verb."""
    position = trigger.last + 1
    if position >= len(items) or not items[position].tags & tags.QUANTITY or position in taken:
        return None
    chunk = chunk_at(items, position, lexicon)
    return chunk if counts_people(items, chunk, trigger, is_close=True) else None


def subject_after(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """An inverted subject: "dans lesquelles ont péri 174 soldats", "also arrested were three men"."""
    position = trigger.last + 1
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
    has_of = bool(items[trigger.last].tags & tags.OF) or items[trigger.last].word.endswith(
        (" of", " for", " to", " to the")
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
        elif bits & tags.PREPOSITION or (bits & tags.EDGE and items[position].word == "," and not has_of):
            in_place, has_of = True, False
        elif bits & (tags.TRIGGER | tags.EDGE | tags.BE | tags.HAVE | tags.SPEECH | tags.RELATIVE):
            return None
        elif not bits & (tags.DETERMINER | tags.ADVERB) and not in_place and has_of:
            return None
        position += 1
        steps += 1
    return None


def toll_figures(
    items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]
) -> list[tuple[Chunk, bool]]:
    """The figures of a toll, each with whether it is the old one: "rose to 77 from 73"."""
    figures: list[tuple[Chunk, bool]] = []
    if trigger.is_counted:
        # "porte à 38 le nombre de militaires tués"
        for position in range(max(0, trigger.first - 7), trigger.first - 1):
            if items[position].tags & tags.QUANTITY and position not in taken:
                between = items[position + 1 : trigger.first]
                if any(item.tags & tags.NUMBER_OF for item in between[:3]):
                    return [(Chunk(position, position + 1, None, "bare"), False)]
    position = trigger.last + 1
    while position < len(items) and position - trigger.last <= TOLL_REACH:
        item = items[position]
        if item.tags & tags.QUANTITY and position not in taken:
            quantity, before = item.quantity, items[position - 1]
            chunk = chunk_at(items, position, lexicon)
            linked = bool(before.tags & (tags.TOLL_LINK | tags.ADVERB | tags.COMMA)) or position == trigger.last + 1
            linked = linked or bool(
                quantity and quantity.qualifier is not Qualifier.EXACT and before.tags & (tags.BE | tags.PREPOSITION)
            )
            linked = linked or (quantity is not None and quantity.is_decade)
            old = "superseded" in before.cues
            is_step = bool(before.tags & tags.INCREMENT) and not before.tags & tags.ADVERB
            dated = is_year(items, position) and not before.tags & tags.TOLL_LINK
            if (
                (linked or old)
                and not is_step
                and not dated
                and chunk.sort != "thing"
                and quantity is not None
                and not quantity.is_article
            ):
                if chunk.sort == "unknown":
                    chunk = Chunk(position, position + 1, None, "bare")
                figures.append((chunk, old))
                if not old:
                    break
        elif item.tags & tags.BREAK and item.word not in (":", "(", ")", '"', "“", "”", "«", "»"):
            break
        elif item.tags & (tags.VERB | tags.TOLL) and not item.tags & tags.TOLL_LINK and position > trigger.last + 1:
            break
        position += 1
    if figures and not figures[-1][1]:
        # "to 77 from 73"
        at = figures[-1][0].end
        for position in range(at, min(at + 5, len(items) - 1)):
            if "superseded" in items[position].cues and items[position + 1].tags & tags.QUANTITY:
                chunk = chunk_at(items, position + 1, lexicon)
                if chunk.sort != "thing" and not is_year(items, position + 1):
                    figures.append((chunk, True))
                break
    return figures if any(not old for _, old in figures) else figures[:1]


# ---------------------------------------------------------------- quantities that share a trigger


def parts_of_a_noun(
    items: list[Item], triggers: list[Trigger], lexicon: Lexicon, taken: dict[int, Finding], found: list[Finding]
) -> None:
    """ "Among the dead were 11 men and 18 women", "the arrests included 32 people": parts of a toll not given here."""
    for trigger in triggers:
        if not trigger.forms & (tags.NOUN | tags.PARTICIPLE) or trigger.voice == "active" or is_served(trigger, found):
            continue
        before = items[max(0, trigger.first - 3) : trigger.first]
        is_among = any(item.tags & tags.AMONG for item in before)
        for position in range(trigger.last + 1, min(len(items), trigger.last + 22)):
            bits = items[position].tags
            if bits & tags.QUANTITY and (is_among or is_aside(items, position)):
                chunk = chunk_at(items, position, lexicon)
                quantity = items[position].quantity
                if position not in taken and chunk.sort in ("people", "them") and quantity is not None:
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


def share_triggers(items: list[Item], lexicon: Lexicon, taken: dict[int, Finding], found: list[Finding]) -> None:
    """Give quantities beside a joined one its trigger: lists, "including 17 foreigners", "five of whom"."""
    chunks = {at: chunk_at(items, at, lexicon) for at, item in enumerate(items) if item.tags & tags.QUANTITY}
    changed = True
    while changed:
        changed = False
        for at, chunk in chunks.items():
            if at in taken or items[at].quantity is None:
                continue
            finding = neighbour(items, chunk, chunks, taken, found)
            if finding is None:
                continue
            owner, rule, is_part = finding
            quantity = items[at].quantity
            assert quantity is not None
            if quantity.is_decade:
                continue
            head = chunk.head if chunk.head is not None else at
            new = Finding(
                owner.kind,
                quantity,
                at,
                min(owner.first, at) if owner.first > at else at,
                max(head, at),
                chunk.head,
                rule,
                is_part=is_part or chunk.sort == "them",
                trigger=owner.trigger,
                superseded=False,
            )
            trigger = owner.trigger
            if trigger is not None:
                new.first, new.last = (
                    min(new.first, at, trigger.first),
                    max(new.last, trigger.last if trigger.last > at else new.last),
                )
            taken[at] = new
            found.append(new)
            changed = True


def neighbour(
    items: list[Item], chunk: Chunk, chunks: dict[int, Chunk], taken: dict[int, Finding], found: list[Finding]
) -> tuple[Finding, str, bool] | None:
    """The finding whose trigger a chunk shares, the rule that says so, and whether it counts a part."""
    at = chunk.at
    if chunk.sort == "thing":
        return None
    if is_aside(items, at):
        if chunk.sort == "unknown" and is_year(items, at):
            return None
        before = [f for f in found if f.at < at and at - f.at < 40] or [
            f for f in found if f.at > at and f.at - at < 20
        ]
        if before:
            owner = max(before, key=lambda f: f.at) if before[0].at < at else before[0]
            if owner.quantity.low != 0 or owner.quantity.qualifier is Qualifier.UP_TO:
                return owner, f"part of the figure of “{items[owner.first].word}”", True
        return None
    if chunk.sort == "them":
        before = [f for f in found if f.at < at and at - f.at < 30]
        if before and at and items[at - 1].tags & (tags.COMMA | tags.CONJUNCTION | tags.BREAK):
            return before[-1], "part of the figure before it", True
    # a list: the chunk right before or after, with only "and" and commas between
    if chunk.sort not in ("people", "them"):
        return None
    for other_at, finding in taken.items():
        other = chunks.get(other_at)
        if other is None or finding.trigger is None or finding.superseded:
            continue
        trigger = finding.trigger
        if other_at < at and trigger.first <= other_at and joined(items, other.end, at):
            return finding, f"in a list after “{trigger.word}”", finding.is_part
        if other_at < trigger.last < at and jointly(items, trigger.last + 1, at):
            return finding, f"together with the subject of “{trigger.word}”", True
        if other_at > at and trigger.last >= other_at and trigger.first > at and joined(items, chunk.end, other_at):
            return finding, f"in a list before “{trigger.word}”", finding.is_part
    return None


def joined(items: list[Item], start: int, end: int) -> bool:
    """Whether only commas, "and" and possessives stand between two chunks."""
    if end <= start or end - start > 4:
        return False
    between = items[start:end]
    return any(item.tags & (tags.COMMA | tags.CONJUNCTION) for item in between) and all(
        item.tags & (tags.COMMA | tags.CONJUNCTION | tags.DETERMINER) for item in between
    )


def jointly(items: list[Item], start: int, end: int) -> bool:
    """Whether "as well as" and nothing more stands between a verb and a further chunk."""
    between = items[start:end]
    return len(between) <= 3 and any(item.tags & tags.JOINTLY for item in between)
