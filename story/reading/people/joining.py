"""Joining quantities to the words for what happened: one that is taken stays with the trigger that took it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from story.model import Kind
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.people.chunks import Chunk, is_aside
from story.reading.people.findings import Finding
from story.reading.people.triggers import Trigger
from story.reading.people.wounds import names_wounded

Seek = Callable[[list[Item], Trigger, Lexicon, dict[int, Finding]], Chunk | None]
NOT_ACTIVE, NOT_PASSIVE = ("passive", "bare", ""), ("active", "bare", "")
ANY_VOICE = ("passive", "active", "bare", "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where people may stand: `seek` looks there, for triggers of these forms and voices; `rule` says it in a claim."""

    seek: Seek
    forms: int
    voices: tuple[str, ...]
    rule: str


class Joining:
    """The quantities of one sentence that are joined so far: `found` in order, `taken` by where each stands."""

    def __init__(self, items: list[Item], lexicon: Lexicon) -> None:
        self.items, self.lexicon = items, lexicon
        self.taken: dict[int, Finding] = {}
        self.found: list[Finding] = []

    def seek(self, triggers: Iterable[Trigger], places: Iterable[Place]) -> None:
        """Take the people of each trigger that has none yet, from the first of the places where some stand."""
        triggers = list(triggers)
        for place in places:
            for trigger in triggers:
                if trigger.forms & place.forms and trigger.voice in place.voices and not trigger.is_served:
                    chunk = place.seek(self.items, trigger, self.lexicon, self.taken)
                    if chunk is not None and not are_on_the_run(self.items, chunk, trigger, self.lexicon):
                        self.take(trigger, chunk, place.rule.format(trigger.word))

    def take(self, trigger: Trigger, chunk: Chunk, rule: str, superseded: bool = False) -> None:
        """Join a chunk to its trigger."""
        items, quantity = self.items, self.items[chunk.at].quantity
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
        self.taken[chunk.at] = finding
        self.found.append(finding)
        trigger.is_served = True


def is_among(items: list[Item], chunk: Chunk, trigger: Trigger) -> bool:
    """Whether people behind a noun are some of those it stands for: "among the dead were 20 children"."""
    before = items[max(0, trigger.first - 2) : trigger.first]
    return chunk.at > trigger.last and any(item.tags & tags.AMONG for item in before)


def is_none_of_a_group(items: list[Item], chunk: Chunk, trigger: Trigger) -> bool:
    """Whether nobody of one sort of people was touched, which says nothing of others: "none of the 12 sailors"."""
    quantity = items[chunk.at].quantity
    is_none = quantity is not None and quantity.high == 0 and trigger.kind is not Kind.DETAINED
    return is_none and chunk.head is not None and bool(items[chunk.head].tags & tags.GROUP)


def are_on_the_run(items: list[Item], chunk: Chunk, trigger: Trigger, lexicon: Lexicon) -> bool:
    """Whether attackers or suspects fled, who are no displaced people."""
    if trigger.kind is not Kind.DISPLACED or chunk.head is None:
        return False
    return bool(items[chunk.head].tags & tags.ATTACKER) or items[chunk.head].word in lexicon.captives
