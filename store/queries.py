"""What the reader asks, as SQL. Lists are paged by key, never by OFFSET; values only ever come in as parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from store.claim_rows import CLAIM_COLUMNS
from store.cleaning import storable
from store.knowledge import HELD
from store.moments import to_text
from store.passage_rows import PASSAGE_COLUMNS
from store.shown import Cursor
from story import FactType, Kind

COUNTS = """
SELECT
    (SELECT count(*) FROM outlets),
    (SELECT count(*) FROM feeds WHERE is_in_config),
    (SELECT count(*) FROM feeds WHERE is_in_config AND failures > 0 AND NOT is_stopped),
    (SELECT count(*) FROM feeds WHERE is_in_config AND is_stopped),
    (SELECT count FROM totals WHERE name = 'entries'),
    (SELECT count FROM totals WHERE name = 'articles'),
    (SELECT count FROM totals WHERE name = 'revisions'),
    (SELECT count FROM totals WHERE name = 'claims'),
    (SELECT count(*) FROM facts WHERE scope = 'event' AND first_at IS NOT NULL)
"""

FEEDS = """
SELECT outlets.name, feeds.url, visits.finished_at, visits.outcome, visits.status, visits.reason, feeds.next_visit_at,
    feeds.failures, feeds.is_stopped OR NOT feeds.is_in_config, feeds.entry_count, feeds.on_story_count,
    (
        SELECT group_concat(clock || ' times not believed: ' || reason, '; ') FROM outlet_clocks
        WHERE outlet_id = feeds.outlet_id AND known_until IS NULL
    ),
    feeds.failing_since, feeds.asked_at, coalesce(feeds.moved_to, feeds.url), NOT feeds.is_in_config
FROM feeds
JOIN outlets ON outlets.id = feeds.outlet_id
LEFT JOIN visits ON visits.id = feeds.last_visit_id
ORDER BY NOT feeds.is_in_config, outlets.name, feeds.url
"""

MOMENT_BEFORE = "SELECT max(known_from) FROM events WHERE known_from < ?"
MOMENT_AFTER = "SELECT min(known_from) FROM events WHERE known_from > ?"
EVENTS_SINCE = """
SELECT count(*) FROM (SELECT 1 FROM events WHERE known_from > ? AND known_until IS NULL LIMIT ?)
"""

_TIMELINE = """
SELECT events.id, events.at, events.not_before, events.not_after, events.event, events.label, events.detail,
    outlets.name, events.fact_id, events.article_id, events.revision_id, events.claim_id, events.passage_id,
    (SELECT type FROM facts WHERE facts.id = events.fact_id)
FROM events
CROSS JOIN articles ON articles.id = events.article_id
CROSS JOIN outlets ON outlets.id = articles.outlet_id
"""

_FACT_COLUMNS = """
facts.id, facts.key, facts.type, facts.kind, facts.low, facts.high, {history}.qualifier, facts.party,
    facts.is_partial, {history}.group_name, facts.scope, {history}.modality, {history}.label, {history}.voice,
    {history}.speaker, {history}.speaker_class, {history}.first_at, {history}.first_not_before,
    {history}.first_not_after, {history}.first_outlets, {counts}.outlet_count, {counts}.origin_count,
    {counts}.report_count, {counts}.withdrawn_count, {counts}.last_at, {history}.origin, {history}.origin_how
"""
_FACTS = f"SELECT {_FACT_COLUMNS.format(history='facts', counts='facts')} FROM facts"  # noqa: S608
_COUNTS_THEN = """
CROSS JOIN fact_counts AS counts ON counts.fact_id = history.fact_id AND counts.known_from = (
    SELECT max(known_from) FROM fact_counts WHERE fact_id = history.fact_id AND known_from <= :as_of
)
"""
_COLUMNS_THEN = _FACT_COLUMNS.format(history="history", counts="counts")
# As of a moment: a page is found by its history, newest first; single facts by themselves.
_FACTS_AS_OF = f"""
SELECT {_COLUMNS_THEN} FROM fact_history AS history CROSS JOIN facts ON facts.id = history.fact_id {_COUNTS_THEN}
"""  # noqa: S608 the columns are ours
_FACTS_THEN = f"""
SELECT {_COLUMNS_THEN} FROM facts CROSS JOIN fact_history AS history ON history.fact_id = facts.id {_COUNTS_THEN}
"""  # noqa: S608 the columns are ours

_REPORTS = """
SELECT reports.fact_id, reports.article_id, reports.revision_id, reports.claim_id, reports.passage_id, outlets.name,
    outlets.kind, revisions.title, articles.url, reports.at, reports.not_before, reports.not_after, reports.basis,
    reports.origin, reports.origin_how, coalesce(claims.source, passages.source), coalesce(claims.via, passages.via),
    coalesce(claims.text, passages.text), coalesce(claims.sentence, passages.sentence), claims.qualifier,
    coalesce(claims.modality, 'reported'), reports.withdrawn_at, passages.topic, passages.actor,
    articles.where_found
FROM reports
CROSS JOIN revisions ON revisions.id = reports.revision_id
CROSS JOIN articles ON articles.id = reports.article_id
CROSS JOIN outlets ON outlets.id = articles.outlet_id
LEFT JOIN claims ON claims.id = reports.claim_id
LEFT JOIN passages ON passages.id = reports.passage_id
"""
FIRST_ARTICLES = "SELECT first_articles FROM facts WHERE id = :fact_id"
FIRST_ARTICLES_AS_OF = f"SELECT first_articles FROM fact_history WHERE fact_id = :fact_id AND {HELD}"  # noqa: S608

_ARTICLES = """
SELECT articles.id, outlets.name, outlets.kind, articles.url, articles.title, articles.byline, articles.lang,
    articles.published_at, articles.published_basis, articles.modified_at, articles.first_seen_at,
    articles.last_seen_at, articles.revision_count, articles.claim_count, articles.where_found
FROM articles JOIN outlets ON outlets.id = articles.outlet_id
"""
_NEWEST_ARTICLES = "ORDER BY articles.first_seen_at DESC, articles.id DESC LIMIT ?"
ARTICLE = f"{_ARTICLES} WHERE articles.id = ?"
ARTICLES = f"{_ARTICLES} {_NEWEST_ARTICLES}"
ARTICLES_BEFORE = f"{_ARTICLES} WHERE (articles.first_seen_at, articles.id) < (?, ?) {_NEWEST_ARTICLES}"

EDITED_TEXTS = """
SELECT before.text, revisions.text
FROM revisions
JOIN revisions AS before ON before.article_id = revisions.article_id AND before.number = revisions.number - 1
WHERE revisions.id = ?
"""

REVISIONS = """
SELECT id, article_id, number, title, text, lang, seen_not_before, seen_from
FROM revisions WHERE article_id = :article_id AND (:as_of IS NULL OR known_from <= :as_of) ORDER BY number
"""

CLAIMS = f"""
SELECT claims.id, claims.revision_id, facts.id, facts.key, {CLAIM_COLUMNS}
FROM claims LEFT JOIN facts ON facts.id = claims.fact_id
WHERE claims.revision_id = ? ORDER BY claims.text_start, claims.id
"""  # noqa: S608 the columns are ours

PASSAGES = f"""
SELECT passages.id, passages.revision_id, facts.id, facts.key, {PASSAGE_COLUMNS}
FROM passages LEFT JOIN facts ON facts.id = passages.fact_id
WHERE passages.revision_id = ? ORDER BY passages.text_start, passages.id
"""  # noqa: S608 the columns are ours

REVISION = "SELECT article_id, number FROM revisions WHERE id = ?"
FACT_ID = "SELECT id FROM facts WHERE key = ?"

SEARCH = """
SELECT revisions.article_id FROM revisions_fts
JOIN revisions ON revisions.id = revisions_fts.rowid
WHERE revisions_fts MATCH ? ORDER BY revisions_fts.rowid DESC
"""

Query = tuple[str, dict[str, Any]]


class _Conditions:
    """Conditions joined by AND, with their parameters."""

    def __init__(self) -> None:
        self.parameters: dict[str, Any] = {}
        self._conditions: list[str] = []

    def add(self, condition: str, **parameters: Any) -> None:
        self._conditions.append(condition)
        self.parameters.update(parameters)

    def held(self, table: str, as_of: datetime | None) -> None:
        """Only versions that hold, now or as of a moment."""
        if as_of is None:
            self.add(f"{table}.known_until IS NULL")
        else:
            self.add(HELD.replace("known_", f"{table}.known_"), as_of=to_text(as_of))

    def where(self) -> str:
        return f"WHERE {' AND '.join(self._conditions)}" if self._conditions else ""


FEW_EVENTS = 1000  # of which a page is found by their ids, and not by going through the timeline
SHORTEST_PART = 3  # characters of a word that the index of parts of words knows
EVENTS_WITH = "SELECT rowid FROM events_fts WHERE words LIKE ? LIMIT ?"


def events_with(words: str) -> tuple[str, tuple[str, int]] | None:
    """Asks for the events that may hold these words, one more than FEW_EVENTS at most; None for words too short."""
    return (EVENTS_WITH, (f"%{words}%", FEW_EVENTS + 1)) if len(words) >= SHORTEST_PART else None


def timeline(
    before: Cursor | None,
    after: Cursor | None,
    limit: int,
    words: str,
    as_of: datetime | None,
    versions: Sequence[int] | None = None,
) -> Query:
    """A page of events: newest first, but oldest first for what follows `after`; only of `versions` if given."""
    conditions = _Conditions()
    if versions is not None:
        conditions.add("events.version IN (SELECT value FROM json_each(:versions))", versions=json.dumps(versions))
    conditions.held("events", as_of)
    if as_of is not None and before is None:
        conditions.add("events.at <= :as_of")  # nothing that was known then lies after it
    order = "DESC"
    if before is not None:
        conditions.add("(events.at, events.id) < (:before, :before_id)", before=to_text(before.at), before_id=before.id)
    if after is not None:
        conditions.add("(events.at, events.id) > (:after, :after_id)", after=to_text(after.at), after_id=after.id)
        order = "DESC" if before is not None else "ASC"
    if words:
        conditions.add("instr(events.words, :words)", words=words)
    statement = f"{_TIMELINE} {conditions.where()} ORDER BY events.at {order}, events.id {order} LIMIT :limit"
    return statement, {**conditions.parameters, "limit": limit}


def facts(
    after: Cursor | None,
    limit: int,
    fact_type: FactType | None,
    kind: Kind | None,
    scope: str | None,
    words: str,
    as_of: datetime | None,
) -> Query:
    """A page of facts, newest first report first."""
    conditions = _Conditions()
    statement, history = (_FACTS, "facts") if as_of is None else (_FACTS_AS_OF, "history")
    if as_of is None:
        conditions.add("facts.first_at IS NOT NULL")
    else:
        conditions.held("history", as_of)
    if scope is not None:
        conditions.add("facts.scope = :scope", scope=scope)
    if fact_type is not None:
        conditions.add("facts.type = :type", type=str(fact_type))
    if kind is not None:
        conditions.add("facts.kind = :kind", kind=str(kind))
    if after is not None:
        conditions.add(f"({history}.first_at, facts.id) < (:after, :after_id)")
        conditions.parameters |= {"after": to_text(after.at), "after_id": after.id}
    if words:
        conditions.add(f"instr({history}.words, :words)", words=words)
    identity = "facts.id" if as_of is None else "history.fact_id"
    order = f"ORDER BY {history}.first_at DESC, {identity} DESC LIMIT :limit"
    return f"{statement} {conditions.where()} {order}", {**conditions.parameters, "limit": limit}


def fact(condition: str, value: object, as_of: datetime | None) -> Query:
    """One fact by its `id` or `key`."""
    conditions = _Conditions()
    conditions.add(f"facts.{condition} = :value", value=value)
    if as_of is None:
        conditions.add("facts.first_at IS NOT NULL")
        return f"{_FACTS} {conditions.where()}", conditions.parameters
    conditions.held("history", as_of)
    return f"{_FACTS_THEN} {conditions.where()}", conditions.parameters


def kin(kind: str, number: int, as_of: datetime | None) -> Query:
    """Facts of a kind that start from a number, or go up to it."""
    conditions = _Conditions()
    conditions.add("facts.kind = :kind AND (facts.low = :number OR (facts.low = 0 AND facts.high = :number))")
    conditions.parameters |= {"kind": kind, "number": number}
    if as_of is None:
        conditions.add("facts.first_at IS NOT NULL")
        return f"{_FACTS} {conditions.where()} ORDER BY facts.id LIMIT 50", conditions.parameters
    conditions.held("history", as_of)
    return f"{_FACTS_THEN} {conditions.where()} ORDER BY facts.id LIMIT 50", conditions.parameters


def reports(
    fact_id: int,
    after: tuple[str, int] | None,
    limit: int,
    as_of: datetime | None,
    before: tuple[str, int] | None = None,
) -> Query:
    """A page of a fact's reports: in order of time, but latest first for what comes `before` (at, article)."""
    conditions = _Conditions()
    conditions.add("reports.fact_id = :fact_id", fact_id=fact_id)
    conditions.held("reports", as_of)
    if after is not None:
        conditions.add("(reports.at, reports.article_id) > (:after, :after_id)", after=after[0], after_id=after[1])
    order = "ASC"
    if before is not None:
        conditions.add(
            "(reports.at, reports.article_id) < (:before, :before_id)", before=before[0], before_id=before[1]
        )
        order = "DESC"
    statement = f"{_REPORTS} {conditions.where()} ORDER BY reports.at {order}, reports.article_id {order} LIMIT :limit"
    return statement, {**conditions.parameters, "limit": limit}


def search_expression(words: str) -> str:
    """The words as FTS5 takes them, each quoted so that nothing a person types is syntax; "" if nothing is left.

    `word*` finds beginnings of words, of two letters at least.
    """
    terms = []
    for word in storable(words).split():
        bare = word.rstrip("*")
        if re.search(r"\w", bare):
            quoted = bare.replace('"', '""')
            terms.append(f'"{quoted}"*' if word.endswith("*") and len(bare) > 1 else f'"{quoted}"')
    return " ".join(terms)
