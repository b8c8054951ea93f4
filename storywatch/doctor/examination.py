"""Everything in its order: a broken configuration or a missing store doesn't keep the rest from being looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from storywatch import exits
from storywatch.config import ConfigError, Settings, find_config, load_config
from storywatch.doctor.findings import Finding, good, in_the_way, worth_a_look
from storywatch.doctor.machine import clock, languages, open_files, sqlite, terminal, worker
from storywatch.doctor.place import place
from storywatch.doctor.reach import reach

UNKNOWN = "not looked at: the configuration can't be used"


def examine(given: Path | None, hosts: int | None) -> Iterator[Finding]:
    """Looks at everything, one finding after the other as it is found.

    `given` is the configuration's file, if one was named; at most `hosts` of the feeds' hosts are asked (None: all).
    """
    yield sqlite()
    yield terminal()
    yield open_files()
    yield worker()
    yield languages()
    settings = None
    try:
        settings = load_config(find_config(given))
        _ = settings.logins
    except ConfigError as error:
        yield in_the_way("configuration", str(error), "", exits.CONFIG)
    else:
        yield from _configuration(settings)
    yield clock(settings)
    if settings is None:
        yield worth_a_look("store", UNKNOWN, "mend it, then ask again")
        yield worth_a_look("network", UNKNOWN, "mend it, then ask again")
        return
    yield from place(settings.store_path)
    yield from reach(settings, hosts)


def _configuration(settings: Settings) -> Iterator[Finding]:
    feeds = sum(len(outlet.feeds) for outlet in settings.outlets)
    says = f"{settings.path}: {len(settings.outlets)} outlets with {feeds} feeds"
    if feeds:
        yield good("configuration", says)
    else:
        yield worth_a_look("configuration", says, "name at least one feed, or nothing will come in")
    for warning in settings.warnings:
        yield worth_a_look("configuration", warning, "")
