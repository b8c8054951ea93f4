"""The figures of a toll: "the death toll rose to 77 from 73", "porte à 38 le nombre de tués"."""

from __future__ import annotations

from story.model import Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.numbers.qualifiers import apply_qualifier
from story.reading.people.chunks import Chunk, chunk_at, is_year
from story.reading.people.counted import governed, is_served_by_next
from story.reading.people.findings import Finding
from story.reading.people.triggers import Trigger

TOLL_REACH = 28
RISE_REACH = 6  # items from a verb of rising to the "from" behind its toll


def toll_figures(
    items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]
) -> list[tuple[Chunk, bool]]:
    """The figures of a toll, each with whether it is the old one: "rose to 77 from 73"."""
    figures: list[tuple[Chunk, bool]] = []
    before_it = figure_before(items, trigger, lexicon, taken)
    if before_it is not None:
        return [(before_it, False)]
    # "reached the toll of the attack 77"
    led_by = [item for item in items[max(0, trigger.first - 2) : trigger.first] if item.tags & tags.TOLL_LINK]
    is_led = lexicon.construct and bool(led_by)
    position = trigger.last + 1
    end: int | None = None  # of the figure, where the old one may follow
    while position < len(items) and position - trigger.last <= TOLL_REACH:
        item = items[position]
        if position in taken and taken[position].kind is trigger.kind:
            end = taken[position].last + 1  # "un bilan de 21 morts contre 17"
            break
        if item.tags & tags.QUANTITY and position not in taken:
            quantity, before = item.quantity, items[position - 1]
            chunk = chunk_at(items, position, lexicon)
            linked = bool(before.tags & (tags.TOLL_LINK | tags.ADVERB | tags.COMMA)) or position == trigger.last + 1
            linked = linked or bool(
                quantity and quantity.qualifier is not Qualifier.EXACT and before.tags & (tags.BE | tags.PREPOSITION)
            )
            linked = linked or (quantity is not None and quantity.is_decade) or is_led
            if is_led and quantity is not None and quantity.qualifier is Qualifier.EXACT:
                # "passed the toll a thousand"
                quantity = item.quantity = apply_qualifier(quantity, led_by[-1].entry.cues) or quantity
            old = "superseded" in before.cues or comes_from(items, position)
            is_step = bool(before.tags & tags.INCREMENT) and not before.tags & tags.ADVERB
            dated = is_year(items, position) and bool(before.tags & tags.OF or not before.tags & tags.TOLL_LINK)
            # "the toll might climb, as 30 were badly hurt"
            is_subject = chunk.sort == "people" or (chunk.sort == "bare" and not before.tags & (tags.OF | tags.BE))
            has_own_verb = is_subject and not before.tags & tags.OF and is_served_by_next(items, chunk)
            if (
                (linked or old)
                and not has_own_verb
                and not is_step
                and not dated
                and chunk.sort != "thing"
                and not (trigger.is_strict and chunk.sort == "unknown")  # "le bilan est de 12 victoires"
                and quantity is not None
                and not quantity.is_article
            ):
                if chunk.sort == "unknown":
                    chunk = Chunk(position, position + 1, None, "bare")
                in_clause = has_link_after(items, trigger.last + 1, chunk.end)
                figures.append((chunk, old or in_clause))
                if not old and not in_clause:
                    end = chunk.end
                    break
        elif (item.tags & tags.BREAK and item.word not in (":", "(", ")", '"', "“", "”", "«", "»")) or (
            item.tags & (tags.VERB | tags.TOLL) and not item.tags & tags.TOLL_LINK and position > trigger.last + 1
        ):
            break
        position += 1
    if end is not None:
        # "to 77 from 73"
        for position in range(end, min(end + 5, len(items) - 1)):
            if "superseded" in items[position].cues and items[position + 1].tags & tags.QUANTITY:
                chunk = chunk_at(items, position + 1, lexicon)
                if chunk.sort != "thing" and not is_year(items, position + 1):
                    figures.append((chunk, True))
                break
    return figures if end is not None or any(not old for _, old in figures) else figures[:1]


def has_link_after(items: list[Item], start: int, end: int) -> bool:
    """Whether a figure stands in a clause about a toll that goes on: "the toll, which stood at 60, has risen to 77"."""
    if start + 1 >= len(items) or not items[start].tags & tags.COMMA or not items[start + 1].tags & tags.RELATIVE:
        return False
    closed = False
    for position in range(end, min(len(items) - 1, end + TOLL_REACH)):
        closed |= bool(items[position].tags & tags.COMMA)
        if closed and items[position].tags & tags.TOLL_LINK and items[position + 1].tags & tags.QUANTITY:
            return True
    return False


def figure_before(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The figure right before its toll: "porte à 38 le nombre de militaires tués", "sono 12 i morti e 30 i feriti"."""
    for position in range(trigger.first - 1, max(-1, trigger.first - 7), -1):
        bits = items[position].tags
        if bits & tags.QUANTITY:
            between = [item for item in items[position + 1 : trigger.first] if not item.tags & tags.BE]
            is_linked = bool(position and items[position - 1].tags & tags.TOLL_LINK)
            is_first = bool(between) and bool(between[0].tags & tags.DETERMINER)
            is_beside = lexicon.verb_first and not between and (is_linked or not governed(items, position))
            if not between and is_one(items[position]):
                return None  # « un bilan circule »: the toll's article
            if position in taken or not (is_beside or (is_first and is_linked)) or is_year(items, position):
                return None
            return Chunk(position, position + 1, None, "bare")
        if bits & (tags.EDGE | tags.VERB | tags.SPEECH) and not bits & tags.NOUN:
            return None
    return None


def is_one(item: Item) -> bool:
    """Whether a quantity is a one, which may be an article."""
    return item.quantity is not None and (item.quantity.low, item.quantity.high) == (1, 1)


def comes_from(items: list[Item], at: int) -> bool:
    """Whether a figure is the one that a toll left: "pasó de 63 a 71", "rose the toll from 63 to 71"."""
    if at and "rises" in items[at - 1].entry.cues and items[at - 1].word.count(" "):
        return True  # "passou de 63 para 71", one phrase
    bits = items[at - 1].tags if at > 1 else 0
    if not bits & tags.OF and bits & (tags.PREPOSITION | tags.TOLL_LINK) != tags.PREPOSITION:
        return False
    for position in range(at - 2, max(-1, at - 2 - RISE_REACH), -1):
        if "rises" in items[position].entry.cues:
            return position == at - 2 or any(item.tags & tags.TOLL for item in items[position:at])
        if items[position].tags & (tags.QUANTITY | tags.EDGE):
            break
    return False
