"""Sitemaps to entries: news sitemaps, plain ones, indexes; as XML, as a gzip file, as a list of lines.

After sitemaps.org 0.9 and Google's news extension, and what sites make of both: elements are known by their local
names, since many declare a wrong namespace or none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fetchers.entries import GUID_LIMIT, SUMMARY_LIMIT, TITLE_LIMIT, language_tag, newest_of_each, no_feed
from fetchers.inflation import BodyTooLarge, BodyUnreadable, BoundedBody
from fetchers.model import Entry, FeedReading, Part
from fetchers.moments import read_moment
from fetchers.prolog import guarded_feed
from fetchers.prose import line
from fetchers.sources.slugs import section_words, slug_words
from fetchers.urls import normalise_url, same_site
from fetchers.xml_stream import element_events, local_name

LARGEST_FILE = 52_428_800  # bytes once inflated: the protocol's own limit
MOST_URLS = 50_000  # likewise
MOST_KEPT = 5_000  # pages dated, and as many undated: whoever watches a running story needs no archive
MOST_PARTS = 1_000  # sitemaps of an index that are looked at; which of them are fetched, the visit decides

_GZIP = b"\x1f\x8b"
_LONGEST_FIELD = 20_000  # characters of one element's text
_FEED_ROOTS = frozenset({"rss", "feed", "RDF"})


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it is listed: the texts of its element's and its <news:news> element's children, by local name."""

    fields: dict[str, str]
    news: dict[str, str] = field(default_factory=dict)

    @property
    def published_at(self) -> str | None:
        return self.news.get("publication_date")

    @property
    def modified_at(self) -> str | None:
        return self.fields.get("lastmod")


@dataclass(slots=True)
class _Found:
    """What a sitemap's elements gave so far."""

    root: str = ""
    pages: list[_Page] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    complaint: str = ""


def read_sitemap(body: bytes, headers: dict[str, str], url: str, now: datetime) -> FeedReading:
    """The pages that a sitemap lists as entries, or the sitemaps that an index lists as `parts`.

    Never raises for what the body holds: see FeedReading.failure. A page without <news:title> is called by the words
    of its address, which is all there is to match against the story. <lastmod> is a modification, never the time of
    publication. A sitemap that is a feed is read as one; the protocol allows that.
    """
    if body.startswith(_GZIP):
        try:
            body = _inflated(body)
        except BodyTooLarge:
            return no_feed(f"the gzip file holds more than {LARGEST_FILE:,} bytes")
        except BodyUnreadable as problem:
            return no_feed(str(problem))
    if not body.strip(b" \t\r\n\0"):
        return no_feed("the body is empty")
    if re.match(rb"\s*(?:\xef\xbb\xbf)?https?://", body[:200]):
        return _reading(_of_lines(body), url, now)
    found = _of_xml(body, headers)
    if found.root in _FEED_ROOTS:
        from fetchers.feeds import read_feed

        return read_feed(body, headers, url, now)
    if found.root not in ("urlset", "sitemapindex") and not found.pages and not found.parts:
        what = f"its root is <{line(found.root, 40)}>" if found.root else found.complaint or "it holds no XML"
        return no_feed(f"the body is no sitemap: {what}")
    return _reading(found, url, now)


def _reading(found: _Found, url: str, now: datetime) -> FeedReading:
    entries = [entry for page in _newest(found.pages, now) if (entry := _entry(page, now)) is not None]
    common = Counter(entry.lang for entry in entries if entry.lang).most_common(1)
    return FeedReading(
        title=next((line(page.news["name"], TITLE_LIMIT) for page in found.pages if page.news.get("name")), ""),
        lang=common[0][0] if common else None,
        entries=newest_of_each(entries),
        parts=tuple(part for part in found.parts if same_site(part.url, url) and part.url != url),
    )


def _inflated(body: bytes) -> bytes:
    """A gzip file's content. Raises BodyTooLarge or BodyUnreadable."""
    inflating = BoundedBody("gzip", LARGEST_FILE)
    inflating.add(body)
    return inflating.finish()


def _newest(pages: list[_Page], now: datetime) -> list[_Page]:
    """All pages, or of very many the newest, in the order in which they stand.

    Of those that nobody dated, the first and the last: a new page stands at one end or the other.
    """
    if len(pages) <= MOST_KEPT:
        return pages
    ages = [_moment(page.modified_at, now) or _moment(page.published_at, now) for page in pages]
    dated = sorted((age for age in ages if age is not None), reverse=True)
    oldest = dated[MOST_KEPT - 1] if len(dated) >= MOST_KEPT else None
    undated = [number for number, age in enumerate(ages) if age is None]
    if len(undated) > MOST_KEPT:
        undated = undated[: MOST_KEPT // 2] + undated[-MOST_KEPT // 2 :]
    kept = set(undated)
    return [
        page
        for number, (page, age) in enumerate(zip(pages, ages, strict=True))
        if number in kept or (age is not None and (oldest is None or age >= oldest))
    ]


def _of_lines(body: bytes) -> _Found:
    """The protocol's third form: one address a line."""
    addresses = body.decode("utf-8", "replace").lstrip("\ufeff").splitlines()[:MOST_URLS]
    return _Found(root="urlset", pages=[_Page({"loc": address.strip()}) for address in addresses])


def _of_xml(body: bytes, headers: dict[str, str]) -> _Found:
    """What the elements say, read as a stream: neither the tree nor an entity is ever expanded."""
    from lxml import etree

    found = _Found()
    guarded, _ = guarded_feed(body, headers.get("content-type", ""))
    try:
        for event, element in element_events(guarded):
            name = local_name(element)
            if event == "start":
                found.root = found.root or name
                if found.root in _FEED_ROOTS:
                    break
            elif name in ("url", "sitemap"):
                _take(found, name, element)
                _forget(element)
                if len(found.pages) >= MOST_URLS or len(found.parts) >= MOST_PARTS:
                    break
    except (etree.LxmlError, UnicodeDecodeError) as problem:
        found.complaint = line(str(problem), 120)
    return found


def _take(found: _Found, name: str, element: Any) -> None:
    fields = dict(_texts(element))
    if name == "sitemap":
        address = normalise_url(fields.get("loc", ""))
        if address is not None:
            found.parts.append(Part(address, fields.get("lastmod", "")[:40] or None))
        return
    news: dict[str, str] = {}
    for child in element:
        if local_name(child) == "news":
            news.update(_texts(child))
            for grandchild in child:
                if local_name(grandchild) == "publication":
                    news.update(_texts(grandchild))
    if fields.get("loc"):
        found.pages.append(_Page(fields, news))


def _entry(page: _Page, now: datetime) -> Entry | None:
    """A listed page; None without a usable address."""
    address = normalise_url(page.fields["loc"])
    if address is None:
        return None
    title = line(page.news.get("title"), TITLE_LIMIT)
    return Entry(
        guid=address[:GUID_LIMIT],
        link=address,
        title=title or slug_words(address) or address[:TITLE_LIMIT],
        summary=line(page.news.get("keywords"), SUMMARY_LIMIT) or ("" if title else section_words(address)),
        published_at=_moment(page.published_at, now),
        modified_at=_moment(page.modified_at, now),
        lang=language_tag(page.news.get("language")),
    )


def _moment(text: str | None, now: datetime) -> datetime | None:
    moment = read_moment(text, now)
    return None if moment is None or moment.is_day_only else moment.at.astimezone(UTC)


def _texts(element: Any) -> Iterator[tuple[str, str]]:
    """The element's children by their local names, with their texts."""
    for child in element:
        name = local_name(child)
        if name and not len(child):
            try:
                text = child.text or ""
            except UnicodeDecodeError:  # lxml keeps bytes that it can't give back
                continue
            yield name, text[:_LONGEST_FIELD].strip()


def _forget(element: Any) -> None:
    """Let go of what was read, and of what stood before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def newest_parts(parts: Sequence[Part], most: int) -> list[Part]:
    """The parts that a running story is in: news sitemaps, then by what the index says, then by their numbers.

    Many indexes list a month or a thousand pages a part, the oldest first, without saying when each was changed.
    """
    return sorted(parts, key=_newness, reverse=True)[:most]


def _newness(part: Part) -> tuple[bool, str, list[int]]:
    path = part.url.partition("://")[2].partition("/")[2]
    return "news" in path.lower(), (part.changed or "")[:19], _numbers(path)


def _numbers(path: str) -> list[int]:
    digits = "".join(character if character.isascii() and character.isdigit() else " " for character in path)
    return [int(number) for number in digits.split() if len(number) <= 12]
