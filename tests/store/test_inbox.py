"""The inbox: requests that are killed, doubled, broken or hostile, and never lost or done twice."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store import (
    MarkRequest,
    Outcome,
    StoreMissing,
    StoreUnwritable,
    UndoRequest,
    has_requests,
    inbox_path,
    inbox_problem,
    open_reader,
    open_writer,
    post,
    waiting_requests,
)
from store.inbox import AT_A_TIME, LARGEST_REQUEST, OUTCOMES_KEPT, UNFINISHED
from story import ArticleTarget, Judgement

from .newsroom import CONTEXT, Newsroom, at, killed

NAME = "20240917T050000000000-{:032x}.json"
OFF_STORY = MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(1))


def note(text: str) -> MarkRequest:
    return MarkRequest("Awa", Judgement.NOTE, article=ArticleTarget(1), note=text)


@pytest.fixture
def left_alone(path: Path) -> Path:
    """A store with an article, which nobody writes."""
    with open_writer(path, context=CONTEXT) as writer:
        Newsroom(writer).publish("The Lamp", "a", [killed(77)], published=10, seen=12)
    return path


def notes(path: Path) -> list[str]:
    with open_reader(path) as reader:
        return [row.note for row in reversed(reader.marks())]


def test_without_a_writer_a_request_is_done_at_once_with_all_that_waited(left_alone: Path) -> None:
    with open_writer(left_alone):
        for text in ("one", "two"):
            assert post(left_alone, note(text)).outcome is None
    assert waiting_requests(left_alone) == 2
    posted = post(left_alone, note("three"), now=at(60))
    assert posted.outcome == Outcome(posted.name, "mark", 3, None)
    assert notes(left_alone) == ["one", "two", "three"]
    assert not has_requests(left_alone)


@pytest.mark.parametrize(("store", "inbox"), [(0o600, 0o700), (0o640, 0o750), (0o644, 0o755)], ids=oct)
def test_who_may_read_the_store_may_see_that_something_waits(left_alone: Path, store: int, inbox: int) -> None:
    left_alone.chmod(store)
    with open_writer(left_alone):
        post(left_alone, OFF_STORY)
    assert stat.S_IMODE(inbox_path(left_alone).stat().st_mode) == inbox


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands in for others")
def test_what_root_hands_in_belongs_to_the_stores_owner_whose_poller_reads_it(left_alone: Path) -> None:
    os.chown(left_alone, 65534, 65534)
    with open_writer(left_alone):
        name = post(left_alone, OFF_STORY).name
    folder = inbox_path(left_alone)
    assert [(path.stat().st_uid, path.stat().st_gid) for path in (folder, folder / name)] == [(65534, 65534)] * 2


@pytest.mark.skipif(os.geteuid() != 0, reason="others have nothing to lose by it")
def test_root_follows_no_link_that_stands_in_the_inboxs_place(left_alone: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    inbox_path(left_alone).symlink_to(elsewhere)
    with open_writer(left_alone), pytest.raises(StoreUnwritable, match=r"inbox: can't be written"):
        post(left_alone, OFF_STORY)
    assert list(elsewhere.iterdir()) == []


def test_a_request_is_a_small_file_for_its_owner_alone(left_alone: Path) -> None:
    with open_writer(left_alone):
        name = post(left_alone, OFF_STORY).name
    folder = inbox_path(left_alone)
    assert os.listdir(folder) == [name]
    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    asked = json.loads((folder / name).read_text())
    assert (asked["request"], asked["judgement"], asked["article"]["article_id"]) == ("mark", "off-story", 1)


def test_a_request_that_is_found_again_after_it_was_done_is_done_once(left_alone: Path, tmp_path: Path) -> None:
    with open_writer(left_alone) as writer:
        name = post(left_alone, OFF_STORY).name
        kept = shutil.copy(inbox_path(left_alone) / name, tmp_path / "kept.json")
        (first,) = writer.take_up_requests(at(60))
        shutil.copy(kept, inbox_path(left_alone) / name)  # as if the writer had been killed before it removed the file
        assert writer.take_up_requests(at(90)) == [first]
        assert not has_requests(left_alone)
        posted = post(left_alone, UndoRequest("Ben", 1))
        kept = shutil.copy(inbox_path(left_alone) / posted.name, tmp_path / "undo.json")
        (undone,) = writer.take_up_requests(at(120))
        shutil.copy(kept, inbox_path(left_alone) / posted.name)
        assert writer.take_up_requests(at(150)) == [undone]
    with open_reader(left_alone) as reader:
        (row,) = reader.marks(with_undone=True)
    assert (row.at, row.undone_at) == (at(60), at(120))


CHILD = """
import sys, pathlib, store, story
path = pathlib.Path(sys.argv[1])
for number in range(int(sys.argv[3])):
    target = story.ArticleTarget(1)
    store.post(path, store.MarkRequest("Awa", story.Judgement.NOTE, article=target, note=f"{sys.argv[2]} {number}"))
"""


def test_many_who_hand_in_at_one_moment_lose_nothing(left_alone: Path) -> None:
    crowd = [subprocess.Popen([sys.executable, "-c", CHILD, left_alone, str(who), "5"]) for who in range(4)]
    assert [child.wait(120) for child in crowd] == [0] * 4
    post(left_alone, note("last"))
    found = notes(left_alone)
    assert sorted(found[:-1]) == sorted(f"{who} {number}" for who in range(4) for number in range(5))
    for who in range(4):
        own = [text for text in found if text.startswith(f"{who} ")]
        assert own == sorted(own)
    assert not has_requests(left_alone)


TAKER = """
import datetime, pathlib, sys, store.taking_up

def take_up_and_tell(*arguments, do=store.taking_up.take_up):
    outcome = do(*arguments)
    print(outcome.mark_id, flush=True)  # done, and not yet committed
    return outcome

store.taking_up.take_up = take_up_and_tell
store.open_writer(pathlib.Path(sys.argv[1])).take_up_requests(datetime.datetime.now(datetime.UTC))
"""


def test_a_writer_killed_while_it_takes_up_loses_nothing_and_does_nothing_twice(left_alone: Path) -> None:
    with open_writer(left_alone):
        for number in range(60):
            post(left_alone, note(str(number)))
    for lines_to_live in (1, 4, 11, 20):
        with subprocess.Popen([sys.executable, "-c", TAKER, left_alone], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            for _ in range(lines_to_live):
                assert child.stdout.readline()
            child.kill()
    post(left_alone, note("60"))
    assert notes(left_alone) == [str(number) for number in range(61)]


def test_what_is_no_request_is_set_aside_with_one_line_and_the_others_are_done(left_alone: Path) -> None:
    folder = inbox_path(left_alone)
    with open_writer(left_alone) as writer:
        post(left_alone, note("good"))
        bodies = (
            b"",
            b'{"request": "mark", "author": "A',
            b"[" * 100_000,
            b'{"request": "poll now, I say"}',
            b'{"request": "undo", "author": "A", "mark": "x"}',
            b'{"request": "undo", "author": "A", "mark": 1, "extra": 1}',
            b'{"request": "mark", "author": "A", "judgement": "wrong"}',
            b'{"request": "mark", "author": "\\ud800", "judgement": "off-story", "article": {"article_id": 1e99}}',
            b"\xff\xfe\x00",
            b"{}" + b" " * LARGEST_REQUEST,
        )
        for number, body in enumerate(bodies):
            (folder / NAME.format(number)).write_bytes(body)
        (folder / "anything.json").write_text("{}")
        request = (folder / post(left_alone, note("through a link or a pipe")).name).rename(folder.parent / "elsewhere")
        (folder / NAME.format(100)).symlink_to(request)
        (folder / NAME.format(101)).mkdir()
        os.mkfifo(folder / NAME.format(102))
        pipe = os.open(folder / NAME.format(102), os.O_RDWR)
        os.write(pipe, request.read_bytes())
        outcomes = writer.take_up_requests(at(60))
        os.close(pipe)
        bad = [outcome for outcome in outcomes if not outcome.request]
        assert len(bad) == len(bodies) + 4
        assert all(outcome.refusal and "\n" not in outcome.refusal for outcome in bad)
        assert all("set aside" in str(outcome.refusal) for outcome in bad)
        assert len(os.listdir(folder / "aside")) == len(bad)
        assert not has_requests(left_alone)
        assert writer.take_up_requests(at(90)) == []
    assert notes(left_alone) == ["good"]


def test_a_file_that_cannot_be_moved_away_is_told_once(left_alone: Path) -> None:
    folder = inbox_path(left_alone)
    folder.mkdir()
    (folder / "aside").write_text("in the way")
    (folder / "broken.json").write_text("{")
    with open_writer(left_alone) as writer:
        assert len(writer.take_up_requests(at(60))) == 1
        assert writer.take_up_requests(at(90)) == []


def test_a_request_that_brings_out_a_bug_is_set_aside_and_the_next_is_done(
    left_alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import store.taking_up

    with open_writer(left_alone) as writer:
        post(left_alone, OFF_STORY)

        def break_down(*_: object, **__: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(store.taking_up, "refresh_articles", break_down)
        with pytest.raises(ZeroDivisionError):
            writer.take_up_requests(at(60))
        monkeypatch.undo()
        post(left_alone, note("after"))
        assert [outcome.refusal for outcome in writer.take_up_requests(at(90))] == [None]
    assert notes(left_alone) == ["after"]
    assert len(os.listdir(inbox_path(left_alone) / "aside")) == 1


def test_a_full_disk_leaves_the_request_where_it_is(left_alone: Path) -> None:
    with open_writer(left_alone) as writer:
        pages = writer.database.execute("PRAGMA page_count").fetchone()[0]
        writer.database.execute(f"PRAGMA max_page_count = {pages}").fetchone()
        for number in range(20):
            post(left_alone, note("n" * 1990 + str(number)))
        with pytest.raises(StoreUnwritable, match="the disk is full"):
            writer.take_up_requests(at(60))
        assert has_requests(left_alone)
        waiting = waiting_requests(left_alone)
        writer.database.execute("PRAGMA max_page_count = 100000").fetchone()
        assert len(writer.take_up_requests(at(90))) == waiting


def test_a_crowded_inbox_is_taken_up_in_turns_oldest_first(left_alone: Path) -> None:
    count = AT_A_TIME + 5
    with open_writer(left_alone) as writer:
        for number in range(count):
            post(left_alone, note(str(number)))
        assert [len(writer.take_up_requests(at(60))) for _ in range(3)] == [AT_A_TIME, 5, 0]
    assert notes(left_alone) == [str(number) for number in range(count)]


def test_what_a_killed_process_left_unfinished_is_never_read_and_goes_after_an_hour(left_alone: Path) -> None:
    folder = inbox_path(left_alone)
    folder.mkdir()
    old, young = folder / f".{NAME.format(1)}", folder / f".{NAME.format(2)}"
    for file in (old, young):
        file.write_text('{"request": "undo", "auth')
    long_ago = time.time() - UNFINISHED - 60
    os.utime(old, (long_ago, long_ago))
    assert not has_requests(left_alone)
    with open_writer(left_alone) as writer:
        assert writer.take_up_requests(at(60)) == []
    assert os.listdir(folder) == [young.name]


def test_only_the_last_outcomes_are_kept(left_alone: Path) -> None:
    with open_writer(left_alone) as writer:
        first = post(left_alone, note("first")).name
        writer.take_up_requests(at(60))
        rows = ((f"{number}.json", at(60).isoformat()) for number in range(OUTCOMES_KEPT - 1))
        writer.database.conn.executemany(
            "INSERT INTO requests (name, request, taken_at) VALUES (?, 'undo', ?)", list(rows)
        )
        assert writer.outcome(first) is not None
        post(left_alone, note("last"))
        writer.take_up_requests(at(90))
        assert writer.outcome(first) is None
        assert writer.database.execute("SELECT count(*) FROM requests").fetchone() == (OUTCOMES_KEPT,)


def test_no_store_is_made_and_a_folder_that_cannot_be_written_is_one_line(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="no store here yet"):
        post(path, OFF_STORY)
    assert list(tmp_path.iterdir()) == []
    open_writer(path).close()
    inbox_path(path).write_text("in the way")
    with pytest.raises(StoreUnwritable, match="can't be written") as refused:
        post(path, OFF_STORY)
    assert "\n" not in str(refused.value)
    assert not has_requests(path)


@pytest.mark.parametrize("what", ["a file", "a link to nowhere", "a link to itself"])
def test_an_inbox_that_cannot_be_read_is_told_and_holds_nothing(left_alone: Path, what: str) -> None:
    folder = inbox_path(left_alone)
    assert inbox_problem(left_alone) is None
    if what == "a file":
        folder.write_text("in the way")
    else:
        folder.symlink_to(folder if what == "a link to itself" else "nowhere")
    problem = inbox_problem(left_alone)
    assert problem is not None
    assert re.fullmatch(rf"{folder}: what people hand in can't be read \([^\n]+\); make it a folder .+", problem)
    assert not has_requests(left_alone)
    assert waiting_requests(left_alone) == 0
    with open_writer(left_alone) as writer:
        assert writer.take_up_requests(at(60)) == []
    folder.unlink()
    assert post(left_alone, OFF_STORY).outcome is not None
    assert inbox_problem(left_alone) is None
