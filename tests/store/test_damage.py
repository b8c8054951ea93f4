"""A store that was cut short or whose bytes flipped: one clear line or an answer, never a trace or a wiped file."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from store import RequestRefused, StoreError, back_up, integrity, open_reader, open_writer, quick_check
from story import Kind

from .newsroom import CONTEXT, Newsroom, at, killed

PAGE = 4096


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A good store of some articles, edits and facts, as bytes."""
    path = tmp_path_factory.mktemp("good") / "story.db"
    with open_writer(path, context=CONTEXT) as writer:
        newsroom = Newsroom(writer)
        for number in range(1, 16):
            outlet = ("The Lamp", "Radio Cove", "Quill Wire")[number % 3]
            article_id = newsroom.publish(outlet, str(number), [killed(number % 5)], published=number, seen=number + 1)
            if number % 4 == 0:
                newsroom.edit(article_id, [killed(9)], seen=40 + number)
    return path.read_bytes()


def cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(1, len(content))]


def flip(content: bytes, random: Random) -> bytes:
    flipped = bytearray(content)
    for _ in range(random.randrange(1, 40)):
        flipped[random.randrange(len(flipped))] = random.randrange(256)
    return bytes(flipped)


def overwrite_a_page(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content) // PAGE) * PAGE
    return content[:start] + random.randbytes(PAGE) + content[start + PAGE :]


def empty_a_page(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content) // PAGE) * PAGE
    return content[:start] + bytes(PAGE) + content[start + PAGE :]


def read(path: Path) -> None:
    with open_reader(path) as reader:
        reader.counts()
        reader.facts()
        reader.timeline(limit=1000)
        reader.feeds()
        reader.marks()
        for kind in Kind:
            reader.toll_series(kind, at(200))


def write(path: Path) -> None:
    with open_writer(path, context=CONTEXT) as writer:
        newsroom = Newsroom(writer)
        article_id = newsroom.publish("The Lamp", "more", [killed(3)], published=100, seen=101)
        newsroom.edit(article_id, [killed(4)], seen=130)
        writer.refresh_facts()


def is_good(use: Callable[[Path], object], path: Path) -> bool:
    """Whether the store could be used so; a refusal is one line that names the file."""
    refusal = None
    try:
        use(path)
    except (StoreError, RequestRefused) as error:
        refusal = str(error)
    assert refusal is None or (path.name in refusal and "\n" not in refusal)
    return refusal is None


@pytest.mark.parametrize("damage", [cut, flip, overwrite_a_page, empty_a_page])
@pytest.mark.parametrize("seed", range(6))
def test_damage_is_told_in_one_line_whatever_is_asked(
    content: bytes, damage: Callable[[bytes, Random], bytes], seed: int, tmp_path: Path
) -> None:
    path = tmp_path / "story.db"
    path.write_bytes(damaged := damage(content, Random(seed)))
    is_good(read, path)
    is_good(lambda store: quick_check(store, 60), path)
    is_good(integrity, path)
    is_backed_up = is_good(lambda store: back_up(store, tmp_path / "copy.db"), path)
    assert (tmp_path / "copy.db").exists() is is_backed_up
    if is_backed_up:
        assert quick_check(tmp_path / "copy.db", 60) == []
    assert path.read_bytes() == damaged  # looking changes nothing
    is_good(write, path)
    assert path.stat().st_size >= len(damaged)  # and nothing is wiped
