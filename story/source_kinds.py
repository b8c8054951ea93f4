"""The kinds of source, by the words of the configuration and the store. How each is read, fetchers knows."""

from __future__ import annotations

from enum import StrEnum


class ListKind(StrEnum):
    """How an outlet lists its own articles."""

    FEED = "feed"
    SITEMAP = "sitemap"
    SECTION = "section"


class SearchKind(StrEnum):
    """Which sort of service finds many outlets' articles, none of them its own."""

    GDELT = "gdelt"
    SEARCH = "search"  # a feed of hits, as Google News and Bing give them


SourceKind = ListKind | SearchKind
SEARCHES = frozenset(SearchKind)


def source_kind(word: str) -> SourceKind:
    """The kind that a word stands for. Raises ValueError if it is none."""
    return SearchKind(word) if word in SEARCHES else ListKind(word)
