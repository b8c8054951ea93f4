"""What a configuration's types can't say: ranges, names given twice, addresses, keys of the dashboard."""

from __future__ import annotations

import difflib
from collections.abc import Container
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fetchers import host_of
from store import LONGEST_AUTHOR
from storywatch.config.errors import ConfigError
from storywatch.config.logins import login_problem
from storywatch.config.structs import Config
from tui import key_clash, key_ids, key_problem

LEAST = {"shortest_interval": 30, "longest_interval": 30, "deadline": 1, "gap_per_host": 0}  # seconds
LONGEST_DURATION = 7 * 86400
LONGEST_REVISITED = 60 * 86400


def check(config: Config, path: Path, in_urls: Container[str] = ()) -> None:
    """What types can't say. `in_urls` are addresses that had a login in them. Raises ConfigError."""

    def refuse(field: str, problem: str) -> None:
        raise ConfigError(f"{path}: {field}: {problem}")

    try:
        ZoneInfo(config.story.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        refuse("story.time_zone", f"{config.story.time_zone!r} is not a time zone such as 'Africa/Bamako'")
    start = config.story.start
    if start.tzinfo is None:
        refuse("story.start", f"{start.isoformat()} has no time zone; add Z for UTC or an offset")
    if not 1900 <= start.year <= 9000:
        refuse("story.start", f"{start.isoformat()} is no time of a running story")
    try:
        if "\0" in config.store.path:
            raise ValueError("a file's name can't hold a NUL character")
        Path(config.store.path).expanduser()
    except (RuntimeError, ValueError) as error:
        refuse("store.path", f"{config.store.path!r} is no usable path: {error}")
    names: dict[str, int] = {}
    feeds: dict[str, str] = {}
    for number, outlet in enumerate(config.outlets):
        if outlet.name in names:
            refuse(f"outlets[{number}].name", f"{outlet.name!r} is already outlets[{names[outlet.name]}]")
        names[outlet.name] = number
        for index, domain in enumerate(outlet.domains):
            if problem := _domain_problem(domain):
                refuse(f"outlets[{number}].domains[{index}]", problem)
        for index, feed in enumerate(outlet.feeds):
            every = None if isinstance(feed, str) else feed.every
            if every is not None and not LEAST["shortest_interval"] <= every <= LONGEST_DURATION:
                refuse(f"outlets[{number}].feeds[{index}].every", f"{every:g} s is not between 30 s and 7 days")
            url = feed if isinstance(feed, str) else feed.url
            field = f"outlets[{number}].feeds[{index}]"
            if not _is_web_url(url):
                refuse(field, f"{url!r} is not an http or https URL")
            if url in feeds:
                refuse(field, f"{url!r} is already {feeds[url]}")
            feeds[url] = field
            login = None if isinstance(feed, str) else feed.login
            if login is not None and login not in config.logins:
                refuse(f"{field}.login", f"there is no section [logins.{login}]")
            if login is not None and url in in_urls:
                refuse(f"{field}.login", "the address has a user name or password too; take them out of it")
    for name, section in config.logins.items():
        if found := login_problem(section):
            refuse(f"logins.{name}.{found[0]}", found[1])
    for name in config.keys:
        if name not in key_ids():
            close = difflib.get_close_matches(name, key_ids(), n=1, cutoff=0.5)
            advice = f"did you mean '{close[0]}'?" if close else f"known are: {', '.join(key_ids())}"
            refuse(f"keys.{name}", f"no key of the dashboard has this name; {advice}")
        if problem := key_problem(name, config.keys[name]):
            refuse(f"keys.{name}", problem)
    if clash := key_clash(config.keys):
        refuse(f"keys.{clash[0]}", clash[1])
    polling = config.polling
    for name, least in LEAST.items():
        if not least <= getattr(polling, name) <= LONGEST_DURATION:
            refuse(f"polling.{name}", f"{getattr(polling, name):g} s is not between {least:g} s and 7 days")
    for number, step in enumerate(polling.revisits):
        before = polling.revisits[number - 1] if number else None
        field = f"polling.revisits[{number}]"
        if not LEAST["shortest_interval"] <= step.every <= LONGEST_DURATION:
            refuse(f"{field}.every", f"{step.every:.0f} s is not between 30 s and 7 days")
        if not step.every <= step.until <= LONGEST_REVISITED:
            refuse(
                f"{field}.until", f"{step.until:.0f} s is not between its own every ({step.every:.0f} s) and 60 days"
            )
        if before is not None and step.until <= before.until:
            refuse(
                f"{field}.until", f"{step.until:.0f} s is not after the step before, which ends at {before.until:.0f} s"
            )
        if before is not None and step.every < before.every:
            refuse(
                f"{field}.every",
                f"{step.every:.0f} s is shorter than before ({before.every:.0f} s); young pages change most",
            )
    if not polling.contact.isascii() or not polling.contact.isprintable():
        refuse("polling.contact", f"{polling.contact!r} goes into a request's header: ASCII letters only, in one line")
    if len(config.user.name) > LONGEST_AUTHOR:
        refuse("user.name", f"has {len(config.user.name)} characters; at most {LONGEST_AUTHOR}")
    if polling.shortest_interval > polling.longest_interval:
        refuse("polling.shortest_interval", "is longer than polling.longest_interval")


def _domain_problem(domain: str) -> str | None:
    """Why a page's host could never stand on this domain, in one line; None if it can."""
    if domain and domain == domain.strip() and not set(domain) & set("/?#@*") and host_of(f"https://{domain}"):
        return None
    meant = host_of(domain if "://" in domain else f"https://{domain.strip()}").partition(":")[0].replace("*.", "")
    return f"{domain!r} is no domain; " + (f"write {meant!r}" if meant else "write it like 'paper.example'")


def _is_web_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
