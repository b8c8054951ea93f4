"""Point 22: exit codes of sysexits: 0, 64 usage, 69 nothing reachable, 74 disk, 75 running (point 18), 78 config."""

from pathlib import Path

import pytest

from tests.storywatch.conftest import CONFIG, Program, Site, config_for
from tests.storywatch.processes import LONGEST_WAIT, running_poller


@pytest.mark.usefixtures("story")
def test_point_22_all_well_is_0_and_can_be_without_a_word(program: Program) -> None:
    done = program("poll", "--once", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("arguments", [("poll", "--onec"), ("pol",)])
def test_point_22_a_command_line_that_cannot_be_understood_is_64(program: Program, arguments: tuple[str]) -> None:
    assert program(*arguments).returncode == 64


def test_point_22_nothing_reachable_is_69(program: Program, site: Site, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(config_for(site, "/nowhere", "/elsewhere"))
    done = program("poll", "--once")
    assert done.returncode == 69
    assert b"0 of 2 feeds answered" in done.stdout
    assert program("status").returncode == 69


@pytest.mark.usefixtures("story")
def test_point_22_a_disk_that_cannot_be_written_is_74(program: Program, tmp_path: Path) -> None:
    (tmp_path / "story.db").mkdir()
    done = program("poll", "--once")
    assert done.returncode == 74
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.usefixtures("story")
def test_point_22_a_disk_that_fills_up_is_74(tmp_path: Path, environment: dict[str, str]) -> None:
    no_room = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))"
    no_signal = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    with running_poller(tmp_path, environment, before=f"{no_room}\n{no_signal}") as poller:
        assert poller.wait(LONGEST_WAIT) == 74
        assert poller.stderr
        last = poller.stderr.read().splitlines()[-1]
    assert last.startswith(f"storywatch: {tmp_path}/story.db: the disk ")


def test_point_22_a_bad_configuration_is_78(program: Program, tmp_path: Path) -> None:
    assert program("poll").returncode == 78
    (tmp_path / "config.toml").write_text(CONFIG.replace("name =", "nmae =", 1))
    done = program("poll")
    assert done.returncode == 78
    assert "did you mean 'name'?" in done.stderr.decode()
