"""When the store learned what it knows: one moment after the other, never back.

Everything that follows from coverage (reports, facts, events, the toll) is kept as versions: a row holds from
`known_from` until `known_until` (NULL while it holds). As of a moment, what was known is a query.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from store.moments import to_text

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

HELD = "known_from <= :as_of AND (known_until IS NULL OR known_until > :as_of)"  # in a query's WHERE


def learn(database: Database, moment: datetime) -> str:
    """The moment as which what comes now is known: `moment`, or the latest so far if a clock went back.

    Without this a version could end before it began.
    """
    latest = latest_knowledge(database.conn)
    known_at = max(to_text(moment), latest or "")
    if known_at != latest:
        database.execute(
            "INSERT INTO knowledge (id, latest) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET latest = excluded.latest",
            (known_at,),
        )
    return known_at


def latest_knowledge(connection: sqlite3.Connection) -> str | None:
    """The latest moment at which the store learned anything; None if it holds nothing yet."""
    row = connection.execute("SELECT latest FROM knowledge").fetchone()
    return row[0] if row else None
