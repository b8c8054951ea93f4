"""Those of the dead who were identified: "81 of them have been identified" counts a part of the toll given before."""

from __future__ import annotations

from story.model import Kind
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.people.chunks import chunk_at
from story.reading.people.findings import Finding

NEAR = 6  # items between a figure and the word for identifying


def find_identified(
    items: list[Item], found: list[Finding], kind_before: Kind | None, lexicon: Lexicon
) -> list[Finding]:
    """The findings of "N of them identified" where the figure before, here or in the sentence before, is of dead."""
    taken = {finding.at for finding in found}
    result: list[Finding] = []
    for at, item in enumerate(items):
        if item.quantity is None or at in taken:
            continue
        chunk = chunk_at(items, at, lexicon)
        if chunk.sort != "them" or chunk.head is None:
            continue
        earlier = [finding for finding in found if finding.last < at]
        kind = earlier[-1].kind if earlier else kind_before
        cue = cue_near(items, at, chunk.end)
        if kind is not Kind.KILLED or cue is None:
            continue
        first, last = min(at, cue), max(chunk.head, cue)
        rule = f"of the dead before: “{items[cue].word}”"
        result.append(Finding(Kind.KILLED, item.quantity, at, first, last, chunk.head, rule, is_part=True))
    return result


def cue_near(items: list[Item], at: int, end: int) -> int | None:
    """Where the word for identifying stands beside a figure, after it before ahead of it; None if nowhere."""
    for position in range(end, min(len(items), end + NEAR)):
        if items[position].tags & (tags.QUANTITY | tags.EDGE | tags.NEGATOR):
            break
        if "part" in items[position].cues:
            return position
    for position in range(at - 1, max(-1, at - 3), -1):
        if "part" in items[position].cues:
            return position
    return None
