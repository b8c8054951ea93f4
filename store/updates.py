"""The dated parts of live blogs' texts: kept with each revision, and what they say of when its words appeared."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from store.moments import from_text, to_text
from story import TimeInterval, Update, appeared_in_update, was_pushed_down

if TYPE_CHECKING:
    from sqlite_utils import Database

_UPDATES = """
SELECT revisions.id, updates.text_start, updates.text_end, updates.published_at, updates.modified_at
FROM revisions LEFT JOIN updates ON updates.revision_id = revisions.id
WHERE revisions.article_id = ? AND revisions.known_from <= ? ORDER BY revisions.number, updates.text_start
"""


@dataclass(frozen=True, slots=True)
class RevisionUpdates:
    """One revision's updates, beside the times of all of them and of those of its neighbours.

    `own` are start, end, publication and modification of each, in order of the text: a live blog's history has tens of
    thousands, and few are ever asked for. `before` is None for the first revision, `after` for the last.
    """

    own: tuple[tuple[int, int, datetime, str | None], ...]
    times: frozenset[datetime]
    before: frozenset[datetime] | None
    after: frozenset[datetime] | None

    def last(self, seen_at: datetime) -> datetime | None:
        """When the page was last updated before we saw it, as far as the updates tell."""
        return max((time for time in self.times if time <= seen_at), default=None)

    def appeared(
        self, place: int, appeared: TimeInterval, story_start: datetime | None, *, is_clock_believed: bool
    ) -> TimeInterval | None:
        """When words at a place appeared; None if nothing is known but when the revision did."""
        update = self._at(place)
        if update is None:
            return None
        return appeared_in_update(update, self.before, appeared, story_start, is_clock_believed=is_clock_believed)

    def is_pushed_down(self, place: int) -> bool:
        """Whether the next revision has these words' update no more only because newer ones came."""
        update = self._at(place)
        return update is not None and self.after is not None and was_pushed_down(update, self.times, self.after)

    def _at(self, place: int) -> Update | None:
        found = bisect_right(self.own, place, key=lambda update: update[0]) - 1
        if found < 0 or place >= self.own[found][1]:
            return None
        start, end, published_at, modified_at = self.own[found]
        return Update(start, end, published_at, from_text(modified_at))


def save_updates(database: Database, revision_id: int, updates: Iterable[Update]) -> None:
    """Keeps a revision's dated parts; of two that start at one place the first."""
    database.conn.executemany(
        "INSERT OR IGNORE INTO updates (revision_id, text_start, text_end, published_at, modified_at) "
        "VALUES (?, ?, ?, ?, ?)",
        [
            (revision_id, update.start, update.end, to_text(update.published_at), to_text(update.modified_at))
            for update in updates
        ],
    )


def read_updates(database: Database, article_id: int, known_at: str) -> dict[int, RevisionUpdates]:
    """The updates of an article's revisions that were known at a moment; empty for what is no live blog."""
    is_live_blog = database.execute(
        "SELECT 1 FROM revisions JOIN updates ON updates.revision_id = revisions.id WHERE article_id = ? LIMIT 1",
        (article_id,),
    ).fetchone()
    if is_live_blog is None:
        return {}
    rows: dict[int, list[tuple[int, int, datetime, str | None]]] = {}
    moments: dict[str, datetime] = {}  # each update stands in many revisions
    for revision_id, start, end, published_at, modified_at in database.execute(
        _UPDATES, (article_id, known_at)
    ).fetchall():
        own = rows.setdefault(revision_id, [])
        if start is not None:
            published = moments.get(published_at) or moments.setdefault(published_at, from_text(published_at))
            own.append((start, end, published, modified_at))
    times = [frozenset(update[2] for update in own) for own in rows.values()]
    return {
        revision_id: RevisionUpdates(
            tuple(own),
            times[place],
            times[place - 1] if place else None,
            times[place + 1] if place + 1 < len(times) else None,
        )
        for place, (revision_id, own) in enumerate(rows.items())
    }
