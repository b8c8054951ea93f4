"""1. The first fetch is unconditional; later ones send the stored validators byte for byte."""

from datetime import timedelta
from pathlib import Path

import pytest

from fetchers import Client
from tests.fetchers.conftest import HostileServer
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import SENTENCE, START, conditions, poll, settings_for

FEED = b"<rss version='2.0'><channel><title>t</title></channel></rss>"


async def test_validators_go_back_byte_for_byte_and_304_has_no_body(server: HostileServer, client: Client) -> None:
    url = server.raw("/feed", b"HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=600\r\n\r\n")
    answer = await client.get(url, etag='W/"a\'b c"', last_modified="Tue, 17 Sep 2024 05:00:00 GMT")
    assert (answer.status, answer.body, answer.failure, answer.fresh_for) == (304, b"", None, 600.0)
    assert server.requests[0].headers["if-none-match"] == 'W/"a\'b c"'
    assert server.requests[0].headers["if-modified-since"] == "Tue, 17 Sep 2024 05:00:00 GMT"


async def test_an_etag_with_a_line_break_is_not_sent_back(server: HostileServer, client: Client) -> None:
    await client.get(server.serve("/feed", FEED), etag='"a"\r\nX-Evil: 1')
    assert not {"if-none-match", "x-evil"} & set(server.requests[0].headers)


async def test_an_etag_goes_back_with_the_very_bytes_that_it_had(server: HostileServer, client: Client) -> None:
    for etag in (b'W/"a"', b"bare", b'"\xe9\xff"', '"é"'.encode(), b'""', b'"a", "b"', b"W/'", b'"<\xa0>"'):
        answer = await client.get(server.raw("/feed", b"HTTP/1.1 200 OK\r\nETag: " + etag + b"\r\n\r\n"))
        await client.get(f"{server.url}/feed", etag=answer.headers["etag"])
        assert server.requests[-1].headers["if-none-match"].encode("latin-1") == etag


@pytest.mark.parametrize("etag", [b'"\x1b[31m"', b'"\x9b31m"', b'"\x7f"', b"x" * 5_000, b""])
async def test_an_etag_that_no_request_should_hold_is_not_kept(
    server: HostileServer, client: Client, etag: bytes
) -> None:
    answer = await client.get(server.raw("/feed", b"HTTP/1.1 200 OK\r\nETag: " + etag + b"\r\n\r\n"))
    assert (answer.status, answer.headers.get("etag")) == (200, None)


async def test_feeds_and_pages_are_asked_for_with_what_the_store_kept_also_after_a_restart(
    site: Site, tmp_path: Path
) -> None:
    etag, date = 'W/"it\'s the 1st; é"', "yesterday, about noon"
    site.put_feed("/rss", ("Attack in Bamako", "/a"), etag=etag)
    site.put_page("/a", "Attack in Bamako", SENTENCE)
    for path in ("/rss", "/a"):
        status, headers, body = site.pages[path]
        site.pages[path] = (status, headers | {"ETag": etag, "Last-Modified": date}, body)
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 1)
    await poll(settings, 1, start=START + timedelta(hours=1))
    for path in ("/rss", "/a"):
        first, *later = conditions(site, path)
        assert first == (None, None)
        assert len(later) > 2
        assert set(later) == {(etag, date)}
