"""News searches that answer with a feed of links to many outlets, by way of the search engine's own host."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from fetchers.feeds import read_feed
from fetchers.model import Entry, FeedReading
from fetchers.urls import host_of, looks_like_login, normalise_url, same_site

_CARRIERS = frozenset({"url", "u", "q", "to", "target", "link"})  # parameters in which links carry where they lead
_DASHES = ("-", "–", "—", "|")  # before the outlet's name


def read_news_search(body: bytes, headers: dict[str, str], url: str, now: datetime) -> FeedReading:
    """The hits of a search as entries; see feeds.read_feed.

    The outlet's name is taken off the headline ("… - RFI") where <source> says it too. A link that carries its
    target in a parameter leads there; others go by the search engine's host and are followed when they are visited.
    Summaries are lists of other hits, not of this one, and are dropped.
    """
    reading = read_feed(body, headers, url, now)
    return replace(reading, entries=tuple(_hit(entry, url) for entry in reading.entries))


def _hit(entry: Entry, search: str) -> Entry:
    link = entry.link
    if link is not None and same_site(link, search):
        link = carried_url(link) or link
    title = _without_outlet(entry.title, entry.credit or "")
    return replace(entry, link=link, title=title, summary="")


def carried_url(link: str) -> str | None:
    """Where a link says that it leads, in one of its parameters: "…/url?sa=t&url=https%3A%2F%2F…"; else None."""
    try:
        parameters = parse_qsl(urlsplit(link).query, max_num_fields=50)
    except ValueError:
        return None
    for name, value in parameters:
        if name.lower() in _CARRIERS and value.startswith(("http://", "https://")):
            target = normalise_url(value)
            if target is not None and not same_site(target, link):
                return target
    return None


def is_wall_of_search(url: str, search_host: str) -> bool:
    """Whether an address is a search engine's page for consent or login, on another host of its own.

    "https://consent.google.com/m?continue=…" is one of "news.google.com".
    """
    house = search_host.partition(":")[0].partition(".")[2]
    host = host_of(url).partition(":")[0]
    return "." in house and host.endswith(f".{house}") and looks_like_login(url)


def _without_outlet(title: str, outlet: str) -> str:
    """A headline without the outlet's name at its end."""
    for dash in _DASHES:
        ending = f" {dash} {outlet}"
        if outlet and len(title) > len(ending) and title.casefold().endswith(ending.casefold()):
            return title[: -len(ending)].rstrip()
    return title
