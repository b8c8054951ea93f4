"""Servers on loopback, a port each: they answer what an attack tells them to, as bytes on the wire."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic

LARGEST_HEAD = 256 * 1024
LONGEST = 120.0  # seconds that one answer may take, however slowly it is sent


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came; header names in lower case, `at` on the monotonic clock."""

    path: str
    headers: dict[str, str]
    at: float


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]
Page = bytes | Handler | Callable[[Request], bytes]


def answer(body: bytes | str, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    """A proper answer; underscores in header names become hyphens."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close", *lines]
    return ("\r\n".join(head) + "\r\n\r\n").encode("utf-8", "surrogateescape") + body


@dataclass(slots=True)
class Site:
    """One port. Unknown paths are 404, so that robots.txt allows all; once `is_over`, all are 410 and stay unvisited.

    A page is the bytes of an answer, a function that makes them, or one that writes them as it likes.
    """

    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    default: Page | None = None
    requests: list[Request] = field(default_factory=list)
    is_over: bool = False
    _listener: asyncio.Server | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    async def open(self) -> None:
        """Listen on a port of the system's choice."""
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=LARGEST_HEAD)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Hang up on everybody."""
        if self._listener is not None:
            self._listener.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with contextlib.suppress(TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                async with asyncio.timeout(LONGEST):
                    await self._converse(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = head[0].split(" ")[1] if head[0].count(" ") >= 2 else "?"
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:]) if name}
        request = Request(path, headers, monotonic())
        self.requests.append(request)
        if self.is_over:
            writer.write(answer("over", status="410 Gone"))
        else:
            page = self.pages.get(path, self.default if path != "/robots.txt" else None)
            if page is None:
                writer.write(answer("nothing here", status="404 Not Found"))
            elif isinstance(page, bytes):
                writer.write(page)
            elif asyncio.iscoroutinefunction(page):
                await page(request, writer)
            else:
                made = page(request)
                assert isinstance(made, bytes)
                writer.write(made)
        await writer.drain()
