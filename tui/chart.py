"""The toll as a step chart in box-drawing characters. Pure functions: a series in, lines of cells out.

A toll is a step function: between two reports nothing is known to have changed, so nothing is drawn as sloping.
The order of drawing is the order of trust in what must be seen: grid, range, other voices, headline, and the official
figure last, since the last line drawn hides those under it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from story import SpeakerClass, StandingFigure, Toll, TollPoint
from tui.pens import OFFICIAL, Pen, headline_pen, voice_pen
from tui.scale import Tick, column_of, moment_of, number_ticks, time_ticks

LEAST_WIDTH = 24
LEAST_HEIGHT = 5
BAND = "░"
GRID = "·"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line in one role: "axis", "grid", "band", "voice", "headline", "official", "cursor", ""."""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What the legend says of one line."""

    sample: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as drawn: `lines` from top to bottom, each as runs; where the plot lies, for a cursor to be placed."""

    lines: tuple[tuple[Run, ...], ...]
    legend: tuple[LegendEntry, ...]
    left: int
    plot_width: int
    start: datetime
    end: datetime

    @property
    def text(self) -> tuple[str, ...]:
        """The lines without their roles."""
        return tuple("".join(run.text for run in line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Stroke:
    """One line's value a column (None: nothing drawn there) and its pen a column."""

    values: Sequence[int | None]
    pens: Sequence[Pen]


def shown_value(figure: StandingFigure | None) -> int | None:
    """Where a figure stands on the chart: its lower end when open, its upper end when it is "up to n".

    None for a vague figure ("hundreds"): a line at 100 would state what nobody said.
    """
    if figure is None or figure.qualifier.value == "vague":
        return None
    if figure.high is None:
        return figure.low
    return figure.high if figure.qualifier.value == "up_to" else (figure.low + figure.high) // 2


def point_at(series: Sequence[TollPoint], at: datetime) -> TollPoint | None:
    """The point that holds at a moment, None before the first."""
    place = bisect_right(series, at, key=lambda point: point.at)
    return series[place - 1] if place else None


def draw_chart(
    series: Sequence[TollPoint],
    toll: Toll | None,
    *,
    width: int,
    height: int,
    zone: tzinfo,
    end: datetime,
    cursor: datetime | None = None,
) -> Drawing | None:
    """The chart in `width` × `height` cells, None when there is nothing to draw or no room for it.

    `end` is the moment at the right edge, usually now. `toll` adds the other voices' standing figures, each as a
    light line from the moment it was first reported.
    """
    if not series or width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return None
    start = series[0].at
    end = max(end, series[-1].at)
    others = _other_voices(toll)
    highest = max([_highest(point) for point in series] + [shown_value(figure) or 0 for figure in others])
    rows = height - 2
    ticks = number_ticks(highest, rows)
    labels = [f"{tick:,}" for tick in ticks]
    left = max(len(label) for label in labels) + 1
    plot_width = width - left - 1
    if plot_width < 8:
        return None
    at_column = [point_at(series, moment_of(column, start, end, plot_width)) for column in range(plot_width)]
    canvas = _Canvas(plot_width, rows, ticks[-1])
    for tick in ticks[1:]:
        canvas.grid(tick)
    canvas.band(at_column)
    for figure in others:
        first = column_of(figure.since, start, end, plot_width)
        pen = voice_pen(figure.speaker_class)
        value = shown_value(figure)
        values = [value if column >= first else None for column in range(plot_width)]
        canvas.stroke(_Stroke(values, [pen] * plot_width))
    canvas.stroke(_headline_stroke(at_column))
    official = [shown_value(point.official) if point else None for point in at_column]
    canvas.stroke(_Stroke(official, [OFFICIAL] * plot_width))
    if cursor is not None and start <= cursor <= end:
        canvas.cursor(column_of(cursor, start, end, plot_width))
    days = time_ticks(start, end, plot_width, zone)
    lines = _framed(canvas, dict(zip(ticks, labels, strict=True)), left, days)
    return Drawing(lines, _legend(series, others), left + 1, plot_width, start, end)


def _other_voices(toll: Toll | None) -> tuple[StandingFigure, ...]:
    """The standing figures worth a line of their own: within the range, no vague words, not the two that lead."""
    if toll is None:
        return ()
    leading = {figure.voice for figure in (toll.headline, toll.official) if figure}
    return tuple(
        figure
        for figure in toll.standing
        if figure.in_range and figure.voice not in leading and shown_value(figure) is not None
    )


def _highest(point: TollPoint) -> int:
    """The highest number that a point puts on the chart."""
    values = [shown_value(point.headline), shown_value(point.official), *_band_of(point)]
    return max((value for value in values if value is not None), default=0)


def _band_of(point: TollPoint) -> tuple[int | None, int | None]:
    """The range as drawn: from low to high, an open end at the highest number that was given."""
    low, high = point.range_low, point.range_high
    return (low, low if high is None else high) if low is not None else (high, high)


def _headline_stroke(at_column: Sequence[TollPoint | None]) -> _Stroke:
    """The headline's values, each column in the pen of the class whose figure leads there."""
    values = [shown_value(point.headline) if point else None for point in at_column]
    classes = [
        point.headline.speaker_class if point and point.headline else SpeakerClass.UNKNOWN for point in at_column
    ]
    pens = {speaker_class: headline_pen(speaker_class) for speaker_class in set(classes)}
    return _Stroke(values, [pens[speaker_class] for speaker_class in classes])


class _Canvas:
    """The plot's cells while it is drawn, row 0 at the bottom."""

    def __init__(self, width: int, rows: int, top: int) -> None:
        self.width = width
        self.rows = rows
        self.top = top
        self.characters = [[" "] * width for _ in range(rows)]
        self.roles = [[""] * width for _ in range(rows)]

    def row_of(self, value: int) -> int:
        """The row of a number, counted from the bottom."""
        return max(0, min(self.rows - 1, round(value / self.top * (self.rows - 1))))

    def put(self, column: int, row: int, character: str, role: str) -> None:
        self.characters[row][column] = character
        self.roles[row][column] = role

    def grid(self, value: int) -> None:
        """A dotted line, every fourth cell."""
        row = self.row_of(value)
        for column in range(3, self.width, 4):
            self.put(column, row, GRID, "grid")

    def band(self, at_column: Sequence[TollPoint | None]) -> None:
        """The range of the standing figures as a shade."""
        for column, point in enumerate(at_column):
            if point is None:
                continue
            low, high = _band_of(point)
            if low is None or high is None:
                continue
            bottom, top = self.row_of(low), self.row_of(high)
            if bottom == top:
                continue
            for row in range(bottom, top + 1):
                self.put(column, row, BAND, "band")

    def stroke(self, stroke: _Stroke) -> None:
        """A step line: horizontals, and a vertical with corners in the column where the value changes."""
        previous: int | None = None
        for column, (value, pen) in enumerate(zip(stroke.values, stroke.pens, strict=True)):
            row = None if value is None else self.row_of(value)
            if row is not None:
                if previous is None or previous == row:
                    character = pen.along(column)
                    if character != " ":
                        self.put(column, row, character, pen.role)
                    elif self.roles[row][column] in ("grid", "band"):
                        self.put(column, row, " ", "")
                else:
                    low, high = sorted((previous, row))
                    for between in range(low + 1, high):
                        self.put(column, between, pen.rise, pen.role)
                    rising = row > previous
                    self.put(column, previous, pen.end_up if rising else pen.end_down, pen.role)
                    self.put(column, row, pen.start_up if rising else pen.start_down, pen.role)
            previous = row

    def cursor(self, column: int) -> None:
        """A vertical through the cells that no line holds; where one does, the line stays and is marked."""
        for row in range(self.rows):
            if self.roles[row][column] in ("", "grid", "band"):
                self.put(column, row, "│", "cursor")
            else:
                self.roles[row][column] = "cursor-on-line"

    def runs(self, row: int) -> list[Run]:
        """A row as runs of one role."""
        runs: list[Run] = []
        start = 0
        roles, characters = self.roles[row], self.characters[row]
        for column in range(1, self.width + 1):
            if column == self.width or roles[column] != roles[start]:
                runs.append(Run("".join(characters[start:column]), roles[start]))
                start = column
        return runs


def _framed(canvas: _Canvas, labels: dict[int, str], left: int, days: Sequence[Tick]) -> tuple[tuple[Run, ...], ...]:
    """The canvas with its axes: numbers at the left, the time axis and its names below."""
    label_of_row = {canvas.row_of(value): label for value, label in labels.items()}
    lines = []
    for row in reversed(range(canvas.rows)):
        label = label_of_row.get(row, "")
        edge = "┤" if label else "│"
        lines.append((Run(label.rjust(left - 1) + " ", "axis"), Run(edge, "axis"), *canvas.runs(row)))
    axis = ["─"] * canvas.width
    names = [" "] * canvas.width
    for tick in days:
        axis[tick.cell] = "┬"
        names[tick.cell : tick.cell + len(tick.label)] = tick.label
    lines.append((Run(" " * left + "└" + "".join(axis), "axis"),))
    lines.append((Run(" " * (left + 1) + "".join(names), "axis"),))
    return tuple(lines)


def _legend(series: Sequence[TollPoint], others: Sequence[StandingFigure]) -> tuple[LegendEntry, ...]:
    """What leads now, the official line, the range, then the rest; one entry a name.

    A class that led once and now stands beside the headline is drawn heavy then and light now, in the same pattern.
    """
    leading = []
    for point in reversed(series):
        if point.headline is not None and shown_value(point.headline) is not None:
            pen = headline_pen(point.headline.speaker_class)
            leading.append(LegendEntry(pen.sample(), speaker_class_words(point.headline.speaker_class), "headline"))
    entries = leading[:1]
    if any(shown_value(point.official) is not None for point in series):
        entries.append(LegendEntry(OFFICIAL.sample(), "official", "official"))
    if any(point.range_low != point.range_high for point in series):
        entries.append(LegendEntry(BAND * 3, "range", "band"))
    for figure in others:
        name = speaker_class_words(figure.speaker_class)
        entries.append(LegendEntry(voice_pen(figure.speaker_class).sample(), name, "voice"))
    by_name: dict[str, LegendEntry] = {}
    for entry in entries + leading:
        by_name.setdefault(entry.name, entry)
    return tuple(by_name.values())


def speaker_class_words(speaker_class: SpeakerClass) -> str:
    """A class of speaker for people: "unattributed" when nobody is named."""
    return "unattributed" if speaker_class is SpeakerClass.UNKNOWN else speaker_class.value
