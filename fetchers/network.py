"""Connections that can't be talked into private networks: names are resolved, judged and connected to in one step.

Judging a URL before the request would leave a gap in which a name can be pointed elsewhere (DNS rebinding), so
the check stands where the socket is opened. TLS still verifies the certificate against the name.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from ipaddress import ip_address

import httpcore
import httpx

from fetchers.addresses import Refused, is_opened, is_public_text
from fetchers.wire import Wire, open_wire

_SEVERAL_ADDRESSES_PATIENCE = 4.0  # seconds for one address while there are others to try
_MOST_ADDRESSES = 8  # of a name that are tried: whoever owns one may give it thousands, of anybody's machines
_KEPT_FOR = 15.0  # seconds that an idle connection stays open

# httpcore's errors have no common base.
NETWORK_ERRORS: tuple[type[Exception], ...] = (
    httpcore.ConnectionNotAvailable,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
)


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name in the resolver's order. Raises httpcore.ConnectError when there are none.

    Each look-up has a daemon thread of its own: a dead name server then neither fills the loop's thread pool
    nor holds up the end of the program.
    """
    try:
        return [str(ip_address(host.strip("[]")))]
    except ValueError:
        pass
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[str]] = loop.create_future()

    def settle(addresses: list[str], error: Exception | None) -> None:
        if found.done():
            return
        if error is None:
            found.set_result(addresses)
        else:
            found.set_exception(error)

    def look_up() -> None:
        addresses: list[str] = []
        error: Exception | None = None
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        except (OSError, UnicodeError) as problem:
            reason = getattr(problem, "strerror", None) or str(problem)
            error = httpcore.ConnectError(f"the name {host} can't be resolved: {reason}")
        try:
            loop.call_soon_threadsafe(settle, addresses, error)
        except RuntimeError:  # the loop has ended; nobody waits any more
            return

    threading.Thread(target=look_up, name=f"resolve {host}", daemon=True).start()
    return await found


async def connect(
    host: str, port: int, context: ssl.SSLContext | None, allowed_hosts: frozenset[str], patience: float | None
) -> Wire:
    """Resolve, judge, connect, with a `context` over TLS. `patience` is in seconds, for one address.

    Raises Refused when every address of the host is closed to us, otherwise httpcore's errors.
    """
    addresses = await resolve(host, port)
    if not is_opened(host, port, allowed_hosts):
        public = [address for address in addresses if is_public_text(address)]
        if not public:
            shown = f"{host} ({addresses[0]})" if addresses and addresses[0] != host else host
            raise Refused(f"{shown} is no public address")
        addresses = public
    tls = None if context is None else (context, host.strip("[]"))
    problem: Exception = httpcore.ConnectError(f"{host} has no address")
    addresses = addresses[:_MOST_ADDRESSES]
    for number, address in enumerate(addresses, start=1):
        left = patience
        if number < len(addresses):
            left = min(_SEVERAL_ADDRESSES_PATIENCE, patience or _SEVERAL_ADDRESSES_PATIENCE)
        try:
            return await open_wire(address, port, tls, left)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            problem = error
    raise problem


@dataclass(slots=True)
class _Connection:
    """A connection to a server. `kept_until` is by the machine's monotonic clock, while nobody asks over it."""

    http: httpcore.AsyncHTTP11Connection
    wire: Wire
    origin: str
    kept_until: float = 0.0


class _Body(httpx.AsyncByteStream):
    """httpcore's body as httpx wants it; at its end the connection goes back to its transport."""

    def __init__(self, response: httpcore.Response, transport: GuardedTransport, connection: _Connection) -> None:
        self._response = response
        self._transport = transport
        self._connection = connection

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._response.aiter_stream()

    async def aclose(self) -> None:
        await self._response.aclose()
        await self._transport.keep(self._connection)


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx's transport over httpcore's connections: HTTP/1.1 only, no proxies, httpcore's errors passed as they are.

    Made for one request at a time to each host (see Turns), so of each origin one connection is kept, for a while and
    `most_kept` in all: httpcore's own pool looks through all of its connections twice a request. `most_bytes` of one
    body are taken off the wire, as compressed as they come; then AnswerTooLong is raised.
    """

    def __init__(self, allowed_hosts: frozenset[str], most_kept: int, most_bytes: int) -> None:
        self._allowed_hosts = allowed_hosts
        self._most_kept = most_kept
        self._most_bytes = most_bytes
        self._context = httpx.create_ssl_context(trust_env=False)
        self._context.set_alpn_protocols(["http/1.1"])
        self._idle: dict[str, _Connection] = {}  # the one that was used longest ago first
        self._is_closed = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Ask over the origin's kept connection, or over a new one.

        That a kept connection breaks off before it answers says nothing about the server, which may have closed it
        meanwhile.
        """
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        origin = asked.url.origin
        if (kept := self._idle.pop(str(origin), None)) is not None:
            if kept.wire.is_quiet and kept.kept_until > time.monotonic():
                try:
                    return await self._ask(kept, asked)
                except NETWORK_ERRORS:
                    if kept.wire.has_answered:
                        raise
            await kept.http.aclose()
        connect_timeout: float | None = request.extensions["timeout"]["connect"]
        context = self._context if origin.scheme == b"https" else None
        wire = await connect(origin.host.decode("ascii"), origin.port, context, self._allowed_hosts, connect_timeout)
        return await self._ask(_Connection(httpcore.AsyncHTTP11Connection(origin, wire), wire, str(origin)), asked)

    async def _ask(self, connection: _Connection, asked: httpcore.Request) -> httpx.Response:
        response = await connection.http.handle_async_request(asked)
        connection.wire.expect_body(self._most_bytes)
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response, self, connection))

    async def keep(self, connection: _Connection) -> None:
        """Keep a connection over which all was read; others, those that were kept longest, make room.

        One over which more came than the answer is closed: the rest would be taken for what the next request gets.
        """
        if not connection.http.is_idle():
            return
        if self._is_closed or connection.http._h11_state.trailing_data[0]:
            await connection.http.aclose()
            return
        if (former := self._idle.pop(connection.origin, None)) is not None:
            await former.http.aclose()
        connection.kept_until = time.monotonic() + _KEPT_FOR
        await self._close_idle(self._most_kept - 1)
        self._idle[connection.origin] = connection

    async def aclose(self) -> None:
        """Close every connection that is kept."""
        self._is_closed = True
        await self._close_idle(0)
        await asyncio.sleep(0)  # asyncio closes sockets at its next turn

    async def _close_idle(self, most: int) -> None:
        """Close what was kept long enough, and so many that `most` stay."""
        now = time.monotonic()
        while self._idle:
            origin, connection = next(iter(self._idle.items()))
            if len(self._idle) <= most and connection.kept_until > now:
                break
            del self._idle[origin]
            await connection.http.aclose()
