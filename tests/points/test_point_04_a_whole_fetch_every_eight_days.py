"""4. Unconditional every eight days; a Last-Modified in the future is ignored."""

from pathlib import Path

from tests.storywatch.conftest import Site
from tests.storywatch.visiting import conditions, poll, settings_for


async def test_after_eight_days_of_304_the_feed_is_fetched_whole_once(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Quiet day", "/b"), etag='"one"')
    settings = settings_for(tmp_path, (site, "/rss"), polling='shortest_interval = "4h"\nlongest_interval = "4h"\n')
    await poll(settings, 24 * 12)
    conditions = [headers.get("if-none-match") for path, headers in site.requests if path == "/rss"]
    assert conditions[0] is None
    assert conditions[1:].count(None) == 1


async def test_a_last_modified_in_2038_is_not_sent_back_and_the_etag_beside_it_is(site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Quiet day", "/b"), etag='"one"')
    status, headers, body = site.pages["/rss"]
    site.pages["/rss"] = (status, headers | {"Last-Modified": "Tue, 19 Jan 2038 03:14:07 GMT"}, body)
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 1)
    first, *later = conditions(site, "/rss")
    assert first == (None, None)
    assert set(later) == {('"one"', None)}
