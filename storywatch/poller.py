"""The poller's loop: what is due is visited, a host at a time, until told to stop.

Next visits and pauses stand in the store, so a poller that was killed goes on where it stopped; the agenda holds them
in memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from fetchers import host_of
from store import ArticleState, FeedState, StoreError, Validators
from storywatch.agenda import Agenda
from storywatch.article_visits import ArticleVisitor
from storywatch.desk import Desk
from storywatch.feed_visits import FeedVisitor
from storywatch.logs import LOGGER, log_event
from storywatch.rematching import rematch_if_terms_changed

LONGEST_SLEEP = timedelta(hours=6)
SHARE_KEPT = 5  # of the places in flight, one in so many is kept for hosts that answered promptly the last time
SHARE_OF_AN_OUTLET = 4  # its pages, on however many hosts, take at most one in so many of the places in flight
HELD_UP = timedelta(seconds=1)  # until a page that found its outlet's places taken is looked at again
OVERSLEPT = timedelta(minutes=2)  # past the moment that was waited for: a suspend, or a clock that was set
WENT_BACK = timedelta(seconds=5)  # less is a clock that is being corrected
A_BUG = "failed by a bug of storywatch; its log has the trace"

Subject = TypeVar("Subject", FeedState, ArticleState)


@dataclass(frozen=True, slots=True)
class _Visit:
    """A visit under way: to whom, whose turn it takes, and the clock's leave to stand still for it."""

    subject: FeedState | ArticleState
    host: str
    is_prompt: bool  # its host, so far
    working: ExitStack


@dataclass(slots=True)
class Poller:
    """Starts each visit when it is due, one at a time a host; a visit under way never holds up another host.

    `bugs` counts visits that ended in an exception which nobody expected; `is_scheduled` is set once the first visits
    are planned; `visited` are the feeds that were visited, by the addresses that the configuration names.
    `next_visit_at` is None while nothing is planned on any host but those that are being visited.
    """

    desk: Desk
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    is_scheduled: asyncio.Event = field(default_factory=asyncio.Event)
    next_visit_at: datetime | None = None
    bugs: int = 0
    visited: set[str] = field(default_factory=set)
    _feeds: dict[int, FeedState] = field(default_factory=dict)
    _agenda: Agenda = field(default_factory=Agenda)
    _article_plans: int = -1  # the writer's count when the agenda was told of all articles
    _looked_at: datetime | None = None  # the moment of the loop's last turn
    _is_once: bool = False
    _under_way: dict[asyncio.Task[None], _Visit] = field(default_factory=dict)
    _finished: list[asyncio.Task[None]] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _feed_visitor: FeedVisitor = field(init=False)
    _article_visitor: ArticleVisitor = field(init=False)

    def __post_init__(self) -> None:
        self._feed_visitor = FeedVisitor(self.desk)
        self._article_visitor = ArticleVisitor(self.desk)

    async def run(self, *, once: bool = False) -> None:
        """Poll until `stop` is set; `once` visits every feed and every article that is due, no feed twice, and returns.

        When stopped, visits under way are dropped: nothing of them was written, they are due again at the next start.
        Raises StoreError when the store can't be written.
        """
        desk = self.desk
        self._is_once = once
        self._feeds.clear()
        await self._take_up_plans()
        await self.reload()
        if not once:
            self._spread(desk.clock.now())
        stopping = asyncio.create_task(self._wake_to_stop())
        try:
            while not self.stop.is_set():
                with desk.clock.working():
                    now = desk.clock.now()
                    await self._mind_the_clock(now)
                    ended = await self._reap()
                    is_all_started = await self._start_due(now, ended)
                    if (
                        once
                        and is_all_started
                        and not self._under_way
                        and not self._agenda.has_due(now, desk.paused_hosts())
                    ):
                        return  # what is still due stands on hosts that asked for a pause
                    self.next_visit_at = self._agenda.next_moment()
                    self._looked_at = now
                    self.is_scheduled.set()
                if is_all_started:
                    places, others = self._places()
                    moment = self._agenda.next_moment(with_others=others > 0) if places > 0 else None
                    await self._wait(moment or now + LONGEST_SLEEP)
        finally:
            stopping.cancel()
            for task in self._under_way:
                task.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)
            for visit in self._under_way.values():
                visit.working.close()
            self._under_way.clear()

    @property
    def is_visiting(self) -> bool:
        """Whether any visit is under way."""
        return bool(self._under_way)

    @property
    def feeds(self) -> tuple[FeedState, ...]:
        """The feeds as their last visits left them, stopped ones too."""
        return tuple(self._feeds.values())

    async def reload(self) -> None:
        """Take up feeds that were added or taken out, and changed terms, once the store knows the configuration."""
        await rematch_if_terms_changed(self.desk)
        await self.read_plans()

    async def read_plans(self) -> None:
        """Take up from the store which feeds there are and when each is due, and wake the loop."""
        known = set(self._feeds)
        under_way = self._feeds_under_way()
        self._feeds = {feed.id: feed for feed in await self.desk.in_store(self.desk.writer.feeds)}
        under_way |= self._feeds_under_way()  # what began or ended meanwhile plans itself
        for feed_id in known - set(self._feeds):
            self._agenda.forget_feed(feed_id)
        for feed in self._feeds.values():
            if feed.is_stopped:
                self._agenda.forget_feed(feed.id)
            elif feed.id not in under_way and not (self._is_once and feed.id in known):
                self._plan(feed)
        self._article_plans = -1
        self._wake.set()

    def _feeds_under_way(self) -> set[int]:
        return {visit.subject.id for visit in self._under_way.values() if isinstance(visit.subject, FeedState)}

    async def visit_as_asked(self) -> None:
        """Take up visits that somebody asked for, a few hosts a second."""
        await self.read_plans()
        self._spread(self.desk.clock.now())

    def _plan(self, feed: FeedState) -> None:
        """Put a feed's next visit on the agenda."""
        self._agenda.plan_feed(feed.id, host_of(feed.url), feed.next_visit_at)

    async def _visit_feed(self, feed: FeedState) -> None:
        self.visited.add(feed.named_url)
        self._take_back(await self._feed_visitor.visit(feed))

    def _take_back(self, after: FeedState) -> None:
        """A feed's state after a visit; what a reload changed in the meantime stays changed."""
        if (now := self._feeds.get(after.id)) is not None:
            self._feeds[after.id] = after = _as_configured(after, now)
            if not after.is_stopped and not self._is_once:
                self._plan(after)

    # time that doesn't go as it should

    async def _take_up_plans(self) -> None:
        """Find what an earlier run planned; if the clock was set back since, all of it moves back as far."""
        desk = self.desk
        now = desk.clock.now()
        latest = await desk.in_store(desk.writer.latest_feed_visit)
        if latest is not None and latest - now > WENT_BACK:
            await self._move_back(latest - now)
        desk.pauses.update(await desk.in_store(desk.writer.pauses, now))

    async def _mind_the_clock(self, now: datetime) -> None:
        """After a suspend or a jump forward what is overdue begins one by one; after a jump back all plans follow."""
        if self._looked_at is None:
            return
        if self._looked_at - now > WENT_BACK:
            await self._move_back(self._looked_at - now)
            await self.read_plans()
            return
        slept_to = self.next_visit_at or self._looked_at + LONGEST_SLEEP
        if now - max(slept_to, self._looked_at) > OVERSLEPT:
            self._spread(now)

    async def _move_back(self, by: timedelta) -> None:
        desk = self.desk
        await desk.in_store(desk.writer.move_schedule, -by)
        desk.pauses = {host: until - by for host, until in desk.pauses.items()}
        self._agenda.forget_waits()
        seconds = int(by.total_seconds())
        message = f"the clock went back by {seconds} s; all visits planned are moved back as far"
        log_event("clock", message, is_warning=True, at=desk.clock.now(), seconds=seconds)

    def _spread(self, now: datetime) -> None:
        """Let overdue hosts begin one after the other; one with a feed that was never fetched needn't wait."""
        never_fetched = {host_of(feed.url) for feed in self._feeds.values() if feed.unconditional_at is None}
        self._agenda.spread(now, never_fetched)

    # visits

    async def _start_due(self, now: datetime, ended: set[str]) -> bool:
        """Start what is due, as far as there are places; False if a look at the store showed that more may be due.

        Also looks up when articles fall due: of the hosts whose visits `ended`, or of all if others may have changed.
        """
        desk = self.desk
        plans = desk.writer.article_plans
        if plans != self._article_plans:
            self._article_plans = plans
            self._agenda.plan_all_articles(await desk.in_store(desk.writer.next_article_visits))
            ended = set()
        turns = self._agenda.take(now, *self._places())
        with_article: list[str] = []
        is_all_started = True
        for host, feed_id in turns:
            if (until := desk.paused_until(host)) is not None:
                if feed_id is not None:
                    self._plan(self._feeds[feed_id])
                self._agenda.release(host, until)
                is_all_started = False
            elif feed_id is not None:
                self._start(self._visit_feed, self._feeds[feed_id], host)
            else:
                with_article.append(host)
        if with_article or ended:
            found, moments = await desk.in_store(self._look_up_articles, with_article, ended, now)
            self._agenda.plan_articles(moments)
            for host, article, moment in found:
                if article is not None and self._has_place(article):
                    self._start(self._article_visitor.visit, article, host)
                elif article is not None:
                    self._agenda.release(host, now + HELD_UP)
                else:  # the agenda knew better than the store
                    self._agenda.plan_articles({host: moment})
                    self._agenda.release(host, now)
                    is_all_started = False
        return is_all_started

    def _places(self) -> tuple[int, int]:
        """How many visits may begin now, and how many of them to hosts that aren't known to be prompt.

        A few places are kept for those that are: however many servers don't answer, or are slow to read, the others
        are visited in time.
        """
        in_flight = self.desk.settings.config.polling.in_flight
        others = sum(not visit.is_prompt for visit in self._under_way.values())
        free = in_flight - len(self._under_way)
        return free, min(free, in_flight - in_flight // SHARE_KEPT - others)

    def _has_place(self, article: ArticleState) -> bool:
        """Whether fewer pages of its outlet are under way than may be.

        One feed can list pages on a hundred hosts that never answer; the other outlets' visits don't wait for those.
        """
        visits = self._under_way.values()
        pages = [visit.subject for visit in visits if isinstance(visit.subject, ArticleState)]
        most = max(1, self.desk.settings.config.polling.in_flight // SHARE_OF_AN_OUTLET)
        return sum(page.outlet == article.outlet for page in pages) < most

    def _look_up_articles(
        self, hosts: Sequence[str], ended: set[str], now: datetime
    ) -> tuple[list[tuple[str, ArticleState | None, datetime | None]], dict[str, datetime | None]]:
        """In the store's thread: the article that is due on each host, of one without, when its next falls due; and
        when articles fall due on the hosts whose visits ended.
        """
        writer = self.desk.writer
        found = []
        for host in hosts:
            due = writer.articles_due([host], now)
            moment = None if due else writer.next_article_visits([host])[host]
            found.append((host, due[0] if due else None, moment))
        return found, writer.next_article_visits(ended) if ended else {}

    def _start(self, visit: Callable[[Subject], Coroutine[Any, Any, None]], subject: Subject, host: str) -> None:
        """Start a visit on a host whose turn it is."""
        working = ExitStack()
        working.enter_context(self.desk.clock.working())
        task = asyncio.create_task(visit(subject))
        self._under_way[task] = _Visit(subject, host, self._agenda.is_prompt(host), working)
        task.add_done_callback(self._note_finished)

    def _note_finished(self, task: asyncio.Task[None]) -> None:
        self._finished.append(task)
        self._wake.set()

    async def _reap(self) -> set[str]:
        """Take leave of finished visits. A store that can't be written ends the poller: StoreError is raised.

        Any other exception is a bug of ours: logged with its trace, and the visit recorded as failed, so that it
        neither ends the poller nor comes up again at once. Returns the hosts whose articles were visited.
        """
        ended: set[str] = set()
        while self._finished:
            task = self._finished.pop()
            visit = self._under_way.pop(task)
            is_feed = isinstance(visit.subject, FeedState)
            if not is_feed:
                ended.add(visit.host)
            visit.working.close()
            if not task.cancelled() and (error := task.exception()) is not None:
                if isinstance(error, StoreError):
                    raise error
                self.bugs += 1
                LOGGER.error("a visit to %s failed by a bug of storywatch", visit.host, exc_info=error)
                if isinstance(visit.subject, FeedState):
                    self._take_back(await self._feed_visitor.fail(visit.subject, A_BUG))
                else:
                    await self._article_visitor.fail(visit.subject, A_BUG)
            gap = timedelta(seconds=int(self.desk.client.gap_of(visit.host)))
            is_prompt = visit.host in self.desk.prompt_hosts
            self._agenda.release(visit.host, self.desk.clock.now() + gap, is_prompt=is_prompt)
        return ended

    async def _wait(self, moment: datetime) -> None:
        """Until `moment`, a visit's end, or a stop."""
        if not self._wake.is_set():
            sleeper = asyncio.ensure_future(self.desk.clock.sleep_until(moment))
            sleeper.add_done_callback(lambda ended: None if ended.cancelled() else self._wake.set())
            try:
                await self._wake.wait()
            finally:
                sleeper.cancel()
        self._wake.clear()

    async def _wake_to_stop(self) -> None:
        await self.stop.wait()
        self._wake.set()


def _as_configured(after: FeedState, now: FeedState) -> FeedState:
    """A feed as its visit left it, with all that the configuration says of it now; of another kind, it is read anew."""
    if after.kind != now.kind:
        after = replace(after, validators=Validators(), body_hash=None, parts=())
    return replace(
        after,
        outlet=now.outlet,
        lang=now.lang,
        every=now.every,
        kind=now.kind,
        named_url=now.named_url,
        is_stopped=after.is_stopped or now.is_stopped,
    )
