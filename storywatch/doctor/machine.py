"""The machine: SQLite, terminal, clock, open files, workers, language packs."""

from __future__ import annotations

import asyncio
import locale
import os
import resource
import shutil
import sys
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fetchers import WorkerFailed, Workers
from store import sqlite_version, sqlite_warning
from story import PackError, known_languages, read_claims
from storywatch import exits
from storywatch.config import Settings
from storywatch.doctor.findings import Finding, good, in_the_way, worth_a_look

LEAST_COLUMNS, LEAST_LINES = 80, 24
LEAST_OPEN_FILES = 256  # a connection each of the requests under way, the store, the workers' pipes, with room
MADE_IN = 2026  # a clock that shows an earlier year has never been set
WORKER_STARTS_WITHIN = 60.0  # seconds


def sqlite() -> Finding:
    """The version of SQLite, and whether it has the bug that can corrupt a store."""
    if (warning := sqlite_warning()) is None:
        return good("SQLite", sqlite_version())
    says, _, advice = warning.partition("; ")
    return worth_a_look("SQLite", says, advice)


def terminal() -> Finding:
    """What the dashboard will find: size, colours, letters."""
    kind = os.environ.get("TERM", "")
    encoding = (getattr(sys.stdout, "encoding", None) or locale.getpreferredencoding(False)).lower()
    if not sys.stdout.isatty():
        return worth_a_look(
            "terminal", "the output goes elsewhere", "the dashboard needs a terminal; every other command does without"
        )
    columns, lines = shutil.get_terminal_size()
    says = f"{columns}×{lines}, {kind or 'no TERM'}, {_colours(kind)}, {encoding}"
    if encoding.replace("-", "") != "utf8":
        return worth_a_look("terminal", says, "names and signs will look wrong; set LANG=C.UTF-8")
    if kind in ("", "dumb"):
        return worth_a_look("terminal", says, "set TERM to what your terminal is, such as xterm-256color")
    if columns < LEAST_COLUMNS or lines < LEAST_LINES:
        return worth_a_look("terminal", says, f"make it {LEAST_COLUMNS}×{LEAST_LINES} or larger for the dashboard")
    return good("terminal", says)


def _colours(kind: str) -> str:
    if "NO_COLOR" in os.environ:
        return "no colours (NO_COLOR)"
    if os.environ.get("COLORTERM", "") in ("truecolor", "24bit"):
        return "16 million colours"
    return "256 colours" if "256" in kind else "16 colours"


def open_files() -> Finding:
    """How many files and connections a process may hold open."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if limit == resource.RLIM_INFINITY:
        return good("open files", "no limit")
    if limit < LEAST_OPEN_FILES:
        return worth_a_look("open files", f"at most {limit}", f"raise it: ulimit -n {4 * LEAST_OPEN_FILES}")
    return good("open files", f"at most {limit:,}")


def worker() -> Finding:
    """Whether the processes start in which feeds and pages are read."""
    started = time.monotonic()

    async def start() -> None:
        with Workers(1) as workers:
            await workers.run(len, "", time_limit=WORKER_STARTS_WITHIN)

    try:
        asyncio.run(start())
    except (WorkerFailed, OSError) as error:
        return in_the_way(
            "workers", f"{error}", "check the limits on processes and memory (ulimit -a)", exits.UNAVAILABLE
        )
    return good("workers", f"start in {time.monotonic() - started:.1f} s")


def languages() -> Finding:
    """Whether the packs of all languages can be used."""
    codes = known_languages()
    for code in codes:
        try:
            read_claims("77.", lang=code)
        except PackError as error:
            return in_the_way("languages", str(error), "mend it, or install storywatch again", exits.CONFIG)
    if not codes:
        return in_the_way("languages", "there is no pack", "install storywatch again", exits.CONFIG)
    return good("languages", ", ".join(codes))


def clock(settings: Settings | None, now: datetime | None = None) -> Finding:
    """Whether the clock has been set and time zones are known; servers' clocks are compared when they are asked."""
    now = now or datetime.now(UTC)
    if now.year < MADE_IN:
        return worth_a_look("clock", f"shows {now:%d %b %Y}", "set it: first reports are told by its time")
    name = settings.config.story.time_zone if settings else "Europe/Paris"  # any that isn't UTC
    try:
        there = now.astimezone(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return in_the_way("clock", f"the time zone {name} isn't known", "install the tzdata package", exits.CONFIG)
    return good("clock", f"{now:%d %b %Y %H:%M} UTC" + (f", {there:%H:%M} in {name}" if settings else ""))
