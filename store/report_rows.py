"""Reports as the rules in `story` take them, from the store's rows; for the writer and for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.claim_rows import CLAIM_COLUMNS, claim_of
from store.moments import from_text
from story import Origin, Report, TimeInterval

if TYPE_CHECKING:
    import sqlite3

REPORTS = f"""
SELECT facts.key, reports.article_id, reports.revision_id, reports.claim_id, outlets.name, outlets.publisher,
    reports.at, reports.not_before, reports.not_after, reports.basis, reports.origin, reports.origin_how,
    reports.withdrawn_at, reports.is_superseded, {CLAIM_COLUMNS}
FROM facts
JOIN reports ON reports.fact_id = facts.id
JOIN claims ON claims.id = reports.claim_id
JOIN articles ON articles.id = reports.article_id
JOIN outlets ON outlets.id = articles.outlet_id
"""  # noqa: S608 the columns are ours


def reports_of(connection: sqlite3.Connection, condition: str, parameters: tuple[Any, ...]) -> list[Report]:
    """The reports that meet a condition over facts and reports, in order of time."""
    found = connection.execute(f"{REPORTS} WHERE {condition} ORDER BY reports.at, reports.article_id", parameters)
    return [
        Report(
            fact_key=row[0],
            article_id=row[1],
            revision_id=row[2],
            evidence_id=row[3],
            outlet=row[4],
            publisher=row[5],
            evidence=claim_of(row[14:]),
            time=TimeInterval(from_text(row[7]), from_text(row[8]), from_text(row[6]), row[9]),
            origin=Origin(row[10], row[11]),
            withdrawn_at=from_text(row[12]),
            is_superseded=bool(row[13]),
        )
        for row in found.fetchall()
    ]
