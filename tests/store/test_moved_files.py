"""A store that is moved, deleted, replaced or copied under its writer: one clear line, and nothing said to be saved."""

import shutil
from pathlib import Path

import pytest

from store import StoreBusy, StoreUnwritable, integrity, open_reader, open_writer

from .newsroom import CONTEXT, Newsroom, killed


@pytest.mark.parametrize("what", ["deleted", "moved", "replaced", "folder moved", "log deleted"])
def test_the_first_save_into_files_that_went_is_refused(path: Path, what: str, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "story.db"
    with open_writer(path, context=CONTEXT) as writer:
        newsroom = Newsroom(writer)
        newsroom.publish("The Lamp", "a", [killed(7)], published=1, seen=2)
        match what:
            case "deleted":
                for file in path.parent.glob("story.db*"):
                    file.unlink()
            case "moved":
                path.rename(path.with_name("other.db"))
            case "replaced":
                path.with_name("new.db").write_bytes(b"")
                path.with_name("new.db").rename(path)
            case "folder moved":
                path.parent.rename(tmp_path / "elsewhere")
            case "log deleted":
                path.with_name("story.db-wal").unlink()
        with pytest.raises(StoreUnwritable, match="moved or deleted") as refused:
            newsroom.publish("The Lamp", "b", [killed(8)], published=3, seen=4)
        assert "\n" not in str(refused.value)
    if what == "log deleted":  # what was saved before is still the writer's to keep
        assert integrity(path) == []
        with open_reader(path) as reader:
            assert reader.counts().articles == 1


def test_a_copy_is_a_store_of_its_own_with_a_writer_of_its_own(path: Path, tmp_path: Path) -> None:
    with open_writer(path, context=CONTEXT) as writer:
        Newsroom(writer).publish("The Lamp", "a", [killed(7)], published=1, seen=2)
    other = tmp_path / "copy.db"
    shutil.copy(path, other)
    with open_writer(path, context=CONTEXT) as one, open_writer(other, context=CONTEXT) as two:
        Newsroom(one).publish("Radio Cove", "b", [killed(8)], published=3, seen=4)
        Newsroom(two).publish("Quill Wire", "c", [killed(9)], published=3, seen=4)
        Newsroom(two).publish("Quill Wire", "d", [killed(9)], published=5, seen=6)
    for each, articles in ((path, 2), (other, 3)):
        assert integrity(each) == []
        with open_reader(each) as reader:
            assert reader.counts().articles == articles


def test_two_names_of_one_store_have_one_writer(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "deeper" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    with open_writer(path, context=CONTEXT), pytest.raises(StoreBusy):
        open_writer(link, context=CONTEXT)
