"""The toll of one kind while it moves: what each change of a standing figure or of the last day does to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from story.candidates import Candidates, Range
from story.last_day import CountChange
from story.standing import Figure


@dataclass(frozen=True, slots=True)
class VoiceChange:
    """From then on this is a voice's standing figure; None if it gives none any more."""

    at: datetime
    voice_key: str
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Step:
    """What the toll shows: the range over standing figures, the headline, and what the authorities say."""

    range: Range = (None, None, False)
    headline: Figure | None = None
    official: Figure | None = None

    def is_same(self, other: Step) -> bool:
        """Whether both show one range and the same figures by the same voices."""
        return self.range == other.range and self.figure_keys == other.figure_keys

    @property
    def figure_keys(self) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """Voice and fact of the headline and of the official figure."""
        return self.headline.key if self.headline else None, self.official.key if self.official else None

    def has_in_range(self, figure: Figure) -> bool:
        """Whether a standing figure counts for the range: no party's, and no loose words beside a number."""
        only_loose_words = self.headline is None or self.headline.first.is_loose
        return not figure.first.is_party and (not figure.first.is_loose or only_loose_words)


class Tally:
    """The toll as it stands. `since`: when each fact was first reported by a voice that is no party."""

    def __init__(self, since: Mapping[str, datetime]) -> None:
        self._since = since
        self._numbers, self._loose = Candidates(), Candidates()
        self._standing: dict[str, Figure] = {}
        self._authorities: dict[str, Figure] = {}
        self._origins: dict[str, int] = {}  # by fact, in the last day

    @property
    def step(self) -> Step:
        """What the toll shows now. Loose words make range and headline only while nobody gives a number."""
        candidates = self._numbers or self._loose
        official = max(self._authorities.values(), key=_as_official, default=None)
        return Step(candidates.range(), candidates.headline(), official)

    @property
    def standing(self) -> Iterator[Figure]:
        """Every voice's standing figure, the latest first."""
        return iter(sorted(self._standing.values(), key=lambda figure: (figure.first.order, figure.key), reverse=True))

    def count(self, fact_key: str, change: int) -> None:
        """So many origins more (or, below 0, less) carry a fact in the last day."""
        origins = self._origins[fact_key] = self._origins.get(fact_key, 0) + change
        for candidates in (self._numbers, self._loose):
            candidates.count(fact_key, origins)

    def stand(self, voice_key: str, figure: Figure | None) -> None:
        """Put a voice's new standing figure in the old one's place."""
        before = self._standing.pop(voice_key, None)
        if before is not None:
            self._numbers.discard(before)
            self._loose.discard(before)
            self._authorities.pop(voice_key, None)
        if figure is None:
            return
        self._standing[voice_key] = figure
        if not figure.first.is_party:
            fact_key = figure.first.fact_key
            candidates = self._loose if figure.first.is_loose else self._numbers
            candidates.add(figure, self._since[fact_key], self._origins.get(fact_key, 0))
        if figure.first.voice.is_official:
            self._authorities[voice_key] = figure

    def take(self, change: VoiceChange | CountChange) -> None:
        """Let one change move the toll."""
        if isinstance(change, VoiceChange):
            self.stand(change.voice_key, change.figure)
        else:
            self.count(change.fact_key, change.change)

    def steps(self, changes: Iterable[VoiceChange | CountChange]) -> Iterator[tuple[datetime, Step]]:
        """What the toll shows at each moment at which it may be another, once all changes of the moment are in.

        Of no matter are origins that the headline's fact gains or another one loses: most changes are such.
        """
        headline = self.step.headline
        for at, moment in groupby(sorted(changes, key=attrgetter("at")), key=attrgetter("at")):
            leader = headline.first.fact_key if headline is not None else None
            may_differ = False
            for change in moment:
                may_differ |= isinstance(change, VoiceChange) or (change.fact_key == leader) is (change.change < 0)
                self.take(change)
            if may_differ:
                step = self.step
                headline = step.headline
                yield at, step


def _as_official(figure: Figure) -> tuple[bool, datetime, tuple[bool, int, int], str]:
    """What ranks official figures: numbers over loose words, then the later."""
    first = figure.first
    return not first.is_loose, first.time.best, first.weight, first.voice.key
