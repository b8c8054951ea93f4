"""The poller as a process: it takes the store, polls, answers signals, shows that it lives, and leaves in order."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from fetchers import Workers
from store import open_writer
from storywatch.asking import client_for
from storywatch.clock import Clock, WallClock
from storywatch.config import ConfigError, Settings, load_config
from storywatch.desk import Desk, StoreThread
from storywatch.heartbeat import PATIENCE, Heartbeat
from storywatch.inbox import keep_taking_up_requests, take_up_requests
from storywatch.kept_robots import KeptRobots
from storywatch.logs import log_event
from storywatch.poller import Poller
from storywatch.reading_room import ReadingRoom
from storywatch.recounting import keep_recounting, recount
from storywatch.service import Service, service_of
from storywatch.wal_watch import keep_watching_wal

SHARE_OF_THE_SLOW = 4  # of the places in flight, one in so many may be taken by what is slow to read
TELL_EVERY = 10.0  # seconds of wall-clock time


@asynccontextmanager
async def open_poller(
    settings: Settings, clock: Clock, *, random: Random | None = None, service: Service | None = None
) -> AsyncIterator[Poller]:
    """A poller with its store, client and workers, all closed in order at the end.

    Raises StoreError when the store can't be taken or written, ConfigError when a feed's password can't be read.
    """
    polling, _ = settings.config.polling, settings.logins
    in_store = StoreThread()
    try:
        progress = _anew(settings.store_path, service or Service())
        writer = await in_store(open_writer, settings.store_path, context=settings.context, progress=progress)
        try:
            await in_store(writer.name_outlets, settings.outlets, clock.now())
            # story time can't pass while a visit waits
            keeps_gaps = isinstance(clock, WallClock)
            client = client_for(polling, waits_for_gaps=keeps_gaps, robots_memory=KeptRobots(writer, in_store, clock))
            workers = Workers(polling.workers)
            room = ReadingRoom(workers, polling.workers, most_slow=max(1, polling.in_flight // SHARE_OF_THE_SLOW))
            try:
                async with client:
                    hands = asyncio.Semaphore(polling.in_flight)
                    yield Poller(Desk(settings, writer, in_store, client, room, clock, random or Random(), hands))
            finally:
                await asyncio.to_thread(workers.close)
        finally:
            await in_store(writer.close)
    finally:
        in_store.close()


def _anew(path: Path, service: Service) -> Callable[[int, int], None]:
    """Logs how far a store is brought about anew, when the story's setting has changed: once in ten seconds."""
    told_at = monotonic()

    def tell(done: int, steps: int) -> None:
        nonlocal told_at
        if monotonic() - told_at > TELL_EVERY:
            told_at = monotonic()
            service.tell_busy(PATIENCE)
            log_event("anew", f"{path}: the story's setting has changed; facts made anew: {done:,} of {steps:,} steps")

    return tell


async def run_daemon(
    settings: Settings, clock: Clock, *, once: bool = False, asked: tuple[str, ...] | None = None
) -> Poller:
    """Poll until SIGTERM or SIGINT; SIGHUP reads the configuration anew. Returns the poller for its counts.

    `asked` are outlets or feeds to visit as soon as is polite, () for all; see store's VisitRequest.
    Raises StoreError when the store can't be taken or written, ConfigError when a feed's password can't be read,
    RequestRefused when a name that was asked for is no outlet's and no feed's.
    """
    service = service_of(os.environ)
    loop = asyncio.get_running_loop()
    reload_wanted, recount_wanted = asyncio.Event(), asyncio.Event()
    recount_wanted.set()  # what an earlier run left
    loop.add_signal_handler(signal.SIGHUP, reload_wanted.set)  # from the first, for it would end us otherwise
    async with open_poller(settings, clock, service=service) as poller:

        def stop() -> None:
            poller.stop.set()
            service.tell("STOPPING=1")

        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
        heart = Heartbeat(poller, service)
        if asked is not None:
            await poller.desk.in_store(poller.desk.writer.ask_for_visits, asked, clock.now())
        await heart.beat("starting")
        log_event("start", f"polling {len(settings.outlets)} outlets into {settings.store_path}", at=clock.now())
        for warning in settings.warnings:
            log_event("config", warning, is_warning=True, at=clock.now())
        beside = (
            heart.keep_beating(),
            heart.tell_ready(),
            _keep_reloading(heart, reload_wanted, recount_wanted),
            keep_recounting(poller.desk, recount_wanted),
            keep_taking_up_requests(poller),
            keep_watching_wal(settings.store_path),
        )
        await _until_polled(poller, once, *beside)
        await take_up_requests(poller)
        await heart.beat("stopped")
        log_event("stop", "stopped; everything is saved", at=clock.now())
        return poller


async def _until_polled(poller: Poller, once: bool, *beside: Coroutine[Any, Any, None]) -> None:
    """Run the poller with what runs beside it for as long; whatever fails first ends all of it and is raised."""
    polling = asyncio.create_task(_poll(poller, once))
    tasks = [polling, *(asyncio.create_task(work) for work in beside)]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _poll(poller: Poller, once: bool) -> None:
    await poller.run(once=once)
    if not poller.stop.is_set():
        await recount(poller.desk)  # whoever only comes now and then leaves nothing behind


async def _keep_reloading(heart: Heartbeat, wanted: asyncio.Event, recount_wanted: asyncio.Event) -> None:
    """Read the configuration again whenever it is asked for."""
    while True:
        await wanted.wait()
        wanted.clear()
        heart.service.tell_reloading()
        await _reload(heart.poller)
        recount_wanted.set()
        heart.service.tell("READY=1", heart.status())


async def _reload(poller: Poller) -> None:
    """Take up a changed configuration; a broken one is reported and the old one stays."""
    desk, old = poller.desk, poller.desk.settings
    try:
        settings = load_config(old.path)
        _ = settings.logins
    except ConfigError as error:
        log_event("config", f"kept the old configuration: {error}", is_warning=True, at=desk.clock.now())
        return
    desk.settings = settings
    await desk.in_store(desk.writer.name_outlets, settings.outlets, desk.clock.now())
    await poller.reload()
    waits = [
        f"[{name}]" for name in ("polling", "store") if getattr(settings.config, name) != getattr(old.config, name)
    ]
    if replace(settings.context, outlets=()) != replace(old.context, outlets=()):
        waits.append("what [story] says of place, start and parties")  # facts made anew hold up all else: no reload
    later = f"; {' and '.join(waits)} counts from the next start" if waits else ""
    log_event("config", f"read {settings.path} again: {len(settings.outlets)} outlets{later}", at=desk.clock.now())
