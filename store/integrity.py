"""Whether a store is whole: the file, the full-text index, the foreign keys, and the evidence behind every number."""

from __future__ import annotations

from pathlib import Path

from store.connection import connect_for_reading, reading_errors
from store.engine import sqlite

_FINDINGS = (
    (
        "SELECT 'report of fact ' || reports.fact_id || ' by article ' || reports.article_id || ' lacks its evidence' "
        "FROM reports LEFT JOIN claims ON claims.id = reports.claim_id "
        "LEFT JOIN passages ON passages.id = reports.passage_id "
        "LEFT JOIN revisions ON revisions.id = coalesce(claims.revision_id, passages.revision_id) "
        "WHERE revisions.article_id IS NOT reports.article_id OR revisions.id IS NOT reports.revision_id"
    ),
    (
        "SELECT 'claim ' || claims.id || ': its words are not at their place in revision ' || revision_id "
        "FROM claims JOIN revisions ON revisions.id = claims.revision_id "
        "WHERE substr(revisions.text, text_start + 1, text_end - text_start) <> claims.text"
    ),
    (
        "SELECT 'claim ' || claims.id || ': its sentence is not at its place in revision ' || revision_id "
        "FROM claims JOIN revisions ON revisions.id = claims.revision_id "
        "WHERE substr(revisions.text, sentence_start + 1, sentence_end - sentence_start) <> claims.sentence"
    ),
    (
        "SELECT 'passage ' || passages.id || ': its words are not at their place in revision ' || revision_id "
        "FROM passages JOIN revisions ON revisions.id = passages.revision_id "
        "WHERE substr(revisions.text, text_start + 1, text_end - text_start) <> passages.text"
    ),
    (
        "SELECT 'fact ' || facts.id || ' (' || label || ') counts ' || report_count || ' reports, has ' "
        "|| count(reports.id) FROM facts "
        "LEFT JOIN reports ON reports.fact_id = facts.id AND reports.known_until IS NULL "
        "GROUP BY facts.id HAVING count(reports.id) <> report_count"
    ),
    (
        "SELECT 'fact ' || facts.id || ' (' || label || ') has no first report' FROM facts "
        "WHERE report_count > 0 AND NOT EXISTS (SELECT 1 FROM json_each(first_articles) AS first "
        "JOIN reports ON reports.fact_id = facts.id AND reports.article_id = first.value AND known_until IS NULL)"
    ),
    (
        "SELECT 'fact ' || facts.id || ' (' || facts.label || ') is not what its history says' FROM facts "
        "LEFT JOIN fact_history AS history ON history.fact_id = facts.id AND history.known_until IS NULL "
        "WHERE report_count > 0 "
        "AND (history.first_at, history.first_articles) IS NOT (facts.first_at, facts.first_articles)"
    ),
    (
        "SELECT 'article ' || articles.id || ' counts ' || revision_count || ' revisions, has ' || count(revisions.id) "
        "FROM articles LEFT JOIN revisions ON revisions.article_id = articles.id "
        "GROUP BY articles.id HAVING count(revisions.id) <> revision_count "
        "OR max(revisions.id) IS NOT latest_revision_id OR coalesce(max(revisions.number), 0) <> revision_count"
    ),
    (
        "SELECT 'fact ' || fact_id || ' has ' || count(*) || ' \"fact\" events' FROM events "
        "WHERE event = 'fact' AND known_until IS NULL GROUP BY fact_id HAVING count(*) > 1"
    ),
    (
        "SELECT 'entry ' || id || ' is on the story but leads to no article' FROM entries "
        "WHERE is_on_story AND url IS NOT NULL AND article_id IS NULL"
    ),
)


def integrity(path: Path) -> list[str]:
    """What is wrong with a store, one line each; empty if it is whole. Reads everything: seconds for a large store.

    Raises StoreMissing, StoreTooNew and StoreUnreadable as `open_reader` does. The full-text index is compared with
    the texts in a temporary copy, since that check is a write to SQLite.
    """
    path = Path(path)
    connection = connect_for_reading(path)
    try:
        with reading_errors(path):
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check").fetchall()]
            problems = [] if found == ["ok"] else [f"the file: {line}" for line in found]
            for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
                problems.append(f"{table} {row_id}: points to a row of {parent} that isn't there")
            for statement in _FINDINGS:
                problems += [str(row[0]) for row in connection.execute(statement).fetchall()]
            return problems + _full_text_problems(connection)
    finally:
        connection.close()


def _full_text_problems(connection: sqlite.Connection) -> list[str]:
    copy = sqlite.connect("", isolation_level=None)  # a temporary file of SQLite's own
    try:
        connection.backup(copy)
        copy.execute("INSERT INTO revisions_fts (revisions_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite.DatabaseError as error:
        return [f"the full-text index doesn't agree with the texts: {error}"]
    finally:
        copy.close()
    return []
