"""Articles that are edited all the time: a save reads only what its new text can change, and changes just that."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from store import ArticleAfterVisit, NewRevision, Validators, Writer, integrity, open_writer
from store.history import History, read_history
from store.moments import to_text
from story import Claim, Report, Update, article_reports

from .newsroom import CONTEXT, Newsroom, at, entry, killed, revision, visit

CLAIMS = st.tuples(st.integers(20, 23), st.booleans(), st.sampled_from([None, "a hospital"]))


def reports(history: History) -> list[Report]:
    """What the article of a history reports."""
    return article_reports(
        history.article_id, history.outlet, history.publisher, history.kind, history.credit, history.revisions
    )


def rows(writer: Writer) -> list[list[object]]:
    """Everything that follows from coverage, as it was known at any moment."""
    tables = {
        "reports": "article_id, fact_id, claim_id, at, withdrawn_at, is_superseded, known_from, known_until",
        "events": "event, at, label, detail, revision_id, fact_id, known_from, known_until",
        "toll_points": "*",
    }
    return [
        writer.database.execute(
            f"SELECT {columns} FROM {table} ORDER BY {columns.replace('*', 'kind, at, known_from')}"
        ).fetchall()
        for table, columns in tables.items()
    ]


def claims_of(drawn: Sequence[tuple[int, bool, str | None]]) -> list[Claim]:
    """The claims of one text."""
    return [killed(low, superseded=superseded, source=source) for low, superseded, source in drawn]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(CLAIMS, max_size=4), min_size=2, max_size=9), st.integers(0, 1))
def test_what_a_new_text_changes_is_what_all_texts_together_say(
    texts: list[list[tuple[int, bool, str | None]]], others: int
) -> None:
    with TemporaryDirectory() as folder, open_writer(Path(folder) / "story.db", context=CONTEXT) as writer:
        newsroom = Newsroom(writer)
        live = newsroom.publish("The Lamp", "live", claims_of(texts[0]), published=0, seen=2)
        for number, drawn in enumerate(texts[1:], start=1):
            if others:
                newsroom.publish(
                    "Radio Cove", f"page {number}", claims_of(drawn), published=number * 10, seen=number * 10
                )
            newsroom.edit(live, claims_of(drawn), seen=number * 10 + 5)
            now = to_text(at(number * 10 + 5) + timedelta(minutes=1))
            whole = read_history(writer.database, live, CONTEXT.start, now)
            abridged = read_history(writer.database, live, CONTEXT.start, now, is_abridged=True)
            assert reports(abridged) == reports(whole)
        before = rows(writer)
        writer.refresh_facts()
        assert rows(writer) == before


def update_texts(texts: Sequence[Sequence[int]]) -> list[NewRevision]:
    """Texts of a live blog, ten minutes apart: each figure an update, posted so many minutes after the start."""
    found = []
    for number, minutes in enumerate(texts):
        text = revision("Live", [killed(100 + minute) for minute in minutes], at(number * 10 + 5))
        updates = tuple(
            Update(claim.sentence_start, claim.sentence_end, at(minute))
            for claim, minute in zip(text.claims, minutes, strict=True)
        )
        found.append(replace(text, updates=updates))
    return found


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(st.integers(-90, 80), max_size=5, unique=True), min_size=2, max_size=8))
def test_updates_date_and_withdraw_the_same_whether_all_texts_are_read_or_few(texts: list[list[int]]) -> None:
    with TemporaryDirectory() as folder, open_writer(Path(folder) / "story.db", context=CONTEXT) as writer:
        newsroom = Newsroom(writer)
        (live,) = newsroom.list_entries("The Lamp", at(1), entry("http://lamp.example/live", published_at=at(0)))
        for text in update_texts(texts):
            after = ArticleAfterVisit(Validators(), text.seen_at + timedelta(minutes=30), 0)
            writer.save_article_visit(live, visit("http://lamp.example/live", text.seen_at), after, text)
            now = to_text(text.seen_at + timedelta(minutes=1))
            whole = read_history(writer.database, live, CONTEXT.start, now)
            assert reports(read_history(writer.database, live, CONTEXT.start, now, is_abridged=True)) == reports(whole)
            for report in reports(whole):
                assert CONTEXT.start - timedelta(hours=1) <= report.time.best <= report.time.not_after
        before = rows(writer)
        writer.refresh_facts()
        assert rows(writer) == before
        assert integrity(writer.path) == []


def test_what_a_live_blog_pushes_down_for_hours_stands(newsroom: Newsroom) -> None:
    (live,) = newsroom.list_entries("The Lamp", at(1), entry("http://lamp.example/live"))
    for text in update_texts([range(max(0, number - 40), number) for number in range(1, 60)]):
        after = ArticleAfterVisit(Validators(), text.seen_at + timedelta(minutes=30), 0)
        newsroom.writer.save_article_visit(live, visit("http://lamp.example/live", text.seen_at), after, text)
    history = read_history(newsroom.writer.database, live, CONTEXT.start, to_text(at(9_999)), is_abridged=True)
    found = {report.claim.low - 100: report for report in reports(history)}
    assert len(found) == 59
    assert all(report.withdrawn_at is None for report in found.values())


def test_a_text_of_hundreds_is_read_without_the_others(newsroom: Newsroom) -> None:
    live = newsroom.publish("The Lamp", "live", [killed(20)], published=0, seen=2)
    for number in range(1, 31):
        newsroom.edit(live, [killed(20), killed(20 + number)], seen=number * 5)
    history = read_history(newsroom.writer.database, live, CONTEXT.start, to_text(at(999)), is_abridged=True)
    read = sum(len(revision.given) for revision in history.revisions)
    assert len(history.revisions) == 31
    assert read == 33
