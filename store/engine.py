"""Which SQLite the store runs on: pysqlite3's newer one where it is installed, else Python's own.

Nothing else in the program may open the store's file with another of the two: SQLite's locks belong to the process, so
two libraries in one process don't see each other's, and closing the file in one frees the locks of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3 as sqlite
else:  # the same choice as sqlite-utils makes, so that both speak of the same classes
    try:
        import pysqlite3 as sqlite
    except ImportError:
        import sqlite3 as sqlite

__all__ = ["MINIMUM_VERSION", "SAFE_VERSION", "sqlite", "sqlite_version", "sqlite_warning"]

MINIMUM_VERSION = (3, 38, 0)  # STRICT tables, row values, window functions
SAFE_VERSION = (3, 51, 3)  # before it, two connections that checkpoint at one moment can corrupt a WAL file


def sqlite_version() -> str:
    """The version of SQLite that the store runs on, such as "3.53.4"."""
    return sqlite.sqlite_version


def sqlite_warning() -> str | None:
    """One line if this SQLite has the WAL bug that was mended in 3.51.3, else None."""
    if sqlite.sqlite_version_info >= SAFE_VERSION:
        return None
    return (
        f"SQLite {sqlite.sqlite_version} can in rare moments corrupt a store that is read while written; "
        "install pysqlite3 beside storywatch, or a Python with SQLite 3.51.3 or newer"
    )
