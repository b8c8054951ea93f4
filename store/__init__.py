"""Where the story is kept: SQLite, one writer, any number of readers.

The writer's side, and the shapes of what is asked of it, are imported when first asked for: a dashboard only reads and
starts the sooner.
"""

from typing import TYPE_CHECKING, Any

from store.connection import is_there
from store.engine import sqlite_version, sqlite_warning
from store.errors import (
    RequestRefused,
    StoreBusy,
    StoreError,
    StoreMissing,
    StoreTooNew,
    StoreUnreadable,
    StoreUnwritable,
)
from store.feed_condition import FeedCondition
from store.inbox import (
    Outcome,
    Posted,
    has_requests,
    inbox_path,
    inbox_problem,
    post,
    take_up_if_free,
    waiting_requests,
)
from store.integrity import integrity, quick_check
from store.lock import writer_pid
from store.mark_rows import MarkRow
from store.reader import Reader, open_reader
from store.robots import RobotsFile
from store.rows import (
    DEAD_AFTER,
    GOOD_OUTCOMES,
    ArticleAfterVisit,
    ArticleState,
    ArticleVisit,
    EntryOffStory,
    FeedAfterVisit,
    FeedDay,
    FeedPart,
    FeedRhythm,
    FeedSpec,
    FeedState,
    Move,
    NewEntry,
    NewRevision,
    OutletSpec,
    PollerRow,
    RereadRevision,
    RevisionSaved,
    StoredText,
    Validators,
    Visit,
    VisitOutcome,
)
from store.shown import (
    ArticleRow,
    ClaimRow,
    Counts,
    Cursor,
    FactRow,
    FeedRow,
    PassageRow,
    ReportRow,
    RevisionRow,
    TimelineRow,
    VisitTotal,
)
from store.wal import wal_size, wal_warning

if TYPE_CHECKING:
    from store.backup import Backup, back_up
    from store.requests import LONGEST_AUTHOR, LONGEST_NOTE, MarkRequest, UndoRequest, VisitRequest
    from store.writer import Writer, open_writer

__all__ = [
    "DEAD_AFTER",
    "GOOD_OUTCOMES",
    "LONGEST_AUTHOR",
    "LONGEST_NOTE",
    "ArticleAfterVisit",
    "ArticleRow",
    "ArticleState",
    "ArticleVisit",
    "Backup",
    "ClaimRow",
    "Counts",
    "Cursor",
    "EntryOffStory",
    "FactRow",
    "FeedAfterVisit",
    "FeedCondition",
    "FeedDay",
    "FeedPart",
    "FeedRhythm",
    "FeedRow",
    "FeedSpec",
    "FeedState",
    "MarkRequest",
    "MarkRow",
    "Move",
    "NewEntry",
    "NewRevision",
    "Outcome",
    "OutletSpec",
    "PassageRow",
    "PollerRow",
    "Posted",
    "Reader",
    "ReportRow",
    "RequestRefused",
    "RereadRevision",
    "RevisionRow",
    "RevisionSaved",
    "RobotsFile",
    "StoreBusy",
    "StoreError",
    "StoreMissing",
    "StoreTooNew",
    "StoreUnreadable",
    "StoreUnwritable",
    "StoredText",
    "TimelineRow",
    "UndoRequest",
    "Validators",
    "Visit",
    "VisitOutcome",
    "VisitRequest",
    "VisitTotal",
    "Writer",
    "back_up",
    "has_requests",
    "inbox_path",
    "inbox_problem",
    "integrity",
    "is_there",
    "open_reader",
    "open_writer",
    "post",
    "quick_check",
    "sqlite_version",
    "sqlite_warning",
    "take_up_if_free",
    "waiting_requests",
    "wal_size",
    "wal_warning",
    "writer_pid",
]


def __getattr__(name: str) -> Any:
    if name in ("Writer", "open_writer"):
        from store import writer

        return getattr(writer, name)
    if name in ("Backup", "back_up"):
        from store import backup

        return getattr(backup, name)
    if name in ("LONGEST_AUTHOR", "LONGEST_NOTE", "MarkRequest", "UndoRequest", "VisitRequest"):
        from store import requests

        return getattr(requests, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
