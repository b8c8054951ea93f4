"""What searches find: whose it is, where it stands in the end, and what the configuration makes of it later."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import fetchers
from store import (
    ArticleAfterVisit,
    FeedPart,
    FeedSpec,
    FeedState,
    OutletSpec,
    Validators,
    Writer,
    integrity,
    open_writer,
)
from store.hosts import host_of
from story import OutletKind

from .newsroom import CONTEXT, START, after_feed, at, due_ids, entry, killed, revision, visit

SEARCH = OutletSpec(
    "Finder", ("finder.example",), OutletKind.AGGREGATOR, feeds=(FeedSpec("http://finder.example/s", None, "search"),)
)
LAMP = OutletSpec("The Lamp", ("lamp.example",), feeds=(FeedSpec("http://lamp.example/f"),))
LINK = "http://finder.example/r/1"


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with open_writer(tmp_path / "story.db", context=CONTEXT) as writer:
        writer.sync_outlets((SEARCH, LAMP), START)
        yield writer
    assert integrity(tmp_path / "story.db") == []


def feed(writer: Writer, name: str) -> FeedState:
    return next(feed for feed in writer.feeds() if feed.outlet == name)


def find(writer: Writer, outlet: str, url: str, source: str | None = None) -> int:
    """The outlet's feed lists a link; the article's id."""
    asked = feed(writer, outlet)
    found = entry(url, credit="Whoever", source_url=source)
    (article_id,) = writer.save_feed_visit(asked.id, visit(asked.url, at(1)), after_feed(at(5)), [found], None)
    return article_id


def follow(writer: Writer, article_id: int, moved_to: str | None, low: int = 7) -> None:
    """A visit that reads the article where its link led."""
    after = ArticleAfterVisit(Validators(), at(30), 0, moved_to=moved_to)
    writer.save_article_visit(article_id, visit(LINK, at(2)), after, revision("Fire", [killed(low)], at(2)))


def place(writer: Writer, article_id: int) -> tuple[str, str, int | None, int]:
    row = writer.database.execute(
        "SELECT articles.url, outlets.name, duplicate_of, revision_count FROM articles "
        "JOIN outlets ON outlets.id = outlet_id WHERE articles.id = ?",
        (article_id,),
    ).fetchone()
    return tuple(row)


def test_a_hit_belongs_to_the_outlet_named_as_its_source_and_isnt_credited_to_it(writer: Writer) -> None:
    assert place(writer, find(writer, "Finder", LINK, "http://www.lamp.example/"))[1] == "The Lamp"
    assert place(writer, find(writer, "Finder", f"{LINK}2", "http://cove.example/"))[1] == "cove.example"
    assert place(writer, find(writer, "Finder", f"{LINK}3"))[1] == "Finder"
    assert place(writer, find(writer, "Finder", "http://10.0.0.1:8000/x"))[1] == "Finder"
    assert {credit for (credit,) in writer.database.execute("SELECT credit FROM articles")} == {None}
    assert {credit for (credit,) in writer.database.execute("SELECT credit FROM entries")} == {"Whoever"}


def test_a_followed_hit_stands_where_it_led_with_the_outlet_at_home_there(writer: Writer) -> None:
    article_id = find(writer, "Finder", LINK)
    plans = writer.article_plans
    follow(writer, article_id, "http://lamp.example/a")
    assert writer.next_article_visits() == {"lamp.example": at(30)}
    assert writer.article_plans > plans  # whoever plans visits by hosts has to look again
    assert place(writer, article_id) == ("http://lamp.example/a", "The Lamp", None, 1)
    follow(writer, article_id, "http://cove.example/a", low=8)
    assert place(writer, article_id)[:2] == ("http://lamp.example/a", "The Lamp")  # read, it stays


@pytest.mark.parametrize("lamp_is_read", [True, False])
def test_a_hit_that_the_outlets_own_feed_listed_too_is_one_article(writer: Writer, lamp_is_read: bool) -> None:
    hit, own = find(writer, "Finder", LINK), find(writer, "The Lamp", "http://lamp.example/a")
    if lamp_is_read:
        follow(writer, own, None)
    follow(writer, hit, "http://lamp.example/a")
    assert place(writer, hit) == (LINK, "Finder", own, 0)
    assert place(writer, own)[3] == 1
    assert due_ids(writer, at(60)) == [own]


def test_an_outlet_known_by_its_domain_takes_the_name_that_the_configuration_gives_it(writer: Writer) -> None:
    article_id = find(writer, "Finder", "http://news.cove.example/a")
    follow(writer, article_id, None)
    assert place(writer, article_id)[1] == "news.cove.example"
    named = OutletSpec("Radio Cove", ("news.cove.example",), OutletKind.BROADCASTER, publisher="Cove")
    writer.sync_outlets((SEARCH, LAMP, named), at(5))
    assert place(writer, article_id)[1] == "Radio Cove"
    assert writer.database.execute("SELECT publisher FROM reports WHERE known_until IS NULL").fetchall() == [("Cove",)]
    assert place(writer, find(writer, "Finder", "http://news.cove.example/b"))[1] == "Radio Cove"


def test_a_feed_that_is_to_be_read_in_another_way_is_read_anew_and_parts_are_kept(writer: Writer) -> None:
    lamp = feed(writer, "The Lamp")
    parts = (
        FeedPart("http://lamp.example/1", "2024", Validators('W/"x"', None), "hash"),
        FeedPart("http://lamp.example/2"),
    )
    writer.save_feed_visit(lamp.id, visit(lamp.url, at(1)), after_feed(at(5), parts=parts), [], None)
    assert feed(writer, "The Lamp").parts == parts
    writer.sync_outlets((SEARCH, LAMP), at(2))
    assert feed(writer, "The Lamp").validators == Validators('"e"')
    writer.sync_outlets((SEARCH, replace(LAMP, feeds=(FeedSpec(lamp.url, None, "sitemap"),))), at(3))
    after = feed(writer, "The Lamp")
    assert (after.kind, after.parts, after.validators, after.body_hash) == ("sitemap", (), Validators(), None)


@pytest.mark.parametrize(
    "url",
    [
        "https://lamp.example/a?b#c",
        "http://lamp.example:8080/",
        "https://lamp.example:80/",
        "http://[2001:db8::443]/",
        "http://[2001:db8::1]:8000/a",
        "https://lamp.example",
    ],
)
def test_hosts_are_spelled_as_the_pollers_turns_are(url: str) -> None:
    assert host_of(url) == fetchers.host_of(url)
