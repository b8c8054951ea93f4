"""What commands print for people: facts of three types, each line saying what its label doesn't."""

import json
import re
import sqlite3
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest

from storywatch import exits, plain
from storywatch.commands import as_of_moment
from tests.storywatch.conftest import Program

QUOTED = """Attack in Bamako

"The men who did this wanted every household to hear the shooting," the analyst Ann Doe told The Lamp.

JNIM claimed responsibility for the attack. Modibo Vane was arrested in Kati, the army said.
"""


def lines_of(program: Program, tmp_path: Path, command: str) -> list[str]:
    """What a command prints about one article of The Lamp."""
    (tmp_path / "one.txt").write_text(QUOTED)
    program("import", "one.txt", "--outlet", "The Lamp", "--published", "2024-09-19T09:12Z")
    return program(*command.split()).stdout.decode().splitlines()


def test_a_statement_names_its_speaker_once_and_has_its_own_quotation_marks(
    program: Program, config: Path, tmp_path: Path
) -> None:
    head, _, _, report, sentence, _ = lines_of(program, tmp_path, "facts --type statement")
    assert head == "“The men who did this wanted every household to hear the shooting” — analyst Ann Doe  [fact 1]"
    assert report == "  * 19 Sep 2024 09:12 GMT  The Lamp  [article 1, passage 1]"
    assert sentence.strip().startswith('"The men who')


def test_a_happening_is_said_by_whoever_tells_of_it_or_by_nobody(
    program: Program, config: Path, tmp_path: Path
) -> None:
    lines = [line.partition("  [")[0] for line in lines_of(program, tmp_path, "facts --type happening --brief")]
    assert "claim of responsibility: JNIM" in lines
    assert "arrest: Modibo Vane — army and police" in lines


def test_the_timeline_names_a_speaker_once_and_no_outlet_as_its_own_origin(
    program: Program, config: Path, tmp_path: Path
) -> None:
    (line,) = [line for line in lines_of(program, tmp_path, "timeline") if "household" in line]
    assert line.endswith(
        "Lamp: “The men who did this wanted every household to hear the shooting” — analyst Ann Doe  [article 1]"
    )


def test_every_id_that_a_mark_needs_stands_in_the_plain_lines(program: Program, config: Path, tmp_path: Path) -> None:
    printed = "\n".join(lines_of(program, tmp_path, "facts"))
    fact = re.search(r"every household.* \[fact (\d+)\]", printed)
    report = re.search(r"The Lamp  \[article (\d+), passage (\d+)\]", printed)
    assert fact
    assert report
    for judgement in (
        ("fact", fact[1], "disputed"),
        ("passage", report[2], "note", "--note", "heard it"),
        ("article", report[1], "off-story"),
    ):
        assert program("mark", *judgement).returncode == 0


def test_an_outlet_named_to_deceive_is_one_plain_line_everywhere(
    program: Program, config: Path, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text(
        "Attack in Bamako\n\nThe army said 77 people were killed in the attack in Bamako.\n"
    )
    program("import", "one.txt", "--outlet", "Evil\u202e\nPost\x1b[31m", "--published", "2024-09-19T09:12Z")
    for command in ("facts", "timeline", "toll", "facts --json"):
        printed = program(*command.split()).stdout.decode()
        assert "Evil Post" in printed
        assert "\u202e" not in printed
        assert "\x1b" not in printed


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ("2024-09-18", "18 Sep 2024 23:59 GMT"),
        ("2024-W38-3", "18 Sep 2024 23:59 GMT"),
        ("2024-09-18 12:00", "18 Sep 2024 12:00 GMT"),
        ("18 Sep 2024 12:00 GMT", "18 Sep 2024 12:00 GMT"),
        ("2024-09-18T12:00+02:00", "18 Sep 2024 10:00 GMT"),
    ],
)
def test_a_moment_is_taken_in_every_plain_way_even_as_it_is_printed(given: str, understood: str) -> None:
    zone = ZoneInfo("Africa/Bamako")
    moment = as_of_moment(given, zone)
    assert moment is not None
    assert plain.moment(moment, zone) == understood


@pytest.mark.parametrize("given", ["", "noon", "0000-01-01", "18 Sep 2024 12:00 CET", "x\x1b[31m", "9999-12-31T23:00Z"])
def test_what_is_no_moment_or_cant_be_shown_there_is_refused(given: str) -> None:
    with pytest.raises(click.BadParameter, match="is no moment such as"):
        as_of_moment(given, ZoneInfo("Asia/Tokyo"))


def test_a_store_with_tables_of_another_version_is_told_in_one_line(
    program: Program, config: Path, tmp_path: Path
) -> None:
    lines_of(program, tmp_path, "status")
    with sqlite3.connect(tmp_path / "story.db") as connection:
        connection.execute("ALTER TABLE facts RENAME COLUMN first_at TO at_first")
    told = program("facts")
    assert told.returncode == exits.DISK
    (line,) = told.stderr.decode().splitlines()
    assert "another version of storywatch laid out its tables" in line


def test_a_search_without_a_hit_is_no_story_without_facts(program: Program, config: Path, tmp_path: Path) -> None:
    assert lines_of(program, tmp_path, "facts --type statement --contains harvest") == ["no such facts so far"]
    assert program("timeline", "--contains", "harvest").stdout == b"no such events so far\n"


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_rebuild_makes_no_store_where_there_is_none(
    program: Program, config: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    told = program("rebuild", *options)
    assert told.returncode == exits.DISK
    assert b"there is no store here" in told.stderr
    assert not (tmp_path / "story.db").exists()


def test_reports_are_a_list_in_json_and_their_number_has_a_name_of_its_own(
    program: Program, config: Path, tmp_path: Path
) -> None:
    lines_of(program, tmp_path, "status")
    (brief, *_), (full, *_) = (json.loads(program("facts", "--json", *options).stdout) for options in (["--brief"], []))
    assert "reports" not in brief
    assert brief["report_count"] == len(full["reports"]) == full["report_count"]
