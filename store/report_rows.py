"""Reports as the rules in `story` take them, from the store's rows; for the writer and for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.claim_rows import CLAIM_COLUMNS, CLAIM_WIDTH, claim_of
from store.cleaning import storable
from store.moments import from_text, to_text
from store.passage_rows import PASSAGE_COLUMNS, passage_of
from story import OWN, Claim, Origin, Report, TimeInterval, outlet_key

if TYPE_CHECKING:
    import sqlite3

REPORTS = f"""
SELECT facts.key, reports.article_id, reports.revision_id, reports.claim_id, reports.passage_id, outlets.name,
    reports.publisher, reports.at, reports.not_before, reports.not_after, reports.basis, reports.origin,
    reports.origin_how, reports.origin_key, reports.withdrawn_at, reports.is_superseded,
    {CLAIM_COLUMNS}, {PASSAGE_COLUMNS}
FROM reports
JOIN facts ON facts.id = reports.fact_id
JOIN articles ON articles.id = reports.article_id
JOIN outlets ON outlets.id = articles.outlet_id
LEFT JOIN claims ON claims.id = reports.claim_id
LEFT JOIN passages ON passages.id = reports.passage_id
"""  # noqa: S608 the columns are ours
_EVIDENCE = 16  # where the claim's columns begin


def reports_of(connection: sqlite3.Connection, condition: str, parameters: tuple[Any, ...]) -> list[Report]:
    """The reports that meet a condition over facts and reports, in order of time."""
    found = connection.execute(f"{REPORTS} WHERE {condition} ORDER BY reports.at, reports.article_id", parameters)
    return [_report(row) for row in found.fetchall()]


def _report(row: tuple[Any, ...]) -> Report:
    claim_id, passage_id = row[3:5]
    claim, passage = row[_EVIDENCE : _EVIDENCE + CLAIM_WIDTH], row[_EVIDENCE + CLAIM_WIDTH :]
    return Report(
        fact_key=row[0],
        article_id=row[1],
        revision_id=row[2],
        evidence_id=passage_id if claim_id is None else claim_id,
        outlet=row[5],
        publisher=row[6],
        evidence=passage_of(passage) if claim_id is None else claim_of(claim),
        time=TimeInterval(from_text(row[8]), from_text(row[9]), from_text(row[7]), row[10]),
        origin=origin_from(*row[11:14]),
        withdrawn_at=from_text(row[14]),
        is_superseded=bool(row[15]),
    )


def origin_from(name: str, how: str, key: str) -> Origin:
    """The origin that three columns hold."""
    return Origin(name, how, "" if how == OWN or key == storable(outlet_key(name)) else key)


def evidence_columns(report: Report) -> dict[str, object]:
    """The two columns that lead to the words: one of them is NULL."""
    is_claim = isinstance(report.evidence, Claim)
    return {
        "claim_id": report.evidence_id if is_claim else None,
        "passage_id": None if is_claim else report.evidence_id,
    }


def time_columns(time: TimeInterval) -> dict[str, object]:
    """When: the best time and its bounds."""
    return {"at": to_text(time.best), "not_before": to_text(time.not_before), "not_after": to_text(time.not_after)}
