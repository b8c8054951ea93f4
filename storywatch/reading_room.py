"""Which body is read next: no source that takes seconds, by nature or by malice, holds up those that don't.

A body that isn't read within a quick try goes on if no other one does: only one slow body is read at a time. If one is,
it is taken out, and begins anew on the slow lane once its turn comes. Its source goes there at once from then on, until
a body of it is read quickly again. So of several workers the slow ones hold one, and nobody else waits for longer than
a quick try or two.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, TypeVar

from fetchers import WorkerFailed, Workers

QUICK_TRY = (
    3.0  # seconds from when a worker takes it up; an honest page takes 0.01 to 0.1, a feed of 20,000 items 1 to 2
)
SLOW = 1.5  # seconds of processor time from which a source is called slow
PATIENCE = 120.0  # seconds by which sources that were never read quickly yield to those that were
CALM_AFTER = 60.0  # seconds without a slow body

T = TypeVar("T")


class ReadingRoom:
    """Hands bodies to `workers`, of which there are `places`. A source is a feed, or an outlet's pages: any name.

    What it knows of sources is lost with the process: then each has its quick try again.
    """

    def __init__(self, workers: Workers, places: int, *, most_slow: int) -> None:
        """`most_slow`: how many bodies may wait for the slow lane; they are held in memory meanwhile."""
        self._workers = workers
        self._places = places
        self._most_slow = most_slow
        self._quick: set[str] = set()
        self._slow: set[str] = set()
        self._slow_lane = asyncio.Lock()  # first come, first served
        self._on_slow_lane = 0
        self._last_slow_at = float("-inf")
        self._taken = 0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []  # a heap: rank, number, its turn
        self._numbers = count()

    def is_slow(self, source: str) -> bool:
        """Whether its last body took long, or more than a worker could give."""
        return source in self._slow

    async def read(self, source: str, function: Callable[..., T], *args: object, time_limit: float) -> T:
        """Call a module-level function in a worker, as `Workers.run` does, in the source's turn.

        Raises WorkerFailed, also when too many slow bodies wait already.
        """
        if source not in self._slow:
            async with self._place(source), self._started(source, function, args, time_limit) as (reading, taken_up):
                either: tuple[asyncio.Future[Any], ...] = (reading, taken_up)
                await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
                await asyncio.wait([reading], timeout=QUICK_TRY)
                if reading.done():
                    return reading.result()
                self._judge(source, is_slow=True)
                if not self._slow_lane.locked() and not self._on_slow_lane:  # nobody is there or waits for it
                    async with self._slow_lane:
                        return await reading
        if self._on_slow_lane >= self._most_slow:
            raise WorkerFailed(
                f"{function.__name__} takes more than {QUICK_TRY:g} s, and {self._on_slow_lane} such wait already; "
                "it is tried again later"
            )
        self._on_slow_lane += 1
        try:
            async with self._slow_lane, self._place(source):
                return await self._read(source, function, args, time_limit)
        finally:
            self._on_slow_lane -= 1

    @asynccontextmanager
    async def _started(
        self, source: str, function: Callable[..., T], args: tuple[object, ...], time_limit: float
    ) -> AsyncIterator[tuple[asyncio.Task[T], asyncio.Future[None]]]:
        """A reading under way, and that a worker took it up; at the end the worker is ended if it isn't done.

        A worker that is ended takes a second or more to be replaced, in which nothing is read by it.
        """
        taken_up: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def note_start() -> None:
            if not taken_up.done():
                taken_up.set_result(None)

        reading = asyncio.create_task(self._read(source, function, args, time_limit, note_start))
        try:
            yield reading, taken_up
        finally:
            taken_up.cancel()
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _read(
        self,
        source: str,
        function: Callable[..., T],
        args: tuple[object, ...],
        time_limit: float,
        note_start: Callable[[], None] | None = None,
    ) -> T:
        """One reading, and what it shows of its source."""
        seconds: list[float] = []
        try:
            return await self._workers.run(
                function, *args, time_limit=time_limit, note_start=note_start, note_time=seconds.append
            )
        finally:
            self._judge(source, is_slow=not seconds or seconds[0] >= SLOW)

    def _judge(self, source: str, *, is_slow: bool) -> None:
        (self._slow if is_slow else self._quick).add(source)
        (self._quick if is_slow else self._slow).discard(source)
        if is_slow:
            self._last_slow_at = asyncio.get_running_loop().time()

    @asynccontextmanager
    async def _place(self, source: str) -> AsyncIterator[None]:
        """A place at the workers, the lowest rank first. Ranks are moments, so nobody is passed over for ever."""
        rank = asyncio.get_running_loop().time() + (0.0 if source in self._quick else PATIENCE)
        if self._taken < self._open_places() and not self._waiting:
            self._taken += 1
        else:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting, (rank, next(self._numbers), turn))
            self._let_in()
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():  # it was let in that very moment
                    self._leave()
                raise
        try:
            yield
        finally:
            self._leave()

    def _open_places(self) -> int:
        """How many bodies the workers are given at once: the next ones ahead of time, unless any may be slow."""
        is_calm = asyncio.get_running_loop().time() - self._last_slow_at > CALM_AFTER
        return self._places * (2 if is_calm else 1)

    def _leave(self) -> None:
        self._taken -= 1
        self._let_in()

    def _let_in(self) -> None:
        while self._waiting and self._taken < self._open_places():
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():  # its visit was dropped otherwise
                self._taken += 1
                turn.set_result(None)
