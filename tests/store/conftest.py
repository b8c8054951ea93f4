"""A store of its own for each test, open for writing, and a reader beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Reader, Writer, open_reader, open_writer

from .newsroom import CONTEXT, Newsroom


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "story.db"


@pytest.fixture
def writer(path: Path) -> Iterator[Writer]:
    with open_writer(path, context=CONTEXT) as writer:
        yield writer


@pytest.fixture
def newsroom(writer: Writer) -> Newsroom:
    return Newsroom(writer)


@pytest.fixture
def reader(newsroom: Newsroom, path: Path) -> Iterator[Reader]:
    with open_reader(path) as reader:
        yield reader
