"""The real poller on made-up publishers: its configuration, and visits to all feeds by one that runs already."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measuring import Spent, children_seconds
from benchmarks.publishers.feed_generator import LANGUAGES
from store import Writer
from storywatch.clock import WallClock
from storywatch.config import Settings, load_config
from storywatch.daemon import open_poller
from storywatch.pipeline import read_article
from storywatch.poller import Poller

_CONFIG = """
[story]
name = "Harbour fire"
place = "Port Quellen"
start = 2024-03-04T06:00:00Z
places = ["Port Quellen"]
{match}
[store]
path = "story.db"

[polling]
gap_per_host = "0s"
allowed_hosts = ["127.0.0.1"]
allowed_ports = {ports}
"""
_OUTLET = """
[[outlets]]
name = "{name}"
kind = "newspaper"
language = "{lang}"
feeds = ["http://127.0.0.1:{port}/feed"]
"""
_FIRST_PAGE = b"<html><body><article><p>77 people were killed, said the minister on Thursday.</p></article></body>"


@dataclass(frozen=True, slots=True)
class Listed:
    """An outlet with one feed, on a port of its own."""

    name: str
    lang: str
    port: int


def write_config(folder: Path, outlets: Sequence[Listed], match: str) -> Settings:
    """A configuration in `folder`, its store beside it; `match` is its `[story.match]`, "" for all entries."""
    text = _CONFIG.format(match=match, ports=[outlet.port for outlet in outlets])
    text += "".join(_OUTLET.format(name=each.name, lang=each.lang, port=each.port) for each in outlets)
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def make_all_due(writer: Writer) -> None:
    """Let the time of every feed's next visit have come, so that a round visits all of them.

    By the store's own connection: closing one of another SQLite in this process would free the writer's locks.
    """
    writer.database.conn.execute("UPDATE feeds SET next_visit_at = '2000-01-01T00:00:00Z'")


async def polled(settings: Settings, times: int, server: int) -> list[Spent]:
    """So many visits to all feeds, and to what they list, by a poller whose workers are up.

    The processor's time counts this process and its children, but for the `server`'s.
    """
    async with open_poller(settings, WallClock()) as poller:
        room = poller.desk.reading_room
        url, now, context = "http://a.example/", datetime.now(UTC), settings.context
        await asyncio.gather(  # until both are up and know the languages
            *(
                room.read(lang, read_article, _FIRST_PAGE, {}, url, url, lang, now, context, time_limit=60)
                for lang in LANGUAGES * 6
            )
        )
        spent = []
        for _ in range(times):
            await poller.desk.in_store(make_all_due, poller.desk.writer)
            began, processor = time.perf_counter(), time.process_time() + children_seconds(but=server)
            await Poller(poller.desk).run(once=True)
            spent.append(
                Spent(time.perf_counter() - began, time.process_time() + children_seconds(but=server) - processor)
            )
        return spent
