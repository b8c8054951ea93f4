"""One article's history as the rules in `story` take it: its revisions with their times and claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from store.claim_rows import CLAIM_COLUMNS, claim_of
from store.marks import read_article_marks
from store.moments import from_text
from story import ArticleMarks, Claim, OutletKind, RevisionClaims, appeared_first, appeared_in_edit

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class History:
    """An article with all its revisions, oldest first, and the title of each."""

    article_id: int
    outlet: str
    publisher: str
    kind: OutletKind
    credit: str | None
    revisions: tuple[RevisionClaims, ...]
    titles: tuple[str, ...]
    marks: ArticleMarks


def read_history(database: Database, article_id: int, story_start: datetime | None) -> History:
    """Reads an article's history. Its first text is dated by publication if that is believed, an edit never.

    Claims that the user called wrong are left out, and all of an article that is off the story.
    """
    marks = read_article_marks(database.conn, article_id)
    outlet, publisher, kind, credit, published_at = database.execute(
        """
        SELECT outlets.name, outlets.publisher, outlets.kind, articles.credit, articles.published_at
        FROM articles JOIN outlets ON outlets.id = articles.outlet_id WHERE articles.id = ?
        """,
        (article_id,),
    ).fetchone()
    claims: dict[int, list[tuple[int, Claim]]] = {}
    for row in database.execute(
        f"""
        SELECT claims.revision_id, claims.id, {CLAIM_COLUMNS}
        FROM revisions JOIN claims ON claims.revision_id = revisions.id
        WHERE revisions.article_id = ? ORDER BY claims.revision_id, claims.text_start, claims.id
        """,  # noqa: S608 the columns are ours
        (article_id,),
    ).fetchall():
        claims.setdefault(row[0], []).append((row[1], claim_of(row[2:])))
    revisions: list[RevisionClaims] = []
    titles: list[str] = []
    for number, revision_id, title, text, not_before, seen_from, modified_at in database.execute(
        """
        SELECT number, id, title, text, seen_not_before, seen_from, modified_at
        FROM revisions WHERE article_id = ? AND NOT ? ORDER BY number
        """,
        (article_id, marks.is_off_story),
    ).fetchall():
        seen, modified = from_text(seen_from), from_text(modified_at)
        if not revisions:
            appeared = appeared_first(from_text(published_at), modified, seen, story_start)
        else:
            appeared = appeared_in_edit(from_text(not_before) or revisions[-1].appeared.not_after, seen, modified)
        counted = tuple((id, claim) for id, claim in claims.get(revision_id, ()) if marks.counts(number, claim))
        revisions.append(RevisionClaims(revision_id, appeared, text, counted))
        titles.append(title)
    return History(
        article_id,
        outlet,
        publisher,
        OutletKind(kind),
        credit,
        tuple(revisions),
        tuple(titles),
        marks,
    )
