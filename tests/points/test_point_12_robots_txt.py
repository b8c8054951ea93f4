"""12. robots.txt is respected for pages, with its crawl-delay."""

import asyncio

from fetchers import Client
from tests.fetchers.conftest import AGENT, HostileServer, running_server


async def test_robots_txt_is_asked_once_and_respected(server: HostileServer, client: Client) -> None:
    server.serve("/robots.txt", b"User-agent: *\nDisallow: /private\nUser-agent: storywatch-test\nDisallow: /closed\n")
    page, closed = server.serve("/private/page", b"<p>x</p>"), server.serve("/closed/page", b"<p>x</p>")
    assert (await client.get(page, accept="page", respect_robots=True)).failure is None
    answer = await client.get(closed, accept="page", respect_robots=True)
    assert answer.is_refused
    assert "robots.txt" in str(answer.failure)
    assert server.paths() == ["/robots.txt", "/private/page"]


async def test_no_robots_txt_allows_and_a_broken_one_forbids(server: HostileServer, client: Client) -> None:
    page = server.serve("/page", b"<p>x</p>")
    assert (await client.get(page, respect_robots=True)).failure is None
    async with running_server() as other:
        other.serve("/robots.txt", b"", "500 Oops")
        allowed = frozenset({f"127.0.0.1:{other.port}"})
        async with Client(user_agent=AGENT, host_gap=0.0, allowed_hosts=allowed) as second:
            answer = await second.get(other.serve("/page", b"x"), respect_robots=True)
            assert answer.is_refused
            assert "HTTP 500" in str(answer.failure)


async def test_a_disallowed_page_asks_for_no_pause(server: HostileServer, client: Client) -> None:
    server.serve("/robots.txt", b"User-agent: *\nDisallow: /\n")
    answer = await client.get(server.serve("/page", b"x"), respect_robots=True)
    assert (answer.is_refused, answer.pause) == (True, None)


async def test_crawl_delay_widens_the_gap_of_its_host(server: HostileServer, client: Client) -> None:
    server.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 0.2\n")
    for number in range(2):
        await client.get(server.serve(f"/{number}", b"x"), respect_robots=True)
    first, second = (request.at for request in server.requests if request.path != "/robots.txt")
    assert second - first >= 0.19


async def test_of_a_huge_robots_txt_the_first_half_megabyte_counts(server: HostileServer, client: Client) -> None:
    server.serve("/robots.txt", b"User-agent: *\nDisallow: /closed\n" + b"# padding\n" * 200_000)
    assert (await client.get(server.serve("/closed", b"x"), respect_robots=True)).is_refused
    assert (await client.get(server.serve("/open", b"x"), respect_robots=True)).failure is None


async def test_pages_that_wait_together_ask_for_robots_txt_once(server: HostileServer, client: Client) -> None:
    pages = [server.serve(f"/{number}", b"x") for number in range(5)]
    await asyncio.gather(*(client.get(page, respect_robots=True) for page in pages))
    assert server.paths().count("/robots.txt") == 1


async def test_a_name_without_a_name_still_asks_for_robots_txt(server: HostileServer) -> None:
    server.serve("/robots.txt", b"User-agent: *\nDisallow: /closed\n")
    allowed = frozenset({f"127.0.0.1:{server.port}"})
    for name in ("", "/1.0", " / "):
        async with Client(user_agent=name, host_gap=0.0, allowed_hosts=allowed) as client:
            assert (await client.get(f"{server.url}/closed", respect_robots=True)).is_refused
