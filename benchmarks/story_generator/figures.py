"""What the made-up story's voices say, hour after hour: a toll that rises, is corrected downwards, and diverges.

The truth moves in steps and stands still for long stretches, as tolls do; each voice gives it some time later and bends
it its own way, so that a few figures are carried by tens of thousands of articles and a few thousand by some.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from random import Random

from story import Kind, Party, Qualifier, SpeakerClass

HOURS = 168  # a week
PEAK, CORRECTED_AT, CORRECTED = 359, 62.0, 253  # the official killed toll's highest, and what it is corrected to
# Hours since the start, and the dead that are known then.
STEPS = (
    *((0.2 * step**1.6, round(4 + 3.1 * step**1.35)) for step in range(28)),
    (44.0, 318),
    (49.0, 340),
    (55.0, PEAK),
    (CORRECTED_AT, CORRECTED),
    (84.0, 258),
    (109.0, 262),
    (133.0, 264),
)
SHARE_OF_DEAD = {Kind.INJURED: 2.4, Kind.MISSING: 0.6, Kind.DETAINED: 0.08, Kind.DISPLACED: 14.0, Kind.RESCUED: 0.9}
NAMES = [
    f"{first} {last}"
    for first in ("Ada", "Bruno", "Celia", "Darko", "Elin")
    for last in ("Vasmer", "Okonta", "Lindqvar", "Tramell", "Ferrant")
]
ATTACKERS = "The Torch"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a voice gives it. `speaker` is the speaker's class, None for an outlet that names nobody."""

    kind: Kind
    low: int
    high: int | None
    qualifier: Qualifier
    speaker: SpeakerClass | None
    name: str | None = None
    party: Party = Party.VICTIMS


@dataclass(frozen=True, slots=True)
class MadeVoice:
    """Somebody who gives figures: how late, how far off, and how often heard."""

    speaker: SpeakerClass | None
    name: str | None
    lag: float  # hours after the truth
    bias: float
    weight: float


def made_voices(chance: Random) -> tuple[MadeVoice, ...]:
    """Nine classes of speakers, the outlets' own word, and named people."""
    classes = (
        (None, 0.3, 1.0, 8.0),
        (SpeakerClass.GOVERNMENT, 1.5, 1.0, 9.0),
        (SpeakerClass.SECURITY_SOURCE, 0.2, 1.06, 5.0),
        (SpeakerClass.ARMED_FORCES, 2.0, 0.95, 3.0),
        (SpeakerClass.MEDICAL, 0.8, 0.88, 4.0),
        (SpeakerClass.LOCAL_OFFICIAL, 0.9, 1.02, 2.5),
        (SpeakerClass.DIPLOMAT, 1.0, 1.2, 1.0),
        (SpeakerClass.WITNESS, 0.1, 1.5, 1.0),
        (SpeakerClass.DOCUMENT, 3.0, 1.1, 0.7),
    )
    anonymous = [MadeVoice(speaker, None, lag, bias, weight) for speaker, lag, bias, weight in classes]
    named = [
        MadeVoice(SpeakerClass.UNKNOWN, name, chance.uniform(0.5, 6), chance.uniform(0.7, 1.3), 2.0 / (place + 1))
        for place, name in enumerate(NAMES)
    ]
    return (*anonymous, *named)


class Tolls:
    """Which figure each voice gives at an hour."""

    def __init__(self, chance: Random) -> None:
        self.voices = made_voices(chance)
        self._weights = [voice.weight for voice in self.voices]
        self._hours: dict[tuple[int, Kind], list[float]] = {}
        self._figures: dict[tuple[int, Kind], list[Figure]] = {}
        for number, voice in enumerate(self.voices):
            for kind in (Kind.KILLED, *SHARE_OF_DEAD):
                self._announce(number, voice, kind, chance)

    def _announce(self, number: int, voice: MadeVoice, kind: Kind, chance: Random) -> None:
        hours, figures = [], []
        for hour, dead in STEPS:
            if hour and chance.random() > 0.8:
                continue  # not every voice takes every step
            people = max(1, round(dead * voice.bias * SHARE_OF_DEAD.get(kind, 1.0)))
            hours.append(hour + (voice.lag * chance.uniform(0.5, 1.5) if hour else 0))
            figures.append(_worded(voice, kind, people, chance))
        order = sorted(range(len(hours)), key=hours.__getitem__)
        self._hours[number, kind] = [hours[place] for place in order]
        self._figures[number, kind] = [figures[place] for place in order]

    def figure(self, number: int, kind: Kind, hour: float) -> Figure:
        """What a voice says at an hour."""
        place = bisect_right(self._hours[number, kind], hour) - 1
        return self._figures[number, kind][max(0, place)]

    def some_voice(self, chance: Random) -> int:
        """A voice, the often heard ones oftener."""
        return chance.choices(range(len(self.voices)), self._weights)[0]


def _worded(voice: MadeVoice, kind: Kind, people: int, chance: Random) -> Figure:
    """The figure in one of the ways in which people give one."""
    roll = chance.random()
    low: int = people
    high: int | None = people
    qualifier = Qualifier.EXACT
    if kind is Kind.DISPLACED or roll < 0.12:
        low = high = max(10, round(people, -1))
        qualifier = Qualifier.ABOUT
    elif roll < 0.24:
        high, qualifier = None, Qualifier.AT_LEAST
    elif roll < 0.32:
        low, high, qualifier = max(10, people // 10 * 10), None, Qualifier.OVER
    elif roll < 0.36:
        high, qualifier = people + max(2, people // 10), Qualifier.RANGE
    elif roll < 0.4:
        low, high = (20, 99) if people < 100 else (100, 999)
        qualifier = Qualifier.VAGUE
    return Figure(kind, low, high, qualifier, voice.speaker, voice.name)
