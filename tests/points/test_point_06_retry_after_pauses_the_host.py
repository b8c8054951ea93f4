"""6. Retry-After on 429 and 503 pauses the whole host; without one a default; nonsense is clamped."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from fetchers import Client, host_of
from tests.fetchers.conftest import AGENT, HostileServer, running_server
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import SENTENCE, START, asked, poll, settings_for, visits

FEED = b"<rss version='2.0'><channel><title>t</title></channel></rss>"


async def test_retry_after_becomes_a_pause_in_seconds(server: HostileServer, client: Client) -> None:
    asked = {
        "120": 120.0,
        "0": 1.0,
        "99999999": 86400.0,
        "-5": 300.0,
        "soon": 300.0,
        "Tue, 17 Sep 2024 05:10:00 GMT": 600.0,
        "Tue, 17 Sep 2024 04:00:00 GMT": 1.0,
        "Fri, 31 Dec 9999 23:59:59 GMT": 86400.0,
    }
    for number, (text, seconds) in enumerate(asked.items()):
        url = server.serve(f"/{number}", b"", "503 Busy", Retry_After=text, Date="Tue, 17 Sep 2024 05:00:00 GMT")
        assert (await client.get(url)).pause == seconds, text
    assert (await client.get(server.serve("/429", b"", "429 Slow down"))).pause == 300.0
    assert (await client.get(server.serve("/200", FEED, Retry_After="9"))).pause is None


async def test_requests_that_wait_for_a_host_are_dropped_when_it_asks_for_a_pause(
    server: HostileServer, client: Client
) -> None:
    busy = server.serve("/busy", b"", "429 Slow down", Retry_After="60")
    feed = server.serve("/feed", FEED)
    first, *others = await asyncio.gather(client.get(busy), *(client.get(feed) for _ in range(3)))
    assert (first.status, first.pause) == (429, 60.0)
    assert all(other.is_refused and "left alone" in str(other.failure) for other in others)
    assert server.paths() == ["/busy"]
    assert (await client.get(feed)).body == FEED  # when to try again is the caller's choice


async def test_a_failure_names_the_url_that_failed_so_that_the_pause_is_put_on_its_host(server: HostileServer) -> None:
    async with running_server() as other:
        allowed = frozenset({f"127.0.0.1:{server.port}", f"127.0.0.1:{other.port}"})
        async with Client(user_agent=AGENT, host_gap=0.0, allowed_hosts=allowed) as client:
            busy = other.serve("/busy", b"", "429 Slow down", Retry_After="60")
            gone = other.serve("/gone", b"", "410 Gone")
            ends = {
                busy: server.redirect("/to-busy", busy),
                gone: server.redirect("/to-gone", gone, 301),
                "http://10.0.0.1/x": server.redirect("/to-private", "http://me:secret@10.0.0.1/x"),
                f"{other.url}/broken": server.redirect("/to-broken", other.raw("/broken", b"no HTTP")),
            }
            for end, start in ends.items():
                answer = await client.get(start)
                assert answer.failure
                assert answer.url == end
                assert answer.pause == (60.0 if end == busy else None)
            assert host_of(busy) == f"127.0.0.1:{other.port}" != host_of(ends[busy])


async def test_a_host_that_asks_for_a_pause_on_robots_txt_is_left_alone(server: HostileServer, client: Client) -> None:
    server.serve("/robots.txt", b"", "429 Slow down", Retry_After="3600")
    page = server.serve("/page", b"x")
    first = await client.get(page, respect_robots=True)
    assert (first.is_refused, first.pause, first.url) == (True, pytest.approx(3600.0, abs=60.0), page)
    later = await client.get(page, respect_robots=True)  # from the rules that are kept: nobody is asked again
    assert later.pause is not None
    assert later.pause <= first.pause
    assert server.paths() == ["/robots.txt"]


async def test_a_host_that_asks_for_a_pause_gets_it_and_others_are_visited_meanwhile(
    site: Site, other: Site, tmp_path: Path
) -> None:
    site.pages["/rss"] = (429, {"Retry-After": "14400"}, b"")
    other.put_feed("/rss", ("Attack in Bamako", "/a"))
    other.put_page("/a", "Attack in Bamako", SENTENCE)
    settings = settings_for(tmp_path, (site, "/rss"), (other, "/rss"))
    await poll(settings, 3.5)
    assert asked(site, "/rss") == 1
    assert asked(other, "/rss") > 10
    assert asked(other, "/a") > 2


async def test_the_host_that_asked_for_the_pause_gets_it_not_the_one_that_redirected(
    site: Site, other: Site, tmp_path: Path
) -> None:
    site.pages["/rss"] = (302, {"Location": f"{other.url}/busy"}, b"")
    site.put_feed("/second", ("Quiet day", "/b"))
    other.pages["/busy"] = (503, {"Retry-After": "36000"}, b"")
    settings = settings_for(tmp_path, (site, "/rss"), (site, "/second"), (other, "/busy"))
    await poll(settings, 4)
    assert asked(site, "/second") > 10
    assert asked(other, "/busy") <= asked(site, "/rss") + 1


async def test_the_pause_holds_for_all_of_the_hosts_feeds_and_pages_and_over_a_restart(
    site: Site, tmp_path: Path
) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    site.put_feed("/busy", ("Quiet day", "/b"))
    quiet = (200, {}, site.pages["/busy"][2].decode())
    answers = iter([quiet, quiet, (429, {"Retry-After": "7200"}, "")])
    site.make["/busy"] = lambda: next(answers, quiet)
    settings = settings_for(tmp_path, (site, "/rss"), (site, "/busy"))
    await poll(settings, 1)
    await poll(settings, 4, start=START + timedelta(hours=1))
    asked_at = [visit.at for visit in visits(settings)]
    (paused_at,) = [visit.at for visit in visits(settings) if visit.status == 429]
    assert paused_at < START + timedelta(hours=1)
    assert not [at for at in asked_at if paused_at < at < paused_at + timedelta(hours=2)]
    for path in ("/rss", "/busy", "/a"):
        assert [visit for visit in visits(settings) if visit.path == path and visit.at > paused_at]
