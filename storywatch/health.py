"""Whether the poller does its work, told from the store alone: for `status`, monitoring systems and containers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path

from store import (
    DEAD_AFTER,
    Counts,
    FeedCondition,
    FeedRow,
    PollerRow,
    Reader,
    VisitOutcome,
    VisitTotal,
    inbox_problem,
    waiting_requests,
    wal_size,
    writer_pid,
)
from storywatch.plain import moment

BEHIND = timedelta(minutes=30)  # a poller whose next visit is later than that doesn't keep up, or is stuck


class PollerState(StrEnum):
    """What the store's lock and the last heartbeat say of the poller."""

    RUNNING = "running"
    STARTING = "starting"
    HANGS = "hangs"  # it holds the store, and its heart has stopped
    STOPPED = "stopped"  # it was told to, and everything is saved
    DEAD = "dead"  # it ended without a word: killed, crashed, or the machine went down
    NONE = "none"  # none has run yet


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A feed, and what to do about it ("" if nothing)."""

    advice: str
    row: FeedRow

    @property
    def condition(self) -> FeedCondition:
        """How it is, in a word."""
        return self.row.condition


@dataclass(frozen=True, slots=True)
class Health:
    """How things stand. `problems` is empty if all is well, a line each if not.

    `silence` is how long the heart has been still, `overdue` by how much the next visit is late; None if no poller ran.
    `inbox` counts requests that wait. Sizes are in bytes.
    """

    state: PollerState
    message: str
    problems: tuple[str, ...]
    pid: int | None
    poller: PollerRow | None
    silence: timedelta | None
    overdue: timedelta | None
    inbox: int
    counts: Counts
    feeds: tuple[FeedHealth, ...]
    visits: tuple[VisitTotal, ...]
    store_bytes: int
    wal_bytes: int

    @property
    def is_well(self) -> bool:
        """Whether nothing needs anybody's attention but single feeds."""
        return not self.problems


def health_of(reader: Reader, now: datetime, *, within: timedelta | None = None, zone: tzinfo = UTC) -> Health:
    """How things stand at a wall-clock moment. `within`: a poller that stopped no longer ago than that is well, too.

    That is for those who poll now and then (`poll --once` under cron). Words tell moments in `zone`.
    Raises StoreError when the store can't be read.
    """
    poller, running = reader.poller(), writer_pid(reader.path)
    silence = None if poller is None else max(timedelta(0), now - poller.beat_at)
    is_recent = within is not None and silence is not None and silence <= within
    state = poller_state(poller, running, now)
    inbox = inbox_problem(reader.path)
    feeds = tuple(feed_health(row) for row in reader.feeds())
    overdue = _overdue(poller, now)
    return Health(
        state=state,
        message=poller_message(poller, running, now, zone),
        problems=(*_problems(state, feeds, overdue, is_excused=is_recent), *([inbox] if inbox else [])),
        pid=running,
        poller=poller,
        silence=silence,
        overdue=overdue,
        inbox=waiting_requests(reader.path),
        counts=reader.counts(),
        feeds=feeds,
        visits=tuple(reader.visit_totals()),
        store_bytes=_size(reader.path),
        wal_bytes=wal_size(reader.path),
    )


def poller_state(poller: PollerRow | None, running: int | None, now: datetime) -> PollerState:
    """The poller's state: from the process that holds the store's lock, None if none does, and its last heartbeat."""
    if running is None:
        if poller is None:
            return PollerState.NONE
        return PollerState.STOPPED if poller.state == "stopped" else PollerState.DEAD
    if poller is None or poller.pid != running:
        return PollerState.STARTING
    return PollerState.HANGS if now - poller.beat_at > DEAD_AFTER else PollerState.RUNNING


def poller_message(poller: PollerRow | None, running: int | None, now: datetime, zone: tzinfo = UTC) -> str:
    """The poller's state in words, with what to do; moments are told in `zone`."""
    state = poller_state(poller, running, now)
    if poller is None or state is PollerState.STARTING:
        return (
            "none has run yet; start one with: storywatch poll" if running is None else f"starting (process {running})"
        )
    if state is PollerState.RUNNING:
        return f"running (process {running}, since {moment(poller.started_at, zone)})"
    if state is PollerState.HANGS:
        still = (now - poller.beat_at).total_seconds()
        return f"hangs: process {running} holds the store, no heartbeat for {still:.0f} s; end it and start anew"
    how = "stopped" if state is PollerState.STOPPED else "dead: it ended without a word"
    return f"{how} (process {poller.pid}, last heartbeat {moment(poller.beat_at, zone)}); start: storywatch poll"


def feed_health(row: FeedRow) -> FeedHealth:
    """A feed with what to do about it."""
    return FeedHealth(_advice(row) if row.condition in (FeedCondition.FAILING, FeedCondition.GONE) else "", row)


_ADVICE = {
    401: "give it a login that is right ([logins] in the configuration)",
    403: "write to the publisher, and give polling.contact so that they know who asks",
    404: "look for the feed's new address",
    410: "the publisher took it away for good: take it out of the configuration, or give its new address",
    429: "nothing to do: it asked for a pause and gets it",
    451: "it may not be read from this country",
    503: "nothing to do: it asked for a pause and gets it",
}


def _advice(row: FeedRow) -> str:
    if row.last_status in _ADVICE:
        return _ADVICE[row.last_status]
    if row.last_outcome == VisitOutcome.REFUSED:
        return "see polling.allowed_hosts, allowed_ports and respect_robots in the configuration"
    if row.last_status is None:
        return "check its address, and this machine's network"
    if row.last_status >= 500:
        return "nothing to do: the server is ill, visits go on further apart"
    if row.last_status in (200, 203):
        return "open its address in a browser: it may no longer be a feed"
    return "check its address"


def _problems(
    state: PollerState, feeds: Iterable[FeedHealth], overdue: timedelta | None, *, is_excused: bool
) -> Iterator[str]:
    if state not in (PollerState.RUNNING, PollerState.STARTING) and not (is_excused and state is PollerState.STOPPED):
        yield {
            PollerState.HANGS: "the poller hangs",
            PollerState.DEAD: "the poller is dead",
            PollerState.STOPPED: "the poller is stopped",
        }.get(state, "no poller has run yet")
    if state is PollerState.RUNNING and overdue is not None and overdue > BEHIND:
        yield f"the poller is {overdue.total_seconds() / 60:.0f} minutes behind with its visits"
    visited = [feed.condition for feed in feeds if feed.condition in (FeedCondition.WELL, FeedCondition.FAILING)]
    if visited and FeedCondition.WELL not in visited:
        yield "no feed can be reached"


def _overdue(poller: PollerRow | None, now: datetime) -> timedelta | None:
    """How late the next visit is, by the story's clock as the last heartbeat told it; not at all while none is planned.

    The poller plans it with each host's pauses and gaps in mind, so a visit that may not be made yet is never late.
    """
    if poller is None or poller.story_at is None:
        return None
    if poller.next_visit_at is None:
        return timedelta(0)
    return max(timedelta(0), poller.story_at + (now - poller.beat_at) - poller.next_visit_at)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
