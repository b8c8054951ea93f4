"""17. Deep nesting, 5 MB, 20,000 items, a 1 MB title, missing and repeated guids, odd dates, wrong encodings."""

import itertools
import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fetchers.feeds import read, rss
from tests.storywatch.conftest import Site
from tests.storywatch.visiting import START, feed_row, gaps, poll, settings_for


def test_deep_nesting_is_survived() -> None:
    assert read(b"<rss><channel>" + b"<a>" * 10_000).entries == ()
    assert len(read(b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry>" * 3_000).entries) <= 3_000


async def test_five_megabytes_of_twenty_thousand_items_come_into_the_store(site: Site, tmp_path: Path) -> None:
    filler = "word " * 32
    body = rss(*(f"<title>Item {n}</title><guid>{n}</guid><description>{filler}</description>" for n in range(20_000)))
    assert 4_500_000 < len(body) < 5_000_000
    site.pages["/rss"] = (200, {}, body.encode())
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 0.02)
    feed = feed_row(settings)
    assert (feed.entries, feed.failures) == (20_000, 0)


def test_huge_fields_are_cut() -> None:
    (entry,) = read(
        rss(f"<title>{'t' * 1_000_000}</title><description>{'d' * 100_000}</description><guid>1</guid>")
    ).entries
    assert (len(entry.title), len(entry.summary)) == (500, 4_000)
    assert entry.title.endswith("…")


def test_repeated_guids_leave_the_newest_in_the_firsts_place() -> None:
    entries = read(
        rss(
            "<title>old</title><guid>1</guid><pubDate>Thu, 19 Sep 2024 08:00:00 GMT</pubDate>",
            "<title>other</title><guid>2</guid>",
            "<title>new</title><guid>1</guid><pubDate>Thu, 19 Sep 2024 09:00:00 GMT</pubDate>",
            "<title>undated</title><guid>1</guid>",
        )
    ).entries
    assert [entry.title for entry in entries] == ["new", "other"]


def test_a_guid_that_stands_for_several_pages_is_no_guid() -> None:
    entries = read(
        rss(
            "<title>a</title><guid isPermaLink='false'>1</guid><link>https://o.test/a</link>",
            "<title>b</title><guid isPermaLink='false'>1</guid><link>https://o.test/b</link>",
            "<title>c</title><guid isPermaLink='false'>2</guid><link>https://o.test/c</link>",
        )
    ).entries
    assert [(entry.title, entry.guid) for entry in entries] == [
        ("a", "https://o.test/a"),
        ("b", "https://o.test/b"),
        ("c", "2"),
    ]


def test_an_entry_without_guid_is_named_by_its_link_or_its_words() -> None:
    linked, bare, again, other = read(
        rss(
            "<title>a</title><link>https://o.test/a?utm_source=x</link>",
            "<title>b</title>",
            "<title>b</title><pubDate>Thu, 19 Sep 2024 09:00:00 GMT</pubDate>",
            "<title>c</title>",
        )
    ).entries
    assert linked.guid == "https://o.test/a"
    assert len({bare.guid, again.guid, other.guid}) == 3
    assert read(rss("<title>b</title>")).entries[0].guid == bare.guid


@pytest.mark.parametrize(
    "date",
    ["Thu, 01 Jan 1970 00:00:00 GMT", "Sat, 01 Jan 2090 00:00:00 GMT", "Sun, 22 Sep 2024 12:00:00 GMT", "soon", "",
     "2024-09-19", "2024-09-19T00:00:00", "2024-09-19 00:00:00.000", "0000-00-00T00:00:00Z",
     "9999-99-99T99:99:99Z", "19 Sep 2024"],
)  # fmt: skip
def test_a_date_that_cannot_be_believed_or_has_no_time_of_day_is_none(date: str) -> None:
    (entry,) = read(rss(f"<title>t</title><pubDate>{date}</pubDate>")).entries
    assert entry.published_at is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_declared_encodings_are_right(encoding: str) -> None:
    label = encoding.removesuffix("-sig")
    body = rss("<title>Blessés à Ségou</title><guid>1</guid>").replace('"1.0"', f'"1.0" encoding="{label}"', 1)
    assert read(body.encode(encoding)).entries[0].title == "Blessés à Ségou"


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "", "; charset=iso-8859-1"),
        ("utf-8", "iso-8859-1", ""),
        ("utf-8", "x-nonsense", "; charset=nonsense"),
        ("utf-8-sig", "utf-16", ""),
        ("utf-16", "utf-8", ""),
        ("utf-8", "", "; charset=utf-7"),
        ("cp1252", "utf-8", "; charset=utf-8"),
        ("cp1252", "", ""),
        ("cp1252", "iso-8859-1", ""),
    ],
)
def test_wrong_encodings_are_seen_through(encoding: str, declared: str, header: str) -> None:
    title = "Blessés à Ségou — “77” morts"
    label = f' encoding="{declared}"' if declared else ""
    body = rss(f"<title>{title}</title><guid>1</guid>").replace('"1.0"', f'"1.0"{label}', 1).encode(encoding)
    (entry,) = read(body, content_type=f"application/rss+xml{header}").entries
    assert entry.title == title


def test_a_bad_byte_in_utf8_spoils_one_character_only() -> None:
    body = rss("<title>Blessés à Ségou, écrit à Kati</title><guid>1</guid>").encode().replace(b"Kati", b"Ka\xe2\x80ti")
    (entry,) = read(body).entries
    assert entry.title.startswith("Blessés à Ségou, écrit à Ka")


async def test_odd_items_all_come_into_the_store(site: Site, tmp_path: Path) -> None:
    items = (
        "<item><title>no guid</title><link>/1</link></item>"
        "<item><title>no guid, no link</title></item>"
        "<item><title>one guid</title><guid>g</guid></item><item><title>the same guid</title><guid>g</guid></item>"
        "<item><title>1970</title><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><guid>old</guid></item>"
        "<item><title>2090</title><pubDate>Sat, 01 Jan 2090 00:00:00 GMT</pubDate><guid>new</guid></item>"
        "<item><title>no date</title><guid>none</guid></item><item></item>"
        f"<item><title>{'t' * 1_000_000}</title><guid>long</guid></item>"
        f"<item><title>deep</title><guid>deep</guid><description>{'&lt;div&gt;' * 3_000}</description></item>"
    )
    site.pages["/rss"] = (200, {}, f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    settings = settings_for(tmp_path, (site, "/rss"))
    await poll(settings, 0.5)
    feed = feed_row(settings)
    assert (feed.entries, feed.failures) == (9, 0)


async def test_a_feed_that_names_everything_anew_at_each_visit_brings_a_days_measure(
    site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Its first list isn't counted; then a hundred a day, those on the story first, and the rest is told once a day."""
    caplog.set_level("INFO", "storywatch")
    number = itertools.count()

    def anew() -> tuple[int, dict[str, str], str]:
        visit = next(number)
        items = (f"<item><title>Football</title><guid>{visit}-{n}</guid></item>" for n in range(150))
        link = f"{site.url}/on/{visit}"
        on_story = f"<item><title>Attack in Bamako</title><guid>{link}</guid><link>{link}</link></item>"
        return 200, {}, f"<rss version='2.0'><channel>{''.join(items)}{on_story}</channel></rss>"

    site.make["/rss"] = anew
    settings = settings_for(tmp_path, (site, "/rss"), polling="most_entries_a_day = 100")
    await poll(settings, 12)
    feed = feed_row(settings)
    assert (feed.entries, feed.failures) == (151 + 100, 0)
    assert feed.condition == "well"
    assert re.match(r"1\d\d new entries left out, 1 of them on the story: it brought 100 with", str(feed.last_reason))
    told = [record for record in caplog.records if "left out" in record.getMessage()]
    assert len(told) == 1
    assert told[0].levelname == "WARNING"
    assert max(gaps(settings, "/rss")[5:]) >= 15 * 60
    await poll(settings, 12, START + timedelta(hours=12))
    assert feed_row(settings).entries == 251
    await poll(settings, 2, START + timedelta(hours=24, minutes=30))
    feed = feed_row(settings)
    assert (feed.entries, feed.on_story >= 3) == (351, True)
    with closing(sqlite3.connect(settings.store_path)) as store:
        after = store.execute("SELECT DISTINCT seen_after FROM entries WHERE seen_after IS NOT NULL").fetchall()
    assert len(after) == 1  # the only visit that left nothing out: later ones saw what came, and left it
