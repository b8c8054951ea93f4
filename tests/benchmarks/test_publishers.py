"""The made-up publishers of the polling benchmarks, and the benchmarks themselves on a few of them."""

from __future__ import annotations

import urllib.error
import urllib.request
from datetime import UTC, datetime

import pytest

from benchmarks import feeds, newsboat, pages
from benchmarks.publishers import Served, Serving, generated_feeds, generated_pages
from fetchers import read_feed, read_page

NOW = datetime(2024, 4, 1, tzinfo=UTC)
HTML = {"content-type": "text/html; charset=utf-8"}


def test_the_same_seed_makes_the_same_feeds_and_pages_and_another_seed_others() -> None:
    assert generated_feeds(6, 240) == generated_feeds(6, 240)
    assert generated_feeds(6, 240) != generated_feeds(6, 240, seed=2)
    assert generated_pages(12) == generated_pages(12)
    assert generated_pages(12) != generated_pages(12, seed=2)


@pytest.mark.parametrize(("count", "items"), [(5, 200), (5, 150), (5, 500), (40, 1_760)])
def test_feeds_list_as_many_entries_as_asked_for_in_all_kinds_of_feed(count: int, items: int) -> None:
    made = generated_feeds(count, items)
    assert sum(feed.entries for feed in made) == items
    assert all(30 <= feed.entries <= 100 for feed in made)
    for feed in made:
        reading = read_feed(feed.body, {"content-type": feed.content_type}, "http://a.example/feed", NOW)
        assert reading.failure is None
        assert len(reading.entries) == feed.entries
        assert all(entry.title and entry.link and entry.published_at for entry in reading.entries)


def test_pages_read_as_the_article_that_they_are_built_around() -> None:
    made = generated_pages(12)
    assert len(made) == 12
    for page in made:
        reading = read_page(page.body, HTML, "http://a.example/1.html", NOW)
        assert (reading.title, reading.lang) == (page.title, page.lang)
        assert "Outlet" not in reading.text
        assert 150 <= len(reading.text.split()) <= 900
        assert 55_000 <= len(page.body) <= 130_000


def test_the_server_answers_each_publisher_on_a_port_of_its_own_and_knows_what_is_unchanged() -> None:
    served = [Served("text/plain", "Fri, 08 Mar 2024 12:00:00 GMT", {"/a": body}) for body in (b"one", b"two")]
    with Serving(served) as serving:
        answers = []
        for port in serving.ports:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/a") as answer:
                answers.append((answer.read(), answer.headers["ETag"]))
        assert [body for body, _ in answers] == [b"one", b"two"]
        again = urllib.request.Request(
            f"http://127.0.0.1:{serving.ports[0]}/a", headers={"If-None-Match": answers[0][1]}
        )
        with pytest.raises(urllib.error.HTTPError, match="304"):
            urllib.request.urlopen(again)


def test_polling_a_few_feeds_stores_every_entry(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newsboat, "is_installed", lambda: False)
    feeds.main(["--feeds", "5", "--items", "200", "--rounds", "1"])
    table = capsys.readouterr().out
    assert "5 feeds, 200 entries stored" in table
    assert "storywatch, running" in table
    assert "newsboat is not installed" in table


def test_polling_a_few_pages_stores_every_article_with_its_claims(capsys: pytest.CaptureFixture[str]) -> None:
    pages.main(["--pages", "40", "--rounds", "1"])
    table = capsys.readouterr().out
    assert "40 pages, 40 articles" in table
    assert ", 0 claims" not in table
    assert "reading claims and passages" in table
