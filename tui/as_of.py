"""How every screen says that it shows the past: in words and reversed, so that nobody takes it for now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from textual.content import Content
from textual.widget import Widget

from tui.key_names import first_key
from tui.watching import MOST_COUNTED
from tui.wording import day_and_clock, full_moment, number

STYLE = "bold reverse"


def as_of_versions(
    moment: datetime, zone: tzinfo, keys: Mapping[str, str], new_since: int | None = None
) -> Iterable[str]:
    """What is said of a moment of the past, the longest first; the shortest still says that it is the past."""
    forward, back_to_now = first_key("time-forward", keys), first_key("time-now", keys)
    full, short = f" AS OF {full_moment(moment, zone)} ", f" AS OF {day_and_clock(moment, zone)} "
    new = ""
    if new_since:
        new = f"· {number(new_since)}{'+' if new_since >= MOST_COUNTED else ''} new since "
    ways = f"· {forward} forward · {back_to_now} now "
    yield full + new + ways
    yield short + new + ways
    yield short + new + f"· {back_to_now} now "
    yield short + f"· {back_to_now} now "
    yield short


def as_of_words(
    moment: datetime, zone: tzinfo, keys: Mapping[str, str], room: int, new_since: int | None = None
) -> str:
    """The longest of them that fits."""
    versions = list(as_of_versions(moment, zone, keys, new_since))
    return next((words for words in versions if len(words) <= room), versions[-1])


class AsOfLine(Widget):
    """The line at the top of a screen without a header; it takes no room while the screen shows now."""

    DEFAULT_CSS = "AsOfLine { height: 1; display: none; } AsOfLine.past { display: block; }"

    def __init__(self, zone: tzinfo, keys: Mapping[str, str]) -> None:
        super().__init__()
        self.zone = zone
        self.keys = keys
        self.moment: datetime | None = None

    def show_moment(self, moment: datetime | None) -> None:
        """Shows this moment of the past, nothing for now."""
        self.moment = moment
        self.set_class(moment is not None, "past")
        self.refresh()

    def render(self) -> Content:
        if self.moment is None:
            return Content("")
        width = self.size.width
        words = as_of_words(self.moment, self.zone, self.keys, width)
        return Content.styled(f"{words:<{width}}"[:width], STYLE)
