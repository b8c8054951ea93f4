"""How the client speaks to honest servers."""

import gzip
import zlib

from fetchers import Client, Login

from .conftest import AGENT, HostileServer

FEED = b"<rss version='2.0'><channel><title>t</title></channel></rss>"


async def test_a_feed_comes_with_its_headers_in_lower_case(server: HostileServer, client: Client) -> None:
    url = server.serve("/feed", FEED, ETag='W/"abc"', Content_Type="application/rss+xml")
    answer = await client.get(url)
    assert (answer.status, answer.body, answer.failure, answer.url) == (200, FEED, None, url)
    assert answer.headers["etag"] == 'W/"abc"'


async def test_a_page_is_asked_for_as_html(server: HostileServer, client: Client) -> None:
    await client.get(server.serve("/page", b"<p>x</p>"), accept="page")
    assert server.requests[0].headers["accept"].startswith("text/html")


async def test_gzip_and_both_kinds_of_deflate_are_inflated(server: HostileServer, client: Client) -> None:
    raw = zlib.compressobj(wbits=-15)
    bodies = {
        "gzip": gzip.compress(FEED),
        "x-gzip": gzip.compress(FEED[:10]) + gzip.compress(FEED[10:]) + b"\0" * 20,
        "deflate": zlib.compress(FEED),
        "Deflate": raw.compress(FEED) + raw.flush(),
    }
    for number, (encoding, body) in enumerate(bodies.items()):
        answer = await client.get(server.serve(f"/{number}", body, Content_Encoding=encoding))
        assert (answer.body, answer.failure) == (FEED, None), encoding


async def test_a_kept_connection_that_the_server_closed_is_opened_again(client: Client, server: HostileServer) -> None:
    url = server.serve("/feed", FEED)  # no "Connection: close", yet the server closes: an honest race
    for _ in range(5):
        assert (await client.get(url)).failure is None


async def test_a_refused_url_comes_back_without_its_password(client: Client) -> None:
    answer = await client.get("http://me:secret@10.0.0.1/x")
    assert (answer.is_refused, answer.url) == (True, "http://10.0.0.1/x")


async def test_a_login_is_told_to_the_feeds_own_door_only_and_never_shown(server: HostileServer) -> None:
    hosts = frozenset({f"127.0.0.1:{server.port}", f"localhost:{server.port}"})
    async with Client(user_agent=AGENT, host_gap=0.0, allowed_hosts=hosts) as client:
        server.serve("/moved", b"", "403 Forbidden")
        login = Login("reader", "s@cret")
        answer = await client.get(server.redirect("/feed", "/moved"), login=login)
        elsewhere = f"{server.url}/moved".replace("127.0.0.1", "localhost")
        await client.get(server.redirect("/away", elsewhere), login=login)
    told = [(request.path, request.headers.get("authorization")) for request in server.requests]
    basic = "Basic cmVhZGVyOnNAY3JldA=="
    assert told == [("/feed", basic), ("/moved", basic), ("/away", basic), ("/moved", None)]
    assert "cret" not in f"{answer} {login}"


async def test_a_password_in_a_url_is_used_but_never_shown(server: HostileServer, client: Client) -> None:
    answer = await client.get(server.serve("/feed", b"", "403 Forbidden").replace("//", "//reader:s%40cret@"))
    assert server.requests[0].headers["authorization"] == "Basic cmVhZGVyOnNAY3JldA=="
    assert "cret" not in f"{answer}"
    for bad in ("ftp://reader:s%40cret@host.test/", "http://reader:s/cret@host.test/"):
        assert "cret" not in str((await client.get(bad)).failure)
