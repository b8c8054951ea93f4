"""`storywatch poll --now`: a running poller visits when asked, as soon as is polite."""

import asyncio
import json
import re
import signal
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

from store import VisitRequest, post
from storywatch.clock import SteppedClock
from storywatch.daemon import open_poller
from storywatch.inbox import take_up_requests
from tests.storywatch.conftest import Program, Site, config_for
from tests.storywatch.test_polling import put_story, running_poller, wait_for
from tests.storywatch.visiting import START, asked, settings_for


def test_a_running_poller_visits_the_feed_that_is_asked_for_and_only_that(
    program: Program, site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    put_story(site)
    site.put_feed("/other", ("Quiet day in Lomé", "/c"))
    (tmp_path / "config.toml").write_text(config_for(site, "/rss", "/other"))
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "article")
        while asked(site, "/other") < 1:
            time.sleep(0.02)
        first = program("poll", "--now", "outlet 1", "--json")
        assert first.returncode == 0, first.stderr
        told = json.loads(first.stdout)
        assert (told["is_taken_up"], told["feeds_asked"], told["feeds_waiting"]) == (True, 1, 1)
        assert [feed["outlet"] for feed in told["feeds"]] == ["Outlet 1"]
        again = program("poll", "--now", f"{site.url}/rss")
        assert b"asked for 1 visit; 1 not at once" in again.stdout
        unknown = program("poll", "--now", "The Moon")
        assert unknown.returncode == 65
        assert "“The Moon”" in unknown.stderr.decode()
        assert asked(site, "/rss") == 1  # visited less than a minute ago
        poller.send_signal(signal.SIGTERM)
        assert poller.wait(30) == 0


def test_without_a_poller_one_line_says_what_to_do(program: Program, site: Site, tmp_path: Path) -> None:
    put_story(site)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    program("poll", "--once")
    done = program("poll", "--now")
    assert done.returncode == 69
    assert done.stderr.decode().startswith("storywatch: no poller is running; start one with: storywatch poll")
    assert len(done.stderr.splitlines()) == 1


def test_outlets_without_now_and_now_with_once_are_refused(program: Program, site: Site, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    assert program("poll", "Outlet 1").returncode == 64
    assert program("poll", "--json").returncode == 64
    assert program("poll", "--once", "Outlet 1").returncode == 64
    assert program("poll", "--once", "--now", "--json").returncode == 64


def test_once_visits_what_is_due_and_again_at_once_asks_nobody(program: Program, site: Site, tmp_path: Path) -> None:
    put_story(site)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    assert b"1 of 1 feeds answered; 1 articles" in program("poll", "--once").stdout
    before = len(site.requests)
    for more in ((), ("--now",)):
        done = program("poll", "--once", *more)
        assert done.returncode == 0
        assert re.match(rb"no feed is due before \d.* GMT; 1 articles, 2 claims", done.stdout)
        assert len(done.stdout.splitlines()) == 1
    assert program("poll", "--once", "--quiet").stdout == b""
    assert len(site.requests) == before


def test_once_with_now_visits_also_what_is_not_due_a_minute_later(program: Program, site: Site, tmp_path: Path) -> None:
    put_story(site)
    site.put_feed("/strict", ("Quiet day", "/c"))
    status, headers, body = site.pages["/strict"]
    site.pages["/strict"] = (status, headers | {"Cache-Control": "max-age=3600"}, body)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss", "/strict"))
    program("poll", "--once")
    with closing(sqlite3.connect(tmp_path / "story.db")) as store:
        store.execute("UPDATE visits SET finished_at = strftime('%Y-%m-%dT%H:%M:%SZ', finished_at, '-61 seconds')")
        store.commit()
    before = len(site.requests)
    assert b"no feed is due" in program("poll", "--once").stdout
    done = program("poll", "--once", "--now")
    assert b"1 of 1 feeds answered" in done.stdout
    assert [path for path, _ in site.requests[before:]] == ["/rss"]  # the other's server asked for an hour
    refused = program("poll", "--once", "--now", "Outlet 7")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (65, 1)
    assert b"no outlet and no feed is called" in refused.stderr


async def test_what_is_asked_for_after_a_minute_is_visited_at_once(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Quiet day", "/b"), etag='"one"')
    settings = settings_for(tmp_path, (site, "/rss"))
    visited, loop = asyncio.Event(), asyncio.get_running_loop()

    def answer() -> tuple[int, dict[str, str], str]:
        loop.call_soon_threadsafe(visited.set)
        status, headers, body = site.pages["/rss"]
        return status, headers, body.decode()

    site.make["/rss"] = answer
    clock = SteppedClock(START, START + timedelta(minutes=30))
    async with open_poller(settings, clock, random=Random(1)) as poller:

        async def ask() -> None:
            try:
                await visited.wait()
                visited.clear()
                await clock.sleep_until(START + timedelta(minutes=3))
                with clock.working():
                    assert asked(site, "/rss") == 1
                    await asyncio.to_thread(post, settings.store_path, VisitRequest())
                    await take_up_requests(poller)
                    await visited.wait()  # the clock stands still meanwhile
            finally:
                poller.stop.set()

        asking = asyncio.create_task(ask())
        async with asyncio.timeout(60):
            await poller.run()
        await asking
    assert asked(site, "/rss") == 2
