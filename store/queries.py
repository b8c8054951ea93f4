"""What the reader asks, as SQL. Lists are paged by key, never by OFFSET; values only ever come in as parameters."""

from __future__ import annotations

import re
from typing import Any

from store.claim_rows import CLAIM_COLUMNS
from store.cleaning import storable
from store.moments import to_text
from store.rows import Cursor
from story import Kind

COUNTS = """
SELECT
    (SELECT count(*) FROM outlets),
    (SELECT count(*) FROM feeds WHERE is_in_config),
    (SELECT count(*) FROM feeds WHERE is_in_config AND failures > 0),
    (SELECT count(*) FROM entries),
    (SELECT count(*) FROM articles),
    (SELECT count(*) FROM revisions),
    (SELECT count(*) FROM claims),
    (SELECT count(*) FROM facts WHERE scope = 'event')
"""

FEEDS = """
SELECT outlets.name, feeds.url, visits.finished_at, visits.outcome, visits.status, visits.reason, feeds.next_visit_at,
    feeds.failures, feeds.is_stopped OR NOT feeds.is_in_config, feeds.entry_count, feeds.on_story_count
FROM feeds
JOIN outlets ON outlets.id = feeds.outlet_id
LEFT JOIN visits ON visits.id = feeds.last_visit_id
ORDER BY NOT feeds.is_in_config, outlets.name, feeds.url
"""

KINDS = """
SELECT kind FROM facts
WHERE scope = 'event' AND party = 'victims' AND NOT is_partial AND modality IN ('reported', 'feared')
GROUP BY kind ORDER BY sum(report_count) DESC, kind
"""

_TIMELINE = """
SELECT events.id, events.at, events.not_before, events.not_after, events.event, events.label, events.detail,
    outlets.name, events.fact_id, events.article_id, events.revision_id, events.claim_id
FROM events
JOIN articles ON articles.id = events.article_id
JOIN outlets ON outlets.id = articles.outlet_id
"""

_FACTS = """
SELECT id, key, kind, low, high, qualifier, party, is_partial, group_name, scope, modality, label, voice, speaker,
    speaker_class, first_at, first_not_before, first_not_after, first_outlets, outlet_count, origin_count,
    report_count, withdrawn_count, last_at
FROM facts
"""
FACT = f"{_FACTS} WHERE id = ?"
FACT_BY_KEY = f"{_FACTS} WHERE key = ?"

REPORTS = """
SELECT reports.fact_id, reports.article_id, reports.revision_id, reports.claim_id, outlets.name, outlets.kind,
    revisions.title, articles.url, reports.at, reports.not_before, reports.not_after, reports.basis, reports.origin,
    reports.origin_how, claims.source, claims.via, claims.text, claims.sentence, claims.qualifier, claims.modality,
    reports.withdrawn_at, reports.is_first
FROM reports
JOIN claims ON claims.id = reports.claim_id
JOIN revisions ON revisions.id = reports.revision_id
JOIN articles ON articles.id = reports.article_id
JOIN outlets ON outlets.id = articles.outlet_id
WHERE reports.fact_id = ?
ORDER BY reports.at, reports.article_id
"""

_ARTICLES = """
SELECT articles.id, outlets.name, outlets.kind, articles.url, articles.title, articles.byline, articles.lang,
    articles.published_at, articles.published_basis, articles.modified_at, articles.first_seen_at,
    articles.last_seen_at, articles.revision_count, articles.claim_count
FROM articles JOIN outlets ON outlets.id = articles.outlet_id
"""
_NEWEST_ARTICLES = "ORDER BY articles.first_seen_at DESC, articles.id DESC LIMIT ?"
ARTICLE = f"{_ARTICLES} WHERE articles.id = ?"
ARTICLES = f"{_ARTICLES} {_NEWEST_ARTICLES}"
ARTICLES_BEFORE = f"{_ARTICLES} WHERE (articles.first_seen_at, articles.id) < (?, ?) {_NEWEST_ARTICLES}"

REVISIONS = """
SELECT id, article_id, number, title, text, lang, seen_not_before, seen_from
FROM revisions WHERE article_id = ? ORDER BY number
"""

CLAIMS = f"""
SELECT claims.id, claims.revision_id, claims.fact_id, {CLAIM_COLUMNS}
FROM claims WHERE claims.revision_id = ? ORDER BY claims.text_start, claims.id
"""  # noqa: S608 the columns are ours

SEARCH = """
SELECT revisions.article_id FROM revisions_fts
JOIN revisions ON revisions.id = revisions_fts.rowid
WHERE revisions_fts MATCH ? ORDER BY revisions_fts.rowid DESC
"""

Query = tuple[str, list[Any]]


def timeline(before: Cursor | None, after: Cursor | None, limit: int, words: str) -> Query:
    """A page of events: newest first, but oldest first for what follows `after`."""
    conditions: list[str] = []
    parameters: list[Any] = []
    order = "DESC"
    if before is not None:
        conditions.append("(events.at, events.id) < (?, ?)")
        parameters += [to_text(before.at), before.id]
    if after is not None:
        conditions.append("(events.at, events.id) > (?, ?)")
        parameters += [to_text(after.at), after.id]
        order = "DESC" if before is not None else "ASC"
    if words:
        conditions.append("instr(events.words, ?)")
        parameters.append(words)
    statement = f"{_TIMELINE} {_where(conditions)} ORDER BY events.at {order}, events.id {order} LIMIT ?"
    return statement, [*parameters, limit]


def facts(after: Cursor | None, limit: int, kind: Kind | None, scope: str | None, words: str) -> Query:
    """A page of facts, newest first report first."""
    conditions: list[str] = []
    parameters: list[Any] = []
    if scope is not None:
        conditions.append("scope = ?")
        parameters.append(scope)
    if kind is not None:
        conditions.append("kind = ?")
        parameters.append(str(kind))
    if after is not None:
        conditions.append("(first_at, id) < (?, ?)")
        parameters += [to_text(after.at), after.id]
    if words:
        conditions.append("instr(words, ?)")
        parameters.append(words)
    return f"{_FACTS} {_where(conditions)} ORDER BY first_at DESC, id DESC LIMIT ?", [*parameters, limit]


def _where(conditions: list[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def search_expression(words: str) -> str:
    """The words as FTS5 takes them, each quoted so that nothing a person types is syntax; "" if nothing is left.

    `word*` finds beginnings of words.
    """
    terms = []
    for word in storable(words).split():
        bare = word.rstrip("*")
        if re.search(r"\w", bare):
            quoted = bare.replace('"', '""')
            terms.append(f'"{quoted}"*' if word.endswith("*") else f'"{quoted}"')
    return " ".join(terms)
