"""1. The first fetch is unconditional; later ones send the stored validators byte for byte."""

from fetchers import Client
from tests.fetchers.conftest import HostileServer

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
