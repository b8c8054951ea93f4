"""The toll of one kind at a moment, and how it came about. docs/toll.md is the rule; this is its arithmetic."""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from story.model import Claim, Kind, Modality, Party, Report, Scope, StandingFigure, StoryContext, Toll, TollPoint
from story.origins import origin_key
from story.standing import Figure, VoiceLine, is_loose, settled_at, weight
from story.voices import report_voice

LAST_DAY = timedelta(hours=24)


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
    tally = _Tally(kind, official, context)
    for _ in tally.take_in(reports, as_of):
        pass
    low, high, is_open = tally.range
    return Toll(kind, as_of, tally.standing(), low, high, is_open, tally.headline(), tally.official())


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
    tally = _Tally(kind, official, context)
    points: list[TollPoint] = []
    last: tuple[object, ...] = (None, None, False, None, None)
    for at in tally.take_in(reports, as_of):
        headline, authorities = tally.headline_figure(), tally.official_figure()
        state = (*tally.range, headline, authorities)
        if state != last:
            points.append(TollPoint(at, *tally.range, tally.headline(), tally.official()))
            last = state
    return tuple(points)


def is_on_toll(claim: Claim) -> bool:
    """Whether a claim is about the story's whole toll: its victims, not a part, reported or feared, no background."""
    return (
        claim.party is Party.VICTIMS
        and claim.scope is Scope.EVENT
        and not claim.partial
        and claim.modality in (Modality.REPORTED, Modality.FEARED)
    )


@dataclass(slots=True)
class _Carried:
    """A report that is counted for the headline while it is of the last day and not withdrawn."""

    at: datetime
    report: Report
    is_counted: bool = True


class _Tally:
    """The toll while reports are taken in, one moment after the other."""

    def __init__(self, kind: Kind, official: frozenset[str], context: StoryContext | None) -> None:
        self.range: tuple[int | None, int | None, bool] = (None, None, False)
        self._kind, self._official_outlets, self._context = kind, official, context
        self._figures: dict[tuple[str, str], Figure] = {}
        self._lines: dict[str, VoiceLine] = {}
        self._eligible: dict[str, Figure] = {}  # fact key: the standing figure that may be the headline
        self._range_is_loose = False  # whether nobody gives a number, so that "dozens" must do
        self._official: Figure | None = None
        self._fact_since: dict[str, datetime] = {}  # fact key: its first report by a voice that is no party
        self._window: deque[_Carried] = deque()
        self._carried: dict[str, Counter[str]] = {}  # fact key: origins of the last day
        # A heap of `_row`s, best first; rows whose counts are outdated stay until they come to the top.
        self._ranking: list[tuple[int, float, bool, tuple[int, ...], str]] = []

    def take_in(self, reports: Iterable[Report], as_of: datetime) -> Iterator[datetime]:
        """Go through the reports in order of time and yield each moment once its changes are settled."""
        on_toll = [
            report
            for report in reports
            if report.claim.kind is self._kind and not report.is_superseded and is_on_toll(report.claim)
        ]
        given = [(report.time.best, False, report) for report in sorted(on_toll, key=settled_at)]
        taken = [
            (max(report.withdrawn_at, report.time.best), True, report)
            for report in on_toll
            if report.withdrawn_at is not None
        ]
        events = [event for event in (*given, *taken) if event[0] <= as_of]
        events.sort(key=lambda event: event[:2])  # stable: reports of one moment stay in their order
        active: dict[int, tuple[Figure, _Carried | None]] = {}
        for at, moment in groupby(events, key=lambda event: event[0]):
            changed: dict[str, VoiceLine] = {}
            standing_changed = False
            for _, is_withdrawal, report in moment:
                if is_withdrawal:
                    figure, carried = active.pop(id(report))
                    figure.drop(report)
                    self._uncount(carried)
                    if not figure.is_standing:
                        line = self._lines[figure.voice.key]
                        line.forget()
                        changed[figure.voice.key] = line
                        standing_changed = True
                else:
                    active[id(report)] = self._give(report, changed)
            for line in changed.values():
                before = line.standing
                line.settle()
                standing_changed |= line.standing is not before
            if standing_changed:
                self._settle()
            yield at

    def _give(self, report: Report, changed: dict[str, VoiceLine]) -> tuple[Figure, _Carried | None]:
        voice = report_voice(report, self._official_outlets, self._context)
        line = self._lines.setdefault(voice.key, VoiceLine())
        figure = self._figures.get((voice.key, report.fact_key))
        if figure is None:
            figure = self._figures[voice.key, report.fact_key] = Figure(voice, report)
            line.append(figure)
            changed[voice.key] = line
        elif not figure.is_standing:
            line.forget()
            changed[voice.key] = line
        figure.carry(report)
        if figure.is_party:
            return figure, None
        self._fact_since.setdefault(report.fact_key, report.time.best)
        return figure, self._count(report)

    def _count(self, report: Report) -> _Carried:
        """Count a report for the last day, which ends with it; what is a day older drops out."""
        at = report.time.best
        while self._window and self._window[0].at <= at - LAST_DAY:
            self._uncount(self._window.popleft())
        carried = _Carried(at, report)
        self._window.append(carried)
        self._carried.setdefault(report.fact_key, Counter())[origin_key(report)] += 1
        self._rank(report.fact_key)
        return carried

    def _uncount(self, carried: _Carried | None) -> None:
        if carried is None or not carried.is_counted:
            return
        carried.is_counted = False
        key, origin = carried.report.fact_key, origin_key(carried.report)
        origins = self._carried[key]
        origins[origin] -= 1
        if not origins[origin]:
            del origins[origin]
        self._rank(key)

    def _rank(self, fact: str) -> None:
        if fact in self._eligible:
            heapq.heappush(self._ranking, self._row(fact))

    def _row(self, fact: str) -> tuple[int, float, bool, tuple[int, ...], str]:
        """What ranks a fact for the headline, smallest first: most origins, later, with a named speaker, weightier."""
        claim = self._eligible[fact].first.claim
        count = len(self._carried.get(fact, ()))
        heaviest_first = tuple(-int(part) for part in weight(claim))
        return -count, -self._fact_since[fact].timestamp(), claim.source is None, heaviest_first, fact

    def _settle(self) -> None:
        """Bring range, headline candidates and official figure up to date after a standing figure changed."""
        standing = [line.standing for line in self._lines.values() if line.standing is not None]
        self._eligible = {}
        open_to_range = [figure for figure in standing if not figure.is_party]
        self._range_is_loose = all(is_loose(figure.first.claim) for figure in open_to_range)
        eligible = [figure for figure in open_to_range if is_loose(figure.first.claim) is self._range_is_loose]
        for figure in eligible:
            fact = figure.first.fact_key
            rival = self._eligible.get(fact)
            if rival is None or _speaks_before(figure, rival):
                self._eligible[fact] = figure
        self._ranking = [self._row(fact) for fact in self._eligible]
        heapq.heapify(self._ranking)
        authorities = [figure for figure in standing if figure.voice.is_official]
        self._official = max(authorities, key=_as_official, default=None)
        self.range = _range(eligible)

    def headline_figure(self) -> tuple[str, str] | None:
        """The headline's fact and voice, None if no figure is given."""
        while self._ranking:
            row = self._ranking[0]
            fact = row[-1]
            if row == self._row(fact):
                return fact, self._eligible[fact].voice.key
            heapq.heappop(self._ranking)
        return None

    def headline(self) -> StandingFigure | None:
        """The figure carried by most independent origins in the last day of reporting."""
        named = self.headline_figure()
        return self._eligible[named[0]].view(self._kind, True) if named else None

    def official_figure(self) -> tuple[str, str] | None:
        """The official figure's fact and voice."""
        return (self._official.first.fact_key, self._official.voice.key) if self._official else None

    def official(self) -> StandingFigure | None:
        """What the authorities say: their latest number, or their words if they gave no number."""
        return self._official.view(self._kind, self._is_in_range(self._official)) if self._official else None

    def standing(self) -> tuple[StandingFigure, ...]:
        """Every voice's standing figure, the latest first."""
        figures = [line.standing for line in self._lines.values() if line.standing is not None]
        figures.sort(key=lambda figure: (settled_at(figure.first), figure.voice.key), reverse=True)
        return tuple(figure.view(self._kind, self._is_in_range(figure)) for figure in figures)

    def _is_in_range(self, figure: Figure) -> bool:
        return not figure.is_party and is_loose(figure.first.claim) is self._range_is_loose


def _range(figures: list[Figure]) -> tuple[int | None, int | None, bool]:
    """The lowest and the highest number that figures give, and whether the highest is open upwards."""
    if not figures:
        return None, None, False
    claims = [figure.first.claim for figure in figures]
    top = max(claim.low if claim.high is None else claim.high for claim in claims)
    is_open = any(claim.high is None and claim.low == top for claim in claims)
    return min(claim.low for claim in claims), top, is_open


def _speaks_before(one: Figure, other: Figure) -> bool:
    """Whether of two voices with one figure the first is to be named: a named speaker before none, then the earlier."""

    def order(figure: Figure) -> tuple[bool, datetime, str]:
        return figure.first.claim.source is None, figure.first.time.best, figure.voice.key

    return order(one) < order(other)


def _as_official(figure: Figure) -> tuple[bool, datetime, tuple[bool, int, int], str]:
    """What ranks official figures: numbers over loose words, then the later."""
    claim = figure.first.claim
    return not is_loose(claim), figure.first.time.best, weight(claim), figure.voice.key
