"""Processes that the dashboard starts for itself: its own poller, and the demo's outlets."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from storywatch import exits

PATIENCE = 4.0  # seconds a child gets to leave in order before it is killed
PAUSE = 2.0  # seconds before a child that died is started again, twice as long each time
LONGEST_PAUSE = 60.0
SAYS_WHY = {exits.OK, exits.USAGE, exits.BUSY, exits.CONFIG}  # starting again would change nothing


class Child:
    """`storywatch ARGUMENTS` in the background, its output appended to `log`."""

    def __init__(self, arguments: Sequence[str], log: Path) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        self._command = [sys.executable, "-m", "storywatch", *arguments]
        self._log = log
        self._leaving = threading.Event()
        self._starting = threading.Lock()  # so that nothing is started once the child was told to leave
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as output:
            return subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # ctrl+c in the dashboard is the dashboard's
            )

    def keep_alive(self) -> None:
        """Start the child again whenever it was killed or crashed; return when it is left or says why it ended."""
        pause = PAUSE
        while self.process.wait() not in SAYS_WHY and not self._leaving.wait(pause):
            with self._starting:
                if self._leaving.is_set():
                    return
                self.process = self._start()
            pause = min(2 * pause, LONGEST_PAUSE)

    def leave(self) -> None:
        """End the child: asked to, and killed if it doesn't listen."""
        with self._starting:
            self._leaving.set()
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def child(arguments: Sequence[str], log: Path, *, is_kept_alive: bool = False) -> Iterator[Child]:
    """A child for as long as the context lasts; `is_kept_alive` starts it again when it dies."""
    process = Child(arguments, log)
    keeper = threading.Thread(target=process.keep_alive, name="keeper", daemon=True)
    if is_kept_alive:
        keeper.start()
    try:
        yield process
    finally:
        process.leave()
        if is_kept_alive:
            keeper.join()


def poll_arguments(config: Path, story_clock: str | None = None) -> list[str]:
    """The command line of a poller that ends with this process."""
    arguments = ["--config", str(config), "poll", *end_with_arguments()]
    return [*arguments, "--story-clock", story_clock] if story_clock else arguments


def end_with_arguments() -> list[str]:
    """The options that make a child end when this process does, however it ends."""
    return ["--end-with", str(os.getpid())]
