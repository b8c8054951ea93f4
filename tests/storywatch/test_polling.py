"""The poller as a process, on a real server, with a real store: what it brings, and how it ends."""

import json
import signal
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

from store import integrity
from tests.storywatch.conftest import Program, Site, config_for, make_due
from tests.storywatch.processes import running_poller, wait_for

STORY = "Attack in Bamako"
SENTENCE = "A security source said on Thursday that 77 people were killed and 255 wounded in the attack in Bamako."
MORE = "The attackers stormed the gendarmerie school before dawn and reached the airport soon after, residents said."


def put_story(site: Site, sentence: str = SENTENCE) -> None:
    site.put_feed("/rss", (STORY, "/a"), ("Football: a draw in Lomé", "/b"), etag='"one"')
    site.put_page("/a", STORY, sentence, MORE)
    site.put_page("/b", "Football: a draw in Lomé", MORE)


def facts(program: Program) -> list[dict[str, Any]]:
    return list(json.loads(program("facts", "--json").stdout))


def test_once_brings_what_is_on_the_story_and_only_that(program: Program, site: Site, tmp_path: Path) -> None:
    put_story(site)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    done = program("poll", "--once")
    assert done.returncode == 0, done.stderr
    assert "1 of 1 feeds answered; 1 articles, 2 claims, 2 facts" in done.stdout.decode()
    assert "/b" not in [path for path, _ in site.requests]
    assert {(fact["kind"], fact["low"], fact["voice"]) for fact in facts(program)} == {
        ("killed", 77, "security source"),
        ("injured", 255, "security source"),
    }
    (report,) = next(fact for fact in facts(program) if fact["kind"] == "killed")["reports"]
    assert report["sentence"] == SENTENCE
    assert report["at"] == "2024-09-19T09:12:00Z"


def test_a_second_visit_is_conditional_and_an_edit_is_a_revision(program: Program, site: Site, tmp_path: Path) -> None:
    put_story(site)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    program("poll", "--once")
    site.requests.clear()
    make_due(tmp_path / "story.db")
    program("poll", "--once")
    assert [headers.get("if-none-match") for path, headers in site.requests if path == "/rss"] == ['"one"']
    assert len(facts(program)) == 2


def test_broken_feeds_are_reported_and_the_good_one_is_read(program: Program, site: Site, tmp_path: Path) -> None:
    put_story(site)
    html = {"Content-Type": "text/html"}
    site.pages["/html"] = (200, html, b"<html><body><p>Please accept our cookies</p></body></html>")
    site.pages["/empty"] = (200, {}, b"")
    site.pages["/huge"] = (200, {}, b"<rss>" + b" " * 20_000_000)
    site.pages["/cut"] = (200, {}, site.pages["/rss"][2][:-200])
    site.pages["/sick"] = (500, {}, b"")
    site.pages["/escape"] = (200, {}, site.pages["/rss"][2].replace(b"Football", b"Bamako \x1b]52;c;aGk=\x07"))
    paths = ("/html", "/empty", "/huge", "/cut", "/sick", "/missing", "/escape", "/rss")
    (tmp_path / "config.toml").write_text(config_for(site, *paths))
    done = program("poll", "--once")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + done.stderr
    status = json.loads(program("status", "--json").stdout)
    failed = {feed["url"].removeprefix(site.url): feed["last_reason"] for feed in status["feeds"] if feed["failures"]}
    assert {"/html", "/empty", "/huge", "/sick", "/missing"} <= set(failed)
    assert all(reason and "\n" not in reason for reason in failed.values())
    assert {fact["low"] for fact in facts(program)} == {77, 255}
    assert integrity(tmp_path / "story.db") == []


def test_a_poller_that_is_killed_between_feed_and_page_goes_on_there(
    program: Program, site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    put_story(site)
    page = site.pages["/a"]
    is_answered = threading.Event()

    def answer_late() -> tuple[int, dict[str, str], str]:
        is_answered.wait(60)
        return page[0], page[1], page[2].decode()

    site.make["/a"] = answer_late
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    with running_poller(tmp_path, environment) as first:
        wait_for(first, "new")
        first.send_signal(signal.SIGKILL)
        first.wait(30)
    is_answered.set()
    assert "dead" in program("status").stdout.decode()
    assert integrity(tmp_path / "story.db") == []
    assert facts(program) == []
    with running_poller(tmp_path, environment) as second:
        wait_for(second, "article")
        second.send_signal(signal.SIGTERM)
        assert second.wait(30) == 0
    assert [len(fact["reports"]) for fact in facts(program)] == [1, 1]


def test_a_store_that_can_no_longer_be_written_ends_the_poller_with_one_line(
    site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    put_story(site)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    with running_poller(tmp_path, environment) as poller, closing(sqlite3.connect(tmp_path / "story.db")) as other:
        wait_for(poller, "article")
        other.execute("BEGIN IMMEDIATE")  # from another process, for longer than the writer waits
        assert poller.wait(60) == 74
        assert poller.stderr
        assert "story.db" in poller.stderr.read()


def test_a_store_that_is_deleted_under_the_poller_ends_it_with_one_line(
    site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    put_story(site)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "article")
        for path in tmp_path.glob("story.db*"):
            path.unlink()
        assert poller.wait(60) == 74
        assert poller.stderr
        assert "was moved or deleted" in poller.stderr.read()


def test_a_store_that_cannot_be_made_is_one_line(program: Program, site: Site, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(config_for(site, "/rss").replace('"story.db"', '"config.toml/story.db"'))
    done = program("poll", "--once")
    assert done.returncode == 74
    assert len(done.stderr.decode().strip().splitlines()) == 1
