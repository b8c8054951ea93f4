"""Visits that somebody asks for, through the inbox: who is meant, how soon, and what is refused."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from store import Outcome, RequestRefused, VisitRequest, Writer, inbox_path, open_reader, post
from store.hosts import host_of
from store.inbox import LARGEST_REQUEST

from .newsroom import Newsroom, after_feed, at, visit


def ask(writer: Writer, *names: str, minute: float) -> Outcome:
    post(writer.path, VisitRequest(names))
    (outcome,) = writer.take_up_requests(at(minute))
    return outcome


def visited(newsroom: Newsroom, outlet: str, minute: float, **after: object) -> None:
    """A visit whose next one is planned an hour later."""
    feed = newsroom.feeds[outlet]
    plan = after_feed(at(minute + 60), **after)
    newsroom.writer.save_feed_visit(feed.id, visit(feed.url, at(minute), outcome="unchanged"), plan, [], None)


def due_in(newsroom: Newsroom, outlet: str) -> float:
    """The minute at which a feed is due."""
    (feed,) = (feed for feed in newsroom.writer.feeds() if feed.outlet == outlet)
    return (feed.next_visit_at - at(0)) / timedelta(minutes=1)


def test_all_feeds_are_asked_for_and_each_says_so_until_it_was_visited(newsroom: Newsroom) -> None:
    for outlet in newsroom.feeds:
        visited(newsroom, outlet, 1)
    outcome = ask(newsroom.writer, minute=20)
    assert (outcome.request, outcome.refusal) == ("visit", None)
    assert (outcome.feeds_asked, outcome.feeds_waiting) == (len(newsroom.feeds), 0)
    assert {due_in(newsroom, outlet) for outlet in newsroom.feeds} == {20}
    visited(newsroom, "The Lamp", 20)
    with open_reader(newsroom.writer.path) as reader:
        assert {feed.outlet for feed in reader.feeds() if feed.asked_at is None} == {"The Lamp"}


def test_one_outlet_or_address_is_asked_for_whatever_the_case(newsroom: Newsroom) -> None:
    for outlet in newsroom.feeds:
        visited(newsroom, outlet, 1)
    assert ask(newsroom.writer, "the LAMP", minute=20).feeds_asked == 1
    assert ask(newsroom.writer, newsroom.feeds["Radio Cove"].url, minute=21).feeds_asked == 1
    assert (due_in(newsroom, "The Lamp"), due_in(newsroom, "Radio Cove")) == (20, 21)
    others = newsroom.feeds.keys() - {"The Lamp", "Radio Cove"}
    assert {due_in(newsroom, outlet) for outlet in others} <= {61}


def test_no_wish_beats_the_servers_word_a_hosts_pause_or_the_minute_between_visits(newsroom: Newsroom) -> None:
    writer = newsroom.writer
    visited(newsroom, "The Lamp", 19.5)
    assert ask(writer, "The Lamp", minute=20).feeds_waiting == 1
    assert due_in(newsroom, "The Lamp") == 20.5
    visited(newsroom, "The Lamp", 21, not_before=at(40))
    assert ask(writer, "The Lamp", minute=30).feeds_waiting == 1
    assert due_in(newsroom, "The Lamp") == 40
    visited(newsroom, "The Lamp", 41)
    writer.save_pause(host_of(newsroom.feeds["The Lamp"].url), at(55), at(41))
    assert ask(writer, "The Lamp", minute=50).feeds_waiting == 1
    assert due_in(newsroom, "The Lamp") == 55


def test_asking_again_and_again_changes_nothing_and_delays_nothing(newsroom: Newsroom) -> None:
    visited(newsroom, "The Lamp", 1)
    for minute in (20, 20.1, 20.2, 25):
        assert ask(newsroom.writer, "The Lamp", minute=minute).feeds_asked == 1
    assert due_in(newsroom, "The Lamp") == 20


def test_a_feed_that_backs_off_is_visited_when_asked_for_and_one_that_is_gone_is_not(newsroom: Newsroom) -> None:
    visited(newsroom, "The Lamp", 1, failures=9)
    assert ask(newsroom.writer, "The Lamp", minute=20).feeds_waiting == 0
    assert due_in(newsroom, "The Lamp") == 20
    visited(newsroom, "The Lamp", 21, is_stopped=True)
    assert "gone" in str(ask(newsroom.writer, "The Lamp", minute=30).refusal)


def test_a_name_that_nothing_bears_is_refused_in_one_line_and_nothing_else_is_done(newsroom: Newsroom) -> None:
    visited(newsroom, "The Lamp", 1)
    names = ("The Lamp", "Nobody\x1b[2J\nNews", "Unknown", "Also unknown", "And one", "And another")
    outcome = ask(newsroom.writer, *names, minute=20)
    assert outcome.refusal is not None
    assert "“Unknown”" in outcome.refusal
    assert "2 more" in outcome.refusal
    assert outcome.refusal.isprintable()
    assert due_in(newsroom, "The Lamp") == 61


@pytest.mark.parametrize("names", [("",), (" \x00 ",), ("x" * 3_000,), ("x",) * 1_001])
def test_what_cannot_be_a_name_is_refused_before_it_is_handed_in(newsroom: Newsroom, names: tuple[str, ...]) -> None:
    with pytest.raises(RequestRefused) as refused:
        post(newsroom.writer.path, VisitRequest(names))
    assert "\n" not in str(refused.value)
    assert not inbox_path(newsroom.writer.path).exists()


@pytest.mark.parametrize(
    "body",
    [
        b'{"request": "visit", "feeds": "all"}',
        b'{"request": "visit", "feeds": [1, 2]}',
        b'{"request": "visit", "feeds": [["deep"]]}',
        b'{"request": "visit", "feeds": [], "now": "2024-09-17"}',
        b'{"request": "visits"}',
        b'{"request": "visit", "feeds": [' + b'"x",' * 2_000 + b'"x"]}',
        b'{"request": "visit", "feeds": ["' + b"x" * LARGEST_REQUEST + b'"]}',
        b'{"request": "visit", "feeds": ["\\ud800"]}',
    ],
)
def test_hostile_request_files_are_set_aside_or_refused_and_plan_no_visit(newsroom: Newsroom, body: bytes) -> None:
    visited(newsroom, "The Lamp", 1)
    folder = inbox_path(newsroom.writer.path)
    folder.mkdir()
    (folder / f"20240917T050000000000-{1:032x}.json").write_bytes(body)
    (outcome,) = newsroom.writer.take_up_requests(at(20))
    assert outcome.refusal
    assert due_in(newsroom, "The Lamp") == 61
    assert newsroom.writer.take_up_requests(at(20)) == []


def test_a_request_for_visits_is_a_small_readable_file(newsroom: Newsroom, path: Path) -> None:
    name = post(path, VisitRequest(("The Lamp",))).name
    assert json.loads((inbox_path(path) / name).read_text()) == {"request": "visit", "feeds": ["The Lamp"]}
