"""An article's reports, as versions: what it gives now, and what it was known to give before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.cleaning import storable
from store.moments import to_text
from store.report_rows import evidence_columns, reports_of, time_columns
from store.settings import StorySetting
from story import Report, origin_key, report_voice

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = (
    "revision_id",
    "claim_id",
    "passage_id",
    "publisher",
    "at",
    "not_before",
    "not_after",
    "earliest",
    "basis",
    "origin",
    "origin_how",
    "origin_key",
    "voice",
    "voice_key",
    "is_official",
    "withdrawn_at",
    "is_superseded",
)
_INSERT = f"""
INSERT INTO reports (fact_id, article_id, known_from, {", ".join(_COLUMNS)})
VALUES (?, ?, ?, {", ".join("?" * len(_COLUMNS))})
"""  # noqa: S608 the columns are ours
_UPDATE = f"UPDATE reports SET {', '.join(f'{column} = ?' for column in _COLUMNS)} WHERE id = ?"  # noqa: S608
_NOW = f"""
SELECT id, fact_id, known_from, {", ".join(_COLUMNS)} FROM reports WHERE article_id = ? AND known_until IS NULL
"""  # noqa: S608 the columns are ours


@dataclass(frozen=True, slots=True)
class ReportChange:
    """What became of one article's report of one fact: `before` is None if it is new, `after` if it is no more."""

    fact_id: int
    before: Report | None
    after: Report | None

    @property
    def publishers(self) -> set[str]:
        """Whose report it was and is; two if the outlet came under another publisher."""
        return {report.publisher for report in (self.before, self.after) if report is not None}

    @property
    def leads_elsewhere(self) -> bool:
        """Whether who copied the report has its fact from elsewhere now."""
        if self.before is None:
            return False
        after = self.after
        return after is None or (after.origin, after.time.best) != (self.before.origin, self.before.time.best)


def save_reports(
    database: Database, article_id: int, reports: dict[int, Report], setting: StorySetting, known_at: str
) -> list[ReportChange]:
    """Makes these, by fact, the article's reports from now on. Returns those that changed."""
    wanted = {fact_id: _columns(report, setting) for fact_id, report in reports.items()}
    known = {row[1]: row for row in database.execute(_NOW, (article_id,)).fetchall()}
    changed = sorted(
        fact_id
        for fact_id in known.keys() | wanted.keys()
        if fact_id not in known or wanted.get(fact_id) != known[fact_id][3:]
    )
    before = {
        fact_id: reports_of(database.conn, "reports.id = ?", (known[fact_id][0],))[0]
        for fact_id in changed
        if fact_id in known
    }
    new: list[tuple[Any, ...]] = []
    for fact_id in changed:
        columns = wanted.get(fact_id)
        if fact_id in known:
            report_id, _, known_from, *_ = known[fact_id]
            if known_from == known_at and columns is not None:
                database.execute(_UPDATE, (*columns, report_id))
                continue
            if known_from == known_at:
                database.execute("DELETE FROM reports WHERE id = ?", (report_id,))
            else:
                database.execute("UPDATE reports SET known_until = ? WHERE id = ?", (known_at, report_id))
        if columns is not None:
            new.append((fact_id, article_id, known_at, *columns))
    database.conn.executemany(_INSERT, new)
    return [ReportChange(fact_id, before.get(fact_id), reports.get(fact_id)) for fact_id in changed]


def _columns(report: Report, setting: StorySetting) -> tuple[Any, ...]:
    voice = report_voice(report, setting.official, setting.context)
    columns = {
        "revision_id": report.revision_id,
        **evidence_columns(report),
        "publisher": storable(report.publisher),
        **time_columns(report.time),
        "earliest": to_text(report.earliest),
        "basis": report.time.basis,
        "origin": storable(report.origin.name),
        "origin_how": report.origin.how,
        "origin_key": storable(origin_key(report)),
        "voice": storable(voice.label),
        "voice_key": storable(voice.key),
        "is_official": int(setting.is_official(report.evidence, report.outlet)),
        "withdrawn_at": to_text(report.withdrawn_at),
        "is_superseded": int(report.is_superseded),
    }
    return tuple(columns[column] for column in _COLUMNS)
