"""Story time: the wall clock when a real story is watched, a faster or stepped one when the demo plays an old one.

Everything that the story's world knows (publication, visits, edits) is dated by this clock; heartbeats and time
limits of real machinery (sockets, workers) stay with the wall clock.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Protocol

LONGEST_NAP = 30.0  # seconds after which a sleeper looks whether the machine's clock still goes as it should


class Clock(Protocol):
    """What the poller asks of time."""

    def now(self) -> datetime:
        """The present moment of the story, in UTC, to the second."""

    async def sleep_until(self, moment: datetime) -> None:
        """Return when the story has reached `moment`, at once if it has; early if the clock is set back meanwhile."""

    def working(self) -> AbstractContextManager[None]:
        """A context in which work of the present moment is under way: a stepped clock stands still in it."""


class WallClock:
    """Time as it is. A sleep is looked after now and then: whoever sets the clock back ends it early."""

    def now(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0)

    async def sleep_until(self, moment: datetime) -> None:
        before = now = datetime.now(UTC)
        while before <= now < moment:
            await asyncio.sleep(min((moment - now).total_seconds(), LONGEST_NAP))
            before, now = now, datetime.now(UTC)

    @contextmanager
    def working(self) -> Iterator[None]:
        yield


class FastClock:
    """Story time that runs `speed` times as fast as the wall clock, from `start` at wall-clock `epoch`, up to `end`."""

    def __init__(self, start: datetime, speed: float, epoch: datetime, end: datetime) -> None:
        if speed <= 0:
            raise ValueError(f"speed {speed} is not above 0")
        self.start, self.speed, self.epoch, self.end = start, speed, epoch, end

    def now(self) -> datetime:
        passed = (datetime.now(UTC) - self.epoch).total_seconds() * self.speed
        whole = (self.end - self.start).total_seconds()
        return self.start + timedelta(seconds=int(min(max(0.0, passed), whole)))

    async def sleep_until(self, moment: datetime) -> None:
        if moment > self.end:
            await asyncio.Event().wait()  # the story is over; only a stop ends this
        left = (moment - self.start).total_seconds() / self.speed - (datetime.now(UTC) - self.epoch).total_seconds()
        await asyncio.sleep(max(0.0, left))

    @contextmanager
    def working(self) -> Iterator[None]:
        yield


class SteppedClock:
    """Story time that jumps to the next moment somebody waits for, as soon as nobody works on the present one.

    So four days pass as fast as the work in them, and the same way on any machine. `ended` is set when the next
    moment waited for lies after `end`.
    """

    def __init__(self, start: datetime, end: datetime) -> None:
        self.end = end
        self.ended = asyncio.Event()
        self._now = start
        self._at_work = 0
        self._waking = 0  # sleepers told to go on that haven't yet had their turn on the loop
        self._numbers = itertools.count()
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return self._now

    async def sleep_until(self, moment: datetime) -> None:
        if moment <= self._now:
            await asyncio.sleep(0)
            return
        wake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (moment, next(self._numbers), wake))
        asyncio.get_running_loop().call_soon(self._step)
        try:
            await wake
        finally:
            if wake.done() and not wake.cancelled():
                self._waking -= 1
                asyncio.get_running_loop().call_soon(self._step)

    @contextmanager
    def working(self) -> Iterator[None]:
        self._at_work += 1
        try:
            yield
        finally:
            self._at_work -= 1
            asyncio.get_running_loop().call_soon(self._step)

    def _step(self) -> None:
        while self._sleepers and self._sleepers[0][2].done():  # a sleeper that was cancelled
            heapq.heappop(self._sleepers)
        if self._at_work or self._waking or not self._sleepers:
            return
        moment = self._sleepers[0][0]
        if moment > self.end:
            self._now = self.end
            self.ended.set()
            return
        self._now = max(self._now, moment)
        while self._sleepers and self._sleepers[0][0] <= self._now:
            wake = heapq.heappop(self._sleepers)[2]
            if not wake.done():
                self._waking += 1
                wake.set_result(None)


def parse_fast_clock(text: str) -> FastClock:
    """The clock that `str_of_fast_clock` wrote, for a poller that another process starts. Raises ValueError."""
    start, speed, epoch, end = text.split("|")
    return FastClock(
        datetime.fromisoformat(start), float(speed), datetime.fromisoformat(epoch), datetime.fromisoformat(end)
    )


def str_of_fast_clock(clock: FastClock) -> str:
    """A clock as one word on a command line."""
    return "|".join((clock.start.isoformat(), repr(clock.speed), clock.epoch.isoformat(), clock.end.isoformat()))
