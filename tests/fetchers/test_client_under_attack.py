"""What a hostile server can do to the client: nothing but fail."""

import asyncio

import pytest

from fetchers import Client

from .conftest import AGENT, HostileServer, Request


@pytest.mark.parametrize(
    "header",
    [
        b"Expires: Fri, 31 Dec 9999 23:59:59 -1200",
        b"Date: Fri, 31 Dec 9999 23:59:59 -1200",
        b"Cache-Control: max-age=999999999999",
        "Cache-Control: max-age=٣".encode(),
        b"Cache-Control: max-age=5\r\nAge: 99999999999999999999",
        b"Last-Modified: Mon, 01 Jan 99999999999 00:00:00 GMT",
        b"Content-Type: \xff\xfe; charset=\x80",
        b"Content-Encoding: \xff",
        b"ETag: \xe9\xff",
        b"X-Odd: \xff",
        b"Location: http://[",
        b"Content-Length: 1\r\nContent-Length: 1",
    ],
)
@pytest.mark.parametrize("status", [b"200 OK", b"302 Found", b"429 Slow", b"503 Busy", b"304 Same"])
async def test_no_header_makes_the_client_raise(
    server: HostileServer, client: Client, header: bytes, status: bytes
) -> None:
    retry = b"Retry-After: Fri, 31 Dec 9999 23:59:59 -1200\r\n" if header.startswith((b"Date", b"Exp")) else b""
    url = server.raw("/odd", b"HTTP/1.1 " + status + b"\r\n" + header + b"\r\n" + retry + b"\r\nx")
    answer = await client.get(url)
    again = await client.get(url, etag=answer.headers.get("etag"), last_modified=answer.headers.get("last-modified"))
    assert all(each.failure or each.status in (200, 304) for each in (answer, again))


async def test_a_refused_connection_and_an_unknown_name_say_so(client: Client, server: HostileServer) -> None:
    async with Client(user_agent=AGENT, allowed_hosts=frozenset({"127.0.0.1:9"})) as other:
        assert "can't connect" in str((await other.get("http://127.0.0.1:9/")).failure)
    answer = await client.get("http://no-such-name.invalid/feed")
    assert "no-such-name.invalid can't be resolved" in str(answer.failure)
    assert not answer.is_refused


async def test_hostile_names_and_urls_never_raise(client: Client) -> None:
    for url in (
        "",
        " ",
        "http://",
        "http://exa mple.org/",
        "http://\x00/",
        "http://[",
        "http://" + "a" * 300 + ".test/",
        "http://a" * 5000,
        "ht!tp://x",
        "http://\udc80/",
        "http://xn--/",
        "http://..../",
        "http://-./",
        "https://\u202e.test:x/",
    ):
        answer = await client.get(url)
        assert answer.failure, url
        assert answer.status is None


async def test_a_client_that_is_cancelled_leaves_the_host_usable(server: HostileServer, client: Client) -> None:
    started = asyncio.Event()

    async def hang(_request: Request, _writer: asyncio.StreamWriter) -> None:
        started.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(client.get(server.on("/hang", hang)))
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await client.get(server.serve("/feed", b"x"))).body == b"x"
