"""A service's store and those who watch it: some may read it but write nothing there, others may not look at all."""

from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from store import StoreError, StoreUnreadable, open_reader, open_writer, post
from store.requests import VisitRequest
from tests.another_user import another_user, heard, service_folder
from tests.store.newsroom import CONTEXT, Newsroom, killed

MAY_READ, MAY_NOT_LOOK = 0o555, 0o000


@pytest.fixture
def folder() -> Iterator[Path]:
    with service_folder() as folder:
        yield folder


def test_who_reads_a_store_that_nobody_writes_learns_that_a_writer_came(folder: Path) -> None:
    path = folder / "story.db"
    with open_writer(path, context=CONTEXT) as writer:
        Newsroom(writer).publish("The Lamp", "a", [killed(7)], published=1, seen=2)
    folder.chmod(MAY_READ)

    def read_twice(pipe: Connection) -> None:
        with open_reader(path) as reader:
            pipe.send((reader.counts().facts, reader.is_outdated()))
            pipe.recv()
            pipe.send((reader.is_outdated(),))
        with open_reader(path) as reader:
            pipe.send((reader.counts().facts, reader.is_outdated()))

    with another_user(read_twice) as pipe:
        assert heard(pipe) == (1, False)
        folder.chmod(0o755)
        with open_writer(path, context=CONTEXT) as writer:
            Newsroom(writer).publish("Radio Cove", "b", [killed(9)], published=3, seen=4)
            folder.chmod(MAY_READ)
            pipe.send("a writer has come")
            assert heard(pipe) == (True,)
            assert heard(pipe) == (2, False)


def test_who_may_not_look_at_a_store_is_told_so(folder: Path) -> None:
    path = folder / "story.db"
    with open_writer(path, context=CONTEXT):
        pass
    folder.chmod(MAY_NOT_LOOK)

    def try_all(pipe: Connection) -> None:
        for attempt in (open_reader, lambda path: post(path, VisitRequest(()))):
            try:
                attempt(path)
            except StoreError as error:
                pipe.send((type(error), str(error)))

    with another_user(try_all) as pipe:
        for _ in range(2):
            kind, words = heard(pipe)  # type: ignore[misc]
            assert kind is StoreUnreadable
            assert (
                words
                == f"{path}: this user can't look there (permission denied); its owner, or a member of its group, may"
            )
