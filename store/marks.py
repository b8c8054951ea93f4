"""Marks as rows: made and undone by the writer, and as the core reads them when it counts an article's facts.

Nothing here is ever counted anew: what people judged stays when facts are made afresh, and an undone mark stays as one
that was undone.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from store.errors import RequestRefused
from store.moments import from_text, to_text
from story import (
    ArticleMarks,
    ArticleTarget,
    EvidenceTarget,
    FactTarget,
    Judgement,
    KeyRules,
    Mark,
    article_marks,
    key_rules,
    merge_problem,
    next_split_key,
)

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from store.requests import MarkRequest, UndoRequest

MARKS = """
SELECT marks.id, marks.at, marks.author, marks.judgement, marks.target, marks.label, marks.note, marks.article_id,
    marks.revision_number, marks.kind, marks.low, marks.high, marks.text_start, marks.text_end, marks.sentence,
    marks.fact_key, marks.other_key, marks.undone_at, marks.undone_by,
    (SELECT json_group_array(article_id) FROM marked_articles WHERE mark_id = marks.id)
FROM marks
"""
MANY_REPORTS = 1000  # beyond which a fact isn't merged into a smaller one: about a second's work for the writer
IN_FORCE = "marks.undone_at IS NULL"
IN_FORCE_AT = "marks.at <= :at AND (marks.undone_at IS NULL OR marks.undone_at > :at)"


def mark_of(row: tuple[Any, ...]) -> Mark:
    """The mark in a row of MARKS."""
    target: EvidenceTarget | ArticleTarget | FactTarget
    if row[4] == "fact":
        target = FactTarget(row[15], row[5])
    elif row[4] == "article":
        target = ArticleTarget(row[7], row[5])
    else:
        target = EvidenceTarget(row[7], row[8], row[9], row[10], row[11], row[12], row[13], row[5], row[14])
    return Mark(
        id=row[0],
        at=from_text(row[1]),
        author=row[2],
        judgement=Judgement(row[3]),
        target=target,
        note=row[6],
        articles=frozenset(json.loads(row[19])),
        other_key=row[16],
        undone_at=from_text(row[17]),
        undone_by=row[18],
    )


def marks_where(connection: sqlite3.Connection, condition: str, at: datetime | None, **parameters: Any) -> list[Mark]:
    """The marks that meet a condition and are in force, now or `at` a moment, oldest first."""
    in_force = IN_FORCE if at is None else IN_FORCE_AT
    found = connection.execute(
        f"{MARKS} WHERE ({condition}) AND {in_force} ORDER BY marks.id", {**parameters, "at": to_text(at)}
    )
    return [mark_of(row) for row in found.fetchall()]


def read_key_rules(connection: sqlite3.Connection, at: datetime | None = None) -> KeyRules:
    """The merges and splits in force, now or at a moment. People make them by hand: they are few."""
    return key_rules(marks_where(connection, "marks.judgement IN ('merge', 'split')", at))


def read_article_marks(connection: sqlite3.Connection, article_id: int, at: datetime | None = None) -> ArticleMarks:
    """What marks in force, now or at a moment, say of an article: to be asked before its claims are counted."""
    condition = """
        (marks.article_id = :article_id AND marks.judgement IN ('wrong', 'off-story')) OR marks.judgement = 'merge'
        OR marks.id IN (SELECT mark_id FROM marked_articles WHERE article_id = :article_id)
    """
    return article_marks(article_id, marks_where(connection, condition, at, article_id=article_id))


def articles_concerned(connection: sqlite3.Connection, mark: Mark, at: str) -> list[int]:
    """The articles, as known `at` a moment, that have to be counted anew when a mark is made or undone then.

    A merge concerns those whose own words give the merged fact, or one that was merged into it, and those that were
    split off to be it: as many as give the smaller fact, however many give the one that it counts as.
    """
    if mark.judgement in (Judgement.WRONG, Judgement.OFF_STORY):
        assert not isinstance(mark.target, FactTarget)
        return [mark.target.article_id]
    if mark.judgement is Judgement.SPLIT:
        return sorted(mark.articles)
    if mark.judgement is not Judgement.MERGE or not isinstance(mark.target, FactTarget):
        return []
    others = marks_where(connection, "marks.judgement IN ('merge', 'split')", from_text(at))
    keys, split_off = key_rules(others).led_to(mark.target.key)
    found = connection.execute(
        f"{_GIVING.format(table='claims')} UNION {_GIVING.format(table='passages')}",
        {"keys": json.dumps(sorted(keys)), "at": at},
    )
    return sorted(split_off.union(row[0] for row in found.fetchall()))


_GIVING = """
SELECT revisions.article_id FROM facts
JOIN {table} ON {table}.fact_id = facts.id
JOIN revisions ON revisions.id = {table}.revision_id AND revisions.known_from <= :at
WHERE facts.key IN (SELECT value FROM json_each(:keys))
"""


def make_mark(database: Database, request: MarkRequest, at: str) -> tuple[int, list[int]]:
    """Writes a mark; its id, and the articles to count anew. Raises RequestRefused when the store says it can't be."""
    columns = _columns_of_target(database.conn, request)
    rules = read_key_rules(database.conn)
    other_key = None
    if request.judgement is Judgement.MERGE:
        assert request.into is not None
        _check_sizes(database.conn, columns["fact_key"], request.into)
        if problem := merge_problem(columns["fact_key"], request.into, rules):
            raise RequestRefused(problem)
        other_key = request.into
    elif request.judgement is Judgement.SPLIT:
        _check_split(database.conn, columns["fact_key"], request.articles)
        taken = database.execute("SELECT other_key FROM marks WHERE judgement = 'split'").fetchall()
        other_key = next_split_key(columns["fact_key"], [key for (key,) in taken])
    else:
        _check_is_new(database.conn, request, columns)
    row = {
        "at": at,
        "author": request.author,
        "judgement": request.judgement.value,
        "note": request.note,
        "other_key": other_key,
        **columns,
    }
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    (mark_id,) = database.execute(
        f"INSERT INTO marks ({names}) VALUES ({values}) RETURNING id",  # noqa: S608 the columns are ours
        row,
    ).fetchone()
    for article_id in request.articles:
        database.execute("INSERT INTO marked_articles (mark_id, article_id) VALUES (?, ?)", (mark_id, article_id))
    mark = read_mark(database.conn, mark_id)
    return mark_id, articles_concerned(database.conn, mark, at)


def undo_mark(database: Database, request: UndoRequest, at: str) -> tuple[int, list[int]]:
    """Notes that a mark holds no longer; its id, and the articles to count anew. Raises RequestRefused."""
    mark = read_mark(database.conn, request.mark)
    if mark.undone_at is not None:
        raise RequestRefused(f"mark {mark.id} was undone already, by {mark.undone_by}")
    concerned = articles_concerned(database.conn, mark, at)
    database.execute("UPDATE marks SET undone_at = ?, undone_by = ? WHERE id = ?", (at, request.author, mark.id))
    return mark.id, concerned


def read_mark(connection: sqlite3.Connection, mark_id: int) -> Mark:
    """One mark, undone or not. Raises RequestRefused if there is none of this id."""
    row = connection.execute(f"{MARKS} WHERE marks.id = ?", (mark_id,)).fetchone()
    if row is None:
        raise RequestRefused(f"there is no mark {mark_id}; `storywatch marks` lists them")
    return mark_of(row)


def _columns_of_target(connection: sqlite3.Connection, request: MarkRequest) -> dict[str, Any]:
    """The columns that name a mark's target, which must be in the store. Raises RequestRefused."""
    target = request.target
    if isinstance(target, FactTarget):
        return {"target": "fact", "fact_key": target.key, "label": _label_of_fact(connection, target.key)}
    row = connection.execute("SELECT title FROM articles WHERE id = ?", (target.article_id,)).fetchone()
    if row is None:
        raise RequestRefused(f"there is no article {target.article_id}")
    if isinstance(target, ArticleTarget):
        return {"target": "article", "article_id": target.article_id, "label": row[0]}
    text = connection.execute(
        "SELECT substr(text, ?, ?) FROM revisions WHERE article_id = ? AND number = ?",
        (target.start + 1, target.end - target.start, target.article_id, target.revision),
    ).fetchone()
    if text is None or text[0] != target.text:
        raise RequestRefused(f"article {target.article_id}, revision {target.revision}: the words are not there")
    return {
        "target": "passage" if target.is_passage else "claim",
        "label": target.text,
        "article_id": target.article_id,
        "revision_number": target.revision,
        "kind": target.kind,
        "low": target.low,
        "high": target.high,
        "text_start": target.start,
        "text_end": target.end,
        "sentence": target.sentence,
    }


def _label_of_fact(connection: sqlite3.Connection, key: str) -> str:
    row = connection.execute("SELECT label FROM facts WHERE key = ? AND report_count > 0", (key,)).fetchone()
    if row is None:
        raise RequestRefused(f"there is no fact “{key}” (any more)")
    return str(row[0])


def _check_sizes(connection: sqlite3.Connection, key: str, into: str) -> None:
    """Refuses to count a large fact's reports anew where the smaller one's would do, and a fact that isn't there."""
    _label_of_fact(connection, into)
    (reports,) = connection.execute("SELECT report_count FROM facts WHERE key = ?", (key,)).fetchone()
    (others,) = connection.execute("SELECT report_count FROM facts WHERE key = ?", (into,)).fetchone()
    if reports > max(MANY_REPORTS, others):
        raise RequestRefused(
            f"it has {reports} reports, the other {others}: merge that one into this one, the poller waits while all "
            "reports of the merged fact are counted anew"
        )


def _check_split(connection: sqlite3.Connection, key: str, articles: tuple[int, ...]) -> None:
    named = json.dumps(articles)
    giving = {
        row[0]
        for row in connection.execute(
            """
            SELECT reports.article_id FROM json_each(?) AS named
            JOIN facts ON facts.key = ? JOIN reports
                ON reports.fact_id = facts.id AND reports.article_id = named.value AND reports.known_until IS NULL
            """,
            (named, key),
        ).fetchall()
    }
    for article_id in articles:
        if article_id not in giving:
            raise RequestRefused(f"article {article_id} gives no report of this fact")
    (reports,) = connection.execute("SELECT report_count FROM facts WHERE key = ?", (key,)).fetchone()
    if reports <= len(giving):
        raise RequestRefused("these are all articles that give this fact: nothing would be left of it")


def _check_is_new(connection: sqlite3.Connection, request: MarkRequest, columns: dict[str, Any]) -> None:
    """Refuses what is in force already: a claim twice wrong, an article twice off the story, a fact by one author."""
    if request.judgement is Judgement.NOTE:
        return
    same_place = {
        "fact": "marks.fact_key = :fact_key AND marks.author = :author",
        "article": "marks.article_id = :article_id",
    }.get(
        columns["target"],
        "marks.article_id = :article_id AND marks.revision_number = :revision_number AND marks.kind = :kind "
        "AND marks.low IS :low AND marks.high IS :high AND marks.text_start < :text_end "
        "AND marks.text_end > :text_start",
    )
    condition = f"marks.judgement = :judgement AND {same_place}"
    known = marks_where(
        connection, condition, None, **columns, author=request.author, judgement=request.judgement.value
    )
    if known:
        raise RequestRefused(f"it is marked “{request.judgement}” already (mark {known[0].id}, by {known[0].author})")
