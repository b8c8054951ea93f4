"""What every visit needs: the rooms it works with, and which hosts asked to be left alone."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import ParamSpec, TypeVar

from fetchers import Answer, Client, back_off, host_of, http_date, jittered
from store import Validators, Writer
from storywatch.clock import Clock
from storywatch.config import Settings
from storywatch.reading_room import ReadingRoom

LONGEST_BACK_OFF = 4 * 3600.0

P = ParamSpec("P")
T = TypeVar("T")


def whole(seconds: float) -> timedelta:
    """A wait in whole seconds that is never too short: the clock tells the second that has begun, so one more."""
    return timedelta(seconds=math.ceil(seconds) + 1)


class StoreThread:
    """The one writer, in a thread of its own, so that a long transaction doesn't hold up the network."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, "store")

    async def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call one of the writer's methods there and hand back what it returns or raises."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, lambda: function(*args, **kwargs))

    def close(self) -> None:
        """End the thread once what it has to do is done."""
        self._executor.shutdown()


@dataclass(slots=True)
class Desk:
    """The rooms as visits use them. `hands` bounds how many bodies are held at once, from request to reading.

    `prompt_hosts` are those that answered the last time, with nothing that was slow to read.
    """

    settings: Settings
    writer: Writer
    in_store: StoreThread
    client: Client
    reading_room: ReadingRoom
    clock: Clock
    random: Random
    hands: asyncio.Semaphore
    pauses: dict[str, datetime] = field(default_factory=dict)
    prompt_hosts: set[str] = field(default_factory=set)

    def paused_hosts(self) -> frozenset[str]:
        """The hosts that asked to be left alone for longer than until now."""
        now = self.clock.now()
        return frozenset(host for host, until in self.pauses.items() if until > now)

    def paused_until(self, host: str) -> datetime | None:
        """When a host that asked for a pause may be visited again, None if it didn't."""
        until = self.pauses.get(host)
        if until is not None and until <= self.clock.now():
            del self.pauses[host]
            return None
        return until

    async def note_answer(self, url: str, answer: Answer) -> None:
        """Remember whether the host that was asked answered at all, and the pause that it may have asked for.

        A pause is of the host that answered, not of the one that redirected there. It is in the store before this
        returns, so that a restart doesn't end it.
        """
        (self.prompt_hosts.discard if answer.status is None else self.prompt_hosts.add)(host_of(url))
        if answer.pause is None:
            return
        host, now = host_of(answer.url), self.clock.now()
        until = now + whole(answer.pause)
        self.pauses = {each: end for each, end in self.pauses.items() if end > now}
        self.pauses[host] = max(until, self.pauses.get(host, until))
        await self.in_store(self.writer.save_pause, host, until, now)

    async def read(self, source: str, url: str, function: Callable[..., T], *args: object, time_limit: float) -> T:
        """Have a worker read the body that `url` gave. Raises WorkerFailed."""
        try:
            return await self.reading_room.read(source, function, *args, time_limit=time_limit)
        finally:
            if self.reading_room.is_slow(source):
                self.prompt_hosts.discard(host_of(url))

    def moment_after(self, wait: float, url: str) -> datetime:
        """When to come again to a URL after `wait` seconds, give or take a little, and not within a pause."""
        moment = self.clock.now() + whole(jittered(wait, self.random))
        pause = self.paused_until(host_of(url))
        return max(moment, pause) if pause else moment

    def moment_allowed(self, wait: float | None) -> datetime | None:
        """The end of a time for which a server or a feed itself asked not to be visited; None if it didn't."""
        return self.clock.now() + whole(wait) if wait else None

    def wait_after_failures(self, failures: int, floor: float) -> float:
        """Seconds to stay away after so many visits in a row that failed."""
        return back_off(failures, floor=floor, ceiling=max(LONGEST_BACK_OFF, floor))

    def validators_after(self, before: Validators, answer: Answer) -> Validators:
        """What to ask with next time: a 304 replaces what it names, a 200 what there was. A date ahead is ignored."""
        etag, last_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if last_modified is not None:
            moment = http_date(last_modified)
            if moment is not None and moment > self.clock.now() + timedelta(days=1):
                last_modified = None
        if answer.status == 304:
            return Validators(etag or before.etag, last_modified or before.last_modified)
        return Validators(etag, last_modified)
