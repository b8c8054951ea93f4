"""One open connection to a server, as httpcore wants it: what comes in is counted, and waits in bounded room.

httpcore's own connections go through anyio, which costs a third of a request that answers "not modified".
"""

from __future__ import annotations

import asyncio
import os
import ssl
from collections import deque
from typing import Any

import httpcore

_READ_AT_ONCE = 32_768  # bytes; what is read at once is taken apart at once, with the event loop standing still
_MOST_WAITING = 65_536  # bytes that nobody has read yet; then the server has to wait
_LONGEST_HEAD = 131_072  # bytes up to the end of the headers, with all 1xx answers before them


class AnswerTooLong(Exception):
    """A server sent more than any honest answer has: a flood of 1xx answers, an endless body; one line for people."""


class Wire(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """Made by `open_wire`. Counts what comes in for one request: httpcore reads on for as long as a server sends.

    Timeouts of single reads and writes are passed over: there is a deadline around the whole exchange.
    """

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._pieces: deque[bytes] = deque()
        self._waiting = 0
        self._is_paused = False
        self._has_ended = False
        self._problem: Exception | None = None
        self._reader: asyncio.Future[None] | None = None
        self._left = _LONGEST_HEAD

    @property
    def is_quiet(self) -> bool:
        """Whether an idle connection can be used again: nothing came, which only a server sends that has closed it."""
        return not self._has_ended and not self._pieces

    @property
    def has_answered(self) -> bool:
        """Whether anything came since the last request was sent."""
        return self._left < _LONGEST_HEAD or bool(self._pieces)

    def expect_body(self, most_bytes: int) -> None:
        """The headers are read; from here on the body's limit counts."""
        self._left = most_bytes

    # as httpcore calls it

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Raises AnswerTooLong when the server has sent more than it may, httpcore.ReadError when the line broke."""
        if self._left <= 0:
            raise AnswerTooLong("the answer is longer than any that is honest")
        if not self._pieces and not self._has_ended:
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        if not self._pieces:
            if self._problem is not None:
                raise httpcore.ReadError(_words_of(self._problem)) from self._problem
            return b""
        piece = self._pieces.popleft()
        most = min(max_bytes, _READ_AT_ONCE)
        if len(piece) > most:
            self._pieces.appendleft(piece[most:])
            piece = piece[:most]
            await asyncio.sleep(0)
        self._waiting -= len(piece)
        self._left -= len(piece)
        if self._is_paused and self._waiting < _MOST_WAITING and self._transport is not None:
            self._is_paused = False
            self._transport.resume_reading()
        return piece

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Send the next request, or a part of it: a few kilobytes, which needn't be waited for."""
        self._left = _LONGEST_HEAD
        if buffer and self._transport is not None:
            self._transport.write(buffer)

    async def aclose(self) -> None:
        """Close at once: at the end of TLS asyncio would else wait half a minute for a server that says nothing."""
        self._has_ended = True
        if self._transport is not None:
            self._transport.abort()

    def get_extra_info(self, info: str) -> Any:
        """What httpcore may ask."""
        return not self.is_quiet if info == "is_readable" else None

    # as asyncio calls it

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._pieces.append(data)
        self._waiting += len(data)
        if self._waiting >= _MOST_WAITING and not self._is_paused and self._transport is not None:
            self._is_paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self._has_ended = True
        self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        self._has_ended = True
        if not isinstance(error, ssl.SSLEOFError):  # many servers end TLS without a word; httpcore knows if all came
            self._problem = error
        self._transport = None
        self._wake()

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)


async def open_wire(address: str, port: int, tls: tuple[ssl.SSLContext, str] | None, patience: float | None) -> Wire:
    """Connect to an address; for https with a context and the name that the server's certificate has to bear.

    Raises httpcore.ConnectError, or httpcore.ConnectTimeout after `patience` seconds.
    """
    loop = asyncio.get_running_loop()
    context, name = tls or (None, None)
    try:
        async with asyncio.timeout(patience):
            _, wire = await loop.create_connection(Wire, address, port, ssl=context, server_hostname=name)
    except TimeoutError as problem:
        raise httpcore.ConnectTimeout from problem
    except (OSError, ValueError) as problem:  # ValueError: a name that no certificate can bear
        raise httpcore.ConnectError(_words_of(problem)) from problem
    return wire


def _words_of(problem: Exception) -> str:
    """The system's words for what broke ("Connection refused"); a library's own where there are none."""
    number = problem.errno if isinstance(problem, OSError) and not isinstance(problem, ssl.SSLError) else None
    return str(problem) if number is None else os.strerror(number)
