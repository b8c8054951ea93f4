"""12. robots.txt is respected for pages, with its crawl-delay."""

import asyncio
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fetchers import Client
from fetchers.robots import robots_rules
from store import RobotsFile, open_writer
from store.robots import KEPT
from tests.fetchers.conftest import AGENT, HostileServer, running_server
from tests.storywatch.conftest import Site
from tests.storywatch.processes import end, running_poller, wait_for, wait_until
from tests.storywatch.visiting import START, asked, poll, settings_for, visits


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


async def test_a_host_that_closes_itself_is_logged_once_and_its_feeds_are_read(
    site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /\n")
    site.put_feed("/rss", *((f"Attack in Bamako, part {number}", f"/{number}") for number in range(5)))
    settings = settings_for(tmp_path, (site, "/rss"))
    with caplog.at_level("INFO", "storywatch"):
        await poll(settings, 3)
    assert caplog.text.count("robots.txt") == 1
    assert {path for path, _ in site.requests} == {"/rss", "/robots.txt"}
    assert asked(site, "/robots.txt") == 1
    refused = {visit.path for visit in visits(settings) if visit.outcome == "refused"}
    assert refused == {f"/{number}" for number in range(5)}  # each says so in the store


async def test_a_robots_txt_that_leads_into_the_private_world_closes_the_host_and_is_asked_once(
    server: HostileServer, client: Client
) -> None:
    server.redirect("/robots.txt", "http://169.254.169.254/robots.txt")
    for path in ("/a", "/b"):
        answer = await client.get(server.serve(path, b"x"), respect_robots=True)
        assert answer.is_refused
        assert "robots.txt" in str(answer.failure)
    assert server.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><body>Not found, but with a smile</body></html>",
        b"",
        b"\xff\xfe\x00",
        b"\x00" * 1000,
        b"Disallow: /\n",  # for nobody
        b"User-agent: *\nDisallow: " + b"/" * 400_000,
        b"User-agent: other\nDisallow: /\n" * 10_000,
    ],
)
async def test_a_robots_txt_that_forbids_us_nothing_allows(server: HostileServer, client: Client, body: bytes) -> None:
    server.serve("/robots.txt", body)
    assert (await client.get(server.serve("/page", b"x"), respect_robots=True)).body == b"x"


@pytest.mark.parametrize(
    ("delay", "gap"), [("1000000000", 60.0), ("inf", 2.0), ("nan", 2.0), ("-5", 2.0), ("soon", 2.0), ("20", 20.0)]
)
async def test_a_crawl_delay_without_measure_is_clamped(
    server: HostileServer, monkeypatch: pytest.MonkeyPatch, delay: str, gap: float
) -> None:
    waited: list[float] = []

    async def note(seconds: float) -> None:
        waited.append(seconds)

    server.serve("/robots.txt", f"User-agent: *\nCrawl-delay: {delay}\n".encode())
    page = server.serve("/page", b"x")
    allowed = frozenset({f"127.0.0.1:{server.port}"})
    async with Client(user_agent=AGENT, host_gap=2.0, allowed_hosts=allowed) as client:
        monkeypatch.setattr("fetchers.turns.asyncio.sleep", note)
        for _ in range(3):
            assert (await client.get(page, respect_robots=True)).body == b"x"
        monkeypatch.undo()
    assert max(waited) == pytest.approx(gap, abs=0.9)


async def test_every_host_on_a_redirects_way_is_asked_for_its_rules(server: HostileServer) -> None:
    async with running_server() as other:
        other.serve("/robots.txt", b"User-agent: *\nDisallow: /closed\n")
        closed = other.serve("/closed", b"x")
        allowed = frozenset({f"127.0.0.1:{server.port}", f"127.0.0.1:{other.port}"})
        async with Client(user_agent=AGENT, host_gap=0.0, allowed_hosts=allowed) as client:
            answer = await client.get(server.redirect("/go", closed), respect_robots=True)
        assert (answer.is_refused, answer.is_by_robots, answer.url) == (True, True, closed)
        assert other.paths() == ["/robots.txt"]


async def test_the_rules_of_many_hosts_take_bounded_memory(client: Client) -> None:
    rules = robots_rules(200, b"User-agent: *\n" + b"Disallow: /x\n" * 30_000, user_agent=AGENT, now=0.0)
    for number in range(50):
        client._keep_rules(f"http://{number}.test/robots.txt", rules)
    assert 1 <= len(client._robots) <= 12
    assert "http://49.test/robots.txt" in client._robots


@pytest.mark.parametrize("status", [200, 404, 500])
def test_robots_txt_is_not_asked_again_after_a_kill_and_holds(
    story: Site, tmp_path: Path, environment: dict[str, str], status: int
) -> None:
    story.pages["/robots.txt"] = (status, {}, b"User-agent: *\nDisallow: /closed\n\x1b]0;hi\x07")
    story.put_feed("/rss", ("Attack in Bamako", "/a"), ("Attack in Bamako: more", "/closed/b"))
    done = "article" if status != 500 else "refused"
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, done)
        wait_until(lambda: len(story.requests) >= 2)
        assert end(poller, signal.SIGKILL) == -signal.SIGKILL
    with closing(sqlite3.connect(tmp_path / "story.db")) as store:
        ((text,),) = store.execute("SELECT text FROM robots").fetchall()
        store.execute("UPDATE articles SET next_visit_at = '2024-09-19T09:30:00Z'")
        store.commit()
    assert ("Disallow: /closed" in text) == (status == 200)
    assert "\x1b" not in text
    before = len(story.requests)
    with running_poller(tmp_path, environment) as poller:
        if status == 500:
            wait_for(poller, "refused")
        else:
            wait_until(lambda: "/a" in [path for path, _ in story.requests[before:]])
        assert end(poller) == 0
    paths = [path for path, _ in story.requests]
    assert paths.count("/robots.txt") == 1
    assert ("/closed/b" in paths) == (status == 404)


async def test_a_robots_txt_that_counts_no_more_is_asked_again_and_hostile_ones_do_not_fill_the_store(
    tmp_path: Path,
) -> None:
    with open_writer(tmp_path / "story.db") as writer:
        rules = RobotsFile(200, "User-agent: *\n" + "# padding\n" * 100_000, None, START + timedelta(hours=24))
        for number in range(40):
            until = START + timedelta(hours=1, seconds=number)
            file = replace(rules, until=until)
            writer.save_robots_file(f"http://{number}.test/robots.txt", file, START)
        (kept,) = writer.database.execute("SELECT sum(length(text)) FROM robots").fetchone()
        assert kept <= KEPT
        assert writer.robots_file("http://0.test/robots.txt", START) is None
        last = "http://39.test/robots.txt"
        assert writer.robots_file(last, START) == file
        assert writer.robots_file(last, file.until) is None
        writer.move_schedule(timedelta(hours=-1))
        assert writer.robots_file(last, START - timedelta(hours=1)) == replace(file, until=until - timedelta(hours=1))
        assert writer.robots_file(last, START + timedelta(seconds=39)) is None
