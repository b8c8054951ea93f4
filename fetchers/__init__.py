"""How coverage comes in: HTTP, feeds, pages, the polling schedule."""

from fetchers.client import Client
from fetchers.encodings import decoded
from fetchers.feed_rhythm import past_skipped_hours
from fetchers.feeds import read_feed
from fetchers.freshness import LONGEST_FRESHNESS, http_date
from fetchers.logins import Login, same_door, without_login
from fetchers.model import Answer, Entry, FeedReading, PageReading, Part
from fetchers.opml import FeedList, ListedFeed, opml_text, read_opml
from fetchers.pages import read_page
from fetchers.parent import end_with_parent
from fetchers.robots import RobotsAnswer, RobotsMemory
from fetchers.schedule import Revisits, article_interval, back_off, feed_interval, interval_after_edit, jittered
from fetchers.sources import (
    DEFAULT_ADDRESSES,
    FEED_PLACES,
    QUERY,
    SITEMAP_PLACES,
    Question,
    SitePage,
    Source,
    is_wall_of_search,
    newest_parts,
    read_site,
    robots_sitemaps,
    search_url,
    source_of,
)
from fetchers.twins import tell_the_same
from fetchers.urls import host_of, looks_like_login, normalise_url, same_site, shown_url
from fetchers.workers import WorkerDied, WorkerFailed, Workers, WorkerTimedOut

__all__ = [
    "DEFAULT_ADDRESSES",
    "FEED_PLACES",
    "LONGEST_FRESHNESS",
    "QUERY",
    "SITEMAP_PLACES",
    "Answer",
    "Client",
    "Entry",
    "FeedList",
    "FeedReading",
    "ListedFeed",
    "Login",
    "PageReading",
    "Part",
    "Question",
    "Revisits",
    "RobotsAnswer",
    "RobotsMemory",
    "SitePage",
    "Source",
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
    "interval_after_edit",
    "is_wall_of_search",
    "jittered",
    "looks_like_login",
    "newest_parts",
    "normalise_url",
    "opml_text",
    "past_skipped_hours",
    "read_feed",
    "read_opml",
    "read_page",
    "read_site",
    "robots_sitemaps",
    "same_door",
    "same_site",
    "search_url",
    "shown_url",
    "source_of",
    "tell_the_same",
    "without_login",
]
