"""What the writer asks of the store for one visit: by index, however much the store holds, and not too often."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store import ArticleAfterVisit, MarkRequest, Validators, open_writer, post
from story import ArticleTarget, Claim, Judgement, Kind

from .newsroom import CONTEXT, Newsroom, at, entry, killed, visit

# What doesn't grow with coverage: tables of the configuration and of single rows, what people judged, and what a
# statement bounds by itself.
SMALL = {"outlets", "feeds", "pauses", "knowledge", "totals", "marks", "sqlite_sequence"}
BOUNDED = {"json_each", "asked", "latest", "hosts", "most_overdue", "CONSTANT"}


@contextmanager
def traced(newsroom: Newsroom) -> Iterator[list[str]]:
    """The statements that are run meanwhile, with their values in place."""
    statements: list[str] = []
    connection = newsroom.writer.database.conn
    connection.set_trace_callback(statements.append)
    try:
        yield statements
    finally:
        connection.set_trace_callback(None)


def fill(newsroom: Newsroom, count: int) -> None:
    """Articles of which many give the same."""
    for number in range(1, count):
        outlet = ("Quill Wire", "The Lamp", "Radio Cove")[number % 3]
        claims = [killed(number % 9 + 1), killed(3, via="AFP")]
        article_id = newsroom.publish(outlet, f"a{number}", claims, published=number, seen=number + 2)
        if number % 4 == 0:
            newsroom.edit(article_id, [killed(number % 7 + 1)], seen=number + 2.5)


def new_article(newsroom: Newsroom, claims: list[Claim], *, published: float = 999, seen: float = 1000) -> None:
    listed = entry(f"http://lamp.example/{seen}", published_at=at(published))
    (article_id,) = newsroom.list_entries("The Lamp", at(seen), listed)
    newsroom.edit(article_id, claims, seen=seen + 1)


def unchanged(newsroom: Newsroom) -> None:
    after = ArticleAfterVisit(Validators(), at(1100), 0)
    newsroom.writer.save_article_visit(4, visit("http://x.example/", at(1100), "unchanged"), after, None)


def mark(newsroom: Newsroom) -> None:
    post(newsroom.writer.path, MarkRequest("Awa", Judgement.OFF_STORY, article=ArticleTarget(5)))
    newsroom.writer.take_up_requests(at(1200))


def schedule(newsroom: Newsroom) -> None:
    newsroom.writer.articles_due(newsroom.writer.next_article_visits(), at(1300))
    newsroom.writer.pauses(at(1300))
    newsroom.writer.latest_feed_visit()
    newsroom.writer.feeds()


HURT = killed(8, kind=Kind.INJURED)
STEPS: dict[str, Callable[[Newsroom], None]] = {
    "a new article": lambda newsroom: new_article(newsroom, [killed(3), killed(77), HURT]),
    "an edit": lambda newsroom: newsroom.edit(4, [killed(5), HURT], seen=1000, published_at=at(1)) and None,
    "an article found late": lambda newsroom: new_article(
        newsroom, [killed(3, via="AFP"), killed(4)], published=50, seen=1050
    ),
    "an unchanged article": unchanged,
    "a mark": mark,
    "the schedule": schedule,
}


@pytest.mark.parametrize("name", STEPS)
def test_no_step_of_the_writer_reads_a_whole_table_that_grows(name: str, newsroom: Newsroom) -> None:
    fill(newsroom, 30)
    with traced(newsroom) as statements:
        STEPS[name](newsroom)
    asked = {text for text in statements if re.match(r"\s*(SELECT|WITH|UPDATE|DELETE|INSERT)", text)}
    # A row that is added is looked for in tables that point to it, but only if some point to none.
    asked = {text for text in asked if not re.search(r"^\s*INSERT[^;]*VALUES", text)}
    assert asked
    for text in asked:
        for *_, step in newsroom.writer.database.execute(f"EXPLAIN QUERY PLAN {text}").fetchall():
            if step.startswith("SCAN"):
                assert step.split()[1] in SMALL | BOUNDED, (step, text)


@pytest.mark.parametrize("table", ["facts", "claims", "passages", "visits", "marks", "reports", "events"])
def test_a_row_goes_without_a_look_at_whole_tables_that_may_point_to_it(table: str, newsroom: Newsroom) -> None:
    plan = newsroom.writer.database.execute(f"EXPLAIN QUERY PLAN DELETE FROM {table} WHERE rowid = 1").fetchall()
    assert [step for (*_, step) in plan if not step.startswith("SEARCH")] == []


def instructions(newsroom: Newsroom, step: Callable[[Newsroom], None]) -> int:
    """How many instructions SQLite carries out for a step: what it costs, whatever else the machine does."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    connection = newsroom.writer.database.conn
    connection.set_progress_handler(count, 10)
    try:
        step(newsroom)
    finally:
        connection.set_progress_handler(None, 0)
    return counted * 10


def test_steps_cost_no_more_in_a_store_that_is_ten_times_as_large(tmp_path: Path) -> None:
    costs: dict[str, list[int]] = {name: [] for name in STEPS}
    for count in (40, 400):
        with open_writer(tmp_path / f"{count}.db", context=CONTEXT) as writer:
            newsroom = Newsroom(writer)
            fill(newsroom, count)
            for name, step in STEPS.items():
                costs[name].append(instructions(newsroom, step))
    # Not so yet: what goes is told from the other reports of its publisher's run, all of which are read.
    steady = costs.keys() - {"an edit", "a mark"}
    assert [name for name in steady if costs[name][1] > 1.5 * costs[name][0]] == [], costs


def test_a_new_article_asks_little_more_for_each_claim(newsroom: Newsroom) -> None:
    fill(newsroom, 30)
    asked = {}
    for count in (1, 10, 20):
        with traced(newsroom) as statements:
            new_article(newsroom, [killed(1000 * count + n) for n in range(count)], seen=2000 + 10 * count)
        asked[count] = sum(not text.startswith("--") for text in statements)  # without what the full-text index does
    assert asked[1] < 160, asked
    assert asked[20] - asked[10] < 10 * 40, asked
