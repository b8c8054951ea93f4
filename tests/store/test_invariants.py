"""Whatever is published and edited in whatever order: the store is whole, and facts kept step by step are those
counted from the start."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from store import Cursor, Reader, Writer, integrity, open_reader, open_writer
from store.report_rows import reports_of
from story import Claim, Kind, first_reports, independent_origins

from .newsroom import CONTEXT, OUTLETS, Newsroom, at, background, killed


def a_claim(number: int) -> Claim:
    """One of a few claims, so that articles often give the same."""
    options: list[dict[str, Any]] = [
        {},
        {"superseded": True},
        {"kind": Kind.INJURED},
        {"partial": True},
        {"via": "AFP"},
    ]
    return background(number) if number % 6 == 5 else killed(number % 3 + 1, **options[number % 6])


claims = st.lists(st.integers(0, 17).map(a_claim), max_size=3)
steps = st.lists(
    st.tuples(
        st.integers(0, 5),  # the article: a new one if there aren't so many yet
        st.sampled_from([spec.name for spec in OUTLETS]),
        claims,
        st.integers(0, 40),  # minutes until it is seen
        st.none() | st.integers(-90, 300),  # minutes after the start at which it says it was published
        st.none() | st.integers(0, 5),  # the article whose URL the page calls its own
    ),
    min_size=1,
    max_size=10,
)


def content(writer: Writer) -> list[list[tuple[Any, ...]]]:
    """What is derived from claims, without ids that may differ."""
    queries = (
        "SELECT facts.key, fact_history.* FROM fact_history JOIN facts ON facts.id = fact_id ORDER BY 1, known_from",
        "SELECT * FROM fact_counts ORDER BY fact_id, known_from",
        "SELECT * FROM fact_sources ORDER BY fact_id, publisher, origin_key",
        "SELECT key, label, voice, first_at, first_not_before, first_not_after, first_outlets, outlet_count, "
        "origin_count, report_count, withdrawn_count, last_at, words FROM facts WHERE report_count > 0 ORDER BY key",
        "SELECT facts.key, article_id, claim_id, at, not_before, not_after, basis, reports.origin, withdrawn_at, "
        "is_superseded, known_from, known_until FROM reports JOIN facts ON facts.id = fact_id "
        "ORDER BY 1, 2, known_from",
        "SELECT at, not_before, not_after, event, events.label, detail, article_id, revision_id, claim_id, facts.key, "
        "known_from, known_until FROM events LEFT JOIN facts ON facts.id = fact_id "
        "ORDER BY 1, 4, 5, 6, 7, 8, known_from",
    )
    return [writer.database.execute(query).fetchall() for query in queries]


def shown(reader: Reader, now: datetime, as_of: datetime | None) -> list[Any]:
    """All that lists, drill-down and toll show at a moment, without ids of events, which may differ."""
    facts = reader.facts(scope=None, as_of=as_of)
    reports = [reader.reports(fact.id, as_of=as_of) for fact in facts]
    timeline = [replace(row, cursor=Cursor(row.at, 0)) for row in reader.timeline(limit=1000, as_of=as_of)]
    timeline.sort(key=repr)
    kinds = reader.kinds(as_of)
    tolls = [(reader.toll(kind, as_of or now), reader.toll_series(kind, as_of or now)) for kind in kinds]
    return [facts, reports, timeline, kinds, tolls]


@settings(max_examples=40, deadline=None)
@given(steps)
def test_facts_kept_step_by_step_equal_facts_counted_from_the_start_and_the_past_stays_as_it_was_seen(
    script: list[Any],
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "story.db"
        with open_writer(path, context=CONTEXT) as writer, open_reader(path) as reader:
            newsroom = Newsroom(writer)
            articles: list[int] = []
            minute = 0
            seen_then: dict[datetime, list[Any]] = {}  # what the store showed at each moment: it had seen no more
            for number, outlet, given_claims, later, published, canonical in script:
                minute += later
                if number >= len(articles):
                    slug = f"a{len(articles)}"
                    known = newsroom.publish(outlet, slug, given_claims, published=published, seen=minute)
                    articles.append(known)
                else:
                    known_url = canonical is not None and canonical < len(articles)
                    url = f"http://{outlet.split()[-1].lower()}.example/a{canonical}" if known_url else None
                    newsroom.edit(articles[number], given_claims, seen=minute, canonical_url=url)
                seen_then[at(minute)] = shown(reader, at(minute), None)
            step_by_step = content(writer)
            for as_of, then in seen_then.items():
                assert shown(reader, as_of, as_of) == then
            writer.refresh_facts()
            assert content(writer) == step_by_step
            for as_of, then in seen_then.items():
                assert shown(reader, as_of, as_of) == then
            timeline = reader.timeline(limit=1000)
            assert timeline == sorted(timeline, key=lambda row: (row.cursor.at, row.cursor.id), reverse=True)
            for fact in reader.facts(scope=None):
                reports = reader.reports(fact.id)
                assert len(reports) == fact.reports
                in_rules = reports_of(writer.database.conn, "facts.id = ? AND known_until IS NULL", (fact.id,))
                assert tuple(report.outlet for report in first_reports(in_rules)) == fact.first_outlets
                assert independent_origins(in_rules) == fact.origins
                assert reports[0].is_first
                assert reports[0].at == fact.first_at
                assert {row.outlet for row in reports if row.is_first} == set(fact.first_outlets)
        assert integrity(path) == []
