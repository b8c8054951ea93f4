"""The application: opens the main screen, goes into facts and articles, and comes back."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.notifications import SeverityLevel

from store import ArticleRow, Cursor, FactRow, Reader, ReportRow, StoreError
from tui.asking import Asking
from tui.citation import article_citation, report_citation
from tui.display import display_line
from tui.judging import Judging
from tui.key_line import KeyLine
from tui.key_names import key_problem, keys_in
from tui.keys import APP_KEYS, TIME_KEYS, bindings
from tui.main_screen import MainScreen
from tui.options import DashboardOptions
from tui.themes import DARK, LIGHT, own_colours, theme_for
from tui.time_travel import TimeTravel
from tui.watching import StoreWatch
from tui.wording import zone_named

SAY_TIME = 3.0  # seconds that a message stands in the bottom line
WARNING_TIME = 6.0

Answer = TypeVar("Answer")


class Dashboard(Asking, Judging, TimeTravel, App[None]):
    """One run of the dashboard."""

    BINDINGS = bindings(APP_KEYS + TIME_KEYS)
    TITLE = "storywatch"
    CSS_PATH = "main_screen.tcss"
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, options: DashboardOptions) -> None:
        environment = dict(os.environ)
        # Without colours Textual picks its filter here, before a theme is chosen: it must know that it will be ANSI.
        super().__init__(ansi_color=True if "NO_COLOR" in environment else None)
        self.options = options
        self.zone = zone_named(options.time_zone)
        self.watch_store = StoreWatch(options.store_path, options.poller)
        self.main = MainScreen(options, self.zone, self.watch_store)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self._complaints: list[str] = []
        self._choose_theme(theme_for(options.theme, environment))
        self._take_keys()

    def _choose_theme(self, name: str) -> None:
        if name not in self.available_themes:
            self._complaints.append(
                f"No theme is called “{display_line(name)}”: dark, light, ansi, or one of Textual's."
            )
            name = DARK.name
        self.theme = name

    def _take_keys(self) -> None:
        """Binds what the configuration names; what can't be bound is said, not fatal."""
        problems = {name: key_problem(name, key) for name, key in self.options.keys.items()}
        self._complaints += [
            f"[keys] {display_line(name)}: {display_line(problem)}." for name, problem in problems.items() if problem
        ]
        self.set_keymap(
            {name: ",".join(keys_in(key)) for name, key in self.options.keys.items() if problems[name] is None}
        )

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: DOMNode) -> None:
        """Two keys of the configuration at one place: the later one counts, and it is said."""
        names = ", ".join(sorted(binding.id or binding.action for binding in clashed_bindings))
        self.notify("[keys] takes away the key of: " + names, severity="warning")

    def get_default_screen(self) -> MainScreen:
        return self.main

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colour names, for themes that don't define them."""
        return own_colours(self.current_theme)

    def on_mount(self) -> None:
        for number in (signal.SIGTERM, signal.SIGHUP):  # a closed terminal, a service manager: leave in order
            asyncio.get_running_loop().add_signal_handler(number, self.exit)
        if self._complaints:
            self.call_after_refresh(self.notify, " ".join(self._complaints), severity="warning", timeout=12)

    def on_unmount(self) -> None:
        self.watch_store.close()

    # Going in

    def open_fact(self, fact_id: int, *, place: Cursor | None = None) -> None:
        """Shows a fact's reports, from a report's place on; where the reader came from that fact, goes back to it."""
        from tui.fact_screen import FactScreen

        below = self.screen_stack[-2] if len(self.screen_stack) > 1 else None
        if isinstance(below, FactScreen) and below.fact_id == fact_id and place is None:
            self.pop_screen()
            return
        self.push_screen(FactScreen(fact_id, self.options, self.zone, place=place))

    def open_one_of(self, facts: Sequence[FactRow], title: str) -> None:
        """Shows the one fact there is, or lets the reader choose among several."""
        from tui.fact_picker import FactPicker

        def open_chosen(fact: FactRow | None) -> None:
            if fact is not None:
                self.open_fact(fact.id)

        if len(facts) == 1:
            self.open_fact(facts[0].id)
        elif facts:
            self.push_screen(FactPicker(facts, title, self.zone), open_chosen)

    def open_fact_key(self, key: str) -> None:
        """Shows the fact of that key."""
        fact_id = self.fact_id_of_key(key)
        if fact_id is not None:
            self.open_fact(fact_id)

    def open_article(
        self,
        article_id: int,
        revision_id: int | None,
        *,
        claim_id: int | None = None,
        passage_id: int | None = None,
        show_changes: bool = False,
    ) -> None:
        """Shows an article in a revision (None: its last), a claim's or passage's sentence highlighted."""
        from tui.article_screen import ArticleScreen
        from tui.evidence_list import evidence_id

        if self.reader is None:
            return
        found = self.ask(lambda reader: (reader.article(article_id),))
        if found is None:
            return
        (article,) = found
        if article is None:
            self.notify("This article is no longer in the store.", severity="warning")
            return
        self.push_screen(
            ArticleScreen(
                article,
                self.options,
                self.zone,
                revision_id=revision_id,
                evidence_id=evidence_id(claim_id, passage_id),
                show_changes=show_changes,
            )
        )

    # What screens ask of the store

    @property
    def as_of(self) -> datetime | None:
        """The moment whose knowledge is shown; None for now."""
        return self.watch_store.as_of

    @property
    def reader(self) -> Reader | None:
        """The store, None while there is none."""
        return self.watch_store.reader

    def ask(self, question: Callable[[Reader], Answer]) -> Answer | None:
        """The store's answer; None if it can't be asked now, which is said."""
        if self.reader is None:
            return None
        try:
            return question(self.reader)
        except StoreError as error:
            self.notify(display_line(str(error)), severity="warning")
            return None

    def fact(self, fact_id: int) -> FactRow | None:
        """A fact as of the moment shown; None if nobody gives it then or it can't be read now."""
        return self.ask(lambda reader: reader.fact(fact_id, self.as_of))

    def first_report(self, fact_id: int) -> ReportRow | None:
        """The first report of a fact, None if there is none or it can't be read now."""
        reports = self.ask(lambda reader: reader.reports(fact_id, limit=1, as_of=self.as_of))
        return reports[0] if reports else None

    def article(self, article_id: int) -> ArticleRow | None:
        """An article, None if it can't be read now."""
        return self.ask(lambda reader: reader.article(article_id))

    def fact_id_of_key(self, key: str) -> int | None:
        """The id of the fact that has this key, None if none has or it can't be read now."""
        fact = self.ask(lambda reader: reader.fact_by_key(key, self.as_of))
        return fact.id if fact else None

    def citation(self, fact_id: int | None, place: Cursor | None) -> str | None:
        """A citation of the report of a fact that stands at a place, else of its first; or of the article alone."""
        fact = self.fact(fact_id) if fact_id is not None else None
        if fact is not None:
            report = self.first_report(fact.id)
            if place is not None:
                before = Cursor(place.at, place.id - 1)
                there = self.ask(lambda reader: reader.reports(fact.id, after=before, limit=1, as_of=self.as_of))
                report = there[0] if there and there[0].article_id == place.id else report
            return report_citation(fact.label, report, self.zone) if report else None
        article = self.article(place.id) if place is not None else None
        return article_citation(article, self.zone) if article else None

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Every message passes here, whoever sends it, and goes to the bottom line as plain words.

        A toast would cover the evidence and follow the reader to other screens.
        """
        is_warning = severity != "information"
        for screen in reversed(self.screen_stack):
            for line in screen.query(KeyLine):
                line.say(message, is_warning=is_warning, seconds=timeout or (WARNING_TIME if is_warning else SAY_TIME))
                return

    # Keys that hold everywhere

    async def action_back(self) -> None:
        """One level back: a screen, else from the past to now, else a filter, else the zoom. Never quits."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif self.watch_store.as_of is not None:
            self.show_as_of(None)
        else:
            self.main.go_back()

    def action_quit_level(self) -> None:
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit()

    def action_pause(self) -> None:
        self.main.is_paused = not self.main.is_paused
        self.main.header.is_paused = self.main.is_paused

    def action_next_theme(self) -> None:
        light, dark = ("ansi-light", "ansi-dark") if self.no_color else (LIGHT.name, DARK.name)
        self.theme = light if self.current_theme.dark else dark

    def action_help(self) -> None:
        from tui.help_screen import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(list(self.screen.active_bindings.values())))

    def get_system_commands(self, screen):  # type: ignore[no-untyped-def]
        """The palette offers Textual's own commands but the one that writes a file where the reader stands."""
        for command in super().get_system_commands(screen):
            if command.title != "Screenshot":
                yield command
