"""5. max-age, Expires, ttl and skipHours are kept, up to five hours; no-cache doesn't mean hammering."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from fetchers import Client
from tests.fetchers.conftest import HostileServer
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import START, asked, gaps, poll, settings_for, visits

FEED = b"<rss version='2.0'><channel><title>t</title></channel></rss>"


async def test_freshness_is_read_and_clamped(server: HostileServer, client: Client) -> None:
    said: list[tuple[dict[str, str], float | None]] = [
        ({"Cache_Control": "public, max-age=900"}, 900.0),
        ({"Cache_Control": "max-age=900", "Age": "300"}, 600.0),
        ({"Cache_Control": "max-age=31536000"}, 18000.0),
        ({"Cache_Control": "s-maxage=900"}, None),
        ({"Cache_Control": "no-cache, max-age=900"}, None),
        ({"Expires": "Tue, 17 Sep 2024 05:30:00 GMT", "Date": "Tue, 17 Sep 2024 05:00:00 GMT"}, 1800.0),
        ({"Expires": "0"}, None),
        ({"Expires": "Fri, 31 Dec 9999 23:59:59 -1200"}, None),
        ({}, None),
    ]
    for number, (headers, seconds) in enumerate(said):
        assert (await client.get(server.serve(f"/{number}", FEED, **headers))).fresh_for == seconds, headers


async def test_a_feed_that_asks_for_hours_gets_five_at_most(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Quiet day", "/b"), etag='"one"')
    status, headers, body = site.pages["/rss"]
    site.pages["/rss"] = (status, headers, body.replace(b"<title>T</title>", b"<title>T</title><ttl>999999</ttl>"))
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 30)
    assert 5 <= asked(site, "/rss") <= 8


async def test_no_visit_comes_before_the_server_or_the_feed_wants_it(site: Site, tmp_path: Path) -> None:
    """A day of visits to feeds that ask to be left alone in every way there is, with a restart in the middle."""

    def put(path: str, head: str = "", **headers: str) -> None:
        site.put_feed(path, ("Quiet day", "/b"), etag='"one"')
        status, said, body = site.pages[path]
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        site.pages[path] = (status, said, body.replace(b"<title>T</title>", b"<title>T</title>" + head.encode()))

    put("/max-age", Cache_Control="public, max-age=3600")
    put("/expires", Expires=format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True))
    put("/ttl", "<ttl>60</ttl>")
    put("/hours", "<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in (12, 13, 14, 15)) + "</skipHours>")
    put("/year", Cache_Control="max-age=31536000")
    put("/never", "<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(23)) + "</skipHours>")
    put("/no-cache", Cache_Control="no-cache, no-store, must-revalidate, max-age=0", Expires="0", Pragma="no-cache")
    put("/of-one-field", Cache_Control='no-cache="set-cookie", max-age=3600')
    site.pages["/sick"] = (200, {"Cache-Control": "max-age=7200"}, b"<!DOCTYPE html><html><p>Back soon</p></html>")
    paths = list(site.pages)
    settings = settings_for(tmp_path, *((site, path) for path in paths))
    await poll(settings, 12)
    await poll(settings, 12, start=START + timedelta(hours=12))
    shortest = {path: min(gaps(settings, path)) for path in paths}
    longest = {path: max(gaps(settings, path)) for path in paths}
    assert shortest["/max-age"] >= 3600 > shortest["/hours"]
    assert shortest["/expires"] >= 3500  # the server's clock went on since the header was written
    assert shortest["/ttl"] >= 3600
    assert shortest["/of-one-field"] >= 3600
    assert shortest["/sick"] >= 7200
    assert 5 * 3600 <= shortest["/year"] <= longest["/year"] <= 5.6 * 3600
    assert longest["/never"] <= 5.6 * 3600
    assert shortest["/no-cache"] >= 120
    assert sum(gap < 600 for gap in gaps(settings, "/no-cache")) <= 3
    asked_in = {visit.at.hour for visit in visits(settings) if visit.path == "/hours"}
    assert asked_in == set(range(24)) - {12, 13, 14, 15}
