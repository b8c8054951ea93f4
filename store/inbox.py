"""The inbox beside the store: how dashboards and commands hand to the one writer what only it may write.

`<store>.inbox/` holds one small JSON file a request, written whole or not at all, named so that names sort by time. The
writer takes them up in that order and removes each once it is in the store; a request that is taken up twice, because
the writer was killed in between, is done once. A file that is no request is set aside in `aside/`, for people to see.
"""

from __future__ import annotations

import heapq
import os
import re
import stat
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from store.companions import beside
from store.connection import is_there
from store.errors import RequestRefused, StoreBusy, StoreMissing, StoreUnwritable
from store.lock import writer_pid

if TYPE_CHECKING:
    import sqlite3

    from store.requests import Request

LARGEST_REQUEST = 256 * 1024  # bytes
AT_A_TIME = 100  # requests that are taken up in one go: the writer has pages to save too
OUTCOMES_KEPT = 1000  # for those who ask what came of their request
UNFINISHED = 3600  # seconds after which a file that nobody finished is removed
_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{32}\.json")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request. `mark_id` is the mark that it made or undid; `refusal` one line on why it did nothing.

    `request` is the word of its kind; "" for a file that was none and was set aside. Of a request for visits:
    how many feeds will be visited, and how many of them not at once, since their servers or the last visit forbid it.
    """

    name: str
    request: str
    mark_id: int | None = None
    refusal: str | None = None
    feeds_asked: int = 0
    feeds_waiting: int = 0


@dataclass(frozen=True, slots=True)
class Posted:
    """A request that was handed in. `outcome` is None while another process holds the store and hasn't taken it up."""

    name: str
    outcome: Outcome | None


def inbox_path(path: Path) -> Path:
    """The inbox's folder, beside the store's file."""
    return beside(path, ".inbox")


def has_requests(path: Path) -> bool:
    """Whether anything waits in the inbox of the store at `path`; a look at the folder, microseconds."""
    return next(_waiting(inbox_path(path)), None) is not None


def waiting_requests(path: Path) -> int:
    """How many requests wait in the inbox of the store at `path`."""
    return sum(1 for _ in _waiting(inbox_path(path)))


def inbox_problem(path: Path) -> str | None:
    """Why nothing can be taken from the inbox of the store at `path`, in one line; None if it can, or none is there.

    No error but a line: who can't read what people hand in goes on with everything else.
    """
    folder = inbox_path(path)
    try:
        with os.scandir(folder):
            return None
    except FileNotFoundError:
        if not folder.is_symlink():
            return None
        reason = "it is a link that leads nowhere"
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
    advice = "make it a folder of the poller's user, or move it away"
    return f"{folder}: what people hand in can't be read ({reason}); {advice}"


def _waiting(folder: Path) -> Iterator[str]:
    """The requests in the folder; none if it can't be read, see `inbox_problem`."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".json") and not entry.name.startswith("."):
                yield entry.name


def post(path: Path, request: Request, *, now: datetime | None = None) -> Posted:
    """Hands a request to whoever writes the store at `path`; if nobody does, it is taken up here and now.

    `now` is the story's moment, for that case; the wall clock's if None. The request is safe on the disk when this
    returns. Raises RequestRefused for one that can't be done whatever the store, StoreMissing and StoreUnwritable.
    """
    from store.requests import encoded

    path = Path(path)
    body = encoded(request)
    if len(body) > LARGEST_REQUEST:
        raise RequestRefused(f"the request has {len(body)} bytes; at most {LARGEST_REQUEST}")
    if not is_there(path):
        raise StoreMissing(f"{path}: there is no store here yet; `storywatch poll` makes one")
    name = _write(path, body)
    return Posted(name, take_up_if_free(path, name, now=now))


def take_up_if_free(path: Path, name: str, *, now: datetime | None = None) -> Outcome | None:
    """Takes up all that waits, unless another process writes the store; what came of the request called `name`.

    Raises StoreUnwritable.
    """
    from store.writer import open_writer

    if writer_pid(path) is not None:
        return None
    try:
        with open_writer(path) as writer:
            now = now or datetime.now(UTC)
            while taken := writer.take_up_requests(now):
                for outcome in taken:
                    if outcome.name == name:
                        return outcome
            return writer.outcome(name)
    except StoreBusy:
        return None


def read_outcome(connection: sqlite3.Connection, name: str) -> Outcome | None:
    """What came of a request; None while it hasn't been taken up, or if that was a thousand requests ago."""
    row = connection.execute(
        "SELECT name, request, mark_id, refusal, feeds_asked, feeds_waiting FROM requests WHERE name = ?", (name,)
    ).fetchone()
    return None if row is None else Outcome(*row)


def _write(path: Path, body: bytes) -> str:
    """Puts a request into the store's inbox under a new name, whole or not at all. Returns the name."""
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex}.json"
    unfinished = f".{name}"
    folder = inbox_path(path)
    try:
        owner = path.stat()
        with _opened(folder, owner) as at:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
            handle = os.open(unfinished, flags, 0o600, dir_fd=at)
            try:
                with open(handle, "wb") as file:
                    file.write(body)
                    file.flush()
                    _give(handle, owner)
                    os.fsync(handle)
                os.rename(unfinished, name, src_dir_fd=at, dst_dir_fd=at)
            except OSError:
                with suppress(FileNotFoundError):
                    os.unlink(unfinished, dir_fd=at)
                raise
            os.fsync(at)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreUnwritable(f"{folder}: can't be written ({reason}); check its permissions and the disk") from error
    return name


@contextmanager
def _opened(folder: Path, owner: os.stat_result) -> Iterator[int]:
    """The inbox's folder, made if need be: whoever may read the store may see there that something waits."""
    is_new = False
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        is_new = True
    # root follows no link that a service's user could have put there
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | (0 if os.geteuid() else os.O_NOFOLLOW))
    try:
        if is_new:
            readers = owner.st_mode & (stat.S_IRGRP | stat.S_IROTH)
            os.fchmod(at, 0o700 | readers | readers >> 2)
            _give(at, owner)
        yield at
    finally:
        os.close(at)


def _give(handle: int, owner: os.stat_result) -> None:
    """Leaves what root hands in to the store's owner, whose poller is to read it."""
    if os.geteuid() == 0:
        os.fchown(handle, owner.st_uid, owner.st_gid)


class Inbox:
    """The inbox as its one reader, the store's writer, sees it."""

    def __init__(self, path: Path) -> None:
        self.folder = inbox_path(path)
        self._stuck: set[str] = set()  # files that couldn't be taken out of the way: done with, never looked at again

    def waiting(self) -> list[str]:
        """The oldest requests' names in order of time, a bounded number."""
        self._remove_unfinished()
        names = (name for name in _waiting(self.folder) if name not in self._stuck)
        return heapq.nsmallest(AT_A_TIME, names)

    def read(self, name: str) -> Request | None:
        """A waiting request; None if the file has gone. Raises RequestRefused if it is none.

        Only a plain file of this folder is opened: no link, pipe or device.
        """
        from store.requests import decoded

        if not _NAME.fullmatch(name):
            raise RequestRefused("its name is not one that storywatch gives")
        try:
            handle = os.open(self.folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise RequestRefused(f"it can't be opened ({(error.strerror or str(error)).lower()})") from error
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise RequestRefused("it is no plain file")
            if status.st_size > LARGEST_REQUEST:
                raise RequestRefused(f"it has {status.st_size} bytes; at most {LARGEST_REQUEST}")
            body = os.read(handle, LARGEST_REQUEST)
        except OSError as error:
            raise RequestRefused(f"it can't be read ({(error.strerror or str(error)).lower()})") from error
        finally:
            os.close(handle)
        return decoded(body)

    def remove(self, name: str) -> None:
        """Takes away a request that is in the store."""
        try:
            (self.folder / name).unlink(missing_ok=True)
        except OSError:
            self._stuck.add(name)

    def set_aside(self, name: str) -> None:
        """Moves a file that is no request out of the way, where people can look at it."""
        aside = self.folder / "aside"
        try:
            aside.mkdir(mode=0o700, exist_ok=True)
            (self.folder / name).rename(aside / name)
        except OSError:
            self._stuck.add(name)

    def _remove_unfinished(self) -> None:
        """Removes what a process that was killed while it wrote has left behind."""
        with suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") and entry.name.endswith(".json"):
                    with suppress(OSError):
                        if time.time() - entry.stat(follow_symlinks=False).st_mtime > UNFINISHED:
                            os.unlink(entry.path)
