"""When the story's terms change: entries that were passed over are matched again and taken up."""

from dataclasses import replace
from pathlib import Path

import pytest

from store import Reader, integrity, open_reader, open_writer

from .newsroom import CONTEXT, OUTLETS, Newsroom, at, entry


def test_entries_off_the_story_come_in_pages_each_once(newsroom: Newsroom) -> None:
    for number in range(25):
        listed = entry(f"http://lamp.example/{number}", f"Smoke {number}", summary="…", is_on_story=number % 5 == 0)
        newsroom.list_entries("The Lamp", at(number), replace(listed, published_at=at(number - 1)))
    newsroom.list_entries("The Lamp", at(30), entry(None, "no link", is_on_story=False))
    found, after_id = [], 0
    while page := newsroom.writer.entries_off_story(3, after_id):
        assert len(page) <= 3
        found += page
        after_id = page[-1].id
    assert [row.title for row in found] == [f"Smoke {number}" for number in range(25) if number % 5]
    assert (found[0].outlet, found[0].lang, found[0].summary) == ("The Lamp", None, "…")
    assert (found[0].published_at, found[0].first_seen_at) == (at(0), at(1))


def test_entries_of_a_feed_no_longer_configured_stay_where_they_are(newsroom: Newsroom) -> None:
    for outlet in ("The Lamp", "Radio Cove"):
        newsroom.list_entries(outlet, at(1), entry("http://lamp.example/1", is_on_story=False))
    newsroom.writer.sync_outlets([replace(spec, lang="fr") for spec in OUTLETS[:2]], at(2))
    assert [(row.outlet, row.lang) for row in newsroom.writer.entries_off_story(9)] == [("The Lamp", "fr")]


def test_entries_taken_up_become_the_articles_that_they_would_have_been(newsroom: Newsroom, reader: Reader) -> None:
    writer = newsroom.writer
    credited = {"published_at": at(3), "modified_at": at(4), "credit": "Quill Wire"}
    off = [
        entry("http://lamp.example/1", "Smoke", is_on_story=False, **credited),
        entry("http://cove.example/2", "Ash", is_on_story=False),
        entry("http://lamp.example/3", "Sport", is_on_story=False),
        entry(None, "no link", is_on_story=False),
    ]
    newsroom.list_entries("The Lamp", at(5), *off)
    (known,) = newsroom.list_entries("Radio Cove", at(6), entry("http://cove.example/2", "Ash"))
    ids = [row.id for row in writer.entries_off_story(9) if row.title != "Sport"]
    (new,) = writer.take_up_entries([*ids, 4, 999], at(60))
    (row,) = writer.database.query(
        "SELECT url, host, title, published_at, published_basis, modified_at, credit, first_seen_at, next_visit_at "
        "FROM articles WHERE id = ?",
        [new],
    )
    assert row == {
        "url": "http://lamp.example/1",
        "host": "lamp.example",
        "title": "Smoke",
        "published_at": "2024-09-17T05:03:00Z",
        "published_basis": "feed",
        "modified_at": "2024-09-17T05:04:00Z",
        "credit": "Quill Wire",
        "first_seen_at": "2024-09-17T05:05:00Z",
        "next_visit_at": "2024-09-17T06:00:00Z",
    }
    assert (writer.article(new).outlet, writer.article(known).outlet) == ("The Lamp", "Radio Cove")
    counts = {feed.outlet: (feed.entries, feed.on_story) for feed in reader.feeds()}
    assert (counts["The Lamp"], counts["Radio Cove"]) == ((4, 2), (1, 1))
    assert [row.title for row in writer.entries_off_story(9)] == ["Sport"]
    assert integrity(writer.path) == []


def test_taking_entries_up_twice_is_taking_them_up_once(newsroom: Newsroom, reader: Reader) -> None:
    writer = newsroom.writer
    off = [entry(f"http://lamp.example/{number}", is_on_story=False) for number in range(2000)]
    newsroom.list_entries("The Lamp", at(1), *off)
    ids = [row.id for row in writer.entries_off_story(9999)]
    assert len(writer.take_up_entries(ids, at(9))) == 2000
    before = (reader.feeds(), reader.counts())
    assert writer.take_up_entries(ids, at(10)) == writer.take_up_entries([], at(10)) == []
    assert newsroom.list_entries("The Lamp", at(1), *(replace(one, is_on_story=True) for one in off)) == []
    assert (reader.feeds()[1].on_story, reader.counts()) == (before[0][1].on_story, before[1])


@pytest.mark.parametrize("context", [None, CONTEXT])
def test_the_fingerprint_of_the_terms_is_kept_beside_the_setting(path: Path, context: object) -> None:
    with open_writer(path, context=context) as writer:  # type: ignore[arg-type]
        assert writer.terms_fingerprint() is None
        writer.set_terms_fingerprint("one \ud800")
        assert writer.terms_fingerprint() == "one \ufffd"
    with open_writer(path) as writer, open_reader(path) as reader:
        assert reader.context() == context
    with open_writer(path, context=CONTEXT, official=frozenset({"The Lamp"})) as writer, open_reader(path) as reader:
        assert reader.context() == CONTEXT
        assert writer.terms_fingerprint() == "one \ufffd"
        writer.set_terms_fingerprint("two")
        assert writer.terms_fingerprint() == "two"
        assert reader.context() == CONTEXT
