"""What screens may ask of the application: ways into facts and articles, and what the store says of them."""

from __future__ import annotations

from typing import Protocol

from store import ArticleRow, ReportRow


class Doors(Protocol):
    """Kept by `tui.app.Dashboard`; here so that screens need not import the application that imports them."""

    def open_fact(self, fact_id: int, *, article_id: int | None = None) -> None: ...

    def open_fact_key(self, key: str) -> None: ...

    def open_article(
        self, article_id: int, revision_id: int | None, claim_id: int | None, *, show_changes: bool = False
    ) -> None: ...

    def article(self, article_id: int) -> ArticleRow | None: ...

    def reports(self, fact_id: int) -> list[ReportRow]: ...

    def fact_id_of_key(self, key: str) -> int | None: ...

    def citation(self, fact_id: int | None, article_id: int | None) -> str | None: ...
