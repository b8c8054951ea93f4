"""`storywatch backup`: a copy of the store, also while it is polled into."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from store import Backup, StoreUnwritable, back_up
from storywatch import exits, plain
from storywatch.commands import settings_of
from storywatch.serial import to_json


@click.command("backup", epilog="Example: storywatch backup --keep 7 ~/backups")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite a file of that name.")
@click.option("--keep", type=click.IntRange(min=1), help="TARGET is a folder: add a dated file, keep so many of them.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, target: Path, force: bool, keep: int | None, as_json: bool) -> int:
    """Copy the store into the file TARGET, while the poller runs or not.

    The copy is of one moment, is checked, and stands under its name only when it is whole. To restore it: stop the
    poller, move the store with its -wal and -shm files away, and put the copy in its place. Exit codes: 0 done,
    65 TARGET is taken, 74 the store can't be read or TARGET can't be written.
    """
    settings = settings_of(ctx)
    store = settings.store_path
    target = target.expanduser()
    if keep is not None:
        _make_folder(target)
        target = target / dated_name(store, datetime.now(UTC))
    if as_json or not sys.stderr.isatty():
        backup = back_up(store, target, replace=force)
    else:
        with click.progressbar(length=1, label="copying", file=sys.stderr) as bar:
            backup = back_up(store, target, replace=force, progress=lambda *step: _tell(bar, *step))
    removed = remove_older(target.parent, store, keep) if keep is not None else []
    if as_json:
        click.echo(to_json({**_summary(backup), "removed": [str(path) for path in removed]}))
        return exits.OK
    for line in _lines(backup, removed):
        click.echo(line)
    return exits.OK


def dated_name(store: Path, now: datetime) -> str:
    """The name of a backup made now: `bamako-20240919T091200Z.db`; names sort by time."""
    return f"{store.stem}-{now:%Y%m%dT%H%M%SZ}{store.suffix}"


def remove_older(folder: Path, store: Path, keep: int) -> list[Path]:
    """Removes this store's dated backups beyond the latest `keep`; nothing else in the folder. Returns what went."""
    shape = re.compile(rf"{re.escape(store.stem)}-\d{{8}}T\d{{6}}Z{re.escape(store.suffix)}")
    dated = sorted(path for path in folder.iterdir() if shape.fullmatch(path.name) and path.is_file())
    removed = []
    for path in dated[:-keep]:
        with suppress(OSError):  # it will be tried again after the next backup
            path.unlink()
            removed.append(path)
    return removed


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreUnwritable(f"{folder}: can't be made a folder ({reason}); name another") from error


def _summary(backup: Backup) -> dict[str, Any]:
    return {"path": str(backup.path), "size": backup.size, "rows": backup.rows, "requests_waiting": backup.waiting}


def _lines(backup: Backup, removed: list[Path]) -> list[str]:
    rows = ", ".join(plain.counted(count, table.removesuffix("s")) for table, count in backup.rows.items())
    lines = [f"{backup.path}: {backup.size / 1e6:,.1f} MB, checked: {rows}"]
    if backup.waiting:
        lines.append(
            f"{plain.counted(backup.waiting, 'request')} in the inbox are no part of it: no poller took them up"
        )
    lines += [f"removed {path}" for path in removed]
    return lines


def _tell(bar: Any, words: str, done: int, steps: int) -> None:
    if bar.label != words:
        bar.label, bar.pos = words, 0
    bar.length = max(steps, 1)
    bar.update(done - bar.pos)
