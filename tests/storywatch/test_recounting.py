"""An outlet of thousands of articles changes its publisher: they are counted anew in small steps, killed or not."""

import re
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import integrity, open_reader, open_writer
from store.recounting import AT_ONCE
from storywatch.config import load_config
from tests.storywatch.conftest import Site, config_for
from tests.storywatch.processes import LONGEST_WAIT, end, running_poller, wait_for

ARTICLES = 4_000
SENTENCE = "A security source said on Thursday that 77 people were killed and 255 wounded in the attack in Bamako."
KILLED_AT_THE_TENTH_STEP = """
import os, signal, store.writer as room
recount, steps = room.recount_next, []
def recount_and_be_killed(*arguments):
    steps.append(1)
    if len(steps) == 10:
        os.kill(os.getpid(), signal.SIGKILL)
    return recount(*arguments)
room.recount_next = recount_and_be_killed
"""


@pytest.fixture
def large_story(site: Site, tmp_path: Path) -> Path:
    """A store in which the first of two outlets has thousands of articles; both are about to report one figure."""
    for number in (1, 2):
        site.put_feed(f"/{number}/rss", (f"Attack in Bamako: part {number}", f"/{number}/a"))
        site.put_page(f"/{number}/a", f"Attack in Bamako: part {number}", SENTENCE, f"The {number}. report goes on.")
    config = tmp_path / "config.toml"
    config.write_text(config_for(site, "/1/rss", "/2/rss"))
    settings = load_config(config)
    with open_writer(settings.store_path, context=settings.context) as writer:
        writer.sync_outlets(settings.outlets, datetime.now(UTC))
    with closing(sqlite3.connect(settings.store_path)) as store:
        store.execute(
            """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
            INSERT INTO articles (outlet_id, url, host, title, first_seen_at)
            SELECT 1, 'http://a.example/' || n, 'a.example', 'Old news', '2024-09-18T00:00:00Z' FROM numbers
            """,
            (ARTICLES,),
        )
        store.execute("UPDATE totals SET count = ? WHERE name = 'articles'", (ARTICLES,))
        store.commit()
    return config


def recounted_to(store: Path) -> list[int | None]:
    with closing(sqlite3.connect(store)) as connection:
        return [row[0] for row in connection.execute("SELECT recounted_to FROM outlets ORDER BY id")]


def outlets_with_the_figure(store: Path) -> int:
    with open_reader(store) as reader:
        (fact,) = [fact for fact in reader.facts() if fact.low == 77]
    return fact.outlets


def test_a_reload_that_changes_a_large_outlets_publisher_goes_on_after_a_kill_in_the_middle(
    large_story: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "story.db"
    with running_poller(tmp_path, environment, before=KILLED_AT_THE_TENTH_STEP) as poller:
        for _ in range(2):
            assert wait_for(poller, "article")["claims"] == 2
        assert outlets_with_the_figure(store) == 2
        one_house = re.sub(r'(name = "Outlet \d")', r'\1\npublisher = "The House"', large_story.read_text())
        large_story.write_text(one_house)
        poller.send_signal(signal.SIGHUP)
        assert poller.wait(LONGEST_WAIT) == -signal.SIGKILL
    reached = recounted_to(store)[0]
    assert reached is not None
    assert 0 < reached <= 9 * AT_ONCE
    assert integrity(store) == []
    with running_poller(tmp_path, environment) as poller:
        left = wait_for(poller, "anew")["left"]
        assert 0 < left < ARTICLES
        while left:  # further lines come only after ten seconds each
            left = wait_for(poller, "anew")["left"]
        assert end(poller) == 0
    assert recounted_to(store) == [None, None]
    assert outlets_with_the_figure(store) == 1
    assert integrity(store) == []


def test_signs_of_life_go_on_between_the_steps(large_story: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """The step that is under way holds a heartbeat up, never the whole."""
    slow = "import time, store.writer as room\nrecount = room.recount_next\n"
    slow += "room.recount_next = lambda *arguments: (time.sleep(0.05), recount(*arguments))[1]\n"
    beats = "import storywatch.heartbeat as heart\nheart.HEARTBEAT = 0.2\n"
    large_story.write_text(large_story.read_text().replace('name = "Outlet 1"', 'name = "Outlet 1"\npublisher = "X"'))
    with running_poller(tmp_path, environment, before=slow + beats) as poller:
        wait_for(poller, "anew")
        first = beat_at(tmp_path / "story.db")
        while beat_at(tmp_path / "story.db") == first:
            assert poller.poll() is None
        assert recounted_to(tmp_path / "story.db")[0] is not None  # still at it
        assert end(poller) == 0  # and ends in the middle when told to
    assert recounted_to(tmp_path / "story.db")[0] is not None


def beat_at(store: Path) -> datetime:
    with open_reader(store) as reader:
        row = reader.poller()
    assert row is not None
    return row.beat_at
