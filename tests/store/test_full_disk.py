"""A disk that is really full: one clear line, nothing acknowledged is lost, and it goes on when there is room."""

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
    inbox_path,
    integrity,
    open_reader,
    open_writer,
    post,
)
from story import ArticleTarget, Claim, Judgement, Kind, Qualifier, Reading

from .full_disks import fill, make_room, small_disk
from .newsroom import CONTEXT, Newsroom, at, killed

SIZE = 12 * 1024 * 1024
ROOT = Path(__file__).parents[2]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", SIZE) as folder:
        yield folder


@pytest.fixture
def path(disk: Path) -> Path:
    return disk / "story.db"


def publish_until_full(newsroom: Newsroom, start: int = 1) -> list[str]:
    """What was acknowledged before the disk was full."""
    kept: list[str] = []

    def publish_on() -> None:
        for number in range(start, start + 2000):
            newsroom.publish("The Lamp", f"a{number}", [killed(number)], published=1, seen=2)
            kept.append(f"a{number}")

    with pytest.raises(StoreUnwritable, match="the disk is full") as refused:
        publish_on()
    assert "\n" not in str(refused.value)
    return kept


def titles(path: Path) -> list[str]:
    with open_reader(path) as reader:
        return [row[0] for row in reader._connection.execute("SELECT title FROM revisions ORDER BY id").fetchall()]


def test_saves_into_a_full_disk_are_refused_and_go_on_when_there_is_room(disk: Path, path: Path) -> None:
    with open_writer(path, context=CONTEXT) as writer:
        newsroom = Newsroom(writer)
        newsroom.publish("The Lamp", "first", [killed(7)], published=1, seen=2)
        fill(disk, leave=200_000)
        kept = publish_until_full(newsroom)
        assert titles(path) == ["first", *kept]
        make_room(disk)
        newsroom.publish("Radio Cove", "after", [killed(8)], published=3, seen=4)
    assert titles(path) == ["first", *kept, "after"]
    assert integrity(path) == []


def test_a_writer_that_closes_on_a_full_disk_loses_nothing(disk: Path, path: Path) -> None:
    with open_writer(path, context=CONTEXT) as writer:
        fill(disk, leave=300_000)
        kept = publish_until_full(Newsroom(writer))
    assert titles(path) == kept
    assert integrity(path) == []
    make_room(disk)
    with open_writer(path, context=CONTEXT) as writer:
        Newsroom(writer).publish("Radio Cove", "after", [killed(8)], published=3, seen=4)
    assert titles(path)[: len(kept)] == kept
    assert integrity(path) == []


def test_a_store_is_not_made_by_half_on_a_full_disk(disk: Path, path: Path) -> None:
    for leave in (0, 8_000, 200_000):
        fill(disk, leave=leave)
        with pytest.raises(StoreUnwritable) as refused:
            open_writer(path)
        assert "\n" not in str(refused.value)
        make_room(disk)
    open_writer(path).close()
    assert integrity(path) == []


def test_requests_on_a_full_disk_are_refused_whole_and_those_that_wait_are_done_later(disk: Path, path: Path) -> None:
    request = MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(1))
    with open_writer(path, context=CONTEXT) as writer:
        Newsroom(writer).publish("The Lamp", "a", [killed(7)], published=1, seen=2)
        posted = [post(path, request).name]
        fill(disk)

        def post_on() -> None:
            while True:
                posted.append(post(path, request).name)

        with pytest.raises(StoreUnwritable, match="no space left") as refused:
            post_on()
        assert "\n" not in str(refused.value)
        assert sorted(os.listdir(inbox_path(path))) == posted
        make_room(disk)
        assert [outcome.name for outcome in writer.take_up_requests(at(60))] == posted
    assert integrity(path) == []


def test_a_backup_onto_a_full_disk_leaves_nothing_and_one_of_a_store_there_is_made_elsewhere(
    disk: Path, path: Path, tmp_path: Path
) -> None:
    with open_writer(path, context=CONTEXT) as writer:
        fill(disk, leave=1_000_000)
        kept = publish_until_full(Newsroom(writer))
        with pytest.raises(StoreUnwritable, match=r"the disk is full|no space left") as refused:
            back_up(path, disk / "copy.db")
        assert "\n" not in str(refused.value)
        assert not [name for name in os.listdir(disk) if "copy.db" in name]
        assert back_up(path, tmp_path / "copy.db").rows["articles"] >= len(kept)
    assert titles(tmp_path / "copy.db")[: len(kept)] == kept
    assert integrity(tmp_path / "copy.db") == []


def test_a_rebuild_on_a_full_disk_changes_nothing_and_is_done_when_there_is_room(disk: Path, path: Path) -> None:
    with open_writer(path, context=CONTEXT) as writer:
        newsroom = Newsroom(writer)
        for number in range(40):
            newsroom.publish("The Lamp", f"a{number}", [killed(number)], published=1, seen=2)
        before = rules(path)

        def rebuild() -> None:
            while texts := writer.unread_texts("new", 0, 20):
                writer.keep_readings("new", [(text.revision_id, read_again(text.text)) for text in texts])
            writer.put_readings_in_place("new")

        writer.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # the log's own room would do otherwise
        fill(disk)
        with pytest.raises(StoreUnwritable, match="the disk is full"):
            rebuild()
        assert rules(path) == before
        make_room(disk)
        rebuild()
        assert set(rules(path)) == {"again"}
    assert integrity(path) == []


def read_again(text: str) -> Reading:
    """A reading of a text of the newsroom's whose claim is the whole first line."""
    first = text.split("\n", 1)[0]
    end = len(first)
    claim = Claim(Kind.KILLED, 3, 3, Qualifier.EXACT, first, 0, end, first, 0, end, rule="again")
    return Reading("en", (claim,))


def rules(path: Path) -> list[str]:
    with open_reader(path) as reader:
        return [row[0] for row in reader._connection.execute("SELECT rule FROM claims ORDER BY id").fetchall()]


LIMITED = """
import pathlib, resource, sys
from tests.store.newsroom import CONTEXT, Newsroom, killed
from store import StoreUnwritable, open_writer
with open_writer(pathlib.Path(sys.argv[1]), context=CONTEXT) as writer:
    newsroom = Newsroom(writer)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_500_000, resource.RLIM_INFINITY))
    try:
        for number in range(1000):
            newsroom.publish("The Lamp", f"a{number}", [killed(number)], published=1, seen=2)
            print(number, flush=True)
    except StoreUnwritable as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    newsroom.publish("Radio Cove", "after", [killed(8)], published=3, seen=4)
"""


def test_a_limit_on_the_size_of_files_is_met_like_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "story.db"
    done = subprocess.run([sys.executable, "-c", LIMITED, path], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    *acknowledged, refusal = done.stdout.splitlines()
    assert "any limit on the size of files" in refusal
    assert len(acknowledged) > 5
    assert titles(path) == [*(f"a{number}" for number in acknowledged), "after"]
    assert integrity(path) == []
