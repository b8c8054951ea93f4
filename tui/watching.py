"""What the dashboard knows of the store: opened when it is there, looked at several times a second, read on change.

No query here is unbounded, and a reading that took long makes the next one wait longer, so the screen stays awake.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from store import Counts, FactRow, FeedRow, PollerRow, Reader, StoreError, StoreMissing, open_reader
from story import Kind, Toll, TollPoint

LOOK_EVERY = 0.25  # seconds
MOST_FACTS = 1_000  # newest facts that the facts pane holds
TOLL_AGES = 60.0  # seconds after which a toll is read again though nothing came: its headline looks at the last day
SHARE = 10  # a reading of n seconds is followed by at least SHARE × n seconds without one


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the panes show, at one reading of the store. `toll` is None while no kind has a figure."""

    counts: Counts
    poller: PollerRow | None
    feeds: tuple[FeedRow, ...]
    kinds: tuple[Kind, ...]
    kind: Kind | None
    toll: Toll | None
    series: tuple[TollPoint, ...]
    facts: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """One look at the store: a new snapshot or None, whether rows of the story changed, and what stands in the way."""

    snapshot: Snapshot | None = None
    has_new_rows: bool = False
    obstacle: str | None = None


class StoreWatch:
    """The dashboard's one connection to the store."""

    def __init__(self, path: Path, whose_poller: str = "none") -> None:
        self.path = path
        self.whose_poller = whose_poller
        self.reader: Reader | None = None
        self._had_store = False
        self._file: tuple[int, int] | None = None
        self._version: int | None = None
        self._snapshot: Snapshot | None = None
        self._read_at = 0.0
        self._not_before = 0.0

    def close(self) -> None:
        """Lets go of the store."""
        if self.reader is not None:
            self.reader.close()
        self.reader = None
        self._version = None
        self._snapshot = None

    def look(
        self, kind: Kind | None, as_of: datetime, *, facts_filter: str | None = None, force: bool = False
    ) -> Sight:
        """Reads what changed since the last look; cheap when nothing did.

        A store that is missing, too new or unreadable is no error but an obstacle, in one line for people; the next
        look tries again.
        """
        try:
            return self._look(kind, as_of, facts_filter, force)
        except StoreMissing:
            self.close()
            return Sight(obstacle=self._missing())
        except StoreError as error:
            self.close()
            return Sight(obstacle=str(error))

    def _missing(self) -> str:
        """Why there is no store: none yet, or one that was taken away from under us."""
        if not self._had_store:
            return f"No store yet at {self.path}: waiting for the poller to begin one."
        gone = f"The store {self.path} is gone: deleted or moved away."
        if self.whose_poller == "its own poller":
            log = self.path.with_suffix(".log").name
            return f"{gone} Its poller ends and says so too, in {log}; started anew, it begins an empty store."
        if self.whose_poller == "none":
            return f"{gone} It is shown again when it is back."
        return f"{gone} Its poller ends and says so too; the next one begins an empty store."

    def _look(self, kind: Kind | None, as_of: datetime, facts_filter: str | None, force: bool) -> Sight:
        now = monotonic()
        if not force and now < self._not_before:
            return Sight()
        reader = self._opened()
        version = reader.data_version()
        old = self._snapshot
        is_stale = old is None or now - self._read_at > TOLL_AGES
        if old is not None and not (force or is_stale or version != self._version):
            return Sight()
        counts = reader.counts()
        is_changed = force or is_stale or old is None or counts != old.counts
        snapshot = self._read(reader, counts, old, kind, as_of, facts_filter, is_changed)
        self._version, self._snapshot = version, snapshot
        self._not_before = monotonic() + SHARE * (monotonic() - now)
        return Sight(snapshot, has_new_rows=is_changed)

    def _read(
        self,
        reader: Reader,
        counts: Counts,
        old: Snapshot | None,
        kind: Kind | None,
        as_of: datetime,
        facts_filter: str | None,
        is_changed: bool,
    ) -> Snapshot:
        """A heartbeat changes the store too: then only the poller and the feeds are read, the rest is kept."""
        poller, feeds = reader.poller(), tuple(reader.feeds())
        if old is not None and not is_changed:
            return Snapshot(counts, poller, feeds, old.kinds, old.kind, old.toll, old.series, old.facts)
        self._read_at = monotonic()
        kinds = tuple(reader.kinds())
        shown = kind if kind in kinds else (kinds[0] if kinds else None)
        toll = reader.toll(shown, as_of) if shown else None
        series = tuple(reader.toll_series(shown, as_of)) if shown else ()
        facts = tuple(reader.facts(limit=MOST_FACTS, contains=facts_filter or None))
        return Snapshot(counts, poller, feeds, kinds, shown, toll, series, facts)

    def _opened(self) -> Reader:
        """The reader of the file that stands at the path now; one that was replaced is opened anew."""
        try:
            status = self.path.stat()
            file = (status.st_dev, status.st_ino)
        except OSError:
            file = None
        if self.reader is not None and file != self._file:
            self.close()
        if self.reader is None:
            self.reader = open_reader(self.path)
            self._file = file
            self._had_store = True
        return self.reader
