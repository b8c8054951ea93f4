"""What a visit has to know of each kind of source: what to ask for, with which manners, how to read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fetchers.client import Accept
from fetchers.feeds import read_feed
from fetchers.model import FeedReading
from fetchers.sources.gdelt import read_gdelt
from fetchers.sources.news_search import read_news_search
from fetchers.sources.sections import read_section
from fetchers.sources.sitemaps import read_sitemap
from story import ListKind, SearchKind, SourceKind

GDELT_GAP = 5.0  # seconds: GDELT refuses whoever asks more often than once in five

Read = Callable[[bytes, dict[str, str], str, datetime], FeedReading]


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of source. `read` makes a body's entries; it never raises for what the body holds.

    `read(body, headers, url, now)` is a module's function, CPU-bound and at the mercy of hostile input: run it in
    Workers. It may name further documents of the same list (FeedReading.parts), which it reads as well. `gap` is the
    least time between two requests to the service, in seconds. Only a page that is made for people is asked for by
    robots.txt's leave; feeds, sitemaps and interfaces are made for programs.
    """

    read: Read
    accept: Accept
    respects_robots: bool = False
    gap: float = 0.0


_SOURCES: dict[SourceKind, Source] = {
    ListKind.FEED: Source(read_feed, "feed"),
    ListKind.SITEMAP: Source(read_sitemap, "sitemap"),
    ListKind.SECTION: Source(read_section, "page", respects_robots=True),
    SearchKind.GDELT: Source(read_gdelt, "json", gap=GDELT_GAP),
    SearchKind.SEARCH: Source(read_news_search, "feed"),
}


def source_of(kind: SourceKind) -> Source:
    """What a visit to a source of this kind has to know."""
    return _SOURCES[kind]
