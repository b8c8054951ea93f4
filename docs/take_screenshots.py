"""Take the pictures in docs/screenshots: the demo played to its end, shown by the real dashboard.

`python -m docs.take_screenshots` or `make screenshots`; names of pictures as arguments take only those.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from store import PollerRow, open_writer
from storywatch.commands.demo import NOTE
from storywatch.config import Settings
from storywatch.demo.playing import DemoFolder, play_headless
from storywatch.demo.world import END
from storywatch.logs import start_logging
from tui import DashboardOptions, screenshot

FOLDER = Path(__file__).parent / "screenshots"
SIZES = ((80, 24), (120, 40), (200, 60))
TO_77_KILLED = ("4", "slash", *"77", "enter")  # the facts pane, and the figure that most outlets carry
SCREENS = {
    "fact": (*TO_77_KILLED, "enter"),
    "article": (*TO_77_KILLED, "enter", "enter"),
    "past": ("at", *"2024-09-18", "space", *"12:00", "enter"),
    "help": ("question_mark",),
}


def main(wanted: list[str]) -> None:
    """Play the demo in a folder of its own and take the pictures."""
    start_logging(least=logging.ERROR)  # that some of the demo's outlets fail is the story's doing
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="storywatch-screenshots-") as folder:
        settings = asyncio.run(play_headless(DemoFolder(Path(folder))))
        show_a_living_poller(settings)
        options = options_for(settings)
        for name, size, theme, press in pictures():
            if not wanted or name in wanted:
                path = FOLDER / f"{name}.svg"
                screenshot(options, size=size, theme=theme, path=path, press=press)
                sys.stdout.write(f"docs/screenshots/{path.name}\n")


def pictures() -> Iterator[tuple[str, tuple[int, int], str, tuple[str, ...]]]:
    """Name, size, theme and keys of every picture."""
    for theme in ("dark", "light"):
        for columns, rows in SIZES:
            yield f"dashboard-{columns}x{rows}-{theme}", (columns, rows), theme, ()
        for screen, press in SCREENS.items():
            yield f"{screen}-120x40-{theme}", (120, 40), theme, press


def show_a_living_poller(settings: Settings) -> None:
    """Leave the sign of life that a poller leaves every few seconds, since the headless demo has none."""
    now = datetime.now(UTC).replace(microsecond=0)
    with open_writer(settings.store_path, context=settings.context) as writer:
        writer.beat(PollerRow(os.getpid(), now, now, END, "polling"))


def options_for(settings: Settings) -> DashboardOptions:
    """The dashboard as `storywatch demo` opens it, at the story's end."""
    story = settings.config.story
    return DashboardOptions(
        store_path=settings.store_path,
        story_name=story.name,
        place=story.place,
        time_zone=story.time_zone,
        now=lambda: END,
        poller="its own poller",
        poller_pid=os.getpid,
        note=NOTE,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
