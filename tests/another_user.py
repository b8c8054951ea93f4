"""Work done as a user to whom the files of a test don't belong."""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

NOBODY = 65534
LONGEST_WAIT = 30.0  # seconds: only a machine that stands still gets there


@contextmanager
def service_folder() -> Iterator[Path]:
    """A folder whose mode alone says what others may do in it: pytest's own can't be reached by them."""
    with tempfile.TemporaryDirectory(prefix="storywatch-") as name:
        Path(name).chmod(0o755)
        folder = Path(name, "service")
        folder.mkdir()
        try:
            yield folder
        finally:
            folder.chmod(0o700)


@contextmanager
def another_user(work: Callable[[Connection], None]) -> Iterator[Connection]:
    """A forked process that does `work`, and this end of the pipe to it.

    Where the tests run as root it becomes nobody; else it stays this user, to whom a folder's mode says no as well.
    What it needs must be imported before: nobody may not be allowed to look into the interpreter's folder.
    """

    def as_another(pipe: Connection) -> None:
        here.close()
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        work(pipe)

    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=as_another, args=(there,))
    process.start()
    there.close()
    try:
        yield here
    finally:
        here.close()
        process.join(LONGEST_WAIT)
        process.kill()


def heard(pipe: Connection) -> object:
    """What the other process sends next."""
    assert pipe.poll(LONGEST_WAIT)
    return pipe.recv()
