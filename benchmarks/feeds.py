"""What 500 feeds with 22,000 entries cost, first and unchanged: `python -m benchmarks feeds`.

Made-up feeds (benchmarks/publishers) are served on this machine and polled by the real poller into a real store, then
polled again when nothing has changed. Beside it, in the same run and from the same server: newsboat where it is
installed, and curl, which only fetches. "running" is a poller whose workers are up; "from its start" is
`storywatch poll --once` as a process, as newsboat is timed too. Each figure is the best of several rounds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import newsboat
from benchmarks.measuring import NEVER, Spent
from benchmarks.polling import Listed, make_all_due, polled, write_config
from benchmarks.publishers import Served, Serving, generated_feeds
from store import open_reader, open_writer

ROUNDS = 3
# As many words as the shipped configuration looks for, none of which the made-up entries use together.
_MATCH = """
[story.match]
any = ["Bamako", "Mali", "Malian", "Malien*", "Kidal", "Gao", "Mopti", "Kayes", "Timbuktu", "Sahel", "Niamey", "Djibo"]
none = ["football", "basket*", "mercato", "World Cup"]
[story.match.languages.en]
all = [["attack*", "kill*", "dead", "death*", "died", "wound*", "injur*", "toll", "ambush*", "bomb*", "clash*", "army"]]
[story.match.languages.fr]
all = [["attaqu*", "tué*", "mort", "morts", "bless*", "victime*", "bilan", "embuscade*", "assaut*", "armée", "soldat*"]]
"""


@dataclass(slots=True)
class Cost:
    """The best of all rounds for each of the two visits: of the wall's seconds and, apart, of the processor's."""

    first: Spent = NEVER
    unchanged: Spent = NEVER

    def note(self, first: Spent, unchanged: Spent) -> None:
        """Take in one round."""
        self.first, self.unchanged = self.first.best(first), self.unchanged.best(unchanged)


@dataclass(slots=True)
class Costs:
    """What each way of fetching costs, by its name in the table; `entries` is what the store held in the end."""

    by_way: dict[str, Cost] = field(default_factory=dict)
    entries: int = 0

    def of(self, way: str) -> Cost:
        """The way's own cost."""
        return self.by_way.setdefault(way, Cost())


def run(command: Sequence[str], folder: Path) -> Spent:
    """What a command costs that must succeed."""
    environment = os.environ | {"PYTHONPATH": os.getcwd()}
    before, began = os.times(), time.perf_counter()
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(command, cwd=folder, env=environment, check=True, **silent)
    wall, after = time.perf_counter() - began, os.times()
    return Spent(wall, after.children_user + after.children_system - before.children_user - before.children_system)


def measure(feeds: int, items: int, seed: int, rounds: int) -> Costs:
    """Everything, `rounds` times, each time into new stores and caches."""
    made = generated_feeds(feeds, items, seed)
    publishers = [Served(feed.content_type, feed.last_modified, {"/feed": feed.body}) for feed in made]
    costs = Costs()
    with Serving(publishers) as serving:
        outlets = [Listed(feed.name, feed.lang, port) for feed, port in zip(made, serving.ports, strict=True)]
        for _ in range(rounds):
            with tempfile.TemporaryDirectory(prefix="storywatch-feeds-") as name:
                _others(Path(name), [f"http://127.0.0.1:{port}/feed" for port in serving.ports], costs)
                _own(Path(name), outlets, costs, serving.pid)
    return costs


def _others(folder: Path, urls: Sequence[str], costs: Costs) -> None:
    """The peers' round: curl, which keeps nothing to ask with, and newsboat."""
    if shutil.which("curl"):
        fetching = ["curl", "-sS", "--parallel", "--parallel-max", "20", "--compressed"]
        for place, url in enumerate(urls):
            fetching += [url, "-o", str(folder / f"{place}.xml")]
        fetched = run(fetching, folder)
        costs.of("curl --parallel (fetches only)").note(fetched, fetched)
    if newsboat.is_installed():
        for threads in newsboat.THREADS:
            reload = newsboat.command(folder / f"newsboat-{threads}", urls, threads)
            name = f"{newsboat.version()}, {threads} thread{'s' if threads > 1 else ''}"
            first, _, unchanged = run(reload, folder), run(reload, folder), run(reload, folder)
            costs.of(name).note(first, unchanged)


def _own(folder: Path, outlets: Sequence[Listed], costs: Costs, server: int) -> None:
    """The poller's round: as a process, and running."""
    for way in ("started", "running"):
        (folder / way).mkdir()
    settings = write_config(folder / "started", outlets, _MATCH)
    poll = [sys.executable, "-m", "storywatch", "--config", str(settings.path), "poll", "--once", "--quiet"]
    first = run(poll, folder)
    with open_writer(settings.store_path, context=settings.context) as writer:
        make_all_due(writer)
    costs.of("storywatch, from its start").note(first, run(poll, folder))
    settings = write_config(folder / "running", outlets, _MATCH)
    first, unchanged = asyncio.run(polled(settings, 2, server))
    costs.of("storywatch, running").note(first, unchanged)
    with open_reader(settings.store_path) as reader:
        costs.entries = sum(feed.entries for feed in reader.feeds())


def print_table(costs: Costs, feeds: int) -> None:
    """Seconds of each way, and how many times as long as the poller from its start it takes."""
    own = costs.of("storywatch, from its start")
    print(f"{feeds} feeds, {costs.entries:,} entries stored; seconds, best of all rounds (in brackets: of processor)")
    print(f"{'':<34}{'first load':>18}{'ratio':>7}{'all unchanged':>20}{'ratio':>7}")
    for way, cost in costs.by_way.items():
        ratios = cost.first.wall / own.first.wall, cost.unchanged.wall / own.unchanged.wall
        print(f"{way:<34}{cost.first!s:>18}{ratios[0]:>7.2f}{cost.unchanged!s:>20}{ratios[1]:>7.2f}")
    if not newsboat.is_installed():
        print("newsboat is not installed: nothing to compare with")


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve, poll and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks feeds", description=__doc__)
    parser.add_argument("--feeds", type=int, default=500, help="how many feeds (500)")
    parser.add_argument("--items", type=int, default=22_000, help="how many entries over all of them (22,000)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"the best of how many ({ROUNDS})")
    parser.add_argument("--seed", type=int, default=1, help="another number makes other feeds up (1)")
    asked = parser.parse_args(arguments)
    print_table(measure(asked.feeds, asked.items, asked.seed, asked.rounds), asked.feeds)


if __name__ == "__main__":
    main()
