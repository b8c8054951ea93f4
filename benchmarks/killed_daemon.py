"""The real poller killed with -9 while it fetches, reads and saves: `python -m benchmarks kills --daemon --times 20`.

Its log says what was saved once it was: each line on a feed or a page is taken for an acknowledgement.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from random import Random

from benchmarks.kills import DAEMON_ROWS, Watch
from benchmarks.pages import publishers_of
from benchmarks.polling import Listed, write_config
from benchmarks.publishers import Serving, generated_pages

PAGES = 3000  # more than are read before the fiftieth kill
LIFE = 2.0  # seconds that a poller lives at most after its first visit
ACKNOWLEDGED = {"article": "article-visit", "edit": "article-visit", "new": "feed-visit"}


def kill_daemons(times: int, random: Random) -> Watch:
    """Kills so many pollers of one store; stops at the first loss."""
    with tempfile.TemporaryDirectory() as name, Serving(publishers_of(generated_pages(PAGES, 1))) as serving:
        outlets = [Listed(f"Outlet {number}", "en", port) for number, port in enumerate(serving.ports)]
        settings = write_config(Path(name), outlets, "")
        watch = Watch(settings.store_path, DAEMON_ROWS)
        for _ in range(times):
            _live(watch, settings.path, random)
            watch.look()
            if not watch.is_good:
                break
            print(f"{sum(map(len, watch.said.values())):,} rows acknowledged", file=sys.stderr)
        return watch


def _live(watch: Watch, config: Path, random: Random) -> None:
    command = [sys.executable, "-m", "storywatch", "--config", str(config), "poll", "--log-json"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as poller:
        assert poller.stderr is not None
        killer = threading.Timer(random.uniform(0, LIFE), poller.kill)
        doing = "while opening"
        for line in poller.stderr:
            if not (line.startswith("{") and line.endswith("}\n")):
                continue  # cut short, or Python's word on a process that went
            row = json.loads(line)
            if row["event"] == "start":
                doing = "while polling"
            elif doing == "while polling" and killer.ident is None:  # on a busy machine the first visit takes its time
                killer.start()
            kind = ACKNOWLEDGED.get(row["event"])
            if kind and row.get("reason") is None:
                watch.hear(f"{kind} {row['url']}\n")
                if "revision" in row:
                    watch.hear(f"revision {row['url']} {row['revision']}\n")
        if killer.ident is None:  # it ended by itself
            killer.start()
        killer.join()
    watch.killed[doing] += 1
    if poller.returncode != -9:
        watch.problems.append(f"the poller ended by itself with {poller.returncode}")
