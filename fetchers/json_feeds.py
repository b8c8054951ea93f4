"""JSON Feed (jsonfeed.org, versions 1 and 1.1), which feedparser doesn't read."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from fetchers.encodings import decoded
from fetchers.entries import (
    GUID_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    language_tag,
    made_up_guid,
    newest_of_each,
    no_feed,
)
from fetchers.model import Entry, FeedReading
from fetchers.moments import read_moment
from fetchers.prose import line, prose
from fetchers.urls import normalise_url


def looks_like_json(body: bytes) -> bool:
    """Whether a body starts like a JSON object."""
    return body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_json_feed(body: bytes, headers: dict[str, str], url: str, now: datetime) -> FeedReading:
    """The entries of a JSON Feed; a member of the wrong type counts as missing. See feeds.read_feed."""
    try:
        feed = json.loads(decoded(body, headers.get("content-type", "")))
    except json.JSONDecodeError as problem:
        return no_feed(f"the body looks like JSON but isn't: {problem.msg} at line {problem.lineno}")
    except (RecursionError, ValueError) as problem:  # nested too deeply; a number of 5,000 digits
        return no_feed(f"the JSON can't be read: {type(problem).__name__}")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(feed, dict) or not isinstance(items, list):
        return no_feed("the body is JSON but no JSON Feed: it has no list of items")
    entries = (_entry(item, url, now) for item in items if isinstance(item, dict))
    return FeedReading(
        title=line(feed.get("title"), TITLE_LIMIT),
        lang=language_tag(feed.get("language")),
        entries=newest_of_each(entries),
    )


def _entry(item: dict[str, Any], base: str, now: datetime) -> Entry:
    title = line(item.get("title"), TITLE_LIMIT)
    link = _link(item.get("url"), base) or _link(item.get("external_url"), base)
    identity = item.get("id")
    guid = line(str(identity), GUID_LIMIT) if isinstance(identity, str | int | float) else ""
    text = next(
        (
            found
            for name in ("summary", "content_text", "content_html")
            if (found := prose(item.get(name), SUMMARY_LIMIT))
        ),
        "",
    )
    return Entry(
        guid=guid or link or made_up_guid(title or text, str(item.get("date_published") or "")),
        link=link,
        title=title,
        summary=text,
        published_at=_moment(item.get("date_published"), now),
        modified_at=_moment(item.get("date_modified"), now),
        credit=None,
    )


def _link(value: object, base: str) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        return normalise_url(urljoin(base, value.strip()))
    except ValueError:
        return None


def _moment(value: object, now: datetime) -> datetime | None:
    moment = read_moment(value, now)
    return None if moment is None or moment.is_day_only else moment.at
