"""The live timeline: what happened in the coverage, newest first, of any length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo

from textual.content import Content

from store import StoreError, TimelineRow
from tui.columns import widest
from tui.display import cell, clipped, display_line
from tui.row_list import RowList
from tui.window import TimelineSource, TimelineWindow
from tui.wording import column_interval, list_label

EVENT_WORDS = {"fact": "first", "report": "also", "edit": "edit", "article": "news"}
EVENT_STYLES = {
    "fact": "bold $text-accent",
    "report": "$text-primary",
    "edit": "$text-warning",
    "article": "$muted",
}
OUTLET_SHARE = 0.3
LEAST_DETAIL = 5  # cells
CLOCK_WIDTH = 6


class TimelineList(RowList[TimelineRow]):
    """The timeline as a list over keyset pages; `source` gives the store's reader, None while there is none."""

    def __init__(self, source: Callable[[], TimelineSource | None], zone: tzinfo, *, id: str) -> None:
        super().__init__(id=id)
        self.source = source
        self.zone = zone
        self.window = TimelineWindow()
        self._outlet_width = 6

    def row_id(self, row: TimelineRow) -> int:
        return row.cursor.id

    def heads(self, width: int) -> str:
        time_width, outlet_width, what_width = self._widths(width)
        return f" {cell('when', time_width)} {'what':<5} {cell('', what_width - 5)}{cell('outlet', outlet_width)}"

    def draw_row(self, row: TimelineRow, width: int, is_fresh: bool) -> Sequence[Content]:
        time_width, outlet_width, what_width = self._widths(width)
        when = column_interval(row.at, row.not_before, self.zone)
        label, detail = list_label(display_line(row.label)), list_label(display_line(row.detail))
        if row.event == "edit":
            label, detail = detail, label  # what changed is the news, not the headline
        room = what_width - 6
        shown = clipped(label, room)
        left = room - Content(shown).cell_length
        rest = cell(f" · {detail}" if detail and left > LEAST_DETAIL else "", left)
        return (
            Content.assemble(
                ("▌" if is_fresh else " ", "$text-success"),
                (when[:7] if time_width > CLOCK_WIDTH else "", "$muted"),
                when[7:],
                " ",
                (f"{EVENT_WORDS.get(row.event, '')[:5]:<5}", EVENT_STYLES.get(row.event, "")),
                " ",
                (shown, "bold" if row.event == "fact" else ""),
                (rest, "$muted"),
                " ",
                (cell(display_line(row.outlet), outlet_width), "$text-secondary"),
            ),
        )

    def _widths(self, width: int) -> tuple[int, int, int]:
        """Cells for the time, the outlet, and what happened."""
        time_width = 7 + CLOCK_WIDTH if width >= 44 else CLOCK_WIDTH
        outlet_width = min(self._outlet_width, int(width * OUTLET_SHARE)) if width >= 36 else 0
        return time_width, outlet_width, max(6, width - time_width - outlet_width - 3)

    @property
    def is_at_newest(self) -> bool:
        return self.window.is_at_newest

    # Pages

    def read_again(self) -> None:
        """Shows what the store now holds around the place where the reader is.

        When so much arrived above that the selected event fell out of the stretch, the stretch goes after it.
        """
        selected = None if self.selected is None else self.selected_row

        def question(source: TimelineSource) -> None:
            self.window.refresh(source)
            if selected is None or any(row.cursor.id == selected.cursor.id for row in self.window.rows):
                return
            refreshed = (self.window.rows, self.window.is_at_newest, self.window.is_at_oldest)
            self.window.around(source, selected.cursor)
            if not any(row.cursor.id == selected.cursor.id for row in self.window.rows):
                self.window.rows, self.window.is_at_newest, self.window.is_at_oldest = refreshed

        self._ask(question)

    def filter(self, words: str | None) -> None:
        """Shows only events that contain the words; None shows all."""
        self.window.contains = words
        self.forget_fresh()
        self.selected = None
        self._ask(self.window.newest)

    def extend(self, end: int) -> None:
        """More rows at one end: -1 newer, 1 older."""
        if end > 0 and not self.window.is_at_oldest:
            self._ask(self.window.older)
        elif end < 0 and not self.window.is_at_newest:
            self._ask(self.window.newer)

    def action_first(self) -> None:
        if not self.window.is_at_newest:
            self._ask(self.window.newest)
        super().action_first()

    def action_last(self) -> None:
        if not self.window.is_at_oldest:
            self._ask(self.window.oldest)
        super().action_last()

    def _ask(self, question: Callable[[TimelineSource], object]) -> None:
        """A question to the store; one that can't be asked now leaves the list as it is, the watch says why."""
        source = self.source()
        if source is None:
            return
        try:
            question(source)
        except StoreError:
            return
        self._outlet_width = widest((row.outlet for row in self.window.rows), 6)
        self.show_rows(self.window.rows)

    def empty_message(self) -> str:
        if self.window.contains:
            return f"Nothing on the timeline contains “{display_line(self.window.contains)}”. Escape shows all."
        return self.message
