"""A timeline of any length: pages, both ends, and rows that arrive, move or go meanwhile."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot

from store import Cursor, TimelineRow
from tui import DashboardOptions
from tui.app import Dashboard
from tui.timeline_list import TimelineList
from tui.window import LARGEST, PAGE, TimelineWindow

from .invented_store import START
from .reading import press


def event(number: int) -> TimelineRow:
    """An event a minute after the one before."""
    moment = START + timedelta(minutes=number)
    return TimelineRow(
        Cursor(moment, number), moment, None, moment, "fact", f"event {number}", "", "Outlet", None, 1, 1, None, None
    )


class Source:
    """A timeline held in memory that answers as the store's reader does, and counts what it gives out."""

    def __init__(self, count: int) -> None:
        self.rows = [event(number) for number in range(count, 0, -1)]
        self.largest_answer = 0

    def timeline(
        self,
        *,
        before: Cursor | None = None,
        after: Cursor | None = None,
        limit: int = 50,
        contains: str | None = None,
        as_of: datetime | None = None,
    ) -> list[TimelineRow]:
        def key(row: TimelineRow) -> tuple[object, int]:
            return (row.cursor.at, row.cursor.id)

        rows = [row for row in self.rows if contains in row.label] if contains else self.rows
        if before is not None:
            first = bisect_left(rows, True, key=lambda row: key(row) < (before.at, before.id))
            rows = rows[first : first + limit]
        elif after is not None:
            first = bisect_left(rows, True, key=lambda row: key(row) <= (after.at, after.id))
            rows = rows[max(0, first - limit) : first]
        else:
            rows = rows[:limit]
        self.largest_answer = max(self.largest_answer, len(rows))
        return rows


def test_paging_down_then_up_meets_every_event_once() -> None:
    source, window = Source(2_000), TimelineWindow()
    window.top(source)
    seen = [row.cursor.id for row in window.rows]
    while window.extend_down(source):
        assert len(window.rows) <= LARGEST
        seen += [row.cursor.id for row in window.rows if row.cursor.id < seen[-1]]
    assert seen == list(range(2_000, 0, -1))
    assert window.is_at_bottom
    while window.extend_up(source):
        assert len(window.rows) <= LARGEST
    assert window.is_at_top
    assert window.rows[0].cursor.id == 2_000
    assert source.largest_answer <= LARGEST


def test_the_oldest_end_is_one_bounded_question_away() -> None:
    source, window = Source(5_000), TimelineWindow()
    window.top(source)
    window.bottom(source)
    assert [row.cursor.id for row in window.rows] == list(range(PAGE, 0, -1))
    assert source.largest_answer == PAGE


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(["extend_down", "extend_up", "bottom", "top", "refresh", "add", "drop", "around"]), max_size=30
    ),
    st.integers(0, 900),
)
def test_whatever_happens_the_window_is_a_gapless_stretch(steps: list[str], count: int) -> None:
    source, window = Source(count), TimelineWindow()
    window.top(source)
    for step in steps:
        if step == "add":
            number = max(10_000, source.rows[0].cursor.id if source.rows else 0) + 1
            source.rows.insert(0, event(number))
            window.refresh(source)
        elif step == "drop" and source.rows:
            del source.rows[len(source.rows) // 2]
            window.refresh(source)
        elif step == "around" and window.rows:
            window.around(source, window.rows[len(window.rows) // 2].cursor)
        elif step not in ("drop", "around"):
            getattr(window, step)(source)
        ids = [row.cursor.id for row in window.rows]
        everything = [row.cursor.id for row in source.rows]
        if ids:
            first = everything.index(ids[0])
            assert everything[first : first + len(ids)] == ids
        assert len(ids) <= LARGEST
        assert bool(ids) == bool(everything)


@asynccontextmanager
async def shown(source: Source, options: DashboardOptions) -> AsyncIterator[tuple[Pilot[None], TimelineList]]:
    """The dashboard with this timeline in place of the store's."""
    app = Dashboard(options)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        app.main.is_paused = True
        timeline = app.main.timeline_list
        timeline.source = lambda: source
        timeline.filter(None)
        yield pilot, timeline


async def test_a_hundred_thousand_events_can_be_walked_from_end_to_end(options: DashboardOptions) -> None:
    source = Source(100_000)
    async with shown(source, options) as (pilot, timeline):
        await press(pilot, "3", "G")
        assert timeline.selected == 1
        await press(pilot, *["ctrl+u"] * 12)
        place = timeline.selected
        assert place is not None
        assert place > 60
        assert timeline.scroll_offset.y >= 0
        await press(pilot, "g", "j")
        assert timeline.selected == 100_000
        assert source.largest_answer <= LARGEST


async def test_an_event_that_moves_takes_the_selection_along(options: DashboardOptions) -> None:
    source = Source(300)
    async with shown(source, options) as (pilot, timeline):
        await press(pilot, "3", "j", "j", "j")
        selected = timeline.selected
        moved = next(row for row in source.rows if row.cursor.id == selected)
        source.rows.remove(moved)
        source.rows.insert(
            40, replace(moved, cursor=Cursor(source.rows[40].at + timedelta(seconds=1), moved.cursor.id))
        )
        timeline.read_again()
        await pilot.pause()
        assert timeline.selected == selected
        row = next(place for place, row in enumerate(timeline.rows) if row.cursor.id == selected)
        assert row == 40
        assert timeline.scroll_offset.y <= row < timeline.scroll_offset.y + timeline.size.height


async def test_a_selected_row_that_goes_leaves_its_neighbour_selected(options: DashboardOptions) -> None:
    source = Source(50)
    async with shown(source, options) as (pilot, timeline):
        await press(pilot, "3", "j", "j")
        assert timeline.selected == 49
        del source.rows[1]
        timeline.read_again()
        assert timeline.selected == 48
        source.rows.clear()
        timeline.read_again()
        await press(pilot, "j", "k", "G", "enter", "ctrl+d")
        assert timeline.selected is None


async def test_a_flood_of_new_events_does_not_wash_the_selection_away(options: DashboardOptions) -> None:
    source = Source(300)
    async with shown(source, options) as (pilot, timeline):
        await press(pilot, "3", "j", "j", "j")
        selected = timeline.selected
        source.rows[:0] = [event(number) for number in range(3_000, 1_000, -1)]
        timeline.read_again()
        await pilot.pause()
        assert timeline.selected == selected == 298
        place = [row.cursor.id for row in timeline.rows].index(298)
        assert timeline.scroll_offset.y <= place < timeline.scroll_offset.y + timeline.size.height
        assert timeline.fresh_above > 0
        await press(pilot, "g", "j")
        assert timeline.selected == 3_000
