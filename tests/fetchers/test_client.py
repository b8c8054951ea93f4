"""How the client speaks to honest servers."""

import asyncio
import gzip
import zlib
from itertools import pairwise

import pytest

from fetchers import Client, Login, host_of

from .conftest import AGENT, HostileServer, Request, running_server

FEED = b"<rss version='2.0'><channel><title>t</title></channel></rss>"


async def test_a_feed_comes_with_its_headers_in_lower_case(server: HostileServer, client: Client) -> None:
    url = server.serve("/feed", FEED, ETag='W/"abc"', Content_Type="application/rss+xml")
    answer = await client.get(url)
    assert (answer.status, answer.body, answer.failure, answer.url) == (200, FEED, None, url)
    assert answer.headers["etag"] == 'W/"abc"'


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


async def test_a_name_without_a_name_still_asks_for_robots_txt(server: HostileServer) -> None:
    server.serve("/robots.txt", b"User-agent: *\nDisallow: /closed\n")
    allowed = frozenset({f"127.0.0.1:{server.port}"})
    for name in ("", "/1.0", " / "):
        async with Client(user_agent=name, host_gap=0.0, allowed_hosts=allowed) as client:
            assert (await client.get(f"{server.url}/closed", respect_robots=True)).is_refused


@pytest.mark.parametrize("name", ["a\r\nX-Evil: 1", "a\nb", "a\x00b", "a\x1b[31m", "a\udc80"])
def test_a_name_that_no_header_can_hold_is_refused_at_once(name: str) -> None:
    with pytest.raises(ValueError, match="User-Agent"):
        Client(user_agent=name)


async def test_a_page_is_asked_for_as_html(server: HostileServer, client: Client) -> None:
    await client.get(server.serve("/page", b"<p>x</p>"), accept="page")
    assert server.requests[0].headers["accept"].startswith("text/html")


async def test_validators_go_back_byte_for_byte_and_304_has_no_body(server: HostileServer, client: Client) -> None:
    url = server.raw("/feed", b"HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=600\r\n\r\n")
    answer = await client.get(url, etag='W/"a\'b c"', last_modified="Tue, 17 Sep 2024 05:00:00 GMT")
    assert (answer.status, answer.body, answer.failure, answer.fresh_for) == (304, b"", None, 600.0)
    assert server.requests[0].headers["if-none-match"] == 'W/"a\'b c"'
    assert server.requests[0].headers["if-modified-since"] == "Tue, 17 Sep 2024 05:00:00 GMT"


async def test_a_304_that_was_not_asked_for_is_a_failure(server: HostileServer, client: Client) -> None:
    answer = await client.get(server.raw("/feed", b"HTTP/1.1 304 Not Modified\r\n\r\n"))
    assert "304" in str(answer.failure)


async def test_an_etag_with_a_line_break_is_not_sent_back(server: HostileServer, client: Client) -> None:
    await client.get(server.serve("/feed", FEED), etag='"a"\r\nX-Evil: 1')
    assert not {"if-none-match", "x-evil"} & set(server.requests[0].headers)


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


async def test_each_bad_status_is_a_failure_of_one_line(server: HostileServer, client: Client) -> None:
    for status in ("401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone", "500 Oops", "299 Odd", "206 Part"):
        answer = await client.get(server.serve(f"/{status[:3]}", b"x", status))
        assert answer.status == int(status[:3])
        assert str(answer.failure).startswith(f"HTTP {status[:3]}")
        assert not answer.is_refused


async def test_retry_after_becomes_a_pause_in_seconds(server: HostileServer, client: Client) -> None:
    asked = {
        "120": 120.0,
        "0": 1.0,
        "99999999": 86400.0,
        "-5": 300.0,
        "soon": 300.0,
        "Tue, 17 Sep 2024 05:10:00 GMT": 600.0,
    }
    for number, (text, seconds) in enumerate(asked.items()):
        url = server.serve(f"/{number}", b"", "503 Busy", Retry_After=text, Date="Tue, 17 Sep 2024 05:00:00 GMT")
        assert (await client.get(url)).pause == seconds, text
    assert (await client.get(server.serve("/429", b"", "429 Slow down"))).pause == 300.0
    assert (await client.get(server.serve("/200", FEED, Retry_After="9"))).pause is None


async def test_requests_that_wait_for_a_host_are_dropped_when_it_asks_for_a_pause(
    server: HostileServer, client: Client
) -> None:
    busy = server.serve("/busy", b"", "429 Slow down", Retry_After="60")
    feed = server.serve("/feed", FEED)
    first, *others = await asyncio.gather(client.get(busy), *(client.get(feed) for _ in range(3)))
    assert (first.status, first.pause) == (429, 60.0)
    assert all(other.is_refused and "left alone" in str(other.failure) for other in others)
    assert server.paths() == ["/busy"]
    assert (await client.get(feed)).body == FEED  # when to try again is the caller's choice


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


async def test_one_host_is_asked_one_thing_at_a_time_with_a_gap(server: HostileServer) -> None:
    urls = [server.serve(f"/{number}", FEED) for number in range(4)]
    async with Client(user_agent=AGENT, host_gap=0.15, allowed_hosts=frozenset({f"127.0.0.1:{server.port}"})) as client:
        await asyncio.gather(*(client.get(url) for url in urls))
    assert server.most_at_once == 1
    times = [request.at for request in server.requests]
    assert all(later - earlier >= 0.14 for earlier, later in pairwise(times))


async def test_a_slow_host_does_not_hold_up_the_others(server: HostileServer) -> None:
    release = asyncio.Event()

    async def slow(_request: Request, writer: asyncio.StreamWriter) -> None:
        await release.wait()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    async with running_server() as other:
        allowed = frozenset({f"127.0.0.1:{server.port}", f"127.0.0.1:{other.port}"})
        async with Client(user_agent=AGENT, host_gap=0.0, in_flight=2, allowed_hosts=allowed) as client:
            waiting = [asyncio.create_task(client.get(server.on(f"/{number}", slow))) for number in range(5)]
            answers = [await client.get(other.serve("/feed", FEED)) for _ in range(3)]
            assert all(answer.body == FEED for answer in answers)
            assert not any(task.done() for task in waiting)
            release.set()
            assert all(answer.failure is None for answer in await asyncio.gather(*waiting))


async def test_a_kept_connection_that_the_server_closed_is_opened_again(client: Client, server: HostileServer) -> None:
    url = server.serve("/feed", FEED)  # no "Connection: close", yet the server closes: an honest race
    for _ in range(5):
        assert (await client.get(url)).failure is None


async def test_cookies_are_never_sent_back(server: HostileServer, client: Client) -> None:
    url = server.serve("/feed", FEED, Set_Cookie="id=1; Path=/")
    await client.get(url)
    await client.get(url)
    assert all("cookie" not in request.headers for request in server.requests)


async def test_robots_txt_is_asked_once_and_respected(server: HostileServer, client: Client) -> None:
    server.serve("/robots.txt", b"User-agent: *\nDisallow: /private\nUser-agent: storywatch-test\nDisallow: /closed\n")
    page, closed = server.serve("/private/page", b"<p>x</p>"), server.serve("/closed/page", b"<p>x</p>")
    assert (await client.get(page, accept="page", respect_robots=True)).failure is None
    answer = await client.get(closed, accept="page", respect_robots=True)
    assert answer.is_refused
    assert "robots.txt" in str(answer.failure)
    assert server.paths() == ["/robots.txt", "/private/page"]


async def test_no_robots_txt_allows_and_a_broken_one_forbids(server: HostileServer, client: Client) -> None:
    page = server.serve("/page", b"<p>x</p>")
    assert (await client.get(page, respect_robots=True)).failure is None
    async with running_server() as other:
        other.serve("/robots.txt", b"", "500 Oops")
        allowed = frozenset({f"127.0.0.1:{other.port}"})
        async with Client(user_agent=AGENT, host_gap=0.0, allowed_hosts=allowed) as second:
            answer = await second.get(other.serve("/page", b"x"), respect_robots=True)
            assert answer.is_refused
            assert "HTTP 500" in str(answer.failure)


async def test_a_host_that_asks_for_a_pause_on_robots_txt_is_left_alone(server: HostileServer, client: Client) -> None:
    server.serve("/robots.txt", b"", "429 Slow down", Retry_After="3600")
    page = server.serve("/page", b"x")
    first = await client.get(page, respect_robots=True)
    assert (first.is_refused, first.pause, first.url) == (True, pytest.approx(3600.0, abs=60.0), page)
    later = await client.get(page, respect_robots=True)  # from the rules that are kept: nobody is asked again
    assert later.pause is not None
    assert later.pause <= first.pause
    assert server.paths() == ["/robots.txt"]


async def test_a_disallowed_page_asks_for_no_pause(server: HostileServer, client: Client) -> None:
    server.serve("/robots.txt", b"User-agent: *\nDisallow: /\n")
    answer = await client.get(server.serve("/page", b"x"), respect_robots=True)
    assert (answer.is_refused, answer.pause) == (True, None)


async def test_a_failure_names_the_url_that_failed_so_that_the_pause_is_put_on_its_host(server: HostileServer) -> None:
    async with running_server() as other:
        allowed = frozenset({f"127.0.0.1:{server.port}", f"127.0.0.1:{other.port}"})
        async with Client(user_agent=AGENT, host_gap=0.0, allowed_hosts=allowed) as client:
            busy = other.serve("/busy", b"", "429 Slow down", Retry_After="60")
            gone = other.serve("/gone", b"", "410 Gone")
            ends = {
                busy: server.redirect("/to-busy", busy),
                gone: server.redirect("/to-gone", gone, 301),
                "http://10.0.0.1/x": server.redirect("/to-private", "http://me:secret@10.0.0.1/x"),
                f"{other.url}/broken": server.redirect("/to-broken", other.raw("/broken", b"no HTTP")),
            }
            for end, start in ends.items():
                answer = await client.get(start)
                assert answer.failure
                assert answer.url == end
                assert answer.pause == (60.0 if end == busy else None)
            assert host_of(busy) == f"127.0.0.1:{other.port}" != host_of(ends[busy])


async def test_a_refused_url_comes_back_without_its_password(client: Client) -> None:
    answer = await client.get("http://me:secret@10.0.0.1/x")
    assert (answer.is_refused, answer.url) == (True, "http://10.0.0.1/x")


async def test_crawl_delay_widens_the_gap_of_its_host(server: HostileServer, client: Client) -> None:
    server.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 0.2\n")
    for number in range(2):
        await client.get(server.serve(f"/{number}", b"x"), respect_robots=True)
    first, second = (request.at for request in server.requests if request.path != "/robots.txt")
    assert second - first >= 0.19


async def test_of_a_huge_robots_txt_the_first_half_megabyte_counts(server: HostileServer, client: Client) -> None:
    server.serve("/robots.txt", b"User-agent: *\nDisallow: /closed\n" + b"# padding\n" * 200_000)
    assert (await client.get(server.serve("/closed", b"x"), respect_robots=True)).is_refused
    assert (await client.get(server.serve("/open", b"x"), respect_robots=True)).failure is None


async def test_pages_that_wait_together_ask_for_robots_txt_once(server: HostileServer, client: Client) -> None:
    pages = [server.serve(f"/{number}", b"x") for number in range(5)]
    await asyncio.gather(*(client.get(page, respect_robots=True) for page in pages))
    assert server.paths().count("/robots.txt") == 1


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
