"""How a store's schema grows: each step once, in order, whole or not at all.

A new step goes to the end, with its number in `PRAGMA user_version`; steps that were released never change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from store.schema import APPLICATION_ID, FIRST_SCHEMA

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
