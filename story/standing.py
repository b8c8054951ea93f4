"""Standing figures: which of a voice's figures holds, as reports come in and are withdrawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from story.model import Claim, Kind, Party, Qualifier, Report, StandingFigure
from story.origins import origin_key
from story.voices import UNATTRIBUTED, Voice

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


def is_loose(claim: Claim) -> bool:
    """Whether a claim gives no number to count with: "dozens", "up to 200"."""
    return claim.qualifier in LOOSE


def weight(claim: Claim) -> tuple[bool, int, int]:
    """What decides between figures of one moment: numbers over loose words, then the higher, then the more precise."""
    return not is_loose(claim), claim.low, _PRECISION[claim.qualifier]


def says_nothing_new(claim: Claim, standing: Claim) -> bool:
    """Whether a figure only repeats the standing one in looser words, so that it doesn't replace it.

    "More than 70", "about 80", "dozens" and "several" say nothing new after 77: 77 is among what they allow ("about n"
    is n give or take a tenth). A loose quantity besides never replaces a number unless it says more: "dozens" after 137
    is careless, "hundreds" after 20 is news. Exact numbers always say something.
    """
    if is_loose(claim) and not is_loose(standing):
        return claim.low <= (standing.low if standing.high is None else standing.high)
    low, high = claim.low, claim.high
    if claim.qualifier is Qualifier.ABOUT and standing.qualifier is not Qualifier.ABOUT:
        low, high = low * 9 // 10, -(-low * 11 // 10)
    reaches_as_far = high is None or (standing.high is not None and high >= standing.high)
    return low <= standing.low and reaches_as_far and (low, high) != (standing.low, standing.high)


@dataclass(slots=True, eq=False)
class Figure:
    """One figure of one voice, with the reports that carry it at this moment."""

    voice: Voice
    first: Report
    publishers: Counter[str] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)

    @property
    def is_standing(self) -> bool:
        """Whether at least one article still gives it."""
        return bool(self.publishers)

    def carry(self, report: Report) -> None:
        """Count a report that gives the figure."""
        self.publishers[report.publisher] += 1
        self.origins[origin_key(report)] += 1

    def drop(self, report: Report) -> None:
        """Count a report no longer, because it was withdrawn."""
        for counts, key in ((self.publishers, report.publisher), (self.origins, origin_key(report))):
            counts[key] -= 1
            if not counts[key]:
                del counts[key]

    def view(self, kind: Kind, is_in_range: bool) -> StandingFigure:
        """The figure as others see it, with the counts of this moment."""
        claim = self.first.claim
        return StandingFigure(
            kind=kind,
            voice=self.voice.label,
            speaker=claim.source,
            speaker_class=claim.speaker_class,
            low=claim.low,
            high=claim.high,
            qualifier=claim.qualifier,
            party=claim.party,
            fact_key=self.first.fact_key,
            since=self.first.time.best,
            first_outlet=self.first.outlet,
            outlets=len(self.publishers),
            origins=len(self.origins),
            is_official=self.voice.is_official,
            in_range=is_in_range,
            first_time=self.first.time,
        )

    @property
    def is_party(self) -> bool:
        """Whether a party on the attackers' side gives it: its claims about the toll stand apart."""
        return self.voice.party is Party.ATTACKERS


class VoiceLine:
    """One voice's figures in order of their first reports, and which of them stands."""

    def __init__(self) -> None:
        self._figures: list[Figure] = []
        self._read = 0  # how many of the figures are taken into account
        self._latest: Figure | None = None
        self.standing: Figure | None = None

    def append(self, figure: Figure) -> None:
        """Add a figure whose first report is no earlier than those of all before."""
        self._figures.append(figure)

    def read_anew(self) -> None:
        """Have the next settling read all figures: one was withdrawn, or came back."""
        self._read, self._latest = 0, None

    def settle(self) -> None:
        """Bring `standing` up to date: the latest figure not withdrawn that isn't mere looser words for the one before.

        Figures that were added cost one comparison each; only a withdrawal reads the voice's whole line again.
        """
        for figure in self._figures[self._read :]:
            if figure.is_standing and (self._latest is None or _replaces(figure, self._latest)):
                self._latest = figure
        self._read = len(self._figures)
        self.standing = self._latest


def _replaces(figure: Figure, standing: Figure) -> bool:
    """Whether a voice's later figure takes the standing one's place.

    What outlets say without naming a speaker is a chorus, not a speaker: loose words in one of them don't take back
    the number that the others give.
    """
    later, before = figure.first.claim, standing.first.claim
    if figure.voice == UNATTRIBUTED and is_loose(later) and not is_loose(before):
        return False
    return not says_nothing_new(later, before)


def settled_at(report: Report) -> tuple[datetime, tuple[bool, int, int], str, int, int]:
    """The order in which reports are taken in: by best time, in one moment the one that should prevail last."""
    return report.time.best, weight(report.claim), report.outlet, report.article_id, report.evidence_id
