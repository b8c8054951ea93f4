"""What one visit to a feed leaves in the store: the visit, the feed's schedule, new entries, new articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from store.cleaning import storable
from store.moments import from_text, to_text
from store.outlets import insert, outlet_of_page
from store.rows import FeedAfterVisit, FeedState, NewEntry, Validators, Visit

if TYPE_CHECKING:
    from sqlite_utils import Database

_FEED_STATE = """
SELECT feeds.id, outlets.name, coalesce(feeds.moved_to, feeds.url), outlets.lang, feeds.every, feeds.etag,
    feeds.last_modified, feeds.body_hash, feeds.next_visit_at, feeds.interval, feeds.failures,
    feeds.is_stopped OR NOT feeds.is_in_config, feeds.unconditional_at
FROM feeds JOIN outlets ON outlets.id = feeds.outlet_id
ORDER BY feeds.id
"""


def feed_states(database: Database) -> list[FeedState]:
    """Every feed that the store knows, stopped ones too, in the order in which they came."""
    return [
        FeedState(
            id=row[0],
            outlet=row[1],
            url=row[2],
            lang=row[3],
            every=row[4],
            validators=Validators(row[5], row[6]),
            body_hash=row[7],
            next_visit_at=from_text(row[8]),
            interval=row[9],
            failures=row[10],
            is_stopped=bool(row[11]),
            unconditional_at=from_text(row[12]),
        )
        for row in database.execute(_FEED_STATE).fetchall()
    ]


def entries_known(database: Database, feed_id: int, guids: Iterable[str]) -> dict[str, datetime | None]:
    """Those of these guids that the feed has listed before, each with the time at which it was last modified."""
    stored = {guid: storable(guid) for guid in guids}
    found = database.execute(
        "SELECT guid, modified_at FROM entries WHERE feed_id = ? AND guid IN (SELECT value FROM json_each(?))",
        (feed_id, json.dumps(list(stored.values()))),
    )
    known: dict[str, str | None] = dict(found.fetchall())
    return {guid: from_text(known[kept]) for guid, kept in stored.items() if kept in known}


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


def save_feed_visit(
    database: Database,
    feed_id: int,
    visit: Visit,
    after: FeedAfterVisit,
    entries: Sequence[NewEntry],
    visit_articles_at: datetime | None,
) -> list[int]:
    """Records a visit to a feed. Returns the ids of the articles that nobody had listed before."""
    row = database.execute("SELECT outlet_id FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    if row is None:
        raise LookupError(f"no feed {feed_id}")
    visit_id = save_visit(database, visit, feed_id=feed_id)
    database.execute(
        """
        UPDATE feeds SET etag = ?, last_modified = ?, body_hash = ?, next_visit_at = ?, interval = ?, failures = ?,
            is_stopped = ?, unconditional_at = coalesce(?, unconditional_at), moved_to = coalesce(?, moved_to),
            last_visit_id = ?
        WHERE id = ?
        """,
        (
            storable(after.validators.etag),
            storable(after.validators.last_modified),
            after.body_hash,
            to_text(after.next_visit_at),
            after.interval,
            after.failures,
            int(after.is_stopped),
            to_text(after.unconditional_at),
            storable(after.moved_to),
            visit_id,
            feed_id,
        ),
    )
    desk = _Desk(database, feed_id, row[0], visit.finished_at, visit_articles_at or visit.finished_at)
    for entry in entries:
        desk.take(entry)
    database.execute(
        """
        UPDATE feeds SET entry_count = entry_count + ?, on_story_count = on_story_count + ? WHERE id = ?
        """,
        (desk.entries, desk.on_story, feed_id),
    )
    return desk.new_articles


class _Desk:
    """Takes the entries of one visit in, one after the other, and counts what was new."""

    def __init__(
        self, database: Database, feed_id: int, outlet_id: int, seen_at: datetime, visit_articles_at: datetime
    ) -> None:
        self._database = database
        self._feed_id = feed_id
        self._outlet_id = outlet_id
        self._seen_at = to_text(seen_at)
        self._due_at = to_text(visit_articles_at)
        self.entries = 0
        self.on_story = 0
        self.new_articles: list[int] = []

    def take(self, entry: NewEntry) -> None:
        """Remembers a new entry; of a known one, what has changed."""
        known = self._known(entry)
        if known is None:
            self._add(entry)
        else:
            self._update(known, entry)

    def _known(self, entry: NewEntry) -> tuple[int, str | None, bool, int | None] | None:
        """(id, modified_at, is_on_story, article_id) of the entry that the feed gave before, by guid, else by URL."""
        columns = "SELECT id, modified_at, is_on_story, article_id FROM entries WHERE feed_id = ?"
        row = self._database.execute(f"{columns} AND guid = ?", (self._feed_id, storable(entry.guid))).fetchone()
        if row is None and entry.url:
            row = self._database.execute(f"{columns} AND url = ?", (self._feed_id, storable(entry.url))).fetchone()
        return None if row is None else (row[0], row[1], bool(row[2]), row[3])

    def _add(self, entry: NewEntry) -> None:
        article_id = self._article(entry) if entry.is_on_story else None
        insert(
            self._database,
            "entries",
            {
                "feed_id": self._feed_id,
                "guid": storable(entry.guid),
                "url": storable(entry.url),
                "title": storable(entry.title),
                "summary": storable(entry.summary),
                "published_at": to_text(entry.published_at),
                "modified_at": to_text(entry.modified_at),
                "first_seen_at": self._seen_at,
                "is_on_story": int(entry.is_on_story),
                "credit": storable(entry.credit),
                "article_id": article_id,
            },
        )
        self.entries += 1
        self.on_story += entry.is_on_story

    def _update(self, known: tuple[int, str | None, bool, int | None], entry: NewEntry) -> None:
        entry_id, known_modified_at, was_on_story, article_id = known
        modified_at = to_text(entry.modified_at)
        is_newer = modified_at is not None and (known_modified_at is None or modified_at > known_modified_at)
        is_found = entry.is_on_story and not was_on_story
        if not is_newer and not is_found:
            return
        if is_found:
            article_id = self._article(entry)
            self.on_story += 1
        if article_id is not None and is_newer:
            self._make_due(article_id, modified_at)
        self._database.execute(
            """
            UPDATE entries SET title = ?, summary = ?, modified_at = coalesce(?, modified_at),
                is_on_story = max(is_on_story, ?), article_id = ?
            WHERE id = ?
            """,
            (
                storable(entry.title),
                storable(entry.summary),
                modified_at,
                int(entry.is_on_story),
                article_id,
                entry_id,
            ),
        )

    def _make_due(self, article_id: int, modified_at: str | None) -> None:
        """An article that its feed calls modified is visited now, and may be again if it had been given up."""
        self._database.execute(
            """
            UPDATE articles SET next_visit_at = min(coalesce(next_visit_at, ?), ?),
                modified_at = max(coalesce(modified_at, ?), ?)
            WHERE id = (SELECT coalesce(duplicate_of, id) FROM articles WHERE id = ?)
            """,
            (self._due_at, self._due_at, modified_at, modified_at, article_id),
        )

    def _article(self, entry: NewEntry) -> int | None:
        """The article that an entry on the story leads to, made if nobody had listed it; None without a link."""
        if not entry.url:
            return None
        url = storable(entry.url)
        row = self._database.execute("SELECT id FROM articles WHERE url = ?", (url,)).fetchone()
        outlet_id = outlet_of_page(self._database, url, self._outlet_id)
        if row is None:  # an article that came under another URL and calls this one its own
            row = self._database.execute(
                "SELECT id FROM articles WHERE canonical_url = ? AND outlet_id = ? ORDER BY id LIMIT 1",
                (url, outlet_id),
            ).fetchone()
        if row is not None:
            return int(row[0])
        article_id = insert(
            self._database,
            "articles",
            {
                "outlet_id": outlet_id,
                "url": url,
                "title": storable(entry.title),
                "published_at": to_text(entry.published_at),
                "published_basis": "feed" if entry.published_at else None,
                "modified_at": to_text(entry.modified_at),
                "credit": storable(entry.credit),
                "first_seen_at": self._seen_at,
                "next_visit_at": self._due_at,
            },
        )
        self.new_articles.append(article_id)
        return article_id
