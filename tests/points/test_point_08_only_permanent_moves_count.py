"""8. Only a chain of 301 and 308, seen several times and never to a login page, rewrites a feed's address."""

from pathlib import Path

from fetchers import Client
from tests.fetchers.conftest import HostileServer
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import SENTENCE, asked, poll, settings_for

FEED = b"<rss version='2.0'><channel><title>t</title></channel></rss>"


async def test_redirects_are_followed_and_only_permanent_chains_give_a_new_url(
    server: HostileServer, client: Client
) -> None:
    end = server.serve("/end", FEED)
    one = server.redirect("/one", "/two", 301)
    server.redirect("/two", "end", 308)
    mixed = server.redirect("/mixed", "/two", 302)
    answer = await client.get(one)
    assert (answer.body, answer.url, answer.permanent_url) == (FEED, end, end)
    answer = await client.get(mixed)
    assert (answer.body, answer.url, answer.permanent_url) == (FEED, end, None)


async def test_a_permanent_move_is_followed_after_several_sightings(site: Site, tmp_path: Path) -> None:
    site.pages["/old"] = (301, {"Location": "/new"}, b"")
    site.put_feed("/new", ("Attack in Bamako", "/a"))
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    settings = settings_for(tmp_path, (site, "/old"))
    await poll(settings, 6)
    assert asked(site, "/old") == 3
    assert asked(site, "/new") > 6
