"""Lists of feeds from any reader, and what becomes of hostile ones."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetchers import ListedFeed, opml_text, read_opml

NOW = datetime(2024, 9, 19, 10, tzinfo=UTC)
LIST = """<?xml version="1.0" encoding="UTF-8"?><opml version="1.1"><head><title>Mine</title></head><body>
<outline text="News"><outline title="Africa" text="x">
<outline text="RFI &amp; co" type="rss" xmlUrl="https://www.rfi.fr/rss?a=1&amp;b=2" htmlUrl="https://www.rfi.fr/"
 language="fr-fr"/></outline><outline TEXT="Loose" XMLURL="feed://example.org/feed"/></outline>
<outline text="RFI again" xmlurl="https://www.rfi.fr/rss?a=1&amp;b=2"/><outline text="Bad" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_nested_groups_old_schemes_and_any_case_are_read_and_repeats_are_not() -> None:
    found = read_opml(LIST.encode())
    assert found.feeds == (
        ListedFeed("https://www.rfi.fr/rss?a=1&b=2", "RFI & co", "https://www.rfi.fr/", "fr-FR", "Africa"),
        ListedFeed("https://example.org/feed", "Loose", None, None, "News"),
    )
    assert found.skipped == 1
    assert found.failure is None


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp1252", "UTF-8"),
        ("cp1252", "ISO-8859-1"),
        ("cp1251", "windows-1251"),
    ],
)
def test_wrong_and_rare_encodings_are_read(encoding: str, declared: str) -> None:
    name = "Газета" if encoding == "cp1251" else "Télé"
    text = LIST.replace("Loose", name).replace("UTF-8", declared)
    names = {feed.name for feed in read_opml(text.encode(encoding)).feeds}
    assert name in names or declared == "UTF-8"
    assert len(names) == 2


def test_entities_are_not_expanded_and_passwords_are_dropped() -> None:
    bomb = '<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    text = (
        LIST.replace("<opml", bomb + "<opml")
        .replace("Loose", "x&b;&c;")
        .replace("www.rfi.fr/rss", "me:pw@www.rfi.fr/rss")
    )
    found = read_opml(text.encode())
    assert "pw" not in repr(found)
    assert found.passwords == 1
    assert "aaaa" not in repr(found)
    assert "root" not in repr(found)


def test_what_is_no_list_is_said_in_one_line() -> None:
    for body in (b"", b"\0\0", b"<html><body>x</body></html>", b"plain words", b"<opml", b"<rss/>"):
        failure = read_opml(body).failure or ""
        assert failure or body == b"<opml"
        assert "\n" not in failure


def test_ten_thousand_feeds_and_deep_groups_are_read() -> None:
    rows = "".join(f'<outline text="F{n}" xmlUrl="https://e{n}.example/rss"/>' for n in range(10_000))
    assert len(read_opml(f"<opml><body>{rows}</body></opml>".encode()).feeds) == 10_000
    deep = '<outline text="g">' * 100_000 + '<outline xmlUrl="https://a.example/rss"/>'
    assert len(read_opml(f"<opml><body>{deep}".encode()).feeds) <= 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_the_names_what_is_written_is_read_again(name: str, group: str) -> None:
    url = "https://a.example/rss?x=1&y=%20"
    (feed,) = read_opml(opml_text(group, [ListedFeed(url, name, None, "fr", group)], NOW).encode()).feeds
    assert (feed.url, feed.lang) == (url, "fr")
