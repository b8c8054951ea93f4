"""A real HTTP server on loopback that does what real servers do, and what hostile ones do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from fetchers import Client

AGENT = "storywatch-test/0.1 (+https://example.org/contact)"


@dataclass(slots=True)
class Request:
    """One request as it came off the wire; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    at: float


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class HostileServer:
    """Answers each path with what was put there; unknown paths get a 404. Connections close after one answer."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    most_at_once: int = 0
    connections: int = 0
    _now: int = 0
    _handlers: dict[str, Handler] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def on(self, path: str, handler: Handler) -> str:
        """Put a handler on a path; gives the URL."""
        self._handlers[path] = handler
        return self.url + path

    def raw(self, path: str, answer: bytes) -> str:
        """Put the bytes of a whole answer on a path; gives the URL."""

        async def handle(_request: Request, writer: asyncio.StreamWriter) -> None:
            writer.write(answer)
            await writer.drain()

        return self.on(path, handle)

    def serve(self, path: str, body: bytes, status: str = "200 OK", **headers: str) -> str:
        """Put a proper answer on a path; underscores in header names become hyphens."""
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        return self.raw(
            path, f"HTTP/1.1 {status}\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode("latin-1") + body
        )

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.serve(path, b"", f"{status} Moved", Location=to)

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, path, _version = head[0].split(" ")
            headers = {line.split(":", 1)[0].lower(): line.split(":", 1)[1].strip() for line in head[1:] if ":" in line}
            request = Request(method, path, headers, asyncio.get_running_loop().time())
            self.requests.append(request)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            try:
                handler = self._handlers.get(path)
                if handler is None:
                    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                else:
                    await handler(request, writer)
            finally:
                self._now -= 1
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


@asynccontextmanager
async def running_server() -> AsyncIterator[HostileServer]:
    """A HostileServer on a port of the system's choice."""
    server = HostileServer()
    tasks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await server.handle(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            tasks.discard(task)

    listener = await asyncio.start_server(handle, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
async def server() -> AsyncIterator[HostileServer]:
    async with running_server() as server:
        yield server


@pytest.fixture
async def client(server: HostileServer) -> AsyncIterator[Client]:
    """A client that may reach the server, without a gap and with a short deadline."""
    async with Client(
        user_agent=AGENT, host_gap=0.0, deadline=20.0, allowed_hosts=frozenset({f"127.0.0.1:{server.port}"})
    ) as client:
        yield client
