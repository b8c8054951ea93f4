"""Point 18: one instance per store by flock; the second exits 75 and names the first's pid; kill -9 frees it."""

import signal
from contextlib import ExitStack
from pathlib import Path

import pytest

from store import writer_pid
from tests.storywatch.conftest import Program
from tests.storywatch.processes import end, running_poller, wait_for, wait_until


@pytest.mark.usefixtures("story")
def test_point_18_a_second_poller_exits_75_and_names_the_first_and_kill_9_frees_the_store(
    program: Program, tmp_path: Path, environment: dict[str, str]
) -> None:
    with running_poller(tmp_path, environment) as first:
        wait_for(first, "article")
        second = program("poll", "--once")
        assert second.returncode == 75
        assert f"process {first.pid} is already writing" in second.stderr.decode()
        assert len(second.stderr.splitlines()) == 1
        assert end(first, signal.SIGKILL) == -signal.SIGKILL
    assert writer_pid(tmp_path / "story.db") is None
    with running_poller(tmp_path, environment) as third:
        wait_for(third, "start")
        assert writer_pid(tmp_path / "story.db") == third.pid
        assert end(third) == 0


@pytest.mark.usefixtures("story")
def test_point_18_of_pollers_that_start_at_one_moment_one_wins(tmp_path: Path, environment: dict[str, str]) -> None:
    with ExitStack() as stack:
        pollers = [stack.enter_context(running_poller(tmp_path, environment)) for _ in range(3)]
        wait_until(lambda: sum(poller.poll() is not None for poller in pollers) == 2)
        (winner,) = [poller for poller in pollers if poller.poll() is None]
        wait_for(winner, "start")
        assert end(winner) == 0
        assert sorted(poller.returncode for poller in pollers) == [0, 75, 75]
