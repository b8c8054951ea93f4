"""The past on the screen: what the store knew at a moment, and nothing that came later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from store import open_reader, open_writer
from tui import DashboardOptions
from tui.app import Dashboard
from tui.article_screen import ArticleScreen
from tui.fact_screen import FactScreen
from tui.moments import day_stepped, moment_named, stepped

from .invented_store import KILLED_12, NOW, at, put_article
from .reading import messages_of, press, screen_lines, screen_text

MOMENTS = [at(hours) for hours in (3.2, 3.3, 5.1, 9, 20.1, 28.1, 30.1)]


class Moments:
    """The moments of the invented story, as the store gives them."""

    def moment_before(self, moment: datetime) -> datetime | None:
        return max((known for known in MOMENTS if known < moment), default=None)

    def moment_after(self, moment: datetime) -> datetime | None:
        return min((known for known in MOMENTS if known > moment), default=None)


class NoMoments(Moments):
    """A store that knows nothing yet."""

    def moment_before(self, moment: datetime) -> datetime | None:
        return None

    moment_after = moment_before


def test_steps_go_through_every_moment_and_the_last_one_is_now() -> None:
    shown: list[datetime | None] = [None]
    for _ in range(9):
        shown.append(stepped(Moments(), shown[-1], NOW, -1))
    assert shown[1:] == [*reversed(MOMENTS[:-1]), *[MOMENTS[0]] * 3]
    for moment in [*MOMENTS[1:-1], None]:
        shown.append(stepped(Moments(), shown[-1], NOW, 1))
        assert shown[-1] == moment


def test_a_day_back_stops_at_the_first_moment_and_a_day_forward_at_now() -> None:
    day = timedelta(days=1)
    assert day_stepped(Moments(), None, NOW, -1) == NOW - day
    assert day_stepped(Moments(), NOW - day, NOW, -1) == MOMENTS[0]
    assert day_stepped(Moments(), MOMENTS[0], NOW, -1) == MOMENTS[0]
    assert day_stepped(Moments(), MOMENTS[0], NOW, 1) == MOMENTS[0] + day
    assert day_stepped(Moments(), MOMENTS[0] + day, NOW, 1) is None


@pytest.mark.parametrize("step", [-1, 1])
def test_a_store_that_knows_nothing_has_no_past(step: int) -> None:
    assert stepped(NoMoments(), None, NOW, step) is None
    assert day_stepped(NoMoments(), None, NOW, step) is None


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2031-03-04 09:30", datetime(2031, 3, 4, 8, 30, tzinfo=UTC)),
        ("2031-03-04T09:30Z", datetime(2031, 3, 4, 9, 30, tzinfo=UTC)),
        (" 2031-03-04 ", datetime(2031, 3, 4, 22, 59, 59, tzinfo=UTC)),
        ("4 Mar 2031 09:30 CET", datetime(2031, 3, 4, 8, 30, tzinfo=UTC)),
        ("9:30", datetime(2031, 3, 5, 8, 30, tzinfo=UTC)),
        ("2031-03-05", None),
        ("now", None),
        ("", None),
    ],
)
def test_a_moment_is_named_in_the_storys_zone(words: str, moment: datetime | None) -> None:
    assert moment_named(words, ZoneInfo("Europe/Paris"), NOW, NOW) == moment


@pytest.mark.parametrize(
    "words", ["tomorrow", "2031-03-32", "25:00", "2031-03-09", "9999-12-31", "0001-01-01 00:00:00.5+23:59x", "23:59"]
)
def test_what_names_no_moment_of_the_past_is_refused_in_one_line(words: str) -> None:
    with pytest.raises(ValueError, match=r"is no moment such as|is still to come") as refusal:
        moment_named(words, ZoneInfo("Europe/Paris"), NOW, NOW)
    assert "\n" not in str(refusal.value)


async def test_a_step_back_shows_what_was_known_then_and_says_so(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "Port closed" in screen_text(app)
        await press(pilot, "comma")
        text = screen_text(app)
        assert " AS OF Wed 5 Mar 2031 09:06 · 1 new since · . forward · 0 now " in text
        assert "● its own poller, polling" in text
        assert "Port closed" not in text
        assert "18 killed" in text
        await press(pilot, "comma")
        text = screen_text(app)
        assert "18 killed" not in text
        assert "official 9" in text
        await press(pilot, "full_stop", "full_stop")
        assert "AS OF" not in screen_text(app)
        assert "Port closed" in screen_text(app)


async def test_a_fact_that_was_withdrawn_later_stands_then(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(160, 40)) as pilot:
        await press(pilot, "at", *"2031-03-04 12:00", "enter")
        text = screen_text(app)
        assert "AS OF Tue 4 Mar 2031 12:00" in text
        assert "20 killed" in text
        assert "✗ 20 killed" not in text
        assert "15 killed" not in text
        fact = next(fact for fact in app.main.facts_list.rows if fact.label == "20 killed")
        app.open_fact(fact.id)
        await pilot.pause()
        assert "withdrawn" not in screen_text(app)
        assert screen_lines(app)[0].startswith(" AS OF Tue 4 Mar 2031 12:00")
        await press(pilot, "0")
        assert "withdrawn by" in screen_text(app)
        assert "AS OF" not in screen_text(app)


async def test_the_past_equals_the_now_of_a_store_that_was_fed_only_up_to_then(
    finished_store: Path, store_path: Path, make_options: Callable[..., DashboardOptions]
) -> None:
    with open_writer(store_path) as writer:
        for number in range(5):
            text = "12 people were killed, a security source said."
            put_article(writer, "Late", f"n{number}", "More", text, (KILLED_12,), published=at(2), seen=at(35))
    past, then = Dashboard(make_options(store_path)), Dashboard(make_options(finished_store, now=lambda: at(34)))
    async with past.run_test(size=(120, 40)) as pilot:
        past.show_as_of(at(34))
        await pilot.pause()
        shown = screen_lines(past)
        assert "new since" in shown[1]
    async with then.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert screen_lines(then)[2:] == shown[2:]


async def test_the_selection_stays_on_its_fact_through_time(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        facts, timeline = app.main.facts_list, app.main.timeline_list
        facts.select(next(fact.id for fact in facts.rows if fact.label == "12 killed"))
        row = next(row for row in timeline.rows if row.label == "12 killed" and row.event == "fact")
        timeline.select(row.cursor.id)
        for key in ("comma", "comma", "comma", "left_curly_bracket", "right_curly_bracket", "0"):
            await press(pilot, key)
            assert facts.selected_row is not None
            assert facts.selected_row.label == "12 killed"
            assert timeline.selected_row is not None
            assert (timeline.selected_row.fact_id, timeline.selected_row.event) == (row.fact_id, "fact")


async def test_what_comes_meanwhile_is_counted_and_shown_only_in_the_now(
    store_path: Path, options: DashboardOptions
) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "comma")
        before = screen_lines(app)[2:]
        with open_writer(store_path) as writer:
            put_article(writer, "The Morning Quay", "late", "Late news", "Calm.", (), published=at(38), seen=at(38))
        app.main.look(force=True)
        await pilot.pause()
        assert "2 new since" in screen_lines(app)[1]
        assert screen_lines(app)[2:] == before
        await press(pilot, "escape")
        assert "Late news" in screen_text(app)


async def test_escape_goes_to_now_before_it_clears_the_filter_and_the_zoom(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "z", "slash", *"quay", "enter", "comma")
        await press(pilot, "escape")
        assert app.as_of is None
        assert app.main.filters
        await press(pilot, "escape")
        assert not app.main.filters
        assert app.main.has_class("zoomed")
        await press(pilot, "escape")
        assert not app.main.has_class("zoomed")


async def test_an_article_in_the_past_has_only_the_revisions_known_then(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 30)) as pilot:
        row = next(row for row in app.main.timeline_list.rows if row.event == "edit")
        app.open_article(row.article_id, None)
        await pilot.pause()
        assert isinstance(app.screen, ArticleScreen)
        assert "revision 2 of 2" in screen_text(app)
        await press(pilot, "at", *"2031-03-04 12:00", "enter")
        assert "revision 1 of 1" in screen_text(app)
        assert app.screen.text_view.has_focus
        await press(pilot, "right_square_bracket")
        assert "No later revision was known then." in screen_text(app)
        await press(pilot, "at", *"2031-03-04 07:00", "enter")
        assert "No text was read of this article by then." in screen_text(app)
        await press(pilot, "0")
        assert "revision 2 of 2" in screen_text(app)


async def test_a_fact_that_nobody_had_yet_says_so(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "4", "enter", "left_curly_bracket")
        assert isinstance(app.screen, FactScreen)
        assert "Nobody gave this fact at this moment." in screen_text(app)
        await press(pilot, "enter", "y", "o", "space", "0")
        assert "18 bodies" in screen_text(app)


async def test_a_moment_that_is_none_is_one_line_and_the_line_stays(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "at", *"[/b]", "enter")
        assert "“[/b]” is no moment such as 2024-09-18 09:30" in screen_lines(app)[-1]
        assert app.as_of is None
        await press(pilot, "escape", "j")
        assert app.main.timeline_list.selected is not None


async def test_before_the_first_moment_there_is_nothing_to_step_to(options: DashboardOptions) -> None:
    app = Dashboard(options)
    messages = messages_of(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *["comma"] * 8, "left_curly_bracket", "1", "enter", "escape", "4")
        assert app.as_of == at(3.2)
        assert messages.count("The store knew nothing before this moment.") == 3
        assert "● its own poller, polling" in screen_lines(app)[1]
        await press(pilot, "0", "full_stop")
        assert messages[-1] == "This is now."


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (30, 8), (200, 60)])
async def test_at_every_size_the_past_says_that_it_is_one(options: DashboardOptions, size: tuple[int, int]) -> None:
    app = Dashboard(options)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "comma", "5")
        assert "AS OF Wed 5" in "\n".join(screen_lines(app)[:2])
        assert size[0] < 60 or "0 now" in screen_lines(app)[1]
        await press(pilot, "4", "enter")
        assert "AS OF Wed 5" in screen_lines(app)[0]
        await press(pilot, "enter")
        assert "AS OF Wed 5" in screen_lines(app)[0]


def test_events_since_a_moment_are_counted_up_to_a_bound(store_path: Path) -> None:
    with open_reader(store_path) as reader:
        assert reader.events_since(NOW) == 0
        assert reader.events_since(at(28.1)) == 1
        assert reader.events_since(at(0)) > 5
        assert reader.events_since(at(0), 3) == 3
