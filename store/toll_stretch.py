"""Which part of the past a change of the toll concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from story import later


@dataclass(slots=True)
class Stretch:
    """From `start` on until `end` (None: for good) something differs; at `end` all is as it was. Begins empty."""

    start: datetime | None = None
    end: datetime | None = None

    def add(self, start: datetime, end: datetime | None) -> None:
        """Let it reach over this time too."""
        if self.start is None:
            self.start, self.end = start, end
        else:
            self.start, self.end = min(self.start, start), later(self.end, end)

    def add_difference(self, one: datetime | None, other: datetime | None) -> None:
        """Let it reach from the one end to the other."""
        if one != other:
            ends = [end for end in (one, other) if end is not None]
            self.add(min(ends), max(ends) if len(ends) == 2 else None)
