"""The made-up story as a poller meets it: visits to feeds and articles, in order of the story's clock.

Nothing is kept but what is still to come, so that a story of any length costs the memory of a few hours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import accumulate
from math import exp, pi, sin
from random import Random

from benchmarks.story_generator.articles import Desk, Draft
from benchmarks.story_generator.figures import ATTACKERS, HOURS
from benchmarks.story_generator.outlets import MadeOutlet, made_outlets
from benchmarks.story_generator.sentences import place
from story import Claim, Party, Passage, StoryContext, StoryParty

START = datetime(2024, 3, 4, 6, tzinfo=UTC)
CONTEXT = StoryContext(
    "Harbour fire",
    "Port Quellen",
    START,
    ("Port Quellen", "بورت كويلن"),
    (StoryParty(ATTACKERS, Party.ATTACKERS, ("the torch",)),),
)
EDITED = 0.05  # of all articles
TOUCHED_UP = 0.1  # of all articles: their page says that it was modified before anybody found it
FOUND_DAYS_LATE = 0.005
OFF_STORY = 2  # entries beside each article's, about other things


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as its feed lists it; `published_at` as the outlet's own clock has it."""

    url: str
    title: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class FeedVisit:
    """A visit to a feed: what it lists that it didn't before, and the links of other stories' entries."""

    at: datetime
    feed_url: str
    articles: tuple[Listed, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """An article's text with what it gives, at true offsets."""

    title: str
    text: str
    lang: str
    claims: tuple[Claim, ...]
    passages: tuple[Passage, ...]
    published_at: datetime
    modified_at: datetime | None
    credit: str | None


@dataclass(frozen=True, slots=True)
class ArticleVisit:
    """A visit to an article; `page` is None if its text was the one seen last. `number` counts those that saw a text.

    `is_last`: nobody visits the article again.
    """

    at: datetime
    url: str
    page: Page | None
    number: int
    is_last: bool


@dataclass(slots=True)
class _Made:
    """An article that was published, with all visits that it still gets."""

    url: str
    outlet: MadeOutlet
    draft: Draft
    published_at: datetime
    number: int = 0
    visits: list[tuple[datetime, bool]] = field(default_factory=list)  # when, and whether it was edited before


class GeneratedStory:
    """The story of so many articles; the same seed tells the same one."""

    def __init__(self, articles: int, seed: int = 1) -> None:
        self.articles = articles
        self.start = START
        self._chance = Random(seed)
        self.outlets = made_outlets(self._chance)
        self._desk = Desk(self._chance)
        self._weights = list(accumulate(outlet.weight for outlet in self.outlets))
        self._queue: list[tuple[datetime, int, MadeOutlet | _Made]] = []
        self._listings: dict[tuple[datetime, str], list[_Made]] = {}
        self._pushed = 0
        self._others = 0

    def visits(self) -> Iterator[FeedVisit | ArticleVisit]:
        """All visits, in order of time. To be called once."""
        for number, hour in enumerate(self._publication_hours()):
            published = START + timedelta(hours=hour)
            yield from self._until(published)
            self._publish(number, hour, published)
        yield from self._until(None)

    def _publication_hours(self) -> Iterator[float]:
        """When articles are published: much on the first day, less and less, by day more than by night."""
        slots = [hour / 4 for hour in range(HOURS * 4)]
        rates = [(0.25 + 2 * exp(-hour / 18)) * (1 + 0.6 * sin((hour - 2) * pi / 12)) for hour in slots]
        heights = list(accumulate(rates))
        for number in range(self.articles):
            aim = (number + self._chance.random()) / self.articles * heights[-1]
            slot = min(bisect_left(heights, aim), len(slots) - 1)
            yield slots[slot] + 0.25 * (aim - heights[slot] + rates[slot]) / rates[slot]

    def _publish(self, number: int, hour: float, published: datetime) -> None:
        chance = self._chance
        aim = chance.random() * self._weights[-1]
        outlet = self.outlets[min(bisect_left(self._weights, aim), len(self.outlets) - 1)]
        made = _Made(f"https://{outlet.domain}/{number}.html", outlet, self._desk.article(outlet, hour), published)
        delay = timedelta(minutes=min(720.0, chance.lognormvariate(1.8, 1.2)))
        if chance.random() < FOUND_DAYS_LATE:
            delay = timedelta(hours=chance.uniform(20, 70))
        polls = (published + delay - START) // outlet.poll_every + 1
        found = START + polls * outlet.poll_every
        listing = self._listings.get((found, outlet.feed_url))
        if listing is None:
            listing = self._listings[found, outlet.feed_url] = []
            self._push(found, outlet)
            self._push(found + outlet.poll_every, outlet)  # lists nothing new, if nothing comes by then
        listing.append(made)
        read = found + timedelta(seconds=chance.randint(2, 120))
        again = read + timedelta(minutes=chance.uniform(30, 200))
        made.visits = [(read, False), (again, False)]
        if chance.random() < EDITED:
            made.visits.append((again + timedelta(minutes=chance.uniform(10, 500)), True))
        for at, _ in made.visits:
            self._push(at, made)

    def _push(self, at: datetime, what: MadeOutlet | _Made) -> None:
        self._pushed += 1
        heappush(self._queue, (at, self._pushed, what))

    def _until(self, end: datetime | None) -> Iterator[FeedVisit | ArticleVisit]:
        while self._queue and (end is None or self._queue[0][0] <= end):
            at, _, what = heappop(self._queue)
            yield self._article_visit(at, what) if isinstance(what, _Made) else self._feed_visit(at, what)

    def _feed_visit(self, at: datetime, outlet: MadeOutlet) -> FeedVisit:
        made = self._listings.pop((at, outlet.feed_url), [])
        others = range(self._others, self._others + OFF_STORY * len(made))
        self._others = others.stop
        listed = tuple(
            Listed(each.url, each.draft.sentences[0].text, each.published_at + outlet.ahead) for each in made
        )
        return FeedVisit(
            at, outlet.feed_url, listed, tuple(f"https://{outlet.domain}/other/{number}" for number in others)
        )

    def _article_visit(self, at: datetime, made: _Made) -> ArticleVisit:
        visit = made.visits.pop(0)
        is_last = not made.visits
        ahead = made.outlet.ahead
        modified_at = None
        if visit[1]:
            made.draft = self._desk.edited(made.draft, (at - START) / timedelta(hours=1))
            modified_at = at - timedelta(minutes=7) + ahead if made.number % 2 else None
        elif made.number:
            return ArticleVisit(at, made.url, None, made.number, is_last)
        elif self._chance.random() < TOUCHED_UP:
            modified_at = made.published_at + self._chance.random() * (at - made.published_at) + ahead
        made.number += 1
        text, claims, passages = place(list(made.draft.sentences))
        page = Page(
            made.draft.sentences[0].text,
            text,
            made.draft.lang,
            claims,
            passages,
            made.published_at + ahead,
            modified_at,
            made.draft.credit,
        )
        return ArticleVisit(at, made.url, page, made.number, is_last)
