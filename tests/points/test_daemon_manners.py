"""Points 18 to 23 of docs/polling.md: how the poller behaves as a process, tried with a real one."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from store import integrity, open_reader, writer_pid
from storywatch.children import PATIENCE
from storywatch.service import Service, service_of
from tests.storywatch.conftest import CONFIG, Program, Site, config_for
from tests.storywatch.processes import children_of, is_alive, running_poller, wait_for

STORY = "Attack in Bamako"
SENTENCE = "A security source said on Thursday that 77 people were killed and 255 wounded in the attack in Bamako."
MORE = "The attackers stormed the gendarmerie school before dawn and reached the airport soon after, residents said."
LONGEST_WAIT = 60.0  # seconds: only a machine that stands still gets there

TOLD_TO_STOP_IN_A_TRANSACTION = """
import os, signal, time, store.feed_visits as room
save = room.save_feed_visit
def save_and_be_told_to_stop(*arguments, **options):
    saved = save(*arguments, **options)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(0.3)
    return saved
room.save_feed_visit = save_and_be_told_to_stop
"""
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


@pytest.fixture
def story(site: Site, tmp_path: Path) -> Site:
    """A site with one article on the story and its feed, and a configuration that names them."""
    site.put_feed("/rss", (STORY, "/a"), ("Football: a draw in Lomé", "/b"), etag='"one"')
    site.put_page("/a", STORY, SENTENCE, MORE)
    (tmp_path / "config.toml").write_text(config_for(site, "/rss"))
    return site


def wait_until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + LONGEST_WAIT
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def end(poller: "subprocess.Popen[str]", how: signal.Signals = signal.SIGTERM) -> int:
    """The exit code of a poller that is asked to end, and how long it took."""
    asked_at = time.monotonic()
    poller.send_signal(how)
    code = poller.wait(LONGEST_WAIT)
    sys.stdout.write(f"ended {time.monotonic() - asked_at:.2f} s after {how.name}\n")
    return code


# 18. One instance per store: flock; the second exits 75 and names the first's pid; kill -9 frees it.


@pytest.mark.usefixtures("story")
def test_point_18_a_second_poller_exits_75_and_names_the_first_and_kill_9_frees_the_store(
    program: Program, tmp_path: Path, environment: dict[str, str]
) -> None:
    with running_poller(tmp_path, environment) as first:
        wait_for(first, "article")
        for arguments in (("poll",), ("poll", "--once")):
            second = program(*arguments)
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


# 19. SIGTERM ends it with everything committed; SIGHUP reloads the config and keeps its state.


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_point_19_a_poller_that_is_told_to_end_says_so_and_keeps_all(
    program: Program, tmp_path: Path, environment: dict[str, str], how: signal.Signals
) -> None:
    with running_poller(tmp_path, environment) as poller:
        assert wait_for(poller, "article")["claims"] == 2
        poller.send_signal(how)
        assert wait_for(poller, "stop")
        assert poller.wait(LONGEST_WAIT) == 0
    assert integrity(tmp_path / "story.db") == []
    assert "stopped" in program("status").stdout.decode()
    assert len(json.loads(program("facts", "--json").stdout)) == 2


@pytest.mark.usefixtures("story")
def test_point_19_sigterm_in_the_middle_of_a_transaction_leaves_it_committed(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    with running_poller(tmp_path, environment, before=TOLD_TO_STOP_IN_A_TRANSACTION) as poller:
        wait_for(poller, "stop")
        assert poller.wait(LONGEST_WAIT) == 0
    assert integrity(tmp_path / "story.db") == []
    with open_reader(tmp_path / "story.db") as reader:
        assert (reader.counts().entries, reader.feeds()[0].last_outcome) == (2, "new")


@pytest.mark.parametrize("path", ["/rss", "/a"])
def test_point_19_sigterm_does_not_wait_for_a_visit_that_hangs_and_makes_it_again_later(
    program: Program, story: Site, tmp_path: Path, environment: dict[str, str], path: str
) -> None:
    is_over = threading.Event()

    def hang() -> tuple[int, dict[str, str], str]:
        is_over.wait(LONGEST_WAIT)
        return 500, {}, ""

    story.make[path] = hang
    with running_poller(tmp_path, environment) as poller:
        wait_until(lambda: path in [asked for asked, _ in story.requests])
        asked_at = time.monotonic()
        assert end(poller) == 0
        assert time.monotonic() - asked_at < LONGEST_WAIT  # the answer would come no sooner
    is_over.set()
    del story.make[path]
    assert program("poll", "--once").returncode == 0
    assert len(json.loads(program("facts", "--json").stdout)) == 2


def test_point_19_sighup_reads_the_configuration_again_and_keeps_what_is_known(
    story: Site, tmp_path: Path, environment: dict[str, str]
) -> None:
    story.put_feed("/other", ("Quiet day in Lomé", "/b"))
    config = tmp_path / "config.toml"
    config.write_text(config_for(story, "/other"))
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "new")
        config.write_text("[story")
        poller.send_signal(signal.SIGHUP)
        assert "kept the old configuration" in wait_for(poller, "config")["message"]
        config.write_text(config_for(story, "/other", "/rss"))
        poller.send_signal(signal.SIGHUP)
        assert wait_for(poller, "article")["claims"] == 2
        assert end(poller) == 0
    paths = [path for path, _ in story.requests]
    assert paths.count("/other") == 1  # its next visit stands where it stood


# 20. systemd: Type=notify, READY after the first schedule, WATCHDOG only while the loop ticks and the writer commits.


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
        yield Manager(ear, environment | {"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "1000000"})


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
        assert ready["STATUS"].startswith("1 feeds, 0 failing; next visit ")
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
        assert manager.counted("WATCHDOG=1", 3.0) <= 1  # the one that may have been on its way


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


# 21. A heartbeat in the store lets status and the dashboard say "the poller is dead" without any port.


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
        with closing(sqlite3.connect(tmp_path / "story.db")) as clock:  # in place of the half minute that it would take
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


# 22. Exit codes of sysexits: 0, 64 usage, 69 nothing reachable, 74 disk, 75 already running (point 18), 78 bad config.


@pytest.mark.usefixtures("story")
def test_point_22_all_well_is_0_and_can_be_without_a_word(program: Program) -> None:
    done = program("poll", "--once", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("arguments", [("poll", "--onec"), ("pol",), ("poll", "everything"), ("--config",)])
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


# 23. Logs one line an event, human on a terminal, JSON when asked; no secrets (tests/storywatch/test_logins.py), no
# article text.


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("form", ["human", "json"])
def test_point_23_the_log_is_a_line_an_event_and_holds_no_text_of_an_article(
    program: Program, story: Site, tmp_path: Path, form: str
) -> None:
    story.pages["/html"] = (200, {"Content-Type": "text/html"}, b"<p>not a feed</p>\n<p>\x1b]0;title\x07 at all</p>")
    (tmp_path / "config.toml").write_text(config_for(story, "/rss", "/html", "/missing"))
    done = program("poll", "--once", *(["--log-json"] if form == "json" else []))
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 6  # start, three feeds, the article, stop
    if form == "json":
        rows = [json.loads(line) for line in lines]
        assert all(list(row)[:4] == ["time", "level", "event", "message"] for row in rows)
        assert sorted(row["event"] for row in rows) == ["article", "failed", "failed", "new", "start", "stop"]
        assert {row["level"] for row in rows if row["event"] == "failed"} == {"warning"}
    else:
        assert all(re.match(r"\d\d:\d\d:\d\d [a-z]+ +\S", line) for line in lines)
    assert "security source" not in done.stderr.decode()
    assert "gendarmerie" not in done.stderr.decode()
    assert "\x1b" not in done.stderr.decode()


# And no orphans: what a poller or a dashboard started ends with it, however that ends.


@pytest.mark.usefixtures("story")
def test_no_worker_outlives_a_killed_poller(tmp_path: Path, environment: dict[str, str]) -> None:
    with running_poller(tmp_path, environment) as poller:
        wait_for(poller, "article")
        children = children_of(poller.pid)
        assert children
        end(poller, signal.SIGKILL)
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
    assert PATIENCE < LONGEST_WAIT


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
