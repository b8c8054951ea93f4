"""A publisher's access log of a day of story time, polled by the real poller, and what it says of its manners.

The story's clock jumps from visit to visit, so a day takes as long as the work in it. Gaps, crawl-delays, max-age and
Retry-After are all counted in story time. What a clock like that can't show: requests that belong to one
visit (robots.txt and its page, redirects) bear the same second.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.access_log import Verdict, judged
from benchmarks.publishers.living import CRAWL_DELAY, AccessLog, Publisher, living, publishers
from storywatch.clock import SteppedClock
from storywatch.config import Settings, load_config
from storywatch.daemon import open_poller

START = datetime(2024, 3, 4, 6, tzinfo=UTC)
_CONFIG = """
[story]
name = "Harbour fire"
place = "Port Quellen"
start = 2024-03-04T00:00:00Z

[store]
path = "story.db"

[polling]
gap_per_host = "2s"
contact = "press@desk.example"
allowed_hosts = ["127.0.0.1"]
allowed_ports = {ports}
{polling}
"""


def configured(folder: Path, made: Sequence[Publisher], ports: Sequence[int], polling: str = "") -> Settings:
    """The configuration for publishers at these ports, its store beside it."""
    text = _CONFIG.format(ports=list(ports), polling=polling)
    for publisher, port in zip(made, ports, strict=True):
        feeds = ", ".join(f'"http://127.0.0.1:{port}/feed/{number}"' for number in range(publisher.feeds))
        text += f'\n[[outlets]]\nname = "Outlet {publisher.number}"\nlanguage = "en"\nfeeds = [{feeds}]\n'
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


async def polled_day(
    folder: Path, made: list[Publisher], days: float, *, after: timedelta = timedelta(), polling: str = ""
) -> AccessLog:
    """Poll publishers for some days of story time, from so long after their START; what their servers noted."""
    log, clock = AccessLog(), SteppedClock(START + after, START + after + timedelta(days=days))
    async with living(made, clock.now, log) as ports:
        settings = configured(folder, made, ports, polling)
        async with open_poller(settings, clock, random=Random(1)) as poller:
            ended = asyncio.create_task(clock.ended.wait())
            ended.add_done_callback(lambda _: poller.stop.set())
            await poller.run()
            ended.cancel()
            if poller.bugs:
                raise RuntimeError(f"{poller.bugs} visits failed by a bug of storywatch; see the log above")
    return log


def told(verdict: Verdict, hosts: int) -> str:
    """The verdict as lines for people."""
    rate = verdict.requests / max(verdict.hours, 0.01) / hosts
    statuses = ", ".join(f"{count:,} × {status}" for status, count in sorted(verdict.statuses.items()))
    return "\n".join(
        (
            f"requests            {verdict.requests:,} in {verdict.hours:.1f} h: {rate:.1f} an hour and host, "
            f"{verdict.busiest_hour} in the busiest hour of one",
            f"answers             {statuses} (304: {verdict.share_of_304:.0%} of 200 and 304)",
            f"User-Agent          {'; '.join(verdict.user_agents)}",
            f"cookies, referers   {verdict.with_cookie} and {verdict.with_referer} requests with one",
            f"unconditional again {verdict.unconditional_again}",
            f"before max-age      {verdict.before_max_age}",
            f"within Retry-After  {verdict.in_a_pause}",
            f"least gap on a host {_seconds(verdict.least_gap)}; once robots.txt asked for {CRAWL_DELAY} s: "
            f"{_seconds(verdict.least_gap_after_robots)}",
        )
    )


def _seconds(gap: float | None) -> str:
    return "none" if gap is None else f"{gap:g} s"


def main(arguments: list[str]) -> None:
    """Print a day's log in figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks day", description=__doc__)
    parser.add_argument("--publishers", type=int, default=10)
    parser.add_argument("--feeds", type=int, default=30)
    parser.add_argument("--days", type=float, default=1.0)
    options = parser.parse_args(arguments)
    made = publishers(options.publishers, options.feeds, START, options.days)
    with tempfile.TemporaryDirectory(prefix="storywatch-day-") as folder:
        log = asyncio.run(polled_day(Path(folder), made, options.days))
    print(f"{options.publishers} publishers with {options.feeds} feeds, {options.days:g} simulated days")
    print(told(judged(log.lines), options.publishers))
