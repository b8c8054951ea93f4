"""Feeds to entries: RSS, Atom and RDF through feedparser, JSON Feed by our own reader."""

from __future__ import annotations

import io
import re
from calendar import timegm
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from fetchers.entries import (
    GUID_LIMIT,
    PARSER_ERRORS,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    language_tag,
    made_up_guid,
    newest_of_each,
    no_feed,
)
from fetchers.feed_rhythm import skipped_hours, time_to_live
from fetchers.json_feeds import looks_like_json, read_json_feed
from fetchers.lean_feedparser import lean_feedparser
from fetchers.model import Entry, FeedReading
from fetchers.moments import names_a_time, plausible
from fetchers.prolog import guarded_feed
from fetchers.prose import line, prose
from fetchers.urls import normalise_url

_SITEMAP = re.compile(rb"<(?:\w{1,20}:)?(?:urlset|sitemapindex)\b")
_said = dict.get  # feedparser's own get looks for other names first, and raises within for what isn't there
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_LOOKED_AT = 10_000  # bytes in which a page shows that it is one


def read_feed(body: bytes, headers: dict[str, str], url: str, now: datetime) -> FeedReading:
    """The entries of a feed, in its order. Never raises for what the body holds: see FeedReading.failure.

    `headers` have lower-case names; `url` is where the body came from, for relative links. A feed that breaks
    off gives the entries that could be read. Of entries with the same guid the newest is kept. CPU-bound and
    quadratic for bodies built to be so: run it in Workers.
    """
    if not body.strip(b" \t\r\n\0"):
        return no_feed("the body is empty")
    if looks_like_json(body):
        return read_json_feed(body, headers, url, now)
    if _is_page(body[:_LOOKED_AT]):
        return no_feed("the body is an HTML page, not a feed")
    try:
        parsed = _parsed(body, headers, url)
    except PARSER_ERRORS as problem:
        return no_feed(f"the feed can't be read: {type(problem).__name__}")
    if not parsed.get("version") and not parsed.get("entries"):
        complaint = parsed.get("bozo_exception")
        detail = f": {line(str(complaint), 120)}" if complaint else ""
        if _SITEMAP.search(body[:10_000]):
            detail = '; it is a sitemap: give it kind = "sitemap" in the configuration'
        return no_feed(f"the body is no RSS, Atom, RDF or JSON feed{detail}")
    feed = parsed.get("feed") or {}
    base = _base(feed, url)
    is_atom = str(parsed.get("version")).startswith("atom")
    own = normalise_url(base)
    entries = (_entry(item, base, own, now, is_atom=is_atom) for item in parsed.get("entries", ()))
    return FeedReading(
        title=line(feed.get("title"), TITLE_LIMIT),
        lang=language_tag(feed.get("language")),
        entries=newest_of_each(entries),
        ttl=time_to_live(feed),
        skip_hours=skipped_hours(body),
    )


def _is_page(start: bytes) -> bool:
    """Whether a body's start is that of an HTML page, comments and white space before it passed over."""
    at = 0
    while at < len(start):
        if start[at : at + 1].isspace():
            at += 1
        elif start.startswith(b"<!--", at):
            closing = start.find(b"-->", at + 4)
            if closing < 0:
                return False
            at = closing + 3
        else:
            return _HTML.match(start, at) is not None
    return False


def _parsed(body: bytes, headers: dict[str, str], url: str) -> Any:
    """feedparser's reading, called the safe way: never with a string that could be a path, never sanitising."""
    body, content_type = guarded_feed(body, headers.get("content-type", ""))
    return lean_feedparser().parse(
        io.BytesIO(body),
        response_headers={"content-type": content_type, "content-location": url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _base(feed: Any, url: str) -> str:
    """Where relative links start: xml:base if the feed has one, else its own URL."""
    detail = feed.get("title_detail") or feed.get("subtitle_detail") or {}
    base = detail.get("base")
    return base if isinstance(base, str) and normalise_url(base) else url


def _entry(item: Any, base: str, own: str | None, now: datetime, *, is_atom: bool) -> Entry:
    title = line(_said(item, "title"), TITLE_LIMIT)
    summary = _summary(item)
    link = _link(item, base, own)
    published = _said(item, "published") or _said(item, "created")
    guid = line(_said(item, "id"), GUID_LIMIT)
    if not guid:
        guid = link or made_up_guid(title or summary, str(published or _said(item, "updated") or ""))
    published_at = _moment(item, "published", now) or _moment(item, "created", now)
    modified_at = _moment(item, "updated", now)
    if published_at is None and not is_atom:  # dc:date, RSS's other publication date, comes as "updated"
        published_at, modified_at = modified_at, None
    return Entry(
        guid=guid,
        link=link,
        title=title,
        summary=summary,
        published_at=published_at,
        modified_at=modified_at,
        credit=line((_said(item, "source") or {}).get("title"), 200) or None,
        source_url=normalise_url(str((_said(item, "source") or {}).get("href") or "")),
    )


def _link(item: Any, base: str, own: str | None) -> str | None:
    """The entry's page: its link, or a guid that is a permalink. Only http and https, and not the feed's `own`."""
    candidates = [_said(item, "link")]
    candidates += [each.get("href") for each in _said(item, "links") or () if each.get("rel") in (None, "alternate")]
    for candidate in candidates:
        if not isinstance(candidate, str) or not (candidate := candidate.strip()):
            continue
        if not candidate.startswith(("http://", "https://")):
            try:
                candidate = urljoin(_entry_base(item, base), candidate)
            except ValueError:
                continue
        if (link := normalise_url(candidate)) is not None and link != own:
            return link
    return None


def _entry_base(item: Any, base: str) -> str:
    own = (_said(item, "title_detail") or {}).get("base")
    return own if isinstance(own, str) and normalise_url(own) else base


def _summary(item: Any) -> str:
    """The description, or the full content when there is no description."""
    if summary := prose(_said(item, "summary"), SUMMARY_LIMIT):
        return summary
    for content in _said(item, "content") or ():
        if text := prose(content.get("value"), SUMMARY_LIMIT):
            return text
    return ""


def _moment(item: Any, name: str, now: datetime) -> datetime | None:
    """One of feedparser's times. A day without a time of day counts as none: midnight would beat every outlet."""
    if name not in item:  # feedparser would hand out "published" for "updated", with a warning
        return None
    parsed = _said(item, f"{name}_parsed")
    if parsed is None or not names_a_time(str(_said(item, name) or "")):
        return None
    try:
        return plausible(datetime.fromtimestamp(timegm(parsed), UTC), now)
    except (ValueError, OverflowError, OSError, TypeError):
        return None
