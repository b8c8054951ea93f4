"""8. Only a chain of 301 and 308, seen several times and never to a login page, rewrites a feed's address."""

import itertools
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from fetchers import Client, looks_like_login
from tests.fetchers.conftest import HostileServer
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import SENTENCE, START, asked, conditions, poll, settings_for

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


async def test_a_move_is_remembered_over_a_restart_and_drops_the_validators(site: Site, tmp_path: Path) -> None:
    site.pages["/old"] = (301, {"Location": "/hop"}, b"")
    site.pages["/hop"] = (308, {"Location": "/new"}, b"")
    site.put_feed("/new", ("Quiet day", "/b"), etag='"one"')
    settings = settings_for(tmp_path, (site, "/old"))
    await poll(settings, 0.05)
    await poll(settings, 3, start=START + timedelta(hours=1))
    assert asked(site, "/old") == 3
    fetched = [etag for etag, _ in conditions(site, "/new")]
    assert fetched[:4] == [None, '"one"', None, None]  # before and after the address is rewritten, the whole feed
    assert set(fetched[4:]) == {'"one"'}


async def test_no_other_redirect_rewrites_an_address(site: Site, tmp_path: Path) -> None:
    """Temporary ones, ones that change their mind, ones to a login page, a front page or another answer than a feed."""
    for path in ("/feed", "/login/feed", "/a/feed", "/b/feed"):
        site.put_feed(path, ("Quiet day", "/b"), etag='"one"')
    site.pages["/"] = (200, {}, b"<html><body>Welcome</body></html>")
    site.pages["/temporary"] = (302, {"Location": "/feed"}, b"")
    site.pages["/mixed"] = (301, {"Location": "/mixed-on"}, b"")
    site.pages["/mixed-on"] = (307, {"Location": "/feed"}, b"")
    site.pages["/to-login"] = (301, {"Location": "/login/feed"}, b"")
    site.pages["/to-front"] = (308, {"Location": "/"}, b"")
    site.pages["/to-304"] = (301, {"Location": "/always-304"}, b"")
    site.make["/always-304"] = lambda: (304, {}, "")
    ends = itertools.cycle(["/a/feed", "/b/feed"])
    site.make["/undecided"] = lambda: (301, {"Location": next(ends)}, "")
    paths = ["/temporary", "/mixed", "/to-login", "/to-front", "/to-304", "/undecided"]
    settings = settings_for(tmp_path, *((site, path) for path in paths))
    await poll(settings, 6)
    with closing(sqlite3.connect(settings.store_path)) as store:
        assert store.execute("SELECT url FROM feeds WHERE moved_to IS NOT NULL").fetchall() == []
    assert all(asked(site, path) > 4 for path in paths)


@pytest.mark.parametrize(
    ("url", "is_login"),
    [
        ("https://example.org/login?next=/feed", True),
        ("https://example.org/user/sign-in/", True),
        ("https://login.example.org/feed", True),
        ("https://accounts.example.org/", True),
        ("https://example.org/oauth2/authorize", True),
        ("https://consent.example.org/collect", True),
        ("https://example.org/feed", False),
        ("https://example.org/news/catalogin/feed", False),
        ("https://example.org/world/accountability.xml", False),
        ("https://example.org/authors/feed", False),
        ("http://[", False),
    ],
)
def test_a_login_page_is_told_by_its_address(url: str, is_login: bool) -> None:
    assert looks_like_login(url) == is_login
