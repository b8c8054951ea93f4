"""The poller's signs of life: a row in the store for dashboards and `status`, a word to the service manager."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime

from store import PollerRow
from storywatch.poller import Poller
from storywatch.service import Service
from storywatch.version import program_version

HEARTBEAT = 5.0  # seconds of wall-clock time; the dashboard calls a poller dead after six missed ones
LEAST_PAUSE = 0.1  # seconds between beats, however impatient the watchdog
PATIENCE = 60.0  # seconds within which the service manager hears of long work again


def _this_second() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(slots=True)
class Heartbeat:
    """Each beat is a commit, and only then the manager's watchdog is fed: a stuck loop or a stuck writer starves it."""

    poller: Poller
    service: Service
    started_at: datetime = field(default_factory=_this_second)

    async def beat(self, state: str) -> None:
        """Leave a sign of life in the store. Raises StoreError when it can't be written."""
        desk = self.poller.desk
        row = PollerRow(
            pid=os.getpid(),
            started_at=self.started_at,
            beat_at=_this_second(),
            next_visit_at=self.poller.next_visit_at,
            state=state,
            story_at=desk.clock.now(),
            version=program_version(),
        )
        await desk.in_store(desk.writer.beat, row)

    async def keep_beating(self) -> None:
        """Beat, and so notice within seconds that the store was taken away: StoreUnwritable is raised then.

        Until the first visits are planned each beat asks for more time to start: a million entries may be matched anew.
        """
        watchdog = self.service.watchdog
        while True:
            await asyncio.sleep(HEARTBEAT if watchdog is None else min(HEARTBEAT, max(watchdog / 2, LEAST_PAUSE)))
            await self.beat("polling")
            if not self.poller.is_scheduled.is_set():
                self.service.tell_busy(PATIENCE)
            self.service.tell(*(["WATCHDOG=1"] if watchdog else []), self.status())

    async def tell_ready(self) -> None:
        """Say that we are ready once the first visits are planned; then wait for ever, as what runs beside does."""
        await self.poller.is_scheduled.wait()
        self.service.tell("READY=1", self.status())
        await asyncio.Event().wait()

    def status(self) -> str:
        """One line for `systemctl status`."""
        feeds = [feed for feed in self.poller.feeds if not feed.is_stopped]
        failing = sum(feed.failures > 0 for feed in feeds)
        next_visit_at = self.poller.next_visit_at
        coming = "; visiting now" if self.poller.is_visiting else ""
        if next_visit_at is not None:
            coming = f"; next visit {next_visit_at:%H:%M:%S} UTC"
        return f"STATUS={len(feeds)} feeds, {failing} failing{coming}"
