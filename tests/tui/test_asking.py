"""Visits that the reader asks for with r: handed in once, followed, and said to be made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from store import Visit, Writer, open_writer, waiting_requests
from tui import DashboardOptions
from tui.app import Dashboard
from tui.asking import NO_POLLER
from tui.feeds_list import feed_state

from .invented_store import NOW
from .reading import messages_of, press
from .test_judging import until_said


def visit_all(writer: Writer, urls: set[str] | None = None) -> None:
    """Makes the visits that were asked for."""
    for feed in writer.feeds():
        if not feed.is_stopped and (urls is None or feed.url in urls):
            from store import FeedAfterVisit, Validators

            after = FeedAfterVisit(Validators(), None, NOW, 600.0, 0)
            writer.save_feed_visit(feed.id, Visit(feed.url, NOW, NOW, "unchanged"), after, [], None)


async def test_r_asks_for_all_feeds_and_says_when_they_were_visited(
    make_options: Callable[..., DashboardOptions], store_path: Path
) -> None:
    app = Dashboard(make_options(store_path))
    messages = messages_of(app)
    with open_writer(store_path) as writer:
        async with app.run_test(size=(140, 40)) as pilot:
            await press(pilot, "r")
            await press(pilot, "r")  # a second press asks no second time
            assert await until_said(pilot, messages, "Asked already")
            while not waiting_requests(store_path):
                await pilot.pause(0.02)
            assert waiting_requests(store_path) == 1
            writer.take_up_requests(NOW)
            assert await until_said(pilot, messages, "Asked for a visit: all feeds")
            rows = [row for row in app.main.feeds_list.rows if not row.is_stopped]
            assert rows
            assert all(feed_state(row, app.zone).startswith("asked") for row in rows)
            visit_all(writer)
            assert await until_said(pilot, messages, "Visited as asked: ")


async def test_r_on_a_feeds_row_asks_for_that_feed(
    make_options: Callable[..., DashboardOptions], store_path: Path
) -> None:
    app = Dashboard(make_options(store_path))
    messages = messages_of(app)
    with open_writer(store_path) as writer:
        async with app.run_test(size=(140, 40)) as pilot:
            await press(pilot, "5")
            row = next(row for row in app.main.feeds_list.rows if not row.is_stopped)
            app.main.feeds_list.select(app.main.feeds_list.row_id(row))
            await press(pilot, "r")
            while not waiting_requests(store_path):
                await pilot.pause(0.02)
            (outcome,) = writer.take_up_requests(NOW)
            assert outcome.feeds_asked == 1
            assert await until_said(pilot, messages, f"Asked for a visit: {row.outlet}")
            visit_all(writer, {row.url})
            assert await until_said(pilot, messages, f"Visited as asked: {row.outlet}")


async def test_without_a_poller_r_says_what_to_do_and_hands_nothing_in(
    make_options: Callable[..., DashboardOptions], store_path: Path
) -> None:
    app = Dashboard(make_options(store_path, poller="none"))
    messages = messages_of(app)
    async with app.run_test(size=(140, 40)) as pilot:
        await press(pilot, "r")
        assert await until_said(pilot, messages, NO_POLLER[:20])
    assert waiting_requests(store_path) == 0
