"""Point 20: READY after the first schedule, WATCHDOG only while the loop ticks and the writer commits."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import open_reader
from storywatch.service import Service, service_of
from tests.storywatch.conftest import Site
from tests.storywatch.processes import LONGEST_WAIT, children_of, end, running_poller, wait_for

CAN_BE_STUCK = """
import signal, sys, time, storywatch.desk as room
threads, make = [], room.StoreThread.__init__
def keep(self):
    make(self)
    threads.append(self)
room.StoreThread.__init__ = keep
def hang(*_):
    print('{"event": "stuck"}', file=sys.stderr, flush=True)
    time.sleep(3600)
signal.signal(signal.SIGUSR1, hang)
signal.signal(signal.SIGUSR2, lambda *_: threads[0]._executor.submit(hang))
"""
MATCHES_FOR_LONG = """
import asyncio, os, storywatch.poller as room
async def match(_desk):
    while not os.path.exists("matched"):
        await asyncio.sleep(0.01)
room.rematch_if_terms_changed = match
"""


class Manager:
    """A service manager's end of the notification socket."""

    def __init__(self, ear: socket.socket, environment: dict[str, str]) -> None:
        self._ear = ear
        self.environment = environment

    def hear(self, assignment: str) -> dict[str, str]:
        """The next message that holds an assignment."""
        self._ear.settimeout(LONGEST_WAIT)
        while True:
            lines = self._ear.recv(65536).decode().split("\n")
            if any(line.startswith(assignment) for line in lines):
                return dict(line.split("=", 1) for line in lines)

    def counted(self, assignment: str, seconds: float) -> int:
        """How many messages hold an assignment within so many seconds."""
        count, deadline = 0, time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._ear.settimeout(left)
            try:
                count += assignment in self._ear.recv(65536).decode().split("\n")
            except TimeoutError:
                break
        return count


@pytest.fixture(params=["path", "abstract"])
def manager(request: pytest.FixtureRequest, tmp_path: Path, environment: dict[str, str]) -> Iterator[Manager]:
    name = str(tmp_path / "notify") if request.param == "path" else f"@storywatch-test-{os.getpid()}-{id(tmp_path)}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(name.replace("@", "\0", 1) if name.startswith("@") else name)
        yield Manager(ear, environment | {"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "500000"})


def test_point_20_ready_comes_with_the_first_schedule_and_every_change_is_told(
    story: Site, tmp_path: Path, manager: Manager
) -> None:
    is_over = threading.Event()

    def hang() -> tuple[int, dict[str, str], str]:
        is_over.wait(LONGEST_WAIT)
        return 500, {}, ""

    story.make["/rss"] = hang  # ready all the same: a slow server mustn't fail the start
    with running_poller(tmp_path, manager.environment) as poller:
        ready = manager.hear("READY=1")
        assert ready["STATUS"].startswith(("1 feeds, 0 failing; next visit ", "1 feeds, 0 failing; visiting now"))
        with open_reader(tmp_path / "story.db") as reader:
            assert reader.poller() is not None
        manager.hear("WATCHDOG=1")
        poller.send_signal(signal.SIGHUP)
        reloading = manager.hear("RELOADING=1")
        assert 0 < int(reloading["MONOTONIC_USEC"]) <= time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        manager.hear("READY=1")
        manager.hear("WATCHDOG=1")
        poller.send_signal(signal.SIGTERM)
        manager.hear("STOPPING=1")
        assert poller.wait(LONGEST_WAIT) == 0
    is_over.set()


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("manager", ["path"], indirect=True)
@pytest.mark.parametrize("how", [signal.SIGUSR1, signal.SIGUSR2], ids=["loop", "writer"])
def test_point_20_a_stuck_loop_and_a_stuck_writer_starve_the_watchdog(
    tmp_path: Path, manager: Manager, how: signal.Signals
) -> None:
    with running_poller(tmp_path, manager.environment, before=CAN_BE_STUCK) as poller:
        manager.hear("WATCHDOG=1")
        manager.hear("WATCHDOG=1")
        poller.send_signal(how)
        wait_for(poller, "stuck")
        assert manager.counted("WATCHDOG=1", 1.5) <= 1  # the one that may have been on its way


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("manager", ["path"], indirect=True)
def test_point_20_long_work_before_the_first_schedule_asks_for_more_time_to_start(
    tmp_path: Path, manager: Manager
) -> None:
    with running_poller(tmp_path, manager.environment, before=MATCHES_FOR_LONG) as poller:
        assert int(manager.hear("EXTEND_TIMEOUT_USEC=")["EXTEND_TIMEOUT_USEC"]) > 10_000_000
        (tmp_path / "matched").touch()
        manager.hear("READY=1")
        assert end(poller) == 0


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("manager", ["path"], indirect=True)
def test_point_20_what_the_poller_starts_does_not_speak_in_its_name(tmp_path: Path, manager: Manager) -> None:
    with running_poller(tmp_path, manager.environment) as poller:
        wait_for(poller, "article")
        children = children_of(poller.pid)
        assert children
        for child in children:
            assert b"NOTIFY_SOCKET" not in Path(f"/proc/{child}/environ").read_bytes()
        assert end(poller) == 0


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, Service()),
        ({"NOTIFY_SOCKET": "/run/notify"}, Service("/run/notify")),
        ({"NOTIFY_SOCKET": "@notify", "WATCHDOG_USEC": "3000000"}, Service("@notify", 3.0)),
        ({"NOTIFY_SOCKET": "/n", "WATCHDOG_USEC": "3", "WATCHDOG_PID": str(os.getpid())}, Service("/n", 3e-06)),
        ({"NOTIFY_SOCKET": "/n", "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "1"}, Service("/n")),
        ({"NOTIFY_SOCKET": "/n", "WATCHDOG_USEC": "often"}, Service("/n")),
        ({"NOTIFY_SOCKET": "/n", "WATCHDOG_USEC": "0"}, Service("/n")),
        ({"NOTIFY_SOCKET": "vsock:2:1"}, Service()),
        ({"NOTIFY_SOCKET": "@"}, Service()),
    ],
)
def test_point_20_the_managers_variables_are_read_and_taken_out(environment: dict[str, str], expected: Service) -> None:
    assert service_of(environment) == expected
    assert environment == {}


def test_point_20_a_manager_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    Service(str(tmp_path / "nobody")).tell("READY=1")
    Service("@" + "x" * 500).tell("READY=1")
