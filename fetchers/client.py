"""Asking for one URL, well-mannered: in its host's turn, within its robots.txt, each redirect judged like the first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import lru_cache
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self
from urllib.parse import urljoin, urlsplit
from weakref import WeakValueDictionary

from fetchers.addresses import Refused, check_port
from fetchers.exchange import Exchange, is_header_value, refusal_of, too_slow
from fetchers.logins import Login, same_door, without_login
from fetchers.model import Answer
from fetchers.robots import ROBOTS_MAX_BYTES, RobotsAnswer, RobotsMemory, RobotsRules, robots_rules
from fetchers.turns import Turns
from fetchers.urls import LONGEST_REMEMBERED, LONGEST_URL, host_of, shown_url

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_LONGEST_SHOWN = 120  # characters of a URL in a failure line
_DISMISSED = "the host asked to be left alone while this request waited for its turn"
_PARSED_KEPT = 1_000  # URLs, of LONGEST_REMEMBERED characters at most: feeds are asked again and again
_QUICKLY_MATCHED = 10_000_000  # bytes of robots.txt times characters of a URL: some 2 ms
_ROBOTS_KEPT = 4_000_000  # bytes of robots.txt whose rules are kept: some 2,000 honest hosts, or 8 hostile ones

Accept = Literal["feed", "page", "sitemap", "json", "robots"]
_ACCEPT: dict[str, str] = {
    "feed": (
        "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
        "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
    ),
    "page": "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
    "sitemap": "application/xml, text/xml;q=0.9, application/gzip;q=0.8, text/plain;q=0.5, */*;q=0.1",
    "json": "application/json, */*;q=0.1",
    "robots": "text/plain, */*;q=0.1",
}


@dataclass(frozen=True, slots=True)
class _Hop:
    """One request of a chain: where to, and the host (see urls.host_of) whose turn it takes."""

    url: httpx.URL
    host: str
    port: int
    queue: str


class Client:
    """Asks servers for feeds and pages. One a program: it holds the connections and each host's turns.

    `user_agent` should hold name, version and a contact; beyond ASCII it goes out in UTF-8. `max_bytes` caps the
    inflated body; `deadline` is the total time on the network for one call, redirects included, waiting for the
    host's turn not. `host_gap` is the least time between two requests to one host and port. `allowed_hosts` holds
    names or `name:port` pairs whose private addresses may be reached (a pair opens its port too); `allowed_ports`
    opens ports for all hosts. `waits_for_gaps` is False where somebody else keeps the gaps, on a clock of their own;
    `robots_memory` keeps each robots.txt beyond this client.
    Make it and use it within one running event loop. Times are seconds. Raises ValueError for a `user_agent` that
    no header can hold: one with a line break or another character that can't be printed.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        max_bytes: int = 5_000_000,
        deadline: float = 60.0,
        host_gap: float = 2.0,
        allowed_hosts: frozenset[str] = frozenset(),
        allowed_ports: frozenset[int] = frozenset(),
        in_flight: int = 20,
        waits_for_gaps: bool = True,
        robots_memory: RobotsMemory | None = None,
    ) -> None:
        self._user_agent = _checked_user_agent(user_agent)
        self._max_bytes = max_bytes
        self._deadline = deadline
        self._allowed_hosts = frozenset(name.lower() for name in allowed_hosts)
        self._allowed_ports = allowed_ports
        self._turns = Turns(gap=host_gap, in_flight=in_flight, waits=waits_for_gaps)
        self._robots: dict[str, RobotsRules] = {}
        self._robots_memory = robots_memory
        self._robots_locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._exchange = Exchange(
            allowed_hosts=self._allowed_hosts,
            in_flight=in_flight,
            most_bytes=max(max_bytes, ROBOTS_MAX_BYTES),
            deadline=deadline,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def gap_of(self, host: str) -> float:
        """The least pause in seconds between two requests to a host (see urls.host_of), as its robots.txt may ask."""
        return self._turns.gap_of(host)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._exchange.aclose()

    def keep_gap(self, url: str, seconds: float) -> None:
        """Leave at least this gap between requests to the URL's host from now on; at most a minute."""
        self._turns.ask_for_gap(host_of(url), seconds)

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: Accept = "feed",
        respect_robots: bool = False,
        login: Login | None = None,
    ) -> Answer:
        """Ask for one URL. Never raises for what the network or the server does: see Answer.failure.

        `etag` and `last_modified` are sent back byte for byte as the server gave them. With `respect_robots`,
        the robots.txt of each host on the way is asked first and kept for a day. `login` is told to the URL's own
        scheme, host and port only, wherever redirects lead.
        """
        conditions = {}
        if etag is not None and is_header_value(etag):
            conditions["If-None-Match"] = etag
        if last_modified is not None and is_header_value(last_modified):
            conditions["If-Modified-Since"] = last_modified
        try:
            url, own = without_login(url)
        except ValueError as problem:
            return refusal_of(url, Refused(f"{_shown(url)!r} is no URL: {problem}"))
        answer = await self._chain(
            url,
            accept,
            conditions,
            respect_robots=respect_robots,
            max_bytes=self._max_bytes,
            login=login or own,
        )
        if answer.status == 304 and not conditions and answer.failure is None:
            return replace(answer, failure="HTTP 304 Not Modified to a request without conditions")
        return answer

    async def _chain(
        self,
        url: str,
        accept: str,
        conditions: dict[str, str],
        *,
        respect_robots: bool,
        max_bytes: int,
        login: Login | None = None,
    ) -> Answer:
        """Follow redirects by hand, each hop judged like the first."""
        door = url
        left = self._deadline
        seen: set[str] = set()
        is_permanent = True
        loop = asyncio.get_running_loop()
        while True:
            try:
                hop = self._hop(url)
                if respect_robots:
                    rules = await self._rules(hop)
                    if (objection := await _objection(rules, str(hop.url))) is not None:
                        raise Refused(objection, rules.pause(loop.time()), is_by_robots=True)
            except Refused as refusal:
                return refusal_of(url, refusal)
            seen.add(url)
            async with self._turns.turn(hop.queue) as has_turn:
                if not has_turn:
                    return refusal_of(url, Refused(_DISMISSED))
                started = loop.time()
                headers = self._headers(accept, conditions, login if same_door(door, url) else None)
                is_robots = accept == "robots"  # RFC 9309: of a longer one what fits is read
                answer = await self._exchange.ask(
                    hop.url, headers, max_bytes=max_bytes, deadline=left, takes_part=is_robots
                )
                left -= loop.time() - started
                if answer.pause is not None:
                    self._turns.dismiss(hop.queue)
            target = answer.headers.get("location", "").strip()
            if answer.status not in _REDIRECTS or answer.failure is None or not target:
                if len(seen) > 1 and is_permanent and answer.failure is None:
                    return replace(answer, permanent_url=answer.url)
                return replace(answer, is_detour=not is_permanent)
            is_permanent = is_permanent and answer.status in _PERMANENT
            url, previous = _target(url, target), url
            if url in seen:
                return replace(answer, failure=f"redirects in a circle, back to {_shown(url)}")
            if len(seen) > MOST_REDIRECTS:
                return replace(answer, failure=f"more than {MOST_REDIRECTS} redirects, the last to {_shown(url)}")
            if left <= 0:
                return replace(answer, failure=too_slow(self._deadline))
            if previous.startswith("https:") and url.startswith("http:"):
                is_permanent = False  # never unlearn encryption

    def _hop(self, url: str) -> _Hop:
        """The URL as a place to ask. Raises Refused when it isn't one that we ask."""
        if len(url) > LONGEST_URL:
            raise Refused(f"the URL is longer than {LONGEST_URL} characters")
        hop = _parsed(url) if len(url) <= LONGEST_REMEMBERED else _parsed.__wrapped__(url)
        check_port(hop.host, hop.port, self._allowed_hosts, self._allowed_ports)
        return hop

    async def _rules(self, hop: _Hop) -> RobotsRules:
        """The host's robots.txt, asked for once however many pages wait for it."""
        url = str(hop.url.copy_with(raw_path=b"/robots.txt", fragment=None))
        loop = asyncio.get_running_loop()
        async with self._robots_locks.setdefault(url, asyncio.Lock()):
            rules = self._robots.get(url)
            if rules is not None and rules.expires_at > loop.time():
                return rules
            if rules is None and (rules := await self._recalled(hop, url)) is not None:
                return rules
            answer = await self._chain(url, "robots", {}, respect_robots=False, max_bytes=ROBOTS_MAX_BYTES)
            if answer.is_refused and answer.url == url:
                raise Refused(answer.failure or "refused")  # the host is as closed to us as its robots.txt
            status = None if answer.status == 200 and answer.failure else answer.status
            # in a thread: half a megabyte of wildcards takes half a second
            rules = await asyncio.to_thread(
                robots_rules,
                status,
                answer.body,
                user_agent=self._user_agent,
                now=loop.time(),
                pause=answer.pause,
                failure=answer.failure,
            )
            self._keep_rules(url, rules)
            self._turns.ask_for_gap(hop.queue, rules.crawl_delay)
            if self._robots_memory is not None:
                body = answer.body if status == 200 else b""
                counts_for = rules.expires_at - loop.time()
                await self._robots_memory.keep(url, RobotsAnswer(status, body, answer.failure, counts_for))
            return rules

    async def _recalled(self, hop: _Hop, url: str) -> RobotsRules | None:
        """The host's robots.txt as it was asked for before a restart, for as long as it counts."""
        kept = await self._robots_memory.recall(url) if self._robots_memory is not None else None
        if kept is None or kept.counts_for <= 0:
            return None
        now = asyncio.get_running_loop().time()
        rules = await asyncio.to_thread(
            robots_rules, kept.status, kept.body, user_agent=self._user_agent, now=now, failure=kept.failure
        )
        rules = replace(rules, expires_at=min(rules.expires_at, now + kept.counts_for))
        self._keep_rules(url, rules)
        self._turns.ask_for_gap(hop.queue, rules.crawl_delay)
        return rules

    def _headers(self, accept: str, conditions: dict[str, str], login: Login | None) -> dict[bytes, bytes]:
        headers = {
            b"User-Agent": self._user_agent.encode("utf-8"),
            b"Accept": _ACCEPT[accept].encode("ascii"),
            b"Accept-Encoding": b"gzip",
            **{name.encode("ascii"): value.encode("latin-1") for name, value in conditions.items()},
        }
        if login is not None:
            headers[b"Authorization"] = login.header()
        return headers

    def _keep_rules(self, url: str, rules: RobotsRules) -> None:
        """Keep a robots.txt, and drop those that were asked longest ago when they are too much together."""
        self._robots.pop(url, None)
        while self._robots and sum(kept.size for kept in self._robots.values()) + rules.size > _ROBOTS_KEPT:
            del self._robots[next(iter(self._robots))]
        self._robots[url] = rules


@lru_cache(_PARSED_KEPT)
def _parsed(url: str) -> _Hop:
    """The URL taken apart, which costs as much as all else that a request takes of us. Raises Refused."""
    import httpx

    try:
        parsed = httpx.URL(url)
        host, port = parsed.raw_host.decode("ascii"), parsed.port
        _ = parsed.host  # decodes the name; httpx would do so later, where its error would surprise
    except (httpx.InvalidURL, UnicodeError, ValueError, TypeError) as problem:
        raise Refused(f"{_shown(url)!r} is no URL: {problem}") from None
    if parsed.scheme not in ("http", "https") or not host:
        raise Refused(f"{_shown(url)!r} is not an http or https URL")
    if port is None:
        port = 443 if parsed.scheme == "https" else 80
    return _Hop(parsed, host, port, host_of(str(parsed)))


def _checked_user_agent(user_agent: str) -> str:
    """The name that we give servers, stripped. Raises ValueError when no header can hold it."""
    user_agent = user_agent.strip()
    if not user_agent.isprintable():  # line breaks, other control characters, lone surrogates
        raise ValueError(f"the User-Agent {user_agent!r} holds a line break or another character that can't be printed")
    return user_agent


def _target(url: str, location: str) -> str:
    """Where a redirect leads, without the user name and password that it may try to plant, or a fragment."""
    try:
        parts = urlsplit(urljoin(url, location))
        netloc = parts.netloc.rpartition("@")[2]
        return parts._replace(netloc=netloc, fragment="").geturl()
    except ValueError:
        return location


def _shown(url: str) -> str:
    return shown_url(url, _LONGEST_SHOWN)


async def _objection(rules: RobotsRules, url: str) -> str | None:
    """Why robots.txt closes the page; beside the loop if that takes long: 500 KB of rules and a long URL take 0.8 s."""
    if rules.size * len(url) < _QUICKLY_MATCHED:
        return rules.objection(url)
    return await asyncio.to_thread(rules.objection, url)
