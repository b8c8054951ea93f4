"""What a poller costs that has nothing to do: feeds that all answer 304, at the real pace, and how punctual it is.

The whole daemon (heartbeats, inbox, poller, workers) runs in this process, the publishers in another. The first
visits, which read the feeds, are over before the measuring begins; the feeds are then due over the whole of their
intervals, as after hours.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.measuring import children_seconds, family_memory
from benchmarks.publishers import Served, Serving
from store import FeedState, open_writer
from store.moments import to_text
from storywatch.clock import WallClock
from storywatch.config import Settings, load_config
from storywatch.daemon import run_daemon
from storywatch.feed_visits import FeedVisitor

FEEDS_OF_A_PUBLISHER = 4
_CONFIG = """
[story]
name = "Harbour fire"
place = "Port Quellen"
start = 2024-03-04T06:00:00Z
[story.match]
any = ["nothing of the kind"]
[store]
path = "story.db"
[polling]
allowed_hosts = ["127.0.0.1"]
allowed_ports = {ports}
"""
_FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Feed {number}</title>{items}</channel></rss>"""


@dataclass(slots=True)
class Idle:
    """The processor's seconds in so many wall-clock seconds, visits with how late each began, and memory in MB."""

    seconds: float = 0.0
    processor: float = 0.0
    workers: float = 0.0
    late: list[float] = field(default_factory=list)
    family: float = 0.0

    @property
    def share(self) -> float:
        """Of one core."""
        return (self.processor + self.workers) / self.seconds


def _publishers(feeds: int) -> list[Served]:
    items = "".join(f"<item><title>News {n}</title><guid>{n}</guid></item>" for n in range(30))
    bodies = [_FEED.format(number=number, items=items).encode() for number in range(feeds)]
    modified = "Mon, 04 Mar 2024 06:00:00 GMT"
    return [
        Served(
            "application/rss+xml",
            modified,
            {f"/{place}": body for place, body in enumerate(bodies[first : first + FEEDS_OF_A_PUBLISHER])},
        )
        for first in range(0, feeds, FEEDS_OF_A_PUBLISHER)
    ]


def _configured(folder: Path, ports: list[int], feeds: int) -> Settings:
    text = _CONFIG.format(ports=ports)
    for number, port in enumerate(ports):
        count = min(FEEDS_OF_A_PUBLISHER, feeds - number * FEEDS_OF_A_PUBLISHER)
        urls = ", ".join(f'"http://127.0.0.1:{port}/{place}"' for place in range(count))
        text += f'\n[[outlets]]\nname = "Outlet {number}"\nfeeds = [{urls}]\n'
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def _settle(settings: Settings) -> None:
    """Lets the feeds fall due as they do after hours without news: evenly over the longest interval."""
    longest = settings.config.polling.longest_interval
    chance = Random(1)
    with open_writer(settings.store_path) as writer:
        now = datetime.now(UTC)
        rows = [
            (to_text(now + timedelta(seconds=chance.uniform(0, longest))), longest, feed.id) for feed in writer.feeds()
        ]
        writer.database.conn.executemany("UPDATE feeds SET next_visit_at = ?, interval = ? WHERE id = ?", rows)


async def _idled(settings: Settings, minutes: float, server: int) -> Idle:
    found = Idle()
    visit = FeedVisitor.visit

    async def punctual(visitor: FeedVisitor, feed: FeedState) -> FeedState:
        found.late.append((datetime.now(UTC) - feed.next_visit_at).total_seconds())
        return await visit(visitor, feed)

    async def measure() -> None:
        await asyncio.sleep(5)
        found.late.clear()
        began, processor, workers = time.monotonic(), time.process_time(), children_seconds(but=server)
        await asyncio.sleep(minutes * 60)
        found.seconds = time.monotonic() - began
        found.processor, found.workers = time.process_time() - processor, children_seconds(but=server) - workers
        found.family = family_memory(os.getpid(), but=server)[1]
        os.kill(os.getpid(), signal.SIGTERM)

    FeedVisitor.visit = punctual  # type: ignore[method-assign]
    try:
        measuring = asyncio.create_task(measure())
        await run_daemon(settings, WallClock())
        await measuring
    finally:
        FeedVisitor.visit = visit  # type: ignore[method-assign]
    return found


def measured(feeds: int, minutes: float) -> Idle:
    """So many feeds, for so many minutes."""
    with (
        tempfile.TemporaryDirectory(prefix="storywatch-idle-") as name,
        Serving(_publishers(feeds)) as serving,
    ):
        settings = _configured(Path(name), serving.ports, feeds)
        asyncio.run(run_daemon(settings, WallClock(), once=True))
        _settle(settings)
        return asyncio.run(_idled(settings, minutes, serving.pid))


def main(arguments: list[str]) -> None:
    """Print what the daemon costs while nothing happens."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks idle", description=__doc__)
    parser.add_argument("--feeds", type=int, nargs="+", default=[200, 2000])
    parser.add_argument("--minutes", type=float, default=5.0)
    options = parser.parse_args(arguments)
    print("| feeds | minutes | of a core | of it workers | visits | late: median | 99 % | worst | memory, MB |")
    print("| --- " * 9 + "|", flush=True)
    for feeds in options.feeds:
        found = measured(feeds, options.minutes)
        late = sorted(found.late) or [0.0]
        print(
            f"| {feeds:,} | {found.seconds / 60:.0f} | {found.share:.2%} | {found.workers / found.seconds:.2%} "
            f"| {len(found.late)} | {late[len(late) // 2]:.1f} s | {late[len(late) * 99 // 100]:.1f} s "
            f"| {late[-1]:.1f} s | {found.family:.0f} |",
            flush=True,
        )
