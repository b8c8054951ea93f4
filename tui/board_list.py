"""Who says what: each voice's standing figure, since when, and how many carry it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from textual.content import Content

from story import StandingFigure, Toll
from tui.columns import shares, widest
from tui.display import cell, display_line
from tui.row_list import RowList
from tui.wording import column_interval, figure, first_bounds

HEADLINE_MARK = "▶"
OFFICIAL_MARK = "◆"
APART_MARK = "○"
LEAST_WORDS = 16


class BoardList(RowList[StandingFigure]):
    """The board's list. A voice keeps its row's id, so the selection stays with it when its figure changes."""

    def __init__(self, zone: tzinfo, *, id: str) -> None:
        super().__init__(id=id)
        self.zone = zone
        self._ids: dict[str, int] = {}
        self._headline = ""
        self._filter_words: str | None = None
        self._toll: Toll | None = None
        self._wanted = (12, 8)

    def row_id(self, row: StandingFigure) -> int:
        return self._ids.setdefault(row.voice, len(self._ids) + 1)

    def show_toll(self, toll: Toll | None) -> None:
        """Shows a toll's standing figures: the headline's first, then the official one, then the latest."""
        self._toll = toll
        self._headline = toll.headline.voice if toll and toll.headline else ""
        standing = list(toll.standing) if toll else []
        if self._filter_words:
            words = self._filter_words.casefold()
            standing = [row for row in standing if words in f"{row.voice} {row.speaker} {row.first_outlet}".casefold()]
        standing.sort(key=lambda row: row.since, reverse=True)
        standing.sort(key=lambda row: (row.voice != self._headline, not row.is_official, not row.in_range))
        self._wanted = (
            widest((row.voice for row in standing), 12),
            widest((figure(row.low, row.high, row.qualifier) for row in standing), 8),
        )
        self.show_rows(standing)

    def filter(self, words: str | None) -> None:
        """Shows only voices that contain the words."""
        self._filter_words = words
        self.show_toll(self._toll)

    def heads(self, width: int) -> str:
        voice, amount, since, spread, words = self._widths(width)
        parts = [
            cell("  who", voice + 2),
            cell("figure", amount, "right"),
            cell("since", since),
            cell("out/ind", spread, "right"),
        ]
        return " " + " ".join(part for part in parts if part) + (" " + cell("in whose words", words) if words else "")

    def draw_row(self, row: StandingFigure, width: int, is_fresh: bool) -> Sequence[Content]:
        voice, amount, since, spread, words = self._widths(width)
        mark, style = self._mark(row)
        parts: list[tuple[str, str]] = [
            ("▌" if is_fresh else " ", "$text-success"),
            (mark + " ", style),
            (cell(display_line(row.voice), voice), ""),
            (" ", ""),
            (cell(figure(row.low, row.high, row.qualifier), amount, "right"), style or "bold"),
        ]
        if since:
            parts += [(" ", ""), (cell(column_interval(*first_bounds(row), self.zone), since), "$muted")]
        parts += [(" ", ""), (cell(f"{row.outlets}/{row.origins}", spread, "right"), "")]
        if words:
            said = f"“{display_line(row.speaker)}”" if row.speaker else ""
            said += f" {display_line(row.first_outlet)}" if row.first_outlet else ""
            parts += [(" ", ""), (cell(said.strip(), words), "$muted")]
        return (Content.assemble(*parts),)

    def _mark(self, row: StandingFigure) -> tuple[str, str]:
        if row.voice == self._headline:
            return HEADLINE_MARK, "bold $text-accent"
        if row.is_official:
            return OFFICIAL_MARK, "bold $text-success"
        return (" ", "") if row.in_range else (APART_MARK, "$muted")

    def _widths(self, width: int) -> tuple[int, int, int, int, int]:
        """Cells for voice, figure, since, spread and the speaker's words."""
        spread = 7
        since = 13 if width >= 46 else 0
        room = width - spread - 5 - (since + 1 if since else 0)
        voice, amount = self._wanted
        words = room - voice - amount - 1
        if words < LEAST_WORDS:
            voice, amount = shares(room, (voice, amount), filled=0)
            return voice, amount, since, spread, 0
        return voice, amount, since, spread, words
