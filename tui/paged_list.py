"""A list of any length that holds only the stretch around the reader and reads on as the reader goes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from textual import on

from store import Cursor, StoreError
from tui.row_list import RowList
from tui.window import Window

Row = TypeVar("Row")
Source = TypeVar("Source")


class PagedList(RowList[Row], Generic[Row, Source]):
    """A list over keyset pages; `source` gives what the window asks, None while there is nothing to ask."""

    def __init__(self, source: Callable[[], Source | None], window: Window[Row, Source], *, id: str) -> None:
        super().__init__(id=id)
        self.source = source
        self.window = window

    @abstractmethod
    def is_same(self, one: Row, other: Row) -> bool:
        """Whether two rows are one thing, perhaps as it was known at two moments."""

    @property
    def is_at_newest(self) -> bool:
        return self.window.is_at_top

    def read_again(self) -> None:
        """Shows what the store now holds around the place where the reader is.

        When so much arrived above that the selected row fell out of the stretch, the stretch goes after it.
        """
        selected = None if self.selected is None else self.selected_row

        def question(source: Source) -> None:
            window = self.window
            window.refresh(source)
            if selected is None or self._holds(selected):
                return
            refreshed = (window.rows, window.is_at_top, window.is_at_bottom)
            window.around(source, window.cursor(selected))
            if not self._holds(selected):
                window.rows, window.is_at_top, window.is_at_bottom = refreshed

        self.ask(question)

    def go_around(self, cursor: Cursor) -> None:
        """Goes to the rows around a place, with nothing selected."""
        self.ask(lambda source: self.window.around(source, cursor))

    def show_moment(self, as_of: datetime | None) -> None:
        """Shows the list as it was known at a moment from the next reading on; nothing in it counts as new."""
        if as_of != self.window.as_of:
            self.window.as_of = as_of
            self.forget_fresh()

    def ask(self, question: Callable[[Source], object]) -> None:
        """A question to the store; one that can't be asked now leaves the list as it is, the watch says why."""
        source = self.source()
        if source is None:
            return
        try:
            question(source)
        except StoreError:
            return
        self.show_rows(self.window.rows)

    def _holds(self, row: Row) -> bool:
        return any(self.is_same(other, row) for other in self.window.rows)

    def _select_nearest(self, old: Sequence[Row]) -> None:
        gone = next((row for row in old if self.row_id(row) == self.selected), None)
        same = None if gone is None else next((row for row in self.rows if self.is_same(row, gone)), None)
        if same is not None:
            self.selected = self.row_id(same)
        else:
            super()._select_nearest(old)

    @on(RowList.EdgeNear)
    def _extend(self, message: RowList.EdgeNear) -> None:
        """Reads more rows at the end that the reader comes near."""
        message.stop()
        if message.end > 0 and not self.window.is_at_bottom:
            self.ask(self.window.extend_down)
        elif message.end < 0 and not self.window.is_at_top:
            self.ask(self.window.extend_up)

    def action_first(self) -> None:
        if not self.window.is_at_top:
            self.ask(self.window.top)
        super().action_first()

    def action_last(self) -> None:
        if not self.window.is_at_bottom:
            self.ask(self.window.bottom)
        super().action_last()
