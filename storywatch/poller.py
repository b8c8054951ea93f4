"""The poller's loop: what is due is visited, a host at a time, until told to stop.

Next visits stand in the store, so a poller that was killed goes on where it stopped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from store import FeedState, StoreError
from storywatch.logs import LOGGER
from storywatch.visits import Visitor, host_of

DUE_AT_A_TIME = 500  # due articles looked at in one turn of the loop
T = TypeVar("T")
AFTER_A_BUG = timedelta(minutes=15)
LONGEST_SLEEP = timedelta(hours=6)


@dataclass(slots=True)
class Poller:
    """Starts each visit when it is due, one at a time a host; a visit under way never holds up another host."""

    visitor: Visitor
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    next_visit_at: datetime | None = None
    bugs: int = 0
    _feeds: dict[int, FeedState] = field(default_factory=dict)
    _busy: set[str] = field(default_factory=set)
    _at_work: dict[asyncio.Task[None], tuple[str, ExitStack]] = field(default_factory=dict)
    _finished: list[asyncio.Task[None]] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, *, once: bool = False) -> None:
        """Poll until `stop` is set; `once` visits every feed and every article that is due, and returns.

        When stopped, visits under way are dropped: nothing of them was written, they are due again at the next start.
        """
        clock, visitor = self.visitor.clock, self.visitor
        self._feeds = {feed.id: feed for feed in await visitor.in_store(visitor.writer.feeds)}
        unvisited = {feed.id for feed in self._feeds.values() if not feed.is_stopped} if once else set()
        try:
            while not self.stop.is_set():
                with clock.working():
                    self._reap()
                    now = clock.now()
                    for feed in self._feeds.values():
                        is_due = feed.id in unvisited if once else feed.next_visit_at <= now and not feed.is_stopped
                        if is_due and self._start(feed.url, self._visit_feed, feed):
                            unvisited.discard(feed.id)
                    for article in await visitor.in_store(visitor.writer.articles_due, now, DUE_AT_A_TIME):
                        self._start(article.url, visitor.visit_article, article)
                    if once and not self._at_work:
                        return  # what is still due stands on hosts that asked for a pause
                    self.next_visit_at = await self._next_moment(now)
                await self._wait(self.next_visit_at)
        finally:
            for task in self._at_work:
                task.cancel()
            await asyncio.gather(*self._at_work, return_exceptions=True)
            for _, working in self._at_work.values():
                working.close()
            self._at_work.clear()

    async def reload(self) -> None:
        """Take up feeds that were added or taken out, after the store was told of a changed configuration."""
        feeds = await self.visitor.in_store(self.visitor.writer.feeds)
        self._feeds = {feed.id: feed for feed in feeds}
        self._wake.set()

    async def _visit_feed(self, feed: FeedState) -> None:
        after = await self.visitor.visit_feed(feed)
        if feed.id in self._feeds:
            self._feeds[feed.id] = after

    def _start(self, url: str, visit: Callable[[T], Coroutine[Any, Any, None]], subject: T) -> bool:
        """Start a visit unless its host is being visited or asked to be left alone; then it stays due."""
        host = host_of(url)
        if host in self._busy or self.visitor.paused_until(host):
            return False
        working = ExitStack()
        working.enter_context(self.visitor.clock.working())
        task = asyncio.create_task(visit(subject))
        self._busy.add(host)
        self._at_work[task] = (host, working)
        task.add_done_callback(self._note_finished)
        return True

    def _note_finished(self, task: asyncio.Task[None]) -> None:
        self._finished.append(task)
        self._wake.set()

    def _reap(self) -> None:
        """Take leave of finished visits. A store that can't be written ends the poller: StoreError is raised.

        Any other exception is a bug of ours: logged with its trace, and that host left alone for a while.
        """
        while self._finished:
            task = self._finished.pop()
            host, working = self._at_work.pop(task)
            self._busy.discard(host)
            working.close()
            if task.cancelled() or (error := task.exception()) is None:
                continue
            if isinstance(error, StoreError):
                raise error
            self.bugs += 1
            self.visitor.pauses[host] = self.visitor.clock.now() + AFTER_A_BUG
            LOGGER.error("a visit to %s failed by a bug of storywatch", host, exc_info=error)

    async def _next_moment(self, now: datetime) -> datetime:
        """The next moment after `now` at which something falls due; what is due already waits for its host."""
        moments = [feed.next_visit_at for feed in self._feeds.values() if not feed.is_stopped]
        article = await self.visitor.in_store(self.visitor.writer.next_article_visit, now)
        if article is not None:
            moments.append(article)
        moments += self.visitor.pauses.values()
        return min([moment for moment in moments if moment > now], default=now + LONGEST_SLEEP)

    async def _wait(self, moment: datetime) -> None:
        """Until `moment`, a visit's end, or a stop."""
        sleepers = [
            asyncio.ensure_future(self.visitor.clock.sleep_until(moment)),
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
