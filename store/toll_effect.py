"""What a change of reports does to the toll of one kind, gathered while the tables are brought up to date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from store import toll_rows
from store.moments import to_text
from store.toll_rows import FigureKey
from story import Carrier, Kind, later

if TYPE_CHECKING:
    import sqlite3


@dataclass(slots=True)
class Moved:
    """What became of the runs of one figure or of one origin's fact, and whether any of them lost a report."""

    gone: list[Carrier] = field(default_factory=list)
    come: list[Carrier] = field(default_factory=list)
    has_lost: bool = False

    def add(self, other: Moved) -> None:
        """Takes in what became of others of its runs."""
        self.gone += other.gone
        self.come += other.come
        self.has_lost |= other.has_lost


class Effect:
    """Over which stretch of time the series may differ (from `start` until `end`, None: for good), and whose counts.

    `recount` says of figures from when on who carries them may differ; `gains` which facts more origins carry, from
    when until when: whether that matters is to be asked when all tables but the points hold the new state.
    """

    def __init__(self, connection: sqlite3.Connection, kind: Kind, known_at: str) -> None:
        self.connection, self.kind, self.known_at = connection, kind, known_at
        self.start: datetime | None = None
        self.end: datetime | None = None
        self.recount: dict[FigureKey, datetime] = {}
        self.gains: list[tuple[str, datetime, datetime | None]] = []
        self._stood_until: dict[str, datetime | None] = {}

    def add(self, start: datetime, end: datetime | None) -> None:
        """Notes that the series may differ over this time."""
        if self.start is None:
            self.start, self.end = start, end
        else:
            self.start, self.end = min(self.start, start), later(self.end, end)

    def covers(self, start: datetime, end: datetime | None) -> bool:
        """Whether this time is worked out anew already."""
        return self.start is not None and self.start <= start and later(self.end, end) == self.end

    def carried_otherwise(self, figure_key: FigureKey, since: datetime) -> None:
        """Notes that others carry a figure from then on."""
        self.recount[figure_key] = min(since, self.recount.get(figure_key, since))

    def gain(self, fact_key: str, start: datetime, end: datetime | None) -> None:
        """Notes that more origins carry a fact over this time: of no matter where it has the headline anyway."""
        if not self._has_headline(fact_key, start, end, throughout=True):
            self.gains.append((fact_key, start, end))

    def lose(self, fact_key: str, start: datetime, end: datetime | None) -> None:
        """Notes that fewer origins carry a fact over this time: of no matter where it doesn't have the headline."""
        if self._has_headline(fact_key, start, end, throughout=False):
            self.rank_otherwise(fact_key, start, end)

    def rank_otherwise(self, fact_key: str, start: datetime, end: datetime | None) -> None:
        """Notes that a fact ranks otherwise over this time: of no matter when no voice stands by it any more."""
        if fact_key not in self._stood_until:
            self._stood_until[fact_key] = toll_rows.stood_until(self.connection, self.kind, fact_key)
        until = self._stood_until[fact_key]
        if until is None or start < until:
            self.add(start, end if until is None else min(end or until, until))

    def _has_headline(self, fact_key: str, start: datetime, end: datetime | None, *, throughout: bool) -> bool:
        """Whether a fact has the headline at any time from `start` to `end` (by the points), or all the time."""
        ours = "kind = ? AND known_until IS NULL"
        row = self.connection.execute(
            f"SELECT headline_fact_key FROM toll_points WHERE {ours} AND at <= ? ORDER BY at DESC LIMIT 1",  # noqa: S608
            (self.kind.value, to_text(start)),
        ).fetchone()
        if (row is not None and row[0] == fact_key) is not throughout:
            return not throughout
        other = "IS NOT" if throughout else "IS"
        found = self.connection.execute(
            f"SELECT 1 FROM toll_points WHERE {ours} AND at > ? AND at <= ? AND headline_fact_key {other} ? LIMIT 1",  # noqa: S608
            (self.kind.value, to_text(start), to_text(end) or toll_rows.FOREVER, fact_key),
        ).fetchone()
        return (found is None) is throughout
