"""A schema that grows: each step whole or not at all, however it is interrupted, with a copy of what was before."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

import store.connection
import store.migrations
from store import StoreTooNew, StoreUnreadable, StoreUnwritable, integrity, open_reader, open_writer, writer_pid
from store.migrations import copy_before

from .newsroom import CONTEXT, Newsroom, killed

STEPS = """
import os, sys, pathlib
import store.connection, store.migrations

def add_steps(at=None, do=lambda: os.kill(os.getpid(), 9)):
    "Two more steps; `at` names the place in them where `do` is called."
    store.connection.SCHEMA_VERSION = 3
    store.migrations.SCHEMA_VERSION = 3
    @store.migrations.migrations()
    def m002_moods(database):
        database.execute("CREATE TABLE moods (id INTEGER PRIMARY KEY, article_id INTEGER, mood TEXT)")
        database.execute("INSERT INTO moods (article_id, mood) SELECT id, 'grave' FROM articles")
        at == "middle" and do()
        database.execute("ALTER TABLE articles ADD COLUMN mood TEXT")
        database.execute("PRAGMA user_version = 2")
        at == "end" and do()
    @store.migrations.migrations()
    def m003_no_moods(database):
        at == "between" and do()
        database.execute("DELETE FROM moods")
        database.execute("PRAGMA user_version = 3")
"""
"""The steps as a program's text: they are taken in this process and in ones that are killed."""


@pytest.fixture(autouse=True)
def steps_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Migrations("storywatch")
    own._migrations = list(store.migrations.migrations._migrations)
    monkeypatch.setattr(store.migrations, "migrations", own)
    monkeypatch.setattr(store.migrations, "SCHEMA_VERSION", 1)
    monkeypatch.setattr(store.connection, "SCHEMA_VERSION", 1)


@pytest.fixture
def story(path: Path) -> Path:
    with open_writer(path, context=CONTEXT) as writer:
        newsroom = Newsroom(writer)
        for number in range(1, 4):
            newsroom.publish("The Lamp", str(number), [killed(number)], published=number, seen=number + 1)
    return path


def add_steps(*arguments: object) -> None:
    names: dict[str, object] = {}
    exec(STEPS, names)
    names["add_steps"](*arguments)  # type: ignore[operator]


def version(path: Path) -> int:
    database = Database(path)
    (number,) = database.execute("PRAGMA user_version").fetchone()
    database.conn.close()
    return int(number)


def test_new_steps_are_taken_once_and_a_copy_of_the_older_store_is_left(story: Path) -> None:
    add_steps()
    with pytest.raises(StoreUnreadable, match="written by an older storywatch"):
        open_reader(story)
    with open_writer(story) as writer:
        assert writer.database.execute("SELECT count(*) FROM articles WHERE mood IS NULL").fetchone() == (3,)
        assert writer.database.execute("SELECT count(*) FROM moods").fetchone() == (0,)
    before = copy_before(story, 1)
    assert before.name == "story.db.schema-1"
    assert version(before) == 1
    assert integrity(story) == []
    stamp = before.stat().st_mtime_ns
    open_writer(story).close()
    assert before.stat().st_mtime_ns == stamp  # nothing was left to do, so nothing was copied


@pytest.mark.parametrize(("at", "stands_at"), [("middle", 1), ("end", 1), ("between", 2)])
def test_a_migration_killed_anywhere_is_whole_after_the_next_start(story: Path, at: str, stands_at: int) -> None:
    child = f"{STEPS}\nadd_steps({at!r})\nimport store; store.open_writer(pathlib.Path(sys.argv[1]))"
    assert subprocess.run([sys.executable, "-c", child, story], check=False).returncode == -9
    assert version(story) == stands_at
    add_steps()
    with open_writer(story, context=CONTEXT) as writer:
        assert version(story) == 3
        Newsroom(writer).publish("Radio Cove", "more", [killed(9)], published=60, seen=61)
    assert integrity(story) == []
    with open_reader(story) as reader:
        assert reader.counts().articles == 4


@pytest.mark.parametrize(("at", "stands_at"), [("middle", 1), ("end", 1), ("between", 2)])
def test_a_migration_that_fails_leaves_the_last_whole_step(
    story: Path, at: str, stands_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    add_steps(at, fail)
    with pytest.raises(ZeroDivisionError):
        open_writer(story)
    assert version(story) == stands_at
    database = Database(story)
    assert ("moods" in database.table_names()) == (stands_at == 2)
    database.conn.close()
    assert writer_pid(story) is None


def test_an_older_program_refuses_the_migrated_store_and_reads_the_copy(story: Path) -> None:
    child = f"{STEPS}\nadd_steps()\nimport store; store.open_writer(pathlib.Path(sys.argv[1])).close()"
    subprocess.run([sys.executable, "-c", child, story], check=True)
    for opening in (open_writer, open_reader):
        with pytest.raises(StoreTooNew, match="schema 3, this one knows 1"):
            opening(story)
    with open_reader(copy_before(story, 1)) as reader:
        assert reader.counts().articles == 3


def test_without_room_for_the_copy_nothing_is_migrated(story: Path) -> None:
    add_steps()
    copy_before(story, 1).mkdir()
    with pytest.raises(
        StoreUnwritable, match="the copy that is kept before the store is brought up to date"
    ) as refused:
        open_writer(story)
    assert "\n" not in str(refused.value)
    assert version(story) == 1


def test_a_copy_that_a_killed_migration_left_is_kept(story: Path) -> None:
    child = f"{STEPS}\nadd_steps('between')\nimport store; store.open_writer(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", child, story], check=False)
    add_steps()
    open_writer(story).close()
    assert version(copy_before(story, 1)) == 1
    assert version(copy_before(story, 2)) == 2
