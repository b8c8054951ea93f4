"""What comes in: the answer to a request, the entries of a feed, the text of a page. Plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from story import Update

ZONE_ASSUMED = ", zone assumed UTC"


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of one request, good or bad; `failure` is one line for people, None when `status` is 200 or 304.

    `body` is already inflated and within the size cap. `headers` have lower-case names. `url` is the final one
    after redirects, of a failure the one that failed, always without user name and password; `permanent_url` is set
    when the whole chain was 301 or 308. `pause` is how many seconds the whole host of `url` asked to be left alone
    (Retry-After, also to the question for its robots.txt). `fresh_for` is how long the answer stays fresh, in seconds.
    """

    url: str
    status: int | None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    failure: str | None = None
    is_refused: bool = False  # our own guards said no: address, port, scheme, robots.txt
    is_by_robots: bool = False  # refused because robots.txt of `url`'s host says no, or can't be had
    permanent_url: str | None = None
    is_detour: bool = False  # a temporary redirect led here: what is said here isn't said of the URL that was asked
    pause: float | None = None
    fresh_for: float | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. `link` is an http(s) URL in normalise_url's spelling, or None.

    Times are UTC, None when missing or nonsense.

    `lang` is the item's own language, where it names one; `credit` and `source_url` are RSS's <source>: name and
    address of whom the item is from.
    """

    guid: str
    link: str | None
    title: str
    summary: str
    published_at: datetime | None
    modified_at: datetime | None
    credit: str | None = None
    lang: str | None = None
    source_url: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Another document over which a list is spread: a sitemap that an index names. `changed` is as it is written."""

    url: str
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class FeedReading:
    """A feed as read. `failure` says in one line why a body was no feed; then `entries` is empty.

    `parts` are further documents of the same list, to be read like this one. `pause` is how many seconds the service
    asked in words to be left alone, where its status said that all was well.
    """

    title: str
    lang: str | None
    entries: tuple[Entry, ...]
    failure: str | None = None
    ttl: float | None = None  # seconds to the next visit that the feed wants, at most 5 hours
    skip_hours: frozenset[int] = frozenset()  # hours of the day in UTC in which nobody need come
    parts: tuple[Part, ...] = ()
    pause: float | None = None


@dataclass(frozen=True, slots=True)
class WhereFound:
    """Where on a page each of its fields was found, in a few words ("og:title", "json-ld", "byline element").

    None for what wasn't found. A time ends in ZONE_ASSUMED when it was written without a zone.
    """

    title: str | None = None
    byline: str | None = None
    canonical_url: str | None = None
    lang: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page as read. `text` starts with the headline's line, then a blank line, then the body.

    `failure` says in one line why there is no text ("no article text found", "a consent wall, not the article"); then
    `text` is empty. `is_stub`: there is only the article's beginning, the rest is behind a paywall. `updates` are the
    dated parts of a live blog's text. `is_other_view`: it is the AMP page or the print view of the article at
    `canonical_url`.
    A page that names only the day of its publication has no `published_at`. `published_basis` says where the time
    was found, and ends in ZONE_ASSUMED when it was written without a zone (`is_zone_assumed`): it may then be half a
    day wrong.
    """

    title: str
    text: str
    lang: str | None = None
    byline: str | None = None
    canonical_url: str | None = None
    published_at: datetime | None = None
    published_basis: str | None = None
    is_zone_assumed: bool = False
    modified_at: datetime | None = None
    credit: str | None = None
    where_found: WhereFound = WhereFound()
    updates: tuple[Update, ...] = ()
    is_stub: bool = False
    is_other_view: bool = False
    failure: str | None = None
