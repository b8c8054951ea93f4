"""One article's history as the rules in `story` take it: its revisions with their times, claims and passages.

Always as it was known at a moment: going through the moments again makes the same reports again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from store.claim_rows import CLAIM_COLUMNS, claim_of
from store.cleaning import storable
from store.marks import read_article_marks
from store.moments import from_text
from store.outlet_clocks import is_clock_believed
from store.passage_rows import PASSAGE_COLUMNS, passage_of
from store.updates import read_updates
from story import (
    Admission,
    ArticleMarks,
    Claim,
    Given,
    Origin,
    OutletKind,
    RevisionEvidence,
    appeared_first,
    appeared_in_edit,
    fact_key,
    publication_moved,
)

if TYPE_CHECKING:
    from sqlite_utils import Database


Edit = tuple[Admission, str, timedelta | None]


@dataclass(frozen=True, slots=True)
class History:
    """An article with all its revisions, oldest first, and the title of each.

    `credit` is whom page or feed credit. `edits` has for each revision whether it owns up to being an edit, what it did
    to the words of the text before, and how far the page moved its publication time with it.
    """

    article_id: int
    outlet: str
    publisher: str
    kind: OutletKind
    credit: str | None
    revisions: tuple[RevisionEvidence, ...]
    titles: tuple[str, ...]
    edits: tuple[Edit, ...]

    def claims(self, place: int, *, is_to_stay: bool = False) -> tuple[Claim, ...]:
        """The claims of one revision, by its place in `revisions`.

        With `is_to_stay` without those that the next revision has only pushed off a live blog's page.
        """
        return tuple(
            given.evidence
            for given in self.revisions[place].given
            if isinstance(given.evidence, Claim) and not (is_to_stay and given.is_pushed_down)
        )


def read_history(
    database: Database, article_id: int, story_start: datetime | None, known_at: str, *, is_abridged: bool = False
) -> History:
    """Reads an article's history. Its first text is dated by publication if that is believed, an edit never.

    Abridged, it leaves out of its texts, but for the last two, what makes no difference to the article's reports: of
    each fact it keeps where it came up first, stood last and was mentioned last. A live blog has hundreds of texts.

    Claims and passages that the user called wrong are left out, and all of an article that is off the story; facts
    that were split or merged come under the keys that they then have.
    """
    marks = read_article_marks(database.conn, article_id, from_text(known_at))
    outlet_id, outlet, publisher, kind, first_seen_at = database.execute(
        """
        SELECT outlets.id, outlets.name, outlets.publisher, outlets.kind, articles.first_seen_at
        FROM articles JOIN outlets ON outlets.id = articles.outlet_id WHERE articles.id = ?
        """,
        (article_id,),
    ).fetchone()
    published_at, basis, credit = database.execute(
        """
        SELECT published_at, published_basis, credit FROM article_datings WHERE article_id = ? AND known_from <= ?
        ORDER BY known_from DESC LIMIT 1
        """,
        (article_id, known_at),
    ).fetchone() or (None, None, None)
    is_believed = is_clock_believed(database, outlet_id, basis, first_seen_at, known_at)
    (latest,) = database.execute(
        "SELECT max(number) FROM revisions WHERE article_id = ? AND known_from <= ?", (article_id, known_at)
    ).fetchone()
    last_two = (latest or 0) - 1
    is_abridged = is_abridged and last_two > 1 and not marks.wrong
    given = _given(database, article_id, known_at, marks, last_two if is_abridged else None)
    updates = read_updates(database, article_id, known_at)
    revisions: list[RevisionEvidence] = []
    titles: list[str] = []
    edits: list[Edit] = []
    last_told: datetime | None = None
    for (
        revision_id,
        title,
        not_before,
        seen_from,
        told,
        modified_at,
        text_credit,
        credit_how,
        admitted,
        edited,
    ) in database.execute(
        """
        SELECT id, title, seen_not_before, seen_from, published_at, modified_at, credit, credit_how, admission,
            edited_words
        FROM revisions WHERE article_id = ? AND known_from <= ? AND NOT ? ORDER BY number
        """,
        (article_id, known_at, marks.is_off_story),
    ).fetchall():
        seen, modified = from_text(seen_from), from_text(modified_at)
        updated = updates.get(revision_id)
        if not revisions:
            if updated is not None:  # whatever stands in none of a live blog's updates may be as young as the last
                modified = max(filter(None, (modified, updated.last(seen))), default=None)
            appeared = appeared_first(
                from_text(published_at), modified, seen, story_start, is_clock_believed=is_believed
            )
        else:
            appeared = appeared_in_edit(from_text(not_before) or revisions[-1].appeared.not_after, seen, modified)
        credited = None if text_credit is None else Origin(text_credit, credit_how)
        its_given = given.get(revision_id, [])
        if updated is not None:
            its_given = [
                replace(
                    each,
                    appeared=updated.appeared(
                        each.evidence.start, appeared, story_start, is_clock_believed=is_believed
                    ),
                    is_pushed_down=updated.is_pushed_down(each.evidence.start),
                )
                for each in its_given
            ]
        revisions.append(RevisionEvidence(revision_id, appeared, tuple(its_given), credited))
        titles.append(title)
        edits.append((Admission(admitted), edited, publication_moved(last_told, from_text(told))))
        last_told = from_text(told) or last_told
    return History(
        article_id, outlet, publisher, OutletKind(kind), credit, tuple(revisions), tuple(titles), tuple(edits)
    )


_MENTIONS = """
FROM revisions JOIN {table} ON {table}.revision_id = revisions.id {facts}
WHERE revisions.article_id = :article_id AND revisions.known_from <= :known_at
"""
_TELLING = """
AND (revisions.number, {table}.fact_id) IN (
    WITH mentioned AS (
        SELECT {table}.fact_id, min(revisions.number) AS first, max(revisions.number) AS last,
            max(revisions.number) FILTER (WHERE NOT {is_superseded}) AS stood
        {mentions} GROUP BY {table}.fact_id
    )
    SELECT first, fact_id FROM mentioned UNION SELECT last, fact_id FROM mentioned
    UNION SELECT stood, fact_id FROM mentioned
    UNION SELECT revisions.number, {table}.fact_id {mentions} AND revisions.number >= :last_two
)
"""


def _evidence_query(table: str, columns: str, facts: str, is_superseded: str, *, is_abridged: bool) -> str:
    """The claims or passages of an article's texts, in the order in which they stand there."""
    mentions = _MENTIONS.format(table=table, facts="")
    telling = _TELLING.format(table=table, mentions=mentions, is_superseded=is_superseded) if is_abridged else ""
    return f"""
        SELECT {table}.revision_id, revisions.number, {table}.id, {columns}
        {_MENTIONS.format(table=table, facts=facts)} {telling}
        ORDER BY {table}.revision_id, {table}.text_start, {table}.id
    """


def _given(
    database: Database, article_id: int, known_at: str, marks: ArticleMarks, last_two: int | None
) -> dict[int, list[Given]]:
    """What each revision gives, claims first, in the order of its text.

    Abridged if the number of the last but one is given.
    """
    given: dict[int, list[Given]] = {}
    is_abridged = last_two is not None
    of_claims = _evidence_query("claims", CLAIM_COLUMNS, "", "claims.is_superseded", is_abridged=is_abridged)
    facts = "JOIN facts ON facts.id = passages.fact_id"
    of_passages = _evidence_query("passages", f"facts.key, {PASSAGE_COLUMNS}", facts, "0", is_abridged=is_abridged)
    asked: dict[str, object] = {"article_id": article_id, "known_at": known_at}
    if is_abridged:
        asked["last_two"] = last_two
    for revision_id, number, claim_id, *columns in database.execute(of_claims, asked).fetchall():
        claim = claim_of(tuple(columns))
        if marks.counts(number, claim):
            key = marks.key(storable(fact_key(claim)))
            given.setdefault(revision_id, []).append(Given(claim_id, claim, key))
    for revision_id, number, passage_id, key, *columns in database.execute(of_passages, asked).fetchall():
        passage = passage_of(tuple(columns))
        if marks.counts(number, passage):
            given.setdefault(revision_id, []).append(Given(passage_id, passage, marks.key(key)))
    return given
