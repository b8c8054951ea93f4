"""Requests as they are recorded, one row each, and how long they are kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from store.cleaning import storable
from store.moments import to_text
from store.outlets import insert
from store.rows import Visit

if TYPE_CHECKING:
    from sqlite_utils import Database

KEPT_VISITS = 500  # of each feed and each article, at least
KEPT_FOR = timedelta(days=30)  # of the story's time, at least


def save_visit(database: Database, visit: Visit, *, feed_id: int | None = None, article_id: int | None = None) -> int:
    """Records one request."""
    return insert(
        database,
        "visits",
        {
            "feed_id": feed_id,
            "article_id": article_id,
            "url": storable(visit.url),
            "started_at": to_text(visit.started_at),
            "finished_at": to_text(visit.finished_at),
            "outcome": visit.outcome,
            "status": visit.status,
            "reason": storable(visit.reason),
            "size": visit.size,
        },
    )


def prune_visits(
    database: Database, now: datetime, *, feed_id: int | None = None, article_id: int | None = None
) -> None:
    """Forgets the old visits to a feed or an article: those beyond the last 500 that ended more than 30 days before.

    Never the last visit, which the feed's row leads to: it ended `now`. Costs a walk over 500 places of an index.
    """
    column, owner = ("feed_id", feed_id) if article_id is None else ("article_id", article_id)
    database.execute(
        f"""
        DELETE FROM visits WHERE {column} = :owner AND finished_at < min(:long_ago, (
            SELECT finished_at FROM visits WHERE {column} = :owner ORDER BY finished_at DESC LIMIT 1 OFFSET :kept
        ))
        """,  # noqa: S608 the column is ours
        {"owner": owner, "long_ago": to_text(now - KEPT_FOR), "kept": KEPT_VISITS - 1},
    )
