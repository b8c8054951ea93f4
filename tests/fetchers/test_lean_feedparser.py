"""feedparser, narrowed for speed, gives what feedparser alone gives, in a process that nobody has touched."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fetchers.entries import PARSER_ERRORS
from fetchers.lean_feedparser import lean_feedparser
from fetchers.prolog import guarded_feed

COLLECTED = Path(__file__).parents[2] / "../shared/data/feeds"
ASKED = ("title", "link", "id", "summary", "published", "updated", "created")
READING = f"""
import io, json, sys, feedparser
def said(body):
    try:
        read = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    except (AttributeError, LookupError, TypeError, ValueError) as problem:
        return type(problem).__name__
    rows = [{{name: dict.get(item, name) for name in {ASKED!r}}} for item in read["entries"]]
    feed = read["feed"]
    return [read.get("version"), feed.get("title"), feed.get("language"), feed.get("ttl"), rows]
print(json.dumps([said(open(path, "rb").read()) for path in json.load(sys.stdin)]))
"""
RICH = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>
<title>T</title><category>News</category><ttl>9</ttl><image><url>i.png</url><title>Logo</title></image>
<item><category domain="x">Mali</category><dc:creator>A &lt;a@b.example&gt;</dc:creator>
<slash:comments>9</slash:comments>
<title>77 morts à Bamako</title><link>http://a.example/1</link><guid>1</guid><author>b@c.example</author>
<media:content url="v.mp4"><media:title>A film</media:title><media:credit>C</media:credit></media:content>
<dc:date>2024-09-17T09:00:00Z</dc:date><source url="http://w.example/">Wire</source>
<description>L\u2019armée\x92 dit</description>
</item></channel></rss>"""


def alone(paths: list[Path]) -> list[Any]:
    """What feedparser gives for these files where nobody has narrowed it."""
    asked = json.dumps([str(path) for path in paths])
    done = subprocess.run([sys.executable, "-c", READING], input=asked, capture_output=True, text=True, check=True)
    read: list[Any] = json.loads(done.stdout)
    return read


def narrowed(body: bytes, headers: dict[str, str]) -> Any:
    """What it gives here."""
    try:
        read = lean_feedparser().parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except PARSER_ERRORS as problem:
        return type(problem).__name__
    rows = [{name: dict.get(item, name) for name in ASKED} for item in read["entries"]]
    feed = read["feed"]
    return json.loads(json.dumps([read.get("version"), feed.get("title"), feed.get("language"), feed.get("ttl"), rows]))


def essentials(read: Any) -> Any:
    """All but the summaries and which RSS 0.91 it is. A feed with white space before its declaration is no XML for
    feedparser alone, which then reads its summaries with less care than it can behind the guards.
    """
    if isinstance(read, str):
        return read
    _, *feed, rows = read
    return [feed, [{name: row[name] for name in ASKED if name != "summary"} for row in rows]]


@pytest.fixture(scope="module", params=["feedjira", "gofeed"])
def collected(request: pytest.FixtureRequest) -> list[tuple[Path, Any]]:
    """The files of a collection of real feeds, each with what feedparser alone gives."""
    folder = COLLECTED / request.param
    if not folder.is_dir():
        pytest.skip("the collected feeds are not here")
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return list(zip(paths, alone(paths), strict=True))


def test_every_collected_feed_reads_as_with_feedparser_alone(collected: list[tuple[Path, Any]]) -> None:
    for path, expected in collected:
        assert narrowed(path.read_bytes(), {}) == expected, path.name


def test_no_title_link_or_date_of_a_collected_feed_is_lost_to_the_guards(collected: list[tuple[Path, Any]]) -> None:
    for path, expected in collected:
        body, content_type = guarded_feed(path.read_bytes(), "")
        headers = {"content-type": content_type} if content_type else {}
        assert essentials(narrowed(body, headers)) == essentials(expected), path.name


def test_what_nobody_asks_for_leaves_no_gap_in_what_stands_around_it(tmp_path: Path) -> None:
    path = tmp_path / "rich.xml"
    path.write_text(RICH, encoding="utf-8")
    (expected,) = alone([path])
    assert narrowed(path.read_bytes(), {}) == expected
    assert expected[4][0]["title"] == "77 morts à Bamako"


OTHER_INSIDES = {
    "a table in another form": "mixin._cp1252 = [*range(256)]; mixin._FeedParserMixin.namespaces = [('', '')]",
    "a reader that calls its parts otherwise": """
class Renamed(api.StrictFeedParser):
    def __getattribute__(self, name):
        if name == "incontent" and sys._getframe(1).f_code.co_filename.endswith("lean_feedparser.py"):
            raise AttributeError(name)
        return super().__getattribute__(name)
api.StrictFeedParser = Renamed""",
    "a reader that goes by each element": """
class Counting(api.StrictFeedParser):
    elements = 0
    def startElementNS(self, name, qname, attrs):
        self.elements += 1
        self.feeddata["ttl"] = str(self.elements)
        super().startElementNS(name, qname, attrs)
api.StrictFeedParser = Counting""",
}
NARROWING = """
import io, sys, feedparser
from feedparser import api, mixin
feedparser.parse(io.BytesIO(b"<rss/>"))
{other}
before = api.StrictFeedParser, mixin.make_safe_absolute_uri, mixin._cp1252
from fetchers.lean_feedparser import lean_feedparser
lean_feedparser()
print(before == (api.StrictFeedParser, mixin.make_safe_absolute_uri, mixin._cp1252))
"""


def stays_plain(other: str) -> bool:
    """Whether feedparser stays as it is where its inside is as `other` makes it."""
    command = [sys.executable, "-c", NARROWING.format(other=other)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    return done.stdout.strip() == "True"


@pytest.mark.parametrize("other", OTHER_INSIDES.values(), ids=OTHER_INSIDES.keys())
def test_a_feedparser_with_another_inside_stays_as_it_is(other: str) -> None:
    assert stays_plain(other)


def test_the_feedparser_that_we_name_is_narrowed() -> None:
    assert not stays_plain("")
