"""Outlets' clocks that are wrong: what feeds' new articles show, kept as judgements with the time they were made.

An outlet has two clocks, that of its feeds and that of its pages; often only one is wrong. The rule is
`story.judge_clock`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from store.knowledge import learn
from store.moments import from_text, to_text
from store.outlets import insert
from story import ClockJudgement, ClockSample, OutletKind, judge_clock

if TYPE_CHECKING:
    from sqlite_utils import Database

SAMPLES = 60  # the latest of each feed, and of the outlet
CLOCKS = ("feed", "page")

# The latest entries whose coming is bounded on both sides; of those that led to an article, only the outlet's own.
_FEED_SAMPLES = f"""
SELECT latest.published_at, latest.seen_after, latest.first_seen_at
FROM (
    SELECT published_at, seen_after, first_seen_at, article_id FROM entries
    WHERE feed_id = :feed_id AND seen_after IS NOT NULL AND published_at IS NOT NULL
    ORDER BY id DESC LIMIT {SAMPLES}
) AS latest
LEFT JOIN articles ON articles.id = latest.article_id
WHERE articles.id IS NULL OR articles.outlet_id = :outlet_id
"""  # noqa: S608 a number of ours
_PAGE_SAMPLES = f"""
SELECT articles.published_at, latest.seen_after, latest.first_seen_at
FROM (
    SELECT seen_after, first_seen_at, article_id FROM entries
    WHERE feed_id = :feed_id AND seen_after IS NOT NULL AND article_id IS NOT NULL
    ORDER BY id DESC LIMIT {SAMPLES}
) AS latest
JOIN articles ON articles.id = latest.article_id
WHERE articles.outlet_id = :outlet_id AND articles.published_at IS NOT NULL
    AND articles.published_basis NOT IN ('feed', 'import')
"""  # noqa: S608 a number of ours
_CONCERNED = """
SELECT articles.id FROM outlet_clocks
JOIN articles ON articles.outlet_id = outlet_clocks.outlet_id
WHERE outlet_clocks.id = ? AND articles.revision_count > 0
    AND (outlet_clocks.since IS NULL OR articles.first_seen_at > outlet_clocks.since)
ORDER BY articles.id
"""
_IS_WRONG = """
SELECT 1 FROM outlet_clocks
WHERE outlet_id = :outlet_id AND clock = :clock AND known_from <= :as_of
    AND (since IS NULL OR since < :first_seen_at) AND (known_until IS NULL OR known_until > :first_seen_at)
LIMIT 1
"""


def judge_clocks(database: Database, feed_id: int, now: datetime) -> list[int]:
    """Judges the clocks of a feed's outlet by its feeds' latest entries, and keeps what is new; for when new ones came.

    Reads at most 120 entries a feed. Returns the articles whose times are newly not believed: their reports have to be
    dated anew. An aggregator isn't judged: its entries come late by their nature, and their times are others'.
    """
    outlet_id, kind = database.execute(
        "SELECT outlets.id, outlets.kind FROM feeds JOIN outlets ON outlets.id = feeds.outlet_id WHERE feeds.id = ?",
        (feed_id,),
    ).fetchone()
    if kind == OutletKind.AGGREGATOR:
        return []
    feeds = [row[0] for row in database.execute("SELECT id FROM feeds WHERE outlet_id = ?", (outlet_id,)).fetchall()]
    concerned: list[int] = []
    for clock, statement in zip(CLOCKS, (_FEED_SAMPLES, _PAGE_SAMPLES), strict=True):
        samples = [
            ClockSample(from_text(told), from_text(seen_after), from_text(first_seen))
            for each in feeds
            for told, seen_after, first_seen in database.execute(
                statement, {"feed_id": each, "outlet_id": outlet_id}
            ).fetchall()
        ]
        samples.sort(key=lambda sample: sample.first_seen, reverse=True)
        judgement_id = _keep(database, outlet_id, clock, judge_clock(samples[:SAMPLES]), now)
        if judgement_id is not None:
            concerned += articles_judged(database, judgement_id)
    return sorted(set(concerned))


def articles_judged(database: Database, judgement_id: int) -> list[int]:
    """The articles that a judgement may concern: those of its outlet that came since the clock went wrong."""
    return [row[0] for row in database.execute(_CONCERNED, (judgement_id,)).fetchall()]


def _keep(database: Database, outlet_id: int, clock: str, judged: ClockJudgement, now: datetime) -> int | None:
    """Ends the judgement that held if this one differs, and writes this one if the clock is wrong: its id."""
    known = database.execute(
        "SELECT id, reason FROM outlet_clocks WHERE outlet_id = ? AND clock = ? AND known_until IS NULL",
        (outlet_id, clock),
    ).fetchone()
    if (known[1] if known else "") == judged.reason:
        return None
    known_at = learn(database, now)
    if known is not None:
        database.execute("UPDATE outlet_clocks SET known_until = ? WHERE id = ?", (known_at, known[0]))
    if judged.is_believed:
        return None
    return insert(
        database,
        "outlet_clocks",
        {
            "outlet_id": outlet_id,
            "clock": clock,
            "ahead_by": None if judged.offset is None else int(judged.offset.total_seconds()),
            "reason": judged.reason,
            "since": to_text(judged.since),
            "known_from": known_at,
        },
    )


def is_clock_believed(
    database: Database, outlet_id: int, published_basis: str | None, first_seen_at: str, as_of: str
) -> bool:
    """Whether the times of an outlet's article are believed, as known at a moment (a table's text).

    `published_basis` says whose clock gave them; one given by hand ("import") is nobody's. A judgement concerns
    articles first seen while the clock was wrong: one that has been mended since makes their times no better.
    """
    if published_basis == "import":
        return True
    clock = "feed" if published_basis == "feed" else "page"
    found = database.execute(
        _IS_WRONG, {"outlet_id": outlet_id, "clock": clock, "first_seen_at": first_seen_at, "as_of": as_of}
    )
    return found.fetchone() is None
