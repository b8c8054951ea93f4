"""10. A User-Agent with name, version and contact; no cookies, no Referer."""

from importlib.metadata import version
from pathlib import Path

import pytest

from fetchers import Client
from tests.fetchers.conftest import AGENT, HostileServer
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import SENTENCE, poll, settings_for

FEED = b"<rss version='2.0'><channel><title>t</title></channel></rss>"


async def test_the_request_names_us_and_asks_for_gzip_only(server: HostileServer, client: Client) -> None:
    await client.get(server.serve("/feed", FEED))
    headers = server.requests[0].headers
    assert headers["user-agent"] == AGENT
    assert headers["accept-encoding"] == "gzip"
    assert "cookie" not in headers
    assert "referer" not in headers
    assert "application/rss+xml" in headers["accept"]


async def test_a_contact_beyond_ascii_goes_out_in_utf8(server: HostileServer) -> None:
    allowed = frozenset({f"127.0.0.1:{server.port}"})
    async with Client(user_agent="storywatch/1 (Zoé Ñandú)\n", host_gap=0.0, allowed_hosts=allowed) as client:
        assert (await client.get(server.serve("/feed", FEED), respect_robots=True)).body == FEED
    sent = {request.headers["user-agent"].encode("latin-1").decode("utf-8") for request in server.requests}
    assert sent == {"storywatch/1 (Zoé Ñandú)"}


@pytest.mark.parametrize("name", ["a\r\nX-Evil: 1", "a\nb", "a\x00b", "a\x1b[31m", "a\udc80"])
def test_a_name_that_no_header_can_hold_is_refused_at_once(name: str) -> None:
    with pytest.raises(ValueError, match="User-Agent"):
        Client(user_agent=name)


async def test_cookies_are_never_sent_back(server: HostileServer, client: Client) -> None:
    url = server.serve("/feed", FEED, Set_Cookie="id=1; Path=/")
    await client.get(url)
    await client.get(url)
    assert ["cookie" in request.headers for request in server.requests] == [False, False]


async def test_every_request_of_the_poller_says_who_asks_and_nothing_else(site: Site, tmp_path: Path) -> None:
    """Feeds, pages, robots.txt, and all that redirects lead to."""
    cookie = {"Set-Cookie": "id=1; Path=/"}
    site.pages["/rss"] = (302, {"Location": "/real", **cookie}, b"")
    site.put_feed("/real", ("Attack in Bamako", "/a"))
    site.pages["/a"] = (302, {"Location": "/b", **cookie}, b"")
    site.put_page("/b", "Attack in Bamako", SENTENCE)
    site.pages["/robots.txt"] = (200, cookie, b"User-agent: *\nDisallow: /x\n")
    for path in ("/real", "/b"):
        status, headers, body = site.pages[path]
        site.pages[path] = (status, headers | cookie, body)
    settings = settings_for(tmp_path, (site, "/rss"), polling='contact = "mailto:desk@example.org"')
    await poll(settings, 2)
    assert {path for path, _ in site.requests} == {"/rss", "/real", "/a", "/b", "/robots.txt"}
    agents = {headers.pop("user-agent") for _, headers in site.requests}
    assert agents == {f"storywatch/{version('storywatch')} (feed reader; mailto:desk@example.org)"}
    sent = {name for _, headers in site.requests for name in headers}
    assert sent <= {"host", "accept", "accept-encoding", "if-none-match", "if-modified-since"}
