"""Connections that can't be talked into private networks: names are resolved, judged and connected to in one step.

Judging a URL before the request would leave a gap in which a name can be pointed elsewhere (DNS rebinding), so
the check stands where the socket is opened. TLS still verifies the certificate against the name.
"""

from __future__ import annotations

import asyncio
import select
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Iterable
from ipaddress import ip_address
from typing import Any

import httpcore
import httpx

from fetchers.addresses import Refused, is_opened, is_public_text

_SEVERAL_ADDRESSES_PATIENCE = 4.0  # seconds for one address while there are others to try
_READ_AT_ONCE = 32_768  # bytes; what is read at once is taken apart at once, with the event loop standing still
_LONGEST_HEAD = 131_072  # bytes up to the end of the headers, with all 1xx answers before them

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


class AnswerTooLong(Exception):
    """A server sent more than any honest answer has: a flood of 1xx answers, an endless body; one line for people."""


class _MeteredStream(httpcore.AsyncNetworkStream):
    """A connection that counts what comes in for one request: httpcore reads on for as long as a server sends."""

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner
        self._left = _LONGEST_HEAD
        self._socket = inner.get_extra_info("socket")

    def expect_body(self, most_bytes: int) -> None:
        """The headers are read; from here on the body's limit counts."""
        self._left = most_bytes

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Raises AnswerTooLong when the server has sent more than it may."""
        if self._left <= 0:
            raise AnswerTooLong("the answer is longer than any that is honest")
        piece = await self._inner.read(min(max_bytes, _READ_AT_ONCE), timeout)
        self._left -= len(piece)
        return piece

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        self._left = _LONGEST_HEAD  # the next request
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        return _MeteredStream(await self._inner.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks; "is_readable" by ourselves: it asks that of every kept connection before each request."""
        return _is_readable(self._socket) if info == "is_readable" else self._inner.get_extra_info(info)


def _is_readable(connection: Any) -> bool:
    """Whether something came on an idle connection, which only a server does that has closed it."""
    if (descriptor := connection.fileno()) < 0:
        return True
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """httpcore's way to the network, narrowed to public addresses and the hosts that the configuration opens."""

    def __init__(self, allowed_hosts: frozenset[str]) -> None:
        self._allowed_hosts = allowed_hosts
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (the interface that we fill)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, judge, connect. Raises Refused when every address of the host is closed to us."""
        addresses = await resolve(host, port)
        if not is_opened(host, port, self._allowed_hosts):
            public = [address for address in addresses if is_public_text(address)]
            if not public:
                shown = f"{host} ({addresses[0]})" if addresses and addresses[0] != host else host
                raise Refused(f"{shown} is no public address")
            addresses = public
        problem: Exception = httpcore.ConnectError(f"{host} has no address")
        for number, address in enumerate(addresses, start=1):
            patience = timeout
            if number < len(addresses):
                patience = min(_SEVERAL_ADDRESSES_PATIENCE, timeout or _SEVERAL_ADDRESSES_PATIENCE)
            try:
                stream = await self._inner.connect_tcp(address, port, patience, local_address, socket_options)
                return _MeteredStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 (the interface that we fill)
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Always refused: no coverage comes from this machine's sockets."""
        raise Refused(f"unix socket {path}")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _Body(httpx.AsyncByteStream):
    """httpcore's body as httpx wants it."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._response.aclose()


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx's transport over a GuardedBackend: HTTP/1.1 only, no proxies, httpcore's errors passed on as they are.

    `most_bytes` of one body are taken off the wire, as compressed as they come; then AnswerTooLong is raised.
    """

    def __init__(self, allowed_hosts: frozenset[str], connections: int, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=connections * 2,
            max_keepalive_connections=connections,
            keepalive_expiry=15.0,
            network_backend=GuardedBackend(allowed_hosts),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._pool.handle_async_request(
            httpcore.Request(
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
        )
        stream = response.extensions["network_stream"]
        if isinstance(stream, _MeteredStream):  # an answer of 101 has another, and no body that anybody reads
            stream.expect_body(self._most_bytes)
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    async def aclose(self) -> None:
        await self._pool.aclose()
