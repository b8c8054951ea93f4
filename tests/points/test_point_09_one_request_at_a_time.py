"""9. One connection and a minimum gap per host; jitter; no burst after a restart, a suspend or a clock jump."""

import asyncio
from itertools import pairwise

from fetchers import Client
from tests.fetchers.conftest import AGENT, HostileServer, Request, running_server

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
