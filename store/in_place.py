"""Whether a writer's files still stand under their names: what is written into deleted ones is soon lost."""

from __future__ import annotations

import os
from pathlib import Path

from store.companions import beside
from store.errors import StoreUnwritable


class FilesInPlace:
    """The store's file and its WAL as the writer opened them."""

    def __init__(self, path: Path) -> None:
        """Made while the writer's connection is open, since SQLite then keeps both files where they are."""
        self._path = path
        self._wal_path = beside(path, "-wal")
        self._file = _identity(path)
        self._wal: tuple[int, int] | None = None

    def check(self) -> None:
        """Two looks at the folder, microseconds; within a transaction. Raises StoreUnwritable if one has gone."""
        wal = _identity(self._wal_path)
        self._wal = self._wal or wal
        if _identity(self._path) != self._file:
            raise StoreUnwritable(
                f"{self._path}: the store was moved or deleted while it was written, or another file put in its place; "
                "start again to go on with what is there now"
            )
        if wal != self._wal:
            raise StoreUnwritable(
                f"{self._wal_path}: was moved or deleted while the store was written; leave it beside the store, and "
                "start again"
            )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
