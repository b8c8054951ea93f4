"""Point 19: SIGTERM ends it in under 2 s with everything committed; SIGHUP reloads the config and keeps its state."""

import signal
import threading
import time
from pathlib import Path

import pytest

from store import integrity, open_reader
from tests.storywatch.conftest import Site, config_for
from tests.storywatch.processes import LONGEST_WAIT, end, running_poller, wait_for, wait_until

TOLD_TO_STOP_IN_A_TRANSACTION = """
import os, signal, time, store.feed_visits as room
save = room.save_feed_visit
def save_and_be_told_to_stop(*arguments, **options):
    saved = save(*arguments, **options)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(0.3)
    return saved
room.save_feed_visit = save_and_be_told_to_stop
"""


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_point_19_a_poller_that_is_told_to_end_says_so_and_keeps_all(
    tmp_path: Path, environment: dict[str, str], how: signal.Signals
) -> None:
    with running_poller(tmp_path, environment) as poller:
        assert wait_for(poller, "article")["claims"] == 2
        poller.send_signal(how)
        assert wait_for(poller, "stop")
        assert poller.wait(LONGEST_WAIT) == 0
    assert integrity(tmp_path / "story.db") == []
    with open_reader(tmp_path / "story.db") as reader:
        row = reader.poller()
        assert row is not None
        assert row.state == "stopped"
        assert reader.counts().facts == 2


@pytest.mark.usefixtures("story")
def test_point_19_sigterm_in_the_middle_of_a_transaction_leaves_it_committed(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    with running_poller(tmp_path, environment, before=TOLD_TO_STOP_IN_A_TRANSACTION) as poller:
        wait_for(poller, "stop")
        assert poller.wait(LONGEST_WAIT) == 0
    assert integrity(tmp_path / "story.db") == []
    with open_reader(tmp_path / "story.db") as reader:
        assert (reader.counts().entries, reader.feeds()[0].last_outcome) == (2, "new")


@pytest.mark.parametrize("path", ["/rss", "/a"])
def test_point_19_sigterm_does_not_wait_for_a_visit_that_hangs_and_makes_it_again_later(
    story: Site, tmp_path: Path, environment: dict[str, str], path: str
) -> None:
    is_over = threading.Event()

    def hang() -> tuple[int, dict[str, str], str]:
        is_over.wait(LONGEST_WAIT)
        return 500, {}, ""

    story.make[path] = hang
    with running_poller(tmp_path, environment) as poller:
        wait_until(lambda: path in [asked for asked, _ in story.requests])
        asked_at = time.monotonic()
        assert end(poller) == 0
        assert time.monotonic() - asked_at < LONGEST_WAIT  # the answer would come no sooner
    is_over.set()
    del story.make[path]
    with running_poller(tmp_path, environment) as poller:  # it is due again at once
        assert wait_for(poller, "article")["claims"] == 2
        assert end(poller) == 0


def test_point_19_sighup_reads_the_configuration_again_and_keeps_what_is_known(
    story: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    story.put_feed("/other", ("Quiet day in Lomé", "/b"))
    config = tmp_path / "config.toml"
    config.write_text(config_for(story, "/other"))
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "new")
        config.write_text("[story")
        poller.send_signal(signal.SIGHUP)
        assert "kept the old configuration" in wait_for(poller, "config")["message"]
        config.write_text(config_for(story, "/other", "/rss"))
        poller.send_signal(signal.SIGHUP)
        assert wait_for(poller, "article")["claims"] == 2
        assert end(poller) == 0
    paths = [path for path, _ in story.requests]
    assert paths.count("/other") == 1  # its next visit stands where it stood
