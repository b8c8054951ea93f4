"""What screens may ask of the application: ways into facts and articles, judgements, and what the store says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from store import ArticleRow, Cursor, FactRow, FeedRow, Reader, ReportRow
from tui.subjects import Subject

Answer = TypeVar("Answer")


class Doors(Protocol):
    """Kept by `tui.app.Dashboard`; here so that screens need not import the application that imports them."""

    @property
    def as_of(self) -> datetime | None: ...

    @property
    def reader(self) -> Reader | None: ...

    def ask(self, question: Callable[[Reader], Answer]) -> Answer | None: ...

    def open_fact(self, fact_id: int, *, place: Cursor | None = None) -> None: ...

    def open_fact_key(self, key: str) -> None: ...

    def open_one_of(self, facts: Sequence[FactRow], title: str) -> None: ...

    def open_article(
        self,
        article_id: int,
        revision_id: int | None,
        *,
        claim_id: int | None = None,
        passage_id: int | None = None,
        show_changes: bool = False,
    ) -> None: ...

    def ask_for_visit(self, feed: FeedRow | None) -> None: ...

    def judge(self, subject: Subject) -> None: ...

    def article(self, article_id: int) -> ArticleRow | None: ...

    def fact(self, fact_id: int) -> FactRow | None: ...

    def first_report(self, fact_id: int) -> ReportRow | None: ...

    def fact_id_of_key(self, key: str) -> int | None: ...

    def citation(self, fact_id: int | None, place: Cursor | None) -> str | None: ...
