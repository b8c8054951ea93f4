"""The real application on a real store: what stands on the screen, and that nothing moves the reader."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from itertools import zip_longest
from pathlib import Path

import pytest

from store import FeedAfterVisit, PollerRow, Validators, Visit, VisitOutcome, open_writer
from story import Kind
from tui import DashboardOptions
from tui.app import Dashboard
from tui.article_screen import ArticleScreen
from tui.fact_screen import FactScreen
from tui.header import poller_state
from tui.help_screen import HelpScreen

from .conftest import WALL
from .invented_store import KILLED_12, KILLED_18, at, claim_in, fill, make_store, put_article
from .reading import filtered, messages_of, press, screen_lines, screen_text


async def test_one_screen_shows_toll_voices_timeline_and_facts(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        text = screen_text(app)
    assert "Fire at Port Ostrel · Port Ostrel" in text
    assert "● its own poller, polling" in text
    assert "4 feeds, 1 failing" in text
    assert "killed · medical" in text
    assert "official 9 (government" in text
    assert "18 killed" in text
    assert "Ostrel Wire" in text
    assert "━━━" in text or "╍╍╍" in text


async def test_the_number_on_the_screen_is_one_key_from_its_sentence_and_two_from_its_article(
    options: DashboardOptions,
) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "1", "enter")
        assert isinstance(app.screen, FactScreen)
        assert "The harbour hospital received 18 bodies." in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ArticleScreen)
        assert "The harbour hospital received 18 bodies." in app.screen.text_view.visible_text()


async def test_from_the_timeline_into_the_sentence_far_down_a_long_article(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(100, 24)) as pilot:
        row = next(row for row in app.main.timeline_list.rows if row.label == "15 killed")
        app.main.timeline_list.select(row.cursor.id)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, ArticleScreen)
        assert app.screen.revision is not None
        assert app.screen.revision.number == 2
        assert "A docker spoke of 15 dead." in " ".join(app.screen.text_view.visible_text().split())


async def test_an_edit_opens_with_what_was_added_and_removed(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 30)) as pilot:
        row = next(row for row in app.main.timeline_list.rows if row.event == "edit")
        app.main.timeline_list.select(row.cursor.id)
        await press(pilot, "enter")
        assert isinstance(app.screen, ArticleScreen)
        assert app.screen.is_showing_changes
        visible = app.screen.text_view.visible_text()
        assert "20" in visible
        assert "15" in visible
        await press(pilot, "left_square_bracket")
        assert app.screen.revision is not None
        assert app.screen.revision.number == 1
        assert not app.screen.is_showing_changes


async def test_a_photo_finish_is_shown_as_one(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(190, 40)) as pilot:
        await pilot.pause()
        assert "Ostrel Wire = The Morning Quay (photo finish)" in screen_text(app)
        fact = next(fact for fact in app.main.facts_list.rows if fact.label == "12 killed")
        app.open_fact(fact.id)
        await pilot.pause()
        reports = app.screen.query_one("#reports").rows  # type: ignore[attr-defined]
        assert [report.is_first for report in reports] == [True, True]
        assert [line[:3] for line in screen_lines(app) if "Tue 4 08:00" in line[:16]] == [" = ", " = "]


async def test_a_figure_found_in_an_edit_has_no_moment_anywhere_only_an_interval(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(190, 40)) as pilot:
        await pilot.pause()
        for pane in (app.main.board_list, app.main.timeline_list, app.main.facts_list):
            lines = [strip.text for strip in map(pane.render_line, range(pane.size.height))]
            assert any("Tue  4 ≤14:00" in line for line in lines)
        fact = next(fact for fact in app.main.facts_list.rows if fact.label == "15 killed")
        app.open_fact(fact.id)
        await pilot.pause()
        assert screen_text(app).count("between Tue 4 Mar 2031 10:06 and 14:00") == 1
        assert screen_text(app).count("between Tue 4 10:06 and 14:00") == 1


async def test_a_withdrawn_figure_says_so_and_keeps_its_sentence(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        assert "✗ 20 killed" in screen_text(app)
        fact = next(fact for fact in app.main.facts_list.rows if fact.label == "20 killed")
        app.open_fact(fact.id)
        await pilot.pause()
        text = screen_text(app)
        assert "withdrawn by" in text
        assert "A docker spoke of 20 dead." in text


async def test_new_rows_never_move_the_selection(store_path: Path, options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "j", "j", "j")
        timeline = app.main.timeline_list
        selected = timeline.selected
        with open_writer(store_path) as writer:
            for number in range(30):
                text = "12 people were killed, a security source said."
                put_article(
                    writer, f"Outlet {number}", f"n{number}", "More", text, (KILLED_12,), published=at(35), seen=at(35)
                )
        app.main.look(force=True)
        await pilot.pause()
        assert timeline.selected == selected
        assert timeline.selected_row is not None
        assert timeline.selected_row.cursor.id == selected
        place = [row.cursor.id for row in timeline.rows].index(selected)  # type: ignore[arg-type]
        assert place >= 30
        assert timeline.scroll_offset.y <= place < timeline.scroll_offset.y + timeline.size.height
        assert "new" in str(app.main.query_one("#timeline").border_subtitle)
        await press(pilot, "g")
        assert timeline.selected is None
        assert timeline.scroll_offset.y == 0


async def test_a_list_nobody_touched_follows_its_newest_row(store_path: Path, options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        with open_writer(store_path) as writer:
            put_article(writer, "The Morning Quay", "late", "Late news", "Calm.", (), published=at(38), seen=at(38))
        app.main.look(force=True)
        await pilot.pause()
        first = next(line for line in screen_lines(app) if "Late news" in line)
        assert first.startswith("│▌")


async def test_what_is_written_appears_without_a_key(store_path: Path, options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        with open_writer(store_path) as writer:
            put_article(writer, "The Morning Quay", "late", "Late news", "Calm.", (), published=at(38), seen=at(38))
        for _ in range(200):
            await pilot.pause(0.05)
            if "Late news" in screen_text(app):
                break
        assert "Late news" in screen_text(app)


async def test_a_paused_screen_stands_still_until_it_goes_on(store_path: Path, options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "p")
        with open_writer(store_path) as writer:
            put_article(writer, "The Morning Quay", "late", "Late news", "Calm.", (), published=at(38), seen=at(38))
        app.main.look()
        await pilot.pause()
        assert "paused" in screen_text(app)
        assert "Late news" not in screen_text(app)
        await press(pilot, "p")
        app.main.look(force=True)
        await pilot.pause()
        assert "Late news" in screen_text(app)


async def test_the_kind_of_toll_can_be_changed_and_the_board_follows(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "t")
        assert app.main.toll_view.kind is Kind.INJURED
        assert "who says what: injured" in screen_text(app)
        assert "injured · security source" in screen_text(app)


async def test_the_charts_cursor_reads_the_values_off(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "1", "left")
        for _ in range(60):
            app.main.toll_view.action_step(-1)
        await pilot.pause()
        text = screen_text(app)
        assert "12, security source" in text
        await press(pilot, "end")
        assert app.main.toll_view.cursor is None


async def test_a_filter_shows_what_contains_the_words_and_escape_shows_all(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "slash", *"mini", "enter")
        timeline = app.main.timeline_list
        assert [row.outlet for row in timeline.rows] == ["Harbour Ministry"]
        assert timeline.has_focus
        await press(pilot, "escape")
        assert len(timeline.rows) > 5
        await press(pilot, "4", "slash", *"qqq")
        assert "No fact contains “qqq”" in screen_text(app)
        await press(pilot, "escape")
        assert app.main.facts_list.rows


async def test_facts_are_sorted_by_the_next_column_and_turned_round(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "s", "s")
        lows = [fact.low for fact in app.main.facts_list.rows]
        assert lows == sorted(lows, reverse=True)
        await press(pilot, "S")
        assert [fact.low for fact in app.main.facts_list.rows] == sorted(lows)
        assert "figure, turned round" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (160, 38), (60, 15)])
async def test_every_pane_can_be_reached_and_zoomed_at_every_size(
    options: DashboardOptions, size: tuple[int, int]
) -> None:
    app = Dashboard(options)
    async with app.run_test(size=size) as pilot:
        for key, pane in (("1", "toll"), ("2", "board"), ("3", "timeline"), ("4", "facts"), ("5", "feeds")):
            await press(pilot, key)
            assert app.main.current == pane
            assert app.main.query_one(f"#{pane}").display
            before = app.main.query_one(f"#{pane}").region
            await press(pilot, "z")
            assert app.main.query_one(f"#{pane}").region == app.main.query_one("#panes").region
            await press(pilot, "escape")
            assert app.main.query_one(f"#{pane}").region == before


async def test_on_a_screen_of_eight_lines_the_sentence_can_still_be_read(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        assert screen_lines(app)[-1].startswith(" ? help  q quit")
        await press(pilot, "4", "enter")
        assert "The harbour hospital" in screen_text(app)
        await press(pilot, "enter")
        assert "18 bodies" in screen_text(app)


async def test_tab_goes_round_the_panes(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(80, 24)) as pilot:
        seen = []
        for _ in range(6):
            seen.append(app.main.current)
            await press(pilot, "tab")
        assert seen == ["timeline", "facts", "feeds", "toll", "board", "timeline"]


async def test_no_size_of_terminal_breaks_it(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(20, 6)) as pilot:
        for size in [(1, 1), (25, 40), (200, 5)]:
            await pilot.resize_terminal(*size)
            await press(pilot, "1", "z", "4", "enter", "enter", "question_mark", "q", "q", "q", "z")
            assert len(app.screen_stack) == 1
    assert app.return_code in (None, 0)


async def test_help_shows_the_keys_that_are_really_bound(
    make_options: Callable[..., DashboardOptions], store_path: Path
) -> None:
    app = Dashboard(make_options(store_path, keys={"cite": "c", "zoom": "f5"}))
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        line = next(line for line in screen_lines(app) if "copy a citation" in line)
        assert "│ c   " in line
        await press(pilot, "q")
        assert not isinstance(app.screen, HelpScreen)
        await press(pilot, "f5")
        assert app.main.has_class("zoomed")
        await press(pilot, "z")
        assert app.main.has_class("zoomed")


@pytest.mark.parametrize(("pane", "sorts"), [("1", False), ("2", False), ("3", False), ("4", True), ("5", False)])
async def test_keys_for_sorting_are_named_only_where_they_sort(
    options: DashboardOptions, pane: str, sorts: bool
) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, pane)
        live = {active.binding.id for active in app.screen.active_bindings.values()}
        assert live >= {"sort", "sort-turn"} if sorts else not live & {"sort", "sort-turn"}


async def test_an_unknown_key_name_or_theme_is_said_and_does_no_harm(
    make_options: Callable[..., DashboardOptions], store_path: Path
) -> None:
    app = Dashboard(make_options(store_path, keys={"ziit": "c"}, theme="no[/]such"))
    messages = messages_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
    assert any("ziit" in message for message in messages)
    assert any("no[/]such" in message for message in messages)


async def test_without_colour_nothing_is_drawn_in_colours_of_ours(
    make_options: Callable[..., DashboardOptions], store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Dashboard(make_options(store_path))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "4", "j", "j", "f2")
        assert app.current_theme.ansi
        for keys in [(), ("enter",), ("enter",)]:
            await press(pilot, *keys)
            strips = app.screen._compositor.render_strips()
            styles = [segment.style for strip in strips for segment in filtered(app, strip) if segment.style]
            colours = {colour for style in styles for colour in (style.color, style.bgcolor) if colour}
            assert all(colour.is_default for colour in colours)
        assert any(style.reverse for style in styles), "the sentence is told apart without colour"


async def test_q_goes_back_a_level_and_quits_at_the_first(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "enter", "enter")
        assert len(app.screen_stack) == 3
        await press(pilot, "q", "h", "escape", "backspace")
        assert len(app.screen_stack) == 1
        await press(pilot, "q")
    assert app.return_code == 0


async def test_ctrl_c_quits_from_anywhere(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "enter", "slash", "ctrl+c")
        await asyncio.sleep(0)
    assert app.return_code == 0


async def test_a_citation_is_sent_to_the_clipboard_and_shown(options: DashboardOptions) -> None:
    app = Dashboard(options)
    messages = messages_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "y")
        assert "18 killed: “The harbour hospital received 18 bodies.” (the harbour hospital)" in app.clipboard
        assert "https://quay.example/a5" in app.clipboard
        assert any("Sent to clipboard" in message for message in messages)


async def test_a_feed_says_its_address_and_why_it_fails(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "enter")
        assert "https://mole.example/rss · failing (3×): server error (500)" in screen_lines(app)[-1]
        await press(pilot, "y")
        assert app.clipboard == "https://mole.example/rss"


async def test_without_a_display_a_link_is_shown_and_copied(
    options: DashboardOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    app = Dashboard(options)
    messages = messages_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "o")
        assert app.clipboard == "https://quay.example/a5"
        assert any("no display" in message for message in messages)


async def test_a_message_stands_in_the_bottom_line_one_at_a_time_and_stays_with_its_screen(
    options: DashboardOptions,
) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4")
        above = screen_lines(app)[:-1]
        await press(pilot, "y")
        assert screen_lines(app)[-1].startswith(" Sent to clipboard: 18 killed: “The harbour hospital")
        assert screen_lines(app)[:-1] == above
        app.main.say("[b]another[/b] message")
        await pilot.pause()
        assert screen_lines(app)[-1].strip() == "[b]another[/b] message"
        await press(pilot, "enter")
        assert "? help  q quit" in screen_lines(app)[-1]
        await press(pilot, "q")
        assert "? help  q quit" in screen_lines(app)[-1]


@pytest.mark.parametrize("width", [20, 80, 200])
async def test_the_ways_to_help_and_out_never_fall_off_the_bottom_line(options: DashboardOptions, width: int) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(width, 24)) as pilot:
        for keys in (("1",), ("4",), ("enter",), ("enter",)):
            await press(pilot, *keys)
            assert screen_lines(app)[-1].startswith(" ? help  q quit")


async def test_an_article_that_moves_shows_the_moved_figure_in_an_open_fact(
    store_path: Path, options: DashboardOptions
) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        fact = next(fact for fact in app.main.facts_list.rows if fact.label == "18 killed")
        app.open_fact(fact.id)
        await pilot.pause()
        with open_writer(store_path) as writer:
            text = "The harbour hospital received 18 bodies, says the wire."
            put_article(writer, "Ostrel Wire", "a9", "Eighteen", text, (KILLED_18,), published=at(29), seen=at(29.1))
        app.main.look(force=True)
        await pilot.pause()
        assert "says the wire" in screen_text(app)


class TestTheHeader:
    """Whose poller it is and whether it lives."""

    async def test_a_poller_that_ends_and_is_started_anew_is_dead_then_starting_and_nobody_elses(
        self, make_options: Callable[..., DashboardOptions], store_path: Path
    ) -> None:
        pids, wall = [4242], [WALL]
        app = Dashboard(make_options(store_path, poller_pid=lambda: pids[-1], wall_now=lambda: wall[-1]))
        async with app.run_test(size=(120, 24)) as pilot:
            for moment, pid, words in (
                (WALL, 4242, "● its own poller, polling"),
                (WALL + timedelta(seconds=31), 4242, "✗ poller dead for 31 s"),
                (WALL + timedelta(seconds=32), 4243, "○ its own poller, starting"),
                (WALL + timedelta(seconds=63), 4243, "✗ its own poller does not start; see story.log"),
            ):
                wall.append(moment)
                pids.append(pid)
                app.main.header.tick()
                app.main.header.refresh()
                await pilot.pause()
                assert words in screen_lines(app)[1]

    @pytest.mark.parametrize(
        ("state", "age", "poller", "pid", "words"),
        [
            ("polling", 30, "its own poller", 4242, "● its own poller, polling"),
            ("polling", 31, "the poller it found", 4242, "✗ poller dead for 31 s"),
            ("polling", 5, "its own poller", 1, "● another poller (process 4242), polling"),
            ("polling", 5, "none", None, "● a poller, polling"),
            ("polling", 3600, "its own poller", 1, "○ its own poller, starting"),
            ("stopped", 5, "its own poller", 1, "○ its own poller, starting"),
            ("stopped", 5, "its own poller", 4242, "○ poller stopped"),
            ("starting", 0, "its own poller", 4242, "○ its own poller, starting"),
            ("starting", 31, "its own poller", 4242, "✗ its own poller does not start; see story.log"),
            ("starting", 5, "the poller it found", 4242, "○ the poller it found, starting"),
            (None, 0, "none", None, "○ no poller"),
            (None, 0, "its own poller", 4242, "○ its own poller, starting"),
        ],
    )
    def test_the_poller_is_called_what_its_last_sign_of_life_says(
        self,
        make_options: Callable[..., DashboardOptions],
        tmp_path: Path,
        state: str | None,
        age: int,
        poller: str,
        pid: int | None,
        words: str,
    ) -> None:
        beat_at = WALL - timedelta(seconds=age)
        row = None if state is None else PollerRow(4242, beat_at, beat_at, None, state)
        options = make_options(tmp_path / "story.db", poller=poller, poller_pid=lambda: pid)
        said, style = poller_state(row, options, WALL, WALL)
        assert said == words
        assert ("$text-success" in style) == (said[0] == "●")

    @pytest.mark.parametrize(
        ("failing", "gone", "words"),
        [
            (0, 0, "4 feeds · "),
            (0, 1, "4 feeds, 1 gone · "),
            (1, 0, "4 feeds, 1 failing · "),
            (1, 2, "4 feeds, 1 failing, 2 gone · "),
        ],
    )
    async def test_feeds_that_fail_or_are_gone_are_counted_apart_and_only_failing_ones_alarm(
        self,
        make_options: Callable[..., DashboardOptions],
        store_path: Path,
        failing: int,
        gone: int,
        words: str,
    ) -> None:
        with open_writer(store_path) as writer:
            ends = [VisitOutcome.FAILED] * failing + [VisitOutcome.GONE] * gone
            for feed, outcome in zip_longest(writer.feeds(), ends, fillvalue=VisitOutcome.UNCHANGED):
                is_good = outcome is VisitOutcome.UNCHANGED
                after = FeedAfterVisit(
                    Validators(), None, at(50), 300.0, int(not is_good), is_stopped=outcome is VisitOutcome.GONE
                )
                writer.save_feed_visit(feed.id, Visit(feed.url, at(40), at(40), outcome), after, [], None)
        app = Dashboard(make_options(store_path))
        async with app.run_test(size=(160, 24)) as pilot:
            await pilot.pause()
            assert words in screen_lines(app)[1]
            style = next(style for text, style in app.main.header._state() if text.startswith("4 feeds"))
            assert ("$text-error" in style) == bool(failing)

    async def test_with_one_line_only_the_pollers_sign_stands_before_the_storys_name(
        self, make_options: Callable[..., DashboardOptions], store_path: Path
    ) -> None:
        app = Dashboard(make_options(store_path, wall_now=lambda: WALL + timedelta(minutes=5)))
        async with app.run_test(size=(30, 8)) as pilot:
            await pilot.pause()
            assert screen_lines(app)[0].startswith("✗Fire at Port Ostrel")
            await press(pilot, "p")
            assert screen_lines(app)[0].startswith("‖Fire")

    async def test_the_clock_runs_in_the_storys_zone(
        self, make_options: Callable[..., DashboardOptions], store_path: Path
    ) -> None:
        app = Dashboard(make_options(store_path, time_zone="Asia/Tokyo"))
        async with app.run_test(size=(120, 24)) as pilot:
            await pilot.pause()
            assert "Thu 6 Mar 2031 06:00 JST" in screen_lines(app)[0]


class TestStoresThatArentReady:
    """One clear line, no crash, and the story as soon as it is there."""

    async def test_no_store_yet_then_a_store(
        self, make_options: Callable[..., DashboardOptions], tmp_path: Path
    ) -> None:
        path = tmp_path / "later.db"
        app = Dashboard(make_options(path))
        async with app.run_test(size=(120, 24)) as pilot:
            await pilot.pause()
            assert "No store yet at" in screen_text(app)
            await press(pilot, "1", "enter", "t", "4", "o", "y", "enter")
            make_store(path, wall=WALL)
            app.main.look(force=True)
            await pilot.pause()
            assert "18 killed" in screen_text(app)

    async def test_an_empty_store_says_what_is_waited_for(
        self, make_options: Callable[..., DashboardOptions], tmp_path: Path
    ) -> None:
        path = tmp_path / "empty.db"
        with open_writer(path):
            pass
        app = Dashboard(make_options(path))
        async with app.run_test(size=(120, 24)) as pilot:
            await press(pilot, "1", "enter", "left", "2", "enter", "j", "G", "g", "5", "s")
            assert "Waiting for the first article on the story" in screen_text(app)

    async def test_a_store_that_is_replaced_is_opened_anew(
        self, make_options: Callable[..., DashboardOptions], tmp_path: Path, store_path: Path
    ) -> None:
        other = tmp_path / "other.db"
        with open_writer(other) as writer:
            put_article(writer, "The Morning Quay", "x", "Another story", "Calm.", (), published=at(1), seen=at(1))
        app = Dashboard(make_options(store_path))
        async with app.run_test(size=(120, 24)) as pilot:
            await pilot.pause()
            for suffix in ("-wal", "-shm"):
                Path(f"{store_path}{suffix}").unlink(missing_ok=True)  # noqa: ASYNC240
            other.replace(store_path)
            app.main.look(force=True)
            await pilot.pause()
            assert "Another story" in screen_text(app)
            assert "18 killed" not in screen_text(app)

    @pytest.mark.parametrize(
        ("poller", "words"),
        [
            ("its own poller", "Its poller ends and says so too, in story.log"),
            ("the poller it found", "Its poller ends and says so too;"),
            ("none", "It is shown again when it is back."),
        ],
    )
    async def test_a_store_that_is_deleted_is_gone_and_not_merely_not_yet_there(
        self, make_options: Callable[..., DashboardOptions], store_path: Path, poller: str, words: str
    ) -> None:
        app = Dashboard(make_options(store_path, poller=poller))
        async with app.run_test(size=(120, 24)) as pilot:
            await pilot.pause()
            store_path.unlink()  # noqa: ASYNC240
            app.main.look(force=True)
            await pilot.pause()
            text = " ".join(screen_text(app).split())
            assert "is gone: deleted or moved away." in text
            assert words in text

    @pytest.mark.parametrize("content", [b"", b"not a database at all, just text" * 300], ids=["empty", "text"])
    async def test_a_file_that_is_no_store_is_one_line(
        self, make_options: Callable[..., DashboardOptions], tmp_path: Path, content: bytes
    ) -> None:
        path = tmp_path / "odd.db"
        path.write_bytes(content)
        app = Dashboard(make_options(path))
        async with app.run_test(size=(120, 24)) as pilot:
            await press(pilot, "3", "enter", "z")
            assert "odd.db" in screen_text(app)

    async def test_a_store_of_a_newer_version_says_update(
        self, make_options: Callable[..., DashboardOptions], store_path: Path
    ) -> None:
        with open_writer(store_path) as writer:
            writer.database.conn.execute("PRAGMA user_version = 999")
        app = Dashboard(make_options(store_path))
        async with app.run_test(size=(120, 24)) as pilot:
            await pilot.pause()
            text = screen_text(app)
        assert "newer storywatch" in text or "18 killed" in text


def test_the_invented_story_is_what_the_tests_take_it_for() -> None:
    claim = claim_in("One.\n12 people were killed, he said. Two.", KILLED_12)
    assert claim.sentence == "12 people were killed, he said."
    assert fill.__doc__
