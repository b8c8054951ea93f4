"""Playing the demo: its folder, its clock, and the real poller on the made-up outlets."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from store import StoreMissing, open_reader
from storywatch.clock import FastClock, SteppedClock
from storywatch.config import Settings, load_config
from storywatch.daemon import open_poller
from storywatch.demo.configuration import demo_config
from storywatch.demo.server import serve
from storywatch.demo.world import END, START, World

SEED = 2024  # of the poller's jitter, so that two headless runs visit at the same story moments


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """Where one run of the demo keeps its configuration and its store, so that it can go on after a stop."""

    path: Path

    @property
    def config(self) -> Path:
        return self.path / "config.toml"

    @property
    def is_serving(self) -> Path:
        """A file that stands once the outlets answer."""
        return self.path / "serving"

    @property
    def ports(self) -> list[int] | None:
        """The ports of an earlier run, which its store knows the outlets by; None if there was none."""
        try:
            return list(json.loads((self.path / "ports.json").read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def write(self, addresses: dict[str, str]) -> Settings:
        """Write the configuration for outlets at these addresses and read it back."""
        self.path.mkdir(parents=True, exist_ok=True)
        ports = [int(address.rsplit(":", 1)[1]) for address in addresses.values()]
        self.config.write_text(demo_config(addresses), encoding="utf-8")
        (self.path / "ports.json").write_text(json.dumps(ports), encoding="utf-8")
        return load_config(self.config)

    def reached(self) -> datetime:
        """The story moment that an earlier run reached, the story's beginning if there was none."""
        if not self.config.exists():
            return START
        try:
            with open_reader(load_config(self.config).store_path) as reader:
                visits = [feed.last_visit_at for feed in reader.feeds() if feed.last_visit_at is not None]
        except StoreMissing:
            return START
        return max(visits, default=START)


async def play_headless(folder: DemoFolder) -> Settings:
    """Play the story to its end as fast as the work allows; the store holds what came of it.

    Raises OSError when an earlier run's port is taken, StoreError when the store can't be used.
    """
    clock = SteppedClock(folder.reached(), END)
    async with serve(World.load(), clock.now, folder.ports) as addresses:
        settings = folder.write(addresses)
        async with open_poller(settings, clock, random=Random(SEED)) as poller:
            ended = asyncio.create_task(clock.ended.wait())
            ended.add_done_callback(lambda _: poller.stop.set())
            try:
                await poller.run()
            finally:
                ended.cancel()
            if poller.bugs:
                raise RuntimeError(f"{poller.bugs} visits failed by a bug of storywatch; see the log above")
    return settings


async def serve_until_stopped(clock: FastClock, folder: DemoFolder) -> None:
    """Serve the made-up outlets in story time until this process is ended; the folder gets their addresses."""
    async with serve(World.load(), clock.now, folder.ports) as addresses:
        folder.write(addresses)
        folder.is_serving.touch()
        await asyncio.Event().wait()


def clock_from(moment: datetime, speed: float) -> FastClock:
    """A clock that starts now at a story moment; `speed` is story minutes a second."""
    return FastClock(moment, speed * 60, datetime.now(UTC), END)


def revisions_summary(settings: Settings) -> list[dict[str, Any]]:
    """Every article with its revisions and the figures of each, as plain values for JSON."""
    rows: list[dict[str, Any]] = []
    with open_reader(settings.store_path) as reader:
        for article in reader.articles(limit=10_000):
            revisions = [
                {
                    "number": revision.number,
                    "seen_not_before": revision.seen_not_before,
                    "seen_from": revision.seen_from,
                    "figures": [
                        {"kind": row.claim.kind, "low": row.claim.low, "high": row.claim.high, "scope": row.claim.scope}
                        for row in reader.claims(revision.id)
                    ],
                }
                for revision in reader.revisions(article.id)
            ]
            rows.append({"outlet": article.outlet, "url": article.url, "title": article.title, "revisions": revisions})
    return rows
