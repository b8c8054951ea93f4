"""Standing figures: which of a voice's figures holds, as they come and are withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from story.carriers import Carrier, FirstReport, later
from story.model import Kind, Party, Qualifier, StandingFigure
from story.voices import UNATTRIBUTED

Span = tuple[datetime, datetime | None]  # from, until; None while it lasts


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one voice: its first report, and when any article gave it, in order of time."""

    first: FirstReport
    spans: tuple[Span, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Voice and fact."""
        return self.first.voice.key, self.first.fact_key

    @property
    def is_exact(self) -> bool:
        """Whether it is an exact number: that always says something new."""
        return self.first.qualifier is Qualifier.EXACT and self.first.low == self.first.high

    def stands_at(self, at: datetime) -> bool:
        """Whether at least one article gives it then."""
        return any(start <= at and (until is None or at < until) for start, until in self.spans)

    def view(self, kind: Kind, outlets: int, origins: int, *, in_range: bool) -> StandingFigure:
        """The figure as others see it, with the counts of some moment."""
        first = self.first
        return StandingFigure(
            kind=kind,
            voice=first.voice.label,
            speaker=first.speaker,
            speaker_class=first.speaker_class,
            low=first.low,
            high=first.high,
            qualifier=first.qualifier,
            party=Party.VICTIMS,
            fact_key=first.fact_key,
            since=first.time.best,
            first_outlet=first.outlet,
            outlets=outlets,
            origins=origins,
            is_official=first.voice.is_official,
            in_range=in_range,
            first_time=first.time,
            claim_id=first.claim_id,
        )


def figures_of(carriers: Iterable[Carrier]) -> Iterator[Figure]:
    """The figures that carriers give, a figure a voice and fact."""

    def key(carrier: Carrier) -> tuple[str, str]:
        return carrier.first.voice.key, carrier.first.fact_key

    for _, its in groupby(sorted(carriers, key=lambda each: (key(each), each.first.order)), key):
        runs = list(its)
        yield Figure(runs[0].first, merged_spans((run.start, run.until) for run in runs))


def merged_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that meet or overlap as one."""
    merged: list[Span] = []
    for start, until in sorted(spans, key=lambda span: span[0]):
        if merged and (merged[-1][1] is None or start <= merged[-1][1]):
            merged[-1] = merged[-1][0], later(merged[-1][1], until)
        else:
            merged.append((start, until))
    return tuple(merged)


def standing_at(figures: Sequence[Figure], at: datetime) -> Figure | None:
    """The figure of one voice that stands at a moment; `figures` are the voice's in order of their first reports.

    It is the latest not withdrawn that isn't mere looser words for the one before.
    """
    given: list[Figure] = []  # the latest first
    for figure in reversed(figures):
        if figure.stands_at(at):
            given.append(figure)
            if figure.is_exact:  # that always says something new: what came before it is of no matter
                break
    standing: Figure | None = None
    for figure in reversed(given):
        if standing is None or _replaces(figure.first, standing.first):
            standing = figure
    return standing


def standing_steps(figures: Iterable[Figure]) -> list[tuple[datetime, Figure | None]]:
    """Every change of one voice's standing figure: since when, and which; None when the voice gives none any more."""
    line = sorted(figures, key=lambda figure: figure.first.order)
    returns = {start for figure in line for start, _ in figure.spans[1:]}
    ends = {until for figure in line for _, until in figure.spans if until is not None}
    steps: list[tuple[datetime, Figure | None]] = []
    standing: Figure | None = None
    taken = 0  # how many of the figures are taken into account
    for at in sorted({figure.first.time.best for figure in line} | returns | ends):
        before, settled = standing, taken
        while taken < len(line) and line[taken].first.time.best <= at:
            taken += 1
        if at in returns or at in ends:
            standing = standing_at(line[:taken], at)
        else:  # figures that were added cost one comparison each
            for figure in line[settled:taken]:
                if standing is None or _replaces(figure.first, standing.first):
                    standing = figure
        if standing is not before:
            steps.append((at, standing))
    return steps


def _replaces(newer: FirstReport, standing: FirstReport) -> bool:
    """Whether a voice's later figure takes the standing one's place.

    What outlets say without naming a speaker is a chorus, not a speaker: loose words in one of them don't take back
    the number that the others give.
    """
    if newer.voice.key == UNATTRIBUTED.key and newer.is_loose and not standing.is_loose:
        return False
    return not says_nothing_new(newer, standing)


def says_nothing_new(newer: FirstReport, standing: FirstReport) -> bool:
    """Whether a figure only repeats the standing one in looser words, so that it doesn't replace it.

    "More than 70", "about 80", "dozens" and "several" say nothing new after 77: 77 is among what they allow ("about n"
    is n give or take a tenth). A loose quantity besides never replaces a number unless it says more: "dozens" after 137
    is careless, "hundreds" after 20 is news. Exact numbers always say something.
    """
    if newer.is_loose and not standing.is_loose:
        return newer.low <= (standing.low if standing.high is None else standing.high)
    low, high = newer.low, newer.high
    if newer.qualifier is Qualifier.ABOUT and standing.qualifier is not Qualifier.ABOUT:
        low, high = low * 9 // 10, -(-low * 11 // 10)
    reaches_as_far = high is None or (standing.high is not None and high >= standing.high)
    return low <= standing.low and reaches_as_far and (low, high) != (standing.low, standing.high)
