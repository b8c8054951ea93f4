"""The words of a sentence that say what happened to people, each with its voice and what it is counted with."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from story.model import Kind
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.people.chunks import chunk_at
from story.reading.people.telling import follows_number_of, is_demanded, is_illness, is_play, said_at
from story.reading.people.wounds import carrier_of, of_one_clause, tells_wounds

MOST = 80  # words for what happened in one sentence; no journalist writes so many
ADVERBS = 3  # between an auxiliary and its participle
NEW_CLAUSE = tags.EDGE | tags.QUANTITY | tags.CONJUNCTION | tags.RELATIVE
NO_ADVERB = tags.TIME | tags.PREPOSITION
HURT = frozenset((Kind.INJURED, Kind.CASUALTIES))  # what sport does to its players
VERBAL = tags.PARTICIPLE | tags.ACTIVE | tags.STATE


@dataclass(slots=True, eq=False)
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
    clause: int = 0  # where its clause begins, and its finite half (-1: none) stands; only of verbs in two halves
    finite: int = -1
    is_negated: bool = False
    implied: int = 0  # "double murder" says its own number
    is_settled: bool = False  # "would be buried": whatever the tense, the people are dead
    is_served: bool = False  # its quantity is found
    is_blow: bool = False  # "shot": nothing is said yet of wounds
    is_adjunct: bool = False  # "with burns": its people may stand before another verb
    is_status: bool = False  # "17 of the captured children were released": another verb may tell what happened to them
    is_unreal: bool = False  # an aim, a future, a threat: no claim unless it is a projection


def find_triggers(items: list[Item], lexicon: Lexicon) -> list[Trigger]:
    """The triggers of a sentence, those counted together joined, each with its voice."""
    triggers: list[Trigger] = []
    found_beside: dict[frozenset[str], set[str]] = {}
    is_sport, is_fiction = is_play(items, lexicon)
    if is_fiction:
        return []
    telling = lexicon.telling
    for position, item in enumerate(items):
        if len(triggers) >= MOST:
            break
        if not (item.tags & tags.TRIGGER or item.word in telling or item.cues):
            continue  # most words
        forms, kind, is_blow = said_at(items, position, lexicon, found_beside)
        if kind is None or (position and items[position - 1].tags & (tags.HYPOTHETICAL | tags.NOT_COUNTED)):
            continue
        if is_sport and (kind in HURT or item.tags & tags.STRICT):
            continue
        if item.entry.implied and is_demanded(items, position, "charges"):
            continue
        if (forms & tags.ACT and is_demanded(items, position)) or (
            kind is Kind.INJURED and is_illness(items, position)
        ):
            continue
        if triggers and forms == tags.STATE and tells_where(items, triggers[-1], position, lexicon):
            continue
        trigger = Trigger(position, position, kind, forms, bool(item.tags & tags.STRICT), item.word)
        if kind is Kind.HOSPITALISED and tells_wounds(items, position, lexicon, is_blow=False):
            trigger.kind = Kind.INJURED
        trigger.is_blow = is_blow and not tells_wounds(items, position, lexicon, is_blow=True)
        trigger.is_settled = bool(item.tags & tags.SETTLED)
        trigger.implied = item.entry.implied
        if forms & (VERBAL | tags.NOUN) and follows_number_of(items, position, lexicon):
            trigger.forms = tags.TOLL
            triggers.append(trigger)
            continue
        previous = triggers[-1] if triggers else None
        follows_blow = previous is not None and previous.is_blow and of_one_clause(items, previous.last, position)
        if kind is Kind.HOSPITALISED and follows_blow:
            trigger.kind = Kind.INJURED  # "were shot on Friday and are in hospital"
        carrier = carrier_of(items, position, lexicon) if "wounds" in item.cues else None
        if carrier is not None:
            carry(items, trigger, carrier)
        if previous is not None and carrier is None and counted_together(items, previous, trigger, lexicon):
            if is_blow:
                continue
            # "were shot and killed", "suffered burns and died": what became of them in the end
            is_end = kind is Kind.KILLED and (previous.is_blow or not forms & ~tags.STATE)
            previous.kind = kind if is_end else joint_kind(previous.kind, kind)
            previous.is_blow = False
            previous.last = position
            previous.word = f"{previous.word} … {item.word}"
            previous.forms |= forms
            previous.is_strict &= trigger.is_strict
            continue
        triggers.append(trigger)
    triggers = [trigger for trigger in triggers if not trigger.is_blow]
    for trigger in triggers if not lexicon.verb_last else ():
        set_voice(items, trigger, lexicon)
    for one, other in pairwise(triggers):
        if other.kind is Kind.HOSPITALISED and dies_elsewhere(items, one, other, lexicon):
            other.kind = Kind.KILLED
        if lexicon.verb_first and describes_object(items, one, other):
            other.is_status = True
        one.is_status |= describes_subject(items, one, other)
    return triggers


def describes_subject(items: list[Item], one: Trigger, other: Trigger) -> bool:
    """Whether a verb only describes the people of the verb behind it: "three of the wounded died"."""
    is_freed = one.kind is Kind.DETAINED and other.kind is Kind.RESCUED and bool(one.forms & tags.PARTICIPLE)
    is_held = one.kind in (Kind.DETAINED, Kind.MISSING) and other.kind in (Kind.KILLED, Kind.RESCUED)
    if is_held and one.group_start and items[one.group_start - 1].tags & tags.RELATIVE:
        is_freed = True  # "dos personas que permanecían secuestradas murieron"
    is_part = one.voice == "bare" and is_part_of_those(items, one)
    if not (is_freed or is_part) or not is_finite(other):
        return False
    return not any(item.tags & NEW_CLAUSE for item in items[one.last + 1 : other.group_start])


def dies_elsewhere(items: list[Item], one: Trigger, other: Trigger, lexicon: Lexicon) -> bool:
    """Whether only the place of a death is told: "four died at the scene and two in hospital"."""
    if one.kind is not Kind.KILLED or not one.forms & VERBAL or not begins_with_preposition(other.word, lexicon):
        return False
    between = items[one.last + 1 : other.first - 1]
    return (
        bool(between and items[other.first - 1].tags & tags.QUANTITY)
        and bool(between[-1].tags & (tags.CONJUNCTION | tags.COMMA))
        and not any(item.tags & (tags.BREAK | tags.QUANTITY | tags.BE | tags.HAVE | tags.VERB) for item in between)
    )


def describes_object(items: list[Item], verb: Trigger, other: Trigger) -> bool:
    """Whether a bare participle only describes the people of the verb before it: "liberati i 12 marinai rapiti"."""
    if verb.forms & (tags.ACT | tags.NOUN | tags.TOLL) or other.voice != "bare" or not other.forms & tags.PARTICIPLE:
        return False
    between = items[verb.last + 1 : other.first]
    return any(item.tags & tags.PEOPLE for item in between) and all(
        item.tags & (tags.DETERMINER | tags.QUANTITY | tags.PEOPLE | tags.ADVERB) for item in between
    )


def is_finite(trigger: Trigger) -> bool:
    """Whether a verb may stand far behind its subject."""
    return trigger.voice == "passive" or bool(trigger.forms & tags.STATE and not trigger.forms & tags.NOUN)


def is_part_of_those(items: list[Item], trigger: Trigger) -> bool:
    """Whether the people of a trigger are those that a number counts a part of: "three of the wounded"."""
    first = trigger.first
    return (
        first > 2
        and bool(items[first - 1].tags & tags.DETERMINER)
        and bool(items[first - 2].tags & tags.OF)
        and bool(items[first - 3].tags & tags.QUANTITY)
    )


def carry(items: list[Item], trigger: Trigger, carrier: int) -> None:
    """Make a trigger of the wounds and what carries them."""
    trigger.first, trigger.kind, trigger.forms, trigger.is_strict = carrier, Kind.INJURED, tags.STATE, True
    trigger.word = f"{items[carrier].word} … {trigger.word}"
    trigger.is_adjunct = bool(items[carrier].tags & tags.PREPOSITION)


def counted_together(items: list[Item], one: Trigger, other: Trigger, lexicon: Lexicon) -> bool:
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
    if lexicon.verb_first and any(item.word in lexicon.or_words for item in between):
        own_number = False  # "murieron o resultaron heridas 142 personas"
    if own_number and not one.forms & other.forms & (tags.ACTIVE | tags.PARTICIPLE):
        return False  # "13 policemen killed and wounding another 25", "left one dead and wounded three"
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
            have |= bool(bits & tags.HAVE)  # "essere stati": a perfect
        elif bits & tags.HAVE:
            have = True
        elif bits & tags.TIME and (be or have) and not bits & tags.CAPITAL:
            pass
        elif (bits & tags.CONJUNCTION and not be and not have and shares_auxiliary(items, position)) or (
            bits & tags.ADVERB and not bits & (tags.PEOPLE | tags.CONJUNCTION)
        ):
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
        if (
            trigger.voice == "bare"
            and not is_adjective(items, trigger, lexicon)
            and not is_counted_noun(items, trigger)
            and has_object(items, trigger, lexicon)
        ):
            trigger.voice = "active"
        before = items[trigger.first - 1] if trigger.first else None
        is_noun = bool(trigger.forms & (tags.NOUN | tags.ACT)) and not lexicon.head_is_last  # "una veintena de heridos"
        if trigger.voice == "bare" and not is_noun and before is not None and before.tags & (tags.OF | tags.DETERMINER):
            trigger.is_status = True
    elif trigger.forms & (tags.STATE | tags.NOUN):
        trigger.voice = "passive" if be or have else "bare"


def tells_where(items: list[Item], verb: Trigger, position: int, lexicon: Lexicon) -> bool:
    """Whether a state only tells more of the verb right before it: "died in hospital", "killed in custody"."""
    if not verb.forms & VERBAL or verb.is_blow or not begins_with_preposition(items[position].word, lexicon):
        return False
    between = items[verb.last + 1 : position]
    return all(item.tags & (tags.ADVERB | tags.TIME) for item in between)


def begins_with_preposition(phrase: str, lexicon: Lexicon) -> bool:
    """Whether a phrase for a state may follow another verb: "in critical condition", "on life support"."""
    first, space, _ = phrase.partition(" ")
    known = lexicon.phrases.get(first) if space else None
    return known is not None and bool(known.alone.tags & tags.PREPOSITION)


def shares_auxiliary(items: list[Item], conjunction: int) -> bool:
    """Whether a verb before "and" has the auxiliary of the one after it: "had been ambushed and abducted"."""
    verb = conjunction - 1
    if verb < 1 or items[verb].tags & ~(tags.PARTICIPLE | tags.STATE | tags.STRICT | tags.NOUN | tags.ADVERB):
        return False
    auxiliary = verb - 1
    while auxiliary and verb - auxiliary <= ADVERBS and items[auxiliary].tags & (tags.ADVERB | tags.BE) == tags.ADVERB:
        auxiliary -= 1  # "were first badly beaten and then arrested"
    if not items[auxiliary].tags & (tags.BE | tags.HAVE):
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


def is_of_those(items: list[Item], position: int) -> bool:
    """Whether the words up to `position` say "three of the", so that an adjective may follow."""
    for at in range(position, max(-1, position - 3), -1):
        if items[at].tags & tags.QUANTITY:
            return True
        if not items[at].tags & (tags.OF | tags.DETERMINER):
            return False
    return False


def is_counted_noun(items: list[Item], trigger: Trigger) -> bool:
    """Whether a bare participle is a noun with its number: "è salito a 40 morti e 41 feriti il bilancio"."""
    at = trigger.first - 1
    if at < 0 or not trigger.forms & tags.NOUN:
        return False
    at -= bool(items[at].tags & tags.OF)  # "des milliers de déplacés"
    return at >= 0 and bool(items[at].tags & tags.QUANTITY)


def is_adjective(items: list[Item], trigger: Trigger, lexicon: Lexicon) -> bool:
    """Whether a participle stands between a number and its noun: "about 20 captured attackers"."""
    before, after = trigger.first - 1, trigger.last + 1
    return (
        lexicon.head_is_last
        and before >= 0
        and after < len(items)
        and bool(items[after].tags & tags.PEOPLE)
        and is_of_those(items, before)
    )


def has_object(items: list[Item], trigger: Trigger, lexicon: Lexicon) -> bool:
    """Whether a bare participle is followed by its object, so that it is a past tense: "killed 77", "killed the"."""
    after = trigger.last + 1
    while after < len(items) and items[after].tags & tags.ADVERB and not items[after].tags & NO_ADVERB:
        after += 1
    if after >= len(items):
        return False
    bits = items[after].tags
    if bits & tags.QUANTITY:
        return chunk_at(items, after, lexicon).sort != "thing"
    if bits & (tags.TIME | tags.PREPOSITION | tags.EDGE | tags.CONJUNCTION | tags.INCLUDING):
        return False
    if bits & tags.DETERMINER and after + 1 < len(items) and items[after + 1].tags & tags.TIME:
        return False  # "asesinadas este año"
    return bool(bits & (tags.DETERMINER | tags.CAPITAL | tags.PEOPLE | tags.INDEFINITE))
