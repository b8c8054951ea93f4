"""Hours of visits in a moment: a real poller on real servers and a real store, under a stepped clock."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from store import FeedRow, integrity, open_reader
from storywatch.clock import SteppedClock
from storywatch.config import Settings, parse_config
from storywatch.daemon import open_poller
from tests.storywatch.conftest import Site, config_for

START = datetime(2024, 9, 19, 9, 30, tzinfo=UTC)
SENTENCE = "A security source said on Thursday that 77 people were killed and 255 wounded in the attack in Bamako."


def settings_for(folder: Path, *sites: tuple[Site, str], polling: str = "") -> Settings:
    """A configuration with one outlet a site and feed path."""
    text = config_for(sites[0][0], sites[0][1])
    hosts = ", ".join(f'"{site.host}"' for site, _ in sites)
    text = text.replace(f'allowed_hosts = ["{sites[0][0].host}"]', f"allowed_hosts = [{hosts}]\nworkers = 1\n{polling}")
    for number, (site, path) in enumerate(sites[1:], 2):
        text += f'\n[[outlets]]\nname = "Outlet {number}"\nfeeds = ["{site.url}{path}"]\n'
    return parse_config(text, folder / "config.toml")


async def poll(settings: Settings, hours: float, start: datetime = START) -> int:
    """Poll for some hours of story time. Returns the number of bugs met."""
    clock = SteppedClock(start, start + timedelta(hours=hours))
    async with open_poller(settings, clock, random=Random(1)) as poller:

        async def stop_at_the_end() -> None:
            await clock.ended.wait()
            poller.stop.set()

        stopper = asyncio.create_task(stop_at_the_end())
        await poller.run()
        await stopper
        bugs = poller.bugs
    assert integrity(settings.store_path) == []
    return bugs


def feed_row(settings: Settings) -> FeedRow:
    with open_reader(settings.store_path) as reader:
        return reader.feeds()[0]


def asked(site: Site, path: str) -> int:
    return sum(requested == path for requested, _ in site.requests)


@dataclass(frozen=True, slots=True)
class Visited:
    """A row of the visits table; `path` is the URL's, of the feed's or article's own address."""

    path: str
    at: datetime
    status: int | None
    outcome: str


def visits(settings: Settings) -> list[Visited]:
    """Every visit that the store knows, in order, feeds and articles alike."""
    with closing(sqlite3.connect(settings.store_path)) as store:
        rows = store.execute("SELECT url, started_at, status, outcome FROM visits ORDER BY started_at, id").fetchall()
    return [
        Visited(urlsplit(url).path, datetime.fromisoformat(at), status, outcome) for url, at, status, outcome in rows
    ]


def gaps(settings: Settings, path: str) -> list[float]:
    """Seconds between the visits to one path."""
    moments = [visit.at for visit in visits(settings) if visit.path == path]
    return [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]


def conditions(site: Site, path: str) -> list[tuple[str | None, str | None]]:
    """The If-None-Match and If-Modified-Since of each request for a path."""
    return [
        (headers.get("if-none-match"), headers.get("if-modified-since"))
        for requested, headers in site.requests
        if requested == path
    ]
