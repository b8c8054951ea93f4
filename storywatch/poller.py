"""The poller's loop: what is due is visited, a host at a time, until told to stop.

Next visits stand in the store, so a poller that was killed goes on where it stopped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from fetchers import host_of
from store import ArticleState, FeedState, StoreError
from storywatch.article_visits import ArticleVisitor
from storywatch.desk import Desk
from storywatch.feed_visits import FeedVisitor
from storywatch.logs import LOGGER
from storywatch.rematching import rematch_if_terms_changed

DUE_AT_A_TIME = 500  # hosts with a due article that are looked at in one turn of the loop
LONGEST_SLEEP = timedelta(hours=6)
A_BUG = "failed by a bug of storywatch; its log has the trace"

Subject = TypeVar("Subject", FeedState, ArticleState)


@dataclass(frozen=True, slots=True)
class _Visit:
    """A visit under way: to whom, and the clock's leave to stand still for it."""

    subject: FeedState | ArticleState
    host: str
    working: ExitStack


@dataclass(slots=True)
class Poller:
    """Starts each visit when it is due, one at a time a host; a visit under way never holds up another host.

    `bugs` counts visits that ended in an exception which nobody expected.
    """

    desk: Desk
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    next_visit_at: datetime | None = None
    bugs: int = 0
    _feeds: dict[int, FeedState] = field(default_factory=dict)
    _busy: set[str] = field(default_factory=set)
    _under_way: dict[asyncio.Task[None], _Visit] = field(default_factory=dict)
    _finished: list[asyncio.Task[None]] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _feed_visitor: FeedVisitor = field(init=False)
    _article_visitor: ArticleVisitor = field(init=False)

    def __post_init__(self) -> None:
        self._feed_visitor = FeedVisitor(self.desk)
        self._article_visitor = ArticleVisitor(self.desk)

    async def run(self, *, once: bool = False) -> None:
        """Poll until `stop` is set; `once` visits every feed and every article that is due, and returns.

        When stopped, visits under way are dropped: nothing of them was written, they are due again at the next start.
        Raises StoreError when the store can't be written.
        """
        desk = self.desk
        await self.reload()
        unvisited = {feed.id for feed in self._feeds.values() if not feed.is_stopped} if once else set()
        try:
            while not self.stop.is_set():
                with desk.clock.working():
                    await self._reap()
                    now = desk.clock.now()
                    for feed in self._feeds.values():
                        is_due = feed.id in unvisited if once else feed.next_visit_at <= now and not feed.is_stopped
                        if is_due and self._start(self._visit_feed, feed):
                            unvisited.discard(feed.id)
                    due, next_article_at = await desk.in_store(self._look_up_articles, now)
                    for article in due:
                        self._start(self._article_visitor.visit, article)
                    if once and not self._under_way:
                        return  # what is still due stands on hosts that asked for a pause
                    self.next_visit_at = self._next_moment(now, next_article_at)
                await self._wait(self.next_visit_at)
        finally:
            for task in self._under_way:
                task.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)
            for visit in self._under_way.values():
                visit.working.close()
            self._under_way.clear()

    async def reload(self) -> None:
        """Take up feeds that were added or taken out, and changed terms, once the store knows the configuration."""
        await rematch_if_terms_changed(self.desk)
        self._feeds = {feed.id: feed for feed in await self.desk.in_store(self.desk.writer.feeds)}
        self._wake.set()

    async def _visit_feed(self, feed: FeedState) -> None:
        self._take_back(await self._feed_visitor.visit(feed))

    def _take_back(self, after: FeedState) -> None:
        """A feed's state after a visit; what a reload changed in the meantime (stopped, pace) stays changed."""
        if (now := self._feeds.get(after.id)) is not None:
            is_stopped = after.is_stopped or now.is_stopped
            self._feeds[after.id] = replace(after, is_stopped=is_stopped, every=now.every)

    def _start(self, visit: Callable[[Subject], Coroutine[Any, Any, None]], subject: Subject) -> bool:
        """Start a visit unless its host is being visited or asked to be left alone; then it stays due."""
        host = host_of(subject.url)
        if host in self._busy or self.desk.paused_until(host):
            return False
        working = ExitStack()
        working.enter_context(self.desk.clock.working())
        task = asyncio.create_task(visit(subject))
        self._busy.add(host)
        self._under_way[task] = _Visit(subject, host, working)
        task.add_done_callback(self._note_finished)
        return True

    def _note_finished(self, task: asyncio.Task[None]) -> None:
        self._finished.append(task)
        self._wake.set()

    async def _reap(self) -> None:
        """Take leave of finished visits. A store that can't be written ends the poller: StoreError is raised.

        Any other exception is a bug of ours: logged with its trace, and the visit recorded as failed, so that it
        neither ends the poller nor comes up again at once.
        """
        while self._finished:
            task = self._finished.pop()
            visit = self._under_way.pop(task)
            self._busy.discard(visit.host)
            visit.working.close()
            if task.cancelled() or (error := task.exception()) is None:
                continue
            if isinstance(error, StoreError):
                raise error
            self.bugs += 1
            LOGGER.error("a visit to %s failed by a bug of storywatch", visit.host, exc_info=error)
            if isinstance(visit.subject, FeedState):
                self._take_back(await self._feed_visitor.fail(visit.subject, A_BUG))
            else:
                await self._article_visitor.fail(visit.subject, A_BUG)

    def _look_up_articles(self, now: datetime) -> tuple[list[ArticleState], datetime | None]:
        """In the store's thread: articles that are due, and when the next one falls due."""
        writer = self.desk.writer
        return writer.articles_due(now, DUE_AT_A_TIME), writer.next_article_visit(now)

    def _next_moment(self, now: datetime, next_article_at: datetime | None) -> datetime:
        """The next moment after `now` at which something falls due; what is due already waits for its host."""
        moments = [feed.next_visit_at for feed in self._feeds.values() if not feed.is_stopped]
        if next_article_at is not None:
            moments.append(next_article_at)
        moments += self.desk.pauses.values()
        return min([moment for moment in moments if moment > now], default=now + LONGEST_SLEEP)

    async def _wait(self, moment: datetime) -> None:
        """Until `moment`, a visit's end, or a stop."""
        sleepers = [
            asyncio.ensure_future(self.desk.clock.sleep_until(moment)),
            asyncio.ensure_future(self._wake.wait()),
            asyncio.ensure_future(self.stop.wait()),
        ]
        try:
            await asyncio.wait(sleepers, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for sleeper in sleepers:
                sleeper.cancel()
            await asyncio.gather(*sleepers, return_exceptions=True)
        self._wake.clear()
