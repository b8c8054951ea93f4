"""The robots.txt of sites, kept in the store over a restart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from fetchers import RobotsAnswer
from store import RobotsFile, Writer
from storywatch.clock import Clock
from storywatch.desk import StoreThread


@dataclass(frozen=True, slots=True)
class KeptRobots:
    """A client's memory for robots.txt (see fetchers.RobotsMemory). Raises StoreError when the store fails."""

    writer: Writer
    in_store: StoreThread
    clock: Clock

    async def recall(self, url: str) -> RobotsAnswer | None:
        """What a site answered, if that still counts."""
        now = self.clock.now()
        file = await self.in_store(self.writer.robots_file, url, now)
        if file is None:
            return None
        return RobotsAnswer(file.status, file.text.encode(), file.failure, (file.until - now).total_seconds())

    async def keep(self, url: str, answer: RobotsAnswer) -> None:
        """Keep what a site answered for as long as it counts."""
        now = self.clock.now()
        text = answer.body.decode("utf-8", "replace")
        file = RobotsFile(answer.status, text, answer.failure, now + timedelta(seconds=int(answer.counts_for)))
        await self.in_store(self.writer.save_robots_file, url, file, now)
