"""Where a list of new articles can come from, beside feeds: each kind a reader behind one small interface."""

from fetchers.sources.hints import FEED_PLACES, SITEMAP_PLACES, SitePage, read_site, robots_sitemaps
from fetchers.sources.kinds import Source, source_of
from fetchers.sources.news_search import is_wall_of_search
from fetchers.sources.queries import DEFAULT_ADDRESSES, QUERY, Question, search_url
from fetchers.sources.sitemaps import newest_parts

__all__ = [
    "DEFAULT_ADDRESSES",
    "FEED_PLACES",
    "QUERY",
    "SITEMAP_PLACES",
    "Question",
    "SitePage",
    "Source",
    "is_wall_of_search",
    "newest_parts",
    "read_site",
    "robots_sitemaps",
    "search_url",
    "source_of",
]
