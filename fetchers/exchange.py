"""One request and its answer: bounded in time, bytes and pieces, whatever the server does."""

from __future__ import annotations

import asyncio
import http
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fetchers.addresses import Refused
from fetchers.freshness import freshness, pause_asked
from fetchers.inflation import BodyTooLarge, BodyUnreadable, BoundedBody
from fetchers.model import Answer
from fetchers.urls import without_password

if TYPE_CHECKING:
    import httpx

_VALIDATORS = frozenset({"etag", "last-modified"})
_HEADER_VALUE = re.compile("[\x20-\x7e\xa0-\xff]*")
_CONNECT_TIMEOUT = 15.0
_OVERHEAD = 2  # how many times its size a body may take on the wire: chunks have a line each
_MOST_PIECES = 100_000  # in which one body may come: in crumbs of a byte, 5 MB cost half a minute of CPU time
_PIECES_A_TURN = 50  # before the event loop gets its turn


class Exchange:
    """Makes requests over connections that it keeps. `deadline` in seconds is for the words of a failure, and caps the
    time for connecting; `most_bytes` is the largest body that anybody will ask for.
    """

    def __init__(self, *, allowed_hosts: frozenset[str], in_flight: int, most_bytes: int, deadline: float) -> None:
        from fetchers.network import GuardedTransport

        self._deadline = deadline
        # httpx's transport without its client: the client keeps cookies, reads the environment, and raises on
        # Location headers that it can't parse.
        self._transport = GuardedTransport(allowed_hosts, in_flight, _OVERHEAD * most_bytes)
        self._timeouts = {"connect": min(_CONNECT_TIMEOUT, deadline), "read": None, "write": None, "pool": None}

    async def aclose(self) -> None:
        """Close every connection."""
        await self._transport.aclose()

    async def ask(
        self, url: httpx.URL, headers: dict[bytes, bytes], *, max_bytes: int, deadline: float, takes_part: bool = False
    ) -> Answer:
        """Ask once, without following redirects. `max_bytes` caps the inflated body, `deadline` the seconds.

        `takes_part`: of a longer body what fits is taken. Never raises for what the network or the server does.
        """
        import httpx

        from fetchers.network import NETWORK_ERRORS
        from fetchers.wire import AnswerTooLong

        shown = str(url.copy_with(username=None, password=None) if url.userinfo else url)
        request = httpx.Request("GET", url, headers=headers, extensions={"timeout": self._timeouts})
        try:
            async with asyncio.timeout(deadline):
                return await self._send(request, shown, max_bytes, takes_part=takes_part)
        except NETWORK_ERRORS as problem:
            return Answer(url=shown, status=None, failure=_one_line(problem))
        except TimeoutError:
            return Answer(url=shown, status=None, failure=too_slow(self._deadline))
        except AnswerTooLong as problem:
            return Answer(url=shown, status=None, failure=str(problem))
        except Refused as refusal:
            return refusal_of(shown, refusal)

    async def _send(self, request: httpx.Request, url: str, max_bytes: int, *, takes_part: bool) -> Answer:
        from fetchers.wire import AnswerTooLong

        response = await self._transport.handle_async_request(request)
        try:
            status = response.status_code
            headers = _headers_of(response)
            now = datetime.now(UTC)
            answer = Answer(
                url=url, status=status, headers=headers, pause=pause_asked(status, headers, now), fresh_for=None
            )
            if status not in (200, 203):
                if status == 304 or headers.get("content-length") == "0":
                    await response.aread()  # nothing, but its end: only then the connection is kept
                if status != 304:
                    return replace(answer, failure=_status_line(status))
                return replace(answer, fresh_for=freshness(headers, now))
            answer = replace(answer, fresh_for=freshness(headers, now))
            try:
                body = BoundedBody(headers.get("content-encoding", ""), max_bytes)
            except BodyUnreadable as problem:
                return replace(answer, failure=str(problem))
            try:
                pieces = 0
                async for piece in response.aiter_raw():
                    body.add(piece)
                    pieces += 1
                    if pieces % _PIECES_A_TURN == 0:
                        await asyncio.sleep(0)
                    if pieces > _MOST_PIECES:
                        return replace(answer, failure=f"the body comes in more than {_MOST_PIECES:,} pieces")
                return replace(answer, status=200, body=body.finish())
            except BodyTooLarge:
                if takes_part:
                    return replace(answer, body=body.partial())
                return replace(answer, failure=f"the body is larger than {max_bytes:,} bytes")
            except (BodyUnreadable, AnswerTooLong) as problem:
                return replace(answer, failure=str(problem))
        finally:
            await response.aclose()


def is_header_value(text: str) -> bool:
    """Whether a header can hold it: one line, no control characters, one byte a character."""
    return 0 < len(text) <= 4_000 and _HEADER_VALUE.fullmatch(text) is not None


def refusal_of(url: str, refusal: Refused) -> Answer:
    """What our own guards said, as an answer."""
    return Answer(
        url=without_password(url),
        status=None,
        failure=str(refusal),
        is_refused=True,
        is_by_robots=refusal.is_by_robots,
        pause=refusal.pause,
    )


def too_slow(deadline: float) -> str:
    """The failure of what took longer than `deadline` seconds."""
    return f"no complete answer within {deadline:g} s"


def _headers_of(response: httpx.Response) -> dict[str, str]:
    """The answer's headers, names in lower case; validators with their bytes as characters, so that they can go back.

    A validator that couldn't be sent is left out: nothing that it may hold gets any further.
    """
    headers = {name.lower(): value for name, value in response.headers.items()}
    for name, value in response.headers.raw:
        if (key := name.decode("latin-1").lower()) in _VALIDATORS:
            headers[key] = value.decode("latin-1")
            if not is_header_value(headers[key]):
                del headers[key]
    return headers


def _status_line(status: int) -> str:
    try:
        return f"HTTP {status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def _one_line(problem: Exception) -> str:
    """A network error for people: the library's words when it has some, else the kind of error in plain words."""
    from story import plain_text

    words = {
        "ConnectError": "can't connect",
        "ConnectTimeout": "no connection in time",
        "ReadTimeout": "no answer in time",
        "ReadError": "the connection broke off",
        "WriteError": "the connection broke off",
        "RemoteProtocolError": "the server doesn't speak HTTP properly",
        "PoolTimeout": "no connection free in time",
    }
    name = type(problem).__name__
    detail = plain_text(" ".join(str(problem).split()))[:200]
    said = words.get(name, name)
    return f"{said}: {detail}" if detail else said
