"""Facts and reports kept up to date, one article at a time: an article touches its own facts and no others.

The rules are in `story`; this room reads claims, asks, and writes what changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.claim_rows import CLAIM_COLUMNS, claim_of
from store.cleaning import folded, storable
from store.events import refresh_article_events, refresh_fact_events
from store.history import History, read_history
from store.moments import to_text
from store.outlets import insert
from store.report_rows import reports_of
from store.settings import StorySetting
from story import (
    ArticleMarks,
    Claim,
    Report,
    Scope,
    StoryContext,
    article_reports,
    base_key,
    fact_key,
    fact_label,
    first_reports,
    independent_origins,
    voice,
)

if TYPE_CHECKING:
    from sqlite_utils import Database


NAMES_LOOKED_AT = 200  # first reports of a merged fact, among which one that gives it in its own words is looked for


@dataclass(slots=True)
class Refreshed:
    """What bringing articles up to date did: facts that changed, and the labels of those nobody had before."""

    facts: set[int] = field(default_factory=set)
    new_facts: list[str] = field(default_factory=list)


def fact_of_claim(database: Database, claim: Claim, at: str, marked: str | None = None) -> int:
    """The id of the fact that a claim gives. A new fact's row is provisional until `refresh_article` has counted it.

    `marked` is the key under which the user lets it count, None for its own.
    """
    key = storable(marked or fact_key(claim))
    row = database.execute("SELECT id FROM facts WHERE key = ?", (key,)).fetchone()
    if row is not None:
        return int(row[0])
    return insert(
        database,
        "facts",
        {
            "key": key,
            **_claim_part(claim, None),
            "first_at": at,
            "first_not_after": at,
            "first_outlets": "[]",
            "outlet_count": 0,
            "origin_count": 0,
            "report_count": 0,
            "withdrawn_count": 0,
            "last_at": at,
            "words": "",
        },
    )


def rename_facts(database: Database) -> None:
    """Leads every claim to its fact anew; for when the rule that names facts has changed."""
    rows = database.execute(
        f"""
        SELECT claims.id, claims.fact_id, revisions.seen_from, {CLAIM_COLUMNS}
        FROM claims JOIN revisions ON revisions.id = claims.revision_id ORDER BY claims.id
        """  # noqa: S608 the columns are ours
    ).fetchall()
    for claim_id, known, seen_from, *columns in rows:
        fact_id = fact_of_claim(database, claim_of(tuple(columns)), seen_from)
        if fact_id != known:
            database.execute("UPDATE claims SET fact_id = ? WHERE id = ?", (fact_id, claim_id))


def _claim_part(claim: Claim, context: StoryContext | None) -> dict[str, object]:
    """The columns of a fact that follow the claim of its first report."""
    return {
        "label": storable(fact_label(claim)),
        "kind": claim.kind.value,
        "low": claim.low,
        "high": claim.high,
        "qualifier": claim.qualifier.value,
        "party": claim.party.value,
        "is_partial": int(claim.partial),
        "group_name": claim.group,
        "scope": claim.scope.value,
        "modality": claim.modality.value,
        "voice": storable(voice(claim, context).label),
        "speaker": claim.source,
        "speaker_class": claim.speaker_class.value,
    }


def refresh_articles(
    database: Database, article_ids: Iterable[int], setting: StorySetting, *, even_unchanged: bool = False
) -> Refreshed:
    """Reads anew what these articles report, from all their revisions, and brings the facts concerned up to date.

    A fact is counted anew if one of these reports of it changed; with `even_unchanged` if there is any.
    """
    refreshed = Refreshed()
    for article_id in article_ids:
        history = read_history(database, article_id, setting.start)
        refreshed.facts |= _refresh_reports(database, history, setting, even_unchanged)
        refresh_article_events(database, history)
    for fact_id in sorted(refreshed.facts):
        label = _refresh_fact(database, fact_id, setting)
        if label is not None:
            refreshed.new_facts.append(label)
    return refreshed


def _refresh_reports(database: Database, history: History, setting: StorySetting, even_unchanged: bool) -> set[int]:
    """Makes the article's rows in `reports` what `story.article_reports` says. Returns the facts that this concerns."""
    article_id = history.article_id
    before = {
        row[0]: row
        for row in database.execute(
            """
            SELECT fact_id, revision_id, claim_id, at, not_before, not_after, basis, origin, origin_how, voice,
                is_official, withdrawn_at, is_superseded
            FROM reports WHERE article_id = ?
            """,
            (article_id,),
        ).fetchall()
    }
    after = {}
    reports = article_reports(
        history.article_id,
        history.outlet,
        history.publisher,
        history.kind,
        history.credit,
        history.revisions,
        marked_key=history.marks.key,
    )
    for report in reports:
        fact_id = fact_of_claim(database, report.claim, to_text(report.time.best), report.fact_key)
        after[fact_id] = (fact_id, *_report_columns(report, setting))
    touched = {fact_id for fact_id, row in after.items() if even_unchanged or before.get(fact_id) != row}
    if even_unchanged or history.marks != ArticleMarks(article_id):
        touched |= _lead_claims_to_facts(database, history)
    for fact_id in before.keys() - after.keys():
        touched.add(fact_id)
        database.execute("UPDATE report_changes SET removed = removed + 1")
        database.execute("DELETE FROM reports WHERE fact_id = ? AND article_id = ?", (fact_id, article_id))
    if touched:
        database.execute("UPDATE report_changes SET last = last + 1")
    for fact_id in sorted(touched & after.keys()):
        database.execute(
            """
            INSERT INTO reports (fact_id, revision_id, claim_id, at, not_before, not_after, basis, origin, origin_how,
                voice, is_official, withdrawn_at, is_superseded, article_id, change)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT last FROM report_changes))
            ON CONFLICT (fact_id, article_id) DO UPDATE SET
                revision_id = excluded.revision_id, claim_id = excluded.claim_id, at = excluded.at,
                not_before = excluded.not_before, not_after = excluded.not_after, basis = excluded.basis,
                origin = excluded.origin, origin_how = excluded.origin_how, voice = excluded.voice,
                is_official = excluded.is_official, withdrawn_at = excluded.withdrawn_at,
                is_superseded = excluded.is_superseded, change = excluded.change
            """,
            (*after[fact_id], article_id),
        )
    return touched


def _lead_claims_to_facts(database: Database, history: History) -> set[int]:
    """Leads the article's claims to the facts under which they count; the facts that lost one by it."""
    lost = set()
    counted = {claim_id: claim for revision in history.revisions for claim_id, claim in revision.claims}
    for claim_id, known in database.execute(
        """
        SELECT claims.id, claims.fact_id FROM revisions JOIN claims ON claims.revision_id = revisions.id
        WHERE revisions.article_id = ?
        """,
        (history.article_id,),
    ).fetchall():
        fact_id = None
        if claim_id in counted:
            key = storable(history.marks.key(fact_key(counted[claim_id])))
            fact_id = database.execute("SELECT id FROM facts WHERE key = ?", (key,)).fetchone()[0]
        if fact_id != known:
            database.execute("UPDATE claims SET fact_id = ? WHERE id = ?", (fact_id, claim_id))
            lost |= {known} if known is not None else set()
    return lost


def _report_columns(report: Report, setting: StorySetting) -> tuple[object, ...]:
    return (
        report.revision_id,
        report.evidence_id,
        to_text(report.time.best),
        to_text(report.time.not_before),
        to_text(report.time.not_after),
        report.time.basis,
        storable(report.origin.name),
        report.origin.how,
        storable(voice(report.claim, setting.context).label),
        int(setting.is_official(report.claim, report.outlet)),
        to_text(report.withdrawn_at),
        int(report.is_superseded),
    )


_COUNT_REPORTS = """
SELECT count(reports.fact_id), count(reports.withdrawn_at), max(reports.at), count(DISTINCT outlets.publisher),
    facts.report_count
FROM facts
LEFT JOIN reports ON reports.fact_id = facts.id
LEFT JOIN articles ON articles.id = reports.article_id
LEFT JOIN outlets ON outlets.id = articles.outlet_id
WHERE facts.id = ?
"""

_TELLING_REPORTS = """
WITH times AS (
    SELECT substr(min(at), 1, 16) || ':59Z' AS finish FROM reports WHERE fact_id = :fact_id
), ranked AS (
    SELECT reports.article_id, reports.at, reports.not_before,
        row_number() OVER (
            PARTITION BY outlets.publisher ORDER BY reports.is_superseded, reports.at, reports.article_id
        ) AS of_publisher,
        row_number() OVER (
            PARTITION BY outlets.publisher, reports.origin, reports.origin_how ORDER BY reports.at, reports.article_id
        ) AS of_origin
    FROM reports
    JOIN articles ON articles.id = reports.article_id
    JOIN outlets ON outlets.id = articles.outlet_id
    WHERE reports.fact_id = :fact_id
)
SELECT article_id FROM ranked, times
WHERE of_publisher = 1 OR of_origin = 1 OR at <= finish OR not_before <= finish
"""


def _telling_reports(database: Database, fact_id: int) -> list[Report]:
    """The reports of a fact that decide anything; it may have thousands of others.

    They are all that may share the first place (their interval reaches back to the minute of the earliest), each
    publisher's first, and one of each origin.
    """
    found = database.execute(_TELLING_REPORTS, {"fact_id": fact_id}).fetchall()
    reports: list[Report] = []
    for (article_id,) in found:
        reports += reports_of(database.conn, "reports.fact_id = ? AND reports.article_id = ?", (fact_id, article_id))
    return reports


def _naming_claim(database: Database, fact_id: int, first: Report) -> Claim:
    """The claim after which a fact is called: its first report's, but its own first one's if others were merged in."""
    (key,) = database.execute("SELECT key FROM facts WHERE id = ?", (fact_id,)).fetchone()
    own_key = base_key(key)
    if storable(fact_key(first.claim)) == own_key:
        return first.claim
    for row in database.execute(
        f"""
        SELECT {CLAIM_COLUMNS} FROM reports JOIN claims ON claims.id = reports.claim_id
        WHERE reports.fact_id = ? ORDER BY reports.at, reports.article_id LIMIT ?
        """,  # noqa: S608 the columns are ours
        (fact_id, NAMES_LOOKED_AT),
    ).fetchall():
        claim = claim_of(tuple(row))
        if storable(fact_key(claim)) == own_key:
            return claim
    return first.claim


def _refresh_fact(database: Database, fact_id: int, setting: StorySetting) -> str | None:
    """Counts a fact's reports anew: who was first, how many outlets and origins. A fact without reports goes.

    Returns its label if it is new and on the story.
    """
    report_count, withdrawn_count, last_at, outlet_count, reports_before = database.execute(
        _COUNT_REPORTS, (fact_id,)
    ).fetchone()
    if not report_count:
        refresh_fact_events(database, fact_id, "", (), ())
        database.execute("DELETE FROM facts WHERE id = ?", (fact_id,))
        return None
    reports = _telling_reports(database, fact_id)
    first = first_reports(reports)
    claim = _naming_claim(database, fact_id, first[0])
    outlets = [storable(report.outlet) for report in first]
    part = _claim_part(claim, setting.context)
    columns = {
        **part,
        "first_at": to_text(first[0].time.best),
        "first_not_before": to_text(first[0].time.not_before),
        "first_not_after": to_text(first[0].time.not_after),
        "first_outlets": json.dumps(outlets, ensure_ascii=False),
        "outlet_count": outlet_count,
        "origin_count": independent_origins(reports),
        "report_count": report_count,
        "withdrawn_count": withdrawn_count,
        "last_at": last_at,
        "words": folded(" ".join([str(part["label"]), str(part["voice"]), claim.source or "", *outlets])),
    }
    assignments = ", ".join(f"{column} = :{column}" for column in columns)
    database.execute(
        f"UPDATE facts SET {assignments} WHERE id = :id",  # noqa: S608 the columns are ours
        {**columns, "id": fact_id},
    )
    were_first = database.execute("SELECT article_id FROM reports WHERE fact_id = ? AND is_first", (fact_id,))
    for article_id in {row[0] for row in were_first.fetchall()} ^ {report.article_id for report in first}:
        database.execute(
            "UPDATE reports SET is_first = NOT is_first WHERE fact_id = ? AND article_id = ?", (fact_id, article_id)
        )
    is_on_story = claim.scope is Scope.EVENT
    refresh_fact_events(database, fact_id, str(part["label"]), reports if is_on_story else (), first)
    return str(part["label"]) if is_on_story and not reports_before else None
