"""Requests as they are recorded, and what of the schedule concerns more than one feed or article."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from store.cleaning import storable
from store.moments import from_text, to_text
from store.outlets import insert
from store.rows import Visit

if TYPE_CHECKING:
    from sqlite_utils import Database

KEPT_VISITS = 500  # of each feed and each article, at least
KEPT_FOR = timedelta(days=30)  # of the story's time, at least

_COUNT_VISIT = """
INSERT INTO visit_totals (subject, outcome, visits, bytes) VALUES (?, ?, 1, ?)
ON CONFLICT (subject, outcome) DO UPDATE SET visits = visits + 1, bytes = bytes + excluded.bytes
"""


def save_visit(database: Database, visit: Visit, *, feed_id: int | None = None, article_id: int | None = None) -> int:
    """Records one request, and counts it: the count stays when the row is forgotten."""
    database.conn.execute(_COUNT_VISIT, ("feed" if article_id is None else "article", visit.outcome, visit.size or 0))
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


def pauses(database: Database, now: datetime) -> dict[str, datetime]:
    """Hosts that asked to be left alone for longer than until `now`, each with the end of its pause."""
    rows = database.execute("SELECT host, until FROM pauses WHERE until > ?", (to_text(now),)).fetchall()
    return {host: from_text(until) for host, until in rows}


def save_pause(database: Database, host: str, until: datetime, now: datetime) -> None:
    """Remembers a host's pause, and forgets those that are over."""
    database.execute("DELETE FROM pauses WHERE until <= ?", (to_text(now),))
    database.execute(
        "INSERT INTO pauses (host, until) VALUES (?, ?) "
        "ON CONFLICT (host) DO UPDATE SET until = max(until, excluded.until)",
        (storable(host), to_text(until)),
    )


def latest_feed_visit(database: Database) -> datetime | None:
    """The end of the latest of all feeds' last visits; None if there was none."""
    row = database.execute(
        "SELECT max(visits.finished_at) FROM feeds JOIN visits ON visits.id = feeds.last_visit_id"
    ).fetchone()
    latest: str | None = row[0]
    return from_text(latest)


def move_schedule(database: Database, by: timedelta) -> None:
    """Moves all that is planned by whole seconds."""
    shift = {"by": f"{round(by.total_seconds()):+d} seconds"}
    moved = "strftime('%Y-%m-%dT%H:%M:%SZ', {0}, :by)".format
    of_feeds = ("next_visit_at", "not_before", "day_since")
    for table, columns in (("feeds", of_feeds), ("pauses", ("until",)), ("robots", ("until",))):
        changes = ", ".join(f"{column} = {moved(column)}" for column in columns)
        database.execute(f"UPDATE {table} SET {changes}", shift)  # noqa: S608 our own names
    database.execute(
        f"UPDATE articles SET next_visit_at = {moved('next_visit_at')}, not_before = {moved('not_before')} "  # noqa: S608
        "WHERE next_visit_at IS NOT NULL OR not_before IS NOT NULL",
        shift,
    )
