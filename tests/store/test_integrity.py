"""Whatever is wrong with a store, one line says so."""

from pathlib import Path

import pytest

from store import integrity
from store.findings import FINDINGS

from .newsroom import Newsroom, background, killed

LATER = "2031-01-01T00:00:00Z"
DAMAGE = {
    "a claim's words": ("UPDATE claims SET text = 'x' WHERE id = 1", "claim 1: its words are not at their place"),
    "a claim's sentence": (
        "UPDATE claims SET sentence_start = 3 WHERE id = 1",
        "claim 1: its sentence is not at its place in revision 1",
    ),
    "a report's evidence": ("UPDATE reports SET claim_id = 3 WHERE id = 1", "report of fact 1 by article 1 lacks"),
    "a revision that went": ("DELETE FROM revisions WHERE id = 2", "article 2 counts 1 revisions, has 0"),
    "a total": ("UPDATE totals SET count = 99 WHERE name = 'claims'", "totals count 99 claims, there are"),
    "a fact's reports": ("UPDATE facts SET report_count = 9 WHERE id = 1", "fact 1 (20 killed) counts 9 reports"),
    "a fact's withdrawn reports": ("UPDATE facts SET withdrawn_count = 0", "counts 2 reports (0 withdrawn), has 2 (1)"),
    "who was first": (
        "UPDATE facts SET first_articles = '[99]' WHERE id = 1",
        "fact 1 (20 killed) has no first report",
    ),
    "a fact's name": ("UPDATE facts SET label = 'x' WHERE id = 1", "fact 1 (x) is not what its history says"),
    "a fact's history": (
        "UPDATE fact_history SET first_at = '2024' WHERE fact_id = 1",
        "fact 1 (20 killed) is not what its history says",
    ),
    "a fact's counts": ("UPDATE facts SET outlet_count = 7", "fact 1 (20 killed) is not counted as its latest counts"),
    "a fact's sources": (
        "UPDATE fact_sources SET report_count = 5 WHERE fact_id = 1 AND publisher = 'The Lamp'",
        "fact 1 counts as reports by The Lamp out of lamp: 5, has 1",
    ),
    "an event twice": (
        "INSERT INTO events SELECT NULL, id + 100, at, not_before, not_after, event, label, detail, article_id, "
        "revision_id, fact_id, publisher, claim_id, passage_id, words, known_from, known_until FROM events",
        'fact 1 has 2 "fact" events of The Lamp',
    ),
    "an event's report": ("UPDATE events SET at = '2024'", "event 1 (20 killed) shows a report that is not there"),
    "two versions at once": (
        "UPDATE fact_history SET known_until = NULL WHERE known_until IS NOT NULL",
        "fact_history: a version of (3) that begins 2024-09-17T05:32:00Z ends never, the next one begins",
    ),
    "a version without length": (
        "UPDATE toll_standing SET known_until = known_from WHERE known_until IS NOT NULL",
        "toll_standing: a version of (killed, security source) that begins",
    ),
    "an open report twice": (
        "DROP INDEX reports_now; INSERT INTO reports SELECT 99, fact_id, article_id, revision_id, claim_id, "
        "passage_id, publisher, at, earliest, not_before, not_after, basis, origin, origin_how, origin_key, voice, "
        "voice_key, is_official, withdrawn_at, is_superseded, known_from, known_until FROM reports WHERE id = 1",
        "reports: a version of (1, 1) that begins",
    ),
    "a version from the future": (
        f"UPDATE toll_points SET known_from = '{LATER}' WHERE known_until IS NULL",
        "toll_points: 2 rows are known later than anything was learned",
    ),
    "a carrier": ("UPDATE toll_carriers SET reports = 8", "toll: killed|20|-|victims|event of “security source” by"),
    "a carrier that went": ("DELETE FROM toll_carriers WHERE fact_key LIKE 'killed|37|%'", "counts nothing, has 1"),
    "a voice's figure": (
        "DELETE FROM toll_figures WHERE fact_key LIKE 'killed|37|%'",
        "toll: the voice “security source” stands by killed|37|-|victims|event, which it never gave",
    ),
    "an origin": ("DELETE FROM toll_origins", "toll: killed|20|-|victims|event comes out of lamp from nothing"),
    "the clock": ("UPDATE toll_clock SET reports = 4", "toll: the clock of killed counts"),
    "a step": (
        "UPDATE toll_points SET headline_fact_key = 'killed|1|-|victims|event'",
        "shows killed|1|-|victims|event, which nobody gave",
    ),
    "the texts' index": (
        "INSERT INTO revisions_fts (revisions_fts, rowid, title, text) VALUES ('delete', 1, 'wrong', 'wrong')",
        "the full-text index doesn't agree with the texts",
    ),
    "the timeline's index": (
        "INSERT INTO events_fts (events_fts, rowid, words) VALUES ('delete', 1, 'wrong')",
        "the index of words doesn't agree with the timeline",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found(name: str, newsroom: Newsroom, path: Path) -> None:
    first = newsroom.publish("The Lamp", "a", [killed(20)], published=10, seen=12)
    newsroom.publish("Radio Cove", "b", [killed(20), background(5)], published=20, seen=22)
    newsroom.edit(first, [killed(37)], seen=32)
    newsroom.publish("Quill Wire", "c", [killed(37)], published=15, seen=40)
    assert integrity(path) == []
    statements, words = DAMAGE[name]
    newsroom.writer.database.execute("PRAGMA foreign_keys = OFF")
    newsroom.writer.database.conn.executescript(statements)
    problems = integrity(path)
    assert words in "\n".join(problems)
    assert all("\n" not in problem for problem in problems)


def test_every_finding_can_be_asked_of_an_empty_store(newsroom: Newsroom, path: Path) -> None:
    assert integrity(path) == []
    assert [row for each in FINDINGS for row in newsroom.writer.database.execute(each).fetchall()] == []
