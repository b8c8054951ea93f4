"""An article as readers ask for it: its revisions, what each gives, and where words stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from store import queries
from store.claim_rows import claim_of
from store.marks import read_article_marks
from store.moments import from_text, to_text
from store.passage_rows import passage_of
from store.shown import ClaimRow, PassageRow, RevisionRow
from story import Claim, Passage

if TYPE_CHECKING:
    import sqlite3

Evidence = TypeVar("Evidence", Claim, Passage)


def read_revisions(connection: sqlite3.Connection, article_id: int, as_of: datetime | None) -> list[RevisionRow]:
    """All versions of an article's text that were known, oldest first."""
    found = connection.execute(queries.REVISIONS, {"article_id": article_id, "as_of": to_text(as_of)}).fetchall()
    return [
        RevisionRow(row[0], row[1], row[2], row[3], row[4], row[5], from_text(row[6]), from_text(row[7]))
        for row in found
    ]


def read_claims_of(connection: sqlite3.Connection, revision_id: int) -> list[ClaimRow]:
    """The claims of one revision in the order of its text; one that was called wrong leads to no fact."""
    found = _evidence(connection, queries.CLAIMS, claim_of, revision_id)
    return [ClaimRow(row[0], row[1], fact_id, claim) for row, claim, fact_id in found]


def read_passages_of(connection: sqlite3.Connection, revision_id: int) -> list[PassageRow]:
    """The passages of one revision that give statements and happenings, as `read_claims_of`."""
    found = _evidence(connection, queries.PASSAGES, passage_of, revision_id)
    return [PassageRow(row[0], row[1], fact_id, passage) for row, passage, fact_id in found]


def _evidence(
    connection: sqlite3.Connection, statement: str, evidence_of: Callable[[tuple[Any, ...]], Evidence], revision_id: int
) -> Iterator[tuple[Any, Evidence, int | None]]:
    """The rows of a revision's claims or passages, each with the fact as which it counts: marks may change that."""
    found = connection.execute(queries.REVISION, (revision_id,)).fetchone()
    if found is None:
        return
    article_id, number = found
    marks = read_article_marks(connection, article_id)
    for row in connection.execute(statement, (revision_id,)).fetchall():
        evidence = evidence_of(row[4:])
        fact_id, key = row[2:4]
        if fact_id is None or not marks.counts(number, evidence):
            fact_id = None
        elif marks.key(key) != key:
            (fact_id,) = connection.execute(queries.FACT_ID, (marks.key(key),)).fetchone() or (None,)
        yield row, evidence, fact_id


def articles_with(connection: sqlite3.Connection, words: str, limit: int) -> list[int]:
    """The numbers of articles that hold all these words in some revision, the last changed first."""
    expression = queries.search_expression(words)
    if not expression:
        return []
    found: dict[int, None] = {}
    cursor = connection.execute(queries.SEARCH, (expression,))
    try:
        for (article_id,) in cursor:
            found[article_id] = None
            if len(found) >= limit:
                break
    finally:
        cursor.close()
    return list(found)
