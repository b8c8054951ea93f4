"""Entries that didn't match the story when they came, for when its terms have changed: read again, and taken up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from store.cleaning import storable
from store.moments import from_text
from store.new_articles import NewArticles
from store.rows import EntryOffStory
from story import SEARCHES

if TYPE_CHECKING:
    from sqlite_utils import Database

# Without a link an entry can't become an article; a feed that is no longer configured isn't asked for more.
ENTRIES_OFF_STORY = """
SELECT entries.id, outlets.name, outlets.lang, entries.title, entries.summary, entries.published_at,
    entries.first_seen_at
FROM entries
CROSS JOIN feeds ON feeds.id = entries.feed_id AND feeds.is_in_config
CROSS JOIN outlets ON outlets.id = feeds.outlet_id
WHERE entries.id > ? AND NOT entries.is_on_story AND entries.url <> ''
ORDER BY entries.id LIMIT ?
"""
_TAKEN_UP = """
SELECT entries.id, entries.feed_id, feeds.outlet_id, entries.url, entries.title, entries.published_at,
    entries.modified_at, entries.credit, entries.first_seen_at, feeds.kind
FROM entries JOIN feeds ON feeds.id = entries.feed_id
WHERE entries.id IN (SELECT value FROM json_each(?)) AND NOT entries.is_on_story AND entries.url <> ''
ORDER BY entries.id
"""


def entries_off_story(database: Database, limit: int, after_id: int) -> list[EntryOffStory]:
    """A page of the entries that are off the story, oldest first."""
    return [
        EntryOffStory(row[0], row[1], row[2], row[3], row[4], from_text(row[5]), from_text(row[6]))
        for row in database.execute(ENTRIES_OFF_STORY, (after_id, limit)).fetchall()
    ]


def take_up_entries(database: Database, ids: Iterable[int], due_at: str) -> list[int]:
    """Brings entries onto the story. Returns the ids of the articles that nobody had listed before.

    Such an article was first seen when the feed first listed its entry, not when the terms were changed.
    """
    rows = database.execute(_TAKEN_UP, (json.dumps(list(ids)),)).fetchall()
    articles = NewArticles(database, {row[3] for row in rows}, due_at)
    taken: list[tuple[int, int]] = []
    for entry_id, _, outlet_id, url, title, published_at, modified_at, credit, first_seen_at, kind in rows:
        article_id = articles.article_of(
            url,
            lister=outlet_id,
            is_found=kind in SEARCHES,
            title=title,
            published_at=published_at,
            modified_at=modified_at,
            credit=None if kind in SEARCHES else credit,
            first_seen_at=first_seen_at,
        )
        taken.append((article_id, entry_id))
    new_articles = articles.save()
    connection = database.conn
    connection.executemany("UPDATE entries SET is_on_story = 1, article_id = ? WHERE id = ?", taken)
    by_feed = Counter(row[1] for row in rows)
    connection.executemany(
        "UPDATE feeds SET on_story_count = on_story_count + ? WHERE id = ?",
        [(count, feed_id) for feed_id, count in by_feed.items()],
    )
    return new_articles


def terms_fingerprint(database: Database) -> str | None:
    """What `set_terms_fingerprint` kept last."""
    row = database.execute("SELECT terms_fingerprint FROM story").fetchone()
    return row[0] if row else None


def set_terms_fingerprint(database: Database, text: str) -> None:
    """Keeps a fingerprint in the story's row, which is made if there is none yet."""
    database.execute(
        """
        INSERT INTO story (id, name, place, places, parties, official, terms_fingerprint)
        VALUES (1, '', '', '[]', '[]', '[]', ?)
        ON CONFLICT (id) DO UPDATE SET terms_fingerprint = excluded.terms_fingerprint
        """,
        (storable(text),),
    )
