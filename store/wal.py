"""The write-ahead log beside the store: it grows for as long as a reader doesn't end what it reads."""

from __future__ import annotations

import os
from pathlib import Path

from store.companions import beside
from store.connection import JOURNAL_SIZE_LIMIT

LARGE_WAL = 2 * JOURNAL_SIZE_LIMIT  # bytes; without such a reader it stays under the limit but for the largest saves


def wal_size(path: Path) -> int:
    """The size of the store's write-ahead log in bytes; 0 if there is none."""
    try:
        return os.stat(beside(path, "-wal")).st_size
    except OSError:
        return 0


def wal_warning(path: Path) -> str | None:
    """One line on a write-ahead log that has grown large, with who may keep it from shrinking; None if it hasn't.

    After a reader that took long, the log shrinks with the next save; without a writer it keeps its size.
    """
    if (size := wal_size(path)) <= LARGE_WAL:
        return None
    others = (
        ", ".join(f"{name} (process {pid})" for pid, name in processes_with(path)) or "nobody that can be seen here"
    )
    return (
        f"{path}-wal: {size / 1e6:,.0f} MB, because a program keeps reading at one point; close what has the store "
        f"open and doesn't move on: {others}"
    )


def processes_with(path: Path) -> list[tuple[int, str]]:
    """Other processes that have the store open, with their names: those that this user may look into (Linux)."""
    names = {str(beside(path, "")), str(beside(path, "-wal"))}
    found = []
    for pid in _other_processes():
        try:
            handles = os.listdir(f"/proc/{pid}/fd")
        except OSError:  # gone, or another user's
            continue
        if any(_target(f"/proc/{pid}/fd/{handle}") in names for handle in handles):
            found.append((pid, _name(pid)))
    return found


def _other_processes() -> list[int]:
    try:
        names = os.listdir("/proc")
    except OSError:
        return []
    return sorted(int(name) for name in names if name.isdigit() and int(name) != os.getpid())


def _target(link: str) -> str | None:
    try:
        return os.readlink(link)
    except OSError:
        return None


def _name(pid: int) -> str:
    try:
        text = Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "?"
    return "".join(letter for letter in text if letter.isprintable())
