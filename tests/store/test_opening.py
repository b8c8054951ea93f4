"""What opening a store finds: nothing, another writer, damage, the future; each is one clear line."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from store import (
    StoreBusy,
    StoreError,
    StoreMissing,
    StoreTooNew,
    StoreUnreadable,
    StoreUnwritable,
    Writer,
    integrity,
    open_reader,
    open_writer,
    sqlite_version,
    writer_pid,
)
from story import StoryContext

from .newsroom import CONTEXT, Newsroom, killed

FIRST_WRITER = """
import sys
from pathlib import Path
from store import open_writer
with open_writer(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


def one_line(error: StoreError) -> bool:
    return "\n" not in str(error) and len(str(error)) > 20


def test_a_second_writer_is_refused_with_the_pid_of_the_first(path: Path) -> None:
    command = [sys.executable, "-c", FIRST_WRITER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"open\n"
        assert writer_pid(path) == first.pid
        with pytest.raises(StoreBusy) as refused:
            open_writer(path)
        assert refused.value.pid == first.pid
        assert str(first.pid) in str(refused.value)
        first.kill()
    assert writer_pid(path) is None
    with open_writer(path):
        assert writer_pid(path) == os.getpid()


def test_a_writer_of_the_same_process_is_refused_too(path: Path) -> None:
    with open_writer(path), pytest.raises(StoreBusy, match=str(os.getpid())):
        open_writer(path)
    open_writer(path).close()


def test_nobody_writes_to_a_store_that_is_not_there(path: Path) -> None:
    assert writer_pid(path) is None


def test_a_store_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder?with#odd%20name" / "story.db"
    with open_writer(path), open_reader(path) as reader:
        assert reader.counts().articles == 0
        assert reader.poller() is None
        assert reader.timeline() == []
    assert integrity(path) == []


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("no folder")
    with pytest.raises(StoreUnwritable) as refused:
        open_writer(tmp_path / "folder" / "story.db")
    assert one_line(refused.value)


def test_a_folder_in_the_place_of_the_store_is_said(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreUnwritable) as refused:
        open_writer(path)
    assert one_line(refused.value)
    with pytest.raises(StoreUnreadable):
        open_reader(path)


def test_a_read_only_folder_is_said_and_its_store_can_still_be_read(path: Path) -> None:
    with open_writer(path) as writer:
        Newsroom(writer).publish("The Lamp", "a", [killed(7)], published=1, seen=2)
    (path.parent / f"{path.name}.lock").unlink()
    path.parent.chmod(0o500)
    if os.access(path.parent, os.W_OK):
        path.parent.chmod(0o700)
        pytest.skip("this user may write everywhere")
    try:
        with pytest.raises(StoreUnwritable, match="permission denied"):
            open_writer(path)
        with open_reader(path) as reader:
            assert reader.counts().facts == 1
    finally:
        path.parent.chmod(0o700)


def test_a_missing_or_still_empty_store_is_missing(path: Path) -> None:
    with pytest.raises(StoreMissing, match="no store here yet"):
        open_reader(path)
    assert not path.exists()
    path.touch()
    with pytest.raises(StoreMissing, match="still empty"):
        open_reader(path)
    with open_writer(path), open_reader(path) as reader:
        assert reader.counts().facts == 0


@pytest.mark.parametrize(
    "content", [b"this is no database, it is a text\n" * 200, b"SQLite format 3\0" + b"\xff" * 9000]
)
def test_a_file_that_is_no_store_is_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreUnwritable) as refused:
        open_writer(path)
    assert one_line(refused.value)
    with pytest.raises(StoreUnreadable) as unread:
        open_reader(path)
    assert one_line(unread.value)
    assert path.read_bytes() == content
    assert writer_pid(path) is None


def test_another_programs_database_is_left_alone(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (id INTEGER PRIMARY KEY)")
    connection.close()
    content = path.read_bytes()
    with pytest.raises(StoreUnwritable, match="another program's database"):
        open_writer(path)
    with pytest.raises(StoreUnreadable, match="another program's database"):
        open_reader(path)
    assert path.read_bytes() == content


def test_a_store_damaged_in_the_middle_is_said_when_met(path: Path) -> None:
    with open_writer(path) as writer:
        newsroom = Newsroom(writer)
        for number in range(40):
            newsroom.publish("The Lamp", str(number), [killed(number + 1)], published=number, seen=number + 1)
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = b"\xa5" * (len(content) - 4096 * 3)
    path.write_bytes(content)
    with pytest.raises(StoreUnreadable) as unread, open_reader(path) as reader:
        reader.counts()
    assert one_line(unread.value)
    with pytest.raises(StoreUnwritable) as refused, open_writer(path) as writer:
        Newsroom(writer).publish("The Lamp", "more", [killed(7)], published=1, seen=2)
    assert one_line(refused.value)


def test_a_store_of_a_newer_schema_is_refused_and_left_alone(path: Path) -> None:
    open_writer(path).close()
    database = Database(path)
    database.execute("PRAGMA user_version = 99")
    database.conn.close()
    for opening in (open_writer, open_reader, integrity):
        with pytest.raises(StoreTooNew, match=r"schema 99.*update storywatch") as refused:
            opening(path)
        assert one_line(refused.value)
    assert writer_pid(path) is None


def test_opening_again_keeps_everything_and_migrates_nothing(path: Path) -> None:
    with open_writer(path) as writer:
        Newsroom(writer).publish("The Lamp", "a", [killed(7)], published=1, seen=2)
        schema = writer.database.schema
    with open_writer(path) as writer, open_reader(path) as reader:
        assert writer.database.schema == schema
        assert reader.counts().facts == 1


def test_an_interrupted_first_migration_leaves_nothing_half_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import store.migrations

    statements = store.migrations.FIRST_SCHEMA
    monkeypatch.setattr(store.migrations, "FIRST_SCHEMA", (*statements[:8], "CREATE TABEL"))
    with pytest.raises(Exception, match="syntax error"):
        open_writer(path)
    with pytest.raises(StoreMissing):
        open_reader(path)
    monkeypatch.setattr(store.migrations, "FIRST_SCHEMA", statements)
    open_writer(path).close()
    assert integrity(path) == []


def test_the_schema_number_is_the_number_of_migrations() -> None:
    from store.migrations import migrations
    from store.schema import SCHEMA_VERSION

    database = Database(memory=True)
    assert len(migrations.pending(database)) == SCHEMA_VERSION
    migrations.apply(database)
    assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    database.conn.close()


def test_closing_twice_is_closing_once(path: Path) -> None:
    writer = open_writer(path)
    reader = open_reader(path)
    for each in (writer, writer, reader, reader):
        each.close()
    open_writer(path).close()  # the lock was given back once, and is free
    assert writer_pid(path) is None


def test_the_version_of_sqlite_is_told() -> None:
    assert sqlite_version().startswith("3.")


def test_importing_the_face_brings_no_heavy_library() -> None:
    program = (
        "import sys, story, store; print([m for m in sys.modules if m.split('.')[0] in {'sqlite_utils', 'httpx'}])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_names_of_outlets_make_nothing_anew_and_a_party_does(path: Path) -> None:
    told: list[tuple[int, int]] = []

    def opened(context: StoryContext) -> Writer:
        return open_writer(path, context=context, progress=lambda done, steps: told.append((done, steps)))

    with opened(CONTEXT) as writer:
        Newsroom(writer).publish("The Lamp", "a", [killed(3)], published=1, seen=2)
    told.clear()
    for outlets in (("The Lamp",), ("The Lamp", "Radio Cove"), ()):
        opened(replace(CONTEXT, outlets=outlets)).close()
    assert told == []
    opened(replace(CONTEXT, parties=())).close()
    assert told[-1] == (1, 1)
