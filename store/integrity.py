"""Whether a store is whole: the file, the full-text indexes, the foreign keys, and all that store.findings asks."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from store.connection import connect_for_reading, error_name, reading_errors
from store.engine import sqlite
from store.errors import StoreUnreadable
from store.findings import FINDINGS

_FULL_TEXT = {
    "revisions_fts": "the full-text index doesn't agree with the texts",
    "events_fts": "the index of words doesn't agree with the timeline",
}


def integrity(path: Path, progress: Callable[[int, int], None] | None = None) -> list[str]:
    """What is wrong with a store, one line each; empty if it is whole. Reads everything: seconds for a large store.

    `progress` is told how many of how many checks are done. Raises StoreMissing, StoreTooNew and StoreUnreadable as
    `open_reader` does. The full-text indexes are compared with the texts in a temporary copy, since that check is a
    write to SQLite.
    """
    path = Path(path)
    checks: list[Callable[[sqlite.Connection], list[str]]] = [
        file_problems,
        *(_finding(statement) for statement in FINDINGS),
        lambda connection: _full_text_problems_of_a_copy(connection, path),
    ]
    with closing(connect_for_reading(path)) as connection, reading_errors(path):
        connection.execute("BEGIN")  # all checks see one moment, while a poller writes
        problems = []
        for done, check in enumerate(checks, 1):
            problems += check(connection)
            if progress:
                progress(done, len(checks))
        return problems


def quick_check(path: Path, seconds: float) -> list[str] | None:
    """What a first look finds wrong with the file's pages, one line each; None if so many seconds didn't suffice.

    Doesn't hold indexes to their tables. Raises as `integrity` does.
    """
    path = Path(path)
    until = time.monotonic() + seconds
    with closing(connect_for_reading(path)) as connection, reading_errors(path):
        connection.set_progress_handler(lambda: time.monotonic() > until, 10_000)
        try:
            found = [str(row[0]) for row in connection.execute("PRAGMA quick_check").fetchall()]
        except sqlite.OperationalError as error:
            if error_name(error) != "SQLITE_INTERRUPT":
                raise
            return None
        return [] if found == ["ok"] else [line for text in found for line in text.splitlines()]


def file_problems(connection: sqlite.Connection) -> list[str]:
    """What is wrong with the file's pages and indexes, and rows that point to no row."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check").fetchall()]
    problems = [] if found == ["ok"] else [f"the file: {line}" for text in found for line in text.splitlines()]
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        problems.append(f"{table} {row_id}: points to a row of {parent} that isn't there")
    return problems


def full_text_problems(copy: sqlite.Connection) -> list[str]:
    """What is wrong with the full-text indexes of a store that nobody else uses and that may be written."""
    problems = []
    for index, problem in _FULL_TEXT.items():
        try:
            copy.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 ours
        except sqlite.DatabaseError as error:
            problems.append(f"{problem}: {error}")
    return problems


def _finding(statement: str) -> Callable[[sqlite.Connection], list[str]]:
    return lambda connection: [str(row[0]) for row in connection.execute(statement).fetchall()]


def _full_text_problems_of_a_copy(connection: sqlite.Connection, path: Path) -> list[str]:
    with closing(sqlite.connect("", isolation_level=None)) as copy:  # a temporary file of SQLite's own
        try:
            connection.backup(copy)
        except sqlite.DatabaseError as error:
            if error_name(error).startswith(("SQLITE_FULL", "SQLITE_IOERR")):
                raise StoreUnreadable(
                    f"{path}: no room for the temporary copy in which the full-text indexes are checked; free some "
                    "space, or name a folder that has it in SQLITE_TMPDIR"
                ) from error
            return [f"the full-text indexes can't be read: {error}"]
        return full_text_problems(copy)
