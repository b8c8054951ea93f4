"""People counted beside others that are only named: "the mayor was killed along with two guards"."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.people.chunks import chunk_at, counts_attackers
from story.reading.people.findings import Finding
from story.reading.people.lists import listed_after
from story.reading.people.told_singly import named_behind
from story.reading.people.triggers import Trigger

NAMED_REACH = 24  # items between a trigger and the people counted beside those it names


def beside_a_name(
    items: list[Item], triggers: list[Trigger], lexicon: Lexicon, taken: dict[int, Finding], found: list[Finding]
) -> None:
    """ "The mayor was killed along with two guards", "two officers are among the wounded": counted beside a name."""
    for trigger in triggers:
        if not trigger.forms & (tags.NOUN | tags.PARTICIPLE | tags.ACTIVE | tags.STATE | tags.ACT):
            continue
        at = along_with(items, trigger, lexicon) if not trigger.is_served else None
        if at is None and not trigger.is_served:
            at = after_names(items, trigger, lexicon)
            at = behind_colon(items, trigger) if at is None else at
        at = among_noun(items, trigger) if at is None else at
        if at is None or at in taken:
            continue
        chunk, quantity = chunk_at(items, at, lexicon), items[at].quantity
        if chunk.sort not in ("people", "them") or quantity is None or quantity.is_decade:
            continue
        head = chunk.head if chunk.head is not None else at
        first, last = min(at, trigger.first), max(head, trigger.last)
        rule = f"beside others of “{trigger.word}”"
        is_part = not counts_attackers(items, chunk)
        part = Finding(trigger.kind, quantity, at, first, last, chunk.head, rule, is_part=is_part, trigger=trigger)
        taken[at] = part
        found.append(part)


def along_with(items: list[Item], trigger: Trigger, lexicon: Lexicon) -> int | None:
    """Where the quantity after "along with" stands, when the trigger's own people are named and not counted."""
    for position in range(trigger.last + 1, min(len(items) - 1, trigger.last + NAMED_REACH)):
        bits = items[position].tags
        if bits & tags.JOINTLY:
            return position + 1 if items[position + 1].tags & tags.QUANTITY else None
        if (
            (bits & tags.BREAK and items[position].word not in ("(", ")"))
            or bits & (tags.RELATIVE | tags.SPEECH | tags.BE)
            or (bits & tags.QUANTITY and chunk_at(items, position, lexicon).sort != "thing")
            or bits & tags.TRIGGER & ~tags.STATE
        ):
            return None
    return None


def behind_colon(items: list[Item], trigger: Trigger) -> int | None:
    """Where the list behind uncounted people begins: "abducted a group of travellers: five Germans, six Italians"."""
    if not trigger.forms & tags.VERB:
        return None
    has_people = False
    for position in range(trigger.last + 1, min(len(items) - 1, trigger.last + NAMED_REACH)):
        bits = items[position].tags
        if items[position].word == ":":
            return position + 1 if has_people and items[position + 1].tags & tags.QUANTITY else None
        if bits & (tags.QUANTITY | tags.BREAK | tags.RELATIVE | tags.SPEECH | tags.BE | tags.VERB):
            return None
        has_people |= bool(bits & tags.PEOPLE)
    return None


def after_names(items: list[Item], trigger: Trigger, lexicon: Lexicon) -> int | None:
    """Where the first quantity of a list stands that begins with names: "the murder of the rector and two priests"."""
    start = named_behind(items, trigger, lexicon)
    if start is None:
        return None
    is_act = bool(trigger.forms & tags.ACT)
    for position in range(start, min(len(items), start + NAMED_REACH)):
        quantity = items[position].quantity
        if quantity is not None and quantity.is_article and items[position - 1].tags & tags.OF:
            continue  # "the leader of a faction"
        if quantity is not None:
            return position if listed_after(items, start, chunk_at(items, position, lexicon), is_act) else None
    return None


def among_noun(items: list[Item], trigger: Trigger) -> int | None:
    """Where the quantity before "are among the wounded" stands."""
    among = next((at for at in range(max(0, trigger.first - 3), trigger.first) if items[at].tags & tags.AMONG), 0)
    if not among or not items[among - 1].tags & (tags.BE | tags.PEOPLE):
        return None
    for position in range(among - 2, max(-1, among - NAMED_REACH), -1):
        if items[position].tags & tags.QUANTITY:
            return position
        if items[position].tags & (tags.EDGE | tags.VERB | tags.SPEECH) and not items[position].tags & tags.PEOPLE:
            return None
    return None
