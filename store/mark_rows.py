"""Marks as screens and commands show them: with what their target is now, or that it is gone."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from store.mark_targets import EvidenceTable, evidence_meant, find_evidence
from store.marks import MARKS, mark_of, marks_where, read_key_rules
from story import ArticleTarget, EvidenceTarget, KeyRules, Mark, effective_key, is_meant

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One judgement. `label` is what its target was called then; `fact_id`, `claim_id`, `passage_id` what it is now.

    `has_target` is False when nothing in the store is meant by it any more: a claim that the present grammar doesn't
    read, a fact that nobody gives. `target` is "claim", "passage", "article" or "fact"; `judgement` is one of
    `story.Judgement`. `articles` are those that a split takes off, `other_key` names the fact that they give, or the
    one that a merged fact counts as, and `other_label` what that is called.
    """

    id: int
    at: datetime
    author: str
    judgement: str
    target: str
    label: str
    note: str
    has_target: bool
    fact_key: str | None = None
    fact_id: int | None = None
    article_id: int | None = None
    revision: int | None = None
    claim_id: int | None = None
    passage_id: int | None = None
    sentence: str | None = None
    articles: tuple[int, ...] = ()
    other_key: str | None = None
    other_label: str | None = None
    undone_at: datetime | None = None
    undone_by: str | None = None


def read_marks(connection: sqlite3.Connection, as_of: datetime | None, *, with_undone: bool = False) -> list[MarkRow]:
    """All marks in force, the latest first, now or at a moment; `with_undone` those that are no longer, too."""
    if with_undone:
        marks = [mark_of(row) for row in connection.execute(f"{MARKS} ORDER BY marks.id").fetchall()]
    else:
        marks = marks_where(connection, "TRUE", as_of)
    return rows_of(connection, reversed(marks))


def read_mark_row(connection: sqlite3.Connection, mark_id: int) -> MarkRow | None:
    """One mark, in force or undone; None if there is none of this id."""
    found = connection.execute(f"{MARKS} WHERE marks.id = ?", (mark_id,)).fetchall()
    return next(iter(rows_of(connection, map(mark_of, found))), None)


def read_marks_of_fact(connection: sqlite3.Connection, fact_id: int, as_of: datetime | None) -> list[MarkRow]:
    """The marks in force on a fact and on those that count as it, what made or parted it too; the latest first."""
    found = connection.execute("SELECT key FROM facts WHERE id = ?", (fact_id,)).fetchone()
    if found is None:
        return []
    rules = read_key_rules(connection, as_of)
    keys = {found[0], *(key for key in rules.merges if effective_key(key, None, rules) == found[0])}
    condition = """
        marks.fact_key IN (SELECT value FROM json_each(:keys))
        OR marks.other_key IN (SELECT value FROM json_each(:keys))
    """
    return rows_of(connection, reversed(marks_where(connection, condition, as_of, keys=json.dumps(sorted(keys)))))


def read_marks_of_article(connection: sqlite3.Connection, article_id: int, as_of: datetime | None) -> list[MarkRow]:
    """The marks in force on an article, on its claims and passages, and the splits that name it; the latest first."""
    condition = """
        marks.article_id = :article_id
        OR marks.id IN (SELECT mark_id FROM marked_articles WHERE article_id = :article_id)
    """
    return rows_of(connection, reversed(marks_where(connection, condition, as_of, article_id=article_id)))


def read_marks_of_evidence(
    connection: sqlite3.Connection, table: EvidenceTable, evidence_id: int, as_of: datetime | None
) -> list[MarkRow]:
    """The marks in force that mean a claim or passage, made on it or on its sentence in another revision."""
    found = find_evidence(connection, table, evidence_id)
    if found is None:
        return []
    article_id, number, evidence = found
    marks = marks_where(connection, "marks.article_id = :article_id", as_of, article_id=article_id)
    meant = [m for m in marks if isinstance(m.target, EvidenceTarget) and is_meant(m.target, number, evidence)]
    return rows_of(connection, reversed(meant))


def rows_of(connection: sqlite3.Connection, marks: Iterable[Mark]) -> list[MarkRow]:
    """The marks with what their targets are now, in the order given."""
    marks = list(marks)
    rules = read_key_rules(connection) if marks else KeyRules()
    fact_called = functools.cache(lambda key: _fact_called(connection, effective_key(key, None, rules)))
    return [_row_of(connection, mark, fact_called) for mark in marks]


def _row_of(
    connection: sqlite3.Connection, mark: Mark, fact_called: Callable[[str], tuple[int, str] | None]
) -> MarkRow:
    row = MarkRow(
        id=mark.id,
        at=mark.at,
        author=mark.author,
        judgement=mark.judgement.value,
        target="article",
        label="",
        note=mark.note,
        has_target=True,
        articles=tuple(sorted(mark.articles)),
        undone_at=mark.undone_at,
        undone_by=mark.undone_by,
    )
    target = mark.target
    if isinstance(target, ArticleTarget):
        return replace(row, label=target.label, article_id=target.article_id)
    if isinstance(target, EvidenceTarget):
        evidence_id = evidence_meant(connection, target)
        return replace(
            row,
            target="passage" if target.is_passage else "claim",
            label=target.text,
            sentence=target.sentence,
            article_id=target.article_id,
            revision=target.revision,
            claim_id=None if target.is_passage else evidence_id,
            passage_id=evidence_id if target.is_passage else None,
            has_target=evidence_id is not None,
        )
    fact = fact_called(target.key)
    other = None if mark.other_key is None else fact_called(mark.other_key)
    return replace(
        row,
        target="fact",
        label=target.label,
        fact_key=target.key,
        fact_id=fact and fact[0],
        other_key=mark.other_key,
        other_label=other and other[1],
        has_target=fact is not None or other is not None,
    )


def _fact_called(connection: sqlite3.Connection, key: str) -> tuple[int, str] | None:
    """The fact of this key that somebody gives: id and label."""
    row = connection.execute("SELECT id, label FROM facts WHERE key = ? AND report_count > 0", (key,)).fetchone()
    return None if row is None else (row[0], row[1])
