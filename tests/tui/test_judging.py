"""The reader's judgement, from the key to the row in the store and back to the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import FactRow, MarkRow, open_reader, open_writer
from tui import DashboardOptions
from tui.app import Dashboard
from tui.article_screen import ArticleScreen
from tui.fact_picker import FactPicker
from tui.fact_screen import FactScreen
from tui.judge_menu import JudgeMenu
from tui.judging import can_be_one, choices_for
from tui.note_screen import NoteScreen
from tui.subjects import Subject

from .invented_store import put_sayings
from .reading import messages_of, press, screen_text


@pytest.fixture
def judging_options(make_options: Callable[..., DashboardOptions], store_path: Path) -> DashboardOptions:
    """A dashboard whose reader has a name, on a store that no process writes."""
    return make_options(store_path, author="Awa", poller="none")


async def until_said(pilot: Pilot[None], messages: list[str], beginning: str) -> str:
    """Waits until a message with this beginning was shown."""
    for _ in range(400):
        found = [message for message in messages if message.startswith(beginning)]
        if found:
            await pilot.pause()
            return found[-1]
        await pilot.pause(0.02)
    raise AssertionError(messages)


def marks_in(path: Path) -> list[MarkRow]:
    with open_reader(path) as reader:
        return reader.marks()


def select_fact(app: Dashboard, label: str) -> FactRow:
    fact = next(fact for fact in app.main.facts_list.rows if fact.label == label)
    app.main.facts_list.select(fact.id)
    return fact


async def test_a_fact_is_confirmed_with_a_note_shown_and_undone(
    judging_options: DashboardOptions, store_path: Path
) -> None:
    app = Dashboard(judging_options)
    messages = messages_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4")
        select_fact(app, "18 killed")
        await press(pilot, "space", "c", *"seen [/b] list", "enter")
        assert await until_said(pilot, messages, "Done") == "Done: confirmed, “18 killed”."
        (mark,) = marks_in(store_path)
        assert (mark.judgement, mark.author, mark.note) == ("confirmed", "Awa", "seen [/b] list")
        assert "# ✓ 18 killed" in screen_text(app)
        await press(pilot, "enter")
        assert "✓ confirmed by Awa, Wed 5 21:00: seen [/b] list" in screen_text(app)
        messages.clear()
        await press(pilot, "space", "u", "enter")
        await until_said(pilot, messages, "Done: “confirmed” by Awa is undone")
        assert marks_in(store_path) == []
        assert "confirmed" not in screen_text(app).rpartition("\n")[0]


async def test_a_claim_called_wrong_leaves_the_lists_and_is_struck_out_in_its_article(
    judging_options: DashboardOptions, store_path: Path
) -> None:
    app = Dashboard(judging_options)
    messages = messages_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4")
        fact = select_fact(app, "18 killed")
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, ArticleScreen)
        await press(pilot, "m", "w", "enter")
        await until_said(pilot, messages, "Done: wrong")
        text = screen_text(app)
        assert "✗ wrong (“18 bodies”) by Awa" in text
        assert "called wrong" in text
        await press(pilot, "enter")
        assert messages[-1] == "This gives no fact: it was called wrong."
        await press(pilot, "q", "q")
        assert fact.id not in {row.id for row in app.main.facts_list.rows}
        assert "killed · medical" not in screen_text(app)
        assert "killed · medical" in screen_text_as_of(await pressed(pilot, app, "comma"))


async def pressed(pilot: Pilot[None], app: Dashboard, key: str) -> Dashboard:
    await press(pilot, key)
    return app


def screen_text_as_of(app: Dashboard) -> str:
    assert app.as_of is not None
    return screen_text(app)


async def test_an_article_off_the_story_says_so_and_leaves_the_timeline(
    judging_options: DashboardOptions, store_path: Path
) -> None:
    app = Dashboard(judging_options)
    messages = messages_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        row = next(row for row in app.main.timeline_list.rows if "Port closed" in row.label)
        app.main.timeline_list.select(row.cursor.id)
        await press(pilot, "space", "o", *"another port", "enter")
        await until_said(pilot, messages, "Done: off the story, “Port closed")
        assert "Port closed" not in screen_text(app).rpartition("\n")[0]
        app.open_article(row.article_id, None)
        await pilot.pause()
        assert "✗ off story by Awa, Wed 5 21:00: another port" in screen_text(app)
        assert marks_in(store_path)[0].judgement == "off-story"


async def test_a_report_is_split_off_and_merged_back(judging_options: DashboardOptions, store_path: Path) -> None:
    app = Dashboard(judging_options)
    messages = messages_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4")
        select_fact(app, "12 killed")
        await press(pilot, "enter", "j", "space", "s", "enter")
        await until_said(pilot, messages, "Done: split")
        assert "1 outlet, 1 independent origin" in screen_text(app)
        await press(pilot, "q")
        twins = [fact for fact in app.main.facts_list.rows if fact.label == "12 killed"]
        assert len(twins) == 2
        app.main.facts_list.select(max(fact.id for fact in twins))
        await press(pilot, "space", "m")
        assert isinstance(app.screen, FactPicker)
        assert {fact.kind for fact in app.screen.facts} == {"killed"}
        assert app.screen.query_one("#choice").selected is not None  # type: ignore[attr-defined]
        await press(pilot, *"12", "enter")
        assert isinstance(app.screen, NoteScreen)
        await press(pilot, "enter")
        await until_said(pilot, messages, "Refused: that would go round")


async def test_facts_of_one_sort_are_merged(judging_options: DashboardOptions) -> None:
    app = Dashboard(judging_options)
    messages = messages_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4")
        gone = select_fact(app, "9 killed")
        await press(pilot, "space", "m", *"18 kil", "enter", "enter")
        await until_said(pilot, messages, "Done: merge")
        assert gone.id not in {fact.id for fact in app.main.facts_list.rows}
        select_fact(app, "18 killed")
        await press(pilot, "enter")
        assert "merged: “9 killed” counts as “18 killed”, by Awa" in screen_text(app)
        assert "2 reports" in screen_text(app)


async def test_a_mark_waits_for_the_poller_and_says_what_came_of_it(
    judging_options: DashboardOptions, store_path: Path
) -> None:
    app = Dashboard(judging_options)
    messages = messages_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        with open_writer(store_path) as writer:
            await press(pilot, "4")
            select_fact(app, "18 killed")
            await press(pilot, "space", "d", "enter")
            await until_said(pilot, messages, "Handed to the poller")
            for _ in range(400):
                if writer.take_up_requests(judging_options.now()):
                    break
                await asyncio.sleep(0.01)
            await until_said(pilot, messages, "Done: disputed")
        assert "# ? 18 killed" in screen_text(app)


async def test_what_was_judged_already_is_refused_in_one_line(judging_options: DashboardOptions) -> None:
    app = Dashboard(judging_options)
    messages = messages_of(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4")
        select_fact(app, "18 killed")
        await press(pilot, "space", "c", "enter")
        await until_said(pilot, messages, "Done")
        await press(pilot, "m", "c", "enter")
        assert "is marked “confirmed” already" in await until_said(pilot, messages, "Refused")


async def test_a_mark_without_an_author_or_a_note_without_words_is_not_made(
    make_options: Callable[..., DashboardOptions], store_path: Path
) -> None:
    app = Dashboard(make_options(store_path))
    messages = messages_of(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "space", "n", "enter")
        assert isinstance(app.screen, NoteScreen)
        await press(pilot, "escape", "space", "c", "enter")
        assert "a mark has an author" in await until_said(pilot, messages, "Refused")
    assert marks_in(store_path) == []


async def test_escape_leaves_every_step_without_a_mark(judging_options: DashboardOptions, store_path: Path) -> None:
    app = Dashboard(judging_options)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "space")
        assert isinstance(app.screen, JudgeMenu)
        for keys in (("escape",), ("space", "c", "escape"), ("space", "m", "escape"), ("space", "x", "q"), ("5", "m")):
            await press(pilot, *keys)
            assert app.screen is app.main
    assert marks_in(store_path) == []


async def test_a_mark_made_in_the_past_is_said_to_hold_from_now_on(judging_options: DashboardOptions) -> None:
    app = Dashboard(judging_options)
    messages = messages_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "comma", "4", "space", "c", "enter")
        assert (await until_said(pilot, messages, "Done")).endswith("; it holds from now on, not at the moment shown.")
        assert "✓" not in screen_text(app)
        await press(pilot, "0")
        assert "✓" in screen_text(app)


async def test_what_can_be_said_depends_on_what_is_there(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        facts = {fact.label: fact for fact in app.main.facts_list.rows}
    letters = lambda subject, marks=0: "".join(choice.letter for choice in choices_for(subject, marks))  # noqa: E731
    assert letters(Subject()) == ""
    assert letters(Subject(facts["18 killed"]), 2) == "cdnmu"
    assert letters(Subject(facts["12 killed"], 1, claim_id=1)) == "cdnmsweoa"
    assert letters(Subject(facts["18 killed"], 1, claim_id=1)) == "cdnmweoa"
    assert letters(Subject(None, 1)) == "oa"
    assert can_be_one(facts["18 killed"], facts["9 killed"])
    assert not can_be_one(facts["18 killed"], facts["18 killed"])
    assert not can_be_one(facts["18 killed"], facts["30 injured"])
    assert not can_be_one(facts["18 killed"], replace(facts["9 killed"], partial=True))


async def test_a_statement_called_wrong_in_the_list_of_reports_is_one_report_less(
    judging_options: DashboardOptions, store_path: Path
) -> None:
    with open_writer(store_path) as writer:
        put_sayings(writer)
    app = Dashboard(judging_options)
    messages = messages_of(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "f", "f", "enter")
        assert isinstance(app.screen, FactScreen)
        assert "2 reports" in screen_text(app)
        await press(pilot, "space", "w", "enter")
        await until_said(pilot, messages, "Done: wrong")
        assert "1 report" in screen_text(app)
