"""Lists, pages and searches, and that none of them reads more than it shows."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import DEAD_AFTER, Cursor, PollerRow, Reader, Writer, integrity, open_reader, queries
from store.cleaning import folded
from store.off_story import ENTRIES_OFF_STORY
from store.report_rows import reports_of
from story import Kind

from .newsroom import START, Newsroom, at, background, killed, reports_known


@pytest.fixture
def filled(newsroom: Newsroom, reader: Reader) -> Reader:
    for number in range(1, 24):
        outlet = ("Quill Wire", "The Lamp", "Radio Cove")[number % 3]
        kind = Kind.INJURED if number % 4 == 0 else Kind.KILLED
        claims = [killed(number, kind=kind), background(number)] if number % 5 else []
        newsroom.publish(outlet, f"Incendie à Éclat {number}", claims, published=number // 2, seen=number + 1)
    return reader


def test_pages_backwards_and_forwards_show_every_event_once(filled: Reader) -> None:
    everything = filled.timeline(limit=1000)
    assert len(everything) == 23
    pages, before = [], None
    while page := filled.timeline(before=before, limit=4):
        pages += page
        before = page[-1].cursor
    assert pages == everything
    forwards, after = [], everything[-1].cursor
    while page := filled.timeline(after=after, limit=4):
        forwards = page + forwards
        after = page[0].cursor
    assert forwards == everything[:-1]
    between = filled.timeline(before=everything[2].cursor, after=everything[9].cursor)
    assert between == everything[3:9]


def test_pages_of_facts_show_every_fact_once(filled: Reader) -> None:
    for filters in ({}, {"kind": Kind.INJURED}, {"scope": None}, {"scope": None, "kind": Kind.KILLED}):
        everything = filled.facts(limit=1000, **filters)  # type: ignore[arg-type]
        pages, after = [], None
        while page := filled.facts(after=after, limit=3, **filters):  # type: ignore[arg-type]
            pages += page
            after = page[-1].cursor
        assert pages == everything
        assert len(everything) > 3
        assert everything == sorted(everything, key=lambda row: (row.first_at, row.id), reverse=True)


def test_a_fact_is_found_by_its_key(filled: Reader) -> None:
    for fact in filled.facts(limit=1000, scope=None):
        assert filled.fact_by_key(fact.key) == fact
    for key in ("", "killed", "\0", "\ud800", "%"):
        assert filled.fact_by_key(key) is None


def test_pages_of_articles_show_every_article_once(filled: Reader) -> None:
    pages, before = [], None
    while page := filled.articles(limit=5, before=before):
        pages += page
        before = Cursor(page[-1].first_seen_at, page[-1].id)
    assert [row.id for row in pages] == [row.id for row in filled.articles(limit=99)]
    assert len(pages) == 23


def test_a_filter_finds_without_case_and_accents_and_takes_no_syntax(filled: Reader) -> None:
    assert {row.outlet for row in filled.timeline(contains="RADIO còve")} == {"Radio Cove"}
    assert [row.label for row in filled.facts(contains="17 killed")] == ["17 killed"]
    assert len(filled.timeline(contains="éclat 5")) == 1
    for text in ("%", "_", "'", '"', "\\", "\0", "\ud800", "a" * 10_000):
        assert filled.timeline(contains=text) == []
        assert filled.facts(contains=text) == []
    assert len(filled.timeline(contains="   ")) == 23


def test_search_finds_words_beginnings_and_no_syntax(filled: Reader) -> None:
    assert {row.title for row in filled.search("incendie eclat 7")} == {"Incendie à Éclat 7"}
    assert len(filled.search("incend*", limit=9)) == 9
    assert [row.id for row in filled.search("security")] == sorted(
        (row.id for row in filled.search("security")), reverse=True
    )
    hostile = [
        '"',
        '""',
        "AND",
        "NOT x",
        "title:",
        "a OR b",
        "(",
        "*",
        "NEAR(a b)",
        "^a",
        "-a",
        "\0",
        "\ud800",
        "{",
        "é'",
    ]
    for words in [*hostile, " ".join(hostile), "", "   "]:
        filled.search(words)
    assert filled.search("") == filled.search("* ()") == []


def test_search_shows_an_article_once_though_all_its_revisions_match(newsroom: Newsroom, reader: Reader) -> None:
    article_id = newsroom.publish("The Lamp", "Fire", [killed(1)], published=1, seen=2)
    for number in range(2, 9):
        newsroom.edit(article_id, [killed(number)], seen=number * 10)
    assert [row.id for row in reader.search("fire", limit=3)] == [article_id]


def test_the_pollers_sign_of_life_is_the_last(writer: Writer, newsroom: Newsroom, reader: Reader) -> None:
    wall = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    for state in ("starting", "polling"):
        row = PollerRow(77, wall, wall, START, state, "note\0")
        writer.beat(row)
    found = reader.poller()
    assert found is not None
    assert (found.pid, found.started_at, found.next_visit_at, found.state, found.note) == (
        77,
        wall,
        START,
        "polling",
        "note\ufffd",
    )


def test_dashboard_and_status_call_a_poller_dead_at_the_same_moment_after_six_missed_heartbeats() -> None:
    from storywatch import health
    from storywatch.heartbeat import HEARTBEAT
    from tui import header

    assert DEAD_AFTER.total_seconds() == 6 * HEARTBEAT
    assert vars(health)["DEAD_AFTER"] is vars(header)["DEAD_AFTER"] is DEAD_AFTER


CURSOR = Cursor(at(9), 3)
MOMENT = at(60)
LISTS = {
    "timeline": queries.timeline(None, None, 50, "", None),
    "timeline before": queries.timeline(CURSOR, None, 50, "", None),
    "timeline after": queries.timeline(None, CURSOR, 50, "", None),
    "timeline with words": queries.timeline(CURSOR, None, 50, "fire", None),
    "timeline as of": queries.timeline(None, None, 50, "", MOMENT),
    "timeline before, as of": queries.timeline(CURSOR, None, 50, "", MOMENT),
    "facts": queries.facts(None, 200, None, None, None, "", None),
    "facts after": queries.facts(CURSOR, 200, None, None, None, "", None),
    "facts of a scope": queries.facts(CURSOR, 200, None, None, "event", "", None),
    "facts of a kind": queries.facts(CURSOR, 200, None, Kind.KILLED, None, "", None),
    "facts of scope and kind": queries.facts(CURSOR, 200, None, Kind.KILLED, "event", "fire", None),
    "facts as of": queries.facts(None, 200, None, None, "event", "", MOMENT),
    "facts after, as of": queries.facts(CURSOR, 200, None, Kind.KILLED, "event", "", MOMENT),
    "reports of a fact": queries.reports(1, None, 500, None),
    "reports after": queries.reports(1, ("2024", 3), 500, None),
    "reports before": queries.reports(1, None, 500, None, ("2024", 3)),
    "reports of a fact, as of": queries.reports(1, None, 500, MOMENT),
    "one fact": queries.fact("id", 1, None),
    "one fact, as of": queries.fact("id", 1, MOMENT),
    "one fact by its key": queries.fact("key", "killed|7|-|victims|event", None),
    "moment before": (queries.MOMENT_BEFORE, ["2024"]),
    "moment after": (queries.MOMENT_AFTER, ["2024"]),
    "entries off the story": (ENTRIES_OFF_STORY, [1, 500]),
    "one article": (queries.ARTICLE, [1]),
    "articles": (queries.ARTICLES, [50]),
    "articles before": (queries.ARTICLES_BEFORE, ["2024", 1, 50]),
    "revisions": (queries.REVISIONS, {"article_id": 1, "as_of": None}),
    "claims": (queries.CLAIMS, [1]),
}


@pytest.mark.parametrize("name", LISTS)
def test_no_list_sorts_or_reads_a_whole_table(name: str, newsroom: Newsroom) -> None:
    statement, parameters = LISTS[name]
    plan = newsroom.writer.database.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
    steps = [row[3] for row in plan]
    assert not [step for step in steps if "TEMP B-TREE" in step], steps
    assert not [step for step in steps if step.startswith("SCAN") and "INDEX" not in step], steps
    if "before" in name or "after" in name or " of " in name:
        assert steps[0].startswith("SEARCH"), steps


def test_the_schedule_is_read_by_index(newsroom: Newsroom) -> None:
    from store.article_visits import ARTICLE_DUE, NEXT_ARTICLE_VISIT_OF_HOST, NEXT_ARTICLE_VISITS

    for statement in (ARTICLE_DUE, NEXT_ARTICLE_VISIT_OF_HOST, NEXT_ARTICLE_VISITS):
        parameters = {"now": "2024", "host": "lamp.example:80"} if ":now" in statement else ["x"] * statement.count("?")
        plan = newsroom.writer.database.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
        steps = [row[3] for row in plan]
        assert [step for step in steps if "INDEX articles_due" in step], steps
        assert not [step for step in steps if "SCAN articles" in step], steps
        assert not [step for step in steps if "TEMP B-TREE" in step], steps
        assert not [step for step in steps if "SEARCH articles" in step and "USING" not in step], steps


def test_every_foreign_key_has_an_index(writer: Writer) -> None:
    database = writer.database
    for table in database.tables:
        if table.name.startswith(("revisions_fts", "sqlite_", "_sqlite")):
            continue
        leading = {index.columns[0] for index in table.indexes} | {table.pks[0]}
        for key in table.foreign_keys:
            assert key.column in leading, f"{table.name}.{key.column}"


def test_the_views_say_what_people_ask(filled: Reader, newsroom: Newsroom) -> None:
    database = newsroom.writer.database
    firsts = list(database.query("SELECT * FROM first_reports WHERE scope = 'event'"))
    assert len(firsts) == len(filled.facts(limit=99))
    assert {"fact", "outlet", "at", "sentence", "speaker", "url"} <= firsts[0].keys()
    (toll,) = database.query("SELECT * FROM toll_by_speaker WHERE kind = 'killed'")
    assert (toll["voice"], toll["figure"]) == ("security source", "23 killed")
    assert [row["label"] for row in database.query("SELECT label FROM timeline ORDER BY at DESC, id DESC")] == [
        row.label for row in filled.timeline(limit=99)
    ]


def test_damage_to_the_evidence_is_found(filled: Reader, newsroom: Newsroom, path: Path) -> None:
    assert integrity(path) == []
    execute = newsroom.writer.database.execute
    execute("UPDATE revisions SET text = 'x' || text WHERE id = 1")
    execute("PRAGMA foreign_keys = OFF")
    execute("DELETE FROM reports WHERE fact_id = 3")
    execute("DELETE FROM articles WHERE id = 5")
    execute("INSERT INTO revisions_fts (revisions_fts, rowid, title, text) VALUES ('delete', 2, 'wrong', 'wrong')")
    problems = "\n".join(integrity(path))
    for words in ("words are not at their place in revision 1", "fact 3 (", "row of articles", "full-text index"):
        assert words in problems, problems


def test_reports_come_with_their_claims(filled: Reader, path: Path) -> None:
    with open_reader(path) as reader:
        reports = reports_known(reader, Kind.INJURED, at(10_000))
        assert [report.fact_key for report in reports] == [f"injured|{n}|-|victims|event" for n in (4, 8, 12, 16)]
        assert reports_of(reader._connection, "facts.id = ?", (999,)) == []


@pytest.mark.parametrize(
    "words", ["smoke", "Smoke over", "sm", "s", "100%", "_ver", 'the "quay"', "'", "nobody says so", "é"]
)
def test_a_filter_finds_the_same_by_the_index_as_by_going_through_the_timeline(
    words: str, newsroom: Newsroom, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = ("Smoke over the harbour", 'All quiet on the "quay"', "100% of the crew safe", "l'été à Port Quill")
    for number, title in enumerate(titles):
        newsroom.publish("The Lamp", f"a{number}", [], published=number, seen=number + 1, title=title)
    by_index = reader.timeline(contains=words)
    monkeypatch.setattr(queries, "FEW_EVENTS", -1)
    assert reader.timeline(contains=words) == by_index
    monkeypatch.setattr(queries, "SHORTEST_PART", 99)
    assert reader.timeline(contains=words) == by_index
    assert [row.label for row in by_index] == [
        row.label for row in reader.timeline() if folded(words) in folded(f"{row.label} {row.detail} {row.outlet}")
    ]
