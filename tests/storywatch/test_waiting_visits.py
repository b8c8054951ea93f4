"""Visits that wait for the store are saved together, and each visitor hears of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from store import ArticleAfterVisit, ArticleVisit, NewRevision, RevisionSaved, Validators, Visit, Writer, open_writer
from storywatch.desk import StoreThread
from storywatch.waiting_visits import MOST_TOGETHER, WaitingVisits

NOW = datetime(2024, 9, 17, 5, tzinfo=UTC)


@dataclass
class Newsdesk:
    """A store that is busy until it is let go, and what waits for it."""

    writer: Writer
    in_store: StoreThread
    free: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.waiting = WaitingVisits(self.writer, self.in_store)
        self.busy = asyncio.ensure_future(self.in_store(self.free.wait))
        self.begun: list[int] = []
        self.writer.database.conn.set_trace_callback(lambda sql: self.begun.append(1) if "BEGIN" in sql else None)

    def visit(self, article_id: int, text: str = "") -> ArticleVisit:
        after = ArticleAfterVisit(Validators(), NOW, 0)
        revision = NewRevision("Fire", text or f"Fire\nArticle {article_id} tells of a fire.", "en", (), NOW)
        return ArticleVisit(article_id, Visit("http://lamp.example/", NOW, NOW, "new", 200), after, revision)

    async def saved(self, visits: Sequence[ArticleVisit]) -> list[asyncio.Task[RevisionSaved | None]]:
        """What came of visits that all wait before the store is let go."""
        tasks = [asyncio.create_task(self.waiting.save(visit)) for visit in visits]
        await asyncio.sleep(0)  # they have begun
        self.begun.clear()
        self.free.set()
        await asyncio.wait(tasks)
        return tasks

    def revisions(self, article_id: int) -> int:
        return self.writer.article(article_id).revisions


@asynccontextmanager
async def newsdesk(path: Path) -> AsyncIterator[Newsdesk]:
    in_store = StoreThread()
    with open_writer(path / "story.db") as writer:
        desk = Newsdesk(writer, in_store)
        try:
            yield desk
        finally:
            desk.free.set()
            await desk.busy
            in_store.close()


def articles_of(writer: Writer, number: int) -> list[int]:
    return [writer.add_article("The Lamp", f"http://lamp.example/{each}", "Fire", None, NOW) for each in range(number)]


async def test_visits_that_wait_share_a_transaction(tmp_path: Path) -> None:
    async with newsdesk(tmp_path) as desk:
        articles = articles_of(desk.writer, MOST_TOGETHER + 3)
        tasks = await desk.saved([desk.visit(article) for article in articles])
        assert [task.result().number for task in tasks] == [1] * len(articles)  # type: ignore[union-attr]
        assert len({task.result().revision_id for task in tasks}) == len(articles)  # type: ignore[union-attr]
        assert len(desk.begun) == 2


async def test_a_visit_that_cannot_be_saved_spoils_none_that_wait_with_it(tmp_path: Path) -> None:
    async with newsdesk(tmp_path) as desk:
        articles = articles_of(desk.writer, 3)
        tasks = await desk.saved([desk.visit(articles[0]), desk.visit(999), desk.visit(articles[2])])
        assert tasks[0].result() is not None
        with pytest.raises(LookupError, match="no article 999"):
            tasks[1].result()
        assert tasks[2].result() is not None
        assert [desk.revisions(article) for article in articles] == [1, 0, 1]


async def test_a_visitor_that_is_called_off_holds_up_nobody(tmp_path: Path) -> None:
    async with newsdesk(tmp_path) as desk:
        articles = articles_of(desk.writer, 3)
        tasks = [asyncio.create_task(desk.waiting.save(desk.visit(article))) for article in articles]
        await asyncio.sleep(0)
        tasks[1].cancel()
        desk.free.set()
        await asyncio.wait(tasks)
        assert tasks[1].cancelled()
        assert [desk.revisions(article) for article in articles[::2]] == [1, 1]
