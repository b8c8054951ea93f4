"""The poller as a process, on a real server, with a real store: what it brings, and how it ends."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from store import integrity
from tests.storywatch.conftest import Program, Site, config_for

STORY = "Attack in Bamako"
SENTENCE = "A security source said on Thursday that 77 people were killed and 255 wounded in the attack in Bamako."
MORE = "The attackers stormed the gendarmerie school before dawn and reached the airport soon after, residents said."


def put_story(site: Site, sentence: str = SENTENCE) -> None:
    site.put_feed("/rss", (STORY, "/a"), ("Football: a draw in Lomé", "/b"), etag='"one"')
    site.put_page("/a", STORY, sentence, MORE)
    site.put_page("/b", "Football: a draw in Lomé", MORE)


def facts(program: Program) -> list[dict[str, Any]]:
    return list(json.loads(program("facts", "--json").stdout))


@contextmanager
def running_poller(folder: Path, environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """A poller that logs JSON, ended with the test; leave it once it has said "start"."""
    command = [sys.executable, "-m", "storywatch", "poll", "--log-json"]
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def wait_for(process: "subprocess.Popen[str]", event: str) -> dict[str, Any]:
    """Read the poller's log up to an event."""
    assert process.stderr
    seen = []
    for line in process.stderr:
        row = json.loads(line)
        if row["event"] == event:
            return dict(row)
        seen.append(line)
    raise AssertionError(f"the poller ended before {event!r}: {''.join(seen)}")


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


def test_nothing_reachable_is_exit_code_69(program: Program, site: Site, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(config_for(site, "/nowhere"))
    done = program("poll", "--once")
    assert done.returncode == 69
    assert b"0 of 1 feeds answered" in done.stdout


def test_a_second_poller_is_refused_and_sigterm_ends_the_first_in_order(
    program: Program, site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    put_story(site)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    with running_poller(tmp_path, environment) as first:
        wait_for(first, "article")
        second = program("poll")
        assert second.returncode == 75
        assert str(first.pid) in second.stderr.decode()
        assert f"running (process {first.pid}" in program("status").stdout.decode()
        first.send_signal(signal.SIGTERM)
        assert wait_for(first, "stop")
        assert first.wait(30) == 0
    assert "stopped" in program("status").stdout.decode()
    assert len(facts(program)) == 2


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


def test_sigterm_does_not_wait_for_a_request_that_hangs(
    program: Program, site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    is_over = threading.Event()

    def hang() -> tuple[int, dict[str, str], str]:
        is_over.wait(60)
        return 200, {}, ""

    site.make["/rss"] = hang
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "start")
        while not site.requests:
            time.sleep(0.02)
        poller.send_signal(signal.SIGTERM)
        assert poller.wait(30) == 0  # the request would take 60 s
    is_over.set()


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


def test_sighup_takes_up_a_changed_configuration(
    program: Program, site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    site.put_feed("/other", ("Quiet day in Lomé", "/b"))
    put_story(site)
    config = tmp_path / "config.toml"
    config.write_text(config_for(site, "/other"))
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "new")
        config.write_text("[story")
        poller.send_signal(signal.SIGHUP)
        assert "kept the old configuration" in wait_for(poller, "config")["message"]
        config.write_text(config_for(site, "/other", "/rss"))
        poller.send_signal(signal.SIGHUP)
        assert wait_for(poller, "article")["claims"] == 2
        poller.send_signal(signal.SIGTERM)
        assert poller.wait(30) == 0


def test_a_store_that_cannot_be_made_is_one_line(program: Program, site: Site, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(config_for(site, "/rss").replace('"story.db"', '"config.toml/story.db"'))
    done = program("poll", "--once")
    assert done.returncode == 74
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_no_worker_outlives_a_killed_poller(site: Site, tmp_path: Path, environment: dict[str, str]) -> None:
    put_story(site)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "article")
        children = children_of(poller.pid)
        assert children
        poller.send_signal(signal.SIGKILL)
        poller.wait(30)
    deadline = time.monotonic() + 30
    while alive := [child for child in children if is_alive(child)]:
        assert time.monotonic() < deadline, f"still there: {alive}"
        time.sleep(0.05)


def children_of(pid: int) -> list[int]:
    """The ids of a process's children and theirs (Linux)."""
    direct = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return direct + [grandchild for child in direct for grandchild in children_of(child)]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
