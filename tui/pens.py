"""The chart's line styles: one pattern a class of speaker, so that the lines can be told apart without colour."""

from __future__ import annotations

from dataclasses import dataclass

from story import SpeakerClass

PATTERNS: dict[SpeakerClass, str] = {
    SpeakerClass.GOVERNMENT: "─",
    SpeakerClass.ARMED_FORCES: "─",
    SpeakerClass.SECURITY_SOURCE: "─",
    SpeakerClass.MEDICAL: "╌",
    SpeakerClass.LOCAL_OFFICIAL: "─╴",
    SpeakerClass.DIPLOMAT: "┈",
    SpeakerClass.INTERNATIONAL_ORGANISATION: "──╴",
    SpeakerClass.ARMED_GROUP: "×─",
    SpeakerClass.DOCUMENT: "┄",
    SpeakerClass.WITNESS: "· ",
    SpeakerClass.NEWS_OUTLET: "─·",
    SpeakerClass.AGENCY: "──·",
    SpeakerClass.UNKNOWN: "─ ",
}
"""What a horizontal stretch repeats, light."""

_HEAVY = str.maketrans("─╌┄┈╴·", "━╍┅┉╸•")


@dataclass(frozen=True, slots=True)
class Pen:
    """What a line is drawn with. `run` is repeated along the horizontal; `rise` goes up or down.

    The corners are named by where the line comes from and goes to: `end_up` closes a horizontal that turns up.
    """

    run: str
    rise: str
    end_up: str
    start_up: str
    end_down: str
    start_down: str
    role: str

    def along(self, column: int) -> str:
        """The character of a horizontal stretch in that column."""
        return self.run[column % len(self.run)]

    def sample(self, width: int = 3) -> str:
        """What the legend shows."""
        return "".join(self.along(column) for column in range(width))


OFFICIAL = Pen("═", "║", "╝", "╔", "╗", "╚", "official")


def headline_pen(speaker_class: SpeakerClass) -> Pen:
    """Heavy, in the pattern of the class of speaker whose figure leads at that moment."""
    return Pen(PATTERNS[speaker_class].translate(_HEAVY), "┃", "┛", "┏", "┓", "┗", "headline")


def voice_pen(speaker_class: SpeakerClass) -> Pen:
    """Light, in the pattern of the class of speaker."""
    return Pen(PATTERNS[speaker_class], "│", "╯", "╭", "╮", "╰", "voice")
