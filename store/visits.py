"""Requests as they are recorded, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.cleaning import storable
from store.moments import to_text
from store.outlets import insert
from store.rows import Visit

if TYPE_CHECKING:
    from sqlite_utils import Database


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
