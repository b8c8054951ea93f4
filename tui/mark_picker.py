"""The marks in force on something, to undo one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from store import MarkRow
from tui.display import clipped
from tui.fact_words import mark_words
from tui.menu import Menu
from tui.row_list import RowList

FRAME = 2  # lines of the box's border


class MarksList(RowList[MarkRow]):
    """One line a mark."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__(id="marks")
        self.zone = zone

    def row_id(self, row: MarkRow) -> int:
        return row.id

    def draw_row(self, row: MarkRow, width: int, is_fresh: bool) -> Sequence[Content]:
        return (Content(" " + clipped(mark_words(row, self.zone), width - 1)),)

    def empty_message(self) -> str:
        return "No mark is in force here."


class MarkPicker(Menu[MarkRow]):
    """Gives the mark that is to be undone."""

    AUTO_FOCUS = "#marks"

    def __init__(self, marks: Sequence[MarkRow], zone: tzinfo) -> None:
        super().__init__()
        self.marks = marks
        self.zone = zone

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = Content("undo a mark · enter undoes · escape leaves all as it is")
            box.styles.height = len(self.marks) + FRAME
            yield MarksList(self.zone)

    def on_mount(self) -> None:
        marks_list = self.query_one(MarksList)
        marks_list.show_rows(self.marks)
        if self.marks:
            marks_list.select(self.marks[0].id)  # what Enter would undo is always marked

    @on(RowList.Opened)
    def _choose(self, message: RowList.Opened) -> None:
        self.dismiss(next((mark for mark in self.marks if mark.id == message.row_id), None))
