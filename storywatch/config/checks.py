"""What a configuration's types can't say: ranges, names given twice, addresses, keys of the dashboard."""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fetchers import host_of
from store import LONGEST_AUTHOR
from storywatch.config.errors import ConfigError
from storywatch.config.logins import login_problem
from storywatch.config.structs import Config, FeedConfig, PollingConfig, RevisitConfig, StoreConfig, StoryConfig
from tui import key_clash, key_ids, key_problem

LEAST = {"shortest_interval": 30, "longest_interval": 30, "deadline": 1, "gap_per_host": 0}  # seconds
LONGEST_DURATION = 7 * 86400
LONGEST_REVISITED = 60 * 86400

Problem = tuple[str, str]  # the field, and what is wrong with it
_LANGUAGE = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")
_COUNTRY = re.compile("[A-Za-z]{2}")


def check(config: Config, path: Path, in_urls: Container[str] = ()) -> None:
    """What types can't say. `in_urls` are addresses that had a login in them. Raises ConfigError for the first."""
    for field, problem in _problems(config, in_urls):
        raise ConfigError(f"{path}: {field}: {problem}")


def pace_problem(every: float) -> str | None:
    """Why nothing can be visited so often or so seldom; None if it can."""
    if LEAST["shortest_interval"] <= every <= LONGEST_DURATION:
        return None
    return f"{every:g} s is not between 30 s and 7 days"


def _problems(config: Config, in_urls: Container[str]) -> Iterator[Problem]:
    yield from _story(config.story)
    yield from _store(config.store)
    yield from _outlets(config)
    yield from _feeds(config, in_urls)
    for name, section in config.logins.items():
        if found := login_problem(section):
            yield f"logins.{name}.{found[0]}", found[1]
    yield from _keys(config.keys)
    yield from _polling(config.polling)
    yield from _revisits(config.polling.revisits)
    if len(config.user.name) > LONGEST_AUTHOR:
        yield "user.name", f"has {len(config.user.name)} characters; at most {LONGEST_AUTHOR}"


def _story(story: StoryConfig) -> Iterator[Problem]:
    try:
        ZoneInfo(story.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield "story.time_zone", f"{story.time_zone!r} is not a time zone such as 'Africa/Bamako'"
    if story.start.tzinfo is None:
        yield "story.start", f"{story.start.isoformat()} has no time zone; add Z for UTC or an offset"
    if not 1900 <= story.start.year <= 9000:
        yield "story.start", f"{story.start.isoformat()} is no time of a running story"
    for language in story.match.languages:
        if not _LANGUAGE.fullmatch(language):
            yield f"story.match.languages.{language}", "is no language's letters, such as 'fr'"


def _store(store: StoreConfig) -> Iterator[Problem]:
    try:
        if "\0" in store.path:
            raise ValueError("a file's name can't hold a NUL character")
        Path(store.path).expanduser()
    except (RuntimeError, ValueError) as error:
        yield "store.path", f"{store.path!r} is no usable path: {error}"


def _outlets(config: Config) -> Iterator[Problem]:
    names: dict[str, int] = {}
    for number, outlet in enumerate(config.outlets):
        place = f"outlets[{number}]"
        if outlet.name in names:
            yield f"{place}.name", f"{outlet.name!r} is already outlets[{names[outlet.name]}]"
        names[outlet.name] = number
        for index, domain in enumerate(outlet.domains):
            if problem := _domain_problem(domain):
                yield f"{place}.domains[{index}]", problem
        if outlet.language is not None and not _LANGUAGE.fullmatch(outlet.language):
            yield f"{place}.language", f"{outlet.language!r} is no language's letters, such as 'fr'"
        if outlet.country is not None and not _COUNTRY.fullmatch(outlet.country):
            yield f"{place}.country", f"{outlet.country!r} is not a country's two letters, such as 'ML'"


def _feeds(config: Config, in_urls: Container[str]) -> Iterator[Problem]:
    known: dict[str, str] = {}
    for number, outlet in enumerate(config.outlets):
        for index, each in enumerate(outlet.feeds):
            field = f"outlets[{number}].feeds[{index}]"
            feed = FeedConfig(url=each) if isinstance(each, str) else each
            if feed.every is not None and (problem := pace_problem(feed.every)):
                yield f"{field}.every", problem
            if not _is_web_url(feed.url):
                yield field, f"{feed.url!r} is not an http or https URL"
            if feed.url in known:
                yield field, f"{feed.url!r} is already {known[feed.url]}"
            known[feed.url] = field
            if feed.login is not None and feed.login not in config.logins:
                yield f"{field}.login", f"there is no section [logins.{feed.login}]"
            if feed.login is not None and feed.url in in_urls:
                yield f"{field}.login", "the address has a user name or password too; take them out of it"


def _keys(keys: dict[str, str]) -> Iterator[Problem]:
    for name, key in keys.items():
        if name not in key_ids():
            close = difflib.get_close_matches(name, key_ids(), n=1, cutoff=0.5)
            advice = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(key_ids())}"
            yield f"keys.{name}", f"no key of the dashboard has this name; {advice}"
        if problem := key_problem(name, key):
            yield f"keys.{name}", problem
    if clash := key_clash(keys):
        yield f"keys.{clash[0]}", clash[1]


def _polling(polling: PollingConfig) -> Iterator[Problem]:
    for name, least in LEAST.items():
        if not least <= getattr(polling, name) <= LONGEST_DURATION:
            yield f"polling.{name}", f"{getattr(polling, name):g} s is not between {least:g} s and 7 days"
    if polling.shortest_interval > polling.longest_interval:
        yield "polling.shortest_interval", "is longer than polling.longest_interval"
    if not polling.contact.isascii() or not polling.contact.isprintable():
        yield (
            "polling.contact",
            f"{polling.contact!r} goes into a request's header: ASCII letters only, in one line",
        )
    for number, host in enumerate(polling.allowed_hosts):
        if problem := _host_problem(host):
            yield f"polling.allowed_hosts[{number}]", problem


def _revisits(revisits: tuple[RevisitConfig, ...]) -> Iterator[Problem]:
    for number, step in enumerate(revisits):
        field = f"polling.revisits[{number}]"
        if problem := pace_problem(step.every):
            yield f"{field}.every", problem
        if not step.every <= step.until <= LONGEST_REVISITED:
            own = f"its own every ({step.every:.0f} s)"
            yield f"{field}.until", f"{step.until:.0f} s is not between {own} and 60 days"
    for number, (before, step) in enumerate(pairwise(revisits), 1):
        field = f"polling.revisits[{number}]"
        if step.until <= before.until:
            ends = f"which ends at {before.until:.0f} s"
            yield f"{field}.until", f"{step.until:.0f} s is not after the step before, {ends}"
        if step.every < before.every:
            shorter = f"{step.every:.0f} s is shorter than before ({before.every:.0f} s)"
            yield f"{field}.every", f"{shorter}; young pages change most"


def _domain_problem(domain: str) -> str | None:
    """Why a page's host could never stand on this domain, in one line; None if it can."""
    if domain and domain == domain.strip() and not set(domain) & set("/?#@*") and host_of(f"https://{domain}"):
        return None
    meant = host_of(domain if "://" in domain else f"https://{domain.strip()}").partition(":")[0].replace("*.", "")
    return f"{domain!r} is no domain; " + (f"write {meant!r}" if meant else "write it like 'paper.example'")


def _host_problem(host: str) -> str | None:
    """Why no request could ever be to this host as it is written, in one line; None if one can."""
    if host.count(":") > 1 and not set(host) & set("[]/"):
        return None  # an IPv6 address; requests show what it is
    if host == host.strip() and not set(host) & set("/?#@*[]") and host_of(f"https://{host}"):
        return None
    return f"{host!r} is no host; write it like '192.168.1.20', 'intranet:8000' or '::1'"


def _is_web_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
