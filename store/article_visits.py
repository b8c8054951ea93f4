"""What one visit to an article leaves in the store: the visit, the article's schedule, a revision and its claims."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from store.claim_rows import CLAIM_COLUMNS, claim_of, storable_claim
from store.claims import save_claims
from store.cleaning import storable
from store.hosts import host_of
from store.moments import from_text, to_text
from store.outlets import insert
from store.passage_rows import PASSAGE_COLUMNS, passage_of, storable_passage
from store.passages import save_passages
from store.rows import ArticleAfterVisit, ArticleState, NewRevision, Validators
from store.updates import save_updates
from story import (
    Admission,
    Claim,
    Passage,
    admission,
    claims_differ,
    edited_words,
    essence,
    is_revision_again,
    reconciled,
    text_credit,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

_ARTICLE_STATE = """
SELECT articles.id, outlets.name, outlets.publisher, articles.url, articles.title,
    coalesce(articles.lang, outlets.lang), articles.published_at, articles.modified_at, articles.first_seen_at,
    articles.last_seen_at, articles.etag, articles.last_modified, articles.next_visit_at, articles.failures,
    articles.revision_count, articles.unchanged_visits,
    EXISTS (SELECT 1 FROM revisions WHERE revisions.id = articles.latest_revision_id AND NOT revisions.is_stub)
FROM articles JOIN outlets ON outlets.id = articles.outlet_id
"""
ARTICLE = _ARTICLE_STATE + "WHERE articles.id = ?"
# From host to host through the index: a host with thousands of articles costs no more than one with a single one.
NEXT_ARTICLE_VISITS = """
WITH RECURSIVE hosts (host) AS (
    SELECT min(host) FROM articles WHERE next_visit_at IS NOT NULL
    UNION ALL
    SELECT (SELECT min(host) FROM articles WHERE next_visit_at IS NOT NULL AND host > hosts.host)
    FROM hosts WHERE hosts.host IS NOT NULL
)
SELECT host, (SELECT min(next_visit_at) FROM articles WHERE next_visit_at IS NOT NULL AND host = hosts.host)
FROM hosts WHERE host IS NOT NULL
"""
NEXT_ARTICLE_VISIT_OF_HOST = "SELECT min(next_visit_at) FROM articles WHERE next_visit_at IS NOT NULL AND host = ?"
# A page that nobody has read yet comes before one that is only looked at again.
ARTICLE_DUE = f"""
{_ARTICLE_STATE}
WHERE articles.id = coalesce(
    (
        SELECT id FROM articles
        WHERE next_visit_at <= :now AND last_seen_at IS NULL AND failures = 0 AND host = :host
        ORDER BY next_visit_at, id LIMIT 1
    ),
    (SELECT id FROM articles WHERE next_visit_at <= :now AND host = :host ORDER BY next_visit_at, id LIMIT 1)
)
"""  # noqa: S608 the columns are ours


def article_state(row: tuple[Any, ...]) -> ArticleState:
    """An article from a row of ARTICLE or ARTICLE_DUE."""
    return ArticleState(
        id=row[0],
        outlet=row[1],
        publisher=row[2],
        url=row[3],
        title=row[4],
        lang=row[5],
        published_at=from_text(row[6]),
        modified_at=from_text(row[7]),
        first_seen_at=from_text(row[8]),
        last_seen_at=from_text(row[9]),
        validators=Validators(row[10], row[11]),
        next_visit_at=from_text(row[12]),
        failures=row[13],
        revisions=row[14],
        unchanged_visits=row[15],
        has_whole_text=bool(row[16]),
    )


def add_article(
    database: Database, outlet: str, url: str, title: str, published_at: datetime | None, now: datetime
) -> int:
    """The article at this URL, made without a visit planned if nobody knew it; its outlet likewise."""
    url, outlet = storable(url), storable(outlet)
    row = database.execute("SELECT id FROM articles WHERE url = ?", (url,)).fetchone()
    if row is not None:
        return int(row[0])
    found = database.execute("SELECT id FROM outlets WHERE name = ?", (outlet,)).fetchone()
    outlet_id = (
        found[0]
        if found
        else insert(database, "outlets", {"name": outlet, "publisher": outlet, "kind": "unknown", "domains": "[]"})
    )
    return insert(
        database,
        "articles",
        {
            "outlet_id": outlet_id,
            "url": url,
            "host": host_of(url),
            "title": storable(title),
            "published_at": to_text(published_at),
            "published_basis": "import" if published_at else None,
            "first_seen_at": to_text(now),
        },
    )


def save_schedule(database: Database, article_id: int, after: ArticleAfterVisit) -> None:
    """Records when an article is to be visited next, and how to ask. An unknown article raises LookupError."""
    found = database.execute(
        """
        UPDATE articles SET etag = ?, last_modified = ?, next_visit_at = ?, not_before = ?, failures = ?,
            unchanged_visits = unchanged_visits + ?
        WHERE id = ?
        """,
        (
            storable(after.validators.etag),
            storable(after.validators.last_modified),
            to_text(after.next_visit_at),
            to_text(after.not_before),
            after.failures,
            int(after.failures == 0),
            article_id,
        ),
    )
    if not found.rowcount:
        raise LookupError(f"no article {article_id}")


def note_edit(database: Database, article_id: int, next_visit_at: datetime | None) -> None:
    """Notes that a visit found an edit: the text isn't settled, and the next visit may come sooner."""
    database.execute(
        "UPDATE articles SET unchanged_visits = 0, next_visit_at = coalesce(?, next_visit_at) WHERE id = ?",
        (to_text(next_visit_at), article_id),
    )


def save_page(database: Database, article_id: int, after: ArticleAfterVisit, known_at: str) -> bool:
    """Records what a page says of the article. Returns whether the times of its reports have to be read anew.

    The first publication time that a page gives is kept: outlets move it forward with every edit, and a figure is
    not younger for that. A time from a feed gives way to the page's, unless that one's zone is only assumed: then
    it only fills an empty place.
    """
    published_at, basis, credit = database.execute(
        "SELECT published_at, published_basis, credit FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    if after.published_at is not None and (published_at is None or (basis == "feed" and not after.is_zone_assumed)):
        page_basis = storable(after.published_basis) or "page"
        published_at, basis = _settled_time(database, article_id, published_at, after.published_at, page_basis)
    credit = storable(after.credit) or credit
    database.execute(
        """
        UPDATE articles SET title = coalesce(?, title), byline = coalesce(?, byline), lang = coalesce(?, lang),
            published_at = ?, published_basis = ?, page_published_at = coalesce(?, page_published_at),
            modified_at = coalesce(?, modified_at), credit = ?, where_found = json_patch(where_found, ?)
        WHERE id = ?
        """,
        (
            storable(after.title) or None,
            storable(after.byline),
            storable(after.lang),
            published_at,
            basis,
            to_text(after.published_at),
            to_text(after.modified_at),
            credit,
            storable(json.dumps(dict(after.where_found))),
            article_id,
        ),
    )
    dated = database.execute(
        """
        INSERT OR REPLACE INTO article_datings (article_id, known_from, published_at, published_basis, credit)
        SELECT :article_id, :known_at, :published_at, :basis, :credit
        WHERE NOT EXISTS (
            SELECT 1 FROM article_datings
            WHERE article_id = :article_id AND published_at IS :published_at AND published_basis IS :basis
                AND credit IS :credit
                AND known_from = (SELECT max(known_from) FROM article_datings WHERE article_id = :article_id)
        )
        """,
        {
            "article_id": article_id,
            "known_at": known_at,
            "published_at": published_at,
            "basis": basis,
            "credit": credit,
        },
    )
    return bool(dated.rowcount)


def _settled_time(
    database: Database, article_id: int, feed_time: str | None, page_time: datetime, page_basis: str
) -> tuple[str, str]:
    """A page's first publication time and its basis; the feed's if the two differ by a time zone and that one fits."""
    row = database.execute(
        "SELECT seen_after, first_seen_at FROM entries WHERE article_id = ? ORDER BY id LIMIT 1", (article_id,)
    ).fetchone()
    if feed_time is not None and row is not None:
        believed = reconciled(from_text(feed_time), page_time, from_text(row[0]), from_text(row[1]))
        if believed is not None and believed != page_time:
            return feed_time, "feed"
    return to_text(page_time), page_basis


def has_read(database: Database, url: str) -> bool:
    """Whether the article at this URL, if there is one, has a text."""
    found = database.execute("SELECT revision_count > 0 FROM articles WHERE url = ?", (storable(url),)).fetchone()
    return found is not None and bool(found[0])


def hash_of(text: str) -> str:
    """What tells two texts apart."""
    return hashlib.sha256(text.encode()).hexdigest()


def see_text(database: Database, article_id: int, seen_at: datetime) -> None:
    """Notes that the article's latest text still stood at this moment: when the page was asked for.

    Not when it had come and was read: a slow answer may have been edited meanwhile, and whoever asks next finds an
    edit that would seem younger than it is. It never goes back.
    """
    database.execute(
        "UPDATE articles SET last_seen_at = max(coalesce(last_seen_at, ?), ?) WHERE id = ?",
        (to_text(seen_at), to_text(seen_at), article_id),
    )


def save_revision(database: Database, article_id: int, revision: NewRevision, known_at: str) -> tuple[int, int] | None:
    """Adds a revision with its claims: (id, number), or None if the text makes none.

    It makes none if only what stands around the article differs from the text that it had last (that one stays, for
    its claims' offsets), or if the page flips between texts that it had before. See docs/decisions/0008.
    """
    text = storable(revision.text)
    number, last_seen_at, published_at, modified_at, latest, latest_from, before = database.execute(
        """
        SELECT articles.revision_count, articles.last_seen_at, articles.page_published_at, articles.modified_at,
            revisions.id, revisions.seen_from, revisions.text
        FROM articles LEFT JOIN revisions ON revisions.id = articles.latest_revision_id
        WHERE articles.id = ?
        """,
        (article_id,),
    ).fetchone()
    if before == text:
        return None
    essence_hash = hash_of(essence(text))
    if latest is not None and not _is_new(database, article_id, latest, latest_from, essence_hash, revision):
        return None
    seen_from = max(to_text(revision.seen_at), last_seen_at or "")
    credit = text_credit(text)
    revision_id = insert(
        database,
        "revisions",
        {
            "article_id": article_id,
            "number": number + 1,
            "title": storable(revision.title),
            "text": text,
            "lang": storable(revision.lang),
            "essence_hash": essence_hash,
            "seen_not_before": last_seen_at if number else None,
            "seen_from": seen_from,
            "published_at": published_at,
            "modified_at": modified_at,
            "credit": storable(credit.name) if credit else None,
            "credit_how": credit.how if credit else None,
            "admission": (admission(before, text) if number else Admission.NONE).value,
            "edited_words": storable(edited_words(before, text)) if number else "",
            "stated_lang": storable(revision.stated_lang),
            "stated_at": to_text(revision.stated_at),
            "is_stub": int(revision.is_stub),
            "known_from": known_at,
        },
    )
    save_claims(database, revision_id, revision.claims, text)
    save_passages(database, revision_id, revision)
    save_updates(database, revision_id, revision.updates)
    database.execute(
        "UPDATE articles SET latest_revision_id = ?, revision_count = ?, claim_count = ? WHERE id = ?",
        (revision_id, number + 1, len(revision.claims), article_id),
    )
    return revision_id, number + 1


def _is_new(
    database: Database, article_id: int, latest: int, latest_from: str, essence_hash: str, revision: NewRevision
) -> bool:
    """Whether a text that differs from the one that an article had last is a revision beside those that it has."""
    earlier, is_latest = database.execute(
        "SELECT count(*), max(id) = ? FROM revisions WHERE article_id = ? AND essence_hash = ?",
        (latest, article_id, essence_hash),
    ).fetchone()
    if not earlier:
        return True
    text = storable(revision.text)
    claims = [storable_claim(claim, text) for claim in revision.claims]
    passages = [storable_passage(passage, text) for passage in revision.passages]
    is_changed = claims_differ(_evidence(database, latest), [*claims, *passages])
    if is_latest:
        return is_changed
    return is_revision_again(earlier, revision.seen_at - from_text(latest_from), is_changed)


def _evidence(database: Database, revision_id: int) -> list[Claim | Passage]:
    """What a revision gives."""
    claims = database.execute(
        f"SELECT {CLAIM_COLUMNS} FROM claims WHERE revision_id = ?",  # noqa: S608 the columns are ours
        (revision_id,),
    ).fetchall()
    passages = database.execute(
        f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE revision_id = ?",  # noqa: S608 the columns are ours
        (revision_id,),
    ).fetchall()
    return [*map(claim_of, claims), *map(passage_of, passages)]
