"""URLs are spelled in one way, and never lose what names a page."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetchers import host_of, normalise_url, shown_url
from fetchers.urls import _SPELLED, same_site


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTP://Example.ORG:80/A/b", "http://example.org/A/b"),
        ("https://example.org:443", "https://example.org/"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/a?utm_source=rss&id=5&UTM_Medium=x", "https://example.org/a?id=5"),
        ("https://example.org/a?fbclid=abc", "https://example.org/a"),
        ("https://example.org/a?at_medium=custom7&p=1", "https://example.org/a?p=1"),
        ("https://a.test/?p=77&cid=5&eid=6&uid=7&gallery=8", "https://a.test/?p=77&cid=5&eid=6&uid=7&gallery=8"),
        ("https://example.org/a?ref=rss&source=document", "https://example.org/a?source=document"),
        ("https://example.org/a?b=2&a=1&a=2&c", "https://example.org/a?b=2&a=1&a=2&c"),
        ("https://example.org/a#comments", "https://example.org/a"),
        ("https://example.org/#!/story/5", "https://example.org/#!/story/5"),
        ("https://user:pass@example.org/a", "https://example.org/a"),
        ("https://example.org/é?q=ü", "https://example.org/%C3%A9?q=%C3%BC"),
        ("https://example.org/%c3%a9%7Ex", "https://example.org/%C3%A9~x"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a/../b/./c", "https://example.org/b/c"),
        ("https://münchen.example/a", "https://xn--mnchen-3ya.example/a"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("https://example.org./a/", "https://example.org/a/"),
    ],
)
def test_a_url_has_one_spelling(url: str, normal: str) -> None:
    assert normalise_url(url) == normal


@pytest.mark.parametrize(
    "url",
    ["", "/a", "example.org", "ftp://example.org/", "javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.c",
     "data:text/html,x", "http://", "http:///a", "https://exa mple.org/", "http://[::1", "http://a:b/", "http://a:99999/",
     "http://" + "a" * 9000, "http://<script>/"],
)  # fmt: skip
def test_what_is_no_http_url_is_none(url: str) -> None:
    assert normalise_url(url) is None


PIECES = st.sampled_from(
    ["a", "B", "%", "%2", "%41", "%c3", "é", "/", "//", "/..", "/.", "?", "&", "=", "#", "#!", "utm_x=1", "id=5", ";",
     " ", "+", "@", ":", "\t", "\u202e", "[", "]", "|", "\\", "%00", "ref=rss"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_normalising_twice_changes_nothing_more(tail: str) -> None:
    once = normalise_url("https://Example.org/" + tail)
    if once is not None:
        assert normalise_url(once) == once


@given(st.from_regex(_SPELLED, fullmatch=True))
def test_a_url_that_is_taken_for_well_spelled_comes_out_as_it_would_the_long_way(url: str) -> None:
    assert normalise_url(url) == normalise_url(url + "#section")


@given(st.text())
def test_any_text_is_read_without_raising(text: str) -> None:
    for url in (text, "http://" + text, "https://a.test/" + text):
        once = normalise_url(url)
        assert once is None or (normalise_url(once) == once and once.isascii())


def test_the_mobile_and_www_pages_are_of_one_site_and_others_are_not() -> None:
    assert same_site("https://www.example.org/a", "http://m.example.org/b")
    assert not same_site("https://example.org/a", "https://example.com/a")
    assert not same_site("https://evil-example.org/", "https://example.org/")
    assert not same_site("", "")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.org/a", "example.org"),
        ("HTTP://Me:p@ss@Example.ORG./a", "example.org"),
        ("http://example.org:8080?x", "example.org:8080"),
        ("https://bücher.test/", "xn--bcher-kva.test"),
        ("http://[::1]:81/a", "[::1]:81"),
        ("http://[::1", ""),
        ("http://example.org:99999/", ""),
        ("ftp://example.org/", ""),
        ("http://", ""),
        ("no url", ""),
    ],
)
def test_a_url_asks_one_host_however_it_is_spelled(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:secret@example.org/feed?x=1", "https://example.org/feed?x=1"),
        ("https://me:sec@ret@example.org/", "https://example.org/"),
        ("http://me:secret@[::1/feed", "http://[::1/feed"),
        ("http://me:sec/ret@example.org/feed", "http://example.org/feed"),
        ("https:/me:secret@example.org/feed", "https:/example.org/feed"),
        ("https://example.org/@reporter/a?mail=me@example.org", "https://example.org/@reporter/a?mail=me@example.org"),
        ("http://example.org/\x1b[31m\n\u202e", "http://example.org/[31m"),
        ("no url", "no url"),
        ("", ""),
    ],
)
def test_a_url_is_shown_without_its_password(url: str, shown: str) -> None:
    assert shown_url(url) == shown


def test_a_long_url_is_shown_cut() -> None:
    assert shown_url("http://a.test/" + "x" * 9_000, 50) == "http://a.test/" + "x" * 35 + "…"


@given(st.text(max_size=80) | st.text("htp:/@[]%.#?a\udc80é1", max_size=60))
def test_no_url_makes_the_readers_of_urls_raise(url: str) -> None:
    assert isinstance(host_of(url), str)
    assert len(shown_url(url)) <= 500
    assert same_site(url, url) in (True, False)


def test_an_address_that_grows_too_long_by_its_one_spelling_is_none() -> None:
    assert normalise_url("http://a.example/" + "a" * 7_900) is not None
    assert normalise_url("http://a.example/" + "é" * 7_900) is None


def test_long_addresses_are_not_remembered() -> None:
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for number in range(1_000):
            assert host_of(f"http://a.example/{number}/" + "a" * 7_000) == "a.example"
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 4_000_000  # urllib keeps some by itself
