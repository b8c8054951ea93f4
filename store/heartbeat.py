"""The poller's sign of life: one row, written with each heartbeat, that tells readers whether it lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.cleaning import storable
from store.moments import from_text, to_text
from store.rows import PollerRow

if TYPE_CHECKING:
    from typing import Any

    from sqlite_utils import Database

POLLER = "SELECT pid, started_at, beat_at, next_visit_at, state, note, story_at, version FROM poller"

_BEAT = """
INSERT INTO poller (id, pid, started_at, beat_at, next_visit_at, state, note, story_at, version)
VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET pid = excluded.pid, started_at = excluded.started_at, beat_at = excluded.beat_at,
    next_visit_at = excluded.next_visit_at, state = excluded.state, note = excluded.note,
    story_at = excluded.story_at, version = excluded.version
"""


def save_beat(database: Database, row: PollerRow) -> None:
    """Puts a sign of life in place of the last one."""
    database.execute(
        _BEAT,
        (
            row.pid,
            to_text(row.started_at),
            to_text(row.beat_at),
            to_text(row.next_visit_at),
            row.state,
            storable(row.note),
            to_text(row.story_at),
            row.version,
        ),
    )


def poller_row(row: tuple[Any, ...]) -> PollerRow:
    """A sign of life from a row of POLLER."""
    return PollerRow(
        row[0], from_text(row[1]), from_text(row[2]), from_text(row[3]), row[4], row[5], from_text(row[6]), row[7]
    )
