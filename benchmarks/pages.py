"""What a page costs from request to row, beside bare trafilatura on one core: `python -m benchmarks pages`.

Made-up pages (benchmarks/publishers) are listed by made-up feeds on this machine; a running poller with two workers
fetches, cleans and reads each, looks for what it copies, and stores and indexes it with all that follows. The peer is
trafilatura's `extract` on the same bodies in one process that does nothing else, and, since that gives neither title
nor time, its `bare_extraction` with metadata. A second table says where a page's time goes, each step by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from html import escape
from pathlib import Path
from typing import TypeVar

from benchmarks.polling import Listed, polled, write_config
from benchmarks.publishers import GeneratedPage, Served, Serving, generated_pages
from fetchers import Answer, Client, Entry, read_page
from store import ArticleVisit, FeedAfterVisit, NewEntry, Validators, Visit, Writer, open_reader, open_writer
from storywatch.config import Settings
from storywatch.pipeline import after_page, new_entry, new_revision, with_claims
from storywatch.waiting_visits import MOST_TOGETHER

OUTLETS = 30
ROUNDS = 3
AIM = 1.7  # times what one core of bare trafilatura does
HTML = "text/html; charset=utf-8"
_PEER = """
import pickle, sys, time, trafilatura
bodies = pickle.load(sys.stdin.buffer)
for body in bodies[:5]: trafilatura.extract(body)
began = time.perf_counter()
for body in bodies: trafilatura.extract(body)
between = time.perf_counter()
for body in bodies: trafilatura.bare_extraction(body, with_metadata=True)
print(len(bodies) / (between - began), len(bodies) / (time.perf_counter() - between))
"""
T = TypeVar("T")


@dataclass(slots=True)
class Pace:
    """Pages a second, the best of all rounds, and what the store held in the end."""

    bare: float = 0.0
    with_metadata: float = 0.0
    ours: float = 0.0
    processor: float = float("inf")  # milliseconds a page, of all processes but the server
    articles: int = 0
    claims: int = 0


@dataclass(slots=True)
class Steps:
    """What one page's steps cost, in milliseconds of the processor, by name."""

    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, name: str, work: Callable[[], T]) -> T:
        """What the work gives; its cost is added to its step."""
        began = time.process_time()
        result = work()
        self.add(name, time.process_time() - began)
        return result

    def add(self, name: str, seconds: float) -> None:
        """Add to a step's cost."""
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds


def publishers_of(pages: Sequence[GeneratedPage]) -> list[Served]:
    """Each page at one of the outlets, in turn, with the feeds that list them."""
    served = []
    for outlet in range(OUTLETS):
        own = pages[outlet::OUTLETS]
        bodies = {f"/{number}.html": page.body for number, page in enumerate(own)}
        rows = "".join(
            f"<item><title>{escape(page.title)}</title><link>/{number}.html</link><guid>{outlet}-{number}</guid>"
            f"<description>{escape(page.summary)}</description><pubDate>{format_datetime(page.published_at)}</pubDate>"
            "</item>"
            for number, page in enumerate(own)
        )
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet</title>{rows}</channel></rss>'
        served.append(Served(HTML, "Fri, 08 Mar 2024 12:00:00 GMT", {"/feed": feed.encode(), **bodies}))
    return served


def measure(pages: int, seed: int, rounds: int) -> tuple[Pace, Steps]:
    """Peer and poller in turn, `rounds` times, then a page's steps."""
    made = generated_pages(pages, seed)
    pace = Pace()
    with Serving(publishers_of(made)) as serving, tempfile.TemporaryDirectory(prefix="storywatch-pages-") as name:
        outlets = [Listed(f"Outlet {number}", "en", port) for number, port in enumerate(serving.ports)]
        for number in range(rounds):
            _bare_round(made, pace)
            folder = Path(name) / str(number)
            folder.mkdir()
            _own_round(write_config(folder, outlets, ""), len(made), pace, serving.pid)
        folder = Path(name) / "steps"
        folder.mkdir()
        steps = asyncio.run(_steps(write_config(folder, outlets, ""), made, serving.ports))
    return pace, steps


def _bare_round(pages: Sequence[GeneratedPage], pace: Pace) -> None:
    command = [sys.executable, "-c", _PEER]
    done = subprocess.run(command, input=pickle.dumps([page.body for page in pages]), capture_output=True, check=True)
    bare, with_metadata = map(float, done.stdout.split())
    pace.bare, pace.with_metadata = max(pace.bare, bare), max(pace.with_metadata, with_metadata)


def _own_round(settings: Settings, pages: int, pace: Pace, server: int) -> None:
    (spent,) = asyncio.run(polled(settings, 1, server))
    pace.ours = max(pace.ours, pages / spent.wall)
    pace.processor = min(pace.processor, spent.processor / pages * 1000)
    with open_reader(settings.store_path) as reader:
        counts = reader.counts()
    pace.articles, pace.claims = counts.articles, counts.claims


async def _steps(settings: Settings, pages: Sequence[GeneratedPage], ports: Sequence[int]) -> Steps:
    """Every page through each step, one after the other, into a store of its own."""
    steps, now = Steps(), datetime.now(UTC).replace(microsecond=0)
    urls = [f"http://127.0.0.1:{ports[number % OUTLETS]}/{number // OUTLETS}.html" for number in range(len(pages))]
    client = Client(
        user_agent="storywatch benchmarks",
        host_gap=0,
        allowed_hosts=frozenset({"127.0.0.1"}),
        allowed_ports=frozenset(ports),
    )
    entries = [
        new_entry(Entry(url, url, page.title, page.summary, page.published_at, None), page.lang, settings.matcher)
        for url, page in zip(urls, pages, strict=True)
    ]
    visits = []
    with _listed(settings, settings.store_path, entries, now) as (writer, articles):
        async with client:
            for article_id, url in zip(articles, urls, strict=True):
                began = time.process_time()
                answer = await client.get(url, accept="page")
                steps.add("request and answer", time.process_time() - began)
                visits.append(_steps_of(steps, writer, article_id, answer, settings, now))
    with _listed(settings, settings.store_path.with_suffix(".together"), entries, now) as (writer, _):
        for first in range(0, len(visits), MOST_TOGETHER):
            save = partial(writer.save_article_visits, visits[first : first + MOST_TOGETHER])
            steps.timed(f"storing {MOST_TOGETHER} that wait together, a page", save)
    return steps


@contextmanager
def _listed(
    settings: Settings, path: Path, entries: Sequence[NewEntry], now: datetime
) -> Iterator[tuple[Writer, list[int]]]:
    """A new store in which a feed has listed all pages, and the ids of their articles."""
    with open_writer(path, context=settings.context) as writer:
        writer.sync_outlets(settings.outlets, now)
        listing = Visit("http://127.0.0.1/feed", now, now, "new", 200, None, 1)
        after = FeedAfterVisit(Validators(), "-", now, 60.0, 0)
        yield writer, writer.save_feed_visit(writer.feeds()[0].id, listing, after, entries, now)


def _steps_of(
    steps: Steps, writer: Writer, article_id: int, answer: Answer, settings: Settings, now: datetime
) -> ArticleVisit:
    """One page's steps after its request. Returns what was stored."""
    from lxml.html import HTMLParser, document_fromstring

    body, url, context = answer.body, answer.url, settings.context
    parser = HTMLParser(encoding="utf-8")
    steps.timed("parsing alone (part of the next)", lambda: document_fromstring(body, parser=parser))
    page = steps.timed("cleaning: text, title, times, credit", lambda: read_page(body, answer.headers, url, now))
    read = steps.timed("reading claims and passages", lambda: with_claims(page, None, context))
    steps.timed("to a worker and back (pickling)", lambda: pickle.loads(pickle.dumps((read, body))))
    visit = Visit(url, now, now, "new", 200, None, len(body))
    stored = ArticleVisit(article_id, visit, after_page(page, Validators(), None), new_revision(read, now))
    steps.timed("storing, with copies, facts, toll and index", partial(writer.save_article_visits, [stored]))
    return stored


def print_tables(pace: Pace, steps: Steps, pages: int) -> None:
    """The poller beside its peer, then a page's steps."""
    print(
        f"{pages} pages, {pace.articles} articles and {pace.claims} claims stored; pages a second, best of all rounds"
    )
    for name, figure in (
        ("bare trafilatura, one core", pace.bare),
        ("the same with title, author and day", pace.with_metadata),
        ("storywatch, two workers", pace.ours),
    ):
        print(f"{name:<44}{figure:>8.0f}   ratio {figure / pace.bare:.2f}, {figure / pace.with_metadata:.2f}")
    print(f"{'aimed at':<44}{'':>8}   ratio {AIM:.2f}")
    print(f"processor's time of all processes: {pace.processor:.1f} ms a page")
    print()
    for name, seconds in steps.seconds.items():
        print(f"{name:<44}{seconds / pages * 1000:>8.2f} ms a page")


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve, poll and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks pages", description=__doc__)
    parser.add_argument("--pages", type=int, default=900, help="how many pages (900)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"the best of how many ({ROUNDS})")
    parser.add_argument("--seed", type=int, default=1, help="another number makes other pages up (1)")
    asked = parser.parse_args(arguments)
    print_tables(*measure(asked.pages, asked.seed, asked.rounds), asked.pages)


if __name__ == "__main__":
    main()
