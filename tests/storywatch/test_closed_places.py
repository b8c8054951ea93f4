"""Stores and folders that this user may not look into, or that can't be: one line each, never a trace."""

import asyncio
from contextlib import ExitStack
from pathlib import Path

import pytest

from store import StoreUnwritable, open_writer
from storywatch import exits
from storywatch.cli import run
from storywatch.clock import WallClock
from storywatch.commands.watch import start_own_poller
from storywatch.config import Settings, parse_config
from storywatch.demo.playing import DemoFolder
from storywatch.demo.server import serve
from storywatch.demo.world import START, World

CONFIG = """
[story]
name = "Flood in Valencia"
place = "Valencia, Spain"
start = 2024-10-29T16:00:00Z
[store]
path = "{store}"
"""
COMMANDS = (
    "status",
    "status --prometheus",
    "toll",
    "facts",
    "timeline",
    "marks",
    "mark claim 3 wrong",
    "mark undo 3",
    "feeds list",
    "check --store",
    "rebuild",
    "backup copy.db",
    "poll --now",
    "poll --once",
    "import page.txt",
    "doctor --offline",
)


def settings_for(folder: Path, store: str) -> Settings:
    (folder / "page.txt").write_text("77 people were killed.")
    (folder / "config.toml").write_text(CONFIG.format(store=store))
    return parse_config(CONFIG.format(store=store), folder / "config.toml")


def told(folder: Path, command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = run(["--config", str(folder / "config.toml"), *command.split()])
    done = capsys.readouterr()
    return code, done.err or done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_a_store_that_cannot_be_looked_for_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A name that is too long for any file gives the error that a folder without permission gives ordinary users."""
    monkeypatch.chdir(tmp_path)
    settings_for(tmp_path, "x" * 300 + ".db")
    code, words = told(tmp_path, command, capsys)
    assert code == exits.DISK
    assert "file name too long" in words
    if not command.startswith("doctor"):
        assert words.strip().count("\n") == 0 or command == "status --prometheus"


def test_a_configuration_that_cannot_be_looked_for_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--config", "x" * 300, "check"]) == exits.CONFIG
    assert "can't be read (File name too long)" in capsys.readouterr().err


def test_the_doctor_sees_that_the_stores_folder_can_never_be_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    settings_for(tmp_path, "file/deeper/story.db")
    code, words = told(tmp_path, "doctor --offline", capsys)
    assert code == exits.DISK
    assert f"bad  permission: {tmp_path / 'file'}: is no folder" in words


def test_a_dashboard_without_room_for_a_poller_shows_what_is_there_or_says_why_not(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, "story.db")
    open_writer(settings.store_path).close()
    (tmp_path / "story.log").mkdir()
    with ExitStack() as leaving:
        assert start_own_poller(leaving, settings, WallClock()) == (
            None,
            "no poller: story.log can't be written (is a directory)",
        )
        with pytest.raises(StoreUnwritable, match=r"story.log: can't be written \(file exists\); name another"):
            start_own_poller(leaving, settings_for(tmp_path, "page.txt/story.db"), WallClock())


def test_a_demo_in_a_folder_that_cannot_be_one_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert run(["demo", "--headless", "--dir", str(tmp_path / "file" / "in")]) == exits.DISK
    assert capsys.readouterr().err.endswith("can't be made a folder (not a directory); name another with --dir\n")


async def test_a_second_demo_in_the_same_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with serve(World.load(), lambda: START) as addresses:
        DemoFolder(tmp_path).write(addresses)
        code = await asyncio.to_thread(run, ["demo", "--headless", "--dir", str(tmp_path)])
    assert code == exits.DISK
    assert "a demo plays in this folder already; name another with --dir" in capsys.readouterr().err
