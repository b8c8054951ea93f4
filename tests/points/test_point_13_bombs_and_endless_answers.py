"""13. Bombs stop at the cap, under 100 MB of memory; endless bodies, drips and 300 KB of headers end in time."""

import asyncio
import gzip
import resource

import pytest

from fetchers import Client
from tests.fetchers.conftest import AGENT, HostileServer, Request


def gigabyte_of_zeros() -> bytes:
    """A gzip body of about 1 MB that inflates to 1 GB, in eight members."""
    return gzip.compress(bytes(128 << 20), 9) * 8


async def test_a_bomb_stops_at_the_cap(server: HostileServer, client: Client) -> None:
    bomb = gigabyte_of_zeros()
    assert len(bomb) < 1_100_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = await client.get(server.serve("/bomb", bomb, Content_Encoding="gzip"))
    assert answer.failure == "the body is larger than 5,000,000 bytes"
    assert answer.body == b""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kilobytes


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip,deflate", "br", "zstd", "compress", "x" * 500])
async def test_encodings_that_were_not_asked_for_are_refused(
    server: HostileServer, client: Client, encoding: str
) -> None:
    body = gzip.compress(gzip.compress(b"x" * 1000))
    answer = await client.get(server.serve("/stacked", body, Content_Encoding=encoding))
    assert "not asked for" in str(answer.failure)
    assert answer.body == b""


@pytest.mark.parametrize("body", [b"not gzip at all", gzip.compress(b"x" * 99_999)[:-30], b"\x1f"])
async def test_a_damaged_compressed_body_is_a_failure(server: HostileServer, client: Client, body: bytes) -> None:
    answer = await client.get(server.serve("/damaged", body, Content_Encoding="gzip"))
    assert answer.failure
    assert answer.body == b""


async def test_an_endless_body_stops_at_the_cap(server: HostileServer, client: Client) -> None:
    async def endless(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    answer = await client.get(server.on("/endless", endless))
    assert "larger than" in str(answer.failure)


async def test_one_byte_at_a_time_ends_at_the_deadline(server: HostileServer) -> None:
    async def drip(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async def drip_headers(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with Client(
        user_agent=AGENT, host_gap=0.0, deadline=0.5, allowed_hosts=frozenset({f"127.0.0.1:{server.port}"})
    ) as client:
        for url in (server.on("/body", drip), server.on("/headers", drip_headers)):
            assert (await client.get(url)).failure == "no complete answer within 0.5 s"


async def test_the_deadline_covers_a_whole_chain_of_slow_redirects(server: HostileServer) -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        head = f"HTTP/1.1 302 Found\r\nLocation: {request.path}x\r\nContent-Length: 0\r\n\r\n"
        writer.write(head.encode())

    urls = [server.on("/" + "x" * number, slow) for number in range(1, 7)]
    async with Client(
        user_agent=AGENT, host_gap=0.0, deadline=0.5, allowed_hosts=frozenset({f"127.0.0.1:{server.port}"})
    ) as client:
        assert (await client.get(urls[0])).failure == "no complete answer within 0.5 s"


async def test_huge_headers_are_a_failure(server: HostileServer, client: Client) -> None:
    one = server.raw("/one", b"HTTP/1.1 200 OK\r\nX-Big: " + b"x" * 300_000 + b"\r\n\r\n")
    many = server.raw("/many", b"HTTP/1.1 200 OK\r\n" + b"X-Big: xxxxxxxx\r\n" * 20_000 + b"\r\n")
    for url in (one, many):
        answer = await client.get(url)
        assert answer.failure
        assert answer.status is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\nx",
        b"\x00\x01\x02\x03garbage\r\n\r\n",
        b"HTTP/1.1 99999 Nope\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
    ],
)
async def test_what_is_no_http_is_a_failure_of_one_line(server: HostileServer, client: Client, raw: bytes) -> None:
    answer = await client.get(server.raw("/odd", raw))
    assert answer.failure
    assert "\n" not in answer.failure
    assert answer.body == b""


async def test_redirects_in_circles_and_without_end_stop(server: HostileServer, client: Client) -> None:
    circle = server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    assert "circle" in str((await client.get(circle)).failure)
    for number in range(10):
        server.redirect(f"/r{number}", f"/r{number + 1}", 301)
    answer = await client.get(f"{server.url}/r0")
    assert "more than 5 redirects" in str(answer.failure)
    assert answer.permanent_url is None
    assert len(server.requests) == 2 + 6
