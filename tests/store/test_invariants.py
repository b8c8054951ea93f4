"""Whatever is published and edited in whatever order: the store is whole, and facts kept step by step are those
counted from the start."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from store import Writer, integrity, open_reader, open_writer
from store.report_rows import reports_of
from story import Claim, Kind, first_reports, independent_origins

from .newsroom import CONTEXT, OUTLETS, Newsroom, background, killed


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
        "SELECT key, label, voice, first_at, first_not_before, first_not_after, first_outlets, outlet_count, "
        "origin_count, report_count, withdrawn_count, last_at, words FROM facts ORDER BY key",
        "SELECT facts.key, reports.article_id, claim_id, at, not_before, not_after, basis, origin, withdrawn_at, "
        "is_superseded, is_first FROM reports JOIN facts ON facts.id = fact_id ORDER BY 1, 2",
        "SELECT at, not_before, not_after, event, events.label, detail, article_id, revision_id, claim_id, facts.key "
        "FROM events LEFT JOIN facts ON facts.id = fact_id ORDER BY 1, 4, 5, 6, 7, 8",
    )
    return [writer.database.execute(query).fetchall() for query in queries]


@settings(max_examples=40, deadline=None)
@given(steps)
def test_facts_kept_step_by_step_equal_facts_counted_from_the_start(script: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "story.db"
        with open_writer(path, context=CONTEXT) as writer, open_reader(path) as reader:
            newsroom = Newsroom(writer)
            articles: list[int] = []
            minute = 0
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
                reader.reports_of_kind(Kind.KILLED)
            step_by_step = content(writer)
            writer.refresh_facts()
            assert content(writer) == step_by_step
            with open_reader(path) as fresh:
                for kind in Kind:
                    assert reader.reports_of_kind(kind) == fresh.reports_of_kind(kind)
            timeline = reader.timeline(limit=1000)
            assert timeline == sorted(timeline, key=lambda row: (row.cursor.at, row.cursor.id), reverse=True)
            for fact in reader.facts(scope=None):
                reports = reader.reports(fact.id)
                assert len(reports) == fact.reports
                in_rules = reports_of(writer.database.conn, "facts.id = ?", (fact.id,))
                assert tuple(report.outlet for report in first_reports(in_rules)) == fact.first_outlets
                assert independent_origins(in_rules) == fact.origins
                assert reports[0].is_first
                assert reports[0].at == fact.first_at
                assert {row.outlet for row in reports if row.is_first} == set(fact.first_outlets)
        assert integrity(path) == []
