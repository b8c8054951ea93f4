"""`storywatch rebuild`: a better grammar reads everything again, whatever happens in the middle of it."""

import json
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fetchers import PageReading
from store import ArticleAfterVisit, Validators, Visit, Writer, integrity, open_reader, open_writer
from storywatch.config import load_config
from storywatch.pipeline import new_revision, with_claims
from tests.shown import shown as shown_by
from tests.storywatch.conftest import Program

START = datetime(2024, 9, 19, 9, tzinfo=UTC)
OUTLETS = ("The Lamp", "Radio Cove", "Quill Wire", "Pier Post")


def text(number: int) -> str:
    """An article of its own: figures that return, and one that is its own."""
    return (
        f"Attack in Bamako, report {number}\n\n"
        f"A security source said that {70 + number % 5} people were killed and {200 + number % 3} wounded on Tuesday. "
        f"The army said {number + 3} soldiers died at post {number}.\n"
    )


def fill(path: Path, config: Path, count: int, *, is_blind: bool) -> None:
    """A store of so many articles; read with a grammar that misses every second one's claims if it is blind."""
    settings = load_config(config)
    with open_writer(path, context=settings.context) as writer:
        for number in range(count):
            seen = START + timedelta(minutes=number)
            page = PageReading(title=f"Attack in Bamako, report {number}", text=text(number), lang="en")
            url = f"http://x.example/{number}"
            article_id = writer.add_article(OUTLETS[number % 4], url, page.title, seen, seen)
            revision = new_revision(with_claims(page, "en", settings.context), seen)
            if is_blind and number % 2:
                revision = replace(revision, claims=(), passages=())
            elif is_blind:
                revision = replace(revision, claims=tuple(replace(claim, source=None) for claim in revision.claims))
            save(writer, article_id, url, seen, revision)


def save(writer: Writer, article_id: int, url: str, seen: datetime, revision: Any) -> None:
    writer.save_article_visit(
        article_id, Visit(url, seen, seen, "new", 200), ArticleAfterVisit(Validators(), None, 0), revision
    )


def shown(path: Path) -> dict[str, list[Any]]:
    """All that facts, timeline and toll show."""
    with open_reader(path) as reader:
        return shown_by(reader, START + timedelta(days=1))


@pytest.fixture
def wanted(tmp_path: Path, config: Path) -> dict[str, list[Any]]:
    """What a store shows that was read with the present grammar from the start."""
    fill(tmp_path / "story.db", config, 40, is_blind=False)
    printed = shown(tmp_path / "story.db")
    for file in tmp_path.glob("story.db*"):
        file.unlink()
    return printed


def test_a_rebuild_finds_what_an_older_grammar_missed(
    wanted: dict[str, list[Any]], tmp_path: Path, config: Path, program: Program
) -> None:
    fill(tmp_path / "story.db", config, 40, is_blind=True)
    assert shown(tmp_path / "story.db") != wanted
    tried = program("rebuild", "--dry-run")
    assert tried.returncode == 0, tried.stderr
    assert "40 texts read otherwise" in tried.stdout.decode()
    assert "+ 71 killed: “A security source said that 71 people were killed" in tried.stdout.decode()
    assert shown(tmp_path / "story.db") != wanted
    done = program("rebuild", "--json", "--cores", "2")
    assert done.returncode == 0, done.stderr
    changed = json.loads(done.stdout)["changed"]
    assert len(changed) == 40
    assert shown(tmp_path / "story.db") == wanted
    assert integrity(tmp_path / "story.db") == []
    assert b"everything reads as before" in program("rebuild").stdout


def test_a_rebuild_that_is_killed_leaves_the_store_as_it_was_and_the_next_one_ends_it(
    wanted: dict[str, list[Any]], tmp_path: Path, config: Path, program: Program, environment: dict[str, str]
) -> None:
    path = tmp_path / "story.db"
    fill(path, config, 40, is_blind=True)
    before = shown(tmp_path / "story.db")
    for patience in (0.3, 1.0, 1.8, 2.6):  # before it has begun, while it reads, while it puts in place
        command = [sys.executable, "-m", "storywatch", "rebuild"]
        with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL) as process:
            time.sleep(patience)
            process.kill()
        assert integrity(path) == []
        assert shown(tmp_path / "story.db") in (before, wanted)
    assert program("rebuild").returncode == 0
    assert shown(tmp_path / "story.db") == wanted


def test_a_rebuild_keeps_what_was_known_when(tmp_path: Path, config: Path, program: Program) -> None:
    fill(tmp_path / "story.db", config, 12, is_blind=True)
    program("rebuild")
    with open_reader(tmp_path / "story.db") as reader:
        assert reader.facts(as_of=START - timedelta(seconds=1)) == []
        early = reader.facts(as_of=START + timedelta(minutes=1))
        assert {fact.label for fact in early} >= {"70 killed", "71 killed"}
        assert all(fact.reports == 1 for fact in early)


def test_nobody_rebuilds_while_a_poller_writes(tmp_path: Path, config: Path, program: Program) -> None:
    with open_writer(tmp_path / "story.db"):
        done = program("rebuild")
    assert done.returncode == 75
    assert done.stderr.decode().count("\n") == 1
