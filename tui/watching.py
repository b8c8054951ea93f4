"""What the dashboard knows of the store: opened when it is there, looked at several times a second, read on change.

No query here is unbounded, and a reading that took long makes the next one wait longer, so the screen stays awake.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import monotonic

from store import Counts, FactRow, FeedRow, MarkRow, PollerRow, Reader, StoreError, StoreMissing, open_reader
from story import FactType, Kind, Toll, TollPoint

LOOK_EVERY = 0.25  # seconds
MOST_FACTS = 1_000  # newest facts that the facts pane holds
MOST_COUNTED = 1_000  # events after a moment of the past
TOLL_AGES = 60.0  # seconds after which a toll is read again though nothing came: its headline looks at the last day
SHARE = 10  # a reading of n seconds is followed by at least SHARE × n seconds without one


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader chose to see: the toll's kind (None: the most reported), the facts pane's sort and filter."""

    kind: Kind | None = None
    fact_type: FactType | None = None
    facts_filter: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the panes show, at one reading of the store. `toll` is None while no kind has a figure.

    With `as_of` kinds, toll, series, facts and marks are those of that moment, and `new_since` counts what came after
    it; the rest is always of now.
    """

    as_of: datetime | None
    new_since: int
    counts: Counts
    poller: PollerRow | None
    feeds: tuple[FeedRow, ...]
    kinds: tuple[Kind, ...]
    kind: Kind | None
    toll: Toll | None
    series: tuple[TollPoint, ...]
    facts: tuple[FactRow, ...]
    marks: tuple[MarkRow, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """One look at the store: a new snapshot or None, whether rows of the story changed, and what stands in the way."""

    snapshot: Snapshot | None = None
    has_new_rows: bool = False
    obstacle: str | None = None


class StoreWatch:
    """The dashboard's one connection to the store; `as_of` is the moment whose knowledge it shows, None for now."""

    def __init__(self, path: Path, whose_poller: str = "none") -> None:
        self.path = path
        self.whose_poller = whose_poller
        self.reader: Reader | None = None
        self.as_of: datetime | None = None
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

    def look(self, wanted: Wanted, now: datetime, *, force: bool = False) -> Sight:
        """Reads what changed since the last look; cheap when nothing did.

        A store that is missing, too new or unreadable is no error but an obstacle, in one line for people; the next
        look tries again.
        """
        try:
            return self._look(wanted, now, force)
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

    def _look(self, wanted: Wanted, now: datetime, force: bool) -> Sight:
        began = monotonic()
        if not force and began < self._not_before:
            return Sight()
        reader = self._opened()
        version = reader.data_version()
        old = self._snapshot
        is_stale = old is None or began - self._read_at > TOLL_AGES
        if old is not None and not (force or is_stale or version != self._version):
            return Sight()
        counts = reader.counts()
        marks = tuple(reader.marks(self.as_of))
        is_changed = force or is_stale or old is None or (counts, marks) != (old.counts, old.marks)
        snapshot = self._read(reader, counts, marks, old if not is_changed else None, wanted, now)
        self._version, self._snapshot = version, snapshot
        self._not_before = monotonic() + SHARE * (monotonic() - began)
        return Sight(snapshot, has_new_rows=is_changed)

    def _read(
        self,
        reader: Reader,
        counts: Counts,
        marks: tuple[MarkRow, ...],
        old: Snapshot | None,
        wanted: Wanted,
        now: datetime,
    ) -> Snapshot:
        """Only the poller and the feeds, and the rest as it was in `old`: a heartbeat changes the store too."""
        poller, feeds = reader.poller(), tuple(reader.feeds())
        if old is not None:
            return replace(old, counts=counts, poller=poller, feeds=feeds)
        self._read_at = monotonic()
        as_of = self.as_of
        kinds = tuple(reader.kinds(as_of))
        shown = wanted.kind if wanted.kind in kinds else (kinds[0] if kinds else None)
        moment = as_of or reader.present(now)
        return Snapshot(
            as_of=as_of,
            new_since=reader.events_since(as_of, MOST_COUNTED) if as_of else 0,
            counts=counts,
            poller=poller,
            feeds=feeds,
            kinds=kinds,
            kind=shown,
            toll=reader.toll(shown, moment) if shown else None,
            series=tuple(reader.toll_series(shown, moment)) if shown else (),
            facts=tuple(
                reader.facts(limit=MOST_FACTS, fact_type=wanted.fact_type, contains=wanted.facts_filter, as_of=as_of)
            ),
            marks=marks,
        )

    def _opened(self) -> Reader:
        """The reader of the file that stands at the path now; one that was replaced is opened anew."""
        try:
            status = self.path.stat()
            file = (status.st_dev, status.st_ino)
        except OSError:
            file = None
        if self.reader is not None and (file != self._file or self.reader.is_outdated()):
            self.close()
        if self.reader is None:
            self.reader = open_reader(self.path)
            self._file = file
            self._had_store = True
        return self.reader
