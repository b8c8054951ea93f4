"""The toll of one kind at a moment, and how it came about. docs/toll.md is the rule; this is its arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from story.candidates import Candidates, Range
from story.last_day import Carried, LastDay
from story.model import Claim, Kind, Modality, Party, Report, Scope, StandingFigure, StoryContext, Toll, TollPoint
from story.standing import Figure, VoiceLine, is_loose, settled_at, weight
from story.voices import report_voice


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
    return Toll(kind, as_of, tally.standing(), *tally.range, tally.view(tally.headline), tally.view(tally.official))


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
    last: tuple[Range, Figure | None, Figure | None] = ((None, None, False), None, None)
    for at in tally.take_in(reports, as_of):
        step = (tally.range, tally.headline, tally.official)
        if step != last:
            points.append(TollPoint(at, *tally.range, tally.view(tally.headline), tally.view(tally.official)))
            last = step
    return tuple(points)


def is_on_toll(claim: Claim) -> bool:
    """Whether a claim is about the story's whole toll: its victims, not a part, reported or feared, no background."""
    return (
        claim.party is Party.VICTIMS
        and claim.scope is Scope.EVENT
        and not claim.partial
        and claim.modality in (Modality.REPORTED, Modality.FEARED)
    )


class _Tally:
    """The toll while reports are taken in, one moment after the other."""

    def __init__(self, kind: Kind, official: frozenset[str], context: StoryContext | None) -> None:
        self._kind, self._official_outlets, self._context = kind, official, context
        self._figures: dict[tuple[str, str], Figure] = {}  # by voice and fact
        self._lines: dict[str, VoiceLine] = {}
        self._numbers, self._loose = Candidates(), Candidates()
        self._authorities: dict[str, Figure] = {}
        self._fact_since: dict[str, datetime] = {}  # a fact's first report by a voice that is no party
        self._last_day = LastDay()

    @property
    def _candidates(self) -> Candidates:
        """Numbers if anybody gives one; while nobody does, "dozens" must do."""
        return self._numbers or self._loose

    @property
    def range(self) -> Range:
        """The range over standing figures, and whether it is open upwards."""
        return self._candidates.range()

    @property
    def headline(self) -> Figure | None:
        """The figure carried by most independent origins in the last day of reporting."""
        return self._candidates.headline()

    @property
    def official(self) -> Figure | None:
        """What the authorities say: their latest number, or their words if they gave no number."""
        return max(self._authorities.values(), key=_as_official, default=None)

    def standing(self) -> tuple[StandingFigure, ...]:
        """Every voice's standing figure, the latest first."""
        figures = [line.standing for line in self._lines.values() if line.standing is not None]
        figures.sort(key=lambda figure: (settled_at(figure.first), figure.voice.key), reverse=True)
        return tuple(figure.view(self._kind, self._is_in_range(figure)) for figure in figures)

    def view(self, figure: Figure | None) -> StandingFigure | None:
        """A figure as it stands now, with the counts of this moment."""
        return None if figure is None else figure.view(self._kind, self._is_in_range(figure))

    def take_in(self, reports: Iterable[Report], as_of: datetime) -> Iterator[datetime]:
        """Go through the reports in order of time and yield each moment once its changes are settled."""
        active: dict[int, tuple[Figure, Carried | None]] = {}
        for at, moment in groupby(_events(self._kind, reports, as_of), key=lambda event: event[0]):
            changed: dict[str, VoiceLine] = {}
            for _, is_withdrawal, report in moment:
                if is_withdrawal:
                    self._withdraw(report, *active.pop(id(report)), changed)
                else:
                    active[id(report)] = self._give(report, changed)
            for line in changed.values():
                before = line.standing
                line.settle()
                if line.standing is not before:
                    self._replace(before, line.standing)
            for fact in self._last_day.changed:
                for candidates in (self._numbers, self._loose):
                    candidates.count(fact, self._last_day.origins(fact))
            self._last_day.changed.clear()
            yield at

    def _give(self, report: Report, changed: dict[str, VoiceLine]) -> tuple[Figure, Carried | None]:
        """Count a report for its voice's figure and, if that is no party's, for the last day."""
        voice = report_voice(report, self._official_outlets, self._context)
        figure = self._figures.get((voice.key, report.fact_key))
        if figure is None:
            figure = self._figures[voice.key, report.fact_key] = Figure(voice, report)
            changed[voice.key] = self._lines.setdefault(voice.key, VoiceLine())
            changed[voice.key].append(figure)
        elif not figure.is_standing:
            changed[voice.key] = self._lines[voice.key]
            changed[voice.key].read_anew()
        figure.carry(report)
        if figure.is_party:
            return figure, None
        self._fact_since.setdefault(report.fact_key, report.time.best)
        return figure, self._last_day.count(report)

    def _withdraw(self, report: Report, figure: Figure, carried: Carried | None, changed: dict[str, VoiceLine]) -> None:
        """Count a report no longer."""
        figure.drop(report)
        if carried is not None:
            self._last_day.uncount(carried)
        if not figure.is_standing:
            changed[figure.voice.key] = self._lines[figure.voice.key]
            changed[figure.voice.key].read_anew()

    def _replace(self, before: Figure | None, after: Figure | None) -> None:
        """Put a voice's new standing figure in the old one's place."""
        if before is not None:
            self._numbers.discard(before)
            self._loose.discard(before)
            self._authorities.pop(before.voice.key, None)
        if after is None:
            return
        if not after.is_party:
            fact = after.first.fact_key
            candidates = self._loose if is_loose(after.first.claim) else self._numbers
            candidates.add(after, self._fact_since[fact], self._last_day.origins(fact))
        if after.voice.is_official:
            self._authorities[after.voice.key] = after

    def _is_in_range(self, figure: Figure) -> bool:
        return not figure.is_party and (not is_loose(figure.first.claim) or not self._numbers)


def _events(kind: Kind, reports: Iterable[Report], as_of: datetime) -> list[tuple[datetime, bool, Report]]:
    """What happened to the toll of one kind, in order: (when, whether it is a withdrawal, the report)."""
    on_toll = [
        report
        for report in reports
        if report.claim.kind is kind and not report.is_superseded and is_on_toll(report.claim)
    ]
    given = [(report.time.best, False, report) for report in sorted(on_toll, key=settled_at)]
    withdrawn = [
        (max(report.withdrawn_at, report.time.best), True, report)
        for report in on_toll
        if report.withdrawn_at is not None
    ]
    events = [event for event in (*given, *withdrawn) if event[0] <= as_of]
    return sorted(events, key=lambda event: event[:2])  # stable: reports of one moment stay in their order


def _as_official(figure: Figure) -> tuple[bool, datetime, tuple[bool, int, int], str]:
    """What ranks official figures: numbers over loose words, then the later."""
    claim = figure.first.claim
    return not is_loose(claim), figure.first.time.best, weight(claim), figure.voice.key
