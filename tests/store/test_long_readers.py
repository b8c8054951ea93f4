"""A reader that never closes: the writer goes on, the write-ahead log grows, is told of, and shrinks afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import store.wal
from store import Writer, integrity, open_reader, open_writer, wal_size, wal_warning
from store.connection import connect_for_reading

from .newsroom import CONTEXT, Newsroom, killed

READER = """
import sys, pathlib
from store.connection import connect_for_reading
connection = connect_for_reading(pathlib.Path(sys.argv[1]))
connection.execute("BEGIN")
print(connection.execute("SELECT count(*) FROM articles").fetchone()[0], flush=True)
sys.stdin.read()
print(connection.execute("SELECT count(*) FROM articles").fetchone()[0], flush=True)
"""
LIMIT = 256 * 1024  # bytes that the log keeps, in place of 32 MB: the story of these tests is small


@contextmanager
def stuck_reader(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process in the middle of a read, until its standard input ends."""
    command = [sys.executable, "-c", READER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        yield reader


def publish(writer: Writer, numbers: range) -> None:
    newsroom = Newsroom(writer)
    for number in numbers:
        newsroom.publish("The Lamp", str(number), [killed(number)], published=number, seen=number + 1)


def test_the_log_grows_while_a_reader_holds_on_and_shrinks_when_it_goes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.wal, "LARGE_WAL", 2 * LIMIT)
    with open_writer(path, context=CONTEXT) as writer:
        writer.database.execute(f"PRAGMA journal_size_limit = {LIMIT}").fetchone()
        writer.database.execute("PRAGMA wal_autocheckpoint = 40").fetchone()
        publish(writer, range(1, 20))
        assert wal_warning(path) is None
        with stuck_reader(path) as reader:
            assert reader.stdout is not None
            assert reader.stdin is not None
            assert reader.stdout.readline() == "19\n"
            publish(writer, range(20, 90))
            grown = wal_size(path)
            assert grown > 2 * LIMIT
            warning = wal_warning(path)
            assert warning is not None
            assert "\n" not in warning
            assert f"(process {reader.pid})" in warning
            assert f"(process {os.getpid()})" not in warning
            with open_reader(path) as other:
                assert other.counts().articles == 89
            reader.stdin.close()
            assert reader.stdout.readline() == "19\n"  # one moment, for as long as it liked
        publish(writer, range(90, 94))
        assert wal_size(path) < grown / 2
        assert wal_warning(path) is None
    assert wal_size(path) == 0
    assert integrity(path) == []


def test_the_writers_own_readers_end_their_statements(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_writer(path, context=CONTEXT) as writer, open_reader(path) as reader:
        writer.database.execute("PRAGMA wal_autocheckpoint = 40").fetchone()
        writer.database.execute(f"PRAGMA journal_size_limit = {LIMIT}").fetchone()
        for number in range(1, 60):
            publish(writer, range(number, number + 1))
            reader.timeline(limit=20)
            reader.facts()
            reader.counts()
        assert wal_size(path) <= 2 * LIMIT


def test_a_reader_that_holds_on_does_not_keep_a_writer_from_closing(path: Path) -> None:
    with open_writer(path, context=CONTEXT) as writer, closing(connect_for_reading(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        publish(writer, range(1, 5))
        writer.close()
        with open_writer(path, context=CONTEXT) as next_writer:
            publish(next_writer, range(5, 7))
        assert reader.execute("SELECT count(*) FROM articles").fetchone() == (0,)
    assert integrity(path) == []
    with open_reader(path) as after:
        assert after.counts().articles == 6
