"""9. One connection and a minimum gap per host; jitter; no burst after a restart, a suspend or a clock jump."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from fetchers import Client, host_of
from tests.fetchers.conftest import AGENT, HostileServer, Request, running_server
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import START, poll, settings_for, visits

FEED = b"<rss version='2.0'><channel><title>t</title></channel></rss>"


async def test_one_host_is_asked_one_thing_at_a_time_with_a_gap(server: HostileServer) -> None:
    urls = [server.serve(f"/{number}", FEED) for number in range(4)]
    async with Client(user_agent=AGENT, host_gap=0.15, allowed_hosts=frozenset({f"127.0.0.1:{server.port}"})) as client:
        await asyncio.gather(*(client.get(url) for url in urls))
    assert server.most_at_once == 1
    times = [request.at for request in server.requests]
    assert all(later - earlier >= 0.14 for earlier, later in pairwise(times))


async def test_a_slow_host_does_not_hold_up_the_others(server: HostileServer) -> None:
    release = asyncio.Event()

    async def slow(_request: Request, writer: asyncio.StreamWriter) -> None:
        await release.wait()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    async with running_server() as other:
        allowed = frozenset({f"127.0.0.1:{server.port}", f"127.0.0.1:{other.port}"})
        async with Client(user_agent=AGENT, host_gap=0.0, in_flight=2, allowed_hosts=allowed) as client:
            waiting = [asyncio.create_task(client.get(server.on(f"/{number}", slow))) for number in range(5)]
            answers = [await client.get(other.serve("/feed", FEED)) for _ in range(3)]
            assert all(answer.body == FEED for answer in answers)
            assert not any(task.done() for task in waiting)
            release.set()
            assert all(answer.failure is None for answer in await asyncio.gather(*waiting))


async def test_a_host_has_one_connection_that_is_kept_between_requests() -> None:
    connections, is_over = 0, asyncio.Event()

    async def answer_all(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        is_over.set()

    async with await asyncio.start_server(answer_all, "127.0.0.1", 0) as listener:
        host = f"127.0.0.1:{listener.sockets[0].getsockname()[1]}"
        async with Client(user_agent=AGENT, host_gap=0.0, allowed_hosts=frozenset({host})) as client:
            answers = await asyncio.gather(*(client.get(f"http://{host}/{number}") for number in range(12)))
        await is_over.wait()
    assert {answer.body for answer in answers} == {b"x"}
    assert connections == 1


async def test_http_and_https_of_a_host_take_turns_together() -> None:
    assert host_of("http://example.org/feed") == host_of("https://Example.org:443/page")
    assert host_of("http://example.org/feed") != host_of("http://example.org:8080/feed")


async def test_feeds_that_started_together_drift_apart_and_no_restart_or_sleep_makes_a_burst(
    site: Site, tmp_path: Path
) -> None:
    paths = [f"/{number}" for number in range(8)]
    for path in paths:
        site.put_feed(path, ("Quiet day", "/b"), etag='"one"')
    settings = settings_for(tmp_path, *((site, path) for path in paths))
    await poll(settings, 2)
    so_far = visits(settings)
    assert len({visit.at for visit in so_far[-len(paths) :]}) > len(paths) / 2
    await poll(settings, 0.02, start=START + timedelta(hours=2))  # a restart at once: what isn't due isn't asked
    assert len(visits(settings)) - len(so_far) <= 2
    before_sleep = len(visits(settings))
    await poll(settings, 0.02, start=START + timedelta(hours=14))  # after a night: each once, not what was missed
    assert sorted(visit.path for visit in visits(settings)[before_sleep:]) == sorted(paths)
