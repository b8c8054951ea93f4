"""Carriers: who gives which figure for whom, from when to when. All that the toll needs of any number of reports.

However often a publisher repeats a figure in a day, it stays one carrier; their number grows with facts and
publishers, not with reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from story.marks import figure_as_counted
from story.model import Claim, Modality, Party, Qualifier, Report, Scope, SpeakerClass, StoryContext, TimeInterval
from story.origins import origin_key
from story.voices import Voice, report_voice

DAY = timedelta(hours=24)
LOOSE = frozenset({Qualifier.VAGUE, Qualifier.UP_TO})
_PRECISION = {
    Qualifier.UP_TO: 0,
    Qualifier.VAGUE: 1,
    Qualifier.OVER: 2,
    Qualifier.AT_LEAST: 2,
    Qualifier.RANGE: 3,
    Qualifier.ABOUT: 4,
    Qualifier.EXACT: 5,
}
_Weight = tuple[bool, int, int]


def is_on_toll(claim: Claim) -> bool:
    """Whether a claim is about the story's whole toll: its victims, not a part, reported or feared, no background."""
    return (
        claim.party is Party.VICTIMS
        and claim.scope is Scope.EVENT
        and not claim.partial
        and claim.modality in (Modality.REPORTED, Modality.FEARED)
    )


@dataclass(frozen=True, slots=True)
class FirstReport:
    """What a figure shows of its first report: who said it, in which words, where and when."""

    voice: Voice
    fact_key: str
    low: int
    high: int | None
    qualifier: Qualifier
    speaker: str | None
    speaker_class: SpeakerClass
    time: TimeInterval
    outlet: str
    article_id: int
    claim_id: int

    @property
    def is_party(self) -> bool:
        """Whether a party on the attackers' side says it: its claims about the toll stand apart."""
        return self.voice.party is Party.ATTACKERS

    @property
    def is_loose(self) -> bool:
        """Whether its words give no number to count with: "dozens", "up to 200"."""
        return self.qualifier in LOOSE

    @property
    def weight(self) -> _Weight:
        """What decides between figures of one moment: numbers over loose words, the higher, the more precise."""
        return not self.is_loose, self.low, _PRECISION[self.qualifier]

    @property
    def order(self) -> tuple[datetime, _Weight, str, int, int]:
        """By best time; of one moment the one that should prevail comes last."""
        return self.time.best, self.weight, self.outlet, self.article_id, self.claim_id


@dataclass(frozen=True, slots=True)
class Carrier:
    """One publisher's giving of a figure for one voice out of one origin (a key of `story.origins`), in one run.

    A run goes on while the next report comes less than 24 hours after the last one and before all were withdrawn.
    It starts with `first`; `until` is when the last of its reports was withdrawn, None while any stands.
    """

    first: FirstReport
    publisher: str
    origin: str
    last: datetime
    until: datetime | None
    reports: int = 1

    @property
    def start(self) -> datetime:
        """When its first report appeared, as best known."""
        return self.first.time.best

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What its runs have in common: fact, voice, publisher, origin."""
        return self.first.fact_key, self.first.voice.key, self.publisher, self.origin

    def stands_at(self, at: datetime) -> bool:
        """Whether it has begun and wasn't withdrawn."""
        return self.start <= at and (self.until is None or at < self.until)


def carrier_of(report: Report, official: frozenset[str], context: StoryContext | None) -> Carrier | None:
    """A run of one report; None if the report has no part in the toll, or was withdrawn before it appeared.

    Raises TypeError for a report that gives no figure.
    """
    claim, at = report.claim, report.time.best
    if report.is_superseded or not is_on_toll(claim):
        return None
    if report.withdrawn_at is not None and report.withdrawn_at <= at:
        return None
    low, high, qualifier = figure_as_counted(claim, report.fact_key)
    first = FirstReport(
        voice=report_voice(report, official, context),
        fact_key=report.fact_key,
        low=low,
        high=high,
        qualifier=qualifier,
        speaker=claim.source,
        speaker_class=claim.speaker_class,
        time=report.time,
        outlet=report.outlet,
        article_id=report.article_id,
        claim_id=report.evidence_id,
    )
    return Carrier(first, report.publisher, origin_key(report), at, report.withdrawn_at)


def joined(carriers: Iterable[Carrier]) -> Iterator[Carrier]:
    """The runs of many carriers, whose reports may come in any order: runs that meet become one."""
    for _, runs in groupby(sorted(carriers, key=lambda each: (each.key, each.first.order)), lambda each: each.key):
        open_run, *further = runs
        for run in further:
            if goes_on(open_run.last, open_run.until, run.start):
                open_run = Carrier(
                    open_run.first,
                    open_run.publisher,
                    open_run.origin,
                    max(open_run.last, run.last),
                    later(open_run.until, run.until),
                    open_run.reports + run.reports,
                )
            else:
                yield open_run
                open_run = run
        yield open_run


def goes_on(last: datetime, until: datetime | None, start: datetime) -> bool:
    """Whether what starts then belongs to the run before it."""
    return start < last + DAY and (until is None or start < until)


def later(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two ends; None is never."""
    return None if one is None or other is None else max(one, other)
