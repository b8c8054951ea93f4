"""The demo's outlets over real sockets: what a client of theirs meets."""

import asyncio
import contextlib
import gzip
from datetime import timedelta

import httpx
import pytest

from fetchers import Client, read_feed
from storywatch.demo.server import serve
from storywatch.demo.world import END, START, World

WORLD = World.load()


async def raw(address: str, request: bytes) -> bytes:
    """Everything that a server sends for raw bytes until it closes."""
    host, port = address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request)
    try:
        return await reader.read()
    finally:
        writer.close()
        await writer.wait_closed()


async def test_every_outlet_answers_on_a_port_of_its_own() -> None:
    async with serve(WORLD, lambda: END) as addresses, httpx.AsyncClient(trust_env=False) as client:
        assert set(addresses) == {outlet.name for outlet in WORLD.outlets}
        assert len(set(addresses.values())) == len(WORLD.outlets)
        for outlet in WORLD.outlets:
            base = addresses[outlet.name]
            robots = await client.get(f"{base}/robots.txt")
            assert robots.status_code == 200
            assert "User-agent" in robots.text
            assert (await client.get(f"{base}/nothing-here")).status_code == 404
            front = await client.get(f"{base}/")
            assert outlet.name in front.text
            for article in WORLD.articles[outlet.name]:
                page = await client.get(base + article.path)
                assert page.status_code == 200
                assert f'href="{base}{article.path}"' in page.text


async def test_a_connection_is_kept_for_the_next_request() -> None:
    outlet = WORLD.outlet("Meridian Wire")
    async with serve(WORLD, lambda: END) as addresses:
        host = addresses[outlet.name].removeprefix("http://")
        one = f"GET /feed.json HTTP/1.1\r\nHost: {host}\r\n\r\n"
        last = f"HEAD /feed.json HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        answer = await raw(addresses[outlet.name], (one + last).encode())
        first, second = answer.split(b"HTTP/1.1 ")[1:]
        assert first.startswith(b"200 OK")
        assert b"Connection: keep-alive" in first
        assert b"Connection: close" in second
        length = int(first.split(b"Content-Length: ")[1].split(b"\r\n")[0])
        assert len(first.split(b"\r\n\r\n", 1)[1]) == length
        assert f"Content-Length: {length}".encode() in second
        assert second.endswith(b"\r\n\r\n")


async def test_a_reader_with_validators_gets_304_until_the_story_moves() -> None:
    now = START + timedelta(hours=3)
    outlet = WORLD.outlet("Agence Sahel Presse")
    async with serve(WORLD, lambda: now) as addresses, httpx.AsyncClient(trust_env=False) as client:
        url = addresses[outlet.name] + outlet.feeds[0].path
        first = await client.get(url)
        again = {"If-None-Match": first.headers["etag"]}
        assert (await client.get(url, headers=again)).status_code == 304
        now = END
        assert (await client.get(url, headers=again)).status_code == 200


async def test_what_is_no_http_gets_400_and_what_is_no_reading_gets_405() -> None:
    async with serve(WORLD, lambda: END) as addresses:
        address = addresses["Worldwave"]
        assert (await raw(address, b"hello\r\n\r\n")).startswith(b"HTTP/1.1 400 ")
        assert (await raw(address, b"GET / HTTP/1.1\r\nno colon\r\n\r\n")).startswith(b"HTTP/1.1 400 ")
        assert (await raw(address, b"POST / HTTP/1.1\r\nHost: x\r\n\r\n")).startswith(b"HTTP/1.1 405 ")
        assert (await raw(address, b"GET / HTTP/1.0\r\n\r\n")).startswith(b"HTTP/1.1 200 ")


async def test_given_ports_are_used_and_too_few_are_refused() -> None:
    async with serve(WORLD, lambda: END) as addresses:
        ports = [int(address.rsplit(":", 1)[1]) for address in addresses.values()]
        with pytest.raises(OSError, match="address already in use"):
            async with serve(WORLD, lambda: END, ports):
                pass
    async with serve(WORLD, lambda: END, ports) as again:
        assert again == addresses
    with pytest.raises(ValueError, match="1 ports for"):
        async with serve(WORLD, lambda: END, [0]):
            pass


async def test_our_own_client_reads_the_world_and_survives_the_hostile_one() -> None:
    async with serve(WORLD, lambda: END) as addresses:
        hosts = frozenset(address.removeprefix("http://") for address in addresses.values())
        ports = frozenset(int(host.split(":")[1]) for host in hosts)
        async with Client(
            user_agent="storywatch test", host_gap=0, allowed_hosts=hosts, allowed_ports=ports, max_bytes=5_000_000
        ) as client:
            for outlet in WORLD.outlets:
                for feed in outlet.feeds:
                    answer = await client.get(addresses[outlet.name] + feed.path)
                    assert answer.failure is None
                    if feed.format != "bomb":
                        assert read_feed(answer.body, answer.headers, answer.url, END).failure is None
            hostile = addresses["Flash Choc 24"]
            for path in ("/page/bombe", "/renvoi", "/tourniquet"):
                assert (await client.get(hostile + path, accept="page")).failure is not None


def test_the_gzip_bomb_is_one() -> None:
    body = WORLD.respond(WORLD.outlet("Flash Choc 24"), "/page/bombe", {}, END).body
    assert len(gzip.decompress(body)) > 50_000_000


async def test_a_head_without_end_is_cut_off_and_the_next_reader_is_served() -> None:
    async with serve(WORLD, lambda: END) as addresses:
        address = addresses["Worldwave"]
        with contextlib.suppress(ConnectionError):
            assert (await raw(address, b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000)).startswith(b"HTTP/1.1 431 ")
        assert (await raw(address, b"GET / HTTP/1.0\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
