"""What lists of articles beside feeds can do: sitemaps, section pages, searches."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import cache

from benchmarks.hostile.attack import HEADLINE, Attack, Body, Target, item, made, page, rss
from benchmarks.hostile.private_addresses import spelled
from benchmarks.hostile.site import answer

XML = "application/xml"
_NEWS = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def _sitemap(body: Body, kind: str = XML) -> Callable[[Target], str]:
    return lambda target: f"sitemap {target.put('/sitemap.xml', made(body), kind)}"


def _section(body: Body) -> Callable[[Target], str]:
    return lambda target: f"section {target.put('/section/', made(body))}"


def _search(kind: str, body: Body, content: str) -> Callable[[Target], str]:
    def lay(target: Target) -> str:
        target.site.default = answer(made(body), content)
        return f"{kind} {target.site.url}/search"

    return lay


def _index(target: Target) -> str:
    """An index of sitemaps at all doors, which lists itself, and a sitemap of pages there."""
    own = [f"{target.site.url}/sitemap.xml", f"{target.site.url}/part.xml", *spelled(target)]
    parts = "".join(f"<sitemap><loc><![CDATA[{each}]]></loc></sitemap>" for each in own)
    pages = "".join(
        f"<url><loc><![CDATA[{each}]]></loc><news:news><news:title>{HEADLINE} {n}</news:title></news:news></url>"
        for n, each in enumerate(spelled(target))
    )
    target.put("/part.xml", f"<urlset {_NEWS}>{pages}</urlset>", XML)
    return f"sitemap {target.put('/sitemap.xml', f'<sitemapindex {_NEWS}>{parts}</sitemapindex>', XML)}"


def _doors_in_section(target: Target) -> str:
    base = f'<base href="{target.tripwire.url}/"><article><a href="/bamako-attack-one-more-time-1">{HEADLINE} today</a>'
    links = "".join(f'<li><a href="{each}">{HEADLINE} number {n} of many</a>' for n, each in enumerate(spelled(target)))
    return f"section {target.put('/section/', f'<html><body>{base}{links}')}"


def _doors_in_search(target: Target) -> str:
    doors = [f"{target.site.url}/hit/{n}?url={each}" for n, each in enumerate(spelled(target)[:30])]
    doors += [f"{target.site.url}/redirect/{n}" for n in range(5)]
    for n in range(5):
        target.put(f"/redirect/{n}", "", status="302 Found", Location=f"{target.tripwire.url}/{n}")
    body = rss(item(each, f"{HEADLINE} {n} - Outlet", guid=str(n)) for n, each in enumerate(doors))
    target.site.default = answer(body, "application/rss+xml")
    return f"search {target.site.url}/search"


@cache
def _large_sitemap() -> bytes:
    rows = (
        f"<url><loc>https://x.test/2024/09/17/{n}/{'bamako-attack-' * 20}</loc><news:news><news:title>{HEADLINE} {n}"
        "</news:title><news:publication_date>2024-09-17T10:00:00Z</news:publication_date></news:news></url>"
        for n in range(60_000)
    )
    return gzip.compress(f"<urlset {_NEWS}>{''.join(rows)}</urlset>".encode(), 9)


def _long_addresses(letter: str, keywords: str) -> Callable[[], bytes]:
    """As many pages as 50 MB hold, at addresses that are as long as they may be, and longer once they are escaped."""

    def body() -> bytes:
        row = f"{letter * 7_900}</loc><news:news><news:title>{HEADLINE}</news:title><news:keywords>{keywords}"
        size = len(row.encode()) + 150
        rows = (
            f"<url><loc>http://x.test/{n}/{row}</news:keywords></news:news></url>" for n in range(50_000_000 // size)
        )
        return gzip.compress(f"<urlset {_NEWS}>{''.join(rows)}</urlset>".encode())

    return body


ATTACKS = (
    Attack("a sitemap index and pages of it at every private place", _index, "no public address"),
    Attack(
        "a sitemap as a gzip file that inflates to 1 GB",
        _sitemap(lambda: gzip.compress(bytes(256 << 20)) * 4),
        "more than",
    ),
    Attack("a sitemap of 60,000 pages in 30 MB", _sitemap(_large_sitemap), "feed: new", 1, 60),
    Attack(
        "a sitemap of addresses of 7,900 letters, 50 MB", _sitemap(_long_addresses("a", "x" * 3_900)), "feed:", 1, 60
    ),
    Attack("a sitemap of addresses of 7,900 é, 50 MB", _sitemap(_long_addresses("é", "")), "feed:", 1, 60),
    Attack(
        "a sitemap of 13,000,000 empty elements",
        _sitemap(lambda: gzip.compress(b"<urlset>" + b"<x/>" * 12_500_000)),
        "feed: failed",
        1,
        60,
    ),
    Attack(
        "billion laughs and external entities as a sitemap",
        _sitemap(
            b'<!DOCTYPE u [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
            b"<urlset><url><loc>http://x.test/&b;&f;</loc><title>&f;</title></url></urlset>"
        ),
        "feed:",
    ),
    Attack(
        "an index of 100,000 sitemaps",
        _sitemap(lambda: b"<sitemapindex>" + b"<sitemap><loc>http://127.0.0.1:1/%s</loc></sitemap>" % b"x" * 100_000),
        "feed:",
    ),
    Attack("a section page whose base and links lead to private places", _doors_in_section, "feed:"),
    Attack(
        "a section page of 90,000 links",
        _section(
            lambda: "".join(
                f"<p><a href=/2024/bamako-attack-{n}-dead>{HEADLINE} {n} dead</a>" for n in range(70_000)
            ).encode()
        ),
        "feed:",
        30,
        90,
    ),
    Attack(
        "a section page nested 300,000 deep",
        _section(b"<div><h2>" * 300_000 + b"<a href=/2024/bamako-attack-9-dead>x"),
        "feed:",
        1,
        60,
    ),
    Attack("a search whose hits lead to private places", _doors_in_search, "no public address"),
    Attack(
        "GDELT's list as a million brackets",
        _search("gdelt", b'{"articles":' + b"[" * 1_000_000, "application/json"),
        "JSON",
    ),
    Attack(
        "GDELT's list with ESC, NUL and surrogates",
        _search(
            "gdelt",
            b'{"articles":[{"url":"http://x.test/\\u001b]0;t\\u0007\\ud800","title":"Bamako \x1b]52;c;eA==\x07 \\ud800 '
            b'\\u202e\\u0000","language":"\\u001b[2J"}]}',
            "application/json",
        ),
        "feed: (new|unchanged)",
    ),
    Attack(
        "a section page that is a feed, a feed that is a section",
        _section(lambda: rss([item("http://x.test/a")])),
        "feed:",
    ),
    Attack("a page as a search's answer", _search("search", page(), "text/html"), "HTML page"),
)
