"""What commands print for people: facts of three types, each line saying what its label doesn't."""

from pathlib import Path

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
    assert head == "“The men who did this wanted every household to hear the shooting” — the analyst Ann Doe"
    assert report == "  * 19 Sep 2024 09:12 GMT  The Lamp"
    assert sentence.strip().startswith('"The men who')


def test_a_happening_is_said_by_whoever_tells_of_it_or_by_nobody(
    program: Program, config: Path, tmp_path: Path
) -> None:
    lines = lines_of(program, tmp_path, "facts --type happening --brief")
    assert "claim of responsibility: JNIM" in lines
    assert "arrest: Modibo Vane — army and police" in lines


def test_the_timeline_names_a_speaker_once_and_no_outlet_as_its_own_origin(
    program: Program, config: Path, tmp_path: Path
) -> None:
    (line,) = [line for line in lines_of(program, tmp_path, "timeline") if "household" in line]
    assert line.endswith(
        "The Lamp: “The men who did this wanted every household to hear the shooting” — the analyst Ann Doe"
    )


def test_a_search_without_a_hit_is_no_story_without_facts(program: Program, config: Path, tmp_path: Path) -> None:
    assert lines_of(program, tmp_path, "facts --type statement --contains harvest") == ["no such facts so far"]
    assert program("timeline", "--contains", "harvest").stdout == b"no such events so far\n"
