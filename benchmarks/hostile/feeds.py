"""What a feed's body can do to who reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count

from benchmarks.hostile.attack import ATOM, HEADLINE, RSS, Attack, Target, item, one_feed, page, rss
from benchmarks.hostile.site import Request, answer

KB, MB = 1_000, 1_000_000
_visit = count()


def _entity_bomb(levels: int, width: int) -> bytes:
    made = [f'<!ENTITY a0 "{"Bamako " * 10}">']
    made += [f'<!ENTITY a{n} "{f"&a{n - 1};" * width}">' for n in range(1, levels)]
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [{"".join(made)}]><rss version="2.0"><channel>'
        f"<title>&a{levels - 1};</title>"
        f"<item><title>{HEADLINE} &a{levels - 1};</title><guid>1</guid></item></channel></rss>"
    ).encode()


def _quadratic_blowup() -> bytes:
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]><rss version="2.0"><channel><item>'
        f"<title>{'&a;' * 20_000}</title></item></channel></rss>"
    ).encode()


def _addresses(size: int) -> bytes:
    return rss([item("http://x.test/", more=f"<author>{'a@a.' * (size // 4)}</author>")])


def _flood(number: int, *, on_story: bool, size: int = 0) -> Callable[[Target], str]:
    """Items that are new at every visit."""

    def lay(target: Target) -> str:
        def feed(_request: Request) -> bytes:
            visit = next(_visit)
            headline = HEADLINE if on_story else "Football"
            items = (
                f"<item><title>{headline} {visit}.{n}{'x' * size}</title><guid>{visit}-{n}</guid>"
                f"<link>{target.site.url}/p/{visit}/{n}</link></item>"
                for n in range(number)
            )
            return answer(rss(items), RSS)

        target.site.pages["/feed"] = feed
        target.site.default = answer(page())
        return target.site.url + "/feed"

    return lay


def _dates(target: Target) -> str:
    dates = (
        "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Fri, 31 Dec 9999 23:59:59 -1200", "today",
        "0000-00-00T00:00:00Z", "2024-02-30T25:61:61+99:99", "99999999999999999999", "-1", "١٢/٠٩/٢٠٢٤", "\x00", "",
        "Mon, 01 Jan 0001 00:00:00 +2359", "1e999", "Tue, 17 Sep 2024 08:00:00 " + "A" * 5000, "2024" * 2000,
    )  # fmt: skip
    more = [f"<pubDate>{each}</pubDate>" for each in dates]
    return target.feed(*(item(target.put(f"/{n}", page()), more=each, guid=str(n)) for n, each in enumerate(more)))


def _one_guid(target: Target) -> str:
    return target.feed(*(item(target.put(f"/{n}", page()), f"{HEADLINE} {n}", guid="same") for n in range(20)))


def _path(path: str) -> Callable[[Target], str]:
    return one_feed(path.encode(), "text/plain")


def _bait(text: str, times: int = 60) -> bytes:
    """The same bait in titles, summaries, authors and dates of many items."""
    return rss(
        item(f"http://x.test/{n}", f"<![CDATA[{HEADLINE} {text}]]>", f"<description><![CDATA[{text}]]></description>"
             f"<author><![CDATA[{text[:300]}]]></author>", guid=str(n))
        for n in range(times)
    )  # fmt: skip


ATTACKS = (
    Attack("billion laughs: ten levels of ten entities", one_feed(lambda: _entity_bomb(10, 10)), "feed:"),
    Attack("quadratic blow-up: an entity of 50 KB used 20,000 times", one_feed(lambda: _quadratic_blowup()), "feed:"),
    Attack(
        "an entity used 2,000 times, in UTF-16",
        one_feed(lambda: _quadratic_blowup().decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")),
        "feed:",
    ),
    Attack("128 KB of e-mail addresses as an author", one_feed(lambda: _addresses(128 * KB)), "feed: new"),
    Attack(
        "4 MB of white space before the root",
        one_feed(lambda: b"\n" * (4 * MB) + rss([item("http://x.test/")])),
        "feed: new",
    ),
    Attack(
        "a title of 1 MB",
        one_feed(lambda: rss([item("http://x.test/", f"{HEADLINE} {'x ' * (MB // 2)}")])),
        "feed: new",
    ),
    Attack("20,000 items in 5 MB, all new at every visit", _flood(20_000, on_story=False, size=90), "feed: new", 1, 45),
    Attack("35,000 small items, new at every visit", _flood(35_000, on_story=False), "feed: new|failed", 1, 60),
    Attack(
        "2,000 articles on the story at once, new at every visit", _flood(2_000, on_story=True), "feed: new", 40, 60
    ),
    Attack("20 items with one guid", _one_guid, "feed: new", 10),
    Attack("dates in 1970, 9999, nonsense and 5,000 letters", _dates, "feed: new", 10),
    Attack("700,000 empty items", one_feed(lambda: rss(["<item/>"] * 700_000)), "feed:", 1, 60),
    Attack("elements nested 500,000 deep", one_feed(lambda: b"<rss><channel>" + b"<a>" * 500_000), "feed:", 1, 60),
    Attack(
        "400,000 attributes on one element",
        one_feed(lambda: b"<rss " + b" ".join(b"a%d=''" % n for n in range(400_000)) + b"><channel/></rss>"),
        "feed:",
        1,
        60,
    ),
    Attack(
        "100,000 namespaces",
        one_feed(
            lambda: (
                b"<rss "
                + b" ".join(b"xmlns:a%d='a%d'" % (n, n) for n in range(100_000))
                + b"><channel><item/></channel></rss>"
            )
        ),
        "feed:",
        1,
        60,
    ),
    Attack(
        "CDATA and comments opened 300,000 times",
        one_feed(lambda: b"<rss><channel><item><title>" + b"<![CDATA[<!--" * 300_000),
        "feed:",
        1,
        60,
    ),
    Attack(
        "'<' and 36,000 blanks as summaries (regular expressions)",
        one_feed(lambda: _bait("<" + " " * 36_000)),
        "feed: new",
        1,
        60,
    ),
    Attack("'<script' 5,000 times as summaries", one_feed(lambda: _bait("<script " * 5_000)), "feed: new", 1, 60),
    Attack(
        "'&#0' and '&amp;' 5,000 times as summaries",
        one_feed(lambda: _bait("&#0&amp;" * 5_000)),
        "feed: new",
        1,
        60,
    ),
    Attack("a body that is a path: /etc/passwd", _path("/etc/passwd"), "no RSS"),
    Attack("a body that is a URL: file:///etc/passwd", _path("file:///etc/passwd"), "no RSS"),
    Attack("an HTML page instead of a feed", one_feed(lambda: page(), "text/html"), "HTML page"),
    Attack("2 MB of binary garbage", one_feed(lambda: bytes(range(256)) * 8_000), "feed:"),
    Attack(
        "UTF-8 called UTF-16, UTF-7 and punycode",
        one_feed(lambda: rss([item("http://x.test/")]), "text/xml; charset=utf-7"),
        "feed:",
    ),
    Attack("a JSON feed nested 1,000,000 deep", one_feed(lambda: b'{"items":' + b"[" * MB, "application/json"), "JSON"),
    Attack(
        "a JSON feed of 5 MB of small objects",
        one_feed(lambda: b'{"items":[' + b'{"":0},' * 690_000 + b"0]}", "application/json"),
        "feed:",
        1,
        60,
    ),
    Attack(
        "a JSON feed with a number of 1,000,000 digits",
        one_feed(lambda: b'{"items":[{"id":' + b"9" * MB + b"}]}", "application/json"),
        "JSON",
    ),
    Attack(
        "a JSON feed with lone surrogates, NUL and ESC",
        one_feed(
            lambda: json.dumps(
                {
                    "items": [
                        {
                            "id": "\ud800\x00\x1b[2J",
                            "title": f"{HEADLINE} \ud800\x00\x1b]52;c;eA==\x07\u202e",
                            "url": "http://x.test/\ud800\x1b",
                        }
                    ]
                }
            ).encode(),
            "application/feed+json",
        ),
        "feed: new",
    ),
    Attack(
        "an Atom feed of 100,000 links in one entry",
        one_feed(
            lambda: (
                b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Bamako attack</title><id>a</id>'
                + b'<link href="javascript:x"/>' * 100_000
                + b"</entry></feed>"
            ),
            ATOM,
        ),
        "feed: new",
        1,
        60,
    ),
)
