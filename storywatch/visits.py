"""One visit from request to row: what an answer means for a feed or an article, and when to come again.

A visit never raises for what a server sends: it becomes a recorded visit with its reason.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random
from typing import ParamSpec, TypeVar

from fetchers import (
    Answer,
    Client,
    FeedReading,
    WorkerFailed,
    Workers,
    article_interval,
    back_off,
    feed_interval,
    jittered,
    read_feed,
)
from store import ArticleAfterVisit, ArticleState, FeedAfterVisit, FeedState, NewEntry, Validators, Visit, Writer
from storywatch.clock import Clock
from storywatch.config import Settings
from storywatch.logs import log_event
from storywatch.pipeline import ArticleReading, after_page, body_hash, guids, new_entry, new_revision, read_article

PAGE_TIME = 10.0  # seconds of worker time for one page, a thousand times what an honest one takes
FEED_TIME = 30.0  # the same for one feed: 5 MB with 20,000 items take up to 9 s on a busy machine
UNCONDITIONAL_EVERY = timedelta(days=8)  # for servers that answer 304 for ever
SIGHTINGS_OF_A_MOVE = 3  # permanent redirects in a row before a feed's address is rewritten
LONGEST_BACK_OFF = 4 * 3600.0
CHUNK = 200  # entries matched before the event loop gets its turn

P = ParamSpec("P")
T = TypeVar("T")


class StoreThread:
    """The one writer, in a thread of its own, so that a long transaction doesn't hold up the network."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, "store")

    async def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call one of the writer's methods there and hand back what it returns or raises."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, lambda: function(*args, **kwargs))

    def close(self) -> None:
        """End the thread once what it has to do is done."""
        self._executor.shutdown()


@dataclass(slots=True)
class Visitor:
    """Visits feeds and articles with everything that this takes. `pauses` holds hosts that asked to be left alone.

    `_pages` are the bodies last read, by article: for the many servers without validators, the same page is not
    read twice. It is lost with the process; then each page is read once more, to the same text.
    """

    settings: Settings
    writer: Writer
    in_store: StoreThread
    client: Client
    workers: Workers
    clock: Clock
    random: Random
    pauses: dict[str, datetime] = field(default_factory=dict)
    _pages: dict[int, str] = field(default_factory=dict)
    _moves: dict[int, tuple[str, int]] = field(default_factory=dict)

    async def visit_feed(self, feed: FeedState) -> FeedState:
        """Fetch a feed, remember its new entries and their articles, and return its state after."""
        started_at = self.clock.now()
        is_unconditional = feed.unconditional_at is None or started_at - feed.unconditional_at >= UNCONDITIONAL_EVERY
        validators = Validators() if is_unconditional else feed.validators
        answer = await self.client.get(
            feed.url, etag=validators.etag, last_modified=validators.last_modified, accept="feed"
        )
        self._note_pause(feed.url, answer)
        entries: list[NewEntry] = []
        reading: FeedReading | None = None
        failure = answer.failure
        fingerprint = feed.body_hash
        if answer.status == 200 and failure is None:
            fingerprint = body_hash(answer.body)
            if fingerprint != feed.body_hash:
                reading, failure = await self._read_feed(answer)
        if reading is not None and failure is None:
            entries = await self._new_entries(feed, reading)
        outcome = _feed_outcome(answer, failure, entries)
        after = self._feed_after(feed, answer, reading, outcome, fingerprint, len(entries), is_unconditional)
        visit = Visit(
            url=feed.url,
            started_at=started_at,
            finished_at=self.clock.now(),
            outcome=outcome,
            status=answer.status,
            reason=failure,
            size=len(answer.body) or None,
        )
        articles = await self.in_store(
            self.writer.save_feed_visit, feed.id, visit, after, entries, visit_articles_at=visit.finished_at
        )
        self._log_feed(feed, visit, len(entries), len(articles))
        return replace(
            feed,
            url=after.moved_to or feed.url,
            validators=after.validators,
            body_hash=after.body_hash,
            next_visit_at=after.next_visit_at,
            interval=after.interval,
            failures=after.failures,
            is_stopped=after.is_stopped,
            unconditional_at=after.unconditional_at,
        )

    async def visit_article(self, article: ArticleState) -> None:
        """Fetch an article's page; a changed text becomes a revision with its claims."""
        started_at = self.clock.now()
        answer = await self.client.get(
            article.url,
            etag=article.validators.etag,
            last_modified=article.validators.last_modified,
            accept="page",
            respect_robots=self.settings.config.polling.respect_robots,
        )
        self._note_pause(article.url, answer)
        failure = answer.failure
        read: ArticleReading | None = None
        fingerprint = body_hash(answer.body)
        if answer.status == 200 and failure is None and fingerprint != self._pages.get(article.id):
            read, failure = await self._read_article(article, answer)
        seen_at = self.clock.now()
        outcome = _article_outcome(answer, failure, read)
        after = self._article_after(article, answer, read, outcome, seen_at)
        visit = Visit(
            url=article.url,
            started_at=started_at,
            finished_at=seen_at,
            outcome=outcome,
            status=answer.status,
            reason=failure,
            size=len(answer.body) or None,
        )
        revision = new_revision(read, seen_at) if read is not None and failure is None else None
        saved = await self.in_store(self.writer.save_article_visit, article.id, visit, after, revision)
        if read is not None and failure is None:
            self._pages[article.id] = fingerprint
        if failure is not None:
            log_event("failed", f"{article.outlet}: {article.url}: {failure}", at=seen_at, url=article.url)
        elif saved is not None and saved.revision_id is not None:
            event = "article" if saved.number == 1 else "edit"
            figures = f"{saved.claims} claim{'' if saved.claims == 1 else 's'}"
            news = f"; first with {', '.join(saved.new_facts)}" if saved.new_facts else ""
            title = read.page.title if read is not None else article.title
            log_event(
                event,
                f"{article.outlet}: {title} ({figures}{news})",
                at=seen_at,
                url=article.url,
                revision=saved.number,
                claims=saved.claims,
                new_facts=list(saved.new_facts),
            )

    def paused_until(self, host: str) -> datetime | None:
        """When a host that asked for a pause may be visited again, None if it didn't."""
        until = self.pauses.get(host)
        if until is not None and until <= self.clock.now():
            del self.pauses[host]
            return None
        return until

    async def _read_feed(self, answer: Answer) -> tuple[FeedReading | None, str | None]:
        try:
            reading = await self.workers.run(
                read_feed, answer.body, answer.headers, answer.url, self.clock.now(), time_limit=FEED_TIME
            )
        except WorkerFailed as error:
            return None, str(error)
        return reading, reading.failure

    async def _read_article(self, article: ArticleState, answer: Answer) -> tuple[ArticleReading | None, str | None]:
        try:
            read = await self.workers.run(
                read_article,
                answer.body,
                answer.headers,
                answer.url,
                article.lang,
                self.clock.now(),
                self.settings.context,
                time_limit=PAGE_TIME,
            )
        except WorkerFailed as error:
            return None, str(error)
        return read, read.page.failure

    async def _new_entries(self, feed: FeedState, reading: FeedReading) -> list[NewEntry]:
        """The entries that the store doesn't have in this form yet, matched in chunks."""
        known = await self.in_store(self.writer.entries_known, feed.id, guids(reading.entries))
        matcher = self.settings.matcher
        fresh: list[NewEntry] = []
        for number, entry in enumerate(reading.entries):
            if entry.guid not in known or entry.modified_at is not None:
                fresh.append(new_entry(entry, reading.lang or feed.lang, matcher))
            if number % CHUNK == CHUNK - 1:
                await asyncio.sleep(0)
        return fresh

    def _feed_after(
        self,
        feed: FeedState,
        answer: Answer,
        reading: FeedReading | None,
        outcome: str,
        fingerprint: str | None,
        news: int,
        is_unconditional: bool,
    ) -> FeedAfterVisit:
        polling = self.settings.config.polling
        floor = max(polling.shortest_interval, feed.every or 0)
        ceiling = max(polling.longest_interval, floor)
        is_good = outcome in ("new", "unchanged")
        if is_good:
            interval = feed_interval(
                feed.interval,
                new_entries=news,
                fresh_for=_longest(answer.fresh_for, reading.ttl if reading else None),
                floor=floor,
                ceiling=ceiling,
            )
            wait, failures = interval, 0
        else:
            interval, failures = feed.interval, feed.failures + 1
            wait = back_off(failures, floor=floor, ceiling=LONGEST_BACK_OFF)
        now = self.clock.now()
        next_visit_at = now + timedelta(seconds=round(jittered(wait, self.random)))
        pause = self.paused_until(host_of(feed.url))
        return FeedAfterVisit(
            validators=_validators_after(feed.validators, answer, now) if is_good else feed.validators,
            body_hash=fingerprint if is_good else feed.body_hash,
            next_visit_at=max(next_visit_at, pause) if pause else next_visit_at,
            interval=interval,
            failures=failures,
            is_stopped=outcome == "gone",
            unconditional_at=now if is_good and is_unconditional else feed.unconditional_at,
            moved_to=self._moved(feed, answer) if is_good else None,
        )

    def _article_after(
        self, article: ArticleState, answer: Answer, read: ArticleReading | None, outcome: str, now: datetime
    ) -> ArticleAfterVisit:
        if outcome == "gone":
            return ArticleAfterVisit(article.validators, None, article.failures + 1)
        if outcome in ("failed", "refused"):
            failures = article.failures + 1
            wait = back_off(failures, floor=self.settings.config.polling.shortest_interval, ceiling=LONGEST_BACK_OFF)
            return ArticleAfterVisit(article.validators, self._later(article, now, wait), failures)
        published_at = (read.page.published_at if read else None) or article.published_at or article.first_seen_at
        wait_while_young = article_interval(max(0.0, (now - published_at).total_seconds()))
        next_visit_at = None if wait_while_young is None else self._later(article, now, wait_while_young)
        validators = _validators_after(article.validators, answer, now)
        if read is None:
            return ArticleAfterVisit(validators, next_visit_at, 0)
        return after_page(read.page, validators, next_visit_at)

    def _later(self, article: ArticleState, now: datetime, wait: float) -> datetime:
        moment = now + timedelta(seconds=round(jittered(wait, self.random)))
        pause = self.paused_until(host_of(article.url))
        return max(moment, pause) if pause else moment

    def _note_pause(self, url: str, answer: Answer) -> None:
        if answer.pause is not None:
            self.pauses[host_of(url)] = self.clock.now() + timedelta(seconds=answer.pause)

    def _moved(self, feed: FeedState, answer: Answer) -> str | None:
        """The new address of a feed that was permanently redirected to it several times in a row."""
        target = answer.permanent_url
        if target is None or target == feed.url:
            self._moves.pop(feed.id, None)
            return None
        seen, times = self._moves.get(feed.id, (target, 0))
        times = times + 1 if seen == target else 1
        self._moves[feed.id] = (target, times)
        return target if times >= SIGHTINGS_OF_A_MOVE else None

    def _log_feed(self, feed: FeedState, visit: Visit, entries: int, articles: int) -> None:
        if visit.reason is not None:
            log_event(visit.outcome, f"{feed.outlet}: {feed.url}: {visit.reason}", at=visit.finished_at, url=feed.url)
        else:
            message = f"{feed.outlet}: " + (
                f"{entries} new entries, {articles} on the story" if visit.outcome == "new" else "nothing new"
            )
            log_event(visit.outcome, message, at=visit.finished_at, url=feed.url, entries=entries, articles=articles)


def host_of(url: str) -> str:
    """Host and port of a URL: what a pause and a turn are counted by."""
    return url.split("/", 3)[2] if url.count("/") >= 2 else url


def _feed_outcome(answer: Answer, failure: str | None, entries: list[NewEntry]) -> str:
    if answer.status == 410:
        return "gone"
    if answer.is_refused:
        return "refused"
    if failure is not None:
        return "failed"
    return "new" if entries else "unchanged"


def _article_outcome(answer: Answer, failure: str | None, read: ArticleReading | None) -> str:
    if answer.status in (404, 410):
        return "gone"
    if answer.is_refused:
        return "refused"
    if failure is not None:
        return "failed"
    return "unchanged" if read is None else "new"


def _validators_after(before: Validators, answer: Answer, now: datetime) -> Validators:
    """What to ask with next time: a 304 replaces what it names, a 200 what there was. A date ahead is ignored."""
    etag, last_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    if last_modified is not None and _is_ahead(last_modified, now):
        last_modified = None
    if answer.status == 304:
        return Validators(etag or before.etag, last_modified or before.last_modified)
    return Validators(etag, last_modified)


def _is_ahead(http_date: str, now: datetime) -> bool:
    try:
        moment = parsedate_to_datetime(http_date)
    except ValueError:
        return False  # not a date to us; the server gets back what it sent
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) > now + timedelta(days=1)


def _longest(*seconds: float | None) -> float | None:
    known = [value for value in seconds if value is not None]
    return max(known, default=None)
