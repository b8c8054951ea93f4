"""Publishers that live in story time: articles appear and are edited, and every request is noted in an access log.

They answer as careful publishers do: ETags, max-age, a robots.txt with a crawl-delay, a cookie that nobody should send
back, and half an hour each night in which they ask to be left alone (429 with Retry-After). What a page says at a
moment follows from the seed alone, so that an ETag never lies.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import partial
from random import Random

from storywatch.demo.listening import listening

LISTED = 40  # newest entries in a feed
FEED_MAX_AGE, PAGE_MAX_AGE = 300, 600  # seconds, where a publisher names one
NIGHT, CLOSED, RETRY_AFTER = 3, timedelta(minutes=10), 1800  # hour, minutes for which 429 is answered, seconds asked
CRAWL_DELAY = 5
FILLER = "Residents said that shops stayed closed and that the road to the harbour could not be used all day. " * 6


@dataclass(frozen=True, slots=True)
class LogLine:
    """One request as the publisher's server notes it. `max_age` and `retry_after` are what was answered, in seconds."""

    at: datetime
    host: str
    path: str
    status: int
    headers: dict[str, str]
    max_age: int | None = None
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class _Article:
    path: str
    at: datetime
    edits: tuple[datetime, ...]


@dataclass(slots=True)
class Publisher:
    """One host with some feeds, each listing all of its articles."""

    number: int
    feeds: int
    articles: tuple[_Article, ...]
    names_max_age: bool
    closes_at_night: bool

    def answer(self, path: str, now: datetime) -> tuple[int, dict[str, str], str]:
        """Status, headers and body for a path at a moment."""
        closed = now.replace(hour=NIGHT, minute=0, second=0)
        if self.closes_at_night and closed <= now < closed + CLOSED:
            return 429, {"Retry-After": str(RETRY_AFTER)}, ""
        if path == "/robots.txt":
            return (
                200,
                {"Content-Type": "text/plain"},
                f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\nDisallow: /x\n",
            )
        if path.startswith("/feed/"):
            headers = {"Content-Type": "application/rss+xml"}
            return 200, headers | self._max_age(FEED_MAX_AGE), self._feed(now, path)
        article = next((each for each in self.articles if each.path == path and each.at <= now), None)
        if article is None:
            return 404, {}, ""
        return 200, {"Content-Type": "text/html; charset=utf-8"} | self._max_age(PAGE_MAX_AGE), _page(article, now)

    def _max_age(self, seconds: int) -> dict[str, str]:
        return {"Cache-Control": f"public, max-age={seconds}"} if self.names_max_age else {}

    def _feed(self, now: datetime, path: str) -> str:
        shown = [each for each in self.articles if each.at <= now][-LISTED:]
        rows = "".join(
            f"<item><title>Fire in the harbour, report {each.path[1:]}</title><link>{{base}}{each.path}</link>"
            f"<guid>{each.path}</guid><pubDate>{format_datetime(each.at)}</pubDate></item>"
            for each in reversed(shown)
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed {path}</title>{rows}</channel></rss>'


def _page(article: _Article, now: datetime) -> str:
    dead = 7 + len(article.path) + 3 * sum(edit <= now for edit in article.edits)
    title = f"Fire in the harbour, report {article.path[1:]}"
    return (
        f'<html lang="en"><head><title>{title}</title><meta property="article:published_time" '
        f'content="{article.at.isoformat()}"></head><body><article><h1>{title}</h1>'
        f"<p>The fire brigade said that {dead} people were killed and {2 * dead} wounded in the fire.</p>"
        f"<p>{FILLER}</p></article></body></html>"
    )


def publishers(count: int, feeds: int, start: datetime, days: float, seed: int = 1) -> list[Publisher]:
    """So many publishers with so many feeds over all; each prints some articles a day, the most on the first."""
    chance = Random(seed)
    made = []
    for number in range(count):
        at, articles = start - timedelta(hours=2), []
        while at < start + timedelta(days=days):
            age = max(0.0, (at - start) / timedelta(days=1))
            at += timedelta(hours=chance.expovariate(1 / (3 + 6 * age)))
            edits = (timedelta(minutes=chance.randint(15, 600)) for _ in range(chance.choice((0, 0, 0, 1, 3))))
            articles.append(_Article(f"/{number}-{len(articles)}", at, tuple(sorted(at + edit for edit in edits))))
        share = feeds // count + (number < feeds % count)
        made.append(Publisher(number, share, tuple(articles), number % 2 == 0, number % 5 == 0))
    return made


@dataclass(slots=True)
class AccessLog:
    """What all the publishers' servers noted, in order."""

    lines: list[LogLine] = field(default_factory=list)


@asynccontextmanager
async def living(made: list[Publisher], now: Callable[[], datetime], log: AccessLog | None) -> AsyncIterator[list[int]]:
    """Serves publishers at story time `now()` while the context lasts; gives their ports. `log` None: nothing noted."""
    async with listening((partial(_converse, publisher, now, log), 0) for publisher in made) as ports:
        yield ports


async def _converse(
    publisher: Publisher,
    now: Callable[[], datetime],
    log: AccessLog | None,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
) -> None:
    """Answers one connection's requests until the other side has had enough."""
    try:
        while True:
            first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip("\r\n").split("\r\n")
            path = first.split(" ")[1]
            asked = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            status, headers, body = publisher.answer(path, now())
            data = body.replace("{base}", f"http://{asked['host']}").encode()
            if status == 200:
                headers["ETag"] = f'"{hashlib.blake2b(data, digest_size=8).hexdigest()}"'
                headers["Set-Cookie"] = f"reader={publisher.number}; Path=/; Max-Age=31536000"
                if asked.get("if-none-match") == headers["ETag"]:
                    status, data = 304, b""
            if log is not None:
                control, retry = headers.get("Cache-Control", ""), headers.get("Retry-After")
                max_age = int(control.rpartition("=")[2]) if control else None
                log.lines.append(
                    LogLine(now(), asked["host"], path, status, asked, max_age, int(retry) if retry else None)
                )
            length = "" if status == 304 else f"Content-Length: {len(data)}\r\n"
            head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            writer.write(f"HTTP/1.1 {status} Answer\r\n{head}{length}\r\n".encode("latin-1") + data)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the poller has gone
    finally:
        writer.close()
