"""Every command complains in one form: one line that begins with "storywatch:", and an exit code of sysexits."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from store import open_writer
from storywatch.cli import COMMANDS, group, run

WAYS_TO_MISUSE = {  # what is wrong with a command line, by the words that come after the command's name
    "--no-such-option": "no such option '--no-such-option'",
    "--\x1b[31mred\nline": "no such option",
}


class Told(NamedTuple):
    code: int
    out: str
    error: str


Tell = Callable[..., Told]


@pytest.fixture
def tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tell:
    """The program in this process, in the test's folder: a process a line would take half a second each."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STORYWATCH_CONFIG", raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))

    def told(*arguments: str | Path) -> Told:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Told(code, *capsys.readouterr())

    return told


def every_command() -> Iterator[tuple[str, ...]]:
    """The words that call each command, those of groups within too."""
    context = click.Context(group)
    for name in COMMANDS:
        yield (name,)
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((name, within) for within in command.list_commands(context))


def is_one_complaint(error: str) -> bool:
    return error.startswith("storywatch: ") and error.endswith("\n") and error[:-1].isprintable()


@pytest.mark.parametrize("words", list(every_command()), ids=" ".join)
def test_a_command_line_that_cannot_be_understood_is_one_line_with_where_help_is(
    tell: Tell, words: tuple[str, ...]
) -> None:
    for wrong, reason in WAYS_TO_MISUSE.items():
        told = tell(*words, wrong)
        assert (told.code, told.out) == (64, "")
        assert is_one_complaint(told.error)
        assert reason in told.error
        assert f"storywatch {' '.join(words)} --help)" in told.error


@pytest.mark.parametrize("words", list(every_command()), ids=" ".join)
def test_every_command_has_help_with_an_example(tell: Tell, words: tuple[str, ...]) -> None:
    told = tell(*words, "--help")
    assert (told.code, told.error) == (0, "")
    (example,) = [line for line in told.out.splitlines() if line.lstrip().startswith("Example: storywatch ")]
    assert words[0] in example.split()


def test_what_is_no_command_is_one_line_however_long(tell: Tell) -> None:
    for wrong in ("nope", "", "x" * 100_000, "-x", "--config"):
        told = tell(wrong)
        assert (told.code, told.out) == (64, "")
        assert is_one_complaint(told.error)
        assert len(told.error) < 600


CONFIGURATIONS: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "a folder": lambda path: path.mkdir(),
    "empty": lambda path: path.write_bytes(b""),
    "half written": lambda path: path.write_bytes(b'[story]\nname = "Bama'),
    "no text": lambda path: path.write_bytes(b"\xff\xfe\x00\x01" * 50),
    "a link to itself": lambda path: path.symlink_to(path),
    "another program's": lambda path: path.write_bytes(b"[tool.ruff]\nline-length = 120\n"),
}
NEED_A_CONFIGURATION = [
    *("poll", "poll --once", "poll --now", "toll", "facts", "timeline", "marks", "status", "status --prometheus"),
    *(
        "check",
        "rebuild",
        "backup copy.db",
        "import page.html",
        "feeds list",
        "feeds export",
        "feeds import feeds.opml",
    ),
    *("mark fact 7 confirmed", "mark undo 1"),
]


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_a_configuration_that_cannot_be_used_is_told_alike_by_all(
    tell: Tell, tmp_path: Path, configuration: str
) -> None:
    path = tmp_path / "config.toml"
    CONFIGURATIONS[configuration](path)
    (tmp_path / "feeds.opml").write_text("<opml version='2.0'><body/></opml>")
    before = sorted(tmp_path.iterdir())
    for line in NEED_A_CONFIGURATION:
        told = tell("--config", path, *line.split())
        assert told.code == 78, (line, told)
        assert is_one_complaint(told.error), (line, told)
        assert "config.toml" in told.error
    assert sorted(tmp_path.iterdir()) == before


STORES: dict[str, Callable[[Path], object]] = {
    "a folder": lambda path: path.mkdir(),
    "no SQLite file": lambda path: path.write_text("not a database at all, whatever its name says"),
    "a link to itself": lambda path: path.symlink_to(path),
    "of a newer version": lambda path: newer_store(path),
}
ASK_THE_STORE = ["toll", "facts --json", "timeline", "marks", "status", "check --store", "poll --once", "poll --now"]
ASK_THE_STORE += ["backup copy.db", "rebuild", "import page.txt", "feeds list", "mark article 1 off-story"]


def newer_store(path: Path) -> None:
    open_writer(path).close()
    with closing(sqlite3.connect(path)) as store:
        store.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("what", STORES)
def test_a_store_that_is_none_is_told_alike_by_all(tell: Tell, config: Path, tmp_path: Path, what: str) -> None:
    STORES[what](tmp_path / "story.db")
    (tmp_path / "page.txt").write_text("Attack in Bamako\n77 people were killed.")
    for line in ASK_THE_STORE:
        told = tell("--config", config, *line.split())
        assert told.code == 74, (line, told)
        assert is_one_complaint(told.error), (line, told)
        assert "story.db: " in told.error
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize(
    "line",
    [
        *("claims FILE", "facts --claims FILE", "toll --claims FILE", "feeds import FILE", "import FILE"),
        *("backup FILE/copy.db", "status --prometheus FILE/x", "feeds export FILE/x"),
    ],
)
@pytest.mark.parametrize("what", ["missing", "a link to itself"])
def test_a_file_that_cannot_be_read_or_written_is_one_line(
    tell: Tell, config: Path, tmp_path: Path, line: str, what: str
) -> None:
    open_writer(tmp_path / "story.db").close()
    if what == "a link to itself":
        (tmp_path / "FILE").symlink_to("FILE")
    told = tell("--config", config, *line.split())
    assert told.code == (74 if "/" in line else 65), told
    assert is_one_complaint(told.error), told
    assert "FILE" in told.error
