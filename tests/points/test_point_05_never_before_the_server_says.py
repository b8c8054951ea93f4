"""5. max-age, Expires, ttl and skipHours are kept, up to five hours; no-cache doesn't mean hammering."""

from pathlib import Path

from fetchers import Client
from tests.fetchers.conftest import HostileServer
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import asked, poll, settings_for

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
