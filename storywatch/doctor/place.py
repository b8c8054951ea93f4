"""Where the store is: room, permission, its health, and who writes and reads it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store import (
    PollerRow,
    StoreError,
    StoreMissing,
    inbox_problem,
    open_reader,
    quick_check,
    waiting_requests,
    wal_size,
    wal_warning,
    writer_pid,
)
from storywatch import exits, plain
from storywatch.doctor.findings import Finding, good, in_the_way, worth_a_look
from storywatch.health import PollerState, poller_message, poller_state

LEAST_SPACE = 50_000_000  # bytes
SPACE_TO_WATCH = 500_000_000
LONGEST_CHECK = 5.0  # seconds
CLOCK_SET_BACK = timedelta(minutes=2)  # by which a heartbeat may lie ahead


def place(store: Path) -> Iterator[Finding]:
    """The folder and the store in it, if there is one."""
    folder = store.parent
    while not os.path.lexists(folder) and folder != folder.parent:
        folder = folder.parent
    if not os.path.isdir(folder):
        yield in_the_way("permission", f"{folder}: is no folder, so {store} can't be made", _WHOSE, exits.DISK)
        return
    yield _space(store, folder)
    yield _permission(store, folder)
    try:
        with open_reader(store) as reader:
            poller, counts = reader.poller(), reader.counts()
        problems = quick_check(store, LONGEST_CHECK)
    except StoreMissing as error:
        yield good("store", str(error))
        return
    except StoreError as error:
        yield in_the_way("store", str(error), "", exits.DISK)
        return
    says = f"{store}: {plain.counted(counts.articles, 'article')}, {plain.counted(counts.claims, 'claim')}"
    if problems is None:
        yield worth_a_look(
            "store", f"{says}; too large to be checked here", "look at all of it: storywatch check --store"
        )
    elif problems:
        yield in_the_way(
            "store",
            f"{store}: {problems[0]}",
            "restore a backup; all that is wrong: storywatch check --store",
            exits.DISK,
        )
    else:
        yield good("store", says)
    if warning := wal_warning(store):
        yield worth_a_look("store's log", warning, "")
    else:
        yield good("store's log", f"{wal_size(store) / 1e6:,.1f} MB")
    now = datetime.now(UTC)
    yield from _poller(store, poller, now)
    if poller and poller.beat_at > now + CLOCK_SET_BACK:
        yield worth_a_look(
            "clock", f"the poller's last heartbeat is ahead of it, at {poller.beat_at.isoformat()}", "set it"
        )


def _space(store: Path, folder: Path) -> Finding:
    try:
        free = shutil.disk_usage(folder).free
        size = store.stat().st_size if os.path.exists(store) else 0
    except OSError as error:
        return in_the_way("disk", f"{folder}: {(error.strerror or str(error)).lower()}", "check the disk", exits.DISK)
    says = f"{free / 1e6:,.0f} MB free in {folder}"
    if free < LEAST_SPACE:
        return in_the_way("disk", says, "free some space, or name another place in [store] path", exits.DISK)
    if free < max(SPACE_TO_WATCH, size):
        return worth_a_look("disk", says, "soon too little, also for a backup beside the store; free some space")
    return good("disk", says)


def _permission(store: Path, folder: Path) -> Finding:
    """Whether the poller could write: the store, and files beside it."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"storywatch" * 100)
            file.flush()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return in_the_way("permission", f"{folder}: can't be written ({reason})", _WHOSE, exits.DISK)
    if os.path.exists(store) and not os.access(store, os.W_OK):
        return in_the_way("permission", f"{store}: can't be written by this user", _WHOSE, exits.DISK)
    return good("permission", f"{folder} can be written")


_WHOSE = "give this user the right to write there, or name another place in [store] path"


def _poller(store: Path, poller: PollerRow | None, now: datetime) -> Iterator[Finding]:
    running = writer_pid(store)
    says = poller_message(poller, running, now)
    if poller_state(poller, running, now) in (PollerState.DEAD, PollerState.HANGS):
        yield worth_a_look("poller", says, "its log says why")
    else:
        yield good("poller", says)
    if (problem := inbox_problem(store)) is not None:
        yield worth_a_look("inbox", *problem.split("; ", 1))
    waiting = waiting_requests(store)
    if waiting and running is None:
        says = f"{plain.counted(waiting, 'request')} in the inbox, and no poller to take them up"
        yield worth_a_look("inbox", says, "start one: storywatch poll")
