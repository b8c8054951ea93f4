"""A store on a disk that can't be written: it is read and copied from there; all else is one clear line."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import (
    MarkRequest,
    StoreUnwritable,
    back_up,
    integrity,
    open_reader,
    open_writer,
    post,
)
from story import ArticleTarget, Judgement

from .full_disks import make_read_only, small_disk
from .newsroom import CONTEXT, Newsroom, killed


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", 8 * 1024 * 1024) as folder:
        yield folder


def publish(path: Path) -> None:
    with open_writer(path, context=CONTEXT) as writer:
        Newsroom(writer).publish("The Lamp", "a", [killed(7)], published=1, seen=2)


def test_an_archived_store_is_read_checked_and_copied_and_never_written(disk: Path, tmp_path: Path) -> None:
    path = disk / "story.db"
    publish(path)
    before = sorted(os.listdir(disk))
    make_read_only(disk)
    with open_reader(path) as reader:
        assert reader.counts().facts == 1
    assert integrity(path) == []
    back_up(path, tmp_path / "copy.db")
    assert integrity(tmp_path / "copy.db") == []
    request = MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(1))
    for refused in (lambda: open_writer(path), lambda: post(path, request), lambda: back_up(path, disk / "copy.db")):
        with pytest.raises(StoreUnwritable, match="read-only file system") as told:
            refused()
        assert "\n" not in str(told.value)
    assert sorted(os.listdir(disk)) == before


def test_a_store_that_was_not_closed_before_its_disk_became_read_only_is_read_with_all_that_was_saved(
    disk: Path,
) -> None:
    path = disk / "story.db"
    publish(path)
    child = (
        "import os, pathlib, sys, store; writer = store.open_writer(pathlib.Path(sys.argv[1])); "
        "writer.refresh_facts(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", child, path], check=False)
    assert path.with_name("story.db-wal").exists()
    make_read_only(disk)
    with open_reader(path) as reader:
        assert reader.counts().facts == 1
    with pytest.raises(StoreUnwritable, match="read-only file system"):
        open_writer(path)
