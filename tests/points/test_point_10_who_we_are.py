"""10. A User-Agent with name, version and contact; no cookies, no Referer."""

import pytest

from fetchers import Client
from tests.fetchers.conftest import AGENT, HostileServer

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
    assert all("cookie" not in request.headers for request in server.requests)
