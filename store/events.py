"""The timeline's rows: one "fact" event a fact, "report" events for further outlets, "edit" and "article" events.

An event keeps its id when it moves, so that a reader's place in the timeline stays; its rows are versions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from store.cleaning import folded, storable
from store.facts import CountedFact, label_of, read_first_reports
from store.history import History
from store.report_rows import evidence_columns, reports_of, time_columns
from store.reports import ReportChange
from story import OWN, Claim, FactType, Passage, Report, RevisionEvidence, Scope, StoryContext, edit_detail

if TYPE_CHECKING:
    from sqlite_utils import Database

Columns = dict[str, object]
Known = tuple[str, int, str, Columns]  # what an event is called in its fact or article, id, known_from, columns
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
    "publisher",
    "claim_id",
    "passage_id",
    "words",
)
_NOW = f"SELECT id, known_from, {', '.join(EVENT_COLUMNS)} FROM events WHERE known_until IS NULL"  # noqa: S608
_INSERT = f"""
INSERT INTO events (id, known_from, {", ".join(EVENT_COLUMNS)}) VALUES (?, ?, {", ".join("?" * len(EVENT_COLUMNS))})
"""  # noqa: S608 the columns are ours


def refresh_fact_events(
    database: Database,
    fact: CountedFact,
    changes: Sequence[ReportChange],
    context: StoryContext | None,
    known_at: str,
) -> None:
    """Makes a fact's events after these reports of it changed.

    "fact" at its first report, "report" at every other publisher's first one. A figure that articles only give as
    outdated ("raised from 73") is no event of its own, one of another event is none at all; without reports the fact
    has none.
    """
    publishers = {storable(publisher) for change in changes for publisher in change.publishers}
    if fact.first is None and (led_by := _leading_publisher(database, fact.id)) is not None:
        _refresh_followers(database, fact, publishers - {led_by}, changes, context, known_at)
        return
    leader = _leader(database, fact)
    if leader is None:
        _write(database, _known(database, "fact_id = ?", (fact.id,)), {}, known_at)
        return
    known = [] if fact.is_new else _known(database, "fact_id = ? AND event = 'fact'", (fact.id,))
    _write(database, known, {"fact": _fact_event(fact.id, "fact", leader, context)}, known_at)
    led_by = storable(leader.publisher)
    if not fact.is_new:
        _write(database, _known(database, _OF_PUBLISHER, (fact.id, led_by)), {}, known_at)
    led_before = {str(columns["publisher"]) for _, _, _, columns in known}
    _refresh_followers(database, fact, (publishers | led_before) - {led_by}, changes, context, known_at)


_OF_PUBLISHER = "fact_id = ? AND event = 'report' AND publisher = ?"


def _refresh_followers(
    database: Database,
    fact: CountedFact,
    publishers: set[str],
    changes: Sequence[ReportChange],
    context: StoryContext | None,
    known_at: str,
) -> None:
    """Makes the "report" events of these publishers, who don't lead."""
    changed = {change.after.article_id: change.after for change in changes if change.after is not None}
    for publisher in sorted(publishers):
        report = _first_of_publisher(database, fact.id, publisher, changed)
        wanted = {} if report is None else {f"report {publisher}": _fact_event(fact.id, "report", report, context)}
        known = [] if fact.is_new else _known(database, _OF_PUBLISHER, (fact.id, publisher))
        _write(database, known, wanted, known_at)


def _leading_publisher(database: Database, fact_id: int) -> str | None:
    """Whose report the fact's event is now; None if it has none."""
    row = database.execute(
        "SELECT publisher FROM events WHERE fact_id = ? AND event = 'fact' AND known_until IS NULL", (fact_id,)
    ).fetchone()
    return row[0] if row else None


def _known(database: Database, condition: str, parameters: tuple[Any, ...]) -> list[Known]:
    """The events of a fact that hold now."""
    known: list[Known] = []
    for event_id, known_from, *values in database.execute(f"{_NOW} AND {condition}", parameters).fetchall():
        columns = dict(zip(EVENT_COLUMNS, values, strict=True))
        event = columns["event"]
        name = event if event == "fact" else f"{event} {columns['publisher' if event == 'report' else 'revision_id']}"
        known.append((str(name), event_id, known_from, columns))
    return known


def _leader(database: Database, fact: CountedFact) -> Report | None:
    """Whose report is the fact's event; None if it is no event of the story."""
    first = read_first_reports(database, fact.id) if fact.first is None else fact.first
    if not first or first[0].evidence.scope is not Scope.EVENT:
        return None
    if all(report.is_superseded for report in first):
        stands = database.execute(
            "SELECT 1 FROM reports WHERE fact_id = ? AND known_until IS NULL AND is_superseded = 0 LIMIT 1", (fact.id,)
        ).fetchone()
        if stands is None:
            return None
    return first[0]


def _first_of_publisher(
    database: Database, fact_id: int, publisher: str, changed: Mapping[int, Report]
) -> Report | None:
    """A publisher's first report that doesn't call the figure outdated; `changed` are reports at hand, by article."""
    row = database.execute(
        """
        SELECT id, article_id FROM reports
        WHERE fact_id = ? AND publisher = ? AND is_superseded = 0 AND known_until IS NULL
        ORDER BY at, article_id LIMIT 1
        """,
        (fact_id, publisher),
    ).fetchone()
    if row is None:
        return None
    report_id, article_id = row
    return changed.get(article_id) or reports_of(database.conn, "reports.id = ?", (report_id,))[0]


def _fact_event(fact_id: int, event: str, report: Report, context: StoryContext | None) -> Columns:
    label, detail = label_of(report.evidence, context), _by_whom(report)
    return {
        **time_columns(report.time),
        "event": event,
        "label": label,
        "detail": detail,
        "article_id": report.article_id,
        "revision_id": report.revision_id,
        "fact_id": fact_id,
        "publisher": storable(report.publisher),
        **evidence_columns(report),
        "words": folded(f"{label} {detail} {report.outlet}"),
    }


def _by_whom(report: Report) -> str:
    """Who is said to give a fact, "a security source, via AFP", as far as its label and its outlet don't tell that."""
    evidence, words = report.evidence, []
    if evidence.source and not (isinstance(evidence, Passage) and evidence.type is FactType.STATEMENT):
        words.append(evidence.source)
    if evidence.via and report.origin.how != OWN:
        words.append(f"via {evidence.via}")
    return storable(", ".join(words))


def refresh_article_events(database: Database, history: History, known_at: str, added: int | None = None) -> None:
    """Makes an article's own events: "article" for a first text that gives nothing of the story, "edit" for each later.

    If nothing happened to the article but that the revision `added` came, those of the others stay.
    """
    wanted: dict[str, Columns] = {}
    before: tuple[Claim, ...] = ()
    for place, (revision, title) in enumerate(zip(history.revisions, history.titles, strict=True)):
        claims = history.claims(place)
        is_asked = added in (None, revision.revision_id)
        if is_asked and place:
            detail = edit_detail(before, claims, *history.edits[place])
            wanted[f"edit {revision.revision_id}"] = _article_event(history, revision, "edit", title, detail)
        elif is_asked and not any(given.evidence.scope is Scope.EVENT for given in revision.given):
            wanted[f"article {revision.revision_id}"] = _article_event(history, revision, "article", title, "")
        before = history.claims(place, is_to_stay=True)
    known = _known(database, "fact_id IS NULL AND article_id = ?", (history.article_id,)) if added is None else []
    _write(database, known, wanted, known_at)


def _article_event(history: History, revision: RevisionEvidence, event: str, title: str, detail: str) -> Columns:
    label, detail = title or "(without a title)", storable(detail)
    return {
        **time_columns(revision.appeared),
        "event": event,
        "label": label,
        "detail": detail,
        "article_id": history.article_id,
        "revision_id": revision.revision_id,
        "fact_id": None,
        "publisher": None,
        "claim_id": None,
        "passage_id": None,
        "words": folded(f"{label} {detail} {history.outlet}"),
    }


def _write(database: Database, known: Sequence[Known], wanted: dict[str, Columns], known_at: str) -> None:
    """Makes the known events the wanted ones, writing only what differs."""
    missing = dict(wanted)
    for name, event_id, known_from, columns in known:
        new = missing.pop(name, None)
        if new == columns:
            continue
        if known_from == known_at:
            database.execute("DELETE FROM events WHERE id = ? AND known_from = ?", (event_id, known_from))
        else:
            database.execute(
                "UPDATE events SET known_until = ? WHERE id = ? AND known_from = ?", (known_at, event_id, known_from)
            )
        if new is not None:
            _insert(database, event_id, new, known_at)
    for columns in missing.values():
        (event_id,) = database.execute("SELECT coalesce(max(id), 0) + 1 FROM events").fetchone()
        _insert(database, event_id, columns, known_at)


def _insert(database: Database, event_id: int, columns: dict[str, Any], known_at: str) -> None:
    database.execute(_INSERT, (event_id, known_at, *(columns[name] for name in EVENT_COLUMNS)))
