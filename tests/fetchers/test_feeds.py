"""Feeds, honest and not."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fetchers.prolog import guarded_feed, prolog_end
from tests.fetchers.feeds import read, rss

ZOO = Path(__file__).resolve().parents[3] / "shared" / "data" / "feeds"


def test_an_rss_item_is_an_entry() -> None:
    reading = read(
        rss(
            "<title>77 dead &amp; 255 hurt</title><link>/world/mali?utm_source=rss</link><guid>tag:1</guid>"
            "<pubDate>Thu, 19 Sep 2024 09:12:00 +0200</pubDate><source url='https://w.test/'>Meridian Wire</source>"
            "<description>&lt;p&gt;A &lt;b&gt;source&lt;/b&gt; said.&lt;/p&gt;"
            "&lt;p&gt;More&amp;nbsp;follows&lt;/p&gt;</description>",
            head="<language>fr-ml</language><ttl>15</ttl>",
        )
    )
    (entry,) = reading.entries
    assert (reading.title, reading.lang, reading.ttl, reading.failure) == ("Outlet", "fr-ML", 900.0, None)
    assert (entry.guid, entry.title, entry.credit) == ("tag:1", "77 dead & 255 hurt", "Meridian Wire")
    assert entry.link == "https://outlet.test/world/mali"
    assert entry.summary == "A source said.\nMore follows"
    assert entry.published_at == datetime(2024, 9, 19, 7, 12, tzinfo=UTC)
    assert entry.modified_at is None


def test_an_atom_entry_keeps_both_its_times() -> None:
    (entry,) = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://outlet.test/base/"><title>O</title><entry>'
        '<id>urn:1</id><title type="html">Toll &amp;lt;rises&amp;gt;</title><link rel="alternate" href="mali.html"/>'
        "<published>2024-09-19T09:12:00Z</published><updated>2024-09-19T11:00:00+01:00</updated>"
        "<content type='html'>&lt;p&gt;text&lt;/p&gt;</content></entry></feed>"
    ).entries
    assert entry.title == "Toll <rises>"
    assert entry.link == "https://outlet.test/base/mali.html"
    assert entry.published_at == datetime(2024, 9, 19, 9, 12, tzinfo=UTC)
    assert entry.modified_at == datetime(2024, 9, 19, 10, tzinfo=UTC)
    assert entry.summary == "text"


def test_rdf_is_read() -> None:
    reading = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        "<channel><title>Radio</title><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
        "</channel><item rdf:about='https://r.test/1'><title>Shots</title><link>https://r.test/1</link>"
        "<dc:date>2024-09-17T05:40:00+00:00</dc:date></item></rdf:RDF>"
    )
    (entry,) = reading.entries
    assert (entry.title, entry.link, reading.ttl) == ("Shots", "https://r.test/1", 900.0)
    assert (entry.published_at, entry.modified_at) == (datetime(2024, 9, 17, 5, 40, tzinfo=UTC), None)


def test_a_json_feed_is_read_and_wrong_types_count_as_missing() -> None:
    items = [
        {"id": 5, "url": "/a", "title": "A", "content_html": "<p>x</p>", "date_published": "2024-09-19T09:12:00+02:00"},
        {"id": "6", "url": ["no"], "title": {"no": 1}, "summary": 7, "date_published": 8},
        "no item",
        {},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "en", "items": items}
    reading = read("\ufeff" + json.dumps(feed), content_type="application/feed+json")
    first, second, third = reading.entries
    assert (reading.title, reading.lang) == ("J", "en")
    assert (first.guid, first.link, first.summary) == ("5", "https://outlet.test/a", "x")
    assert first.published_at == datetime(2024, 9, 19, 7, 12, tzinfo=UTC)
    assert (second.guid, second.link, second.title, second.published_at) == ("6", None, "", None)
    assert third.guid.startswith("hash:")


def skipping(*hours: int | str) -> str:
    return "<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in hours) + "</skipHours>"


@pytest.mark.parametrize(
    ("head", "ttl"),
    [
        ("<ttl>15</ttl>", 900.0),
        ("<ttl>60</ttl>", 3600.0),
        ("<ttl>999999</ttl>", 18_000.0),
        ("<ttl>99999999999999999999</ttl>", None),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>", None),
        ("<sy:updatePeriod> hourly </sy:updatePeriod>", None),
        ("<sy:updatePeriod>yearly</sy:updatePeriod>", 18_000.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", None),
        ("<sy:updatePeriod>always</sy:updatePeriod>", None),
        ("<ttl>60</ttl><sy:updatePeriod>yearly</sy:updatePeriod>", 3600.0),
    ],
)
def test_a_feed_says_how_long_it_wants_to_be_left_alone(head: str, ttl: float | None) -> None:
    body = rss("<title>t</title>", head=head)
    body = body.replace("<rss ", '<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ', 1)
    assert read(body).ttl == ttl


@pytest.mark.parametrize(
    ("head", "hours"),
    [
        ("", set()),
        (skipping(12, 13), {12, 13}),
        (skipping(0, 24), {0}),
        (skipping(*range(23)), set(range(23))),
        (skipping(*range(24)), set()),
        (skipping(99, "x", ""), set()),
        ("<skipHours>" * 1_000, set()),
    ],
)
def test_a_feed_says_which_hours_to_skip(head: str, hours: set[int]) -> None:
    assert read(rss("<title>t</title>", head=head)).skip_hours == hours


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \r\n\0 ", "empty"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "HTML page"),
        (b"\n<!-- hi -->\n<html lang=en>", "HTML page"),
        (b"/etc/passwd", "no RSS"),
        (b"http://127.0.0.1:1/feed.xml", "no RSS"),
        (b"just words", "no RSS"),
        (b'{"a": 1}', "no list of items"),
        (b'{"items": [', "JSON but isn't"),
        (b'{"a":' * 200_000, "JSON"),
        (b"\xff\xfe\x00\x00\xff", "no RSS"),
        (b"%PDF-1.7 \x00\x01", "no RSS"),
    ],
)
def test_what_is_no_feed_says_so_in_one_line(body: bytes, words: str) -> None:
    reading = read(body)
    assert words in str(reading.failure)
    assert "\n" not in str(reading.failure)
    assert reading.entries == ()


def test_a_feed_that_breaks_off_gives_what_could_be_read() -> None:
    whole = rss(*(f"<title>t{n}</title><guid>{n}</guid>" for n in range(50)))
    reading = read(whole[: len(whole) // 2])
    assert 15 <= len(reading.entries) <= 30
    assert reading.entries[0].title == "t0"


@pytest.mark.parametrize("link", ["<link></link>", "<link/>", "<link> </link>", "<link>#</link>"])
def test_an_entry_that_links_to_nothing_or_to_its_feed_has_no_page(link: str) -> None:
    (entry,) = read(rss(f"<title>a</title>{link}<guid isPermaLink='false'>1</guid>")).entries
    assert entry.link is None


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://[::1", ""])
def test_a_link_that_is_no_web_address_is_none(link: str) -> None:
    (entry,) = read(rss(f"<title>t</title><guid isPermaLink='false'>g</guid><link>{link}</link>")).entries
    assert entry.link is None


def test_utf16_hides_no_entity_bomb_from_the_guards() -> None:
    body, content_type = guarded_feed('<!DOCTYPE r [<!ENTITY a "x">]>\n\n\n<rss/>'.encode("utf-16"), "text/xml")
    assert b"ENTITY" not in body
    assert content_type == "text/xml; charset=utf-8"


@given(st.text("<>!?-[]' \"DOCTYPErs", max_size=60).map(str.encode), st.booleans())
@settings(max_examples=200)
def test_the_prologs_end_is_the_body_or_a_tag(body: bytes, with_root: bool) -> None:
    body += b"<rss/>" if with_root else b""
    end = prolog_end(body)
    assert 0 <= end <= len(body)
    assert end == len(body) or body[end : end + 1] == b"<"


@given(st.binary(max_size=300), st.sampled_from([b"", b"<rss><channel><item>", b"<feed>", b'{"items":[{', b"<?xml "]))
@settings(max_examples=150, deadline=timedelta(seconds=10))
def test_no_bytes_make_the_reader_raise(body: bytes, start: bytes) -> None:
    reading = read(start + body)
    assert reading.failure is None or reading.entries == ()


@pytest.mark.skipif(not ZOO.is_dir(), reason="the feed zoo isn't here")
def test_the_whole_zoo_gives_as_many_entries_as_feedparser_alone() -> None:
    import feedparser

    seen = 0
    for path in sorted(ZOO.rglob("*")):
        if not path.is_file():
            continue
        body = path.read_bytes()
        reading = read(body)
        seen += 1
        if body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
            continue
        alone = feedparser.parse(
            io.BytesIO(body), response_headers={}, sanitize_html=False, resolve_relative_uris=False
        )
        repeated = len(alone.entries) - len(
            {entry.get("id", str(number)) for number, entry in enumerate(alone.entries)}
        )
        identical = len(alone.entries) - len({str(entry) for entry in alone.entries})
        assert len(reading.entries) >= len(alone.entries) - max(repeated, identical), path.name
        assert len(reading.entries) <= len(alone.entries), path.name
        assert (reading.failure is not None) == (not alone.get("version") and not alone.entries), path.name
    assert seen > 1_000
