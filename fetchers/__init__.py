"""How coverage comes in: HTTP, feeds, pages, the polling schedule."""

from fetchers.client import Client
from fetchers.encodings import decoded
from fetchers.feed_rhythm import past_skipped_hours
from fetchers.feeds import read_feed
from fetchers.freshness import LONGEST_FRESHNESS, http_date
from fetchers.logins import Login, same_door, without_login
from fetchers.model import Answer, Entry, FeedReading, PageReading
from fetchers.pages import read_page
from fetchers.parent import end_with_parent
from fetchers.schedule import article_interval, back_off, feed_interval, jittered
from fetchers.urls import host_of, looks_like_login, normalise_url, shown_url
from fetchers.workers import WorkerDied, WorkerFailed, Workers, WorkerTimedOut

__all__ = [
    "LONGEST_FRESHNESS",
    "Answer",
    "Client",
    "Entry",
    "FeedReading",
    "Login",
    "PageReading",
    "WorkerDied",
    "WorkerFailed",
    "WorkerTimedOut",
    "Workers",
    "article_interval",
    "back_off",
    "decoded",
    "end_with_parent",
    "feed_interval",
    "host_of",
    "http_date",
    "jittered",
    "looks_like_login",
    "normalise_url",
    "past_skipped_hours",
    "read_feed",
    "read_page",
    "same_door",
    "shown_url",
    "without_login",
]
