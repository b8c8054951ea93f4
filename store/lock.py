"""One writer a store: a lock on the file beside it, freed by the kernel when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from store.errors import StoreBusy, StoreUnwritable


class WriterLock:
    """Holds `<store>.lock` from making to `release`. The file holds the pid of the last holder and is never removed:
    removing a lock file lets two processes hold two files of one name."""

    def __init__(self, path: Path) -> None:
        """Raises StoreBusy(pid) if another holds it and StoreUnwritable if the file can't be made."""
        self.path = path.with_name(f"{path.name}.lock")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise StoreUnwritable(
                f"{path}: the store can't be written ({reason}); check its folder's permissions and the disk's space"
            ) from error
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            pid = self._holder()
            os.close(self._handle)
            raise StoreBusy(path, pid) from error
        try:
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, f"{os.getpid()}\n".encode(), 0)
        except OSError as error:
            self.release()
            raise StoreUnwritable(
                f"{path}: the disk is full; free some space, nothing that was saved is lost"
            ) from error

    def _holder(self) -> int | None:
        text = os.pread(self._handle, 32, 0).strip()
        return int(text) if text.isdigit() else None

    def release(self) -> None:
        """Lets go; a second call does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
