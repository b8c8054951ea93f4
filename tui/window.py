"""A stretch of a long keyset-ordered list, held around the place where the reader is."""

from __future__ import annotations

from abc import abstractmethod
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

from store import Cursor, ReportRow, TimelineRow

PAGE = 100
LARGEST = 600  # rows held at once
BEFORE_ALL = Cursor(datetime(1, 1, 2, tzinfo=UTC), 0)
AFTER_ALL = Cursor(datetime(9999, 12, 31, tzinfo=UTC), 0)

Row = TypeVar("Row")
Source = TypeVar("Source")


class TimelineSource(Protocol):
    """The store's reader, as far as the timeline needs it."""

    def timeline(
        self,
        *,
        before: Cursor | None = None,
        after: Cursor | None = None,
        limit: int = 50,
        contains: str | None = None,
        as_of: datetime | None = None,
    ) -> list[TimelineRow]: ...


class ReportSource(Protocol):
    """The store's reader, as far as a fact's reports need it."""

    def reports(
        self,
        fact_id: int,
        *,
        after: Cursor | ReportRow | None = None,
        before: Cursor | ReportRow | None = None,
        limit: int = 500,
        as_of: datetime | None = None,
    ) -> list[ReportRow]: ...


class Window(Generic[Row, Source]):
    """At most 600 neighbouring rows in the order in which they are shown.

    `is_at_top` and `is_at_bottom` say whether the stretch reaches an end of the whole list. Every method is a bounded
    query or two, whatever the length of the list. With `as_of` it is the list as it was known at that moment.
    """

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.as_of: datetime | None = None
        self.is_at_top = True
        self.is_at_bottom = False

    # What a subclass says

    @abstractmethod
    def cursor(self, row: Row) -> Cursor:
        """A row's place."""

    @abstractmethod
    def just_above(self, cursor: Cursor) -> Cursor:
        """The place right above that of a row, so that what is below it begins with the row."""

    @abstractmethod
    def below(self, source: Source, cursor: Cursor | None, limit: int) -> list[Row]:
        """The rows that follow a place; the first of all for None."""

    @abstractmethod
    def above(self, source: Source, cursor: Cursor | None, limit: int) -> list[Row]:
        """The rows that end right before a place; the last of all for None."""

    # Moving

    def top(self, source: Source) -> None:
        """Goes to the first rows."""
        self.rows = self.below(source, None, PAGE)
        self.is_at_top = True
        self.is_at_bottom = len(self.rows) < PAGE

    def bottom(self, source: Source) -> None:
        """Goes to the last rows."""
        self.rows = self.above(source, None, PAGE)
        self.is_at_bottom = True
        self.is_at_top = len(self.rows) < PAGE

    def refresh(self, source: Source) -> None:
        """Reads the stretch again, as what it holds may have moved, gone or been joined by others."""
        if self.is_at_top or not self.rows:
            wanted = min(LARGEST, max(PAGE, len(self.rows)))
            self.rows = self.below(source, None, wanted)
            self.is_at_top = True
            self.is_at_bottom = len(self.rows) < wanted
            return
        first, wanted = self.just_above(self.cursor(self.rows[0])), len(self.rows)
        self.rows = self.below(source, first, wanted)
        self.is_at_bottom = len(self.rows) < wanted
        if not self.rows:
            self.top(source)

    def around(self, source: Source, cursor: Cursor) -> None:
        """Goes to the rows on both sides of a place, with the row that stands there if one does."""
        above = self.above(source, cursor, PAGE)
        below = self.below(source, self.just_above(cursor), PAGE)
        self.rows = above + below
        self.is_at_top = len(above) < PAGE
        self.is_at_bottom = len(below) < PAGE

    def extend_down(self, source: Source) -> bool:
        """Adds a page at the bottom and lets go of the first rows beyond the limit; False if there are no more."""
        if self.is_at_bottom or not self.rows:
            return False
        page = self.below(source, self.cursor(self.rows[-1]), PAGE)
        self.is_at_bottom = len(page) < PAGE
        self.rows = self.rows + page
        if len(self.rows) > LARGEST:
            self.rows = self.rows[-LARGEST:]
            self.is_at_top = False
        return bool(page)

    def extend_up(self, source: Source) -> bool:
        """Adds a page at the top and lets go of the last rows beyond the limit; False if there are no more."""
        if self.is_at_top or not self.rows:
            return False
        page = self.above(source, self.cursor(self.rows[0]), PAGE)
        self.is_at_top = len(page) < PAGE
        self.rows = page + self.rows
        if len(self.rows) > LARGEST:
            self.rows = self.rows[:LARGEST]
            self.is_at_bottom = False
        return bool(page)


class TimelineWindow(Window[TimelineRow, TimelineSource]):
    """A stretch of the timeline, newest first; `contains` keeps only events with these words."""

    def __init__(self) -> None:
        super().__init__()
        self.contains: str | None = None

    def cursor(self, row: TimelineRow) -> Cursor:
        return row.cursor

    def just_above(self, cursor: Cursor) -> Cursor:
        return Cursor(cursor.at, cursor.id + 1)

    def below(self, source: TimelineSource, cursor: Cursor | None, limit: int) -> list[TimelineRow]:
        return source.timeline(before=cursor, limit=limit, contains=self.contains, as_of=self.as_of)

    def above(self, source: TimelineSource, cursor: Cursor | None, limit: int) -> list[TimelineRow]:
        after = cursor or BEFORE_ALL
        rows = source.timeline(after=after, limit=limit, contains=self.contains, as_of=self.as_of)
        return sorted(rows, key=lambda row: (row.cursor.at, row.cursor.id), reverse=True)


class ReportsWindow(Window[ReportRow, ReportSource]):
    """A stretch of one fact's reports, the first report first."""

    def __init__(self, fact_id: int) -> None:
        super().__init__()
        self.fact_id = fact_id

    def cursor(self, row: ReportRow) -> Cursor:
        return Cursor(row.at, row.article_id)

    def just_above(self, cursor: Cursor) -> Cursor:
        return Cursor(cursor.at, cursor.id - 1)

    def below(self, source: ReportSource, cursor: Cursor | None, limit: int) -> list[ReportRow]:
        return source.reports(self.fact_id, after=cursor, limit=limit, as_of=self.as_of)

    def above(self, source: ReportSource, cursor: Cursor | None, limit: int) -> list[ReportRow]:
        return source.reports(self.fact_id, before=cursor or AFTER_ALL, limit=limit, as_of=self.as_of)
