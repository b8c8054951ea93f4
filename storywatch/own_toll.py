"""The toll of one's own claims, day by day, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from story import DayToll, Kind, Report, StandingFigure, fact_label, is_on_toll, outdated_figures, toll_by_day
from storywatch import plain
from storywatch.own_claims import OwnClaims
from storywatch.own_facts import OwnFact, counts, is_dated, own_facts
from storywatch.serial import to_builtin


@dataclass(frozen=True, slots=True)
class UndatedFigure:
    """A figure of the toll that only articles without a date give.

    `before` are figures that articles give while calling this one outdated, `after` those that articles call outdated
    while giving this one; each with the outlets that say so.
    """

    fact: OwnFact
    before: tuple[tuple[str, tuple[str, ...]], ...]
    after: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class OwnToll:
    """One kind's toll by day, and the figures that have no place in it."""

    kind: Kind
    days: tuple[DayToll, ...]
    undated: tuple[UndatedFigure, ...]


def own_tolls(own: OwnClaims, kind: Kind | None) -> list[OwnToll]:
    """The toll of each kind that has figures on it, the most reported kind first; or of the one asked for."""
    on_toll = [report for report in own.reports() if is_on_toll(report.claim)]
    by_kind: dict[Kind, list[Report]] = {}
    for report in on_toll:
        by_kind.setdefault(report.claim.kind, []).append(report)
    kinds = sorted(by_kind, key=lambda one: (-len(by_kind[one]), list(Kind).index(one)))
    return [
        OwnToll(each, toll_by_day(each, by_kind.get(each, ())), _undated(by_kind.get(each, [])))
        for each in (kinds if kind is None else [kind])
    ]


def _undated(reports: list[Report]) -> tuple[UndatedFigure, ...]:
    outdated = outdated_figures(reports)
    labels = {report.fact_key: fact_label(report.claim) for report in reports}
    figures = []
    for fact in own_facts(report for report in reports if not report.is_superseded):
        if any(is_dated(report) for report in fact.reports):
            continue
        before = [(labels[new], _outlets(said)) for new, said in outdated.get(fact.key, {}).items()]
        after = [(labels[old], _outlets(news[fact.key])) for old, news in outdated.items() if fact.key in news]
        figures.append(UndatedFigure(fact, tuple(before), tuple(after)))
    return tuple(figures)


def _outlets(reports: Sequence[Report]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(report.outlet for report in reports))


def toll_summary(own: OwnClaims, tolls: Sequence[OwnToll]) -> dict[str, Any]:
    """The toll as plain values for JSON. Days are UTC; `since` is a day, for no more is known of it here."""
    return {
        "articles": counts(own),
        "kinds": [
            {
                "kind": each.kind.value,
                "days": [_day_row(day) for day in each.days],
                "headlines": [
                    {"day": day.day.isoformat(), **_figure_row(figure)} for day in each.days for figure in day.headlines
                ],
                "undated": [_undated_row(figure) for figure in each.undated],
            }
            for each in tolls
        ],
    }


def _day_row(day: DayToll) -> dict[str, Any]:
    toll = day.toll
    return {
        "day": day.day.isoformat(),
        "headline": None if toll.headline is None else _figure_row(toll.headline),
        "official": None if toll.official is None else _figure_row(toll.official),
        "range_low": toll.range_low,
        "range_high": toll.range_high,
        "range_is_open": toll.range_is_open,
        "standing": [_figure_row(figure) for figure in toll.standing],
        "headlines": [_figure_row(figure) for figure in day.headlines],
    }


def _figure_row(figure: StandingFigure) -> dict[str, Any]:
    row: dict[str, Any] = to_builtin(figure)
    row.pop("first_time")
    return {**row, "label": plain.figure_label(figure), "since": figure.since.date().isoformat()}


def _undated_row(figure: UndatedFigure) -> dict[str, Any]:
    claim = figure.fact.first[0].claim
    return {
        "fact_key": figure.fact.key,
        "label": figure.fact.label,
        "low": claim.low,
        "high": claim.high,
        "qualifier": claim.qualifier.value,
        "voice": figure.fact.voice,
        "outlets": list(_outlets(figure.fact.reports)),
        "before": [{"label": label, "outlets": list(outlets)} for label, outlets in figure.before],
        "after": [{"label": label, "outlets": list(outlets)} for label, outlets in figure.after],
    }


def toll_lines(toll: OwnToll) -> Iterator[str]:
    """One kind's toll for people: the headline over time, each day's end, and what only undated articles give."""
    yield str(toll.kind)
    if not toll.days:
        yield f"  {plain.NO_FIGURE} by an article with a date"
    steps = [(day, figure) for day in toll.days for figure in day.headlines]
    if steps:
        yield "  the headline over time"
    for day, figure in steps:
        yield f"    {day.day:%-d %b %Y}  {plain.figure_label(figure)} ({plain.one_line(figure.voice)})"
    for day in toll.days:
        yield f"  {day.day:%-d %b %Y}, at the day's end"
        for line in plain.toll_at_a_moment(day.toll, lambda since: f"{since:%-d %b}"):
            yield f"    {line}"
    if toll.undated:
        yield "  only in articles without a date"
    for undated in toll.undated:
        outlets = ", ".join(_outlets(undated.fact.reports))
        line = f"{undated.fact.label} — {undated.fact.voice}: {outlets}{_order(undated)}"
        yield f"    {plain.one_line(line)}"


def _order(figure: UndatedFigure) -> str:
    said = [f"before {label}, says {' and '.join(outlets)}" for label, outlets in figure.before]
    said += [f"after {label}, says {' and '.join(outlets)}" for label, outlets in figure.after]
    return f" ({'; '.join(said)})" if said else ""
