"""What sites answered to the question for their robots.txt, kept so that a restart doesn't ask them all again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from store.cleaning import storable
from store.moments import from_text, to_text
from story import plain_text

if TYPE_CHECKING:
    from sqlite_utils import Database

KEPT = 16_000_000  # characters of all together; those that would be forgotten first make room


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """An answer that counts until a moment. `status` is None if there was none, `failure` says why."""

    status: int | None
    text: str
    failure: str | None
    until: datetime


def robots_file(database: Database, url: str, now: datetime) -> RobotsFile | None:
    """What stands for the robots.txt at a URL; None if nothing does any more."""
    row = database.execute(
        "SELECT status, text, failure, until FROM robots WHERE url = ? AND until > ?", (storable(url), to_text(now))
    ).fetchone()
    return None if row is None else RobotsFile(row[0], row[1], row[2], from_text(row[3]))


def save_robots_file(database: Database, url: str, file: RobotsFile, now: datetime) -> None:
    """Keeps an answer in place of the last one, without control characters, and forgets those that count no more."""
    database.execute("DELETE FROM robots WHERE until <= ?", (to_text(now),))
    database.execute(
        "INSERT INTO robots (url, status, text, failure, until) VALUES (?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET "
        "status = excluded.status, text = excluded.text, failure = excluded.failure, until = excluded.until",
        (
            storable(url),
            file.status,
            storable(plain_text(file.text)),
            storable(file.failure and plain_text(file.failure)),
            to_text(file.until),
        ),
    )
    (kept,) = database.execute("SELECT coalesce(sum(length(text)), 0) FROM robots").fetchone()
    while kept > KEPT:
        (gone,) = database.execute(
            "DELETE FROM robots WHERE id = (SELECT id FROM robots ORDER BY until, id LIMIT 1) RETURNING length(text)"
        ).fetchone()
        kept -= gone
