"""Where a site may keep its feeds and sitemaps: what its page and its robots.txt say, and the usual places."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from fetchers.encodings import decoded
from fetchers.entries import TITLE_LIMIT, language_tag
from fetchers.feeds import read_feed
from fetchers.model import FeedReading
from fetchers.prose import line
from fetchers.sources.sections import page_base, page_root, read_section
from fetchers.sources.sitemaps import read_sitemap
from fetchers.urls import normalise_url, same_site
from story import ListKind

MOST_HINTS = 12  # of one place
FEED_PLACES = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/posts/default")
SITEMAP_PLACES = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/googlenews.xml", "/sitemap.xml")

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_LOOKS_LIKE_A_FEED = re.compile(r"(?:/|\b)(?:rss|feeds?|atom)(?:[/._-]|\d|\Z)|\.(?:rss|rdf|atom)\Z", re.IGNORECASE)
_OF_COMMENTS = re.compile(r"/(?:comments?|commentaires|comentarios|kommentare|commenti)(?:[/._-]|\Z)", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_MOST_ELEMENTS = 20_000


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of a site as `discover` sees it: its name, the feeds that it announces or links to, and what it is itself.

    Feeds of readers' comments are left out.

    `kind` is a feed or a sitemap if that is what stands here, a section if the page links to articles; then `reading`
    holds them.
    """

    name: str = ""
    lang: str | None = None
    announced: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    kind: ListKind | None = None
    reading: FeedReading | None = None


def read_site(body: bytes, headers: dict[str, str], url: str, now: datetime) -> SitePage:
    """What stands at an address that somebody named. Never raises for what the body holds; CPU-bound: for Workers."""
    for kind, read in ((ListKind.FEED, read_feed), (ListKind.SITEMAP, read_sitemap)):
        reading = read(body, headers, url, now)
        if reading.failure is None and (reading.entries or reading.parts):
            return SitePage(reading.title, reading.lang, kind=kind, reading=reading)
    page = _page(decoded(body, headers.get("content-type", "")), url)
    section = read_section(body, headers, url, now)
    return replace(page, kind=ListKind.SECTION, reading=section) if section.failure is None else page


def _page(text: str, url: str) -> SitePage:
    try:
        root = page_root(text)
    except ValueError:
        return SitePage()
    announced: dict[str, None] = {}
    linked: dict[str, None] = {}
    base = page_base(root, url)
    for element in islice(root.iter("link", "a"), _MOST_ELEMENTS):
        href = (element.get("href") or "").strip()
        if not href or len(href) > 2_000:
            continue
        try:
            target = normalise_url(urljoin(base, href))
        except ValueError:
            continue
        if target is None or target == normalise_url(url) or _OF_COMMENTS.search(target):
            continue
        if element.tag == "link":
            kind = (element.get("type") or "").partition(";")[0].strip().lower()
            if kind in _FEED_TYPES and "alternate" in (element.get("rel") or "").lower():
                announced.setdefault(target)
        elif _LOOKS_LIKE_A_FEED.search(href.partition("?")[0]):
            linked.setdefault(target)
    return SitePage(
        name=_name(root),
        lang=language_tag(root.get("lang")),
        announced=tuple(announced)[:MOST_HINTS],
        linked=tuple(each for each in linked if each not in announced)[:MOST_HINTS],
    )


def _name(root: Any) -> str:
    """What the site calls itself: its Open Graph name, else the page's title."""
    for element in islice(root.iter("meta"), _MOST_ELEMENTS):
        if element.get("property") == "og:site_name" and (name := line(element.get("content"), TITLE_LIMIT)):
            return name
    return line(root.findtext(".//title"), TITLE_LIMIT)


def robots_sitemaps(body: bytes, url: str) -> tuple[str, ...]:
    """The sitemaps of the same site that a robots.txt names, those for news first."""
    found: dict[str, None] = {}
    for address in _SITEMAP_LINE.findall(body[:512_000].decode("utf-8", "replace")):
        try:
            target = normalise_url(urljoin(url, address))
        except ValueError:
            continue
        if target is not None and same_site(target, url):
            found.setdefault(target)
    return tuple(sorted(found, key=lambda each: "news" not in each.lower()))[:MOST_HINTS]
