"""11. The same body is not parsed again; a 200 that is empty or HTML wipes nothing and shows as a sick feed."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

from store import open_reader
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import SENTENCE, START, asked, conditions, feed_row, poll, settings_for

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><updated>{now}</updated>
<entry><title>Attack in Bamako</title><id>a</id><link href="{url}/a"/><updated>2024-09-19T09:12:00.5Z</updated></entry>
</feed>"""


async def test_a_feed_that_only_changes_its_own_date_brings_nothing_new_and_is_visited_less(
    site: Site, tmp_path: Path
) -> None:
    number = iter(range(10_000))
    body = ATOM.replace("{url}", site.url)
    site.make["/atom"] = lambda: (
        200,
        {"Content-Type": "application/atom+xml"},
        body.replace("{now}", str(next(number))),
    )
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    settings = settings_for(tmp_path, (site, "/atom"))
    await poll(settings, 12)
    assert feed_row(settings).entries == 1
    assert asked(site, "/atom") < 12 * 60 / 10  # at the shortest interval of two minutes it would be 360


async def test_the_same_body_is_not_read_again(site: Site, tmp_path: Path, readings: Counter[str]) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))  # without validators: every answer is a whole 200
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 3)
    assert asked(site, "/rss") > 5
    assert asked(site, "/a") > 5
    assert readings == {"read_feed": 1, "read_article": 1}


async def test_a_200_that_is_no_feed_wipes_nothing_and_shows_until_the_feed_is_well(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"), ("Quiet day", "/b"), etag='"one"')
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    well = site.pages["/rss"]
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 1)
    sick = {
        "the body is empty": b"",
        "the body is an HTML page, not a feed": b"<!DOCTYPE html><html><body>We'll be back</body></html>",
        "the body is no RSS": b"OK",
    }
    for number, (reason, body) in enumerate(sick.items(), 1):
        site.pages["/rss"] = (200, {"ETag": f'"sick {number}"'}, body)
        await poll(settings, 1, start=START + timedelta(hours=4 * number))
        feed = feed_row(settings)
        assert feed.failures > 0
        assert str(feed.last_reason).startswith(reason)
        assert feed.entries == 2
    with open_reader(settings.store_path) as reader:
        assert {fact.low for fact in reader.facts()} == {77, 255}
    site.pages["/rss"] = well
    await poll(settings, 6, start=START + timedelta(hours=20))
    assert feed_row(settings).failures == 0
    assert not {etag for etag, _ in conditions(site, "/rss")} & {'"sick 1"', '"sick 2"', '"sick 3"'}
