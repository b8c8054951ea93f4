"""A backup: of one moment while the writer writes, whole or not there, never over what somebody else needs."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from store import (
    RequestRefused,
    StoreMissing,
    StoreUnreadable,
    StoreUnwritable,
    back_up,
    integrity,
    open_reader,
    open_writer,
)
from store.backup import ABANDONED
from store.engine import sqlite

from .newsroom import CONTEXT, Newsroom, killed


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "copy.db"


@pytest.fixture(autouse=True)
def folder(target: Path) -> Path:
    target.parent.mkdir()
    return target.parent


@pytest.fixture
def story(path: Path) -> Path:
    """A store with five articles, which nobody writes."""
    with open_writer(path, context=CONTEXT) as writer:
        newsroom = Newsroom(writer)
        for number in range(1, 6):
            newsroom.publish("The Lamp", str(number), [killed(number)], published=number, seen=number + 1)
    return path


def test_a_backup_opens_is_whole_and_is_written_on_like_the_store(story: Path, target: Path) -> None:
    backup = back_up(story, target)
    assert (backup.path, backup.size, backup.waiting) == (target, target.stat().st_size, 0)
    assert (backup.rows["articles"], backup.rows["claims"], backup.rows["marks"]) == (5, 5, 0)
    assert os.listdir(target.parent) == [target.name]
    assert target.stat().st_mode == story.stat().st_mode
    assert integrity(target) == []
    with open_reader(story) as before, open_reader(target) as after:
        assert after.timeline() == before.timeline()
        assert after.facts() == before.facts()
    with open_writer(target, context=CONTEXT) as writer:
        Newsroom(writer).publish("Radio Cove", "more", [killed(9)], published=60, seen=61)
        assert writer.database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert integrity(target) == []


def test_backups_made_while_a_writer_writes_are_each_of_one_moment(path: Path, target: Path) -> None:
    is_over = threading.Event()

    def publish_on() -> None:
        with open_writer(path, context=CONTEXT) as writer:
            newsroom = Newsroom(writer)
            for number in range(1, 2000):
                newsroom.publish("The Lamp", str(number), [killed(number)], published=number, seen=number + 1)
                if number == 5:
                    is_ready.set()
                if is_over.is_set():
                    return

    is_ready = threading.Event()
    publisher = threading.Thread(target=publish_on)
    publisher.start()
    try:
        assert is_ready.wait(60)
        counts = []
        for _ in range(4):
            rows = back_up(path, target, replace=True).rows
            assert integrity(target) == []
            assert rows["revisions"] in (rows["articles"], rows["articles"] - 1)  # listed, and not yet visited
            counts.append(rows["articles"])
    finally:
        is_over.set()
        publisher.join()
    assert counts == sorted(counts)
    assert counts[0] >= 5


def test_what_is_there_already_is_left_alone_unless_it_may_be_overwritten(story: Path, target: Path) -> None:
    target.write_text("precious")
    with pytest.raises(RequestRefused, match="is there already; name another file, or overwrite it with --force"):
        back_up(story, target)
    assert target.read_text() == "precious"
    target.unlink()
    target.symlink_to(target.parent / "nowhere")
    with pytest.raises(RequestRefused, match="is there already"):
        back_up(story, target)
    target.unlink()
    target.write_text("no longer precious")
    back_up(story, target, replace=True)
    assert integrity(target) == []


def test_a_file_that_came_to_be_there_meanwhile_is_left_alone(story: Path, target: Path) -> None:
    def come_between(words: str, done: int, steps: int) -> None:
        target.write_text("precious")

    with pytest.raises(RequestRefused, match="came to be there meanwhile"):
        back_up(story, target, progress=come_between)
    assert target.read_text() == "precious"
    assert os.listdir(target.parent) == [target.name]


def test_a_store_is_never_overwritten_by_its_backup_or_while_another_writes_it(story: Path, target: Path) -> None:
    content = story.read_bytes()
    for name in (story, story.parent / "." / story.name):
        with pytest.raises(RequestRefused, match="the store itself"):
            back_up(story, name, replace=True)
    link = target.with_name("link.db")
    link.symlink_to(story)
    with pytest.raises(RequestRefused, match="the store itself"):
        back_up(story, link, replace=True)
    assert story.read_bytes() == content
    with open_writer(target), pytest.raises(RequestRefused, match=f"process {os.getpid()} writes this store"):
        back_up(story, target, replace=True)
    with pytest.raises(RequestRefused, match="a folder"):
        back_up(story, target.parent, replace=True)


def test_changes_left_beside_the_target_are_never_taken_for_the_backups_own(story: Path, target: Path) -> None:
    child = "import sys, os, pathlib, store; w = store.open_writer(pathlib.Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", child, target], check=False)
    left = target.with_name(f"{target.name}-wal")
    assert left.stat().st_size > 0
    with pytest.raises(RequestRefused, match="belongs to a store that was there"):
        back_up(story, target, replace=True)


def test_a_killed_backup_leaves_no_file_of_its_name_and_its_remains_go_after_an_hour(story: Path, target: Path) -> None:
    child = """
import os, pathlib, sys, store
store.back_up(*map(pathlib.Path, sys.argv[1:]), progress=lambda words, done, steps: os.kill(os.getpid(), 9))
"""
    done = subprocess.run([sys.executable, "-c", child, story, target], check=False)
    assert done.returncode == -9
    (left,) = target.parent.iterdir()
    assert left.name.endswith(".unfinished")
    back_up(story, target)
    assert sorted(os.listdir(target.parent)) == sorted([left.name, target.name])
    long_ago = time.time() - ABANDONED - 60
    os.utime(left, (long_ago, long_ago))
    back_up(story, target, replace=True)
    assert os.listdir(target.parent) == [target.name]


def test_a_damaged_store_gives_no_backup_and_keeps_the_old_one(story: Path, target: Path) -> None:
    back_up(story, target)
    old = target.read_bytes()
    content = bytearray(story.read_bytes())
    for page in range(20, len(content) // 4096, 3):
        content[4096 * page : 4096 * page + 400] = b"\xa5" * 400
    story.write_bytes(content)
    with pytest.raises(StoreUnreadable) as refused:
        back_up(story, target, replace=True)
    assert "\n" not in str(refused.value)
    assert str(story) in str(refused.value)
    assert target.read_bytes() == old
    assert os.listdir(target.parent) == [target.name]


def test_rows_that_point_nowhere_give_no_backup(story: Path, target: Path) -> None:
    connection = sqlite.connect(story)
    connection.execute("DELETE FROM outlets")
    connection.commit()
    connection.close()
    with pytest.raises(StoreUnreadable, match=r"the copy is damaged \(.*points to a row of outlets"):
        back_up(story, target)
    assert os.listdir(target.parent) == []


def test_a_store_that_is_missing_or_a_folder_that_is_not_there_is_one_line(story: Path, target: Path) -> None:
    with pytest.raises(StoreMissing, match="no store here yet"):
        back_up(story.with_name("other.db"), target)
    assert os.listdir(target.parent) == []
    with pytest.raises(StoreUnwritable, match="no such file or directory") as refused:
        back_up(story, target.parent / "deeper" / "copy.db")
    assert "\n" not in str(refused.value)


def test_progress_goes_up_to_the_whole(story: Path, target: Path) -> None:
    told: list[tuple[str, int, int]] = []
    back_up(story, target, progress=lambda *step: told.append(step))
    assert {words for words, _, _ in told} == {"copying", "checking"}
    assert [step[1:] for step in told if step[0] == "checking"][-1] == (3, 3)
    assert all(0 <= done <= steps for _, done, steps in told)
