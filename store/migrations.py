"""How a store's schema grows: each step once, in order, whole or not at all.

A new step goes to the end, with its number in `PRAGMA user_version`; steps that were released never change.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from store.backup import back_up
from store.companions import beside
from store.errors import RequestRefused, StoreError, StoreUnwritable
from store.schema import APPLICATION_ID, FIRST_SCHEMA, SCHEMA_VERSION

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("storywatch")


@migrations()
def m001_first_schema(database: Database) -> None:
    """Outlets, feeds, visits, entries, articles, revisions, claims, facts, reports, events and the poller."""
    for statement in FIRST_SCHEMA:
        database.execute(statement)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute("PRAGMA user_version = 1")


def bring_up_to_date(database: Database, path: Path) -> None:
    """Takes the steps that the store lacks; a copy of it as it was stays beside it, for the way back.

    A step that is interrupted leaves no trace and is taken at the next start. Raises StoreUnwritable if there is no
    room for the copy: nothing is changed then.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if 0 < version < SCHEMA_VERSION:
        try:
            back_up(path, copy_before(path, version), replace=True, is_any_schema=True)
        except (StoreError, RequestRefused) as error:
            raise StoreUnwritable(
                f"{error} (this was the copy that is kept before the store is brought up to date; nothing was changed)"
            ) from error
    migrations.apply(database)


def copy_before(path: Path, version: int) -> Path:
    """Where the copy is kept of a store that had this schema before it was brought up to date."""
    return beside(path, f".schema-{version}")
