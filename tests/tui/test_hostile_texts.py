"""Texts that try to run markup, crash the parser, move the cursor or write the clipboard: in every list and reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from store import (
    ArticleRow,
    ClaimRow,
    Cursor,
    FactRow,
    FeedRow,
    MarkRow,
    PassageRow,
    ReportRow,
    RevisionRow,
    TimelineRow,
    open_writer,
)
from story import Claim, FactType, Kind, Party, Passage, Qualifier, SpeakerClass, StandingFigure, Toll, TollPoint
from tui import DashboardOptions
from tui.app import Dashboard
from tui.article_screen import ArticleScreen
from tui.display import FORBIDDEN
from tui.fact_picker import FactPicker
from tui.fact_screen import FactScreen
from tui.judge_menu import JudgeMenu
from tui.judging import CHOICES, choices_for
from tui.mark_picker import MarkPicker
from tui.note_screen import NoteScreen
from tui.subjects import Subject

from .invented_store import NOW, at, put_hostile
from .reading import press, screen_text

HOSTILE = [
    "[@click=app.quit]x[/]",
    "[/foo] [/ [Reuters] [bold",
    "[$primary on $error]x",
    "\x1b[2J\x1b]52;c;aGFja2Vk\x07\x1b[31m",
    "\x9b31m\x90q\x9c\x85",
    "\u202egnp.exe\u2066\u2069\u200b\ufeff",
    "\ud800 lone",
    "\x00\x08\x7f\r\v",
    "汉字汉字 العربية 🇲🇱👩‍👩‍👧 e\u0301\u0301\u0301",
    "x" * 5_000,
    "\n\n\t\n",
    "{0} %s %(x)s $t ${t}",
]


def assert_harmless(text: str) -> None:
    """Nothing that a terminal obeys is on the screen; newlines are the screen's own."""
    assert not {ord(character) for character in text} & (FORBIDDEN - {0x0A})
    assert not any(0xD800 <= ord(character) < 0xE000 for character in text)


def rows(
    text: str,
) -> tuple[FactRow, TimelineRow, ReportRow, FeedRow, StandingFigure, ArticleRow, RevisionRow, ClaimRow]:
    """One row of each kind whose every field of words is the hostile text, as a broken store could hold it."""
    exact = Qualifier.EXACT
    fact = FactRow(
        id=1, key=text, type=FactType.FIGURE, kind="killed", low=7, high=7, qualifier=exact, party="victims",
        partial=False, group=text, scope="event", modality="denied", label=text, voice=text, speaker=text,
        speaker_class=SpeakerClass.UNKNOWN, first_at=at(1), first_not_before=None, first_not_after=at(1),
        first_outlets=(text, text), outlets=1, origins=1, reports=1, withdrawn=0, last_at=at(1),
        cursor=Cursor(at(1), 1),
    )  # fmt: skip
    event = TimelineRow(Cursor(at(1), 1), at(1), None, at(1), text, text, text, text, 1, 1, 1, 1, None)
    report = ReportRow(
        1, 1, 1, 1, None, text, text, text, text, at(1), None, at(1), text, text, text, text, text, text,
        f"{text} {text}", exact, text, at(2), True,
    )  # fmt: skip
    feed = FeedRow(text, text, at(1), text, 500, text, at(2), 3, False, 1, 1)
    figure = StandingFigure(
        Kind.KILLED, text, text, SpeakerClass.UNKNOWN, 7, 7, exact, Party.VICTIMS, text, at(1), text, 1, 1, True, True
    )
    article = ArticleRow(1, text, text, text, text, text, text, at(1), text, None, at(1), None, 1, 1)
    revision = RevisionRow(1, 1, 1, text, f"{text}\n\n{text}", text, None, at(1))
    claim = ClaimRow(
        1,
        1,
        1,
        Claim(Kind.KILLED, 7, 7, exact, text, 0, len(text), text, 0, len(text), source=text, via=text, group=text),
    )
    return fact, event, report, feed, figure, article, revision, claim


def more_rows(text: str) -> tuple[PassageRow, MarkRow]:
    """A passage and a mark of the same sort."""
    passage = Passage(FactType.STATEMENT, text, text, 0, len(text), text, 0, len(text), source=text, actor=text)
    mark = MarkRow(
        1, at(2), text, "wrong", "claim", text, text, True, fact_id=1, article_id=1, claim_id=1, other_label=text
    )
    return PassageRow(2, 1, 1, passage), mark


class HostileReader:
    """Answers every question of the two screens with the same rows."""

    def __init__(
        self,
        fact: FactRow,
        report: ReportRow,
        revision: RevisionRow,
        claim: ClaimRow,
        passage: PassageRow,
        mark: MarkRow,
    ) -> None:
        self.fact = lambda *_: fact
        self.kin = lambda *_: [fact, fact]
        self.reports = lambda *_, **more: [] if more.get("after") else [report]
        self.revisions = lambda *_: [revision]
        self.claims = lambda *_: [claim]
        self.passages = lambda *_: [passage]
        self.marks_of_fact = self.marks_of_article = self.marks_of_claim = self.marks_of_passage = lambda *_: [mark] * 5

    def close(self) -> None:
        """Nothing to close."""


async def test_no_hostile_text_reaches_the_terminal_or_runs(options: DashboardOptions) -> None:
    app = Dashboard(options)
    async with app.run_test(size=(100, 26)) as pilot:
        await pilot.pause()
        app.main.is_paused = True
        for text in HOSTILE:
            fact, event, report, feed, figure, article, revision, claim = rows(text)
            passage, mark = more_rows(text)
            app.main.facts_list.show_facts([fact], {1: "✓?"})
            app.main.timeline_list.show_rows([event])
            app.main.feeds_list.show_feeds([feed])
            toll = Toll(Kind.KILLED, NOW, (figure,), 7, 7, False, figure, figure)
            app.main.board_list.show_toll(toll)
            app.main.toll_view.show_toll(toll, (TollPoint(at(1), 7, 7, False, figure, figure),), NOW)
            app.main.filters["timeline"] = text
            app.main._name_panes()
            app.main.say(text)
            app.main.toll_view.action_step(-1)
            app.main.action_pane("feeds")
            await pilot.pause()
            assert_harmless(screen_text(app))
            app.watch_store.reader = HostileReader(fact, report, revision, claim, passage, mark)  # type: ignore[assignment]
            fact_screen = FactScreen(1, options, app.zone)
            await app.push_screen(fact_screen)
            fact_screen.action_cite()
            fact_screen.action_browse()
            await pilot.pause()
            assert_harmless(screen_text(app))
            article_screen = ArticleScreen(article, options, app.zone, evidence_id=1)
            await app.push_screen(article_screen)
            article_screen.action_cite()
            article_screen.action_browse()
            await press(pilot, "n")
            assert_harmless(screen_text(app))
            assert len(app.screen_stack) == 3
            subject = Subject(fact, 1, text, text, 1, None, text)
            for menu in (
                JudgeMenu(subject, choices_for(subject, 1)),
                NoteScreen(CHOICES[0], subject, fact),
                MarkPicker([mark], app.zone),
                FactPicker([fact], text, app.zone),
            ):
                await app.push_screen(menu)
                await pilot.pause()
                assert_harmless(screen_text(app))
                await press(pilot, "escape")
                assert len(app.screen_stack) == 3
            await app.pop_screen()
            await app.pop_screen()
    assert app.return_code in (None, 0)


async def test_hostile_articles_through_the_real_store_can_be_read_and_gone_into(
    store_path: Path, make_options: Callable[..., DashboardOptions]
) -> None:
    with open_writer(store_path) as writer:
        for number, text in enumerate(HOSTILE):
            put_hostile(writer, text, number)
    app = Dashboard(make_options(store_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert_harmless(screen_text(app))
        facts = [fact for fact in app.main.facts_list.rows if "killed" in fact.label and fact.low >= 100]
        assert len(facts) == len(HOSTILE)
        for fact in facts:
            app.open_fact(fact.id)
            await press(pilot, "enter")
            assert isinstance(app.screen, ArticleScreen)
            assert f"{fact.low} people drowned" in " ".join(app.screen.text_view.visible_text().split())
            assert_harmless(screen_text(app))
            await app.pop_screen()
            assert_harmless(screen_text(app))
            await app.pop_screen()
    assert app.return_code in (None, 0)


@pytest.mark.parametrize("text", ["[/foo]", "\x1b[2J\u202e", "[@click=app.quit]x[/]"])
async def test_a_hostile_config_is_only_words(
    store_path: Path, make_options: Callable[..., DashboardOptions], text: str
) -> None:
    app = Dashboard(make_options(store_path, story_name=text, place=text, note=text, time_zone=text, poller=text))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert_harmless(screen_text(app))
        assert "[" in screen_text(app)
