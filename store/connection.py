"""Connections to the store's file: which pragmas, and its errors in the words of people."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from store.companions import beside
from store.engine import MINIMUM_VERSION, sqlite
from store.errors import StoreError, StoreMissing, StoreTooNew, StoreUnreadable, StoreUnwritable
from store.in_place import FilesInPlace
from store.schema import APPLICATION_ID, SCHEMA_VERSION

BUSY_TIMEOUT = 5000  # milliseconds
JOURNAL_SIZE_LIMIT = 32 * 1024 * 1024  # bytes that the WAL file keeps after a checkpoint
STATEMENTS = 1000  # kept prepared: a save makes more than Python's 128, each of which costs 0.1 ms to prepare anew
PAGE_CACHE = 32 * 1024  # KiB of the file that the writer keeps in memory


def connect_for_writing(path: Path) -> sqlite.Connection:
    """A connection that may write, checked to be a store (or an empty file) of a schema that we know.

    Raises StoreUnwritable and StoreTooNew.
    """
    if sqlite.sqlite_version_info < MINIMUM_VERSION:
        raise StoreUnwritable(f"{path}: SQLite {sqlite.sqlite_version} is too old; install pysqlite3 beside storywatch")
    if path.is_dir():
        raise StoreUnwritable(f"{path}: a folder, not a store; name a file")
    with writing_errors(path):
        connection = sqlite.connect(
            str(path), isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS
        )
        with ExitStack() as undo:
            undo.callback(connection.close)
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
            _check_is_ours(connection, path)
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{PAGE_CACHE}")
            connection.execute(f"PRAGMA journal_size_limit = {JOURNAL_SIZE_LIMIT}").fetchone()
            undo.pop_all()  # it is good: it stays open
    return connection


def connect_for_reading(path: Path, *, is_any_schema: bool = False) -> sqlite.Connection:
    """A connection that can't write. Raises StoreMissing, StoreTooNew and StoreUnreadable.

    `is_any_schema` takes a store of an older schema too: to copy it, not to read it.
    """
    if not is_there(path):
        raise StoreMissing(f"{path}: there is no store here yet; `storywatch poll` makes one")
    if path.is_dir():
        raise StoreUnreadable(f"{path}: a folder, not a store; name a file")
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    if frozen_at(path) is not None:
        address += "&immutable=1"
    with reading_errors(path):
        connection = sqlite.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        with ExitStack() as undo:
            undo.callback(connection.close)
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
            connection.execute("PRAGMA query_only = ON")
            version = _check_is_ours(connection, path)
            if version == 0:
                raise StoreMissing(f"{path}: the store is still empty; `storywatch poll` fills it")
            if version < SCHEMA_VERSION and not is_any_schema:
                raise StoreUnreadable(
                    f"{path}: written by an older storywatch (schema {version}, this one reads {SCHEMA_VERSION}); "
                    "`storywatch poll --once` brings it up to date"
                )
            undo.pop_all()
    return connection


def is_there(path: Path) -> bool:
    """Whether there is a file at this path. Raises StoreUnreadable where this user may not look for it."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        advice = "; its owner, or a member of its group, may" if isinstance(error, PermissionError) else ""
        raise StoreUnreadable(f"{path}: this user can't look there ({reason}){advice}") from error
    return True


def frozen_at(path: Path) -> int | None:
    """When a store that can only be read as it stands was last changed, in nanoseconds; None if it isn't such a store.

    Nobody writes it, and this user can't make files in its folder: no place for WAL's shared memory, so SQLite has to
    be told that nothing will change. What it then reads holds until somebody does write, which shows here.
    """
    try:
        if os.access(os.path.dirname(beside(path, "")), os.W_OK) or beside(path, "-wal").exists():
            return None
        return path.stat().st_mtime_ns
    except OSError:
        return None


def _check_is_ours(connection: sqlite.Connection, path: Path) -> int:
    """The schema version of the file, 0 if nothing is in it. Raises StoreTooNew, StoreUnreadable."""
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    if application_id != APPLICATION_ID:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE name <> '_sqlite_migrations'").fetchall()
        own = {"_sqlite_migrations", "sqlite_sequence"}
        if application_id or any(name not in own and "_sqlite_migrations" not in name for (name,) in tables):
            raise StoreUnreadable(f"{path}: another program's database, not a store; name another file")
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoreTooNew(path, version, SCHEMA_VERSION)
    return version


_DAMAGED = "the store is damaged; move it away and start anew, or restore a backup"
_REASONS = {  # the beginning of SQLite's name for the error; the first that fits counts
    "SQLITE_READONLY_DBMOVED": "the store was moved or deleted while it was written; start again",
    "SQLITE_FULL": "the disk is full; free some space, nothing that was saved is lost",
    "SQLITE_READONLY": "the store can't be written; check the permissions of the file and its folder",
    "SQLITE_CANTOPEN": "the file can't be opened; check that its folder is there and its permissions",
    "SQLITE_PERM": "permission denied; check the permissions of the file and its folder",
    "SQLITE_NOTADB": "not a store (not an SQLite file); name another file, or move it away",
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_IOERR": "the disk gave an error; check the disk, its free space and any limit on the size of files",
    "SQLITE_BUSY": "another program keeps the store locked; close it and try again",
    "SQLITE_LOCKED": "another program keeps the store locked; close it and try again",
    "SQLITE_PROTOCOL": "another program keeps the store locked; close it and try again",
    "SQLITE_TOOBIG": "a text is too large for the store",
}


_FOREIGN_TABLES = re.compile("no such (table|column): |has no column named ")  # before a release the schema may change


_NAMES = {  # of errors that come without theirs, as those of a backup do
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database is locked": "SQLITE_BUSY",
}


def error_name(error: sqlite.Error) -> str:
    """SQLite's own name for an error, such as "SQLITE_FULL"; "" if it has none."""
    return getattr(error, "sqlite_errorname", None) or _NAMES.get(str(error), "")


def _reason(error: sqlite.Error) -> str | None:
    """What an SQLite error means for people; None if it is a bug of ours."""
    name = error_name(error)
    if "Could not decode to UTF-8" in str(error):
        return _DAMAGED
    if name == "SQLITE_ERROR" and _FOREIGN_TABLES.search(str(error)):
        return f"another version of storywatch laid out its tables ({error}); move it away, or name another file"
    for start, reason in _REASONS.items():
        if name.startswith(start):
            return reason
    return None


@contextmanager
def writing_errors(path: Path) -> Iterator[None]:
    """Turns what the disk or another program did to a writer into StoreUnwritable; bugs pass unchanged."""
    with _store_errors(path, StoreUnwritable):
        yield


@contextmanager
def reading_errors(path: Path) -> Iterator[None]:
    """Turns what the disk or another program did to a reader into StoreUnreadable; bugs pass unchanged."""
    with _store_errors(path, StoreUnreadable):
        yield


@contextmanager
def _store_errors(path: Path, error_class: type[StoreError]) -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as error:  # bytes that no writer of ours puts there, or an error message that quotes them
        raise error_class(f"{path}: {_DAMAGED}") from error
    except sqlite.IntegrityError as error:
        if not _is_damaged(path):
            raise
        raise error_class(f"{path}: {_DAMAGED}") from error
    except sqlite.Error as error:
        reason = _reason(error)
        if reason is None:
            raise
        raise error_class(f"{path}: {reason}") from error
    except StoreUnreadable as error:
        raise error_class(str(error)) from error


def _is_damaged(path: Path) -> bool:
    """Whether the file's tables and indexes disagree: what looks like a bug of ours may be the disk's."""
    try:
        with closing(sqlite.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",))
    except (sqlite.Error, UnicodeDecodeError):
        return True


@contextmanager
def transaction(connection: sqlite.Connection, path: Path, files: FilesInPlace) -> Iterator[None]:
    """All or nothing, locked for writing from the start; nothing if the files have been taken away meanwhile.

    A deferred BEGIN that reads and then writes fails at once with "database is locked"; IMMEDIATE waits instead.
    """
    with writing_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            files.check()
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:  # not committed, for whatever reason
                connection.execute("ROLLBACK")
