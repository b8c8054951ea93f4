"""What dashboards and commands read: short, bounded queries on a connection that can't write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from store import queries
from store.article_reading import articles_with, read_claims_of, read_passages_of, read_revisions
from store.cleaning import folded, storable
from store.connection import connect_for_reading, frozen_at, reading_errors
from store.heartbeat import POLLER, poller_row
from store.inbox import Outcome, read_outcome
from store.knowledge import latest_knowledge
from store.mark_rows import (
    MarkRow,
    read_mark_row,
    read_marks,
    read_marks_of_article,
    read_marks_of_evidence,
    read_marks_of_fact,
)
from store.mark_targets import CLAIMS, PASSAGES, EvidenceTable, target_of
from store.moments import from_text, to_text
from store.rows import PollerRow
from store.settings import read_setting
from store.shown import (
    ArticleRow,
    ClaimRow,
    Counts,
    Cursor,
    FactRow,
    FeedRow,
    PassageRow,
    ReportRow,
    RevisionRow,
    TimelineRow,
    VisitTotal,
)
from store.shown_rows import article_row, fact_row, feed_row, report_row, timeline_row
from store.toll_reading import read_kinds, read_series, read_toll
from story import FactType, Kind, Toll, TollPoint, are_kin, base_key, kin_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from story import EvidenceTarget, StoryContext


def open_reader(path: Path) -> Reader:
    """Opens the store for reading only. Raises StoreMissing, StoreTooNew and StoreUnreadable."""
    return Reader(Path(path))


class Reader:
    """Made by `open_reader`. A writer may write meanwhile; each call sees what was saved when it began.

    Not for two threads at one moment. Every call may raise StoreUnreadable.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._frozen_at = frozen_at(path)
        self._connection = connect_for_reading(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file. A second call does nothing."""
        self._connection.close()

    def is_outdated(self) -> bool:
        """Whether somebody writes, or has written, what nobody wrote when this reader opened it, nor could it.

        It sees nothing of that: close it and open another.
        """
        return self._frozen_at is not None and frozen_at(self.path) != self._frozen_at

    def _rows(self, statement: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        with reading_errors(self.path):
            return self._connection.execute(statement, parameters).fetchall()

    def _row(self, statement: str, parameters: Sequence[Any] = ()) -> Any:
        rows = self._rows(statement, parameters)
        return rows[0] if rows else None

    @contextmanager
    def _moment(self) -> Iterator[None]:
        """Several statements that see one state of the store."""
        with reading_errors(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")

    # the store as a whole

    def data_version(self) -> int:
        """A number that changes when somebody has written; costs microseconds, for looking several times a second."""
        version: int = self._row("PRAGMA data_version")[0]
        return version

    def context(self) -> StoryContext | None:
        """What the writer was told of the story; None if nothing."""
        with reading_errors(self.path):
            return read_setting(self._connection).context

    def poller(self) -> PollerRow | None:
        """The poller's last sign of life; None if none ever ran."""
        row = self._row(POLLER)
        return None if row is None else poller_row(row)

    def counts(self) -> Counts:
        """How much the store holds."""
        return Counts(*self._row(queries.COUNTS))

    def feeds(self) -> list[FeedRow]:
        """Every feed with its last visit, by outlet; those that the configuration no longer names come last."""
        pauses = dict(self._rows("SELECT host, until FROM pauses"))
        return [feed_row(row, pauses) for row in self._rows(queries.FEEDS)]

    def visit_totals(self) -> list[VisitTotal]:
        """How many visits ended in which way since the store was made."""
        found = self._rows("SELECT subject, outcome, visits, bytes FROM visit_totals ORDER BY subject, outcome")
        return [VisitTotal(*row) for row in found]

    # the toll

    def kinds(self, as_of: datetime | None = None) -> list[Kind]:
        """The kinds of which the story's toll has figures that stand, those that most outlets carry first."""
        with self._moment():
            return read_kinds(self._connection, as_of)

    def toll(self, kind: Kind, as_of: datetime) -> Toll:
        """The toll of one kind as it was known at a moment."""
        with self._moment():
            return read_toll(self._connection, kind, as_of)

    def toll_series(self, kind: Kind, as_of: datetime) -> tuple[TollPoint, ...]:
        """How the toll of one kind came about, as it was known at a moment."""
        with self._moment():
            return read_series(self._connection, kind, as_of)

    # moments

    def present(self, now: datetime) -> datetime:
        """The moment of which all that is known shows: `now`, or later if the clock that dated it went back since."""
        with reading_errors(self.path):
            latest = from_text(latest_knowledge(self._connection))
        return now if latest is None else max(now, latest)

    def moment_before(self, moment: datetime) -> datetime | None:
        """The last moment before this one at which the store learned something of the story; None if there is none."""
        found: str | None = self._row(queries.MOMENT_BEFORE, (to_text(moment),))[0]
        return from_text(found)

    def moment_after(self, moment: datetime) -> datetime | None:
        """The next moment after this one at which the store learned something of the story; None if there is none."""
        found: str | None = self._row(queries.MOMENT_AFTER, (to_text(moment),))[0]
        return from_text(found)

    def events_since(self, moment: datetime, most: int = 1_000) -> int:
        """How many events of the timeline as it is now were learned of after a moment; counts up to `most`."""
        count: int = self._row(queries.EVENTS_SINCE, (to_text(moment), most))[0]
        return count

    # lists

    def timeline(
        self,
        *,
        before: Cursor | None = None,
        after: Cursor | None = None,
        limit: int = 50,
        contains: str | None = None,
        as_of: datetime | None = None,
    ) -> list[TimelineRow]:
        """A page of the timeline, newest first: its head, what is older than `before`, or what next follows `after`.

        `contains` keeps events whose label, detail or outlet holds these words, without regard to case and accents.
        `as_of` shows the timeline as it was known at a moment.
        """
        words = folded(contains or "")
        with self._moment():
            few = self._few_events(words)
            statement, parameters = queries.timeline(before, after, limit, words, as_of, few)
            rows = self._connection.execute(statement, parameters).fetchall()
        if after is not None and before is None:
            rows.reverse()
        return [timeline_row(row) for row in rows]

    def _few_events(self, words: str) -> list[int] | None:
        """The events that may hold these words if they are few; None if they are many, so that a page is soon found."""
        asked = queries.events_with(words)
        if asked is None:
            return None
        found = self._connection.execute(*asked).fetchall()
        return None if len(found) > queries.FEW_EVENTS else [version for (version,) in found]

    def facts(
        self,
        *,
        after: Cursor | None = None,
        limit: int = 200,
        fact_type: FactType | None = None,
        kind: Kind | None = None,
        scope: str | None = "event",
        contains: str | None = None,
        as_of: datetime | None = None,
    ) -> list[FactRow]:
        """A page of facts, the newest first report first; `after` is the last row's Cursor(first_at, id).

        `fact_type` and `kind` keep only these; `scope` None gives facts about other events too. `contains` and
        `as_of` as in `timeline`.
        """
        statement, parameters = queries.facts(after, limit, fact_type, kind, scope, folded(contains or ""), as_of)
        return [fact_row(row) for row in self._rows(statement, parameters)]

    def fact(self, fact_id: int, as_of: datetime | None = None) -> FactRow | None:
        """One fact; None if there is none of this id, or nobody gives it (then)."""
        rows = self._rows(*queries.fact("id", fact_id, as_of))
        return fact_row(rows[0]) if rows else None

    def fact_by_key(self, key: str, as_of: datetime | None = None) -> FactRow | None:
        """The fact that `story.fact_key` names so; None if nobody gives it (then)."""
        rows = self._rows(*queries.fact("key", storable(key), as_of))
        return fact_row(rows[0]) if rows else None

    def kin(self, fact: FactRow, as_of: datetime | None = None) -> list[FactRow]:
        """Facts that give the same number in other words: "at least 77" beside "77"."""
        number = kin_number(fact.key)
        if number is None or fact.kind is None:
            return []
        found = [fact_row(row) for row in self._rows(*queries.kin(fact.kind, number, as_of))]
        return [other for other in found if are_kin(base_key(fact.key), base_key(other.key))]

    def reports(
        self,
        fact_id: int,
        *,
        after: Cursor | ReportRow | None = None,
        before: Cursor | ReportRow | None = None,
        limit: int = 500,
        as_of: datetime | None = None,
    ) -> list[ReportRow]:
        """A page of who gave a fact, in order of time, with the sentences; the next page comes `after` the last row.

        `before` gives the page that ends before a row. A place may also be Cursor(at, article_id). `is_first` marks
        who was first (in a photo finish all).
        """
        first_articles = queries.FIRST_ARTICLES if as_of is None else queries.FIRST_ARTICLES_AS_OF
        with self._moment():
            found = self._connection.execute(first_articles, {"fact_id": fact_id, "as_of": to_text(as_of)}).fetchone()
            first = set(json.loads(found[0])) if found else set()
            question = queries.reports(fact_id, _place(after), limit, as_of, _place(before))
            rows = self._connection.execute(*question).fetchall()
        if before is not None:
            rows.reverse()
        return [report_row(row, row[1] in first) for row in rows]

    # what people judged

    def marks(self, as_of: datetime | None = None, *, with_undone: bool = False) -> list[MarkRow]:
        """All marks in force, the latest first, now or as of a moment; `with_undone` those that are no longer, too."""
        with self._moment():
            return read_marks(self._connection, as_of, with_undone=with_undone)

    def mark(self, mark_id: int) -> MarkRow | None:
        """One mark, in force or undone; None if there is none of this id."""
        with self._moment():
            return read_mark_row(self._connection, mark_id)

    def marks_of_fact(self, fact_id: int, as_of: datetime | None = None) -> list[MarkRow]:
        """The marks in force on a fact and on those that count as it, the latest first."""
        with self._moment():
            return read_marks_of_fact(self._connection, fact_id, as_of)

    def marks_of_article(self, article_id: int, as_of: datetime | None = None) -> list[MarkRow]:
        """The marks in force on an article and on its claims, and splits that name it, the latest first."""
        with self._moment():
            return read_marks_of_article(self._connection, article_id, as_of)

    def marks_of_claim(self, claim_id: int, as_of: datetime | None = None) -> list[MarkRow]:
        """The marks in force that mean a claim, made on it or on its sentence in another revision; the latest first."""
        with self._moment():
            return read_marks_of_evidence(self._connection, CLAIMS, claim_id, as_of)

    def marks_of_passage(self, passage_id: int, as_of: datetime | None = None) -> list[MarkRow]:
        """The marks in force that mean a statement or happening, as `marks_of_claim`."""
        with self._moment():
            return read_marks_of_evidence(self._connection, PASSAGES, passage_id, as_of)

    def target_of_claim(self, claim_id: int) -> EvidenceTarget | None:
        """How a mark names a claim; None if there is none of this id (any more)."""
        return self._target(CLAIMS, claim_id)

    def target_of_passage(self, passage_id: int) -> EvidenceTarget | None:
        """How a mark names a statement or happening; None if there is none of this id (any more)."""
        return self._target(PASSAGES, passage_id)

    def _target(self, table: EvidenceTable, evidence_id: int) -> EvidenceTarget | None:
        with reading_errors(self.path):
            return target_of(self._connection, table, evidence_id)

    def outcome(self, request: str) -> Outcome | None:
        """What came of the request of this name; None while it waits in the inbox."""
        with reading_errors(self.path):
            return read_outcome(self._connection, request)

    # articles

    def article(self, article_id: int) -> ArticleRow | None:
        """One article; None if there is none of this id."""
        row = self._row(queries.ARTICLE, (article_id,))
        return None if row is None else article_row(row)

    def articles(self, limit: int = 50, before: Cursor | None = None) -> list[ArticleRow]:
        """Articles, the last found first; `before` is the last row's Cursor(first_seen_at, id)."""
        if before is None:
            rows = self._rows(queries.ARTICLES, (limit,))
        else:
            rows = self._rows(queries.ARTICLES_BEFORE, (to_text(before.at), before.id, limit))
        return [article_row(row) for row in rows]

    def revisions(self, article_id: int, as_of: datetime | None = None) -> list[RevisionRow]:
        """All versions of an article's text, oldest first; `as_of` leaves out those that came later."""
        with reading_errors(self.path):
            return read_revisions(self._connection, article_id, as_of)

    def edited_texts(self, revision_id: int) -> tuple[str, str] | None:
        """The text before a revision and its own; None for an article's first."""
        row = self._row(queries.EDITED_TEXTS, (revision_id,))
        return None if row is None else (row[0], row[1])

    def claims(self, revision_id: int) -> list[ClaimRow]:
        """The claims of one revision in the order of its text; one that was called wrong leads to no fact."""
        with self._moment():
            return read_claims_of(self._connection, revision_id)

    def passages(self, revision_id: int) -> list[PassageRow]:
        """The passages of one revision that give statements and happenings, in the order of its text."""
        with self._moment():
            return read_passages_of(self._connection, revision_id)

    def search(self, words: str, limit: int = 50) -> list[ArticleRow]:
        """Articles that hold all these words in some revision, the last changed first; `word*` finds beginnings."""
        with reading_errors(self.path):
            found = articles_with(self._connection, words, limit)
        return [article_row(self._row(queries.ARTICLE, (article_id,))) for article_id in found]


def _place(row: Cursor | ReportRow | None) -> tuple[str, int] | None:
    """Where a report stands in the order of time."""
    if row is None:
        return None
    return to_text(row.at), row.id if isinstance(row, Cursor) else row.article_id
