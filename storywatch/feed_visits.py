"""One visit to a feed, from request to row: what an answer means, and when to come again."""

from __future__ import annotations

import asyncio
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fetchers import (
    LONGEST_FRESHNESS,
    Answer,
    FeedReading,
    Login,
    feed_interval,
    looks_like_login,
    past_skipped_hours,
    same_door,
    shown_url,
)
from store import (
    GOOD_OUTCOMES,
    FeedAfterVisit,
    FeedDay,
    FeedRhythm,
    FeedState,
    Move,
    NewEntry,
    Validators,
    Visit,
    VisitOutcome,
)
from storywatch.daily_bound import bound_told, day_at, within_bound
from storywatch.desk import Desk
from storywatch.feed_requests import Listing, request_listing
from storywatch.logs import log_visit
from storywatch.pipeline import body_hash, new_entry, outcome_of

UNCONDITIONAL_EVERY = timedelta(days=8)  # for servers that answer 304 for ever
SIGHTINGS_OF_A_MOVE = 3  # permanent redirects in a row before a feed's address is rewritten
ARTICLES_AT_A_TIME = 300  # new articles that one visit may bring; what is over comes with the next
CHUNK = 10  # entries matched before the event loop gets its turn: some 40 ms for those built to be slow


@dataclass(frozen=True, slots=True)
class FeedNews:
    """What an answer brought: entries that are new or changed, and whether some were left for the next visit.

    `day` is the feed's with them in it; `complaint` says what was left out as more than a feed may bring in a day.
    """

    day: FeedDay
    entries: tuple[NewEntry, ...] = ()
    is_cut: bool = False
    complaint: str | None = None


@dataclass(slots=True)
class FeedVisitor:
    """Visits feeds. Whatever a server sends becomes a recorded visit; only a store that fails raises (StoreError)."""

    desk: Desk

    async def visit(self, feed: FeedState) -> FeedState:
        """Fetch a feed, remember its new entries and their articles, and return its state after."""
        started_at = self.desk.clock.now()
        is_whole = _wants_whole(feed, started_at)
        listing = await request_listing(self.desk, feed, is_whole=is_whole, login=self._login(feed))
        news = FeedNews(feed.day)
        if (reading := listing.reading) is not None:
            news = await self._news(feed, reading)
            feed = replace(feed, rhythm=FeedRhythm(reading.ttl, tuple(sorted(reading.skip_hours))))
        return await self._conclude(feed, listing, news, started_at, is_whole=is_whole)

    async def fail(self, feed: FeedState, reason: str) -> FeedState:
        """Record a visit that came to nothing by our own fault, so that the feed is left alone for a while."""
        listing = Listing(Answer(feed.url, None, failure=reason), reason, None, feed.parts)
        return await self._conclude(feed, listing, FeedNews(feed.day), self.desk.clock.now(), is_whole=False)

    async def _news(self, feed: FeedState, reading: FeedReading) -> FeedNews:
        """The entries that the store doesn't have in this form yet, matched in chunks."""
        desk = self.desk
        known = await desk.in_store(desk.writer.entries_known, feed.id, [entry.guid for entry in reading.entries])
        matcher = desk.settings.matcher
        fresh: list[NewEntry] = []
        articles, is_cut = 0, False
        for number, entry in enumerate(reading.entries):
            if entry.guid not in known or _is_later(entry.modified_at, known[entry.guid]):
                matched = new_entry(entry, entry.lang or reading.lang or feed.lang, matcher)
                articles += matched.is_on_story
                if matched.is_on_story and articles > ARTICLES_AT_A_TIME:
                    is_cut = True
                else:
                    fresh.append(matched)
            if number % CHUNK == CHUNK - 1:
                await asyncio.sleep(0)
        return self._bounded(feed, fresh, known, is_cut=is_cut)

    def _bounded(self, feed: FeedState, fresh: Sequence[NewEntry], known: Container[str], *, is_cut: bool) -> FeedNews:
        """What a feed may still bring today. Its first visit isn't counted: a list may be long, and comes once."""
        polling = self.desk.settings.config.polling
        day = day_at(feed.day, self.desk.clock.now())
        if feed.unconditional_at is None:
            return FeedNews(day, tuple(fresh), is_cut)
        taken, left_out, day = within_bound(
            day, fresh, known, most_entries=polling.most_entries_a_day, most_text=polling.most_text_a_day
        )
        complaint = bound_told(day, left_out) if left_out else None
        return FeedNews(day, tuple(taken), is_cut or bool(left_out), complaint)

    async def _conclude(
        self,
        feed: FeedState,
        listing: Listing,
        news: FeedNews,
        started_at: datetime,
        *,
        is_whole: bool,
    ) -> FeedState:
        """Record the visit and what it leaves behind."""
        desk, answer = self.desk, listing.answer
        outcome = outcome_of(answer, listing.failure, is_new=bool(news.entries))
        visit = Visit(
            url=shown_url(feed.url),
            started_at=started_at,
            finished_at=desk.clock.now(),
            outcome=outcome,
            status=answer.status,
            reason=listing.failure or "; ".join(filter(None, (listing.complaint, news.complaint))) or None,
            size=len(answer.body) or None,
        )
        if outcome in GOOD_OUTCOMES:
            after = self._after_success(feed, listing, news, is_whole=is_whole)
        else:
            after = self._after_failure(feed, listing, is_gone=outcome == VisitOutcome.GONE)
        articles = await desk.in_store(
            desk.writer.save_feed_visit, feed.id, visit, after, news.entries, visit_articles_at=visit.finished_at
        )
        on_story = sum(entry.is_on_story for entry in news.entries)
        if news.complaint is not None and feed.day.left_out and feed.day.since == news.day.since:  # said once a day
            visit = replace(visit, reason=listing.complaint)
        self._log(feed, visit, len(news.entries), on_story, len(articles))
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
            rhythm=after.rhythm,
            move=after.move,
            parts=after.parts,
            not_before=after.not_before,
            day=after.day,
        )

    def _after_success(self, feed: FeedState, listing: Listing, news: FeedNews, *, is_whole: bool) -> FeedAfterVisit:
        """Come again by how often the feed brings something; entries left over need its whole body once more."""
        answer = listing.answer
        floor, ceiling = self._pace(feed)
        fresh_for = max(answer.fresh_for or 0.0, feed.rhythm.ttl or 0.0) or None
        interval = feed_interval(
            feed.interval, new_entries=len(news.entries), fresh_for=fresh_for, floor=floor, ceiling=ceiling
        )
        if news.complaint is not None:
            interval = max(interval, ceiling)
        fingerprint = feed.body_hash if answer.status == 304 else body_hash(answer.body)
        move = _move(feed, answer)
        has_moved = move is not None and move.sightings >= SIGHTINGS_OF_A_MOVE and answer.status == 200
        is_asked_whole_next = news.is_cut or has_moved
        return FeedAfterVisit(
            validators=Validators() if is_asked_whole_next else self.desk.validators_after(feed.validators, answer),
            body_hash=None if news.is_cut else fingerprint,
            next_visit_at=self._next_visit(feed, interval),
            interval=interval,
            failures=0,
            unconditional_at=self.desk.clock.now() if is_whole else feed.unconditional_at,
            moved_to=move.target if move is not None and has_moved else None,
            rhythm=feed.rhythm,
            move=None if has_moved else move,
            parts=() if news.is_cut else listing.parts,
            not_before=self.desk.moment_allowed(answer.fresh_for),
            day=news.day,
        )

    def _after_failure(self, feed: FeedState, listing: Listing, *, is_gone: bool) -> FeedAfterVisit:
        """Back off, and keep what there was; a feed that is gone (410) isn't visited again.

        The max-age of an answer that was no feed counts all the same.
        """
        wait = self.desk.wait_after_failures(feed.failures + 1, self._pace(feed)[0])
        wait = max(wait, listing.answer.fresh_for or 0.0)
        return FeedAfterVisit(
            validators=feed.validators,
            body_hash=feed.body_hash,
            next_visit_at=self.desk.moment_after(wait, feed.url),
            interval=feed.interval,
            failures=feed.failures + 1,
            is_stopped=is_gone,
            unconditional_at=feed.unconditional_at,
            rhythm=feed.rhythm,
            move=feed.move,
            parts=listing.parts,
            not_before=self.desk.moment_allowed(listing.answer.fresh_for),
            day=feed.day,
        )

    def _next_visit(self, feed: FeedState, interval: float) -> datetime:
        """When to come again after `interval` seconds, and not within the hours that the feed wants skipped."""
        now = self.desk.clock.now()
        moment = self.desk.moment_after(interval, feed.url)
        after_skipped = past_skipped_hours(moment, feed.rhythm.skip_hours)
        if after_skipped == moment:
            return moment
        wait = min((after_skipped - now).total_seconds(), LONGEST_FRESHNESS)
        return max(moment, self.desk.moment_after(wait, feed.url))

    def _pace(self, feed: FeedState) -> tuple[float, float]:
        """The shortest and the longest time between two visits to this feed, in seconds."""
        polling = self.desk.settings.config.polling
        floor = max(polling.shortest_interval, feed.every or 0)
        return floor, max(polling.longest_interval, floor)

    def _login(self, feed: FeedState) -> Login | None:
        """The configured login; for a feed that has moved, only where it has moved within one host."""
        login = self.desk.settings.logins.get(feed.named_url)
        return login if login is not None and same_door(feed.named_url, feed.url) else None

    def _log(self, feed: FeedState, visit: Visit, entries: int, on_story: int, articles: int) -> None:
        is_one_of_several = feed.outlet in self.desk.settings.outlets_of_several_feeds
        source = f"{feed.outlet}: {visit.url}" if is_one_of_several or visit.reason is not None else feed.outlet
        what = _brought(entries, on_story, articles) if visit.outcome == VisitOutcome.NEW else "nothing new"
        log_visit("feed", feed.outlet, visit, f"{source}: {visit.reason or what}", entries=entries, articles=articles)


def _brought(entries: int, on_story: int, articles: int) -> str:
    """What a feed brought, in words; articles that another source brought before are on the story, too."""
    known = f", {on_story - articles} of them known" if articles < on_story else ""
    return f"{entries} new {'entry' if entries == 1 else 'entries'}, {on_story} on the story{known}"


def _wants_whole(feed: FeedState, now: datetime) -> bool:
    """Whether to ask without validators: the first time, every eight days, and before an address is rewritten.

    For only a whole answer shows that there is a feed at the new address.
    """
    if feed.unconditional_at is None or now - feed.unconditional_at >= UNCONDITIONAL_EVERY:
        return True
    return feed.move is not None and feed.move.sightings >= SIGHTINGS_OF_A_MOVE - 1


def _move(feed: FeedState, answer: Answer) -> Move | None:
    """How often the feed's address has now led permanently to the same other one, never to a login page."""
    target = answer.permanent_url
    if target is None or target == feed.url or looks_like_login(target):
        return None
    before = feed.move.sightings if feed.move is not None and feed.move.target == target else 0
    return Move(target, min(before + 1, SIGHTINGS_OF_A_MOVE))


def _is_later(modified_at: datetime | None, known: datetime | None) -> bool:
    """Whether an entry was modified since; the store keeps whole seconds."""
    return modified_at is not None and (known is None or modified_at.replace(microsecond=0) > known)
