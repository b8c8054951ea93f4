"""The keys that step back and forth in time: everywhere the dashboard then shows what the store knew at that moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from store import StoreError
from tui.display import display_line
from tui.key_line import KeyLine
from tui.moments import MomentSource, day_stepped, moment_named, stepped
from tui.options import DashboardOptions
from tui.watching import StoreWatch

if TYPE_CHECKING:
    from textual.app import App

    from tui.main_screen import MainScreen

    Base = App[None]
else:
    Base = object

Stepping = Callable[[MomentSource, datetime | None, datetime, int], datetime | None]


class TimeTravel(Base):
    """To be mixed into the application."""

    options: DashboardOptions
    watch_store: StoreWatch
    zone: tzinfo
    main: MainScreen

    def action_time_step(self, step: int) -> None:
        """To the moment before or after at which the store learned something."""
        self._step(stepped, step)

    def action_day_step(self, step: int) -> None:
        """A day back or forth."""
        self._step(day_stepped, step)

    def action_time_now(self) -> None:
        """Back to now."""
        if self.watch_store.as_of is not None:
            self.show_as_of(None)

    def action_ask_moment(self) -> None:
        """Asks for a moment in a line at the bottom."""
        from tui.moment_line import MomentLine

        for old in self.screen.query(MomentLine):
            old.remove()
        line = MomentLine(self.screen.focused)
        self.screen.mount(line, before=self.screen.query_one(KeyLine))
        line.focus()

    def go_to_moment(self, words: str) -> bool:
        """Shows the moment that these words name; says what is wrong with them and returns False if they name none."""
        now = self.options.now()
        try:
            moment = moment_named(words, self.zone, now, self.watch_store.as_of or now)
        except ValueError as error:
            self.notify(display_line(str(error)), severity="warning")
            return False
        self.show_as_of(moment)
        return True

    def _step(self, stepping: Stepping, step: int) -> None:
        watch, now = self.watch_store, self.options.now()
        if watch.reader is None:
            return
        if watch.as_of is None and step > 0:
            self.notify("This is now.")
            return
        try:
            moment = stepping(watch.reader, watch.as_of, now, step)
        except StoreError as error:
            self.notify(display_line(str(error)), severity="warning")
            return
        if moment == watch.as_of:
            self.notify("The store knew nothing before this moment.")
            return
        self.show_as_of(moment)

    def show_as_of(self, moment: datetime | None) -> None:
        """Shows what was known at a moment, None for now, on every screen that is open."""
        self.watch_store.as_of = moment
        self.main.show_moment()
