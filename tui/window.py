"""A stretch of a long keyset-ordered list, held around the place where the reader is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

from store import Cursor, TimelineRow

PAGE = 100
LARGEST = 600  # rows held at once
BEFORE_ALL = Cursor(datetime(1, 1, 2, tzinfo=UTC), 0)


class TimelineSource(Protocol):
    """The store's reader, as far as the timeline needs it."""

    def timeline(
        self,
        *,
        before: Cursor | None = None,
        after: Cursor | None = None,
        limit: int = 50,
        contains: str | None = None,
    ) -> list[TimelineRow]: ...


class TimelineWindow:
    """At most 600 neighbouring events of the timeline, newest first.

    `is_at_newest` and `is_at_oldest` say whether the stretch reaches an end of the whole list. Every method is one
    bounded query, whatever the length of the timeline.
    """

    def __init__(self) -> None:
        self.rows: list[TimelineRow] = []
        self.contains: str | None = None
        self.is_at_newest = True
        self.is_at_oldest = False

    def newest(self, source: TimelineSource) -> None:
        """Goes to the newest events."""
        self.rows = source.timeline(limit=PAGE, contains=self.contains)
        self.is_at_newest = True
        self.is_at_oldest = len(self.rows) < PAGE

    def oldest(self, source: TimelineSource) -> None:
        """Goes to the oldest events."""
        self.rows = self._upwards(source, None)
        self.is_at_oldest = True
        self.is_at_newest = len(self.rows) < PAGE

    def refresh(self, source: TimelineSource) -> None:
        """Reads the stretch again, as what it holds may have moved, gone or been joined by others."""
        if self.is_at_newest or not self.rows:
            wanted = min(LARGEST, max(PAGE, len(self.rows)))
            self.rows = source.timeline(limit=wanted, contains=self.contains)
            self.is_at_newest = True
            self.is_at_oldest = len(self.rows) < wanted
            return
        first, wanted = self.rows[0].cursor, len(self.rows)
        above = Cursor(first.at, first.id + 1)
        self.rows = source.timeline(before=above, limit=wanted, contains=self.contains)
        self.is_at_oldest = len(self.rows) < wanted
        if not self.rows:
            self.newest(source)

    def around(self, source: TimelineSource, cursor: Cursor) -> None:
        """Goes to the events on both sides of one, which is among them if it still stands there."""
        newer = self._upwards(source, cursor)
        older = source.timeline(before=Cursor(cursor.at, cursor.id + 1), limit=PAGE, contains=self.contains)
        self.rows = newer + older
        self.is_at_newest = len(newer) < PAGE
        self.is_at_oldest = len(older) < PAGE

    def older(self, source: TimelineSource) -> bool:
        """Adds a page of older events and lets go of the newest ones beyond the limit; False if there are none."""
        if self.is_at_oldest or not self.rows:
            return False
        page = source.timeline(before=self.rows[-1].cursor, limit=PAGE, contains=self.contains)
        self.is_at_oldest = len(page) < PAGE
        self.rows += page
        if len(self.rows) > LARGEST:
            self.rows = self.rows[-LARGEST:]
            self.is_at_newest = False
        return bool(page)

    def newer(self, source: TimelineSource) -> bool:
        """Adds a page of newer events and lets go of the oldest ones beyond the limit; False if there are none."""
        if self.is_at_newest or not self.rows:
            return False
        page = self._upwards(source, self.rows[0].cursor)
        self.is_at_newest = len(page) < PAGE
        self.rows = page + self.rows
        if len(self.rows) > LARGEST:
            self.rows = self.rows[:LARGEST]
            self.is_at_oldest = False
        return bool(page)

    def _upwards(self, source: TimelineSource, after: Cursor | None) -> list[TimelineRow]:
        """The page of events just newer than a cursor (the oldest of all for None), newest first."""
        rows = source.timeline(after=after or BEFORE_ALL, limit=PAGE, contains=self.contains)
        return sorted(rows, key=lambda row: (row.cursor.at, row.cursor.id), reverse=True)
