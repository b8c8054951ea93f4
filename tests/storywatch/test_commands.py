"""The other commands: import, facts, toll, timeline, status, check, and what they say of bad input."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from store import integrity
from storywatch.cli import COMMANDS
from tests.storywatch.conftest import Program

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
ARTICLE = """Attack in Bamako

A security source said that 77 people were killed and 255 wounded on Tuesday.
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(program: Program, name: str) -> None:
    done = program(name, "--help")
    assert done.returncode == 0
    assert "Example: storywatch " in done.stdout.decode()


def test_an_unknown_command_or_option_is_a_usage_error(program: Program) -> None:
    assert program("wach").returncode == 64
    assert program("facts", "--nope").returncode == 64
    assert b"no such option" in program("facts", "--nope").stderr


def test_text_files_become_facts_with_their_sentences(program: Program, config: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ARTICLE)
    done = program("import", "one.txt", "--outlet", "The Lamp", "--published", "2024-09-19T09:12Z")
    assert done.returncode == 0, done.stderr
    killed = next(fact for fact in json.loads(program("facts", "--json").stdout) if fact["kind"] == "killed")
    assert (killed["low"], killed["voice"], killed["first_outlets"]) == (77, "security source", ["The Lamp"])
    assert killed["first_at"] == "2024-09-19T09:12:00Z"
    lines = program("facts").stdout.decode()
    assert "77 killed — security source" in lines
    assert "“A security source said that 77 people were killed and 255 wounded on Tuesday.”" in lines
    toll = program("toll").stdout.decode()
    assert "headline  77" in toll
    assert "official  no figure given" in toll
    assert "77 killed" in program("timeline").stdout.decode()


def test_an_imported_page_belongs_to_the_outlet_to_which_a_fetched_one_would(
    program: Program, config: Path, tmp_path: Path
) -> None:
    outlets = (("The Lamp", "lamp.example"), ("The Lamp in Africa", "www.Africa.Lamp.example"))
    config.write_text(
        config.read_text() + "".join(f'[[outlets]]\nname = "{name}"\ndomains = ["{at}"]\n' for name, at in outlets)
    )
    for number, host in enumerate(("www.lamp.example", "africa.lamp.example", "m.africa.lamp.example", "else.example")):
        page = f"<html><head><link rel='canonical' href='https://{host}/{number}'></head><body><article>"
        page += f"<h1>Attack</h1><p>{ARTICLE}</p></article></body></html>"
        (tmp_path / f"{number}.html").write_text(page)
    done = program("import", *(f"{number}.html" for number in range(4)))
    assert done.returncode == 0, done.stderr
    events = json.loads(program("timeline", "--json").stdout)
    assert {event["outlet"] for event in events} == {"The Lamp", "The Lamp in Africa", "else.example"}
    assert {event["outlet"] for event in events if event["article_id"] in (2, 3)} == {"The Lamp in Africa"}


def test_the_same_file_again_is_nothing_new_and_a_changed_one_is_a_revision(
    program: Program, config: Path, tmp_path: Path
) -> None:
    path = tmp_path / "one.txt"
    path.write_text(ARTICLE)
    program("import", "one.txt")
    assert b"unchanged" in program("import", "one.txt").stdout
    path.write_text(ARTICLE.replace("77", "81"))
    program("import", "one.txt")
    counts = json.loads(program("status", "--json").stdout)["counts"]
    assert (counts["articles"], counts["revisions"]) == (1, 2)
    facts = {fact["low"]: fact["withdrawn"] for fact in json.loads(program("facts", "--json").stdout)}
    assert facts == {77: 1, 81: 0, 255: 0}
    edit = next(row for row in json.loads(program("timeline", "--json").stdout) if row["event"] == "edit")
    assert edit["detail"] == "silently raised 77 to 81 killed"
    assert [(change["change"], change["text"].strip()) for change in edit["changes"]] == [
        ("removed", "77"),
        ("added", "81"),
    ]


def test_files_that_cannot_be_read_are_named_and_the_others_imported(
    program: Program, config: Path, tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_bytes(b"\xef\xbb\xbf" + ARTICLE.encode())
    (tmp_path / "utf16.txt").write_text(ARTICLE.replace("77", "79"), encoding="utf-16")
    (tmp_path / "latin.txt").write_text(f"Attaque à Bamako\n\n{ARTICLE}", encoding="cp1252")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "nothing.html").write_text("<html><body></body></html>")
    names = ("good.txt", "utf16.txt", "latin.txt", "empty.txt", "binary.txt", "nothing.html", "missing.txt")
    done = program("import", *names)
    assert done.returncode == 65
    errors = done.stderr.decode().strip().splitlines()
    assert [error.split(":")[1].strip() for error in errors] == [
        "empty.txt",
        "binary.txt",
        "nothing.html",
        "missing.txt",
    ]
    assert len(done.stdout.decode().splitlines()) == 3
    assert {fact["low"] for fact in json.loads(program("facts", "--json").stdout)} == {77, 79, 255}
    assert integrity(tmp_path / "story.db") == []


def test_a_folder_is_imported_whole(program: Program, config: Path, tmp_path: Path) -> None:
    (tmp_path / "texts" / "deep").mkdir(parents=True)
    (tmp_path / "texts" / "a.txt").write_text(ARTICLE)
    (tmp_path / "texts" / "deep" / "b.txt").write_text(ARTICLE)
    (tmp_path / "texts" / "notes.pdf").write_bytes(b"%PDF")
    assert len(program("import", "texts").stdout.decode().splitlines()) == 2


def test_without_a_store_each_view_says_how_to_get_one(program: Program, config: Path) -> None:
    for name in ("facts", "toll", "timeline", "status"):
        done = program(name)
        assert done.returncode == 74
        assert len(done.stderr.decode().strip().splitlines()) == 1
        assert b"story.db" in done.stderr


def test_a_store_of_a_newer_version_or_no_store_at_all_is_one_line(
    program: Program, config: Path, tmp_path: Path
) -> None:
    (tmp_path / "story.db").write_bytes(b"this is no database, it is a text\n" * 100)
    for arguments in (("facts",), ("poll", "--once")):
        done = program(*arguments)
        assert done.returncode == 74, done.stderr
        assert len(done.stderr.decode().strip().splitlines()) == 1
    (tmp_path / "story.db").unlink()
    (tmp_path / "one.txt").write_text(ARTICLE)
    program("import", "one.txt")
    with closing(sqlite3.connect(tmp_path / "story.db")) as database:
        database.execute("PRAGMA user_version = 999")
    done = program("facts")
    assert done.returncode == 74
    assert "newer" in done.stderr.decode()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_one_line(program: Program, config: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ARTICLE)
    tmp_path.chmod(0o500)
    try:
        done = program("import", "one.txt")
    finally:
        tmp_path.chmod(0o700)
    assert done.returncode == 74
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_the_dashboard_without_a_terminal_says_what_to_use_instead(program: Program, config: Path) -> None:
    for arguments in (("watch",), ("demo",)):
        done = program(*arguments)
        assert done.returncode == 64
        assert b"needs a terminal" in done.stderr
        assert done.stdout == b""


def test_output_that_cannot_be_written_is_one_line(environment: dict[str, str], config: Path) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "storywatch", "--config", str(config), "check"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment, timeout=60, check=False)
    assert done.returncode == 74
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_a_misspelt_key_in_the_configuration_is_exit_code_78(program: Program, config: Path) -> None:
    config.write_text(config.read_text().replace("place =", "palce ="))
    for name in ("check", "facts", "poll", "watch"):
        done = program(name)
        assert done.returncode == 78
        assert done.stderr.decode() == "storywatch: config.toml: story.palce: unknown key; did you mean 'place'?\n"


def test_check_says_what_is_watched(program: Program, config: Path) -> None:
    summary = json.loads(program("check", "--json").stdout)
    assert (summary["story"], summary["outlets"]) == ("Bamako attacks", 0)
    assert "good" in program("check").stdout.decode()


def test_check_finds_a_damaged_row_in_the_store_and_says_what_is_wrong(
    program: Program, config: Path, tmp_path: Path
) -> None:
    assert program("check", "--store").returncode == 74  # there is none yet
    (tmp_path / "one.txt").write_text(ARTICLE)
    program("import", "one.txt")
    good = program("check", "--store")
    assert good.returncode == 0
    assert "whole" in good.stdout.decode()
    assert json.loads(program("check", "--store", "--json").stdout)["store_problems"] == []
    assert json.loads(program("check", "--json").stdout)["store_problems"] is None
    with closing(sqlite3.connect(tmp_path / "story.db")) as database:
        database.execute("UPDATE facts SET report_count = 9 WHERE id = 1")
        database.commit()
    bad = program("check", "--store")
    assert bad.returncode == 74
    assert "counts 9 reports" in bad.stdout.decode()
    assert bad.stderr.decode().count("\n") == 1
    assert "counts 9 reports" in json.loads(program("check", "--store", "--json").stdout)["store_problems"][0]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not here")
def test_the_seeds_become_the_facts_of_the_story(program: Program, config: Path) -> None:
    done = program("import", *sorted(SEEDS.glob("*.txt")))
    assert done.returncode == 0, done.stderr
    facts = {
        (fact["kind"], fact["low"], fact["high"], fact["voice"]): fact
        for fact in json.loads(program("facts", "--json").stdout)
        if not fact["partial"]
    }
    assert len(facts["killed", 77, 77, "security source"]["reports"]) == 3
    assert len(facts["injured", 255, 255, "security source"]["reports"]) == 3
    assert len(facts["killed", 100, 100, "document"]["reports"]) == 3
    assert len(facts["killed", 70, 79, "diplomat"]["reports"]) == 2
    assert all(report["sentence"] and report["url"] for fact in facts.values() for report in fact["reports"])
