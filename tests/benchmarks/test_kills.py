"""A part of the 200 kills: whatever a writer acknowledged is there after it was killed, and the store is whole."""

from pathlib import Path
from random import Random

from benchmarks.kills import Watch, kill_again_and_again, table


def test_nothing_that_was_acknowledged_is_lost_by_kills_at_random_moments(tmp_path: Path) -> None:
    watch = kill_again_and_again(tmp_path / "story.db", 7, Random())
    assert watch.is_good, table(watch, 0)
    assert sum(watch.killed.values()) == 7


def test_a_row_that_went_and_one_that_was_never_there_are_told(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    watch = kill_again_and_again(path, 2, Random(5))
    rows_said = sum(map(len, watch.said.values()))
    watch.hear("entry http://lamp.example/never\n")
    watch.hear("entry http://lamp.example/cut-short-by-the-ki")
    watch.look()
    assert watch.lost == {"entry": {"http://lamp.example/never"}}
    assert sum(map(len, watch.said.values())) == rows_said + 1
    assert "lost: entry http://lamp.example/never" in table(watch, 0)


def test_a_store_that_is_not_there_is_no_loss_before_anything_was_said(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "story.db")
    watch.look()
    assert watch.is_good
