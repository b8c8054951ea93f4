"""The reports of one fact in order of time: when, where, from whom, in which sentence, and whether it still stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo

from textual.content import Content

from store import ReportRow
from tui.display import clipped, display_line
from tui.paged_list import PagedList
from tui.window import ReportSource, ReportsWindow
from tui.wording import day_and_clock, interval
from tui.wrapping import wrapped

SENTENCE_LINES = 2
INDENT = 3


class ReportsList(PagedList[ReportRow, ReportSource]):
    """Four lines a report: what is known of it, two for the sentence, one of air. An article has one report a fact."""

    row_height = SENTENCE_LINES + 2

    def __init__(self, source: Callable[[], ReportSource | None], fact_id: int, zone: tzinfo, *, id: str) -> None:
        super().__init__(source, ReportsWindow(fact_id), id=id)
        self.zone = zone
        self.is_photo_finish = False

    def row_id(self, row: ReportRow) -> int:
        return row.article_id

    def is_same(self, one: ReportRow, other: ReportRow) -> bool:
        return one.article_id == other.article_id

    def draw_row(self, row: ReportRow, width: int, is_fresh: bool) -> Sequence[Content]:
        when = interval(row.at, row.not_before, self.zone)
        own = (
            "own reporting" if row.origin_how == "own" else f"{display_line(row.origin_how)} {display_line(row.origin)}"
        )
        via = f", via {display_line(row.via)}" if row.via else ""
        said = f" · {display_line(row.source)}{via}" if row.source else via.replace(", ", " · ", 1)
        gone = f" · withdrawn by {day_and_clock(row.withdrawn_at, self.zone)}" if row.withdrawn_at else ""
        known = Content.assemble(
            ("▌" if is_fresh else " ", "$text-success"),
            (self._place_words(row), "bold $text-accent"),
            (when, "bold"),
            "  ",
            (display_line(row.outlet), "bold $text-secondary"),
            f" · {own}",
            (said, "$text-primary"),
            (gone, "bold $text-error"),
        ).truncate(max(1, width), ellipsis=True)
        return (known, *self._sentence(row, max(8, width - INDENT - 1)))

    def _place_words(self, row: ReportRow) -> str:
        """Before the first report 1, before all that share first place =."""
        if not row.is_first:
            return "  "
        return "= " if self.is_photo_finish else "1 "

    def _sentence(self, row: ReportRow, width: int) -> list[Content]:
        """The sentence around the figure, in two lines, the figure's words bold."""
        sentence, words = display_line(row.sentence), display_line(row.text)
        place = sentence.find(words)
        if place + len(words) > SENTENCE_LINES * width - 10 and place > 0:
            cut = max(0, place - width // 2)
            sentence = "… " + sentence[cut:].partition(" ")[2]
            place = sentence.find(words)
        end = place + len(words) if place >= 0 else -1
        style = "strike $muted" if row.withdrawn_at else ""
        lines = wrapped(sentence, width)
        contents = []
        for number, (start, stop) in enumerate(lines[:SENTENCE_LINES]):
            text = sentence[start:stop]
            if number == SENTENCE_LINES - 1 and len(lines) > SENTENCE_LINES:
                text = clipped(text + " " + sentence[stop:][:width], width)
            line = Content(" " * INDENT + text)
            if style:
                line = line.stylize(style, INDENT)
            if place >= 0 and place < stop and end > start:
                line = line.stylize(
                    "bold underline", INDENT + max(place, start) - start, INDENT + min(end, stop) - start
                )
            contents.append(line)
        return contents

    def empty_message(self) -> str:
        return "No report of this fact stands in the store at this moment."
