"""One connection a host is kept for the next request, and never one that would answer it with something else."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from fetchers import Client

from .conftest import AGENT

Say = Callable[[str, int], bytes]


@dataclass(slots=True)
class Heard:
    """What a server saw: connections, and the paths asked over them."""

    port: int = 0
    connections: int = 0
    paths: list[str] = field(default_factory=list)


@asynccontextmanager
async def saying(say: Say) -> AsyncIterator[tuple[Client, Heard]]:
    """A client, and what a server heard from it that sends `say(path, connection's number)` for each request."""
    heard = Heard()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.connections += 1
        connection = heard.connections
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                heard.paths.append(head.split()[1].decode())
                writer.write(say(heard.paths[-1], connection))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    heard.port = server.sockets[0].getsockname()[1]
    hosts, ports = frozenset({"127.0.0.1"}), frozenset({heard.port})
    async with server, Client(user_agent=AGENT, host_gap=0.0, allowed_hosts=hosts, allowed_ports=ports) as client:
        yield client, heard


def answer(body: str, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


@pytest.mark.parametrize(
    "plain", [answer("ok"), b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n', answer("", "404 Not Found")]
)
async def test_the_next_request_goes_over_the_same_connection(plain: bytes) -> None:
    async with saying(lambda _path, _connection: plain) as (client, heard):
        for number in range(3):
            await client.get(f"http://127.0.0.1:{heard.port}/{number}", etag='"1"')
    assert heard.paths == ["/0", "/1", "/2"]
    assert heard.connections == 1


async def test_what_a_server_sends_beyond_its_answer_is_nobodys_answer() -> None:
    def say(path: str, _connection: int) -> bytes:
        return answer(path) + (answer("/smuggled") if path == "/0" else b"")

    async with saying(say) as (client, heard):
        answers = [await client.get(f"http://127.0.0.1:{heard.port}/{number}") for number in range(3)]
    assert [each.body for each in answers] == [b"/0", b"/1", b"/2"]


async def test_a_kept_connection_that_was_closed_is_followed_by_a_new_one() -> None:
    def say(path: str, connection: int) -> bytes:
        if path == "/1" and connection == 1:
            raise ConnectionError
        return answer(path)

    async with saying(say) as (client, heard):
        answers = [await client.get(f"http://127.0.0.1:{heard.port}/{number}") for number in range(3)]
    assert [each.body for each in answers] == [b"/0", b"/1", b"/2"]
    assert heard.connections == 2


async def test_a_kept_connection_that_answers_nonsense_is_not_asked_again() -> None:
    async with saying(lambda path, _connection: b"nonsense\r\n\r\n" if path == "/1" else answer(path)) as (
        client,
        heard,
    ):
        answers = [await client.get(f"http://127.0.0.1:{heard.port}/{number}") for number in range(2)]
    assert answers[1].failure
    assert heard.paths == ["/0", "/1"]
