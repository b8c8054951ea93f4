"""The chart's scales: round ticks for numbers, named days and hours for time. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from math import ceil, floor, log10

HOUR = 3600
STEPS = (HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR)
DAY_STEPS = (1, 2, 7, 14, 28, 56, 112, 364, 728, 1820, 3640)
ROWS_WITH_AIR = 8  # from here on a row without a tick lies between two
LABEL_GAP = 2  # cells between two labels of the time axis


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on an axis: `cell` counts columns from the left or rows from the bottom."""

    cell: int
    label: str


def number_ticks(highest: int, rows: int) -> tuple[int, ...]:
    """Round numbers from 0 to at least `highest`, as many as `rows` can show: each row at most, every other if many.

    Steps are 1, 2 or 5 times a power of ten, so no tick is ever 18.5.
    """
    highest = max(1, highest)
    most = max(1, rows - 1 if rows < ROWS_WITH_AIR else (rows - 1) // 2)
    magnitude = 10 ** max(0, floor(log10(highest)) - 1)
    while True:
        for step in (magnitude, 2 * magnitude, 5 * magnitude):
            count = ceil(highest / step)
            if count <= most:
                return tuple(step * index for index in range(count + 1))
        magnitude *= 10


def column_of(at: datetime, start: datetime, end: datetime, width: int) -> int:
    """The column in which a moment lies, from 0 to width - 1."""
    length = (end - start).total_seconds()
    if length <= 0:
        return 0
    return max(0, min(width - 1, int((at - start).total_seconds() / length * width)))


def moment_of(column: int, start: datetime, end: datetime, width: int) -> datetime:
    """The last moment that a column stands for: a step taken within the column is already visible there."""
    return start + (end - start) * ((column + 1) / max(1, width))


def time_ticks(start: datetime, end: datetime, width: int, zone: tzinfo) -> tuple[Tick, ...]:
    """Days named at midnight in `zone`, hours between them while there is room; labels never overlap.

    Walks in local wall-clock time, so a day of 23 or 25 hours still begins at its midnight.
    """
    if width < 6 or end <= start:
        return ()
    length = (end - start).total_seconds()
    for step in STEPS:
        if length / step <= width / 8:
            ticks = _fitting(_hours(start, end, step, zone), start, end, width, zone, step < 24 * HOUR)
            if ticks:
                return ticks
    days = length / 86400
    for step in DAY_STEPS:
        if days / step <= width / 8 or step == DAY_STEPS[-1]:
            return _fitting(_days(start, end, step, zone), start, end, width, zone, False)
    return ()


def _hours(start: datetime, end: datetime, step: int, zone: tzinfo) -> list[datetime]:
    """Every `step` seconds of local wall-clock time from the midnight before `start`."""
    moments: list[datetime] = []
    local_day = start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    last = end.astimezone(zone).replace(tzinfo=None)
    while local_day <= last:
        for offset in range(0, 24 * HOUR, step):
            moment = (local_day + timedelta(seconds=offset)).replace(tzinfo=zone).astimezone(UTC)
            if start <= moment <= end:
                moments.append(moment)
        local_day += timedelta(days=1)
    return moments


def _days(start: datetime, end: datetime, step: int, zone: tzinfo) -> list[datetime]:
    """Every `step`-th midnight, counted from a fixed day so that ticks don't wander as the chart grows."""
    local = start.astimezone(zone).date()
    local += timedelta(days=-local.toordinal() % step)
    moments: list[datetime] = []
    while True:
        moment = datetime(local.year, local.month, local.day, tzinfo=zone).astimezone(UTC)
        if moment > end:
            return moments
        if moment >= start:
            moments.append(moment)
        if local.toordinal() + step > date.max.toordinal():
            return moments
        local += timedelta(days=step)


def _fitting(
    moments: list[datetime], start: datetime, end: datetime, width: int, zone: tzinfo, with_hours: bool
) -> tuple[Tick, ...]:
    """The moments as ticks whose labels don't overlap: days are placed first, hours where there is room left."""
    long_range = (end - start) > timedelta(days=60)
    labelled = []
    for moment in moments:
        local = moment.astimezone(zone)
        if local.hour == 0 and local.minute == 0:
            name = f"{local.day} {local:%b %Y}" if long_range else f"{local:%a} {local.day}"
            labelled.append((0, moment, name))
        elif with_hours:
            labelled.append((1, moment, f"{local:%H:%M}"))
    taken: list[tuple[int, int]] = []
    ticks = []
    for _, moment, name in sorted(labelled, key=lambda item: (item[0], item[1])):
        cell = column_of(moment, start, end, width)
        left, right = cell, cell + len(name)
        if right <= width and all(right + LABEL_GAP <= other[0] or other[1] + LABEL_GAP <= left for other in taken):
            taken.append((left, right))
            ticks.append(Tick(cell, name))
    return tuple(sorted(ticks, key=lambda tick: tick.cell))
