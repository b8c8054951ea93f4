"""Between the configuration's outlets and the lists of feeds that other readers keep."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from fetchers import ListedFeed, normalise_url
from story import ListKind
from storywatch.config import ConfigError, Settings, parse_config
from storywatch.config_lines import OutletLines, config_text, site_domain, unused_name
from storywatch.whole_files import write_whole


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list adds to a configuration: outlets, and how many of its feeds stand there already."""

    outlets: tuple[OutletLines, ...]
    known: int

    @property
    def feeds(self) -> int:
        return sum(len(outlet.feeds) for outlet in self.outlets)


def listed_feeds(settings: Settings) -> tuple[list[ListedFeed], int]:
    """The configuration's feeds for other readers, and how many sources are left out that no other reader knows."""
    listed: list[ListedFeed] = []
    left_out = 0
    for outlet in settings.outlets:
        ordinary = [feed.url for feed in outlet.feeds if feed.kind is ListKind.FEED]
        left_out += len(outlet.feeds) - len(ordinary)
        for number, url in enumerate(ordinary, 1):
            site = f"https://{outlet.domains[0]}/" if outlet.domains else _front_page(url)
            name = outlet.name if len(ordinary) == 1 else f"{outlet.name} {number}"
            listed.append(ListedFeed(url, name, site, outlet.lang, group=outlet.name))
    return listed, left_out


def imported(feeds: Iterable[ListedFeed], settings: Settings | None) -> Imported:
    """What a list adds: feeds that the configuration doesn't name yet, as outlets.

    A group whose feeds are all of one site is an outlet; in any other group, say a subject, each feed is one.
    """
    named = settings.outlets if settings else ()
    known = {normalise_url(feed.url) or feed.url for outlet in named for feed in outlet.feeds}
    used = {outlet.name for outlet in named}
    fresh: list[ListedFeed] = []
    repeated = 0
    for feed in feeds:
        address = normalise_url(feed.url) or feed.url
        if address in known:
            repeated += 1
        else:
            known.add(address)
            fresh.append(feed)
    outlets: list[OutletLines] = []
    for group, members in groupby(fresh, key=lambda feed: feed.group):
        together = list(members)
        domains = {site_domain(feed.site, feed.url) for feed in together}
        is_outlet = bool(group) and len(domains) == 1 and None not in domains and len(together) > 1
        parted = [together] if is_outlet else [[feed] for feed in together]
        outlets += [_outlet(several, group if is_outlet else several[0].name, used) for several in parted]
    return Imported(tuple(outlets), repeated)


def _outlet(feeds: list[ListedFeed], name: str, used: set[str]) -> OutletLines:
    first = feeds[0]
    domain = site_domain(first.site, first.url)
    lang = (first.lang or "").partition("-")[0]
    return OutletLines(
        name=unused_name(name, domain, used),
        domains=(domain,) if domain else (),
        language=lang if len(lang) == 2 else None,
        feeds=[(feed.url, "feed", "") for feed in feeds],
    )


def append_to_config(path: Path, outlets: Iterable[OutletLines]) -> Path:
    """Adds outlets to a configuration's file, at its end. Returns where the file as it was is kept.

    The whole is checked first and put in place at one stroke; comments and order stay. Raises ConfigError if the
    result couldn't be used, and OSError.
    """
    path = path.resolve()
    before = path.read_bytes()
    text = before.decode("utf-8-sig")
    whole = f"{text.rstrip()}\n\n\n{config_text(outlets)}"
    try:
        parse_config(whole, path)
    except ConfigError as error:
        raise ConfigError(f"{error} (nothing was written; with these outlets the file could not be used)") from error
    kept = path.with_name(f"{path.name}.bak")
    mode = stat.S_IMODE(path.stat().st_mode)  # there may be passwords in it
    write_whole(kept, before, mode=mode)
    write_whole(path, whole.encode(), mode=mode)
    return kept


def _front_page(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
