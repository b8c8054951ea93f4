"""What a hostile server can do to the client: nothing but fail."""

import asyncio
import gzip
import resource

import pytest

from fetchers import Client

from .conftest import AGENT, HostileServer, Request


def gigabyte_of_zeros() -> bytes:
    """A gzip body of about 1 MB that inflates to 1 GB, in eight members."""
    return gzip.compress(bytes(128 << 20), 9) * 8


async def test_a_bomb_stops_at_the_cap(server: HostileServer, client: Client) -> None:
    bomb = gigabyte_of_zeros()
    assert len(bomb) < 1_100_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = await client.get(server.serve("/bomb", bomb, Content_Encoding="gzip"))
    assert answer.failure == "the body is larger than 5,000,000 bytes"
    assert answer.body == b""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kilobytes


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip,deflate", "br", "zstd", "compress", "x" * 500])
async def test_encodings_that_were_not_asked_for_are_refused(
    server: HostileServer, client: Client, encoding: str
) -> None:
    body = gzip.compress(gzip.compress(b"x" * 1000))
    answer = await client.get(server.serve("/stacked", body, Content_Encoding=encoding))
    assert "not asked for" in str(answer.failure)
    assert answer.body == b""


@pytest.mark.parametrize("body", [b"not gzip at all", gzip.compress(b"x" * 99_999)[:-30], b"\x1f"])
async def test_a_damaged_compressed_body_is_a_failure(server: HostileServer, client: Client, body: bytes) -> None:
    answer = await client.get(server.serve("/damaged", body, Content_Encoding="gzip"))
    assert answer.failure
    assert answer.body == b""


async def test_an_endless_body_stops_at_the_cap(server: HostileServer, client: Client) -> None:
    async def endless(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    answer = await client.get(server.on("/endless", endless))
    assert "larger than" in str(answer.failure)


async def test_one_byte_at_a_time_ends_at_the_deadline(server: HostileServer) -> None:
    async def drip(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async def drip_headers(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with Client(
        user_agent=AGENT, host_gap=0.0, deadline=0.5, allowed_hosts=frozenset({f"127.0.0.1:{server.port}"})
    ) as client:
        for url in (server.on("/body", drip), server.on("/headers", drip_headers)):
            assert (await client.get(url)).failure == "no complete answer within 0.5 s"


async def test_the_deadline_covers_a_whole_chain_of_slow_redirects(server: HostileServer) -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        head = f"HTTP/1.1 302 Found\r\nLocation: {request.path}x\r\nContent-Length: 0\r\n\r\n"
        writer.write(head.encode())

    urls = [server.on("/" + "x" * number, slow) for number in range(1, 7)]
    async with Client(
        user_agent=AGENT, host_gap=0.0, deadline=0.5, allowed_hosts=frozenset({f"127.0.0.1:{server.port}"})
    ) as client:
        assert (await client.get(urls[0])).failure == "no complete answer within 0.5 s"


async def test_huge_headers_are_a_failure(server: HostileServer, client: Client) -> None:
    one = server.raw("/one", b"HTTP/1.1 200 OK\r\nX-Big: " + b"x" * 300_000 + b"\r\n\r\n")
    many = server.raw("/many", b"HTTP/1.1 200 OK\r\n" + b"X-Big: xxxxxxxx\r\n" * 20_000 + b"\r\n")
    for url in (one, many):
        answer = await client.get(url)
        assert answer.failure
        assert answer.status is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\nx",
        b"\x00\x01\x02\x03garbage\r\n\r\n",
        b"HTTP/1.1 99999 Nope\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
    ],
)
async def test_what_is_no_http_is_a_failure_of_one_line(server: HostileServer, client: Client, raw: bytes) -> None:
    answer = await client.get(server.raw("/odd", raw))
    assert answer.failure
    assert "\n" not in answer.failure
    assert answer.body == b""


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


async def test_redirects_in_circles_and_without_end_stop(server: HostileServer, client: Client) -> None:
    circle = server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    assert "circle" in str((await client.get(circle)).failure)
    for number in range(10):
        server.redirect(f"/r{number}", f"/r{number + 1}", 301)
    answer = await client.get(f"{server.url}/r0")
    assert "more than 5 redirects" in str(answer.failure)
    assert answer.permanent_url is None
    assert len(server.requests) == 2 + 6


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.1.1:8080/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        "http://224.0.0.1/",
        "http://localhost/",
        "http://100.64.0.1/",
        "http://192.88.99.1/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "javascript:alert(1)",
        "http://example.org:22/",
        "http://example.org:99999/",
        "//127.0.0.1/",
        "http://user:secret@127.0.0.1/",
    ],
)
async def test_a_redirect_into_the_private_world_is_refused(server: HostileServer, client: Client, target: str) -> None:
    answer = await client.get(server.redirect("/go", target))
    assert answer.is_refused, answer.failure
    assert answer.failure
    assert "secret" not in answer.failure
    assert server.paths() == ["/go"]
    first = await client.get(target)
    assert first.is_refused, first.failure


async def test_loopback_is_closed_until_the_configuration_opens_it(server: HostileServer) -> None:
    url = server.serve("/feed", b"x")
    async with Client(user_agent=AGENT, allowed_ports=frozenset({server.port})) as closed:
        answer = await closed.get(url)
        assert answer.is_refused
        assert answer.failure == "127.0.0.1 is no public address"
    async with Client(user_agent=AGENT, allowed_hosts=frozenset({"127.0.0.1"})) as without_port:
        assert "port" in str((await without_port.get(url)).failure)
    assert server.requests == []
    async with Client(
        user_agent=AGENT, allowed_hosts=frozenset({"localhost"}), allowed_ports=frozenset({server.port})
    ) as by_name:
        assert (await by_name.get(url.replace("127.0.0.1", "localhost"))).body == b"x"
        assert (await by_name.get(url)).is_refused


async def test_the_environments_proxies_are_ignored(server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with Client(user_agent=AGENT, allowed_hosts=frozenset({f"127.0.0.1:{server.port}"})) as client:
        assert (await client.get(server.serve("/feed", b"x"))).body == b"x"


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
