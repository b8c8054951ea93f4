"""Figures, statements and happenings side by side, their kin, and facts that very many report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store import Cursor, ReportRow, open_reader, open_writer
from tui import DashboardOptions
from tui.app import Dashboard
from tui.article_screen import ArticleScreen
from tui.fact_picker import FactPicker
from tui.fact_screen import FactScreen
from tui.window import LARGEST, PAGE, ReportsWindow

from .invented_store import at, put_sayings
from .reading import messages_of, press, screen_lines, screen_text


@pytest.fixture
def sayings(store_path: Path, make_options: Callable[..., DashboardOptions]) -> DashboardOptions:
    """The dashboard on a store with a happening, a statement, and figures that are kin."""
    with open_writer(store_path) as writer:
        put_sayings(writer)
    return make_options(store_path)


async def test_the_sorts_are_told_apart_by_a_sign_and_one_key_goes_through_them(sayings: DashboardOptions) -> None:
    app = Dashboard(sayings)
    async with app.run_test(size=(160, 40)) as pilot:
        await press(pilot, "4")
        seen = []
        for _ in range(4):
            seen.append({fact.type.value for fact in app.main.facts_list.rows})
            name = "facts" if len(seen[-1]) > 1 else f"{min(seen[-1])}s"
            assert f"[/bold]{name}, newest first" in str(app.main.query_one("#facts").border_title)
            await press(pilot, "f")
        assert seen == [{"figure", "statement", "happening"}, {"figure"}, {"statement"}, {"happening"}]
        text = screen_text(app)
        assert "! closure: the" in text
        assert "> “We heard" in text
        assert "# at least 18 killed" in text


async def test_what_has_no_figure_stands_below_the_figures_either_way_round(sayings: DashboardOptions) -> None:
    app = Dashboard(sayings)
    async with app.run_test(size=(160, 40)) as pilot:
        await press(pilot, "4", "s", "s")
        for _ in range(2):
            lows = [fact.low for fact in app.main.facts_list.rows]
            figures = [low for low in lows if low is not None]
            assert lows == [*figures, *[None] * (len(lows) - len(figures))]
            assert None in lows
            await press(pilot, "S")


async def test_a_sort_that_nobody_has_says_so(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "f", "f")
        assert "No statement is known. f shows other facts." in screen_text(app)
        await press(pilot, "enter", "space", "s", "f", "f")
        assert app.main.facts_list.rows


async def test_a_statement_leads_to_its_words_and_back(sayings: DashboardOptions) -> None:
    app = Dashboard(sayings)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "f", "f", "enter")
        assert isinstance(app.screen, FactScreen)
        assert "> statement: “We heard three explosions" in screen_text(app)
        assert "Inga Ravn" in screen_lines(app)[0]
        await press(pilot, "enter")
        assert isinstance(app.screen, ArticleScreen)
        assert "1 figure, 1 statement, 1 happening" in screen_text(app)
        assert app.screen.chosen is not None
        assert app.screen.chosen.evidence.text.startswith("We heard three explosions")
        await press(pilot, "n")
        assert app.screen.chosen.evidence.text == "at least 18 died"
        await press(pilot, "N", "N")
        assert app.screen.chosen.evidence.text.startswith("The port authority")
        await press(pilot, "enter")
        assert isinstance(app.screen, FactScreen)
        assert "! happening: closure: the northern harbour" in screen_text(app)
        assert len(app.screen_stack) == 4


async def test_from_an_articles_words_back_to_the_fact_one_came_from(sayings: DashboardOptions) -> None:
    app = Dashboard(sayings)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "enter")
        fact_screen = app.screen
        await press(pilot, "enter", "enter")
        assert app.screen is fact_screen


async def test_kin_are_named_and_one_key_away(sayings: DashboardOptions) -> None:
    app = Dashboard(sayings)
    async with app.run_test(size=(120, 40)) as pilot:
        fact = next(fact for fact in app.main.facts_list.rows if fact.label == "at least 18 killed")
        app.open_fact(fact.id)
        await pilot.pause()
        assert "kin 18 killed" in screen_text(app)
        await press(pilot, "K")
        assert isinstance(app.screen, FactScreen)
        assert app.screen.fact is not None
        assert app.screen.fact.label == "18 killed"
        app.open_one_of([fact, replace(fact, id=fact.id + 1_000)], "[/title]")
        await pilot.pause()
        assert isinstance(app.screen, FactPicker)
        await press(pilot, "escape", "q", "q")
        app.open_fact(next(fact for fact in app.main.facts_list.rows if fact.label == "9 killed").id)
        await press(pilot, "K")
        assert "kin" not in screen_text(app)
        assert isinstance(app.screen, FactScreen)


async def test_the_timeline_marks_the_sorts_and_opens_a_fact_at_the_events_own_report(
    sayings: DashboardOptions,
) -> None:
    app = Dashboard(sayings)
    messages = messages_of(app)
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        rows = app.main.timeline_list.rows
        row = next(row for row in rows if row.event == "report" and row.label.startswith("closure"))
        app.main.timeline_list.select(row.cursor.id)
        assert "also  !" in screen_text(app)
        await press(pilot, "y")
        assert "Radio Môle" in messages[-1]
        assert "The port authority closed the northern harbour" in messages[-1]
        await press(pilot, "enter")
        assert isinstance(app.screen, FactScreen)
        assert app.screen.reports_list.selected == row.article_id


class Reports:
    """A fact's reports held in memory that answer as the store's reader does, and count what they give out."""

    def __init__(self, like: ReportRow, count: int) -> None:
        self.rows = [
            replace(like, article_id=number, at=at(0) + timedelta(minutes=number // 3), title=f"Report {number}")
            for number in range(1, count + 1)
        ]
        self.largest_answer = 0

    def reports(
        self,
        fact_id: int,
        *,
        after: Cursor | ReportRow | None = None,
        before: Cursor | ReportRow | None = None,
        limit: int = 500,
        as_of: datetime | None = None,
    ) -> list[ReportRow]:
        def place(row: Cursor | ReportRow) -> tuple[datetime, int]:
            return row.at, row.id if isinstance(row, Cursor) else row.article_id

        rows = self.rows
        if after is not None:
            rows = [row for row in rows if place(row) > place(after)]
        if before is not None:
            rows = [row for row in rows if place(row) < place(before)][-limit:]
        rows = rows[:limit]
        self.largest_answer = max(self.largest_answer, len(rows))
        return rows


@pytest.fixture
def one_report(store_path: Path) -> ReportRow:
    with open_reader(store_path) as reader:
        return reader.reports(reader.facts()[0].id)[0]


def test_a_facts_reports_are_held_a_stretch_at_a_time_from_the_first_to_the_last(one_report: ReportRow) -> None:
    source, window = Reports(one_report, 1_500), ReportsWindow(1)
    window.top(source)
    seen = [row.article_id for row in window.rows]
    while window.extend_down(source):
        assert len(window.rows) <= LARGEST
        seen += [row.article_id for row in window.rows if row.article_id > seen[-1]]
    assert seen == list(range(1, 1_501))
    window.bottom(source)
    assert [row.article_id for row in window.rows] == list(range(1_401, 1_501))
    window.refresh(source)
    assert [row.article_id for row in window.rows] == list(range(1_401, 1_501))
    assert window.extend_up(source)
    window.around(source, window.cursor(source.rows[699]))
    assert [row.article_id for row in window.rows] == list(range(600, 800))
    assert source.largest_answer <= LARGEST


async def test_a_fact_that_fifty_thousand_report_opens_and_is_walked_to_both_ends(
    options: DashboardOptions, one_report: ReportRow
) -> None:
    source = Reports(one_report, 50_000)
    app = Dashboard(options)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "4", "enter")
        screen = app.screen
        assert isinstance(screen, FactScreen)
        reports = screen.reports_list
        reports.source = lambda: source
        reports.action_first()
        reports.read_again()
        await press(pilot, *["ctrl+d"] * 12)
        assert reports.selected is not None
        await press(pilot, "G")
        assert reports.selected == 50_000
        await press(pilot, "k", "ctrl+u")
        assert reports.selected < 50_000
        await press(pilot, "g", "j")
        assert reports.selected == 1
        assert source.largest_answer <= max(PAGE, LARGEST)


def test_the_stores_own_pages_go_both_ways(store_path: Path) -> None:
    with open_reader(store_path) as reader:
        fact = next(fact for fact in reader.facts() if fact.reports == 2)
        first, second = reader.reports(fact.id)
        assert reader.reports(fact.id, after=first) == reader.reports(fact.id, after=Cursor(first.at, first.article_id))
        assert reader.reports(fact.id, after=first) == [second]
        assert reader.reports(fact.id, before=second) == [first]
        assert reader.reports(fact.id, before=Cursor(at(1_000), 0), limit=1) == [second]
        assert reader.reports(fact.id, before=first) == []
