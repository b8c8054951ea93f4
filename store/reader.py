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
from store.claim_rows import CLAIM_WIDTH, claim_of
from store.cleaning import folded, storable
from store.connection import connect_for_reading, reading_errors
from store.inbox import Outcome, read_outcome
from store.mark_rows import (
    MarkRow,
    read_marks,
    read_marks_of_article,
    read_marks_of_claim,
    read_marks_of_fact,
    target_of_claim,
)
from store.moments import from_text, to_text
from store.rows import (
    ArticleRow,
    ClaimRow,
    Counts,
    Cursor,
    FactRow,
    FeedRow,
    PollerRow,
    ReportRow,
    RevisionRow,
    TimelineRow,
)
from store.settings import read_setting
from store.shelf import ReportShelf
from story import Kind, Modality, Qualifier, Report, SpeakerClass, Toll, TollPoint, toll, toll_series

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
        self._connection = connect_for_reading(path)
        self._reports = ReportShelf()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file. A second call does nothing."""
        self._connection.close()

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
        row = self._row("SELECT pid, started_at, beat_at, next_visit_at, state, note FROM poller")
        if row is None:
            return None
        return PollerRow(row[0], from_text(row[1]), from_text(row[2]), from_text(row[3]), row[4], row[5])

    def counts(self) -> Counts:
        """How much the store holds."""
        return Counts(*self._row(queries.COUNTS))

    def feeds(self) -> list[FeedRow]:
        """Every feed with its last visit, by outlet; those that the configuration no longer names come last."""
        return [
            FeedRow(
                outlet=row[0],
                url=row[1],
                last_visit_at=from_text(row[2]),
                last_outcome=row[3],
                last_status=row[4],
                last_reason=row[5],
                next_visit_at=from_text(row[6]),
                failures=row[7],
                is_stopped=bool(row[8]),
                entries=row[9],
                on_story=row[10],
            )
            for row in self._rows(queries.FEEDS)
        ]

    # the toll

    def kinds(self) -> list[Kind]:
        """The kinds that the story's toll has figures of, most reported first."""
        return [Kind(row[0]) for row in self._rows(queries.KINDS)]

    def reports_of_kind(self, kind: Kind) -> list[Report]:
        """All reports of one kind about the story's event, in order of time. The list is kept: don't change it."""
        with self._moment():
            self._reports.take_in(self._connection)
        return self._reports.of_kind(kind)

    def toll(self, kind: Kind, as_of: datetime) -> Toll:
        """The toll of one kind as it was known at a moment."""
        reports = self.reports_of_kind(kind)
        setting = self._reports.setting
        return toll(kind, reports, as_of, setting.official, setting.context)

    def toll_series(self, kind: Kind, as_of: datetime) -> tuple[TollPoint, ...]:
        """How the toll of one kind came about until a moment."""
        reports = self.reports_of_kind(kind)
        setting = self._reports.setting
        return toll_series(kind, reports, as_of, setting.official, setting.context)

    # lists

    def timeline(
        self,
        *,
        before: Cursor | None = None,
        after: Cursor | None = None,
        limit: int = 50,
        contains: str | None = None,
    ) -> list[TimelineRow]:
        """A page of the timeline, newest first: its head, what is older than `before`, or what next follows `after`.

        `contains` keeps events whose label, detail or outlet holds these words, without regard to case and accents.
        """
        statement, parameters = queries.timeline(before, after, limit, folded(contains or ""))
        rows = self._rows(statement, parameters)
        if after is not None and before is None:
            rows.reverse()
        return [
            TimelineRow(
                cursor=Cursor(from_text(row[1]), row[0]),
                at=from_text(row[1]),
                not_before=from_text(row[2]),
                not_after=from_text(row[3]),
                event=row[4],
                label=row[5],
                detail=row[6],
                outlet=row[7],
                fact_id=row[8],
                article_id=row[9],
                revision_id=row[10],
                claim_id=row[11],
            )
            for row in rows
        ]

    def facts(
        self,
        *,
        after: Cursor | None = None,
        limit: int = 200,
        kind: Kind | None = None,
        scope: str | None = "event",
        contains: str | None = None,
    ) -> list[FactRow]:
        """A page of facts, the newest first report first; `after` is the last row's Cursor(first_at, id).

        `scope` None gives facts about other events too. `contains` as in `timeline`.
        """
        statement, parameters = queries.facts(after, limit, kind, scope, folded(contains or ""))
        return [_fact_row(row) for row in self._rows(statement, parameters)]

    def fact(self, fact_id: int) -> FactRow | None:
        """One fact; None if there is none of this id (any more)."""
        row = self._row(queries.FACT, (fact_id,))
        return None if row is None else _fact_row(row)

    def fact_by_key(self, key: str) -> FactRow | None:
        """The fact that `story.fact_key` names so; None if there is none (any more)."""
        row = self._row(queries.FACT_BY_KEY, (storable(key),))
        return None if row is None else _fact_row(row)

    def reports(self, fact_id: int) -> list[ReportRow]:
        """Who gave a fact, in order of time, with the sentences; `is_first` marks the first (in a photo finish all)."""
        return [
            ReportRow(
                fact_id=row[0],
                article_id=row[1],
                revision_id=row[2],
                claim_id=row[3],
                outlet=row[4],
                outlet_kind=row[5],
                title=row[6],
                url=row[7],
                at=from_text(row[8]),
                not_before=from_text(row[9]),
                not_after=from_text(row[10]),
                basis=row[11],
                origin=row[12],
                origin_how=row[13],
                source=row[14],
                via=row[15],
                text=row[16],
                sentence=row[17],
                qualifier=Qualifier(row[18]),
                modality=Modality(row[19]),
                withdrawn_at=from_text(row[20]),
                is_first=bool(row[21]),
            )
            for row in self._rows(queries.REPORTS, (fact_id,))
        ]

    # what people judged

    def marks(self, as_of: datetime | None = None, *, with_undone: bool = False) -> list[MarkRow]:
        """All marks in force, the latest first, now or as of a moment; `with_undone` those that are no longer, too."""
        with self._moment():
            return read_marks(self._connection, as_of, with_undone=with_undone)

    def marks_of_fact(self, fact_id: int, as_of: datetime | None = None) -> list[MarkRow]:
        """The marks in force on a fact and on those that count as it, the latest first."""
        with self._moment():
            return read_marks_of_fact(self._connection, fact_id, as_of)

    def marks_of_article(self, article_id: int, as_of: datetime | None = None) -> list[MarkRow]:
        """The marks in force on an article and on its claims, and splits that name it, the latest first."""
        with self._moment():
            return read_marks_of_article(self._connection, article_id, as_of)

    def marks_of_claim(self, claim_id: int, as_of: datetime | None = None) -> list[MarkRow]:
        """The marks in force that mean a claim, made on it or on another revision of its sentence; the latest first."""
        with self._moment():
            return read_marks_of_claim(self._connection, claim_id, as_of)

    def target_of_claim(self, claim_id: int) -> EvidenceTarget | None:
        """How a mark names a claim; None if there is none of this id (any more)."""
        with reading_errors(self.path):
            return target_of_claim(self._connection, claim_id)

    def outcome(self, request: str) -> Outcome | None:
        """What came of the request of this name; None while it waits in the inbox."""
        with reading_errors(self.path):
            return read_outcome(self._connection, request)

    # articles

    def article(self, article_id: int) -> ArticleRow | None:
        """One article; None if there is none of this id."""
        row = self._row(queries.ARTICLE, (article_id,))
        return None if row is None else _article_row(row)

    def articles(self, limit: int = 50, before: Cursor | None = None) -> list[ArticleRow]:
        """Articles, the last found first; `before` is the last row's Cursor(first_seen_at, id)."""
        if before is None:
            rows = self._rows(queries.ARTICLES, (limit,))
        else:
            rows = self._rows(queries.ARTICLES_BEFORE, (to_text(before.at), before.id, limit))
        return [_article_row(row) for row in rows]

    def revisions(self, article_id: int) -> list[RevisionRow]:
        """All versions of an article's text, oldest first."""
        return [
            RevisionRow(row[0], row[1], row[2], row[3], row[4], row[5], from_text(row[6]), from_text(row[7]))
            for row in self._rows(queries.REVISIONS, (article_id,))
        ]

    def claims(self, revision_id: int) -> list[ClaimRow]:
        """The claims of one revision in the order of its text."""
        return [
            ClaimRow(row[0], row[1], row[2], claim_of(row[3 : 3 + CLAIM_WIDTH]))
            for row in self._rows(queries.CLAIMS, (revision_id,))
        ]

    def search(self, words: str, limit: int = 50) -> list[ArticleRow]:
        """Articles that hold all these words in some revision, the last changed first; `word*` finds beginnings."""
        expression = queries.search_expression(words)
        if not expression:
            return []
        found: dict[int, None] = {}
        with reading_errors(self.path):
            cursor = self._connection.execute(queries.SEARCH, (expression,))
            try:
                for (article_id,) in cursor:
                    found[article_id] = None
                    if len(found) >= limit:
                        break
            finally:
                cursor.close()
        return [_article_row(self._row(queries.ARTICLE, (article_id,))) for article_id in found]


def _fact_row(row: Any) -> FactRow:
    return FactRow(
        cursor=Cursor(from_text(row[15]), row[0]),
        id=row[0],
        key=row[1],
        kind=row[2],
        low=row[3],
        high=row[4],
        qualifier=Qualifier(row[5]),
        party=row[6],
        partial=bool(row[7]),
        group=row[8],
        scope=row[9],
        modality=row[10],
        label=row[11],
        voice=row[12],
        speaker=row[13],
        speaker_class=SpeakerClass(row[14]),
        first_at=from_text(row[15]),
        first_not_before=from_text(row[16]),
        first_not_after=from_text(row[17]),
        first_outlets=tuple(json.loads(row[18])),
        outlets=row[19],
        origins=row[20],
        reports=row[21],
        withdrawn=row[22],
        last_at=from_text(row[23]),
    )


def _article_row(row: Any) -> ArticleRow:
    return ArticleRow(
        id=row[0],
        outlet=row[1],
        outlet_kind=row[2],
        url=row[3],
        title=row[4],
        byline=row[5],
        lang=row[6],
        published_at=from_text(row[7]),
        published_basis=row[8],
        modified_at=from_text(row[9]),
        first_seen_at=from_text(row[10]),
        last_seen_at=from_text(row[11]),
        revisions=row[12],
        claims=row[13],
    )
