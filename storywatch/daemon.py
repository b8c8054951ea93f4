"""The poller as a process: it takes the store, polls, answers signals, shows that it lives, and leaves in order."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import platform
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from random import Random

from fetchers import Client, Workers
from store import PollerRow, open_writer
from storywatch.clock import Clock
from storywatch.config import ConfigError, Settings, load_config
from storywatch.logs import log_event
from storywatch.poller import Poller
from storywatch.visits import StoreThread, Visitor

HEARTBEAT = 5.0  # seconds of wall-clock time; the dashboard calls a poller dead after six missed ones
PR_SET_PDEATHSIG = 1


def user_agent(contact: str) -> str:
    """Name, version and a way to reach whoever runs this, as publishers expect."""
    return f"storywatch/{version('storywatch')} (feed reader; {contact or 'no contact configured'})"


@asynccontextmanager
async def open_poller(settings: Settings, clock: Clock, *, random: Random | None = None) -> AsyncIterator[Poller]:
    """A poller with its store, client and workers, all closed in order at the end.

    Raises StoreError when the store can't be taken or written.
    """
    polling = settings.config.polling
    in_store = StoreThread()
    try:
        writer = await in_store(open_writer, settings.store_path, context=settings.context)
        try:
            await in_store(writer.sync_outlets, settings.outlets, clock.now())
            client = Client(
                user_agent=user_agent(polling.contact),
                max_bytes=polling.largest_answer,
                deadline=polling.deadline,
                host_gap=polling.gap_per_host,
                allowed_hosts=frozenset(polling.allowed_hosts),
                allowed_ports=frozenset(polling.allowed_ports),
                in_flight=polling.in_flight,
            )
            workers = Workers(polling.workers)
            try:
                async with client:
                    yield Poller(Visitor(settings, writer, in_store, client, workers, clock, random or Random()))
            finally:
                await asyncio.to_thread(workers.close)
        finally:
            await in_store(writer.close)
    finally:
        in_store.close()


async def run_daemon(settings: Settings, clock: Clock, *, once: bool = False) -> Poller:
    """Poll until SIGTERM or SIGINT; SIGHUP reads the configuration anew. Returns the poller for its counts.

    Raises StoreError when the store can't be taken or written.
    """
    async with open_poller(settings, clock) as poller:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, poller.stop.set)
        reloads: set[asyncio.Task[None]] = set()

        def reload() -> None:
            task = asyncio.create_task(_reload(poller))
            reloads.add(task)
            task.add_done_callback(reloads.discard)

        loop.add_signal_handler(signal.SIGHUP, reload)
        started_at = datetime.now(UTC).replace(microsecond=0)
        await _beat(poller, started_at, "starting")
        log_event("start", f"polling {len(settings.outlets)} outlets into {settings.store_path}", at=clock.now())
        heart = asyncio.create_task(_keep_beating(poller, started_at))
        try:
            await poller.run(once=once)
        finally:
            heart.cancel()
            await asyncio.gather(heart, return_exceptions=True)
        await _beat(poller, started_at, "stopped")
        log_event("stop", "stopped; everything is saved", at=clock.now())
        return poller


async def _reload(poller: Poller) -> None:
    """Read the configuration again; a broken one is reported and the old one stays."""
    visitor = poller.visitor
    try:
        settings = load_config(visitor.settings.path)
    except ConfigError as error:
        log_event("config", f"kept the old configuration: {error}", at=visitor.clock.now())
        return
    visitor.settings = settings
    await visitor.in_store(visitor.writer.sync_outlets, settings.outlets, visitor.clock.now())
    await poller.reload()
    log_event("config", f"read {settings.path} again: {len(settings.outlets)} outlets", at=visitor.clock.now())


async def _beat(poller: Poller, started_at: datetime, state: str) -> None:
    beat_at = datetime.now(UTC).replace(microsecond=0)
    row = PollerRow(os.getpid(), started_at, beat_at, poller.next_visit_at, state)
    await poller.visitor.in_store(poller.visitor.writer.beat, row)


async def _keep_beating(poller: Poller, started_at: datetime) -> None:
    while True:
        await asyncio.sleep(HEARTBEAT)
        await _beat(poller, started_at, "polling")


def end_with_parent(parent: int) -> None:
    """Ask the kernel to stop this process when the one that started it ends, so that no poller is orphaned (Linux)."""
    if platform.system() != "Linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it ended before we asked
        os.kill(os.getpid(), signal.SIGTERM)
