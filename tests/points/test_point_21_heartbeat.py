"""Point 21: a heartbeat in the store lets `status` and the dashboard say that the poller is dead, without any port."""

import json
import re
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.storywatch.conftest import Program
from tests.storywatch.processes import end, running_poller, wait_for


@pytest.mark.usefixtures("story")
def test_point_21_status_says_that_the_poller_runs_hangs_or_is_dead(
    program: Program, tmp_path: Path, environment: dict[str, str]
) -> None:
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "article")
        alive = program("status")
        assert alive.returncode == 0
        assert f"running (process {poller.pid}" in alive.stdout.decode()
        poller.send_signal(signal.SIGSTOP)
        with closing(sqlite3.connect(tmp_path / "story.db")) as clock:  # in place of the time that it would take
            clock.execute("UPDATE poller SET next_visit_at = '2024-09-19T09:00:00Z'")
            clock.execute("UPDATE poller SET beat_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')")
            clock.commit()
            late = program("status", "--quiet")
            assert late.returncode == 69
            assert re.fullmatch(r"the poller is \d+ minutes behind with its visits\n", late.stdout.decode())
            clock.execute("UPDATE poller SET beat_at = '2024-09-19T09:00:00Z'")
            clock.commit()
        hung = program("status")
        assert hung.returncode == 69
        assert f"hangs: process {poller.pid} holds the store, no heartbeat for " in hung.stdout.decode()
        end(poller, signal.SIGKILL)
    dead = program("status")
    assert dead.returncode == 69
    assert "dead: it ended without a word" in dead.stdout.decode()
    assert json.loads(program("status", "--json").stdout)["state"] == "dead"
