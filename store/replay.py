"""Everything that follows from coverage, made anew from what was seen, in the order in which it was learned.

The same as if a store with the present rules had been there all the time: as of any moment it shows what it would
have shown then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.claim_rows import CLAIM_COLUMNS, claim_of
from store.copies import forget_copies
from store.facts import fact_of_claim
from store.marks import articles_concerned, read_mark
from store.outlet_clocks import articles_judged
from store.passages import lead_passages
from store.refreshing import refresh_articles
from store.settings import StorySetting
from store.toll_refresh import TOLL_TABLES

if TYPE_CHECKING:
    from sqlite_utils import Database

# What was learned: what a page says of its publication and credit, a text, a judgement or that it holds no longer, that
# an outlet's clock is wrong.
_STEPS = """
SELECT known_from, 0 AS step, article_id AS id FROM article_datings
WHERE NOT EXISTS (
    SELECT 1 FROM revisions
    WHERE revisions.article_id = article_datings.article_id AND revisions.known_from = article_datings.known_from
)
UNION ALL
SELECT known_from, 1, id FROM revisions
UNION ALL
SELECT at, 2, id FROM marks
UNION ALL
SELECT undone_at, 2, id FROM marks WHERE undone_at IS NOT NULL
UNION ALL
SELECT known_from, 3, id FROM outlet_clocks
ORDER BY known_from, step, id
"""
_FOLLOWS = ("reports", "events", "fact_history", "fact_counts", "fact_sources", "passage_blocks", *TOLL_TABLES)


Progress = Callable[[int, int], None]  # is told how many steps are done, and how many there are
STEPS_TOLD = 100


def replay(database: Database, setting: StorySetting, progress: Progress | None = None) -> None:
    """Brings what follows from coverage about anew. To be called inside a transaction."""
    forget_what_follows(database)
    bring_about(database, setting, progress)


def forget_what_follows(database: Database) -> None:
    """Empties all tables that follow from coverage; claims and passages, and the ids of facts, stay."""
    for table in _FOLLOWS:
        database.execute(f"DELETE FROM {table}")  # noqa: S608 the tables are ours
    forget_copies(database)
    database.execute("UPDATE passages SET fact_id = NULL")
    database.execute("UPDATE facts SET report_count = 0, withdrawn_count = 0, last_at = NULL, first_at = NULL")


def bring_about(database: Database, setting: StorySetting, progress: Progress | None = None) -> None:
    """Makes reports, facts, events, copies and the toll, step by step as they became known."""
    _rename_claims(database)
    steps = database.execute(_STEPS).fetchall()
    for done, (known_at, step, id) in enumerate(steps):
        if progress is not None and done % STEPS_TOLD == 0:
            progress(done, len(steps))
        if step == 0:
            concerned = {id}
        elif step == 1:
            (article_id,) = database.execute("SELECT article_id FROM revisions WHERE id = ?", (id,)).fetchone()
            concerned = {article_id} | lead_passages(database, id, setting.context)
        elif step == 3:
            concerned = set(articles_judged(database, id))
        else:
            mark = read_mark(database.conn, id)
            concerned = set(articles_concerned(database.conn, mark, known_at))
        refresh_articles(database, sorted(concerned), setting, known_at)
    if progress is not None:
        progress(len(steps), len(steps))
    _forget_unused_facts(database)


def _rename_claims(database: Database) -> None:
    """Leads every claim to its fact; for when the rule that names facts has changed."""
    last = 0
    while rows := database.execute(
        f"SELECT id, fact_id, {CLAIM_COLUMNS} FROM claims WHERE id > ? ORDER BY id LIMIT 10000",  # noqa: S608
        (last,),
    ).fetchall():
        for claim_id, known, *columns in rows:
            fact_id = fact_of_claim(database, claim_of(tuple(columns)))
            if fact_id != known:
                database.execute("UPDATE claims SET fact_id = ? WHERE id = ?", (fact_id, claim_id))
        last = rows[-1][0]


def _forget_unused_facts(database: Database) -> None:
    """Drops facts that no claim, passage or report leads to any more."""
    database.execute(
        """
        DELETE FROM facts WHERE id NOT IN (SELECT fact_id FROM claims WHERE fact_id IS NOT NULL)
            AND id NOT IN (SELECT fact_id FROM passages WHERE fact_id IS NOT NULL)
            AND id NOT IN (SELECT fact_id FROM reports)
        """
    )
