"""Whatever a body holds, reading it gives entries or one line that says why not."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fetchers import read_site, robots_sitemaps, source_of
from story import ListKind, SearchKind, SourceKind
from tests.fetchers.sources.test_searches import ARTICLE, RSS
from tests.fetchers.sources.test_sections import PAGE
from tests.fetchers.sources.test_sitemaps import NEWS, NOW

GOOD = {
    "feed": RSS.encode(),
    "search": RSS.encode(),
    "sitemap": NEWS.encode(),
    "section": PAGE.encode(),
    "gdelt": json.dumps({"articles": [ARTICLE]}).encode(),
}
PIECES = st.sampled_from(
    [
        *(
            b"<",
            b">",
            b"&",
            b'"',
            b"{",
            b"\\u",
            b"\0",
            b"\xff",
            b"\xed\xa0\x80",
            b"\x1b]0;x\x07",
            b"&#xD800;",
            b"&#27;",
        ),
        *(b"<![CDATA[", b"<!--", b"<url>", b"</url>", b'<a href="http://[">', b'<base href="//">'),
        b"<?xml encoding='utf-7'?>",
    ]
)
CUTS = st.lists(st.tuples(st.floats(0, 1), st.one_of(PIECES, st.binary(max_size=8)), st.integers(0, 30)), max_size=8)


@pytest.mark.parametrize("kind", [*ListKind, *SearchKind])
@settings(max_examples=60, deadline=None)
@given(cuts=CUTS)
def test_a_damaged_body_never_raises_and_gives_only_web_links_and_clean_titles(
    kind: SourceKind, cuts: list[tuple[float, bytes, int]]
) -> None:
    body = GOOD[kind]
    for where, piece, removed in cuts:
        at = int(where * len(body))
        body = body[:at] + piece + body[at + removed :]
    reading = source_of(kind).read(body, {"content-type": ""}, "https://example.org/afrique/", NOW)
    assert reading.failure is None or (reading.entries == () and "\n" not in reading.failure)
    for entry in reading.entries:
        assert entry.link is None or entry.link.startswith(("http://", "https://"))
        assert "\x1b" not in entry.title + entry.summary
        assert entry.guid
    read_site(body, {}, "https://example.org/", NOW)
    assert all(url.startswith("https://example.org") for url in robots_sitemaps(body, "https://example.org/robots.txt"))
