"""A poller as a process of its own, to be watched and ended by a test."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LONGEST_WAIT = 60.0  # seconds: only a machine that stands still gets there


@contextmanager
def running_poller(
    folder: Path, environment: dict[str, str], *arguments: str, before: str = ""
) -> Iterator["subprocess.Popen[str]"]:
    """A poller that logs JSON, ended with the test; leave it once it has said "start".

    `before` is Python that runs in its process first.
    """
    program = f"{before}\nfrom storywatch.cli import main\nmain()"
    command = [sys.executable, "-c", program, "poll", "--log-json", *arguments]
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def wait_for(process: "subprocess.Popen[str]", event: str) -> dict[str, Any]:
    """Read the poller's log up to an event."""
    assert process.stderr
    seen = []
    for line in process.stderr:
        row = json.loads(line)
        if row["event"] == event:
            return dict(row)
        seen.append(line)
    raise AssertionError(f"the poller ended before {event!r}: {''.join(seen)}")


def wait_until(is_so: Callable[[], object]) -> None:
    """Look again and again until something is so that no pipe tells."""
    deadline = time.monotonic() + LONGEST_WAIT
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def end(poller: "subprocess.Popen[str]", how: signal.Signals = signal.SIGTERM) -> int:
    """The exit code of a poller that is asked to end; how long it took stands in the test's output."""
    asked_at = time.monotonic()
    poller.send_signal(how)
    code = poller.wait(LONGEST_WAIT)
    sys.stdout.write(f"ended {time.monotonic() - asked_at:.2f} s after {how.name}\n")
    return code


def children_of(pid: int) -> list[int]:
    """The ids of a process's children and theirs (Linux)."""
    direct = [int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()]
    return direct + [grandchild for child in direct for grandchild in children_of(child)]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
