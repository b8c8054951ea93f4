"""The application: opens the main screen, goes into facts and articles, and comes back."""

from __future__ import annotations

import asyncio
import os
import signal

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.notifications import SeverityLevel

from store import ArticleRow, FactRow, ReportRow, StoreError
from tui.citation import article_citation, report_citation
from tui.display import display_line
from tui.key_line import KeyLine
from tui.key_names import key_problem, keys_in
from tui.keys import APP_KEYS, bindings
from tui.main_screen import MainScreen
from tui.options import DashboardOptions
from tui.themes import DARK, LIGHT, own_colours, theme_for
from tui.watching import StoreWatch
from tui.wording import zone_named

SAY_TIME = 3.0  # seconds that a message stands in the bottom line
WARNING_TIME = 6.0


class Dashboard(App[None]):
    """One run of the dashboard."""

    BINDINGS = bindings(APP_KEYS)
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

    def open_fact(self, fact_id: int, *, article_id: int | None = None) -> None:
        """Shows a fact's reports, with the selection on an article's."""
        from tui.fact_screen import FactReading, FactScreen

        def read() -> FactReading | None:
            return self._ask_fact(fact_id)

        self.push_screen(FactScreen(read, self.zone, article_id=article_id))

    def open_fact_key(self, key: str) -> None:
        """Shows the fact of that key."""
        fact_id = self.fact_id_of_key(key)
        if fact_id is not None:
            self.open_fact(fact_id)

    def open_article(
        self, article_id: int, revision_id: int | None, claim_id: int | None, *, show_changes: bool = False
    ) -> None:
        """Shows an article in a revision, a claim's sentence highlighted."""
        from tui.article_screen import ArticleScreen

        reader = self.watch_store.reader
        if reader is None:
            return
        try:
            article = reader.article(article_id)
            revisions = reader.revisions(article_id)
            claims = {revision.id: reader.claims(revision.id) for revision in revisions}
        except StoreError as error:
            self._say_error(error)
            return
        if article is None:
            self.notify("This article is no longer in the store.", severity="warning")
            return
        self.push_screen(
            ArticleScreen(
                article,
                revisions,
                claims,
                self.zone,
                revision_id=revision_id,
                claim_id=claim_id,
                show_changes=show_changes,
            )
        )

    # What screens ask of the store

    def _ask_fact(self, fact_id: int) -> tuple[FactRow | None, list[ReportRow]] | None:
        reader = self.watch_store.reader
        if reader is None:
            return None
        try:
            return reader.fact(fact_id), reader.reports(fact_id)
        except StoreError as error:
            self._say_error(error)
            return None

    def reports(self, fact_id: int) -> list[ReportRow]:
        """The reports of a fact in order of time, none if they can't be read now."""
        reading = self._ask_fact(fact_id)
        return reading[1] if reading else []

    def article(self, article_id: int) -> ArticleRow | None:
        """An article, None if it can't be read now."""
        reader = self.watch_store.reader
        try:
            return reader.article(article_id) if reader else None
        except StoreError as error:
            self._say_error(error)
            return None

    def fact_id_of_key(self, key: str) -> int | None:
        """The id of the fact that has this key, None if none has or it can't be read now."""
        reader = self.watch_store.reader
        try:
            fact = reader.fact_by_key(key) if reader else None
        except StoreError as error:
            self._say_error(error)
            return None
        return fact.id if fact else None

    def citation(self, fact_id: int | None, article_id: int | None) -> str | None:
        """A citation of an article's report of a fact; of the fact's first report, or of the article alone."""
        reading = self._ask_fact(fact_id) if fact_id is not None else None
        if reading is not None and reading[0] is not None:
            fact, reports = reading
            chosen = [report for report in reports if article_id in (None, report.article_id)] or reports
            return report_citation(fact.label, chosen[0], self.zone) if chosen and fact else None
        article = self.article(article_id) if article_id is not None else None
        return article_citation(article, self.zone) if article else None

    def _say_error(self, error: StoreError) -> None:
        self.notify(display_line(str(error)), severity="warning")

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
        """One level back: a screen, else a filter, else the zoom. Never quits."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
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
