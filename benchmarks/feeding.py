"""Feeds a made-up story to a store, as the poller does, and notes what each save cost."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter
from typing import TypeVar

from benchmarks.measuring import Clock
from benchmarks.story_generator import ArticleVisit, FeedVisit, GeneratedStory, Page
from store import ArticleAfterVisit, FeedAfterVisit, NewEntry, NewRevision, Validators, Visit, Writer

LATELY = 200  # saves of each sort whose cost is remembered
LISTED = 30  # entries that a feed lists
NO_VALIDATORS = Validators()
LATE = timedelta(hours=2)  # after publication by the page's own time: the toll's last day is worked out anew
STILL_WATCHED = timedelta(days=30)  # so that the index of articles to visit is as long as it can be
T = TypeVar("T")


class Feeder:
    """Brings visits to the writer; `seconds` holds what the latest saves of each sort took."""

    def __init__(self, writer: Writer, story: GeneratedStory, clock: Clock = perf_counter) -> None:
        self.seconds: dict[str, deque[float]] = {}
        self._clock = clock
        self.articles = 0  # whose text has been saved
        self._writer = writer
        writer.sync_outlets([outlet.spec for outlet in story.outlets], story.start)
        self._feeds = {feed.url: feed.id for feed in writer.feeds()}
        self._listed: dict[int, deque[str]] = {feed_id: deque(maxlen=LISTED) for feed_id in self._feeds.values()}
        self._articles: dict[str, int] = {}  # ids of those that are visited again

    def feed(self, visit: FeedVisit | ArticleVisit) -> None:
        """Saves one visit."""
        if isinstance(visit, FeedVisit):
            self._feed_visit(visit)
        else:
            self._article_visit(visit)

    def timed(self, sort: str, work: Callable[[], T]) -> T:
        """What the work gives; its cost is remembered among others of its sort."""
        started = self._clock()
        result = work()
        self.seconds.setdefault(sort, deque(maxlen=LATELY)).append(self._clock() - started)
        return result

    def _feed_visit(self, visit: FeedVisit) -> None:
        feed_id = self._feeds[visit.feed_url]
        entries = [
            NewEntry(listed.url, listed.url, listed.title, "", listed.published_at, None, is_on_story=True)
            for listed in visit.articles
        ]
        entries += [NewEntry(url, url, "Other news", "", visit.at, None, is_on_story=False) for url in visit.others]
        listed = self._listed[feed_id]
        listed.extend(entry.guid for entry in entries)
        self.timed("entries known", lambda: self._writer.entries_known(feed_id, listed))
        after = FeedAfterVisit(NO_VALIDATORS, None, visit.at + timedelta(minutes=10), 600.0, 0)
        request = _visit(visit.feed_url, visit.at, "new" if entries else "unchanged")
        articles = self.timed(
            "feed visit" if entries else "feed visit, nothing new",
            lambda: self._writer.save_feed_visit(feed_id, request, after, entries, visit.at),
        )
        self._articles.update(zip((listed.url for listed in visit.articles), articles, strict=True))

    def _article_visit(self, visit: ArticleVisit) -> None:
        article_id = self._articles[visit.url]
        if visit.is_last:
            del self._articles[visit.url]
        page = visit.page
        next_visit_at = visit.at + (STILL_WATCHED if visit.is_last else timedelta(hours=1))
        if page is None:
            after = ArticleAfterVisit(NO_VALIDATORS, next_visit_at, 0)
            request, revision, sort = _visit(visit.url, visit.at, "unchanged"), None, "article unchanged"
        else:
            after = _after(page, visit.url, next_visit_at)
            request, revision = _visit(visit.url, visit.at, "new"), _revision(page, request_end(visit.at))
            found = "late find" if visit.at - page.published_at > LATE else "new article"
            sort = found if visit.number == 1 else "edit"
        self.timed(sort, lambda: self._writer.save_article_visit(article_id, request, after, revision))
        self.articles += sort in ("new article", "late find")


def request_end(at: datetime) -> datetime:
    """When a request that began at this moment has its answer."""
    return at + timedelta(seconds=1)


def _visit(url: str, at: datetime, outcome: str) -> Visit:
    return Visit(url, at, request_end(at), outcome, 200, None, 40_000)


def _after(page: Page, url: str, next_visit_at: datetime) -> ArticleAfterVisit:
    return ArticleAfterVisit(
        NO_VALIDATORS,
        next_visit_at,
        0,
        canonical_url=url,
        title=page.title,
        byline="A reporter",
        lang=page.lang,
        published_at=page.published_at,
        published_basis="JSON-LD",
        modified_at=page.modified_at,
        credit=page.credit,
    )


def _revision(page: Page, seen_at: datetime) -> NewRevision:
    return NewRevision(page.title, page.text, page.lang, page.claims, seen_at, passages=page.passages)
