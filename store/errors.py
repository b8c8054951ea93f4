"""What can go wrong with a store, each as one line for people: what, where, what to do."""

from __future__ import annotations

from pathlib import Path


class StoreError(Exception):
    """A store can't be used as asked; its text is one line for people."""


class StoreMissing(StoreError):
    """There is no store at this path yet, or its writer hasn't laid it out yet."""


class StoreBusy(StoreError):
    """Another process writes to this store. `pid` is that process, None if it couldn't be read."""

    def __init__(self, path: Path, pid: int | None) -> None:
        self.pid = pid
        who = f"process {pid}" if pid else "another process"
        super().__init__(f"{path}: {who} is already writing to this store; stop it first, or name another store")


class StoreTooNew(StoreError):
    """A newer storywatch wrote this store."""

    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(
            f"{path}: written by a newer storywatch (schema {version}, this one knows {known}); "
            "update storywatch, or name another store"
        )


class StoreUnreadable(StoreError):
    """The file is there but can't be read: no permission, corrupt, not a store, or of an older schema."""


class StoreUnwritable(StoreError):
    """The store can't be written: read-only folder, full disk, corrupt, or not a store. Nothing was half written."""


class RequestRefused(Exception):
    """What somebody asked of the store's writer can't be done; its text is one line for people."""
