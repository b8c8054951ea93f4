"""From a mark's target to the claim or passage that it means now, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.claim_rows import CLAIM_COLUMNS, claim_of
from store.passage_rows import PASSAGE_COLUMNS, passage_of
from story import Claim, EvidenceTarget, Passage, evidence_target, is_meant

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """A table of evidence with its columns, and what reads a row of them."""

    name: str
    columns: str
    read: Callable[[tuple[Any, ...]], Claim | Passage]

    @property
    def rows(self) -> str:
        """The query of its rows: id, article, number of the revision, then `columns`."""
        return f"""
            SELECT {self.name}.id, revisions.article_id, revisions.number, {self.columns}
            FROM revisions JOIN {self.name} ON {self.name}.revision_id = revisions.id
        """  # noqa: S608 the names are ours


CLAIMS = EvidenceTable("claims", CLAIM_COLUMNS, claim_of)
PASSAGES = EvidenceTable("passages", PASSAGE_COLUMNS, passage_of)


def find_evidence(
    connection: sqlite3.Connection, table: EvidenceTable, evidence_id: int
) -> tuple[int, int, Claim | Passage] | None:
    """The claim or passage of this id: its article, the number of its revision, itself. None if there is none."""
    row = connection.execute(f"{table.rows} WHERE {table.name}.id = ?", (evidence_id,)).fetchone()
    return None if row is None else (row[1], row[2], table.read(tuple(row[3:])))


def target_of(connection: sqlite3.Connection, table: EvidenceTable, evidence_id: int) -> EvidenceTarget | None:
    """How a mark names the claim or passage of this id; None if there is none (any more)."""
    found = find_evidence(connection, table, evidence_id)
    return None if found is None else evidence_target(*found)


def evidence_meant(connection: sqlite3.Connection, target: EvidenceTarget) -> int | None:
    """The id of what the target means now in its own revision; None if it isn't read there any more."""
    table = PASSAGES if target.is_passage else CLAIMS
    found = connection.execute(
        f"{table.rows} WHERE revisions.article_id = ? AND revisions.number = ? ORDER BY abs(text_start - ?)",
        (target.article_id, target.revision, target.start),
    )
    for evidence_id, _, number, *columns in found.fetchall():
        if is_meant(target, number, table.read(tuple(columns))):
            return int(evidence_id)
    return None
