"""Claims kept with their revision, each led to the fact that it gives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from store.claim_rows import CLAIM_COLUMNS, claim_columns, storable_claim
from store.facts import facts_of_keys
from story import Claim, fact_key

if TYPE_CHECKING:
    from sqlite_utils import Database

_NAMES = [name.partition(".")[2] for name in CLAIM_COLUMNS.split(", ")]
_INSERT = f"""
INSERT INTO claims (revision_id, fact_id, {", ".join(_NAMES)}) VALUES (?, ?, {", ".join("?" * len(_NAMES))})
"""  # noqa: S608 the columns are ours


def save_claims(database: Database, revision_id: int, claims: Iterable[Claim], text: str) -> None:
    """Keeps what a revision claims, in the order of its text."""
    kept = [storable_claim(claim, text) for claim in sorted(claims, key=lambda claim: claim.start)]
    keys = [fact_key(claim) for claim in kept]
    facts = facts_of_keys(database, zip(keys, kept, strict=True))
    rows = []
    for claim, key in zip(kept, keys, strict=True):
        columns = claim_columns(claim)
        rows.append((revision_id, facts[key], *(columns[name] for name in _NAMES)))
    database.conn.executemany(_INSERT, rows)
