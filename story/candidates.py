"""The standing figures that make the range and may be the headline, kept ready while the toll changes."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from story.standing import Figure

Range = tuple[int | None, int | None, bool]
_Row = tuple[int, int, bool, tuple[int, ...], str]


@dataclass(slots=True)
class _Fact:
    """The voices whose standing figure is one and the same, and the one of them that is named for it."""

    voices: dict[str, Figure]
    spokesman: Figure
    since: datetime
    origins: int

    def row(self) -> _Row:
        """What ranks the fact, smallest first: most origins, later by the minute, with a named speaker, weightier."""
        first = self.spokesman.first
        heaviest_first = tuple(-int(part) for part in first.weight)
        return -self.origins, -_minute(self.since), first.speaker is None, heaviest_first, first.fact_key


class Candidates:
    """Standing figures of one sort, numbers or loose words, at most one a voice.

    Range and headline are asked for at every step of a series, so each figure that comes or goes costs only a few
    heap operations: outdated rows stay in the heaps until they come to the top and are dropped there.
    """

    def __init__(self) -> None:
        self._voices: dict[str, Figure] = {}
        self._facts: dict[str, _Fact] = {}
        self._order = count()  # heaps compare no further than this
        self._lows: list[tuple[int, int, Figure]] = []
        self._tops: list[tuple[int, bool, int, Figure]] = []
        self._ranking: list[_Row] = []
        self._counts: dict[str, Figure] = {}  # what the authorities count, by voice

    def __bool__(self) -> bool:
        return bool(self._voices)

    def add(self, figure: Figure, since: datetime, origins: int) -> None:
        """Take in a voice's standing figure; `since` and `origins` are the fact's, over all voices."""
        first = figure.first
        self._voices[first.voice.key] = figure
        heapq.heappush(self._lows, (first.low, next(self._order), figure))
        top = first.low if first.high is None else first.high
        heapq.heappush(self._tops, (-top, first.high is not None, next(self._order), figure))
        fact = self._facts.get(first.fact_key)
        if fact is None:
            fact = self._facts[first.fact_key] = _Fact({}, figure, since, origins)
        elif _named_before(figure) < _named_before(fact.spokesman):
            fact.spokesman = figure
        fact.voices[first.voice.key] = figure
        heapq.heappush(self._ranking, fact.row())
        if first.voice.is_official:
            self._counts[first.voice.key] = figure

    def discard(self, figure: Figure) -> None:
        """Let go of a figure that stands no longer; one that isn't here is no matter."""
        voice, fact_key = figure.key
        if self._voices.get(voice) is not figure:
            return
        del self._voices[voice]
        self._counts.pop(voice, None)
        fact = self._facts[fact_key]
        del fact.voices[voice]
        if not fact.voices:
            del self._facts[fact_key]
        elif fact.spokesman is figure:
            fact.spokesman = min(fact.voices.values(), key=_named_before)
            heapq.heappush(self._ranking, fact.row())

    def count(self, fact_key: str, origins: int) -> None:
        """How many independent origins now carry a fact; one that no voice stands by is no matter."""
        fact = self._facts.get(fact_key)
        if fact is not None and fact.origins != origins:
            fact.origins = origins
            heapq.heappush(self._ranking, fact.row())

    def range(self) -> Range:
        """The lowest and the highest number, and whether the highest is open upwards ("more than 100")."""
        while self._lows and not self._stands(self._lows[0][-1]):
            heapq.heappop(self._lows)
        while self._tops and not self._stands(self._tops[0][-1]):
            heapq.heappop(self._tops)
        if not self._lows:
            return None, None, False
        top, is_closed, _, _ = self._tops[0]
        return self._lows[0][0], -top, not is_closed

    def headline(self) -> Figure | None:
        """The figure that most independent origins carry; on a tie the later, then one with a named speaker.

        An open figure ("more than 60") doesn't compete with a count of the authorities that it allows ("93").
        """
        given_way: list[_Row] = []
        leader: Figure | None = None
        while self._ranking and leader is None:
            row = self._ranking[0]
            fact = self._facts.get(row[-1])
            if fact is None or fact.row() != row:
                heapq.heappop(self._ranking)
            elif self._gives_way(fact):
                given_way.append(heapq.heappop(self._ranking))
            else:
                leader = fact.spokesman
        for row in given_way:
            heapq.heappush(self._ranking, row)
        return leader

    def _gives_way(self, fact: _Fact) -> bool:
        """Whether the authorities, no earlier than the fact's first report, gave a higher number that it allows."""
        first = fact.spokesman.first
        return first.high is None and any(
            count.first.low > first.low and _minute(self._facts[count.first.fact_key].since) >= _minute(fact.since)
            for count in self._counts.values()
        )

    def _stands(self, figure: Figure) -> bool:
        return self._voices.get(figure.first.voice.key) is figure


def _named_before(figure: Figure) -> tuple[bool, datetime, str]:
    """Of several voices with one figure, who is named for it: a named speaker before none, then the earlier."""
    return figure.first.speaker is None, figure.first.time.best, figure.first.voice.key


def _minute(time: datetime) -> int:
    """Clocks are read to the minute: what was reported in the same minute was reported at once."""
    return int(time.timestamp() // 60)
