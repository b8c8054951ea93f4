"""The URL that a page calls its own: by it an AMP page, a print view or another address is found to be a twin."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from store.article_visits import hash_of
from store.cleaning import folded, storable
from store.rows import NewRevision
from story import essence

if TYPE_CHECKING:
    from sqlite_utils import Database


def settle_canonical_url(
    database: Database, article_id: int, canonical_url: str | None, revision: NewRevision | None
) -> int:
    """Notes the URL that a page calls its own. Returns the article that the page belongs to.

    That is another one if the same outlet's page is known at that URL already: of the two the one that has been read
    stays, the other becomes its duplicate and is not visited again; if both have been read, each keeps its
    history. A page that only shares its canonical URL with another page, neither standing there, is its duplicate
    only if headline or text agree: some sites name one URL in all their pages, and a story must not vanish for that.
    """
    url = storable(canonical_url)
    own_url, outlet_id, own_revisions = database.execute(
        "SELECT url, outlet_id, revision_count FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    if not url or url == own_url or _is_front_page(url):
        return article_id
    keeper = database.execute(
        "SELECT id, duplicate_of FROM articles WHERE url = ? AND outlet_id = ? AND id <> ?",
        (url, outlet_id, article_id),
    ).fetchone()
    if keeper is None:
        for other_id, duplicate_of, title, essence_hash in database.execute(
            """
            SELECT articles.id, articles.duplicate_of, articles.title, revisions.essence_hash
            FROM articles LEFT JOIN revisions ON revisions.id = articles.latest_revision_id
            WHERE articles.canonical_url = ? AND articles.outlet_id = ? AND articles.id < ?
            ORDER BY articles.id LIMIT 20
            """,
            (url, outlet_id, article_id),
        ).fetchall():
            if revision and (
                folded(title) == folded(revision.title) or essence_hash == hash_of(essence(storable(revision.text)))
            ):
                keeper = (other_id, duplicate_of)
                break
    database.execute("UPDATE articles SET canonical_url = ? WHERE id = ?", (url, article_id))
    if keeper is None:
        return article_id
    keeper_id: int = keeper[1] or keeper[0]
    if keeper_id == article_id:
        return article_id
    duplicate, kept = article_id, keeper_id
    if own_revisions:
        (read,) = database.execute("SELECT revision_count FROM articles WHERE id = ?", (keeper_id,)).fetchone()
        if read:
            return article_id
        duplicate, kept = keeper_id, article_id
    database.execute(
        "UPDATE articles SET duplicate_of = ?, next_visit_at = NULL WHERE id = ? OR duplicate_of = ?",
        (kept, duplicate, duplicate),
    )
    return kept


def same_page_as(database: Database, article_id: int) -> str:
    """What a visit to a twin says: an AMP page, a print view, another address of the same article."""
    (url,) = database.execute("SELECT url FROM articles WHERE id = ?", (article_id,)).fetchone()
    return f"the same page as {url}"


def _is_front_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return parts.path in ("", "/") and not parts.query
