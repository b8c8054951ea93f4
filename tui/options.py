"""What the dashboard is told when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path


def wall_clock() -> datetime:
    """The moment by the machine's clock, in UTC: what the poller's heartbeats are measured against."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class DashboardOptions:
    """What one run of the dashboard watches and how.

    `time_zone` is an IANA name; one that this machine doesn't know falls back to UTC, and the header says so.
    `now` is the story's clock (UTC); the demo's runs faster than the wall's. `poller` says whose poller this is:
    "its own poller", "the poller it found" or "none"; `poller_pid` asks for its process, which may be another after
    a while. `keys` maps a key's id (`tui.key_ids()`) to a key. `theme` is "dark", "light", any Textual theme's name,
    or None: the terminal decides. `note` is shown in the header ("demo · made-up outlets").
    `author` is the name that the reader's marks bear.
    """

    store_path: Path
    story_name: str
    place: str
    time_zone: str
    now: Callable[[], datetime]
    poller: str
    poller_pid: Callable[[], int | None] = lambda: None
    keys: Mapping[str, str] = field(default_factory=dict)
    theme: str | None = None
    mouse: bool = True
    note: str = ""
    wall_now: Callable[[], datetime] = wall_clock
    author: str = ""

    @property
    def log_path(self) -> Path:
        """Where a poller of the dashboard's own writes what it says."""
        return self.store_path.with_suffix(".log")
