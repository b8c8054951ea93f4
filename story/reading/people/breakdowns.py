"""A figure taken apart into others that add up to it: "eight people (three soldiers and five civilians)"."""

from __future__ import annotations

from story.model import Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.people.chunks import Chunk
from story.reading.people.findings import Finding
from story.reading.people.lists import joined

REACH = 14  # items between a figure and its breakdown
LEAST = 3  # "two people, a woman and a man" says the same twice and no more


def break_down(items: list[Item], chunks: list[Chunk], taken: dict[int, Finding], found: list[Finding]) -> None:
    """Make findings of lists that repeat the figure before them in parts.

    That they add up shows that they are its parts, whatever stands between: brackets, dashes, a colon.
    """
    for number, chunk in enumerate(chunks[:-2]):
        whole = taken.get(chunk.at)
        if whole is None or whole.quantity.low < LEAST or whole.quantity.high != whole.quantity.low:
            continue
        parts = parts_after(items, chunks, number, whole.quantity.low, taken)
        for part in parts:
            quantity = items[part.at].quantity
            assert quantity is not None
            last = max(part.head if part.head is not None else part.at, whole.last)
            rule = f"one of {len(parts)} parts of {whole.quantity.low}"
            finding = Finding(
                whole.kind, quantity, part.at, whole.first, last, part.head, rule, True, trigger=whole.trigger
            )
            taken[part.at] = finding
            found.append(finding)


def parts_after(
    items: list[Item], chunks: list[Chunk], number: int, whole: int, taken: dict[int, Finding]
) -> list[Chunk]:
    """The list of untaken chunks right after a figure that adds up to it; empty when there is none."""
    first = chunks[number + 1]
    if first.at - chunks[number].end > REACH or not items[first.at - 1].tags & tags.EDGE:
        return []
    parts: list[Chunk] = []
    total = 0
    for chunk in chunks[number + 1 :]:
        quantity = items[chunk.at].quantity
        if chunk.at in taken or chunk.sort == "thing" or quantity is None or quantity.qualifier is not Qualifier.EXACT:
            return []
        if parts and not joined(items, parts[-1].end, chunk.at):
            return []
        parts.append(chunk)
        total += quantity.low
        if total >= whole:
            break
    return parts if total == whole and len(parts) > 1 else []
