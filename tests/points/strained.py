"""A process that lets itself be attacked, and tells for how long its event loop was busy and what memory it took.

`python -m tests.points.strained ask URL…` asks hostile servers, `… read` has workers read hostile feeds. Prints JSON:
for each attack the failure and the longest work in seconds for which nobody else on the loop had a turn, and the peak
memory. Work is counted in the thread's CPU time: how busy the machine is makes no difference.
"""

import asyncio
import json
import re
import resource
import sys
import time
from collections.abc import Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fetchers import Client, WorkerFailed, Workers, read_feed
from tests.points.hostile_feeds import rss, slow_feeds

NOW = datetime(2024, 9, 20, 12, tzinfo=UTC)
TIME_LIMIT = 1.0  # seconds for one feed
DEADLINE = 120.0  # seconds for one request
ROOT = Path(__file__).resolve().parents[2]


async def strained(*arguments: str) -> dict[str, Any]:
    """What such a process says, for a test."""
    command = [sys.executable, "-m", "tests.points.strained", *arguments]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    return dict(json.loads(said))


async def lag_of(work: Coroutine[Any, Any, str | None]) -> tuple[str | None, float]:
    """What the work gives, and the longest work for which the loop didn't come round meanwhile."""
    task = asyncio.ensure_future(work)
    worst, last = 0.0, time.thread_time()
    while not task.done():
        await asyncio.sleep(0.001)
        now = time.thread_time()
        worst, last = max(worst, now - last), now
    return await task, worst


async def ask(urls: list[str]) -> dict[str, Any]:
    hosts = frozenset(urlsplit(url).netloc for url in urls)
    found: dict[str, Any] = {}
    async with Client(user_agent="strained/1", host_gap=0.0, deadline=DEADLINE, allowed_hosts=hosts) as client:

        async def failure(url: str) -> str | None:
            return (await client.get(url)).failure

        await failure(urls[0])  # imports what it needs
        for url in urls:
            found[urlsplit(url).path] = await lag_of(failure(url))
    return found


async def read() -> dict[str, Any]:
    found: dict[str, Any] = {}
    with Workers(1) as workers:

        async def failure(body: bytes) -> str | None:
            with suppress(WorkerFailed):
                reading = await workers.run(read_feed, body, {}, "http://a.test/", NOW, time_limit=TIME_LIMIT)
                return reading.failure or f"{len(reading.entries)} entries"
            return "ended"

        honest = rss("<title>honest</title>").encode()
        await failure(honest)  # starts the worker
        found["honest"] = await lag_of(failure(honest))
        for name, body in slow_feeds().items():
            found[name] = await lag_of(failure(body))
            found[f"honest after {name}"] = await lag_of(failure(honest))
    return found


def peak_memory() -> float:
    """The most memory in MB that this process ever held; ru_maxrss would begin with that of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    found = asyncio.run(ask(sys.argv[2:]) if sys.argv[1] == "ask" else read())
    sys.stdout.write(json.dumps({"attacks": found, "peak_mb": peak_memory()}))
