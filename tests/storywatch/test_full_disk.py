"""The program on a disk that is really full: exit code 74, one line, and everything acknowledged is there after."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import integrity
from tests.store.full_disks import fill, make_room, small_disk
from tests.storywatch.conftest import Program, Site, config_for
from tests.storywatch.test_polling import put_story, running_poller, wait_for

SIZE = 8 * 1024 * 1024
ARTICLE = "Attack in Bamako\n\nA security source said that {} people were killed on Tuesday.\n"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", SIZE) as folder:
        yield folder


def test_a_poller_ends_with_74_and_goes_on_when_there_is_room(
    program: Program, site: Site, tmp_path: Path, disk: Path, environment: dict[str, str]
) -> None:
    put_story(site)
    config = config_for(site, "/rss").replace('"story.db"', '"disk/story.db"')
    (tmp_path / "config.toml").write_text(config)
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "article")
        fill(disk)
        assert poller.wait(60) == 74  # at the latest when it leaves its next signs of life
        assert poller.stderr
        *_, last = poller.stderr.read().splitlines()
        assert last.startswith("storywatch: ")
        assert "the disk is full" in last
    before = json.loads(program("facts", "--json").stdout)
    assert len(before) == 2
    again = program("poll", "--once")
    assert again.returncode == 74
    assert len(again.stderr.decode().strip().splitlines()) == 1
    assert json.loads(program("facts", "--json").stdout) == before
    make_room(disk)
    assert program("poll", "--once").returncode == 0
    assert integrity(disk / "story.db") == []


def test_files_imported_up_to_a_full_disk_are_there_and_the_rest_is_refused(
    program: Program, config: Path, tmp_path: Path, disk: Path
) -> None:
    config.write_text(config.read_text().replace('"story.db"', '"disk/story.db"'))
    for number in range(30):
        (tmp_path / f"{number:03}.txt").write_text(ARTICLE.format(number + 20) + f"More of {number}.\n" * 4000)
    program("import", "000.txt")
    fill(disk, leave=1_500_000)
    done = program("import", *sorted(tmp_path.glob("*.txt")))
    assert done.returncode == 74
    assert done.stderr.decode().count("\n") == 1
    acknowledged = [line for line in done.stdout.decode().splitlines() if "claim" in line]
    counts = json.loads(program("status", "--json").stdout)["counts"]
    assert counts["revisions"] == 1 + len(acknowledged)
    make_room(disk)
    assert integrity(disk / "story.db") == []


def test_a_log_that_cannot_be_written_does_not_end_the_poller(
    program: Program, site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    put_story(site)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    command = [sys.executable, "-m", "storywatch", "poll"]
    with (
        open("/dev/full", "wb") as full,
        subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=full, stdout=full) as poller,
    ):
        try:
            while not any(path == "/a" for path, _ in site.requests):
                assert poller.poll() is None
                with pytest.raises(subprocess.TimeoutExpired):
                    poller.wait(0.05)
            poller.send_signal(signal.SIGTERM)
            assert poller.wait(30) == 0
        finally:
            poller.kill()
    assert program("poll", "--once").returncode == 0
    assert integrity(tmp_path / "story.db") == []
