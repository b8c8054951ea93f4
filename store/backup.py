"""A copy of a store while it is written: of one moment, checked, and put in place whole or not at all.

It is made from a connection that only reads. SQLite's danger before 3.51.3 is two connections that write or checkpoint
at one moment; a read-only one does neither, so the poller needn't stop or be asked (decisions/0012).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from store.companions import beside
from store.connection import connect_for_reading, error_name, reading_errors, writing_errors
from store.engine import sqlite
from store.errors import RequestRefused, StoreUnreadable, StoreUnwritable
from store.inbox import waiting_requests
from store.integrity import file_problems, full_text_problems
from store.lock import writer_pid

PAGES = 2_500  # of the file that are copied between two words of progress: about 10 MB
ABANDONED = 3600  # seconds after which the unfinished copy of a backup that was killed is removed
COUNTED = ("articles", "revisions", "claims", "facts", "reports", "marks")

Progress = Callable[[str, int, int], None]  # what is being done, steps done, steps in all


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is in place. `rows` counts what people ask for, by table; `size` is bytes.

    `waiting` requests stood in the inbox: they are no part of the store yet, nor of the backup.
    """

    path: Path
    size: int
    rows: dict[str, int]
    waiting: int


def back_up(
    path: Path, target: Path, *, replace: bool = False, progress: Progress | None = None, is_any_schema: bool = False
) -> Backup:
    """Copies the store at `path` into the file `target`, which isn't there before it is whole and checked.

    `replace` overwrites a file of that name; `is_any_schema` takes a store of an older schema too. Raises
    RequestRefused if the target can't be one, StoreUnwritable if it can't be written, StoreMissing, StoreTooNew and
    StoreUnreadable for the store; nothing is in place then.
    """
    path, target = Path(path), Path(target)
    check_target(path, target, replace=replace)
    tell = progress or (lambda words, done, steps: None)
    with _unfinished(target, path) as unfinished:
        with closing(connect_for_reading(path, is_any_schema=is_any_schema)) as store:
            with reading_errors(path):
                store.execute("BEGIN")
                rows = _count_rows(store)  # the first look fixes the moment whose rows are copied
            _copy(store, path, unfinished, target, tell)
        problems = _problems(unfinished, target, rows, tell)
        if problems:
            raise StoreUnreadable(
                f"{path}: no backup was made, the copy is damaged ({problems[0]}); keep older backups, and see "
                "`storywatch check --store`"
            )
        size = unfinished.stat().st_size
        _put_in_place(unfinished, target, replace=replace)
    return Backup(target, size, {table: rows[table] for table in COUNTED if table in rows}, waiting_requests(path))


def check_target(path: Path, target: Path, *, replace: bool) -> None:
    """Whether a backup may be put there. Raises RequestRefused."""
    if os.path.isdir(target):
        raise RequestRefused(f"{target}: a folder; name a file, or ask for dated files in it with --keep")
    with suppress(OSError):
        if os.path.samefile(path, target):
            raise RequestRefused(f"{target}: the store itself; name another file for its backup")
    if (pid := writer_pid(target)) is not None:
        raise RequestRefused(f"{target}: process {pid or '?'} writes this store; name another file for the backup")
    for companion in ("-wal", "-journal"):
        left = beside(target, companion)
        if os.path.exists(left):  # SQLite would take its old changes for the backup's own
            raise RequestRefused(f"{left}: belongs to a store that was there; move it away first")
    if not replace and os.path.lexists(target):
        raise RequestRefused(f"{target}: is there already; name another file, or overwrite it with --force")


@contextmanager
def _unfinished(target: Path, path: Path) -> Iterator[Path]:
    """An empty file beside the target, with the store's permissions, which is gone afterwards."""
    start = f".{target.name}."
    with suppress(OSError):
        for left in target.parent.iterdir():
            if left.name.startswith(start) and left.name.endswith(".unfinished"):
                with suppress(OSError):
                    if time.time() - left.stat().st_mtime > ABANDONED:
                        left.unlink()
    unfinished = target.with_name(f"{start}{os.getpid()}-{time.monotonic_ns()}.unfinished")
    mode = 0o600
    with suppress(OSError):  # no store, or none that may be looked at: said when it is read
        mode = path.stat().st_mode & 0o777
    with _file_errors(target):
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode))
    try:
        yield unfinished
    finally:
        for file in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _copy(store: sqlite.Connection, path: Path, unfinished: Path, target: Path, tell: Progress) -> None:
    """The store's pages as they were at the moment that its connection looks at."""
    with writing_errors(target), closing(sqlite.connect(str(unfinished), isolation_level=None)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # it is brought to the disk once, before it is put in place
        try:
            store.backup(copy, pages=PAGES, progress=lambda _, left, pages: tell("copying", pages - left, pages))
        except sqlite.DatabaseError as error:
            if _is_damage(error):
                raise StoreUnreadable(
                    f"{path}: the store is damaged, so there is nothing good to copy; {error}"
                ) from error
            raise


def _problems(unfinished: Path, target: Path, rows: dict[str, int], tell: Progress) -> list[str]:
    """What is wrong with the copy, and so with the store: a copy of a sound one is sound."""
    with writing_errors(target), closing(sqlite.connect(str(unfinished), isolation_level=None)) as copy:
        try:
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file, readable on a read-only disk too
            tell("checking", 0, 3)
            problems = file_problems(copy)
            tell("checking", 1, 3)
            problems += full_text_problems(copy)
            tell("checking", 2, 3)
            if _count_rows(copy) != rows:
                problems.append("it hasn't as many rows as the store")
            tell("checking", 3, 3)
        except sqlite.DatabaseError as error:
            if not _is_damage(error):
                raise
            return [str(error)]
        except UnicodeDecodeError:
            return ["a text is no text"]
        return problems


def _is_damage(error: sqlite.DatabaseError) -> bool:
    return error_name(error).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _count_rows(connection: sqlite.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 the schema's names
        for (name,) in tables
    }


def _put_in_place(unfinished: Path, target: Path, *, replace: bool) -> None:
    """Brings the copy to the disk and gives it its name. Raises RequestRefused if another came to be there."""
    with _file_errors(target):
        _sync(unfinished, os.O_RDWR)
        if replace:
            unfinished.replace(target)
        else:
            try:
                os.link(unfinished, target)  # unlike a renaming it never overwrites
            except FileExistsError:
                raise RequestRefused(f"{target}: came to be there meanwhile; it was left as it is") from None
            except OSError:  # a file system without links
                unfinished.rename(target)
        _sync(target.parent, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _file_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreUnwritable(
            f"{target}: can't be written ({reason}); check its folder and the disk's space"
        ) from error
