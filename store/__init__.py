"""Where the story is kept: SQLite, one writer, any number of readers.

The writer's side is imported when it is first asked for: a dashboard only reads and starts the sooner.
"""

from typing import TYPE_CHECKING, Any

from store.engine import sqlite_version, sqlite_warning
from store.errors import StoreBusy, StoreError, StoreMissing, StoreTooNew, StoreUnreadable, StoreUnwritable
from store.integrity import integrity
from store.lock import writer_pid
from store.reader import Reader, open_reader
from store.rows import (
    DEAD_AFTER,
    ArticleAfterVisit,
    ArticleRow,
    ArticleState,
    ClaimRow,
    Counts,
    Cursor,
    EntryOffStory,
    FactRow,
    FeedAfterVisit,
    FeedRow,
    FeedSpec,
    FeedState,
    NewEntry,
    NewRevision,
    OutletSpec,
    PollerRow,
    ReportRow,
    RevisionRow,
    RevisionSaved,
    TimelineRow,
    Validators,
    Visit,
)

if TYPE_CHECKING:
    from store.writer import Writer, open_writer

__all__ = [
    "DEAD_AFTER",
    "ArticleAfterVisit",
    "ArticleRow",
    "ArticleState",
    "ClaimRow",
    "Counts",
    "Cursor",
    "EntryOffStory",
    "FactRow",
    "FeedAfterVisit",
    "FeedRow",
    "FeedSpec",
    "FeedState",
    "NewEntry",
    "NewRevision",
    "OutletSpec",
    "PollerRow",
    "Reader",
    "ReportRow",
    "RevisionRow",
    "RevisionSaved",
    "StoreBusy",
    "StoreError",
    "StoreMissing",
    "StoreTooNew",
    "StoreUnreadable",
    "StoreUnwritable",
    "TimelineRow",
    "Validators",
    "Visit",
    "Writer",
    "integrity",
    "open_reader",
    "open_writer",
    "sqlite_version",
    "sqlite_warning",
    "writer_pid",
]


def __getattr__(name: str) -> Any:
    if name in ("Writer", "open_writer"):
        from store import writer

        return getattr(writer, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
