"""The demo's outlets as real HTTP/1.1 servers on loopback, one port an outlet, so that each is a host of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from http import HTTPStatus

from storywatch.demo.answers import Response
from storywatch.demo.listening import listening
from storywatch.demo.outlets import DemoOutlet
from storywatch.demo.world import World

IDLE = 30.0  # real seconds that a kept-alive connection may say nothing


@asynccontextmanager
async def serve(
    world: World, now: Callable[[], datetime], ports: Sequence[int] | None = None
) -> AsyncIterator[dict[str, str]]:
    """Serves every outlet of `world` at story time `now()` while the context lasts; gives {outlet name: base URL}.

    `ports` are one for each outlet in order; the operating system chooses when None. ValueError when there are
    too few ports, OSError when one is taken.
    """
    if ports is not None and len(ports) < len(world.outlets):
        raise ValueError(f"{len(ports)} ports for {len(world.outlets)} outlets: give one each")
    chosen = ports or [0] * len(world.outlets)
    conversations = [partial(_converse, world, outlet, now) for outlet in world.outlets]
    async with listening(zip(conversations, chosen, strict=False)) as found:
        yield {outlet.name: f"http://127.0.0.1:{port}" for outlet, port in zip(world.outlets, found, strict=True)}


async def _converse(
    world: World,
    outlet: DemoOutlet,
    now: Callable[[], datetime],
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
) -> None:
    """Answers one connection's requests until either side has had enough."""
    try:
        is_open = True
        while is_open:
            try:
                async with asyncio.timeout(IDLE):
                    head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.LimitOverrunError:
                writer.write(_bytes_of(Response(431), "GET", False))
                break
            request = _read_head(head)
            if request is None:
                writer.write(_bytes_of(Response(400), "GET", False))
                break
            method, path, headers = request
            is_open = headers.get("connection", "").lower() != "close" and headers["version"] == "HTTP/1.1"
            if method not in ("GET", "HEAD"):
                # A body may follow; rather than read it, say goodbye.
                is_open = False
                response = Response(405, {"Allow": "GET, HEAD"})
            else:
                response = world.respond(outlet, path, headers, now())
            if response.delay:
                await asyncio.sleep(response.delay)
            writer.write(_bytes_of(response, method, is_open))
            await writer.drain()
    except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
        pass  # the reader went away or fell silent: nothing to answer
    finally:
        writer.close()


def _read_head(head: bytes) -> tuple[str, str, dict[str, str]] | None:
    """Method, path and headers (lower-case names, and "version") of a request; None if it isn't one."""
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3 or not parts[1].startswith("/") or not parts[2].startswith("HTTP/1."):
        return None
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            return None
        headers[name.strip().lower()] = value.strip()
    return parts[0], parts[1], headers | {"version": parts[2]}


def _bytes_of(response: Response, method: str, is_open: bool) -> bytes:
    """A response as it goes over the wire. A HEAD's answer has a GET's length and no body; a 304 has neither."""
    headers = {"Date": format_datetime(datetime.now(UTC), usegmt=True), **response.headers}
    if response.status != 304:
        headers["Content-Length"] = str(len(response.body))
    headers["Connection"] = "keep-alive" if is_open else "close"
    phrase = HTTPStatus(response.status).phrase
    lines = [f"HTTP/1.1 {response.status} {phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    return head if method == "HEAD" or response.status == 304 else head + response.body
