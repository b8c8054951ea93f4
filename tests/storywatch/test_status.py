"""`storywatch status`: what people, scripts and monitoring systems are told of the poller and its feeds."""

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store import Counts, FeedCondition, FeedRow, PollerRow
from storywatch.health import Health, PollerState, feed_health, poller_state
from storywatch.prometheus import prometheus_text
from storywatch.whole_files import write_whole
from tests.storywatch.conftest import Program, Site, config_for, make_due

NOW = datetime(2024, 9, 19, 9, 30, tzinfo=UTC)
SAMPLE = re.compile(r'storywatch_[a-z_]+\{([a-z]+="(?:[^"\\\n]|\\["\\n])*",?)+\} -?[0-9.e+]+')


def feed_row(
    outcome: str | None, status: int | None, *, failures: int = 1, is_stopped: bool = False, is_left_out: bool = False
) -> FeedRow:
    visited_at = None if outcome is None else NOW
    row = FeedRow("The Lamp", "http://lamp.example/f", visited_at, outcome, status, "why", NOW, failures, False, 3, 1)
    return replace(row, is_stopped=is_stopped or is_left_out, is_left_out=is_left_out)


@pytest.fixture
def sick_story(site: Site, tmp_path: Path, program: Program) -> Callable[[], None]:
    """A store that was polled once: two feeds that are well, one that is gone, one that is missing."""
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    site.put_feed("/other", ("Quiet day", "/b"))
    site.pages["/gone"] = (410, {}, b"")
    site.put_page("/a", "Attack in Bamako", "A security source said that 77 people were killed in Bamako.")
    (tmp_path / "config.toml").write_text(config_for(site, "/rss", "/other", "/gone", "/missing"))

    def poll() -> None:
        assert program("poll", "--once").returncode == 0

    def poll_again() -> None:
        make_due(tmp_path / "story.db")
        poll()

    poll()
    return poll_again


def status(program: Program, *arguments: str) -> dict[str, Any]:
    return dict(json.loads(program("status", "--json", *arguments).stdout))


@pytest.mark.parametrize(
    ("beat", "running", "expected"),
    [
        (None, None, PollerState.NONE),
        (None, 7, PollerState.STARTING),
        (("polling", 5, 7), 7, PollerState.RUNNING),
        (("polling", 5, 6), 7, PollerState.STARTING),  # the one before left its row, the new one hasn't beaten yet
        (("polling", 300, 7), 7, PollerState.HANGS),
        (("polling", 5, 7), None, PollerState.DEAD),
        (("stopped", 5, 7), None, PollerState.STOPPED),
    ],
)
def test_lock_and_heartbeat_tell_the_pollers_state(
    beat: tuple[str, int, int] | None, running: int | None, expected: PollerState
) -> None:
    row = None
    if beat is not None:
        row = PollerRow(beat[2], NOW, NOW - timedelta(seconds=beat[1]), None, beat[0])
    assert poller_state(row, running, NOW) is expected


@pytest.mark.parametrize(
    ("row", "condition", "advice"),
    [
        (feed_row(None, None, failures=0), FeedCondition.WAITING, ""),
        (feed_row("new", 200, failures=0), FeedCondition.WELL, ""),
        (feed_row("unchanged", 304, failures=0, is_left_out=True), FeedCondition.LEFT_OUT, ""),
        (feed_row("gone", 410, is_stopped=True), FeedCondition.GONE, "took it away for good"),
        (feed_row("gone", 410, is_stopped=True, is_left_out=True), FeedCondition.LEFT_OUT, ""),
        (feed_row("failed", 401), FeedCondition.FAILING, "[logins]"),
        (feed_row("failed", 403), FeedCondition.FAILING, "polling.contact"),
        (feed_row("failed", 404), FeedCondition.FAILING, "new address"),
        (feed_row("failed", 429), FeedCondition.FAILING, "asked for a pause"),
        (feed_row("failed", 500), FeedCondition.FAILING, "the server is ill"),
        (feed_row("failed", 200), FeedCondition.FAILING, "no longer be a feed"),
        (feed_row("failed", None), FeedCondition.FAILING, "this machine's network"),
        (feed_row("refused", None), FeedCondition.FAILING, "allowed_hosts"),
    ],
)
def test_each_sick_feed_is_told_with_what_to_do(row: FeedRow, condition: FeedCondition, advice: str) -> None:
    health = feed_health(row)
    assert health.condition is condition
    assert advice in health.advice
    assert bool(health.advice) == bool(advice)


@pytest.mark.usefixtures("sick_story")
def test_sick_feeds_are_told_with_reason_since_when_and_what_to_do(program: Program, site: Site) -> None:
    said = program("status").stdout.decode()
    assert re.search(
        r"failing .*/missing: HTTP 404 Not Found\n +since \d.*, 1 visit in a row; look for the feed's", said
    )
    assert re.search(r"gone .*/gone: HTTP 410 Gone\n +since \d.*; the publisher took it away for good", said)
    feeds = {feed["url"].removeprefix(site.url): feed for feed in status(program)["feeds"]}
    conditions = {url: feed["condition"] for url, feed in feeds.items()}
    assert conditions == {"/rss": "well", "/other": "well", "/gone": "gone", "/missing": "failing"}
    assert "\nfeeds   4, 1 failing, 1 gone\n" in said
    counts = status(program)["counts"]
    assert (counts["feeds"], counts["feeds_failing"], counts["feeds_gone"]) == (4, 1, 1)
    listed = json.loads(program("feeds", "list", "--json").stdout)
    assert {feed["url"].removeprefix(site.url): feed["condition"] for feed in listed} == conditions
    metrics = program("status", "--prometheus").stdout.decode()
    for condition in ("well", "failing", "gone"):
        number = list(conditions.values()).count(condition)
        assert f'storywatch_feeds{{story="Bamako attacks",condition="{condition}"}} {number}\n' in metrics
    assert feeds["/rss"]["failing_since"] is None
    assert feeds["/rss"]["advice"] is None
    assert feeds["/missing"]["failing_since"] == feeds["/missing"]["last_visit_at"]


def test_a_feed_that_waits_for_its_hosts_pause_says_so(program: Program, site: Site, tmp_path: Path) -> None:
    site.put_feed("/rss", ("Quiet day", "/a"))
    site.pages["/busy"] = (503, {"Retry-After": "3600"}, b"")
    (tmp_path / "config.toml").write_text(config_for(site, "/busy", "/rss"))
    program("poll", "--once")
    assert re.search(rb"/rss; its host asked for a pause until \d", program("status").stdout)
    feed = next(feed for feed in status(program)["feeds"] if feed["url"] == f"{site.url}/rss")
    assert feed["next_visit_at"] == feed["paused_until"]


def test_a_feed_fails_since_the_first_of_its_failures_until_it_is_well(
    program: Program, site: Site, sick_story: Callable[[], None], tmp_path: Path
) -> None:
    def failing_since() -> str | None:
        feeds = status(program)["feeds"]
        return next(feed["failing_since"] for feed in feeds if feed["url"].endswith("/missing"))

    first = failing_since()
    with closing(sqlite3.connect(tmp_path / "story.db")) as store:
        store.execute("UPDATE feeds SET failing_since = '2024-09-19T09:00:00Z' WHERE failing_since = ?", (first,))
        store.commit()
    sick_story()
    assert failing_since() == "2024-09-19T09:00:00Z"
    site.put_feed("/missing", ("It is back", "/c"))
    sick_story()
    assert failing_since() is None


@pytest.mark.usefixtures("sick_story")
def test_a_poller_that_comes_now_and_then_is_well_if_it_came_lately(program: Program) -> None:
    assert program("status", "--quiet").stdout == b"the poller is stopped\n"
    assert program("status").returncode == 69
    assert program("status", "--within", "1d").returncode == 0
    assert program("status", "--within", "1d", "--quiet").stdout == b""
    assert program("status", "--within", "soon").returncode == 64
    assert status(program, "--within", "1d")["is_well"] is True


@pytest.mark.usefixtures("sick_story")
def test_the_json_form_keeps_its_names(program: Program, site: Site) -> None:
    told = status(program)
    names = (
        "is_well problems state message at pid poller silent_seconds overdue_seconds next_visit_at inbox counts feeds "
        "visits store store_bytes wal_bytes config"
    )
    assert list(told) == names.split()
    assert (told["state"], told["pid"], told["problems"]) == ("stopped", None, ["the poller is stopped"])
    assert told["poller"]["version"]
    assert told["overdue_seconds"] == 0
    visits = {(row["subject"], row["outcome"]): row["visits"] for row in told["visits"]}
    assert visits == {("article", "new"): 1, ("feed", "new"): 2, ("feed", "failed"): 1, ("feed", "gone"): 1}
    assert sum(row["bytes"] for row in told["visits"]) > 0


@pytest.mark.usefixtures("config")
def test_a_store_that_is_not_there_is_74_and_prometheus_hears_of_it(program: Program, tmp_path: Path) -> None:
    done = program("status", "--prometheus", "storywatch.prom")
    assert done.returncode == 74
    assert b"there is no store here yet" in done.stderr
    assert 'storywatch_healthy{story="Bamako attacks"} 0\n' in (tmp_path / "storywatch.prom").read_text()


@pytest.mark.usefixtures("sick_story")
def test_the_figures_are_written_whole_for_others_to_read(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "textfile"
    folder.mkdir()
    done = program("status", "--quiet", "--within", "1d", "--prometheus", "textfile/storywatch.prom")
    assert (done.returncode, done.stdout) == (0, b"")
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o644
    text = file.read_text()
    for line in text.splitlines():
        assert line.startswith(("# HELP storywatch_", "# TYPE storywatch_")) or SAMPLE.fullmatch(line), line
    for sample in (
        'storywatch_healthy{story="Bamako attacks"} 1',
        'storywatch_up{story="Bamako attacks"} 0',
        'storywatch_poller_state{story="Bamako attacks",state="stopped"} 1',
        'storywatch_feeds{story="Bamako attacks",condition="well"} 2',
        'storywatch_visits_total{story="Bamako attacks",subject="feed",outcome="new"} 2',
        'storywatch_claims{story="Bamako attacks"} 1',
        'storywatch_overdue_seconds{story="Bamako attacks"} 0',
        'storywatch_inbox_requests{story="Bamako attacks"} 0',
    ):
        assert f"\n{sample}\n" in text
    assert program("status", "--prometheus").stdout.decode().startswith("# HELP storywatch_healthy ")
    refused = program("status", "--prometheus", "nowhere/storywatch.prom")
    assert refused.returncode == 74
    assert (
        refused.stderr.decode().strip()
        == "storywatch: nowhere/storywatch.prom: can't be written (No such file or directory)"
    )


HOSTILE = 'a"} 1\nstorywatch_up 1\\ \x1b[2J\u2028\ud800'


def test_hostile_names_stay_inside_their_quotes(tmp_path: Path) -> None:
    row = FeedRow(HOSTILE, f"http://x.example/{HOSTILE}", NOW, "failed", 500, HOSTILE, NOW, 2, False, 0, 0, None, NOW)
    health = Health(
        state=PollerState.RUNNING,
        message="",
        problems=(),
        pid=7,
        poller=PollerRow(7, NOW, NOW, NOW, "polling", HOSTILE, NOW, HOSTILE),
        silence=timedelta(0),
        overdue=timedelta(0),
        inbox=0,
        counts=Counts(1, 1, 1, 0, 0, 0, 0, 0, 0),
        feeds=(feed_health(row),),
        visits=(),
        store_bytes=1,
        wal_bytes=0,
    )
    text = prometheus_text(HOSTILE, health, NOW)
    write_whole(tmp_path / "metrics", text.encode())
    samples = [line for line in (tmp_path / "metrics").read_text().split("\n") if line and not line.startswith("#")]
    assert samples
    assert all(SAMPLE.fullmatch(line) for line in samples)
    assert not [line for line in samples if line.startswith("storywatch_up 1")]


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "storywatch.prom"
    target.mkdir()

    def left() -> Iterator[str]:
        return (path.name for path in tmp_path.iterdir())

    with pytest.raises(OSError, match="directory"):
        write_whole(target, b"text")
    assert list(left()) == ["storywatch.prom"]


def test_a_device_or_a_pipe_is_never_replaced_by_a_file(program: Program, site: Site, tmp_path: Path) -> None:
    """As root, `--prometheus /dev/stdout` would take it from the whole machine."""
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        done = program("status", "--prometheus", name)
        assert done.returncode == 74
        assert done.stderr.decode() == f"storywatch: {name}: can't be written (No plain file)\n"
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "link").is_symlink()
