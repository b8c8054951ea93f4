"""The real poller as a process, with a configuration that changes while it runs, and what its store says."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.hostile.private_addresses import NAMES
from storywatch.clock import FastClock, str_of_fast_clock

SPEED = 10.0  # story time runs so much faster: feeds are visited every 3 to 4 seconds, young articles every 2 minutes
DEADLINE = 10  # seconds for one answer
_CONFIG = f"""
[story]
name = "Bamako attacks"
place = "Bamako, Mali"
time_zone = "Africa/Bamako"
start = 2024-09-17T05:00:00Z

[story.match]
any = ["Bamako"]

[store]
path = "story.db"

[polling]
shortest_interval = "30s"
longest_interval = "30s"
gap_per_host = "0s"
deadline = "{DEADLINE}s"
allowed_hosts = [HOSTS]
allowed_ports = [PORTS]
"""
_OUTCOMES = """
SELECT visits.article_id IS NOT NULL, visits.outcome, visits.reason, count(*) FROM visits JOIN feeds ON feeds.url LIKE ?
WHERE visits.feed_id = feeds.id
    OR visits.article_id IN (SELECT article_id FROM entries WHERE entries.feed_id = feeds.id)
GROUP BY 1, 2, 3
"""
_UNVISITED = """
SELECT count(*) FROM articles WHERE duplicate_of IS NULL AND id IN (
    SELECT article_id FROM entries JOIN feeds ON feeds.id = entries.feed_id WHERE feeds.url LIKE ?
) AND id NOT IN (SELECT article_id FROM visits WHERE article_id IS NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """So many visits to a feed or its pages that ended alike."""

    is_page: bool
    outcome: str
    reason: str
    times: int


class Poller:
    """`storywatch poll` under the witness. `hosts` are opened, `ports` too, but only for public addresses."""

    def __init__(self, folder: Path, hosts: Sequence[str], ports: Sequence[int], doors: dict[str, int]) -> None:
        self.folder = folder
        self.config, self.store = folder / "config.toml", folder / "story.db"
        self.log, self.notes = folder / "poller.log", folder / "witness.log"
        self._head = _CONFIG.replace("HOSTS", ", ".join(f'"{host}"' for host in hosts))
        self._head = self._head.replace("PORTS", ", ".join(map(str, ports)))
        stage = folder / "stage.json"
        stage.write_text(json.dumps({"names": NAMES, "doors": doors}))
        self.notes.touch()
        self._environment = os.environ | {"XDG_DATA_HOME": str(folder), "PYTHONWARNINGS": "default"}
        self._environment.pop("STORYWATCH_CONFIG", None)
        now = datetime.now(UTC).replace(microsecond=0)
        clock = FastClock(now - timedelta(days=2), SPEED, now, now + timedelta(days=1))
        arguments = ["--config", str(self.config), "poll", "--story-clock", str_of_fast_clock(clock)]
        self._command = [sys.executable, "-m", "benchmarks.hostile.witness", str(stage), str(self.notes), *arguments]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it polls."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stderr=log, stdout=log, env=self._environment)
        until = time.monotonic() + 60
        while b" start " not in self.log.read_bytes():
            if self._process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"the poller didn't start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    def is_running(self) -> bool:
        """Whether it is still there."""
        return self._process is not None and self._process.poll() is None

    def watch(self, feeds: Sequence[str]) -> None:
        """Write the configuration with these feeds, each an outlet; a running poller reads it again."""
        outlets = "".join(_section(*_parted(feed)) for feed in feeds)
        new = self.config.with_suffix(".new")
        new.write_text(self._head + outlets)
        new.replace(self.config)
        if self._process is not None:
            self._process.send_signal(signal.SIGHUP)

    def stop(self) -> tuple[int, float]:
        """End it in order; its exit code and how many seconds it took. -9 if it had to be killed."""
        assert self._process is not None
        started = time.monotonic()
        self._process.terminate()
        try:
            code = self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        return code, time.monotonic() - started

    def outcomes(self, feed: str) -> list[Outcome]:
        """How the visits to a feed and to its pages ended so far."""
        rows = self._rows(_OUTCOMES, _parted(feed)[1] + "%")
        return [Outcome(bool(row[0]), str(row[1]), str(row[2] or ""), int(str(row[3]))) for row in rows]

    def unvisited(self, feed: str) -> int:
        """How many of a feed's pages no visit has come to yet."""
        return int(str(self._rows(_UNVISITED, _parted(feed)[1] + "%")[0][0]))

    def _rows(self, question: str, *values: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=10)) as database:
            return database.execute(question, values).fetchall()

    def shown(self) -> dict[str, bytes]:
        """What the commands print of the store."""
        asked = [(name, *more) for name in ("facts", "timeline", "toll", "status") for more in ((), ("--json",))]
        asked.append(("status", "--prometheus"))
        return {
            " ".join(arguments): subprocess.run(
                [sys.executable, "-m", "storywatch", "--config", str(self.config), *arguments],
                capture_output=True,
                env=self._environment,
                check=False,
            ).stdout
            for arguments in asked
        }


def _parted(feed: str) -> tuple[str, str]:
    """A feed's kind and URL."""
    kind, _, url = feed.rpartition(" ")
    return kind or "feed", url


def _section(kind: str, url: str) -> str:
    """A feed as the configuration has it."""
    if kind in ("gdelt", "search"):
        return f'\n[[searches]]\nkind = "{kind}"\nurl = "{url}"\nevery = "30s"\n'
    name = f"Outlet at {url.partition('://')[2].partition('/')[0]}"
    return f'\n[[outlets]]\nname = "{name}"\nlanguage = "en"\nfeeds = [{{ url = "{url}", kind = "{kind}" }}]\n'


def summary(outcomes: Sequence[Outcome]) -> str:
    """What happened, in a line: "feed: new; page: 3 refused (127.0.0.1 is no public address)"."""
    feeds: Counter[str] = Counter()
    pages: dict[str, Counter[str]] = {}
    for each in outcomes:
        if each.is_page:
            pages.setdefault(each.outcome, Counter())[each.reason] += each.times
        else:
            feeds[each.outcome + (f" ({each.reason})" if each.reason else "")] += each.times
    said = [f"feed: {', '.join(feeds)}" if feeds else "feed: no visit ended"]
    for outcome, reasons in sorted(pages.items()):
        told = [reason for reason, _ in reasons.most_common(3) if reason]
        others = "; …" if len(reasons) > 3 else ""
        said.append(f"page: {reasons.total()} {outcome}" + (f" ({'; '.join(told)}{others})" if told else ""))
    return "; ".join(said)
