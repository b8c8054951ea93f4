"""7. 410 stops a feed and shows it; 404 and 5xx back off, capped, reset by a success; 401 and 403 are shown."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from fetchers import Client
from tests.fetchers.conftest import HostileServer
from tests.storywatch.conftest import Program, Site, config_for
from tests.storywatch.visiting import START, asked, feed_row, gaps, poll, settings_for


async def test_a_gone_feed_is_not_asked_again(site: Site, tmp_path: Path) -> None:
    site.pages["/rss"] = (410, {}, b"")
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 24)
    assert asked(site, "/rss") == 1
    assert feed_row(settings).is_stopped


async def test_failures_back_off_and_a_success_ends_that(site: Site, tmp_path: Path) -> None:
    site.pages["/rss"] = (500, {}, b"")
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 24)
    assert 5 < asked(site, "/rss") < 25
    assert feed_row(settings).failures > 3
    site.put_feed("/rss", ("Quiet day", "/b"))
    await poll(settings, 6, start=START + timedelta(days=1))
    assert feed_row(settings).failures == 0


async def test_each_bad_status_is_a_failure_of_one_line(server: HostileServer, client: Client) -> None:
    for status in ("401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone", "500 Oops", "299 Odd", "206 Part"):
        answer = await client.get(server.serve(f"/{status[:3]}", b"x", status))
        assert answer.status == int(status[:3])
        assert str(answer.failure).startswith(f"HTTP {status[:3]}")
        assert not answer.is_refused


async def test_what_is_gone_behind_a_temporary_redirect_is_not_gone(site: Site, tmp_path: Path) -> None:
    site.pages["/rss"] = (302, {"Location": "/elsewhere"}, b"")
    site.pages["/elsewhere"] = (410, {}, b"")
    site.pages["/old"] = (301, {"Location": "/elsewhere"}, b"")
    settings = settings_for(tmp_path, (site, "/rss"), (site, "/old"))
    await poll(settings, 12)
    assert asked(site, "/rss") > 3
    assert asked(site, "/old") == 1


async def test_a_gone_page_is_not_asked_again(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    site.pages["/a"] = (410, {}, b"")
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 12)
    assert asked(site, "/a") == 1


@pytest.mark.parametrize("status", [404, 500])
async def test_the_wait_after_failures_doubles_up_to_four_hours(site: Site, tmp_path: Path, status: int) -> None:
    site.pages["/rss"] = (status, {}, b"")
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 36)
    waits = gaps(settings, "/rss")
    assert waits[0] < 600
    assert len(waits) > 9
    assert all(later > 1.5 * earlier for earlier, later in pairwise(waits[:7]))
    assert all(4 * 3600 <= wait < 4.5 * 3600 for wait in waits[7:])


def test_status_shows_who_refuses_us_and_who_is_gone(program: Program, site: Site, tmp_path: Path) -> None:
    for status in (401, 403, 404, 410, 500):
        site.pages[f"/{status}"] = (status, {}, b"")
    (tmp_path / "config.toml").write_text(config_for(site, *site.pages))
    program("poll", "--once")
    shown = program("status").stdout.decode()
    for words in ("/401: HTTP 401 Unauthorized", "/403: HTTP 403 Forbidden", "/404: HTTP 404", "/500: HTTP 500"):
        assert words in shown
    (gone,) = [line for line in shown.splitlines() if "/410" in line]
    assert gone.split()[0] == "gone"
    assert "410 Gone" in gone
