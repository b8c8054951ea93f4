"""What one visit to a feed leaves in the store: the visit, the feed's schedule, new entries, new articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from store.cleaning import storable
from store.hosts import host_of
from store.moments import from_text, to_text
from store.new_articles import NewArticles
from store.rows import (
    GOOD_OUTCOMES,
    FeedAfterVisit,
    FeedDay,
    FeedPart,
    FeedRhythm,
    FeedState,
    Move,
    NewEntry,
    Validators,
    Visit,
)
from store.visits import prune_visits, save_visit
from story import SEARCHES, source_kind

if TYPE_CHECKING:
    from sqlite_utils import Database

_FEED_STATE = """
SELECT feeds.id, outlets.name, coalesce(feeds.moved_to, feeds.url), outlets.lang, feeds.every, feeds.etag,
    feeds.last_modified, feeds.body_hash, feeds.next_visit_at, feeds.interval, feeds.failures,
    feeds.is_stopped OR NOT feeds.is_in_config, feeds.unconditional_at, feeds.url,
    feeds.ttl, feeds.skip_hours, feeds.moving_to, feeds.move_sightings, feeds.kind, feeds.parts,
    feeds.not_before, feeds.day_since, feeds.day_entries, feeds.day_text, feeds.day_left_out
FROM feeds JOIN outlets ON outlets.id = feeds.outlet_id
ORDER BY feeds.id
"""
_FEED = """
SELECT outlet_id, listed_at, kind, (SELECT finished_at FROM visits WHERE visits.id = last_visit_id)
FROM feeds WHERE id = ?
"""
_CHANGE_FEED = """
UPDATE feeds SET etag = ?, last_modified = ?, body_hash = ?, next_visit_at = ?, interval = ?, failures = ?,
    is_stopped = ?, unconditional_at = coalesce(?, unconditional_at), moved_to = coalesce(?, moved_to),
    ttl = ?, skip_hours = ?, moving_to = ?, move_sightings = ?,
    listed_at = coalesce(?, listed_at), parts = ?, last_visit_id = ?, not_before = ?, asked_at = NULL,
    day_since = ?, day_entries = ?, day_text = ?, day_left_out = ?,
    failing_since = CASE WHEN ? > 0 THEN coalesce(failing_since, ?) END
WHERE id = ?
"""
_ADD_ENTRY = """
INSERT INTO entries (id, feed_id, guid, url, title, summary, published_at, modified_at, seen_after, first_seen_at,
    is_on_story, credit, article_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE_ENTRY = """
UPDATE entries SET title = ?, summary = ?, modified_at = ?, is_on_story = ?, article_id = ? WHERE id = ?
"""
# An article that a feed of its own outlet calls modified is visited as soon as its server allows, again if it had been
# given up. Another outlet's word doesn't count: it could send us to somebody else's pages as often as it likes.
_MAKE_DUE = """
UPDATE articles SET next_visit_at = max(min(coalesce(next_visit_at, ?), ?), coalesce(not_before, '')),
    modified_at = max(coalesce(modified_at, ?), ?)
WHERE id = (SELECT coalesce(duplicate_of, id) FROM articles WHERE id = ?) AND outlet_id = ?
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
            named_url=row[13],
            rhythm=FeedRhythm(row[14], tuple(json.loads(row[15]))),
            move=Move(row[16], row[17]) if row[16] else None,
            kind=source_kind(row[18]),
            parts=_parts(row[19]),
            not_before=from_text(row[20]),
            day=FeedDay(from_text(row[21]), *row[22:25]),
        )
        for row in database.execute(_FEED_STATE).fetchall()
    ]


def _parts(text: str) -> tuple[FeedPart, ...]:
    return tuple(
        FeedPart(url, changed, Validators(etag, last_modified), body_hash, within)
        for url, changed, etag, last_modified, body_hash, within in json.loads(text)
    )


def _parts_text(parts: Sequence[FeedPart]) -> str:
    rows = [
        [storable(text) for text in (part.url, part.changed, part.validators.etag, part.validators.last_modified)]
        + [part.body_hash, storable(part.within)]
        for part in parts
    ]
    return json.dumps(rows)


def entries_known(database: Database, feed_id: int, guids: Iterable[str]) -> dict[str, datetime | None]:
    """Those of these guids that the feed has listed before, each with the time at which it was last modified."""
    stored = {guid: storable(guid) for guid in guids}
    found = database.execute(
        "SELECT guid, modified_at FROM entries WHERE feed_id = ? AND guid IN (SELECT value FROM json_each(?))",
        (feed_id, json.dumps(list(stored.values()))),
    )
    known: dict[str, str | None] = dict(found.fetchall())
    return {guid: from_text(known[kept]) for guid, kept in stored.items() if kept in known}


def save_feed_visit(
    database: Database,
    feed_id: int,
    visit: Visit,
    after: FeedAfterVisit,
    entries: Sequence[NewEntry],
    visit_articles_at: datetime | None,
) -> list[int]:
    """Records a visit to a feed. Returns the ids of the articles that nobody had listed before.

    A new entry came after the last visit that took in the feed's whole list began: not one that left entries over
    for the next (it has no `body_hash`), for those it saw, even if it took in none of them.
    """
    row = database.conn.execute(_FEED, (feed_id,)).fetchone()
    if row is None:
        raise LookupError(f"no feed {feed_id}")
    outlet_id, listed_at, kind, last_visit_at = row
    is_whole = visit.outcome in GOOD_OUTCOMES and after.body_hash is not None
    visit_id = save_visit(database, visit, feed_id=feed_id)
    database.conn.execute(
        _CHANGE_FEED,
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
            after.rhythm.ttl,
            json.dumps(after.rhythm.skip_hours),
            storable(after.move.target) if after.move else None,
            after.move.sightings if after.move else 0,
            to_text(visit.started_at) if is_whole else None,
            _parts_text(after.parts),
            visit_id,
            to_text(after.not_before),
            to_text(after.day.since),
            after.day.entries,
            after.day.text,
            after.day.left_out,
            after.failures,
            to_text(visit.finished_at),
            feed_id,
        ),
    )
    if last_visit_at is None or from_text(last_visit_at).date() != visit.finished_at.date():
        prune_visits(database, visit.finished_at, feed_id=feed_id)
    if not entries:
        return []
    desk = _Desk(
        database,
        feed_id,
        outlet_id,
        entries,
        listed_at,
        to_text(visit.finished_at),
        to_text(visit_articles_at),
        is_search=kind in SEARCHES,
    )
    for entry in entries:
        desk.take(entry)
    return desk.save()


@dataclass(slots=True)
class _Known:
    """An entry that the feed gave before, now or on an earlier visit."""

    id: int
    modified_at: str | None
    is_on_story: bool
    article_id: int | None


class _Desk:
    """Takes in the entries of one visit, one after the other, then writes what is new all at once.

    A row at a time, a feed of 20,000 entries held up everything else for five seconds.
    """

    def __init__(
        self,
        database: Database,
        feed_id: int,
        outlet_id: int,
        entries: Sequence[NewEntry],
        seen_after: str | None,
        seen_at: str,
        due_at: str | None,
        *,
        is_search: bool,
    ) -> None:
        self._database = database
        self._feed_id = feed_id
        self._outlet_id = outlet_id
        self._is_search = is_search
        self._seen_after = seen_after
        self._seen_at = seen_at
        self._due_at = due_at or seen_at
        self._by_guid: dict[str, _Known] = {}
        self._by_url: dict[str, _Known] = {}
        self._read_known("guid", {storable(entry.guid) for entry in entries})
        unknown = [entry for entry in entries if storable(entry.guid) not in self._by_guid]
        self._read_known("url", {storable(entry.url) for entry in unknown if entry.url})
        leads = {storable(entry.url) for entry in entries if entry.url and entry.is_on_story}
        self._articles = NewArticles(database, leads, self._due_at)
        self._next_id: int = database.execute("SELECT coalesce(max(id), 0) + 1 FROM entries").fetchone()[0]
        self._on_story = 0
        self._new: list[tuple[Any, ...]] = []
        self._changed: list[tuple[Any, ...]] = []
        self._modified: list[tuple[Any, ...]] = []

    def _read_known(self, column: Literal["guid", "url"], values: Iterable[str]) -> None:
        """Reads what the feed gave before under these guids or URLs; of several with one URL, the first."""
        rows = self._database.execute(
            f"""
            SELECT {column}, id, modified_at, is_on_story, article_id FROM entries
            WHERE feed_id = ? AND {column} IN (SELECT value FROM json_each(?)) ORDER BY id
            """,  # noqa: S608 the column is ours
            (self._feed_id, json.dumps(list(values))),
        ).fetchall()
        found = self._by_guid if column == "guid" else self._by_url
        known = {entry.id: entry for entry in self._by_guid.values()}
        for value, entry_id, modified_at, is_on_story, article_id in rows:
            entry = known.get(entry_id) or _Known(entry_id, modified_at, bool(is_on_story), article_id)
            found.setdefault(value, entry)

    def take(self, entry: NewEntry) -> None:
        """Remembers a new entry; of one known by its guid or else its URL, what has changed."""
        guid, url, modified_at = storable(entry.guid), storable(entry.url), to_text(entry.modified_at)
        known = self._by_guid.get(guid)
        if known is None and url:
            known = self._by_url.get(url)
        if known is None:
            self._add(entry, guid, url, modified_at)
        else:
            self._update(known, entry, url, modified_at)

    def _add(self, entry: NewEntry, guid: str, url: str | None, modified_at: str | None) -> None:
        title, published_at, credit = storable(entry.title), to_text(entry.published_at), storable(entry.credit)
        article_id = None
        if entry.is_on_story:
            self._on_story += 1
            article_id = self._article(url, title, published_at, modified_at, credit, entry.source_url)
        known = _Known(self._next_id, modified_at, entry.is_on_story, article_id)
        self._next_id += 1
        self._by_guid[guid] = known
        if url:
            self._by_url.setdefault(url, known)
        self._new.append(
            (
                known.id,
                self._feed_id,
                guid,
                url,
                title,
                storable(entry.summary),
                published_at,
                modified_at,
                self._seen_after,
                self._seen_at,
                int(entry.is_on_story),
                credit,
                article_id,
            )
        )

    def _update(self, known: _Known, entry: NewEntry, url: str | None, modified_at: str | None) -> None:
        is_newer = modified_at is not None and (known.modified_at is None or modified_at > known.modified_at)
        is_found = entry.is_on_story and not known.is_on_story and bool(url)
        if not is_newer and not is_found:
            return
        title = storable(entry.title)
        if is_found:
            published_at, credit = to_text(entry.published_at), storable(entry.credit)
            known.article_id = self._article(url, title, published_at, modified_at, credit, entry.source_url)
            known.is_on_story = True
            self._on_story += 1
        if is_newer:
            known.modified_at = modified_at
            if known.article_id is not None:
                article = known.article_id, self._outlet_id
                self._modified.append((self._due_at, self._due_at, modified_at, modified_at, *article))
        summary, is_on_story = storable(entry.summary), int(known.is_on_story)
        self._changed.append((title, summary, known.modified_at, is_on_story, known.article_id, known.id))

    def _article(
        self,
        url: str | None,
        title: str,
        published_at: str | None,
        modified_at: str | None,
        credit: str | None,
        source_url: str | None,
    ) -> int | None:
        """The article that an entry on the story leads to; None without a link."""
        if not url:
            return None
        return self._articles.article_of(
            url,
            lister=self._outlet_id,
            is_found=self._is_search,
            source_host=host_of(storable(source_url)) if source_url else None,
            title=title,
            published_at=published_at,
            modified_at=modified_at,
            credit=None if self._is_search else credit,  # the <source> of a hit is its outlet, nobody whom it cites
            first_seen_at=self._seen_at,
        )

    def save(self) -> list[int]:
        """Writes what was taken in. Returns the ids of new articles."""
        connection = self._database.conn
        new_articles = self._articles.save()
        connection.executemany(_ADD_ENTRY, self._new)
        connection.executemany(_CHANGE_ENTRY, self._changed)
        connection.executemany(_MAKE_DUE, self._modified)
        connection.execute(
            "UPDATE feeds SET entry_count = entry_count + ?, on_story_count = on_story_count + ? WHERE id = ?",
            (len(self._new), self._on_story, self._feed_id),
        )
        return new_articles
