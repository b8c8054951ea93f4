"""Each host is asked one thing at a time, with a pause between; hosts don't wait for each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_LONGEST_CRAWL_DELAY = 60.0  # seconds; longer ones are clamped, since a story can't wait an hour a page
_KEPT = 2_000  # hosts remembered before idle ones are forgotten


@dataclass(slots=True)
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    free_at: float = 0.0
    gap: float = 0.0
    dismissals: int = 0


class Turns:
    """Hands out turns: one at a time a host with `gap` seconds between, `in_flight` over all hosts.

    Waiting for a host takes no place among those in flight, so a slow host only ever holds one of them. Whoever keeps
    the gaps on another clock than the machine's says `waits=False`: then they are only told (see `gap_of`).
    """

    def __init__(self, *, gap: float, in_flight: int, waits: bool = True) -> None:
        self._gap = gap
        self._waits = waits
        self._places = asyncio.Semaphore(in_flight)
        self._queues: dict[str, _Queue] = {}
        self._most_kept = _KEPT

    def ask_for_gap(self, host: str, seconds: float) -> None:
        """Keep at least this gap for one host from now on (robots.txt's Crawl-delay), clamped to a minute.

        Of several that were asked for the longest holds.
        """
        queue = self._queue(host)
        queue.gap = max(queue.gap, min(seconds, _LONGEST_CRAWL_DELAY))

    def gap_of(self, host: str) -> float:
        """The least pause in seconds between two requests to a host: ours, or its own if that is longer."""
        queue = self._queues.get(host)
        return max(self._gap, queue.gap if queue else 0.0)

    def dismiss(self, host: str) -> None:
        """The host asked to be left alone: whoever waits for it now gets no turn. Who comes later may try."""
        self._queue(host).dismissals += 1

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[bool]:
        """Wait for the host's turn and a free place, then hold both. Gives False to those who were dismissed."""
        loop = asyncio.get_running_loop()
        queue = self._queue(host)
        queue.waiting += 1
        dismissals = queue.dismissals
        try:
            async with queue.lock:
                if queue.dismissals != dismissals:
                    yield False
                    return
                if self._waits and (wait := queue.free_at - loop.time()) > 0:
                    await asyncio.sleep(wait)
                async with self._places:
                    try:
                        yield True
                    finally:
                        queue.free_at = loop.time() + self.gap_of(host)
        finally:
            queue.waiting -= 1

    def _queue(self, host: str) -> _Queue:
        if host not in self._queues:
            if len(self._queues) >= self._most_kept:
                now = asyncio.get_running_loop().time()
                self._queues = {
                    name: old for name, old in self._queues.items() if old.waiting or old.gap or old.free_at > now
                }
                self._most_kept = max(_KEPT, 2 * len(self._queues))
            self._queues[host] = _Queue()
        return self._queues[host]
