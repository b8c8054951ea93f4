"""Finding the sources of a site: what it announces, links to, names in its robots.txt, and has in the usual places."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

from fetchers import (
    FEED_PLACES,
    SITEMAP_PLACES,
    Client,
    FeedReading,
    SitePage,
    WorkerFailed,
    Workers,
    host_of,
    newest_parts,
    normalise_url,
    read_site,
    robots_sitemaps,
    shown_url,
    source_of,
)
from story import ListKind, Matcher
from storywatch.config_lines import OutletLines, site_domain, unused_name
from storywatch.feed_parts import DEEPEST_INDEX
from storywatch.feed_requests import FEED_TIME
from storywatch.pipeline import body_hash

MOST_REQUESTS = 30  # to one site, for one question
MOST_SITEMAPS = 6  # that are tried; a site may name hundreds


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A source that answered: `entries` it lists, `on_story` of them that match; `has_headlines` or only addresses."""

    url: str
    kind: ListKind
    title: str
    language: str | None
    entries: int
    on_story: int | None
    newest_at: datetime | None
    has_headlines: bool


@dataclass(slots=True)
class Discovery:
    """What came of looking for a site's sources. `failure` is why nothing could be looked at.

    `has_answered` says whether a server was there at all.
    """

    url: str
    title: str = ""
    language: str | None = None
    sources: list[FoundSource] = field(default_factory=list)
    tried: int = 0
    failure: str | None = None
    has_answered: bool = False

    def outlet(self) -> OutletLines:
        """The site as an outlet of a configuration. Its first source that has headlines is the one to take."""
        domain = site_domain(self.url)
        lang = (self.language or "").partition("-")[0]
        lines = OutletLines(
            name=unused_name(self.title, domain, set()),
            domains=(domain,) if domain else (),
            language=lang if len(lang) == 2 else None,
        )
        sources = sorted(self.sources, key=lambda source: not source.has_headlines)
        lines.feeds = [(source.url, source.kind, remark(source)) for source in sources]
        return lines


def remark(source: FoundSource) -> str:
    """What stands behind a source's line."""
    words = [
        f"{source.title}: " if source.title else "",
        f"{source.entries} {'entry' if source.entries == 1 else 'entries'}",
    ]
    if source.on_story is not None:
        words.append(f", {source.on_story} on the story")
    if source.newest_at is not None:
        words.append(f", newest {source.newest_at:%Y-%m-%d %H:%M} UTC")
    if not source.has_headlines:
        words.append(", no headlines")
    return "".join(words)


@dataclass(slots=True)
class Discoverer:
    """Looks for one site's sources, one polite request after the other, `MOST_REQUESTS` at most."""

    client: Client
    workers: Workers
    matcher: Matcher | None
    now: datetime
    tell: Callable[[str], None]
    respects_robots: bool = True
    _seen: set[str] = field(default_factory=set)
    _bodies: set[str] = field(default_factory=set)

    async def discover(self, url: str) -> Discovery:
        """The sources of the site at an address, which may be one itself. Never raises for what a server does."""
        found = Discovery(url)
        page = await self._look_at(url, found)
        if page is None:
            return found
        if page.kind in (ListKind.FEED, ListKind.SITEMAP) and page.reading is not None:
            await self._keep(found, found.url, page.kind, page.reading)
            return found
        await self._try_all(found, ListKind.FEED, [*page.announced, *page.linked])
        if not found.sources:
            await self._try_all(found, ListKind.FEED, _places(found.url, FEED_PLACES), enough=1)
        named = await self._sitemaps_of_robots(found)
        await self._try_all(found, ListKind.SITEMAP, named[:MOST_SITEMAPS])
        if not any(source.kind is ListKind.SITEMAP for source in found.sources):
            await self._try_all(found, ListKind.SITEMAP, _places(found.url, SITEMAP_PLACES), enough=1)
        if page.kind is ListKind.SECTION and page.reading is not None and not _has_headlines(found.sources):
            await self._keep(found, found.url, ListKind.SECTION, page.reading)
        return found

    async def _look_at(self, url: str, found: Discovery) -> SitePage | None:
        self.tell(f"looking at {shown_url(url)}")
        found.tried += 1
        answer = await self.client.get(url, accept="page", respect_robots=self.respects_robots)
        found.url = answer.url
        found.has_answered = answer.status is not None
        if answer.failure is not None or answer.status != 200:
            found.failure = answer.failure or f"HTTP {answer.status}"
            return None
        self._seen.add(normalise_url(answer.url) or answer.url)
        self._bodies.add(body_hash(answer.body))
        try:
            page = await self.workers.run(
                read_site, answer.body, answer.headers, answer.url, self.now, time_limit=FEED_TIME
            )
        except WorkerFailed as error:
            found.failure = str(error)
            return None
        found.title, found.language = page.name, page.lang
        return page

    async def _sitemaps_of_robots(self, found: Discovery) -> tuple[str, ...]:
        robots = urljoin(found.url, "/robots.txt")
        found.tried += 1
        answer = await self.client.get(robots, accept="robots")
        return robots_sitemaps(answer.body, answer.url) if answer.status == 200 and answer.failure is None else ()

    async def _try_all(
        self, found: Discovery, kind: ListKind, urls: Iterable[str], enough: int = MOST_REQUESTS
    ) -> None:
        """Try addresses until `enough` of them have been sources."""
        for url in urls:
            if enough <= 0 or found.tried >= MOST_REQUESTS:
                return
            reading = await self._try(found, kind, url)
            if reading is not None:
                enough -= 1

    async def _try(self, found: Discovery, kind: ListKind, url: str) -> FeedReading | None:
        """An address that turned out to be a source, kept; None if it is none, or the same as another."""
        if (normalise_url(url) or url) in self._seen:
            return None
        self._seen.add(normalise_url(url) or url)
        fetched = await self._fetch(found, kind, url)
        if fetched is None:
            return None
        final, reading = fetched
        await self._keep(found, final, kind, reading)
        return reading

    async def _fetch(self, found: Discovery, kind: ListKind, url: str) -> tuple[str, FeedReading] | None:
        source = source_of(kind)
        self.tell(f"trying {url}")
        found.tried += 1
        answer = await self.client.get(url, accept=source.accept)
        fingerprint = body_hash(answer.body)
        if answer.status != 200 or answer.failure is not None or fingerprint in self._bodies:
            return None
        self._bodies.add(fingerprint)
        try:
            reading = await self.workers.run(
                source.read, answer.body, answer.headers, answer.url, self.now, time_limit=FEED_TIME
            )
        except WorkerFailed:
            return None
        if reading.failure is not None or not (reading.entries or reading.parts):
            return None
        return answer.permanent_url or url, reading

    async def _keep(self, found: Discovery, url: str, kind: ListKind, reading: FeedReading) -> None:
        """Note a source; of an index, its newest sitemap shows what it brings."""
        depth = 0
        while not reading.entries and depth <= DEEPEST_INDEX and found.tried < MOST_REQUESTS:
            newest = newest_parts([part for part in reading.parts if part.url not in self._seen], 1)
            if not newest:
                break
            self._seen.add(newest[0].url)
            fetched = await self._fetch(found, kind, newest[0].url)
            if fetched is None:
                break
            reading, depth = fetched[1], depth + 1
        entries = reading.entries
        moments = [moment for entry in entries if (moment := entry.published_at or entry.modified_at) is not None]
        found.title = found.title or reading.title
        found.language = found.language or reading.lang
        found.sources.append(
            FoundSource(
                url=url,
                kind=kind,
                title=reading.title,
                language=reading.lang,
                entries=len(entries),
                on_story=self._on_story(reading),
                newest_at=max(moments, default=None),
                has_headlines=kind is not ListKind.SITEMAP or any(entry.published_at for entry in entries),
            )
        )

    def _on_story(self, reading: FeedReading) -> int | None:
        if self.matcher is None:
            return None
        return sum(
            self.matcher.match(f"{entry.title}\n{entry.summary}", entry.lang or reading.lang).is_on_story
            for entry in reading.entries
        )


def _places(url: str, places: Iterable[str]) -> list[str]:
    return [urljoin(url, place) for place in places]


def _has_headlines(sources: Iterable[FoundSource]) -> bool:
    return any(source.has_headlines for source in sources)


def full_addresses(text: str) -> tuple[str, ...]:
    """What somebody types for a site, as addresses to try in turn: `paper.example` means https, else http.

    Empty for what is none.
    """
    text = text.strip()
    addresses = (text,) if "://" in text else (f"https://{text}", f"http://{text}")
    return addresses if host_of(addresses[0]) else ()
