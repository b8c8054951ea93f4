"""What a poller or a dashboard started ends with it, however that ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store import writer_pid
from tests.storywatch.processes import LONGEST_WAIT, children_of, end, is_alive, running_poller, wait_for, wait_until


@pytest.mark.usefixtures("story")
def test_no_worker_outlives_a_killed_poller_and_nothing_complains(tmp_path: Path, environment: dict[str, str]) -> None:
    del environment["PYTHONWARNINGS"]  # "error" would silence what multiprocessing's tracker says of locks left behind
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "article")
        children = children_of(poller.pid)
        assert children
        end(poller, signal.SIGKILL)
        assert poller.stderr
        left = poller.stderr.read()  # until the last that could write there has ended
    assert [line for line in left.splitlines() if not line.startswith("{")] == []
    wait_until(lambda: not any(is_alive(child) for child in children))


@contextmanager
def dashboard_with_a_poller(folder: Path, environment: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that has a poller of its own, as the dashboard has."""
    program = (
        "import time\nfrom pathlib import Path\nfrom storywatch.children import child, poll_arguments\n"
        "with child(poll_arguments(Path('config.toml')), Path('poll.log'), is_kept_alive=True):\n"
        "    time.sleep(3600)"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=folder, env=environment) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


@pytest.mark.usefixtures("story")
def test_a_dashboards_own_poller_and_its_workers_end_with_a_killed_dashboard(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    store = tmp_path / "story.db"
    with dashboard_with_a_poller(tmp_path, environment) as dashboard:
        wait_until(lambda: writer_pid(store) and "article" in (tmp_path / "poll.log").read_text())
        poller = writer_pid(store)
        assert poller
        family = [poller, *children_of(poller)]
        assert len(family) > 1
        dashboard.kill()
        dashboard.wait(LONGEST_WAIT)
    wait_until(lambda: not any(is_alive(pid) for pid in family))
    assert "stopped; everything is saved" in (tmp_path / "poll.log").read_text()


@pytest.mark.usefixtures("story")
def test_a_dashboards_own_poller_is_started_again_when_it_is_killed(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    store = tmp_path / "story.db"
    with dashboard_with_a_poller(tmp_path, environment):
        wait_until(lambda: writer_pid(store))
        first = writer_pid(store)
        assert first
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: writer_pid(store) not in (None, 0, first))
