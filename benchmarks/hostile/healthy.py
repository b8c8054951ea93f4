"""Outlets that mean no harm, beside the attacks: a new article every few seconds, and a note of when we came."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from time import monotonic

from benchmarks.hostile.attack import HEADLINE, RSS, item, page, rss
from benchmarks.hostile.site import Request, Site, answer

NEW_EVERY = 6.0  # seconds between two new articles


@dataclass(slots=True)
class HealthyOutlet:
    """A site whose feed grows. `listed` and `fetched` are when each of its pages stood in a feed and was asked for."""

    number: int
    site: Site
    listed: dict[str, float] = field(default_factory=dict)
    fetched: dict[str, float] = field(default_factory=dict)

    def open(self) -> str:
        """Put the feed there; gives its URL."""
        self.site.pages["/feed"] = self._feed
        self.site.default = self._page
        return f"{self.site.url}/feed"

    def visits(self) -> list[float]:
        """When the feed was asked for."""
        return [request.at for request in self.site.requests if request.path == "/feed"]

    def _feed(self, _request: Request) -> bytes:
        now = monotonic()
        if not self.listed or now - max(self.listed.values()) > NEW_EVERY:
            self.listed[f"/a/{len(self.listed)}"] = now
        newest = list(self.listed)[-20:]
        return answer(rss(item(self.site.url + path, f"{HEADLINE}: report {path[3:]}") for path in newest), RSS)

    def _page(self, request: Request) -> bytes:
        self.fetched.setdefault(request.path, request.at)
        number = int(request.path[3:]) if request.path[3:].isdigit() else 0
        killed = f"The health ministry said on Tuesday that {70 + number} people were killed in the attack in Bamako."
        return answer(page(killed, title=f"{HEADLINE}: report {number} of outlet {self.number}"))


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How the healthy outlets fared in a time: the longest wait of a feed and of a new article, in seconds."""

    feed: float
    article: float


def punctuality(outlets: list[HealthyOutlet], since: float, until: float) -> Punctuality:
    """The waits that ended, or still last, between two moments."""
    feed = article = 0.0
    for outlet in outlets:
        visits = [*outlet.visits(), until]
        for before, after in pairwise(visits):
            if since <= after <= until:
                feed = max(feed, after - before)
        for path, listed in outlet.listed.items():
            fetched = outlet.fetched.get(path, until)
            if since <= fetched <= until and listed <= until:
                article = max(article, fetched - listed)
    return Punctuality(feed, article)
