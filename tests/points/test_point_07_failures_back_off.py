"""7. 410 stops a feed and shows it; 404 and 5xx back off, capped, reset by a success; 401 and 403 are shown."""

from datetime import timedelta
from pathlib import Path

from fetchers import Client
from tests.fetchers.conftest import HostileServer
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import START, asked, feed_row, poll, settings_for


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
