"""A week of story time in a row: does the poller's memory stay flat, and is every visit made when it was due?

The real poller with its workers and a real store, on made-up publishers that answer in story time
(benchmarks/publishers/living.py) within the poller's process: their few megabytes count too. The clock jumps from visit
to visit, so this is about a week's work, not about a week's waiting: what time alone does, and sockets that idle
for days, don't show.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks.measuring import family_memory
from benchmarks.publisher_day import START, configured
from benchmarks.publishers.living import living, publishers
from store import FeedState, open_reader
from storywatch.clock import SteppedClock
from storywatch.daemon import open_poller
from storywatch.feed_visits import FeedVisitor
from storywatch.poller import Poller

SAMPLED = 1.0  # seconds of the wall clock between looks at memory
LATE = timedelta(minutes=1)


@dataclass(slots=True)
class Day:
    """What one day took. Memory in MB: the poller's own, and with its workers, each the most that was seen."""

    number: int
    own: float = 0.0
    family: float = 0.0
    feed_visits: int = 0
    late: int = 0
    store: float = 0.0
    rows: dict[str, int] = field(default_factory=dict)


def watch_punctuality(poller: Poller, days: list[Day], clock: SteppedClock) -> None:
    """Notes of every visit to a feed whether it begins when it is due."""
    visitor = poller._feed_visitor

    class Punctual(FeedVisitor):
        async def visit(self, feed: FeedState) -> FeedState:
            day = days[min(len(days) - 1, (clock.now() - START).days)]
            day.feed_visits += 1
            day.late += clock.now() - feed.next_visit_at > LATE
            return await visitor.visit(feed)

    poller._feed_visitor = Punctual(poller.desk)


def look_at_store(folder: Path, day: Day) -> None:
    """Notes how large the store is."""
    with open_reader(folder / "story.db") as reader:
        counts = reader.counts()
    day.rows = {"articles": counts.articles, "revisions": counts.revisions}
    day.store = sum(file.stat().st_size for file in folder.glob("story.db*")) / 1e6


async def lived(folder: Path, hosts: int, feeds: int, length: int) -> list[Day]:
    """So many days, with what was seen in each."""
    clock = SteppedClock(START, START + timedelta(days=length))
    days = [Day(number + 1) for number in range(length)]
    made = publishers(hosts, feeds, START, length)
    async with living(made, clock.now, None) as ports:
        settings = configured(folder, made, ports)
        async with open_poller(settings, clock, random=Random(1)) as poller:
            watch_punctuality(poller, days, clock)

            async def sample() -> None:
                reached = -1
                while True:
                    await asyncio.sleep(SAMPLED)
                    number = min(length - 1, (clock.now() - START).days)
                    own, family = family_memory(os.getpid())
                    days[number].own = max(days[number].own, own)
                    days[number].family = max(days[number].family, family)
                    if number > reached:
                        reached = number
                        print(f"day {number + 1} at {time.strftime('%H:%M:%S')}: {family:.0f} MB", flush=True)
                    look_at_store(folder, days[number])

            sampling = asyncio.create_task(sample())
            ended = asyncio.create_task(clock.ended.wait())
            ended.add_done_callback(lambda _: poller.stop.set())
            await poller.run()
            sampling.cancel()
            await asyncio.gather(sampling, return_exceptions=True)
            if poller.bugs:
                raise RuntimeError(f"{poller.bugs} visits failed by a bug of storywatch; see the log above")
    return days


def main(arguments: list[str]) -> None:
    """Live through the days and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks week", description=__doc__)
    parser.add_argument("--publishers", type=int, default=50)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--days", type=int, default=7)
    options = parser.parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="storywatch-week-") as folder:
        days = asyncio.run(lived(Path(folder), options.publishers, options.feeds, options.days))
    print(f"\n{options.feeds} feeds of {options.publishers} publishers; {(time.monotonic() - began) / 60:.0f} minutes")
    print("| day | poller, MB | with workers, MB | feed visits | late | articles | revisions | store, MB |")
    print("| --- " * 8 + "|")
    for day in days:
        print(
            f"| {day.number} | {day.own:.0f} | {day.family:.0f} | {day.feed_visits:,} | {day.late} "
            f"| {day.rows.get('articles', 0):,} | {day.rows.get('revisions', 0):,} | {day.store:.1f} |"
        )
