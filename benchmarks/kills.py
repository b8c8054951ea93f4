"""A writer killed with -9 again and again: `python -m benchmarks kills --times 200`.

A process that does what the poller does (benchmarks/killed_writer.py) is killed at a random moment, while it opens the
store, saves, takes up requests or rebuilds, and started again on the same store. After each kill every row that it had
acknowledged must be there, and the store must be whole: the file, its foreign keys, both full-text indexes and all that
`store.integrity` asks. What SQLite promises after a power cut is another matter: see docs/store.md.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from store import inbox_path, integrity
from store.engine import sqlite

LIFE = 1.2  # seconds that a writer lives at most once it has opened the store
OPENING = 0.7  # seconds after its start at which one that is to be killed while it opens is killed at the latest
KILLED_WHILE_OPENING = 0.15  # of all lives

ROWS = {  # what acknowledges a row, and what must find it
    "feed-visit": "SELECT feed_id || ' ' || started_at FROM visits WHERE feed_id IS NOT NULL",
    "entry": "SELECT guid FROM entries",
    "article": "SELECT id FROM articles",
    "article-visit": "SELECT article_id || ' ' || started_at FROM visits WHERE article_id IS NOT NULL",
    "revision": "SELECT id FROM revisions",
    "request": "SELECT name FROM requests",
    "mark": "SELECT id FROM marks",
    "undone": "SELECT id FROM marks WHERE undone_at IS NOT NULL",
}
ONLY_THE_LAST = {  # rows that a later one replaces: what is found may be later than what was said, never earlier
    "beat": "SELECT max(beat_at) FROM poller",
    "rebuilt": "SELECT max(CAST(rule AS INTEGER)) FROM claims",
}
MOMENTS = {  # what a writer does after a line of these; else it saves visits
    "request": "while taking up requests",
    "rebuilding": "in a rebuild",
}
HALF_REBUILT = "SELECT count(DISTINCT rule) > 1 FROM claims"
DAEMON_ROWS = {  # what the real poller's log acknowledges
    "feed-visit": "SELECT url FROM visits WHERE feed_id IS NOT NULL",
    "article-visit": "SELECT url FROM visits WHERE article_id IS NOT NULL",
    "revision": "SELECT visits.url || ' ' || number FROM revisions JOIN visits USING (article_id)",
}


@dataclass(slots=True)
class Watch:
    """What a store's writers have acknowledged through all their lives, and what was found after their kills."""

    path: Path
    rows: Mapping[str, str] = field(default_factory=lambda: ROWS)
    said: dict[str, set[str]] = field(default_factory=dict)
    last_said: dict[str, str] = field(default_factory=dict)
    found: Counter[str] = field(default_factory=Counter)
    lost: dict[str, set[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    doing: str = ""  # what the writer did after its last line
    killed: Counter[str] = field(default_factory=Counter)

    def hear(self, line: str) -> None:
        """Takes one line of a writer for acknowledged; a line that was cut short by the kill isn't one."""
        if not line.endswith("\n"):
            return
        kind, _, key = line.rstrip("\n").partition(" ")
        self.doing = MOMENTS.get(kind, "while saving")
        if kind in ONLY_THE_LAST:
            self.last_said[kind] = key
        elif kind in self.rows:
            self.said.setdefault(kind, set()).add(key)

    def look(self) -> None:
        """Looks for all that was acknowledged, and for damage."""
        if not self.path.exists():
            return
        with closing(sqlite.connect(f"file:{self.path}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA user_version").fetchone() == (0,):
                if self.said:
                    self.problems.append("a store that had rows is empty")
                return
            for kind, statement in self.rows.items():
                there = {str(row[0]) for row in connection.execute(statement)}
                if kind == "request":  # taken up, or still waiting
                    there |= {file.name for file in inbox_path(self.path).glob("*.json")}
                self.found[kind] = len(there)
                if missing := self.said.get(kind, set()) - there:
                    self.lost.setdefault(kind, set()).update(missing)
            for kind, statement in ONLY_THE_LAST.items():
                (latest,) = connection.execute(statement).fetchone()
                said = self.last_said.get(kind)
                is_earlier = said is not None and (latest is None or _ordered(str(latest)) < _ordered(said))
                if is_earlier:
                    self.lost.setdefault(kind, set()).add(f"{said}, found {latest}")
            if self.rows is ROWS and connection.execute(HALF_REBUILT).fetchone()[0]:
                self.problems.append("a rebuild was put in place by half")
        self.problems += integrity(self.path)

    @property
    def is_good(self) -> bool:
        """Whether nothing that was acknowledged is missing and nothing is damaged."""
        return not self.lost and not self.problems


def _ordered(key: str) -> tuple[int, str]:
    return len(key), key


def kill_again_and_again(path: Path, times: int, random: Random, *, tells: bool = False) -> Watch:
    """Kills so many writers of one store; stops at the first loss, so that the store can be looked at as it was."""
    watch = Watch(path)
    for life in range(1, times + 1):
        _live(watch, random)
        watch.look()
        if not watch.is_good:
            break
        if tells and life % 20 == 0:
            print(f"{life} kills, {sum(map(len, watch.said.values())):,} rows acknowledged", file=sys.stderr)
    return watch


def _live(watch: Watch, random: Random) -> None:
    """One life of a writer, up to its kill."""
    is_opening = random.random() < KILLED_WHILE_OPENING
    command = [sys.executable, "-m", "benchmarks.killed_writer", str(watch.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        killer = threading.Timer(random.uniform(0, OPENING if is_opening else LIFE), writer.kill)
        if is_opening:
            killer.start()
        is_open = False
        watch.doing = "while opening"
        for line in writer.stdout:
            if not is_open and not is_opening:
                killer.start()
            is_open = True
            watch.hear(line)
        if not is_open and not is_opening:
            killer.start()
        killer.join()
    watch.killed[watch.doing] += 1
    if writer.returncode != -9:
        watch.problems.append(f"the writer ended by itself with {writer.returncode}")


def table(watch: Watch, seconds: float) -> str:
    """The watch for people: kills, rows acknowledged and found, damage."""
    killed = sum(watch.killed.values())
    moments = ", ".join(f"{count} {moment}" for moment, count in watch.killed.most_common())
    lines = [
        f"{killed} kills with -9 in {seconds:.0f} s ({moments}), SQLite {sqlite.sqlite_version}",
        f"{'row':<16}{'acknowledged':>14}{'found':>10}{'lost':>8}",
    ]
    for kind in watch.rows:
        lost = len(watch.lost.get(kind, ()))
        lines.append(f"{kind:<16}{len(watch.said.get(kind, ())):>14,}{watch.found[kind]:>10,}{lost:>8,}")
    lines += [
        f"{kind + ', last':<16}{watch.last_said.get(kind, '-'):>24}{len(watch.lost.get(kind, ())):>8,}"
        for kind in watch.last_said
    ]
    lines += [f"lost: {kind} {key}" for kind, keys in watch.lost.items() for key in sorted(keys)[:5]]
    lines += [f"damage: {problem}" for problem in watch.problems[:10]]
    whole = "integrity of file, foreign keys, full text and findings after each kill: "
    lines.append(whole + (f"{len(watch.problems)} problems" if watch.problems else "good"))
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Kills, prints the table; 1 if anything was lost or damaged."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks kills", description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="how many kills (200)")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments (1)")
    parser.add_argument("--daemon", action="store_true", help="kill the real poller on made-up publishers")
    asked = parser.parse_args(arguments)
    if asked.daemon:
        from benchmarks.killed_daemon import kill_daemons

        started = time.monotonic()
        watch = kill_daemons(asked.times, Random(asked.seed))
        print(table(watch, time.monotonic() - started))
        return 0 if watch.is_good else 1
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        watch = kill_again_and_again(Path(folder) / "story.db", asked.times, Random(asked.seed), tells=True)
        print(table(watch, time.monotonic() - started))
    return 0 if watch.is_good else 1
