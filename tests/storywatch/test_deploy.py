"""The service files and the container's recipe: what they promise is true of the program."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from storywatch import exits
from storywatch.cli import group
from tests.storywatch.conftest import Site, config_for
from tests.storywatch.processes import running_poller

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
PROGRAM = re.compile(r"^ExecStart=\S+/storywatch (.*)$", re.MULTILINE)
NEITHER_WRITTEN_NOR_RUN = """
import ctypes, sys
PR_SET_MDWE, REFUSE_EXEC_GAIN = 65, 1
if ctypes.CDLL(None).prctl(PR_SET_MDWE, REFUSE_EXEC_GAIN, 0, 0, 0):
    sys.exit(99)
"""


def settings(unit: Path) -> dict[str, str]:
    lines = [line for line in unit.read_text().splitlines() if "=" in line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_there_is(unit: Path) -> None:
    found = PROGRAM.search(unit.read_text())
    assert found
    words = found[1].split()
    assert words[0] == "--config"
    command = group.get_command(group.make_context("storywatch", ["--help"], resilient_parsing=True), words[2])
    assert command is not None
    assert command.make_context(words[2], words[3:])


@pytest.mark.parametrize("unit", ["storywatch.service", "storywatch-user.service"])
def test_a_poller_is_not_started_again_when_that_changes_nothing(unit: str) -> None:
    told = settings(DEPLOY / unit)
    assert {int(code) for code in told["RestartPreventExitStatus"].split()} == {exits.USAGE, exits.BUSY, exits.CONFIG}
    assert (told["Type"], told["KillMode"], told["Restart"]) == ("notify", "mixed", "on-failure")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_no_unit_brings_the_service_to_a_standstill_or_takes_what_its_users_other_processes_hold(unit: Path) -> None:
    assert not settings(unit).keys() & {"MemoryHigh", "RemoveIPC"}


def test_the_poller_has_semaphores_of_its_own_that_go_with_it() -> None:
    assert settings(DEPLOY / "storywatch.service")["TemporaryFileSystem"].split(":")[0] == "/dev/shm"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
@pytest.mark.parametrize(("unit", "most"), [("storywatch.service", 20), ("storywatch-backup.service", 10)])
def test_systemd_takes_the_units_and_finds_them_well_shut(tmp_path: Path, unit: str, most: int) -> None:
    here = tmp_path / unit
    here.write_text(PROGRAM.sub(rf"ExecStart={sys.executable} \1", (DEPLOY / unit).read_text()))
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", here], capture_output=True, text=True, check=False
    )
    if "Failed to initialize manager" in verified.stderr:
        pytest.skip("systemd-analyze can't work here")
    assert (verified.returncode, verified.stderr) == (0, "")
    judged = subprocess.run(
        ["systemd-analyze", "security", "--no-pager", "--offline=true", f"--threshold={most}", here],
        capture_output=True,
        text=True,
        check=False,
    )
    assert judged.returncode == 0, judged.stdout


def test_poller_and_workers_bear_that_no_memory_is_both_written_and_run(
    site: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    site.put_feed("/rss", ("Attack in Bamako", "/a"))
    site.put_page("/a", "Attack in Bamako", "A security source said that 77 people were killed in Bamako.")
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    with running_poller(tmp_path, environment, "--once", before=NEITHER_WRITTEN_NOR_RUN) as poller:
        _, log = poller.communicate(timeout=120)
    if poller.returncode == 99:
        pytest.skip("this kernel doesn't know it")
    assert poller.returncode == 0, log
    assert '"event":"article"' in log


def test_the_container_runs_as_an_ordinary_user_and_names_no_registry() -> None:
    recipe = (DEPLOY / "Containerfile").read_text()
    assert re.findall(r"^USER (.+)$", recipe, re.MULTILINE) == ["10001"]
    assert set(re.findall(r"^FROM (\S+)", recipe, re.MULTILINE)) == {"python:3.11-slim"}
    assert "://" not in recipe
    assert "|| exit 1" in recipe  # what a health check's other codes mean differs from program to program
    root = DEPLOY.parent
    copied = [word for line in re.findall(r"^COPY (?!--)(.+)$", recipe, re.MULTILINE) for word in line.split()[:-1]]
    assert all((root / word).exists() for word in copied)
    packages = {path.parent.name for path in root.glob("*/__init__.py")} - {"benchmarks", "tests"}
    assert packages <= set(copied)
