"""What a server can do below the body: bombs, floods, lies about lengths, slowness, loops, poisoned headers."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Callable
from functools import cache

from benchmarks.hostile.attack import RSS, Attack, Body, Target, item, made, one_feed, one_page, page, rss
from benchmarks.hostile.site import Handler, Page, Request, answer

HTML = "text/html; charset=utf-8"
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@cache
def gigabytes(count: int) -> bytes:
    """A gzip body that inflates to so many gigabytes, a megabyte each."""
    return gzip.compress(bytes(256 << 20), 9) * 4 * count


def _raw(*, head: bytes, body: bytes = b"") -> Callable[[Target], str]:
    def lay(target: Target) -> str:
        target.site.pages["/feed"] = head.replace(b"\n", b"\r\n") + b"\r\n" + body
        return target.site.url + "/feed"

    return lay


def _by(handler: Handler, *, of_page: bool = False) -> Callable[[Target], str]:
    def lay(target: Target) -> str:
        target.site.pages["/page" if of_page else "/feed"] = handler
        return target.feed(item(target.site.url + "/page")) if of_page else target.site.url + "/feed"

    return lay


def _for_ever(head: bytes, piece: bytes, *, pause: float = 0.0) -> Callable[[Target], str]:
    """A feed whose answer begins with `head` and goes on piece by piece, with so many seconds between."""

    async def go_on(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return _by(go_on)


async def _silence(_request: Request, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(100)


async def _second_answer(_request: Request, writer: asyncio.StreamWriter) -> None:
    """An answer nobody asked for lies ready on the connection, for the next request to find."""
    forged = rss([item("http://127.0.0.1:1/", "Bamako attack: forged")])
    for body in (rss([]), forged):
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {RSS}\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
    await writer.drain()
    await asyncio.sleep(20)


async def _reset(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx")
    await writer.drain()
    writer.transport.abort()


def _circle(target: Target) -> str:
    target.put("/a", "", status="301 Moved Permanently", Location="/b")
    target.put("/b", "", status="301 Moved Permanently", Location="/a")
    return target.site.url + "/a"


def _chain(target: Target) -> str:
    target.site.default = lambda request: answer("", status="302 Found", Location=request.path + "x")
    return target.site.url + "/feed"


def _growing_location(target: Target) -> str:
    target.site.default = lambda request: answer("", status="302 Found", Location="/" + "x" * 60_000)
    return target.site.url + "/feed"


def _robots(body: Body, **headers: str) -> Callable[[Target], str]:
    def lay(target: Target) -> str:
        target.put("/robots.txt", made(body), "text/plain", **headers)
        return target.feed(*(item(target.put(f"/page/{number}", page())) for number in range(3)))

    return lay


def _cookies(target: Target) -> str:
    def checked(request: Request) -> bytes:
        return answer(page()) if "cookie" not in request.headers else answer("cookie!", status="418 Teapot")

    for number in range(3):
        target.site.pages[f"/page/{number}"] = checked
    body = rss([item(f"{target.site.url}/page/{number}") for number in range(3)])
    cookies = "".join(f"Set-Cookie: c{number}={'x' * 20}; Path=/\r\n" for number in range(1500)).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {RSS}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
    target.site.pages["/feed"] = head.encode() + cookies + b"\r\n" + body
    return target.site.url + "/feed"


def _validators(etag: str, modified: str = "Sun, 31 Dec 9999 23:59:59 GMT") -> Callable[[Target], str]:
    return lambda target: target.feed(item(target.put("/page", page(), ETag=etag)), ETag=etag, Last_Modified=modified)


def _pause(status: str, value: str) -> Callable[[Target], str]:
    return lambda target: target.put("/feed", "", status=status, Retry_After=value)


def _crowd(robots: Page, at: Page) -> Callable[[Target], str]:
    """Pages on many hosts, each of which takes its time."""

    def lay(target: Target) -> str:
        for site in target.crowd:
            site.is_over = False
            site.pages["/robots.txt"], site.default = robots, at
        name = target.site.port  # other pages for each attack
        return target.feed(*(item(f"{site.url}/{name}/{n}") for n in range(3) for site in target.crowd))

    return lay


def _long_addresses(target: Target) -> str:
    patterns = b"".join(b"Disallow: *%s%d\n" % (b"a" * 20, number) for number in range(500)) * 32
    target.put("/robots.txt", b"User-agent: *\n" + patterns, "text/plain")
    target.site.default = answer(page())
    return target.feed(*(item(f"{target.site.url}/{'a' * (7_800 + n)}") for n in range(20)))


def _deflated(target: Target) -> str:
    return target.put("/feed", zlib.compress(bytes(512 << 20), 9), RSS, Content_Encoding="deflate")


ATTACKS = (
    Attack(
        "a gzip bomb as a feed: 4 MB that inflate to 4 GB",
        one_feed(lambda: gigabytes(4), Content_Encoding="gzip"),
        "larger than",
    ),
    Attack("the same as a page", one_page(lambda: gigabytes(4), HTML, Content_Encoding="gzip"), "larger than", 2),
    Attack("the same as robots.txt", _robots(lambda: gigabytes(4), Content_Encoding="gzip"), "page: 3", 4),
    Attack("a deflate bomb of 512 MB", _deflated, "larger than"),
    Attack(
        "gzip in gzip in gzip",
        one_feed(lambda: gzip.compress(gigabytes(1)), Content_Encoding="gzip, gzip, gzip"),
        "not asked",
    ),
    Attack("a brotli label", one_feed(b"\x1b\x00" * 800, Content_Encoding="br"), "not asked"),
    Attack("a zstd label", one_feed(b"\x28\xb5\x2f\xfd" * 400, Content_Encoding="zstd"), "not asked"),
    Attack(
        "a body that never ends",
        _for_ever(OK + b"Content-Type: application/rss+xml\r\n\r\n", b"x" * 65_536),
        "larger than",
    ),
    Attack(
        "chunks that never end, a byte each with 1,800 of extension",
        _for_ever(CHUNKED, b"1;" + b"extension" * 200 + b"\r\nx\r\n"),
        "longer than|pieces|within",
    ),
    Attack(
        "crumbs: chunks of a byte for ever",
        _for_ever(CHUNKED, b"1\r\nx\r\n" * 5_000),
        "longer than|pieces|larger|within",
    ),
    Attack("one byte a second", _for_ever(OK + b"Content-Length: 100000\r\n\r\n", b"x", pause=1.0), "within"),
    Attack("one header a second", _for_ever(OK, b"X-Slow: x\r\n", pause=1.0), "within"),
    Attack("a server that accepts and says nothing (page)", _by(_silence, of_page=True), "within", 2),
    Attack(
        "a flood of 103 answers", _for_ever(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 500), "longer than"
    ),
    Attack("headers that never end", _for_ever(OK, b"X-Big: " + b"x" * 1000 + b"\r\n"), "HTTP properly|longer than"),
    Attack("a header of 300 KB", _raw(head=b"HTTP/1.1 200 OK\nX: " + b"x" * 300_000 + b"\n"), "HTTP properly|longer"),
    Attack("redirects in a circle", _circle, "circle"),
    Attack("redirects without end", _chain, "more than 5"),
    Attack("a redirect to an address of 60 KB", _growing_location, "longer than"),
    Attack(
        "Location with line breaks, ESC and a second header",
        _raw(head=b"HTTP/1.1 302 Found\nLocation: /x\x1b]0;t\x07%0d%0aSet-Cookie:%20a=b\r X: y\nContent-Length: 0\n"),
        "failed|refused",
    ),
    Attack(
        "Content-Length too long",
        _raw(head=b"HTTP/1.1 200 OK\nContent-Length: 99999\n", body=rss([])),
        "broke off|HTTP properly|within",
    ),
    Attack("Content-Length negative", _raw(head=b"HTTP/1.1 200 OK\nContent-Length: -1\n", body=b"x"), "HTTP properly"),
    Attack(
        "two Content-Lengths and chunks",
        _raw(
            head=b"HTTP/1.1 200 OK\nContent-Length: 5\nContent-Length: 6\nTransfer-Encoding: chunked\n",
            body=b"0\r\n\r\n",
        ),
        "HTTP properly",
    ),
    Attack(
        "Content-Length of 10^30",
        _raw(head=b"HTTP/1.1 200 OK\nContent-Length: 1" + b"0" * 30 + b"\n", body=b"x"),
        "HTTP properly|broke|larger|within",
    ),
    Attack("a second answer nobody asked for", _by(_second_answer), "^feed: unchanged$", 2),
    Attack(
        "HTTP/0.9, SSH and garbage instead of HTTP",
        _raw(head=b"SSH-2.0-OpenSSH_9.6\n\x00\x1b[2J\xff\n"),
        "HTTP properly",
    ),
    Attack(
        "101 Switching Protocols",
        _raw(head=b"HTTP/1.1 101 Switching Protocols\nUpgrade: x\nConnection: upgrade\n"),
        "failed",
    ),
    Attack("a connection reset in the middle", _by(_reset), "broke off|HTTP properly"),
    Attack("1,500 cookies, and a 418 for whoever sends one back", _cookies, "page: 3 (new|unchanged)", 4),
    Attack("an ETag of 60 KB, Last-Modified in 9999", _validators('"' + "x" * 60_000 + '"'), "page: 1 new", 2),
    Attack("an ETag with ESC, NUL and bidi", _validators('"\x1b]52;c;eA==\x07\u202e"'), "failed|page: 1 new", 1),
    Attack("429 with Retry-After 10^30", _pause("429 Slow", "1" + "0" * 30), "429"),
    Attack("503 with Retry-After -1", _pause("503 Busy", "-1"), "503"),
    Attack("429 with Retry-After in 9999, zone -1200", _pause("429 Slow", "Fri, 31 Dec 9999 23:59:59 -1200"), "429"),
    Attack(
        "max-age 10^18 and Expires in 9999",
        lambda target: target.feed(Cache_Control="max-age=1" + "0" * 18, Expires="Fri, 31 Dec 9999 23:59:59 -1200"),
        "unchanged",
    ),
    Attack("robots.txt of 50 MB", _robots(lambda: b"User-agent: *\nDisallow: /none\n" * 1_700_000), "page: 3", 4, 60),
    Attack(
        "robots.txt of 12,000 patterns full of stars",
        _robots(lambda: b"User-agent: *\n" + b"Disallow: /*a*a*a*a*a*a*a*a*a*a*b$\n" * 12_000),
        "page: 3",
        4,
        60,
    ),
    Attack(
        "robots.txt with one line of 2,000 stars",
        _robots(lambda: b"User-agent: *\nDisallow: /" + b"*p" * 900 + b"$\n"),
        "page: 3",
        4,
        60,
    ),
    Attack(
        "robots.txt with Crawl-delay 10^9", _robots(lambda: b"User-agent: *\nCrawl-delay: 1000000000\n"), "page: 1", 2
    ),
    Attack("120 pages on 40 hosts that say nothing", _crowd(answer("", status="404 None"), _silence), "page: ", 30, 90),
    Attack("robots.txt of 17,000 patterns, asked of addresses of 7,900 letters", _long_addresses, "page: 20 new"),
    Attack(
        "120 pages on 40 hosts with a Crawl-delay of a minute",
        _crowd(answer(b"User-agent: *\nCrawl-delay: 60\n", "text/plain"), answer(page())),
        "page: [0-9]+ new",
        200,
        40,
        held=True,
    ),
    Attack("robots.txt that is a binary", _robots(bytes(range(256)) * 2000), "page: 3", 4),
)
