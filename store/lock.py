"""One writer a store: a lock on the file beside it, freed by the kernel when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from store.companions import beside
from store.errors import StoreBusy, StoreUnwritable

TRIES = 5  # a look by `writer_pid` holds the lock for a moment too
PAUSE = 0.02  # seconds between tries


def lock_path(path: Path) -> Path:
    """The lock's file, beside the store's."""
    return beside(path, ".lock")


def writer_pid(path: Path) -> int | None:
    """The process that writes to the store now; None if none does. 0 if one does that couldn't be read."""
    try:
        handle = os.open(lock_path(Path(path)), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _written_pid(handle) or 0
    else:
        return None
    finally:
        os.close(handle)


def _written_pid(handle: int) -> int | None:
    text = os.pread(handle, 32, 0).strip()
    return int(text) if text.isdigit() else None


class WriterLock:
    """Holds `<store>.lock` from making to `release`.

    The file holds the pid of the last holder and is never removed: if it were, two processes could each hold a
    file of that name.
    """

    def __init__(self, path: Path) -> None:
        """Raises StoreBusy(pid) if another holds it and StoreUnwritable if the file can't be made."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(lock_path(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise StoreUnwritable(
                f"{path}: the store can't be written ({reason}); check its folder's permissions and the disk's space"
            ) from error
        if not self._take():
            pid = _written_pid(self._handle)
            self.release()
            raise StoreBusy(path, pid)
        try:
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, f"{os.getpid()}\n".encode(), 0)
        except OSError as error:
            self.release()
            raise StoreUnwritable(f"{path}: the disk is full; free some space, nothing saved is lost") from error

    def _take(self) -> bool:
        for tries_left in reversed(range(TRIES)):
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if tries_left:
                    time.sleep(PAUSE)
            else:
                return True
        return False

    def release(self) -> None:
        """Lets go; a second call does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
