"""Sitemaps as sites publish them, and as they don't: what becomes of each."""

import gzip
from datetime import UTC, datetime

from fetchers import FeedReading, Part, source_of

NOW = datetime(2024, 9, 19, 10, tzinfo=UTC)
URL = "https://example.org/news-sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://example.org/afrique/attaque-bamako?utm_source=x</loc><lastmod>2024-09-19T09:40:00+02:00</lastmod>
<image:image><image:loc>https://example.org/i.jpg</image:loc><image:title>A picture</image:title></image:image>
<news:news><news:publication><news:name>Le Journal</news:name><news:language>fr</news:language></news:publication>
<news:publication_date>2024-09-19T09:12:00+02:00</news:publication_date>
<news:title>Mali&#160;: l&#8217;attaque de Bamako</news:title>
<news:keywords>Mali, JNIM</news:keywords></news:news></url>
</urlset>"""


def read(body: str | bytes, url: str = URL) -> FeedReading:
    data = body.encode() if isinstance(body, str) else body
    return source_of("sitemap").read(data, {}, url, NOW)


def test_a_news_sitemap_gives_headline_times_language_and_keywords() -> None:
    reading = read(NEWS)
    (entry,) = reading.entries
    assert entry.link == "https://example.org/afrique/attaque-bamako"
    assert entry.title == "Mali : l’attaque de Bamako"
    assert entry.published_at == datetime(2024, 9, 19, 7, 12, tzinfo=UTC)
    assert entry.modified_at == datetime(2024, 9, 19, 7, 40, tzinfo=UTC)
    assert entry.summary == "Mali, JNIM"
    assert (entry.lang, reading.lang, reading.title, reading.failure) == ("fr", "fr", "Le Journal", None)


def test_wrong_and_missing_namespaces_are_read_by_their_local_names() -> None:
    wrong = NEWS.replace("http://www.google.com/schemas/sitemap-news/0.9", "http://example.org/made-up")
    undeclared = NEWS.replace(' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', "")
    bare = undeclared.replace(' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', "")
    for body in (wrong, undeclared, bare):
        assert read(body).entries == read(NEWS).entries


def test_a_page_without_a_headline_is_called_by_its_address() -> None:
    (entry,) = read(
        "<urlset><url><loc>https://example.org/afrique/mali/20240917-bamako-l%C3%A9cole-attaqu%C3%A9e_81234.html</loc>"
        "<lastmod>2024-09-17</lastmod></url></urlset>"
    ).entries
    assert entry.title == "bamako lécole attaquée"
    assert entry.summary == "afrique mali"
    assert entry.published_at is entry.modified_at is None  # a bare day is no time


def test_an_index_names_its_sitemaps_and_only_those_of_its_own_site() -> None:
    reading = read(
        "<sitemapindex><sitemap><loc>https://www.example.org/a.xml</loc><lastmod>2024-09-17T01:00:00Z</lastmod></sitemap>"
        "<sitemap><loc>http://169.254.169.254/latest</loc></sitemap><sitemap><loc>file:///etc/passwd</loc></sitemap>"
        f"<sitemap><loc>{URL}</loc></sitemap><sitemap><loc>https://elsewhere.example/b.xml</loc></sitemap></sitemapindex>"
    )
    assert reading.parts == (Part("https://www.example.org/a.xml", "2024-09-17T01:00:00Z"),)
    assert reading.entries == ()
    assert reading.failure is None


def test_a_gzip_file_is_read_and_a_bomb_is_not() -> None:
    assert read(gzip.compress(NEWS.encode())).entries == read(NEWS).entries
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000)
    assert read(bomb).failure == "the gzip file holds more than 52,428,800 bytes"
    assert "too early" in (read(gzip.compress(NEWS.encode())[:-20]).failure or "")


def test_entities_are_neither_expanded_nor_fetched() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE urlset [<!ENTITY l0 "lol">{laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    body = NEWS.replace("<urlset", bomb + "<urlset").replace("Mali&#160;:", "&l9;&x;")
    (entry,) = read(body).entries
    assert "lol" not in entry.title
    assert "root" not in entry.title
    assert len(entry.title) < 100


def test_of_fifty_thousand_urls_the_newest_are_kept_and_of_undated_ones_both_ends() -> None:
    undated = "".join(f"<url><loc>https://example.org/{n}</loc></url>" for n in range(50_100))
    numbers = [int(entry.guid.rpartition("/")[2]) for entry in read(f"<urlset>{undated}</urlset>").entries]
    assert numbers == [*range(2_500), *range(47_500, 50_000)]
    dated = "".join(
        f"<url><loc>https://example.org/{n}</loc><lastmod>2024-0{1 + n % 9}-01T{n % 24:02}:00:00Z</lastmod></url>"
        for n in range(12_000)
    )
    kept = read(f"<urlset>{dated}</urlset>").entries
    assert 5_000 <= len(kept) < 6_500
    assert {entry.modified_at.month for entry in kept if entry.modified_at} == {6, 7, 8, 9}


def test_a_sitemap_that_breaks_off_gives_what_came_before() -> None:
    pages = "".join(f"<url><loc>https://example.org/{n}</loc></url>" for n in range(10))
    assert len(read(f"<urlset>{pages}<url><loc>https://example.o").entries) >= 10


def test_a_list_of_lines_and_a_feed_are_sitemaps_too() -> None:
    lines = read(
        "https://example.org/mali-attaque-a-bamako\nnot a url\nftp://example.org/x\nhttps://example.org/une-autre\n"
    )
    assert [entry.title for entry in lines.entries] == ["mali attaque a bamako", "une autre"]
    feed = read(
        "<rss version='2.0'><channel><item><title>A</title><link>https://example.org/a</link></item></channel></rss>"
    )
    assert [entry.title for entry in feed.entries] == ["A"]


def test_what_is_no_sitemap_is_said_in_one_line() -> None:
    assert read("").failure == "the body is empty"
    assert read("<html><body>Not found</body></html>").failure == "the body is no sitemap: its root is <html>"
    assert (read("just words").failure or "").startswith("the body is no sitemap")
    assert read(b"\0\xff\xfe" * 500).failure is not None
    assert read("<urlset></urlset>") == FeedReading(title="", lang=None, entries=())


def test_escapes_and_overrides_in_a_title_are_gone() -> None:
    (entry,) = read(NEWS.replace("Mali&#160;:", "\u202eMali\u0085 \x1b[31m&#27;[0m")).entries
    assert entry.title.isprintable()


def test_characters_that_are_none_cost_no_more_than_themselves() -> None:
    assert [entry.title for entry in read(NEWS.replace("Bamako<", "Ba&#xD800;ma&#56320;ko<")).entries] == [
        "Mali : l’attaque de Bamako"
    ]
    raw = NEWS.encode().replace(b"Bamako<", b"Ba\xed\xa0\x80mako\xff<")
    assert [entry.link for entry in read(raw).entries] == ["https://example.org/afrique/attaque-bamako"]
