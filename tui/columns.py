"""Sharing a line's cells among columns by what they hold. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

MEASURED = 200  # rows that are looked at
LONGEST = 80  # cells: what is longer is cut anyway


def widest(texts: Iterable[str], least: int) -> int:
    """The cells of the widest of the first texts, at least `least`."""
    width = least
    for count, text in enumerate(texts):
        if count >= MEASURED:
            break
        width = max(width, cell_len(text[:LONGEST]))
    return width


def shares(room: int, wanted: Sequence[int], *, filled: int | None = None) -> list[int]:
    """Cells for each column: what it wants where that fits, else the narrow ones whole and the rest in equal parts.

    The shares never exceed `room` together; `filled` names a column that takes what is left over.
    """
    room = max(0, room)
    given = [0] * len(wanted)
    left, open_columns = room, sorted(range(len(wanted)), key=lambda column: wanted[column])
    for done, column in enumerate(open_columns):
        given[column] = min(wanted[column], left // (len(open_columns) - done))
        left -= given[column]
    if filled is not None:
        given[filled] += left
    return given
