"""Whether a store is whole: the file, the full-text indexes, the foreign keys, and all that store.findings asks."""

from __future__ import annotations

from pathlib import Path

from store.connection import connect_for_reading, reading_errors
from store.engine import sqlite
from store.findings import FINDINGS

_FULL_TEXT = {
    "revisions_fts": "the full-text index doesn't agree with the texts",
    "events_fts": "the index of words doesn't agree with the timeline",
}


def integrity(path: Path) -> list[str]:
    """What is wrong with a store, one line each; empty if it is whole. Reads everything: seconds for a large store.

    Raises StoreMissing, StoreTooNew and StoreUnreadable as `open_reader` does. The full-text index is compared with
    the texts in a temporary copy, since that check is a write to SQLite.
    """
    path = Path(path)
    connection = connect_for_reading(path)
    try:
        with reading_errors(path):
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check").fetchall()]
            problems = [] if found == ["ok"] else [f"the file: {line}" for line in found]
            for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
                problems.append(f"{table} {row_id}: points to a row of {parent} that isn't there")
            for statement in FINDINGS:
                problems += [str(row[0]) for row in connection.execute(statement).fetchall()]
            return problems + _full_text_problems(connection)
    finally:
        connection.close()


def _full_text_problems(connection: sqlite.Connection) -> list[str]:
    problems = []
    copy = sqlite.connect("", isolation_level=None)  # a temporary file of SQLite's own
    try:
        connection.backup(copy)
        for index, problem in _FULL_TEXT.items():
            try:
                copy.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 ours
            except sqlite.DatabaseError as error:
                problems.append(f"{problem}: {error}")
    except sqlite.DatabaseError as error:
        problems.append(f"the full-text indexes can't be read: {error}")
    finally:
        copy.close()
    return problems
