"""A server for made-up publishers, in a process of its own: one port on loopback for each, conditional requests, gzip.

Its answers are made before it begins, so that little of what is measured beside it is its own work.
`python -m benchmarks.publishers` serves what stands pickled on its standard input and prints the ports.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
import pickle
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Served:
    """What one publisher serves: path to body; all under one content type and one Last-Modified."""

    content_type: str
    last_modified: str
    bodies: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class _Answers:
    """One path's answers, ready to send: to a request with the right ETag, with gzip and without."""

    etag: bytes
    unchanged: bytes
    squeezed: bytes
    plain: bytes


class Serving:
    """The server's process while it runs; `ports` are those of the publishers, in order."""

    def __init__(self, publishers: Sequence[Served]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.publishers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(pickle.dumps(list(publishers)))
        self._process.stdin.close()
        self.pid = self._process.pid
        self.ports: list[int] = json.loads(self._process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


class _Connection(asyncio.Protocol):
    """One connection, kept open for as many requests as come."""

    def __init__(self, answers: dict[bytes, _Answers]) -> None:
        self._answers = answers
        self._waiting = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while b"\r\n\r\n" in self._waiting:
            request, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
            assert self._transport is not None
            self._transport.write(_answer(request, self._answers))


def _answer(request: bytes, answers: dict[bytes, _Answers]) -> bytes:
    path = request.split(b" ", 2)[1]
    found = answers.get(path)
    if found is None:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    if b"if-none-match: " + found.etag in request or b"If-None-Match: " + found.etag in request:
        return found.unchanged
    return found.squeezed if b"gzip" in request else found.plain


def _answers(publisher: Served) -> dict[bytes, _Answers]:
    return {path.encode(): _answers_of(body, publisher) for path, body in publisher.bodies.items()}


def _answers_of(body: bytes, publisher: Served) -> _Answers:
    etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
    about = f"ETag: {etag}\r\nLast-Modified: {publisher.last_modified}\r\n"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {publisher.content_type}\r\nVary: Accept-Encoding\r\n{about}"
    squeezed = gzip.compress(body, 6)
    return _Answers(
        etag=etag.encode(),
        unchanged=f"HTTP/1.1 304 Not Modified\r\n{about}\r\n".encode(),
        squeezed=f"{head}Content-Encoding: gzip\r\nContent-Length: {len(squeezed)}\r\n\r\n".encode() + squeezed,
        plain=f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body,
    )


async def _serve(publishers: Sequence[Served]) -> None:
    loop = asyncio.get_running_loop()
    ports = []
    for publisher in publishers:
        answers = _answers(publisher)
        server = await loop.create_server(lambda answers=answers: _Connection(answers), "127.0.0.1", 0)  # type: ignore[misc]
        ports.append(server.sockets[0].getsockname()[1])
    print(json.dumps(ports), flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Serve until killed what the process that started this one hands over."""
    asyncio.run(_serve(pickle.load(sys.stdin.buffer)))
