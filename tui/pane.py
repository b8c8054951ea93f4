"""A pane: a border with its number and title, a line of column heads, and what it shows."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from tui.row_list import RowList


class ColumnHeads(Widget):
    """One line that names the columns of the list under it."""

    def __init__(self, row_list: RowList[Any]) -> None:
        super().__init__()
        self._row_list = row_list

    def render(self) -> Content:
        return Content(self._row_list.heads(self.size.width)).stylize("$muted")


class Pane(Vertical):
    """One of the dashboard's panes. `inside` takes the focus; the border shows that it has it."""

    def __init__(self, number: int, title: str, inside: Widget, *, id: str) -> None:
        super().__init__(id=id)
        self.inside = inside
        self._number = number
        self._named: tuple[Content, str] | None = None
        self.name_it(Content(title))

    def name_it(self, title: Content, note: str = "") -> None:
        """Sets the border's title; `note` stands at the bottom, as "3 new above". Draws only when either changed."""
        if self._named is not None and self._named[1] == note and self._named[0].is_same(title):
            return
        self._named = (title, note)
        self.border_title = Content.assemble((f"{self._number} ", "bold"), title)
        self.border_subtitle = Content.assemble((note, "bold reverse")) if note else None

    def compose(self) -> ComposeResult:
        if isinstance(self.inside, RowList):
            yield ColumnHeads(self.inside)
        yield self.inside

    @on(RowList.Shown)
    def _lay_heads_anew(self) -> None:
        for heads in self.query(ColumnHeads):
            heads.refresh()
