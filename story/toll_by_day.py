"""The toll by day, for reports of which often only the day is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from story.day_order import in_order, outdated_figures
from story.model import Kind, Report, StandingFigure, Toll
from story.toll import toll_series, tolls

LAST_SECOND = time(23, 59, 59, tzinfo=UTC)
MOST_PLACES = 999_999  # microseconds of that second, one for each place in the order of figures


@dataclass(frozen=True, slots=True)
class DayToll:
    """One day of the toll: what held at its end, and the headline figures that it brought, in order."""

    day: date
    toll: Toll
    headlines: tuple[StandingFigure, ...]


def toll_by_day(kind: Kind, reports: Sequence[Report]) -> tuple[DayToll, ...]:
    """The toll of one kind at the end of each day (UTC) that has a report on it, by the rules of docs/toll.md.

    All reports of a day count as equally late, so the last day of reporting is the day itself. Reports of which nothing
    but our having seen them is known ("no date") have no place in the series; but when they call a figure outdated
    they tell, as all do, that it came before the one they give.
    """
    outdated = outdated_figures(reports)
    dated = [report for report in reports if report.claim.kind is kind and _is_dated(report)]
    placed: list[Report] = []
    places = 0
    for day, of_day in groupby(sorted(dated, key=_when), key=lambda report: report.time.best.astimezone(UTC).date()):
        for figures in in_order(list(of_day), outdated):
            at = datetime.combine(day, LAST_SECOND) + timedelta(microseconds=min(places, MOST_PLACES))
            placed += [replace(report, time=replace(report.time, best=at)) for report in figures]
            places += 1
    headlines = _headlines(kind, placed)
    days = list(dict.fromkeys(report.time.best.date() for report in placed))
    at_ends = tolls(kind, placed, [_end(day) for day in days])
    return tuple(DayToll(day, toll, headlines.get(day, ())) for day, toll in zip(days, at_ends, strict=True))


def _headlines(kind: Kind, placed: Sequence[Report]) -> dict[date, tuple[StandingFigure, ...]]:
    """For each day the headline figures that came in its course, each when it became the headline."""
    headlines: dict[date, tuple[StandingFigure, ...]] = {}
    last: str | None = None
    for point in toll_series(kind, placed, datetime.max.replace(tzinfo=UTC)):
        if point.headline is not None and point.headline.fact_key != last:
            last = point.headline.fact_key
            headlines[point.at.date()] = (*headlines.get(point.at.date(), ()), point.headline)
    return headlines


def _is_dated(report: Report) -> bool:
    return report.time.basis != "no date"


def _when(report: Report) -> tuple[datetime, str, int]:
    return report.time.best, report.outlet, report.article_id


def _end(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)
