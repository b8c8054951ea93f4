"""A writer killed in the middle, a full disk, a reader beside a writer: nothing lost, nothing twice."""

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store import Reader, StoreUnwritable, integrity, open_reader, open_writer
from store.engine import sqlite
from story import Kind

from .newsroom import START, Newsroom, at, background, killed

CHILD = Path(__file__).with_name("writing_child.py")


def test_a_writer_killed_again_and_again_loses_nothing_that_it_said_and_keeps_nothing_twice(path: Path) -> None:
    said = {"listed": 0, "read": 0, "marked": 0}
    for life in range(6):
        lines_to_live = 3 + 11 * life
        with subprocess.Popen([sys.executable, CHILD, path], stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for count, line in enumerate(child.stdout, 1):
                if count == lines_to_live:
                    child.kill()
                word, number = line.split()
                said[word] = max(said[word], int(number))
        assert child.returncode == -9
        assert integrity(path) == []
        with open_writer(path) as writer:
            execute = writer.database.execute
            listed = [row[0] for row in execute("SELECT title FROM entries ORDER BY id").fetchall()]
            assert listed == [f"Fire {number + 1}" for number in range(len(listed))]
            assert len(listed) >= said["listed"]
            assert execute("SELECT count(*), count(DISTINCT url) FROM articles").fetchone() == (len(listed),) * 2
            read = execute(
                "SELECT count(*) FROM articles WHERE id <= ? AND revision_count >= 1", (said["read"],)
            ).fetchone()[0]
            assert read >= said["read"] - life  # each earlier kill may have left one article listed and not yet read
            twice = execute("SELECT article_id FROM revisions GROUP BY article_id, essence_hash HAVING count(*) > 1")
            assert twice.fetchall() == []
            targets = execute("SELECT count(*), count(DISTINCT article_id), coalesce(max(id), 0) FROM marks").fetchone()
            assert targets[0] == targets[1]
            assert targets[2] >= said["marked"]
    with open_reader(path) as reader:
        then = [shown(reader, START + timedelta(minutes=minute)) for minute in (9, 30, 99)]
    with open_writer(path) as writer:
        assert writer.database.execute("SELECT count(*) FROM copies").fetchone()[0] > 0
        writer.refresh_facts()
    assert integrity(path) == []
    with open_reader(path) as reader:
        assert [shown(reader, START + timedelta(minutes=minute)) for minute in (9, 30, 99)] == then


def shown(reader: Reader, moment: datetime) -> list[Any]:
    """What was known at a moment."""
    facts = sorted(reader.facts(as_of=moment), key=lambda fact: fact.key)
    return [
        [(fact.key, fact.first_outlets, fact.outlets, fact.origins, fact.reports) for fact in facts],
        len(reader.timeline(limit=1000, as_of=moment)),
        reader.toll_series(Kind.KILLED, moment),
    ]


def test_a_writer_killed_while_it_makes_the_store_leaves_one_that_opens(path: Path) -> None:
    program = "import sys, pathlib, store\nprint(1, flush=True)\nstore.open_writer(pathlib.Path(sys.argv[1]))"
    for _ in range(4):
        with subprocess.Popen([sys.executable, "-c", program, path], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            child.kill()
        open_writer(path).close()
        assert integrity(path) == []
        path.unlink()


def test_a_full_disk_is_one_clear_line_and_loses_nothing(path: Path) -> None:
    with open_writer(path) as writer, open_reader(path) as reader:
        newsroom = Newsroom(writer)
        newsroom.publish("The Lamp", "first", [killed(7)], published=1, seen=2)
        execute = writer.database.execute
        pages = execute("PRAGMA page_count").fetchone()[0]
        execute(f"PRAGMA max_page_count = {pages + 8}")
        kept: list[int] = []

        def publish_on() -> None:
            for number in range(1000):
                newsroom.publish("The Lamp", f"more {number}", [killed(8 + number)], published=3, seen=4)
                kept.append(number)

        with pytest.raises(StoreUnwritable, match="the disk is full") as refused:
            publish_on()
        assert "\n" not in str(refused.value)
        assert reader.counts().facts == 1 + len(kept)
        execute("PRAGMA max_page_count = 100000")
        newsroom.publish("The Lamp", "after", [background(5)], published=5, seen=6)
    assert integrity(path) == []


def test_a_store_that_another_program_keeps_locked_is_one_clear_line_and_can_be_written_after(path: Path) -> None:
    with open_writer(path) as writer:
        newsroom = Newsroom(writer)
        writer.database.execute("PRAGMA busy_timeout = 1").fetchone()
        intruder = sqlite.connect(path)
        intruder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnwritable, match="another program keeps the store locked"):
            newsroom.publish("The Lamp", "a", [killed(7)], published=1, seen=2)
        intruder.close()
        newsroom.publish("The Lamp", "a", [killed(7)], published=1, seen=2)
    assert integrity(path) == []


def test_a_reader_sees_each_saved_visit_whole_while_the_writer_goes_on(path: Path) -> None:
    with open_writer(path) as writer, open_reader(path) as reader:
        newsroom = Newsroom(writer)
        versions = [reader.data_version()]
        for number in range(1, 20):
            newsroom.publish("The Lamp", str(number), [killed(number)], published=number, seen=number + 1)
            versions.append(reader.data_version())
            counts = reader.counts()
            assert (counts.articles, counts.revisions, counts.claims, counts.facts) == (number,) * 4
            assert len(reader.timeline(limit=99)) == number
        assert len(set(versions)) == len(versions)


def rows(newsroom: Newsroom) -> dict[str, list[Any]]:
    """Everything in the store."""
    return {table.name: list(table.rows) for table in newsroom.writer.database.tables}


def test_a_write_that_fails_halfway_leaves_no_trace(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    import store.page_visits

    article_id = newsroom.publish("The Lamp", "a", [killed(7)], published=1, seen=2)
    before = rows(newsroom)

    def break_down(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(store.page_visits, "refresh_articles", break_down)
    with pytest.raises(MemoryError):
        newsroom.edit(article_id, [killed(9)], seen=60)
    assert rows(newsroom) == before
    monkeypatch.undo()
    assert newsroom.edit(article_id, [killed(9)], seen=at(60).minute) is not None
