"""Answers that are not quite HTTP, encodings that are not quite text, values that are not quite numbers.

Many small ones of a kind are pages of one feed: what counts is that each is a visit with a reason, and nothing more.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Iterator
from itertools import count

from benchmarks.hostile.attack import HEADLINE, RSS, Attack, Target, item, one_feed, page, rss
from benchmarks.hostile.private_addresses import CROWDED
from benchmarks.hostile.site import Request, answer

_DIGITS = b"9" * 5_000  # more than int() takes
_PAGE = page()
_SIZE = b"%d" % len(_PAGE)
_HEAD = b"HTTP/1.1 200 OK\nContent-Type: text/html\n"

FRAMES = (
    _HEAD + b"Transfer-Encoding: chunked\nContent-Length: 5\n\n0\n\n",
    _HEAD + b"Transfer-Encoding: xchunked\n\n5\nhello\n0\n\n",
    _HEAD + b"Transfer-Encoding : chunked\n\n0\n\n",
    _HEAD + b"Transfer-Encoding:\x0bchunked\n\n0\n\n",
    _HEAD + b"Transfer-Encoding: identity, chunked\n\n0\n\n",
    _HEAD + b"Transfer-Encoding: chunked\nTransfer-Encoding: gzip\n\n0\n\n",
    _HEAD + b"Transfer-Encoding: chunked\n\nFFFFFFFFFFFFFFFFF\nx",
    _HEAD + b"Transfer-Encoding: chunked\n\n-1\nx",
    _HEAD + b"Transfer-Encoding: chunked\n\n" + b"0" * 60_000 + b"1\nx\n0\n\n",
    _HEAD + b"Transfer-Encoding: chunked\n\n0x5\nhello\n0\n\n",
    _HEAD + b"Transfer-Encoding: chunked\n\n5\nhelloMORE\n0\n\n",
    _HEAD + b"Content-Length: +" + _SIZE + b"\n\n" + _PAGE,
    _HEAD + b"Content-Length: 0x10\n\n" + _PAGE,
    _HEAD + b"Content-Length: " + _SIZE + b", 5\n\n" + _PAGE,
    _HEAD + b"Content-Length: " + b"0" * 5_000 + _SIZE + b"\n\n" + _PAGE,
    _HEAD + b"Content-Length: " + _DIGITS + b"\n\n" + _PAGE,
    _HEAD + b"Content-Length: \xd9\xa1\n\n" + _PAGE,
    _HEAD + b"Content-Length: 1\n folded: 2\n\nx",
    _HEAD + b"X: y\x00z\nContent-Length: 1\n\nx",
    _HEAD + b"X Y: z\nContent-Length: 1\n\nx",
    _HEAD + b": nameless\nContent-Length: 1\n\nx",
    _HEAD + b"no colon at all\nContent-Length: 1\n\nx",
    _HEAD + b"X: y\n" * 15_000 + b"Content-Length: 1\n\nx",
    _HEAD + b"Content-Length: 1\n" * 3_000 + b"\nx",
    b"HTTP/1.1 200\nContent-Length: 1\n\nx",
    b"HTTP/1.1 000 Zero\nContent-Length: 1\n\nx",
    b"HTTP/1.1 999 More\nContent-Length: 1\n\nx",
    b"HTTP/1.1 1000 Most\nContent-Length: 1\n\nx",
    b"HTTP/1.1 -200 Less\nContent-Length: 1\n\nx",
    b"HTTP/9.9 200 OK\nContent-Length: 1\n\nx",
    b"HTTP/1.1 204 None\nContent-Length: 5\n\nhello",
    b"HTTP/1.1 205 Reset\nContent-Length: 5\n\nhello",
    b"HTTP/1.1 206 Part\nContent-Range: bytes 0-4/99999999999999999999\nContent-Length: 5\n\nhello",
    b"HTTP/1.1 226 IM Used\nIM: feed\nContent-Length: 5\n\nhello",
    b"HTTP/1.1 304 Not Modified\nContent-Length: 5\n\nhello",
    b"HTTP/1.1 407 Proxy\nProxy-Authenticate: Basic\nContent-Length: 0\n\n",
    b"HTTP/1.1 401 No\nWWW-Authenticate: Negotiate " + b"A" * 50_000 + b"\nContent-Length: 0\n\n",
    b"HTTP/1.1 301 Moved\nContent-Length: 0\n\n",
    b"HTTP/1.1 300 Choices\nLocation: /other\nContent-Length: 0\n\n",
    b"ICY 200 OK\n\nx",
    b"\x16\x03\x01\x02\x00\x01\x00",
    b"",
)  # fmt: skip

WAITS = (
    b"HTTP/1.1 200 OK\nCache-Control: max-age=" + _DIGITS,
    b"HTTP/1.1 200 OK\nCache-Control: max-age=-1, s-maxage=" + _DIGITS + b", max-age=1e999, max-age=\xd9\xa1",
    b"HTTP/1.1 200 OK\nAge: " + _DIGITS + b"\nExpires: -1",
    b"HTTP/1.1 200 OK\nExpires: Fri, 31 Dec " + b"9" * 300 + b" 23:59:59 GMT",
    b"HTTP/1.1 200 OK\nExpires: Thu, 99 Zzz 0000 99:99:99 +9999\nDate: x\nLast-Modified: " + b"9" * 4_000,
    b"HTTP/1.1 200 OK\nETag: W/" + b'"' * 5_000,
    b"HTTP/1.1 503 Busy\nRetry-After: " + _DIGITS,
    b"HTTP/1.1 503 Busy\nRetry-After: NaN",
    b"HTTP/1.1 503 Busy\nRetry-After: 1e308",
    b"HTTP/1.1 503 Busy\nRetry-After: Fri, 31 Dec 99999 23:59:59 GMT",
    b"HTTP/1.1 429 Slow\nRetry-After: Mon, 01 Jan 0001 00:00:00 +2359",
)  # fmt: skip

# Names under which Python has something else than a text encoding, or one that no page should be read in.
CHARSETS = (
    "zlib", "bz2", "base64", "hex", "rot13", "uu", "quopri", "unicode_escape", "raw_unicode_escape", "idna", "punycode",
    "undefined", "mbcs", "utf-7", "utf-16", "utf-32", "hz", "iso-2022-kr", "x-user-defined", "../../etc/passwd", "\\",
    "os", "a" * 20_000, "utf-8\x1b[2J", "'", '"',
)  # fmt: skip

HOSTS = (
    "a" * 64 + ".test",
    ".".join(["a" * 63] * 4),
    ".".join(["a"] * 126) + ".test",
    "xn--",
    "xn--a.test",
    "xn--" + "9" * 59,
    "xn--80ak6aa92e.test",
    "аррӏе.test",
    "a\u202etset.b.test",
    "a\u200bb.test",
    "a\u00adb.test",
    "ß.test",
    "ﬁ.test",
    "☃.test",
    "\U000e0061.test",
    "a..test",
    ".test",
    "test.",
    "-a.test",
    "a_b.test",
    "a b.test",
    "a%00.test",
    "a%2eb.test",
    "[v1.x]",
    "[::1",
    "::1",
    "[fe80::1%25" + "x" * 5_000 + "]",
    "1e1",
    "0x",
    "4294967296",
    "1.1.1.1.1",
    "٣.test",
)

_VALUES = (
    "1e999",
    "-1e999",
    "NaN",
    "Infinity",
    "9" * 10_000,
    "9" * 300,
    "true",
    "null",
    "[[[[[]]]]]",
    '{"@value":{"@value":1}}',
    '"99999-01-01T00:00:00Z"',
    '"-0001-01-01T00:00:00Z"',
    '"2024-09-17T08:00:00+99:99"',
    '"1000000000000"',
    '"0"',
    '"2024-W38-2T25"',
    '"2024-09-17T08:00:00.' + "0" * 5_000 + 'Z"',
    '"' + "2024-" * 3_000 + '"',
    '"\\ud800\\u0000\\u001b[2J"',
)
_number = count(1)


def _wired(head: bytes) -> bytes:
    """The head of an answer with proper line ends; what follows an empty line stays as it is."""
    head, blank, body = head.partition(b"\n\n")
    return (head + blank).replace(b"\n", b"\r\n") + body


def _as_pages(answers: tuple[bytes, ...]) -> Callable[[Target], str]:
    """Each of these answers as a page of its own, all pages of one feed."""

    def lay(target: Target) -> str:
        for number, each in enumerate(answers):
            target.site.pages[f"/odd/{number}"] = each
        links = (f"{target.site.url}/odd/{number}" for number in range(len(answers)))
        return target.feed(*(item(link, f"{HEADLINE} {n}", guid=str(n)) for n, link in enumerate(links)))

    return lay


def _waits() -> tuple[bytes, ...]:
    head = b"\nContent-Type: text/html\nConnection: close\nContent-Length: " + _SIZE + b"\n\n"
    return tuple(_wired(each + head) + _PAGE for each in WAITS)


def _charsets() -> tuple[bytes, ...]:
    declared = page(head="<meta charset=CHARSET>")
    kinds = [f"text/html; charset={each}" for each in CHARSETS]
    in_header = [answer(page("Des blessés à Ségou, “77” morts."), kind) for kind in kinds]
    return (*in_header, *(answer(declared.replace(b"CHARSET", each.encode()), "text/html") for each in CHARSETS))


def _values() -> Iterator[bytes]:
    fields = ("datePublished", "dateModified", "headline", "author", "articleBody", "position", "inLanguage", "@type")
    for value in _VALUES:
        said = ",".join(f'"{name}":{value}' for name in fields)
        yield answer(page(head=f'<script type="application/ld+json">{{"@type":"NewsArticle",{said}}}</script>'))
        meta = value.strip('"').replace('"', "&quot;")
        names = ("article:published_time", "article:modified_time", "og:locale", "og:url", "author")
        yield answer(page(head="".join(f'<meta property="{name}" content="{meta}">' for name in names)))


def _odd_hosts(target: Target) -> str:
    return target.feed(*(item(f"http://{host}/x", f"{HEADLINE} {n}", guid=str(n)) for n, host in enumerate(HOSTS)))


def _trailers(target: Target) -> str:
    async def go_on(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")
        while True:
            writer.write(b"X-Trailer: y\r\n" * 100)
            await writer.drain()

    target.site.pages["/feed"] = go_on
    return target.site.url + "/feed"


def _led_by_headers(target: Target) -> str:
    door = target.tripwire.url + "/x"
    lines = (
        f'Link: <{door}>; rel=preload\r\nRefresh: 0; url={door}\r\nContent-Location: {door}\r\nAlt-Svc: h2="{door}"\r\n'
    )
    lines += f"SourceMap: {door}\r\nReport-To: {door}\r\nLocation: {door}\r\n"
    body = rss([item("page")])
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {RSS}\r\n{lines}Content-Length: {len(body)}\r\n\r\n"
    target.site.pages["/feed"] = head.encode() + body
    target.put("/page", page(), **dict(line.split(": ", 1) for line in lines.replace("-", "_").splitlines()[:4]))
    return target.site.url + "/feed"


def _two_locations(target: Target) -> str:
    lines = f"Location: /other\r\nLocation: {target.tripwire.url}/x\r\nContent-Length: 0\r\n\r\n"
    target.site.pages["/feed"] = f"HTTP/1.1 302 Found\r\n{lines}".encode()
    target.put("/other", rss([]), RSS)
    return target.site.url + "/feed"


def _emptied(target: Target) -> str:
    """A feed that has nothing from its second visit on."""
    visits = count()
    full = answer(rss([item(target.put("/page", page()))]), RSS)
    target.site.pages["/feed"] = lambda _request: full if next(visits) == 0 else answer("", RSS)
    return target.site.url + "/feed"


def _robots_circle(target: Target) -> str:
    target.site.default = lambda request: answer("", status="302 Found", Location=request.path + "x")
    target.put("/robots.txt", "", status="302 Found", Location="/robots.txtx")
    return target.feed(item(target.put("/page", page())))


def _indexes(target: Target) -> str:
    """Each index lists itself, the first one, and ten more that nobody has seen."""

    def index(_request: Request) -> bytes:
        names = ["/sitemap.xml", *(f"/index/{next(_number)}.xml" for _ in range(10))]
        parts = "".join(f"<sitemap><loc>{target.site.url}{name}</loc></sitemap>" for name in names)
        return answer(f"<sitemapindex>{parts}</sitemapindex>", "application/xml")

    target.site.default = index
    target.put("/robots.txt", "", status="404 None")
    return f"sitemap {target.site.url}/sitemap.xml"


def _anew(target: Target) -> str:
    """20,000 items that are new at every visit; the day's measure is 10,000."""

    def feed(_request: Request) -> bytes:
        visit = next(_number)
        return answer(
            rss(f"<item><title>Football {n}</title><guid>{visit}-{n}</guid></item>" for n in range(20_000)), RSS
        )

    target.site.pages["/feed"] = feed
    return target.site.url + "/feed"


def _gzip_head(flags: int, more: bytes) -> bytes:
    return b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\0\xff" + more


_FEED = rss([item("http://x.test/")])
ATTACKS = (
    Attack(
        f"{len(FRAMES)} answers that are not quite HTTP, as pages",
        _as_pages(tuple(map(_wired, FRAMES))),
        "page: [0-9]+ failed",
        len(FRAMES),
        120,
    ),
    Attack(
        f"{len(WAITS)} waits and validators of 5,000 digits, year 99999, NaN",
        _as_pages(_waits()),
        "page: [0-9]+ new",
        3,
        30,
        held=True,
    ),
    Attack(
        f"{2 * len(CHARSETS)} charsets that are none: zlib, rot13, unicode_escape, …",
        _as_pages(_charsets()),
        "page: [0-9]+ new",
        2 * len(CHARSETS),
        120,
    ),
    Attack(
        f"{2 * len(_VALUES)} metadata values: NaN, 10,000 digits, year 99999, nests",
        _as_pages(tuple(_values())),
        "page: [0-9]+ new",
        2 * len(_VALUES),
        120,
    ),
    Attack(
        f"{len(HOSTS)} hosts: 253 letters, homographs, bidi, zero-width, broken IPv6",
        _odd_hosts,
        "page: [0-9]+ refused|feed: new",
        5,
        60,
    ),
    Attack("trailers that never end", _trailers, "longer than|HTTP properly|within|pieces"),
    Attack(
        "Link, Refresh, Content-Location, Alt-Svc, Location of a 200 to loopback", _led_by_headers, "page: 1 new", 2
    ),
    Attack("two Locations, one to loopback", _two_locations, "feed:"),
    Attack("a feed that is empty from its second visit on", _emptied, "empty", feed_visits=2),
    Attack("robots.txt that redirects without end", _robots_circle, "page: 1 (refused|new)", 2),
    Attack("a name with 2,000 addresses where nobody is", lambda target: f"http://{CROWDED}/feed", "feed: failed"),
    Attack(
        "https to a server that doesn't speak TLS", lambda target: f"https://{target.site.host}/feed", "feed: failed"
    ),
    Attack("indexes of sitemaps that list themselves and ten more each, without end", _indexes, "feed:", 2, 60),
    Attack("20,000 items, new at each visit, and again", _anew, "left out", 3, 120, feed_visits=2),
    Attack(
        "gzip in gzip under one label",
        one_feed(lambda: gzip.compress(gzip.compress(_FEED)), Content_Encoding="gzip"),
        "feed:",
    ),
    Attack("gzip without a label", one_feed(lambda: gzip.compress(_FEED)), "feed:"),
    Attack(
        "gzip that breaks off", one_feed(lambda: gzip.compress(_FEED)[:-20], Content_Encoding="gzip"), "feed: failed"
    ),
    Attack(
        "30,000 gzip files one after the other",
        one_feed(lambda: gzip.compress(b"") * 30_000, Content_Encoding="gzip"),
        "feed:",
    ),
    Attack(
        "a gzip file with a name of 4 MB",
        one_feed(lambda: _gzip_head(8, b"n" * 4_000_000), Content_Encoding="gzip"),
        "feed: failed",
    ),
    Attack("gzip as a label on plain text", one_feed(_FEED, Content_Encoding="gzip"), "feed:"),
    Attack(
        "XML that calls itself zlib, rot13, unicode_escape",
        one_feed(
            lambda: _FEED.replace(b'"utf-8"', b'"unicode_escape"').replace(b"<title>", b"<title>\\x1b[2J\\u202e", 1)
        ),
        "feed:",
    ),
    Attack(
        "a feed of 20,000 links to one page",
        lambda target: target.feed(
            *(
                f"<item><title>{HEADLINE} {n}</title><guid>{n}</guid><link>{target.put('/page', page())}</link></item>"
                for n in range(20_000)
            )
        ),
        "page: 1 new",
        2,
        60,
    ),
)
