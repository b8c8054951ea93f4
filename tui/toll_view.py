"""The toll: the headline figure big and plain, who gives it, the official figure, the range, and the chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.message import Message
from textual.renderables.digits import Digits
from textual.strip import Strip
from textual.widget import Widget

from story import Kind, Qualifier, StandingFigure, Toll, TollPoint
from tui.chart import Drawing, Run, draw_chart, point_at
from tui.display import clipped, display_line
from tui.keys import TOLL_KEYS, bindings
from tui.line import line_strip
from tui.wording import counted, day_and_clock, figure, first_bounds, interval, latest, number, toll_range

ROLE_STYLES = {
    "": "",
    "axis": "$muted",
    "grid": "$muted 60%",
    "band": "$text-primary 45%",
    "voice": "$text-secondary",
    "headline": "bold $text-accent",
    "official": "bold $text-success",
    "cursor": "$text",
    "cursor-on-line": "bold reverse",
}
BIG_FROM = 12  # lines of the pane from which the headline figure is drawn three lines high
ROOMY_FROM = 14  # lines from which the legend may take two


class TollView(Widget, can_focus=True):
    """The toll pane's inside; drawn line by line, drawn anew only when data, size, moment or cursor change."""

    BINDINGS = bindings(TOLL_KEYS)

    @dataclass
    class Opened(Message):
        """The reader goes into a figure, named by its fact's key."""

        fact_key: str

    def __init__(self, zone: tzinfo, *, id: str) -> None:
        super().__init__(id=id)
        self.zone = zone
        self.message = ""
        self.cursor: datetime | None = None
        self._toll: Toll | None = None
        self._series: tuple[TollPoint, ...] = ()
        self._now: datetime | None = None
        self._drawing: Drawing | None = None
        self._drawn: tuple[object, ...] = ()
        self._lines: list[Content] = []

    def show_toll(self, toll: Toll | None, series: tuple[TollPoint, ...], now: datetime) -> None:
        """Shows this toll with its series up to now."""
        if toll is not self._toll and (toll is None or self._toll is None or toll.kind != self._toll.kind):
            self.cursor = None
        self._toll, self._series, self._now = toll, series, now
        self.refresh()

    def show_now(self, now: datetime) -> None:
        """Moves the chart's right edge along with the story's clock, a column at a time."""
        if self._drawing is None or self._now is None:
            self._now = now
            return
        column = (self._drawing.end - self._drawing.start) / max(1, self._drawing.plot_width)
        if now - self._now >= max(column / 2, timedelta(seconds=30)):
            self._now = now
            self.refresh()

    @property
    def kind(self) -> Kind | None:
        """What is counted."""
        return self._toll.kind if self._toll else None

    # The cursor

    def action_step(self, step: int) -> None:
        """A column earlier or later; the first step stands at the right edge."""
        drawing = self._drawing
        if drawing is None:
            return
        width = (drawing.end - drawing.start) / drawing.plot_width
        at = (self.cursor or drawing.end - width / 2) + step * width
        self.cursor = None if at > drawing.end else max(drawing.start + width / 2, at)
        self.refresh()

    def action_now(self) -> None:
        self.cursor = None
        self.refresh()

    def action_open(self) -> None:
        shown = self._shown()
        figures = [shown.headline, shown.official] if shown else []
        chosen = next((item for item in figures if item is not None), None)
        if chosen is not None:
            self.post_message(self.Opened(chosen.fact_key))

    def _shown(self) -> Toll | TollPoint | None:
        """What is read off: the toll now, or the point that held at the cursor (at its column's last moment)."""
        if self.cursor is None or self._drawing is None:
            return self._toll
        half = (self._drawing.end - self._drawing.start) / self._drawing.plot_width / 2
        return point_at(self._series, self.cursor + half)

    # Drawing

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        key = (self._toll, id(self._series), self._now, width, height, self.cursor, self.message)
        if key != self._drawn:
            self._lines = self._draw(width, height)
            self._drawn = key
        if y >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        style = self.visual_style
        return line_strip(self, self._lines[y], width, style)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn = ()

    def _draw(self, width: int, height: int) -> list[Content]:
        self._drawing = None
        if self._toll is None or (not self._series and self._toll.headline is None and not self._toll.standing):
            return [line.stylize("$muted") for line in Content(self.message).wrap(max(1, width))]
        is_big = height >= BIG_FROM
        lines = self._big_headline(width) if is_big else self._plain_headline(width)
        most_lines = 2 if height >= ROOMY_FROM else 1
        drawing = self._chart(self._toll, width, height - len(lines) - 1)
        legend = self._legend(drawing, width, most_lines) if drawing else []
        if len(legend) > 1:
            drawing = self._chart(self._toll, width, height - len(lines) - len(legend))
        self._drawing = drawing
        if drawing is None:
            return lines
        between = self._reading(width, len(legend)) if self.cursor else legend
        return [*lines, *between, *(_content(line) for line in drawing.lines)]

    def _chart(self, toll: Toll, width: int, height: int) -> Drawing | None:
        return draw_chart(
            self._series,
            toll,
            width=width,
            height=height,
            zone=self.zone,
            end=self._now or toll.as_of,
            cursor=self.cursor,
        )

    def _big_headline(self, width: int) -> list[Content]:
        headline = self._toll.headline if self._toll else None
        details = self._details(width)
        if headline is None:
            return [*details, Content("")][:3]
        digits = _digits(headline)
        if not digits:
            return details
        rows = _digit_rows(digits)
        block = max(len(row) for row in rows) + 2
        if block > width // 2:
            return details
        details = self._details(width - block, with_figure=False)
        return [
            Content.assemble((row.ljust(block), "bold $text-accent"), details[place]) for place, row in enumerate(rows)
        ]

    def _details(self, width: int, *, with_figure: bool = True) -> list[Content]:
        """Three lines: who gives the headline, who had it first and who carries it, the official figure and range."""
        toll = self._toll
        assert toll is not None
        headline = toll.headline
        if headline is None:
            first = Content.assemble(("no figure given ", "bold"), (f"for {toll.kind}", "$muted"))
            second = Content("")
        else:
            is_plain = headline.low == headline.high and headline.qualifier is Qualifier.EXACT
            named = with_figure or not is_plain
            amount = figure(headline.low, headline.high, headline.qualifier) + " " if named else ""
            words = display_line(headline.speaker or "")
            is_told = not words or words.casefold() in headline.voice.casefold() or headline.voice in words
            said = "" if is_told else f" (“{clipped(words, 40)}”)"
            first = Content.assemble(
                (f"{amount}{toll.kind}", "bold"),
                " · ",
                (display_line(headline.voice), "bold $text-accent"),
                (said, "$muted"),
            )
            second = self._first_and_carried(headline, width)
        range_words = toll_range(toll.range_low, toll.range_high, toll.range_is_open)
        room = width - len(f"range {range_words} · official ")
        third = Content.assemble(
            ("range ", "$muted"),
            range_words,
            (" · official ", "$muted"),
            (self._official_words(toll.official, room), "bold $text-success" if toll.official else ""),
        )
        return [line.truncate(max(1, width), ellipsis=True) for line in (first, second, third)]

    def _first_and_carried(self, headline: StandingFigure, width: int) -> Content:
        """Who had the headline figure first and when, and who carries it: in full, or as short as the width asks."""
        outlets, origins = number(headline.outlets), number(headline.origins)
        long, short = (
            f" · {counted(headline.outlets, 'outlet')}, {origins} independent",
            f" · {outlets}/{origins} out/ind",
        )
        line = Content("")
        for words, carried in ((interval, long), (interval, short), (latest, long), (latest, short)):
            line = Content.assemble(
                ("first ", "$muted"),
                (display_line(headline.first_outlet), "$text-secondary"),
                f" {words(*first_bounds(headline), self.zone)}",
                (carried, "$muted"),
            )
            if line.cell_length <= width:
                return line
        return line

    def _official_words(self, official: StandingFigure | None, room: int) -> str:
        """The official figure with its speaker and since when, as much of it as there is room for."""
        if official is None:
            return "no figure given"
        words = figure(official.low, official.high, official.qualifier)
        speaker = display_line(official.voice)
        longest = f"{words} ({speaker}, {latest(*first_bounds(official), self.zone)})"
        return next((text for text in (longest, f"{words} ({speaker})") if len(text) <= room), words)

    def _plain_headline(self, width: int) -> list[Content]:
        first, _, third = self._details(width)
        return [first, third] if self.size.height >= 4 else [first]

    def _legend(self, drawing: Drawing, width: int, most_lines: int) -> list[Content]:
        """The line styles with their names, outside the plot, in as many lines as they need and may have."""
        lines: list[list[tuple[str, str]]] = [[]]
        room = width
        for entry in drawing.legend:
            length = len(entry.sample) + len(entry.name) + 3
            if length > room:
                if len(lines) == most_lines:
                    break
                lines.append([])
                room = width
            room -= length
            lines[-1] += [(entry.sample, ROLE_STYLES[entry.role]), (f" {entry.name}  ", "")]
        return [Content.assemble(*line) for line in lines]

    def _reading(self, width: int, lines: int) -> list[Content]:
        """The values at the cursor, in words, in so many lines."""
        at = self.cursor
        point = self._shown()
        assert at is not None
        when = (day_and_clock(at, self.zone), "bold reverse")
        read = [Content.assemble(when, " nothing reported yet")]
        if point is not None:
            headline = "no figure given"
            if point.headline is not None:
                named = point.headline
                headline = f"{figure(named.low, named.high, named.qualifier)}, {display_line(named.voice)}"
            official = point.official
            read = [
                Content.assemble(when, " ", (headline, "bold $text-accent")),
                Content.assemble(
                    ("official ", "$muted"),
                    "no figure given" if official is None else figure(official.low, official.high, official.qualifier),
                    ("  range ", "$muted"),
                    toll_range(point.range_low, point.range_high, point.range_is_open),
                ),
            ]
        if lines == 1:
            read = [Content("  ").join(read)]
        read += [Content("")] * (lines - len(read))
        return [line.truncate(width, ellipsis=True) for line in read]


def _digits(headline: StandingFigure) -> str:
    """The big digits, "70+" for a figure that is open upwards; "" for one that is words only ("hundreds").

    What digits can't say ("about") stands in words beside them.
    """
    if headline.qualifier is Qualifier.VAGUE:
        return ""
    if headline.qualifier is Qualifier.UP_TO and headline.high is not None:
        return number(headline.high)
    if headline.high is None:
        return f"{number(headline.low)}+"
    if headline.low == headline.high:
        return number(headline.low)
    return f"{number(headline.low)}-{number(headline.high)}"


def _digit_rows(digits: str) -> list[str]:
    """The three lines of the big digits."""
    segments = [item for item in Digits(digits).render(Style(bold=True)) if isinstance(item, Segment)]
    return [segment.text for segment in segments if segment.text != "\n"]


def _content(line: tuple[Run, ...]) -> Content:
    return Content.assemble(*((run.text, ROLE_STYLES[run.role]) for run in line))
