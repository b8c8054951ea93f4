"""The toll of one kind at a moment, and how it came about. docs/toll.md is the rule.

All reports are first pressed into carriers (story/carriers.py), and everything is worked out from those; the store
keeps carriers too, and works with the same parts on the few that a new report concerns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from story.carriers import Carrier, carrier_of, is_on_toll, joined
from story.last_day import CountChange, origin_runs
from story.model import Kind, Report, StandingFigure, StoryContext, Toll, TollPoint
from story.standing import Figure, figures_of, standing_steps
from story.tally import Step, Tally, VoiceChange

__all__ = ["is_on_toll", "toll", "toll_series", "tolls"]


def toll(
    kind: Kind,
    reports: Iterable[Report],
    as_of: datetime,
    official: frozenset[str] = frozenset(),
    context: StoryContext | None = None,
) -> Toll:
    """The toll as it was known at `as_of`; reports of other kinds or later times are passed over.

    `official` names outlets that speak for the authorities (an army's communiqué page) when they name no speaker.
    """
    return next(tolls(kind, reports, [as_of], official, context))


def tolls(
    kind: Kind,
    reports: Iterable[Report],
    moments: Sequence[datetime],
    official: frozenset[str] = frozenset(),
    context: StoryContext | None = None,
) -> Iterator[Toll]:
    """The toll as it was known at each of the moments, which are in order of time; one pass over the reports."""
    if not moments:
        return
    outlook = _Outlook(kind, reports, moments[-1], official, context)
    tally = Tally(outlook.since)
    changes = deque(sorted(outlook.changes(), key=attrgetter("at")))
    for moment in moments:
        while changes and changes[0].at <= moment:
            tally.take(changes.popleft())
        step = tally.step
        yield Toll(
            kind,
            moment,
            tuple(outlook.view(figure, moment, step) for figure in tally.standing),
            *step.range,
            outlook.view(step.headline, moment, step) if step.headline else None,
            outlook.view(step.official, moment, step) if step.official else None,
        )


def toll_series(
    kind: Kind,
    reports: Iterable[Report],
    as_of: datetime,
    official: frozenset[str] = frozenset(),
    context: StoryContext | None = None,
) -> tuple[TollPoint, ...]:
    """Every step of the toll up to `as_of`, in order of time; a step a moment at which range, headline or official
    figure changed. The counts in its figures are those of that moment. Costs n log n in the number of reports.
    """
    outlook = _Outlook(kind, reports, as_of, official, context)
    points: list[TollPoint] = []
    last = Step()
    for at, step in Tally(outlook.since).steps(outlook.changes()):
        if not step.is_same(last):
            headline = outlook.view(step.headline, at, step) if step.headline else None
            official_figure = outlook.view(step.official, at, step) if step.official else None
            points.append(TollPoint(at, *step.range, headline, official_figure))
        last = step
    return tuple(points)


class _Outlook:
    """All that was reported of one kind's toll up to a moment."""

    def __init__(
        self,
        kind: Kind,
        reports: Iterable[Report],
        as_of: datetime,
        official: frozenset[str],
        context: StoryContext | None,
    ) -> None:
        self.kind = kind
        given = []
        for report in reports:
            if report.claim.kind is kind and report.time.best <= as_of:
                if report.withdrawn_at is not None and report.withdrawn_at > as_of:
                    report = replace(report, withdrawn_at=None)
                carrier = carrier_of(report, official, context)
                if carrier is not None:
                    given.append(carrier)
        carriers = list(joined(given))
        of_others = [carrier for carrier in carriers if not carrier.first.is_party]
        self.since: dict[str, datetime] = {}
        for carrier in of_others:
            fact = carrier.first.fact_key
            self.since[fact] = min(self.since.get(fact, carrier.start), carrier.start)
        self._clock = sorted({carrier.start for carrier in given if not carrier.first.is_party})
        self._origins = list(origin_runs(of_others))
        self._lines: dict[str, list[Figure]] = {}
        for figure in figures_of(carriers):
            self._lines.setdefault(figure.first.voice.key, []).append(figure)
        self._carriers: dict[tuple[str, str], list[Carrier]] = {}
        for carrier in carriers:
            self._carriers.setdefault((carrier.first.voice.key, carrier.first.fact_key), []).append(carrier)
        self._counts: dict[tuple[str, str], _Counts] = {}

    def changes(self) -> Iterator[VoiceChange | CountChange]:
        """Everything that moves the toll, in no order."""
        for voice_key, line in self._lines.items():
            for at, figure in standing_steps(line):
                yield VoiceChange(at, voice_key, figure)
        for run in self._origins:
            yield from run.changes(self._report_from)

    def _report_from(self, moment: datetime) -> datetime | None:
        """The first time from a moment on at which anything was reported about the toll."""
        place = bisect_left(self._clock, moment)
        return self._clock[place] if place < len(self._clock) else None

    def view(self, figure: Figure, at: datetime, step: Step) -> StandingFigure:
        """A figure as it stood at a moment, with the counts of that moment."""
        counts = self._counts.get(figure.key)
        if counts is None:
            counts = self._counts[figure.key] = _Counts(self._carriers[figure.key])
        return figure.view(self.kind, *counts.at(at), in_range=step.has_in_range(figure))


class _Counts:
    """How many publishers and origins carried a figure, at any moment."""

    def __init__(self, carriers: Iterable[Carrier]) -> None:
        publishers: Counter[str] = Counter()
        origins: Counter[str] = Counter()
        self._moments: list[datetime] = []
        self._counts: list[tuple[int, int]] = []
        begins = [(carrier.start, 1, carrier) for carrier in carriers]
        ends = [(carrier.until, -1, carrier) for carrier in carriers if carrier.until is not None]
        for at, change, carrier in sorted((*begins, *ends), key=lambda each: each[0]):
            for counter, name in ((publishers, carrier.publisher), (origins, carrier.origin)):
                counter[name] += change
                if not counter[name]:
                    del counter[name]
            self._moments.append(at)
            self._counts.append((len(publishers), len(origins)))

    def at(self, moment: datetime) -> tuple[int, int]:
        """Publishers and origins."""
        place = bisect_right(self._moments, moment)
        return self._counts[place - 1] if place else (0, 0)
