"""The live timeline: what happened in the coverage, newest first, of any length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo

from textual.content import Content

from store import TimelineRow
from tui.columns import widest
from tui.display import cell, clipped, display_line
from tui.fact_words import TYPE_SIGNS
from tui.paged_list import PagedList
from tui.window import TimelineSource, TimelineWindow
from tui.wording import column_interval, list_label

EVENT_WORDS = {"fact": "first", "report": "also", "edit": "edit", "article": "news"}
EVENT_STYLES = {
    "fact": "bold $text-accent",
    "report": "$text-primary",
    "edit": "$text-warning",
    "article": "$muted",
}
TEXT_EVENTS = ("edit", "article")  # of a text, not of a fact
OUTLET_SHARE = 0.3
SIGN_WIDTH = 2  # cells: what sort of fact it is
LEAST_DETAIL = 5  # cells
CLOCK_WIDTH = 6


class TimelineList(PagedList[TimelineRow, TimelineSource]):
    """The timeline as a list over keyset pages; `source` gives the store's reader, None while there is none."""

    def __init__(self, source: Callable[[], TimelineSource | None], zone: tzinfo, *, id: str) -> None:
        self.timeline = TimelineWindow()
        super().__init__(source, self.timeline, id=id)
        self.zone = zone
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
        room = what_width - 6 - SIGN_WIDTH
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
                (TYPE_SIGNS[row.fact_type] if row.fact_type else " ", "$muted"),
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

    # Pages

    def is_same(self, one: TimelineRow, other: TimelineRow) -> bool:
        if one.cursor.id == other.cursor.id:
            return True
        if (one.event, one.fact_id, one.article_id) != (other.event, other.fact_id, other.article_id):
            return False
        return one.fact_id is not None or (one.event in TEXT_EVENTS and one.revision_id == other.revision_id)

    def show_rows(self, rows: Sequence[TimelineRow]) -> None:
        self._outlet_width = widest((row.outlet for row in rows), 6)
        super().show_rows(rows)

    def filter(self, words: str | None) -> None:
        """Shows only events that contain the words; None shows all."""
        self.timeline.contains = words
        self.forget_fresh()
        self.selected = None
        self.ask(self.window.top)

    def empty_message(self) -> str:
        if self.timeline.contains:
            return f"Nothing on the timeline contains “{display_line(self.timeline.contains)}”. Escape shows all."
        return self.message
