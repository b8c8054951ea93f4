"""Facts: which fact a claim gives, who had each first, and how many outlets and origins carry it.

A fact is brought up to date from the reports that changed, never by reading all it has: a hot one has tens of
thousands. The rules are in `story`; this room asks, and writes what changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.cleaning import folded, storable
from store.moments import to_text
from store.outlets import insert
from store.report_rows import reports_of
from store.reports import ReportChange
from store.settings import StorySetting
from story import (
    Claim,
    FactType,
    Passage,
    Report,
    StoryContext,
    base_key,
    fact_key,
    fact_label,
    first_reports,
    origin_key,
    passage_label,
    report_voice,
)

if TYPE_CHECKING:
    from sqlite_utils import Database

_HISTORY = (
    "label",
    "qualifier",
    "group_name",
    "modality",
    "voice",
    "speaker",
    "speaker_class",
    "first_at",
    "first_not_before",
    "first_not_after",
    "first_outlets",
    "first_articles",
    "origin",
    "origin_how",
    "words",
)
_COUNTS = ("report_count", "withdrawn_count", "outlet_count", "origin_count", "last_at")
NAMES_LOOKED_AT = 200  # first reports of a merged fact, among which one that gives it in its own words is looked for

_FACT = f"SELECT key, {', '.join((*_COUNTS, *_HISTORY))} FROM facts WHERE id = ?"  # noqa: S608 the columns are ours
_SAVE_FACT = f"""
UPDATE facts SET {", ".join(f"{name} = ?" for name in (*_COUNTS, *_HISTORY))} WHERE id = ?
"""  # noqa: S608 the columns are ours
_SAVE_COUNTS_NOW = f"""
UPDATE facts SET {", ".join(f"{name} = ?" for name in _COUNTS)} WHERE id = ?
"""  # noqa: S608 the columns are ours
_SAVE_COUNTS = f"""
INSERT OR REPLACE INTO fact_counts (fact_id, known_from, {", ".join(_COUNTS)})
VALUES (?, ?, {", ".join("?" * len(_COUNTS))})
"""  # noqa: S608 the columns are ours
_SAVE_HISTORY = f"""
INSERT OR REPLACE INTO fact_history (fact_id, known_from, {", ".join(_HISTORY)})
VALUES (?, ?, {", ".join("?" * len(_HISTORY))})
"""  # noqa: S608 the columns are ours


def fact_of_claim(database: Database, claim: Claim) -> int:
    """The id of the fact that a claim gives, made if nobody gave it before."""
    return fact_of_key(database, fact_key(claim), claim)


def facts_of_keys(database: Database, evidence: Iterable[tuple[str, Claim | Passage]]) -> dict[str, int]:
    """`fact_of_key` for several at once: ids by key. Each comes with evidence, after which it is made if need be."""
    wanted: dict[str, Claim | Passage] = {}
    for key, given in evidence:
        wanted.setdefault(key, given)
    asked = json.dumps([storable(key) for key in wanted])
    found = database.execute("SELECT key, id FROM facts WHERE key IN (SELECT value FROM json_each(?))", (asked,))
    known = dict(found.fetchall())
    for key, given in wanted.items():
        if storable(key) not in known:
            known[storable(key)] = _add_fact(database, storable(key), given)
    return {key: known[storable(key)] for key in wanted}


def fact_of_key(database: Database, key: str, evidence: Claim | Passage) -> int:
    """The id of the fact with this key, made if there is none: without reports it isn't shown."""
    key = storable(key)
    row = database.execute("SELECT id FROM facts WHERE key = ?", (key,)).fetchone()
    return _add_fact(database, key, evidence) if row is None else int(row[0])


def _add_fact(database: Database, key: str, evidence: Claim | Passage) -> int:
    columns: dict[str, object] = {"key": key, "scope": evidence.scope.value, "is_partial": 0}
    if isinstance(evidence, Claim):
        columns |= {
            "type": FactType.FIGURE.value,
            "kind": evidence.kind.value,
            "low": evidence.low,
            "high": evidence.high,
            "party": evidence.party.value,
            "is_partial": int(evidence.partial),
        }
    else:
        columns["type"] = evidence.type.value
    return insert(database, "facts", columns)


def label_of(evidence: Claim | Passage, context: StoryContext | None) -> str:
    """What lists call the fact that a claim or passage gives."""
    return storable(fact_label(evidence) if isinstance(evidence, Claim) else passage_label(evidence, context))


@dataclass(frozen=True, slots=True)
class CountedFact:
    """A fact after its reports were counted.

    `first` are those who have it first: empty if it has no reports left, None if they are the same as before, because
    reports only came after them.
    """

    id: int
    label: str
    first: tuple[Report, ...] | None
    is_new: bool


_CARRIERS = "SELECT count(DISTINCT publisher), count(DISTINCT origin_key) FROM fact_sources WHERE fact_id = ?"


def count_fact(
    database: Database, fact_id: int, changes: Sequence[ReportChange], setting: StorySetting, known_at: str
) -> CountedFact:
    """Brings a fact's row up to date after these reports of it changed, and keeps how it stood before."""
    row = database.execute(_FACT, (fact_id,)).fetchone()
    key, reports_before, withdrawn_count, outlet_count, origin_count, last_at = row[: 1 + len(_COUNTS)]
    known = dict(zip(_HISTORY, row[1 + len(_COUNTS) :], strict=True))
    report_count = reports_before
    for change in changes:
        report_count += (change.after is not None) - (change.before is not None)
        withdrawn_count += _is_withdrawn(change.after) - _is_withdrawn(change.before)
    if _count_sources(database, fact_id, changes):
        outlet_count, origin_count = database.execute(_CARRIERS, (fact_id,)).fetchone()
    last_at = _last_at(database, fact_id, last_at, changes)
    counts = (report_count, withdrawn_count, outlet_count, origin_count, last_at)
    first: tuple[Report, ...] | None = None
    if not report_count:
        first, history = (), dict.fromkeys(_HISTORY) | _NOBODY
    elif reports_before and all(_follows(change, known["first_at"]) for change in changes):
        history = known
    else:
        first = _first_of_changes(changes) if not reports_before else read_first_reports(database, fact_id)
        history = _history(database, fact_id, key, first, setting)
    if history == known:  # most often: and no index need be touched
        database.execute(_SAVE_COUNTS_NOW, (*counts, fact_id))
    else:
        database.execute(_SAVE_FACT, (*counts, *history.values(), fact_id))
    database.execute(_SAVE_COUNTS, (fact_id, known_at, *counts))
    if history != known:
        _save_history(database, fact_id, history if report_count else None, known_at)
    return CountedFact(fact_id, str(history["label"]), first, not reports_before)


def _first_of_changes(changes: Sequence[ReportChange]) -> tuple[Report, ...]:
    """`read_first_reports` of a fact that had no reports before."""
    came = [change.after for change in changes if change.after is not None]
    return first_reports(sorted(came, key=lambda report: (report.time.best, report.article_id)))


def _follows(change: ReportChange, first_at: str) -> bool:
    """Whether a report only came, too late to be among the first, of a figure that it doesn't call outdated."""
    report = change.after
    if report is None or change.before is not None or report.is_superseded:
        return False
    return to_text(report.earliest)[:16] > first_at[:16]


def _save_history(database: Database, fact_id: int, columns: dict[str, Any] | None, known_at: str) -> None:
    """Ends what held of a fact until now; without columns nothing holds from now on."""
    database.execute(
        "UPDATE fact_history SET known_until = ? WHERE fact_id = ? AND known_until IS NULL AND known_from < ?",
        (known_at, fact_id, known_at),
    )
    if columns is None:
        database.execute("DELETE FROM fact_history WHERE fact_id = ? AND known_from = ?", (fact_id, known_at))
    else:
        database.execute(_SAVE_HISTORY, (fact_id, known_at, *columns.values()))


def _is_withdrawn(report: Report | None) -> bool:
    return report is not None and report.withdrawn_at is not None


def _count_sources(database: Database, fact_id: int, changes: Sequence[ReportChange]) -> bool:
    """Keeps count of who has the fact from where. Returns whether anybody came to have it from somewhere, or ceased."""
    others = False
    for change in changes:
        for report, step in ((change.before, -1), (change.after, 1)):
            if report is not None:
                (count,) = database.execute(
                    """
                    INSERT INTO fact_sources (fact_id, publisher, origin_key, report_count) VALUES (?, ?, ?, ?)
                    ON CONFLICT (fact_id, publisher, origin_key)
                    DO UPDATE SET report_count = report_count + excluded.report_count
                    RETURNING report_count
                    """,
                    (fact_id, storable(report.publisher), storable(origin_key(report)), step),
                ).fetchone()
                others |= count in (0, step)
    if any(change.before is not None for change in changes):
        database.execute("DELETE FROM fact_sources WHERE fact_id = ? AND report_count = 0", (fact_id,))
    return others


def _last_at(database: Database, fact_id: int, last_at: str | None, changes: Sequence[ReportChange]) -> str | None:
    """When the fact was last reported."""
    if any(change.before is not None and to_text(change.before.time.best) == last_at for change in changes):
        row = database.execute(
            "SELECT at FROM reports WHERE fact_id = ? AND known_until IS NULL ORDER BY at DESC LIMIT 1", (fact_id,)
        ).fetchone()
        return row[0] if row else None
    moments = [to_text(change.after.time.best) for change in changes if change.after is not None]
    return max([*moments, *([last_at] if last_at else [])], default=None)


def read_first_reports(database: Database, fact_id: int) -> tuple[Report, ...]:
    """Who has a fact first, from those of its reports that may have appeared by the minute of the earliest."""
    (earliest,) = database.execute(
        "SELECT at FROM reports WHERE fact_id = ? AND known_until IS NULL ORDER BY at LIMIT 1", (fact_id,)
    ).fetchone()
    return first_reports(
        reports_of(
            database.conn,
            "reports.fact_id = ? AND reports.known_until IS NULL AND reports.earliest <= ?",
            (fact_id, f"{earliest[:16]}:59Z"),
        )
    )


_NOBODY = {
    "label": "",
    "modality": "reported",
    "voice": "",
    "speaker_class": "unknown",
    "first_outlets": "[]",
    "first_articles": "[]",
    "origin": "",
    "origin_how": "own",
    "words": "",
}


def _naming_report(database: Database, fact_id: int, key: str, first: Report) -> Report:
    """The report after which a fact is called: its first one, but its own first one if others were merged into it."""
    own_key = base_key(key)
    if not isinstance(first.evidence, Claim) or storable(fact_key(first.evidence)) == own_key:
        return first
    found = database.execute(
        "SELECT id FROM reports WHERE fact_id = ? AND known_until IS NULL ORDER BY at, article_id LIMIT ?",
        (fact_id, NAMES_LOOKED_AT),
    ).fetchall()
    for (report_id,) in found:
        (report,) = reports_of(database.conn, "reports.id = ?", (report_id,))
        if storable(fact_key(report.claim)) == own_key:
            return report
    return first


def _history(
    database: Database, fact_id: int, key: str, first: Sequence[Report], setting: StorySetting
) -> dict[str, Any]:
    """What follows from who was first."""
    report = first[0]
    naming = _naming_report(database, fact_id, key, report)
    evidence = naming.evidence
    label = label_of(evidence, setting.context)
    voice = storable(report_voice(naming, setting.official, setting.context).label)
    outlets = [storable(each.outlet) for each in first]
    columns = {
        "label": label,
        "qualifier": evidence.qualifier.value if isinstance(evidence, Claim) else None,
        "group_name": evidence.group if isinstance(evidence, Claim) else None,
        "modality": evidence.modality.value if isinstance(evidence, Claim) else "reported",
        "voice": voice,
        "speaker": evidence.source,
        "speaker_class": evidence.speaker_class.value,
        "first_at": to_text(report.time.best),
        "first_not_before": to_text(report.time.not_before),
        "first_not_after": to_text(report.time.not_after),
        "first_outlets": json.dumps(outlets, ensure_ascii=False),
        "first_articles": json.dumps([each.article_id for each in first]),
        "origin": storable(report.origin.name),
        "origin_how": report.origin.how,
        "words": folded(" ".join([label, voice, evidence.source or "", *outlets])),
    }
    return {name: columns[name] for name in _HISTORY}
