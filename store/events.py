"""The timeline's rows: one "fact" event a fact, "report" events for further outlets, "edit" and "article" events.

An event keeps its id when it moves, so that a reader's place in the timeline stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.cleaning import folded, storable
from store.history import History
from store.moments import to_text
from store.outlets import insert
from story import Claim, Report, RevisionClaims, Scope, edit_detail

if TYPE_CHECKING:
    from sqlite_utils import Database

Columns = dict[str, object]
EVENT_COLUMNS = (
    "at",
    "not_before",
    "not_after",
    "event",
    "label",
    "detail",
    "article_id",
    "revision_id",
    "fact_id",
    "claim_id",
    "words",
)


def refresh_fact_events(
    database: Database, fact_id: int, label: str, reports: Sequence[Report], first: Sequence[Report]
) -> None:
    """Makes a fact's events: "fact" at its first report, "report" at every other publisher's first one.

    A figure that articles only give as outdated ("raised from 73") is no event of its own; without reports the
    fact has none.
    """
    wanted: dict[str, tuple[str, Report]] = {}
    if any(not report.is_superseded for report in reports):
        leader = first[0]
        wanted[leader.publisher] = ("fact", leader)
        for report in sorted(reports, key=lambda report: (report.time.best, report.article_id)):
            if not report.is_superseded:
                wanted.setdefault(report.publisher, ("report", report))
    rows = {
        event if event == "fact" else f"report {report.publisher}": _fact_event(database, fact_id, event, label, report)
        for event, report in wanted.values()
    }
    known = []
    for row in database.execute(
        """
        SELECT events.id, outlets.publisher, events.at, events.not_before, events.not_after, events.event,
            events.label, events.detail, events.article_id, events.revision_id, events.fact_id, events.claim_id,
            events.words
        FROM events
        JOIN articles ON articles.id = events.article_id
        JOIN outlets ON outlets.id = articles.outlet_id
        WHERE events.fact_id = ?
        """,
        (fact_id,),
    ).fetchall():
        columns = dict(zip(EVENT_COLUMNS, row[2:], strict=True))
        known.append((row[5] if row[5] == "fact" else f"report {row[1]}", row[0], columns))
    _write(database, known, rows)


def _fact_event(database: Database, fact_id: int, event: str, label: str, report: Report) -> Columns:
    detail = storable(report.claim.source) or ""
    if report.claim.via:
        detail = f"{detail}, via {report.claim.via}" if detail else f"via {report.claim.via}"
    return {
        "at": to_text(report.time.best),
        "not_before": to_text(report.time.not_before),
        "not_after": to_text(report.time.not_after),
        "event": event,
        "label": label,
        "detail": detail,
        "article_id": report.article_id,
        "revision_id": report.revision_id,
        "fact_id": fact_id,
        "claim_id": report.evidence_id,
        "words": folded(f"{label} {detail} {report.outlet}"),
    }


def refresh_article_events(database: Database, history: History) -> None:
    """Makes an article's own events: "article" for a first text without figures of the story, "edit" for each later."""
    wanted: dict[str, Columns] = {}
    before: tuple[Claim, ...] = ()
    text = ""
    for revision, title in zip(history.revisions, history.titles, strict=True):
        claims = tuple(claim for _, claim in revision.claims)
        if revision is not history.revisions[0]:
            detail = edit_detail(before, claims, text, revision.text)
            wanted[f"edit {revision.revision_id}"] = _article_event(history, revision, "edit", title, detail)
        elif not any(claim.scope is Scope.EVENT for claim in claims):
            wanted[f"article {revision.revision_id}"] = _article_event(history, revision, "article", title, "")
        before, text = claims, revision.text
    known = []
    for row in database.execute(
        """
        SELECT id, at, not_before, not_after, event, label, detail, article_id, revision_id, fact_id, claim_id, words
        FROM events WHERE article_id = ? AND fact_id IS NULL
        """,
        (history.article_id,),
    ).fetchall():
        columns = dict(zip(EVENT_COLUMNS, row[1:], strict=True))
        known.append((f"{columns['event']} {columns['revision_id']}", row[0], columns))
    _write(database, known, wanted)


def _article_event(history: History, revision: RevisionClaims, event: str, title: str, detail: str) -> Columns:
    time = revision.appeared
    label, detail = title or "(without a title)", storable(detail)
    return {
        "at": to_text(time.best),
        "not_before": to_text(time.not_before),
        "not_after": to_text(time.not_after),
        "event": event,
        "label": label,
        "detail": detail,
        "article_id": history.article_id,
        "revision_id": revision.revision_id,
        "fact_id": None,
        "claim_id": None,
        "words": folded(f"{label} {detail} {history.outlet}"),
    }


def _write(database: Database, known: Sequence[tuple[str, int, Columns]], wanted: dict[str, Columns]) -> None:
    """Makes the known events (name, id, columns) the wanted ones, writing only what differs."""
    missing = dict(wanted)
    for name, event_id, columns in known:
        new = missing.pop(name, None)
        if new is None:
            database.execute("DELETE FROM events WHERE id = ?", (event_id,))
        elif new != columns:
            assignments = ", ".join(f"{column} = :{column}" for column in new)
            database.execute(
                f"UPDATE events SET {assignments} WHERE id = :id",  # noqa: S608 the columns are ours
                {**new, "id": event_id},
            )
    for columns in missing.values():
        insert(database, "events", columns)
