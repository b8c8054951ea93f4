"""What a store of 100,000 articles with a million claims costs: `python -m benchmarks scale --articles 100000`.

One store is fed a made-up story (benchmarks/story_generator) through the writer's own calls, in the order in which a
poller would. When it has grown to 1,000, 10,000 and 100,000 articles it is measured: the last 200 saves of each sort,
the poller's questions, and in a process of its own every view of the dashboard. All figures come from one run on one
store: compare them with each other, not with another machine's.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TextIO

from benchmarks.feeding import Feeder, request_end
from benchmarks.growth import growth
from benchmarks.judging import mark_milliseconds
from benchmarks.measuring import Clock, clock_of, median_milliseconds, peak_memory
from benchmarks.story_generator import CONTEXT, ArticleVisit, FeedVisit, GeneratedStory
from store import Writer, open_writer

SAVED, OPENED = "a save", "a view"
BUDGET = {SAVED: 30.0, OPENED: 50.0}  # milliseconds
WRITER_MEMORY = 300.0  # MB
OFFICIAL = frozenset({"government"})
ROUNDS = 20


@dataclass(slots=True)
class Mark:
    """What was measured when the store had so many articles; costs in milliseconds, memory in MB."""

    articles: int
    claims: int
    size: float
    costs: dict[str, dict[str, float]] = field(default_factory=lambda: {SAVED: {}, OPENED: {}})
    writer_memory: float = 0.0
    reader_memory: float = 0.0


def measured(path: Path, writer: Writer, feeder: Feeder, now: datetime, clock: Clock) -> Mark:
    """Measures the store as it is."""
    (claims,) = writer.database.execute("SELECT count(*) FROM claims").fetchone()
    size = sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*")) / 1e6
    mark = Mark(feeder.articles, claims, size, writer_memory=peak_memory())
    for sort, seconds in sorted(feeder.seconds.items()):
        times = sorted(seconds)
        mark.costs[SAVED][sort] = times[len(times) // 2] * 1000
        if sort in ("new article", "late find", "edit"):
            mark.costs[SAVED][f"{sort}, 95 %"] = times[len(times) * 95 // 100] * 1000
            mark.costs[SAVED][f"{sort}, worst"] = times[-1] * 1000
    hosts = list(writer.next_article_visits())[:20]
    for name, question in (
        ("an article due on each of 20 hosts", lambda: writer.articles_due(hosts, now)),
        ("next article visit of all hosts", lambda: writer.next_article_visits()),
        ("all feeds", lambda: writer.feeds()),
        ("a page of entries off the story", lambda: writer.entries_off_story(500)),
    ):
        mark.costs[SAVED][name] = median_milliseconds(question, ROUNDS, clock)
    mark.costs[SAVED] |= mark_milliseconds(path, writer, request_end(now), clock)
    asked = [sys.executable, "-m", "benchmarks.looking", str(path), *(["--cpu"] if clock is time.process_time else [])]
    looked = subprocess.run(asked, capture_output=True, text=True, check=True)
    seen = json.loads(looked.stdout)
    mark.costs[OPENED], mark.reader_memory = seen["views"], seen["memory"]
    return mark


def marks_up_to(articles: int) -> list[int]:
    """The sizes at which a store is measured: 1,000, 10,000 and so on, and the last."""
    tens = [10**power for power in range(3, 10) if 10**power < articles]
    return [*tens, articles]


def grown(path: Path, articles: int, seed: int, clock: Clock) -> list[Mark]:
    """Lets a store grow and measures it at its marks."""
    story = GeneratedStory(articles, seed)
    ahead = marks_up_to(articles)
    marks: list[Mark] = []
    progress = Progress(articles)
    with open_writer(path, context=CONTEXT, official=OFFICIAL) as writer:
        feeder = Feeder(writer, story, clock)
        for visit in story.visits():
            feeder.feed(visit)
            progress.show(feeder.articles)
            if feeder.articles == ahead[0] and _is_new_text(visit):
                marks.append(measured(path, writer, feeder, visit.at, clock))
                ahead.pop(0)
                if ahead:
                    progress.say(marks)
                if not ahead:
                    break
    progress.end()
    return marks


def _is_new_text(visit: FeedVisit | ArticleVisit) -> bool:
    return isinstance(visit, ArticleVisit) and visit.page is not None and visit.number == 1


class Progress:
    """A line on standard error while the store grows."""

    def __init__(self, articles: int) -> None:
        self._articles = articles
        self._started = self._shown = time.monotonic()
        self._before = 0

    def show(self, articles: int) -> None:
        """Says how far it is, at most once in two seconds."""
        now = time.monotonic()
        if now - self._shown < 2 or articles == self._before:
            return
        pace = (articles - self._before) / (now - self._shown)
        left = (self._articles - articles) / pace / 60
        self._shown, self._before = now, articles
        line = f"{articles:,} of {self._articles:,} articles, {pace:.0f} a second, {left:.0f} min to go"
        print(f"\r{line:<78}", end="", file=sys.stderr, flush=True)

    def say(self, marks: Sequence[Mark]) -> None:
        """Shows what was measured so far: the rest takes long, and may never come."""
        print(file=sys.stderr)
        print_table(marks, sys.stderr)

    def end(self) -> None:
        """Ends the line."""
        print(f"\r{time.monotonic() - self._started:.0f} s{'':70}", file=sys.stderr)


def print_table(marks: Sequence[Mark], file: TextIO | None = None) -> None:
    """Print what was measured, a line a cost: at each size, how it grew, and whether it keeps its budget."""
    sizes = [mark.articles for mark in marks]
    print(f"{'articles':<36}" + "".join(f"{size:>11,}" for size in sizes), file=file)
    print(f"{'claims':<36}" + "".join(f"{mark.claims:>11,}" for mark in marks), file=file)
    print(f"{'file, MB':<36}" + "".join(f"{mark.size:>11,.0f}" for mark in marks), file=file)
    for title, memory in (
        (f"poller's memory, MB (< {WRITER_MEMORY:.0f})", [mark.writer_memory for mark in marks]),
        ("reader's memory, MB", [mark.reader_memory for mark in marks]),
    ):
        print(f"{title:<36}" + "".join(f"{each:>11,.0f}" for each in memory), file=file)
    for group, budget in BUDGET.items():
        print(f"\n{f'{group}, ms (< {budget:.0f})':<36}{'':{11 * len(marks)}}  times  growth", file=file)
        for name in marks[-1].costs[group]:
            costs = [mark.costs[group].get(name) for mark in marks]
            known = [cost for cost in costs if cost is not None]
            cells = "".join(f"{cost:>11.2f}" if cost is not None else f"{'':>11}" for cost in costs)
            verdict = growth(sizes, known) if len(known) == len(sizes) else ""
            late = "  TOO SLOW" if known[-1] > budget else ""
            print(f"  {name:<34}{cells}{known[-1] / known[0]:>7.1f}  {verdict:<6}{late}".rstrip(), file=file)


def main(arguments: Sequence[str] | None = None) -> None:
    """Let a store grow and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks scale", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, help="how large the store grows (10,000)")
    parser.add_argument("--seed", type=int, default=1, help="another number tells another story (1)")
    parser.add_argument("--store", type=Path, help="where to make the store and leave it; it must not be there yet")
    parser.add_argument("--cpu", action="store_true", help="count the processor's time: on a machine that is busy")
    asked = parser.parse_args(arguments)
    if asked.articles < 1:
        parser.error("--articles must be at least 1")
    if asked.store is not None and asked.store.exists():
        parser.error(f"{asked.store} is there already; name another file")
    with tempfile.TemporaryDirectory(prefix="storywatch-scale-") as folder:
        print_table(grown(asked.store or Path(folder) / "story.db", asked.articles, asked.seed, clock_of(asked.cpu)))


if __name__ == "__main__":
    main()
