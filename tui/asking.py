"""Visits that the reader asks for: handed to the poller through the inbox, and followed until they are made."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from store import Outcome, Reader, RequestRefused, StoreError, post, writer_pid
from tui.display import clipped, display_line
from tui.options import DashboardOptions
from tui.wording import counted

if TYPE_CHECKING:
    from textual.app import App

    from store import FeedRow
    from tui.main_screen import MainScreen

    Base = App[None]
else:
    Base = object

Answer = TypeVar("Answer")
PATIENCE = 10.0  # seconds to wait for the poller to take the request up
FOLLOWED = 60.0  # seconds for which visits are waited for before they are only said to be asked for
PAUSE = 0.25  # seconds between looks
LONGEST_NAMED = 40  # cells of an outlet's name in a message
NO_POLLER = "No poller is running, so nobody can visit: start one with “storywatch poll”."


class Asking(Base):
    """To be mixed into the application."""

    options: DashboardOptions
    main: MainScreen
    _is_asking: bool = False

    if TYPE_CHECKING:

        def ask(self, question: Callable[[Reader], Answer]) -> Answer | None: ...

    def ask_for_visit(self, feed: FeedRow | None) -> None:
        """Asks the poller to visit a feed, or all feeds, now. A second press before it is done asks no second time."""
        if self._is_asking:
            self.notify("Asked already: the poller is at it.")
        elif feed is not None and feed.is_stopped:
            self.notify(
                display_line(f"{feed.outlet}: this feed is {feed.condition} and isn't visited again."),
                severity="warning",
            )
        elif writer_pid(self.options.store_path) is None:
            self.notify(NO_POLLER, severity="warning")
        else:
            self._is_asking = True
            self.run_worker(self._ask_for_visit(feed), group="visits")

    async def _ask_for_visit(self, feed: FeedRow | None) -> None:
        try:
            await self._hand_in_and_follow(feed)
        finally:
            self._is_asking = False

    async def _hand_in_and_follow(self, feed: FeedRow | None) -> None:
        from store import VisitRequest

        request = VisitRequest((feed.url,) if feed is not None else ())
        named = clipped(display_line(feed.outlet), LONGEST_NAMED) if feed is not None else "all feeds"
        try:
            posted = await asyncio.to_thread(post, self.options.store_path, request, now=self.options.now())
        except (RequestRefused, StoreError) as error:
            self.notify(display_line(f"Refused: {error}"), severity="warning")
            return
        outcome = posted.outcome or await self._taken_up(posted.name)
        if outcome is None:
            self.notify("Handed in: it waits for the poller to take it up.", severity="warning")
            return
        if outcome.refusal is not None:
            self.notify(display_line(f"Refused: {outcome.refusal}"), severity="warning")
            return
        later = f"; {outcome.feeds_waiting} must wait a while" if outcome.feeds_waiting else ""
        if feed is not None and outcome.feeds_waiting:
            later = "; not at once, its server or the last visit forbids it"
        self.notify(f"Asked for a visit: {named}{later}.", timeout=FOLLOWED)
        self.main.look(force=True)
        await self._follow(request.feeds, outcome, named)

    async def _taken_up(self, name: str) -> Outcome | None:
        """What came of a request, once the poller took it up; None if it takes too long."""
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            await asyncio.sleep(PAUSE)
            if (outcome := self.ask(lambda reader: reader.outcome(name))) is not None:
                return outcome
        return None

    async def _follow(self, urls: tuple[str, ...], outcome: Outcome, named: str) -> None:
        """Says when the visits that need not wait are made, and how many of them failed."""
        deadline = monotonic() + FOLLOWED
        while monotonic() < deadline:
            rows = self.ask(lambda reader: reader.feeds()) or []
            meant = [row for row in rows if not row.is_stopped and (not urls or row.url in urls)]
            open_visits = sum(row.asked_at is not None for row in meant)
            if open_visits <= outcome.feeds_waiting:
                if visited := outcome.feeds_asked - open_visits:
                    failing = sum(row.failures > 0 for row in meant if row.asked_at is None)
                    problem = f", {failing} failed" if failing else ""
                    what = named if urls else counted(visited, "feed")
                    self.notify(f"Visited as asked: {what}{problem}.", severity="warning" if failing else "information")
                return
            await asyncio.sleep(PAUSE)
        self.notify("Asked for; the visits still to come are marked in the feeds pane.")
