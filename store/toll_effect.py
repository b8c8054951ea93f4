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


_OURS = "kind = ? AND known_until IS NULL"


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

    def reported_first(self, fact_key: str, then: datetime, now: datetime) -> None:
        """Notes that a fact's first report is another: the earlier it is, the more ties the fact loses.

        A number of the authorities besides decides which open figures give way to it.
        """
        if then.replace(second=0, microsecond=0) == now.replace(second=0, microsecond=0):
            return
        if toll_rows.is_given_by_authorities(self.connection, self.kind, fact_key):
            self.rank_otherwise(fact_key, min(then, now), None)
        elif now < then:
            self.lose(fact_key, now, None)
        else:
            self.gain(fact_key, then, None)

    def named_otherwise(self, fact_key: str, since: datetime) -> None:
        """Notes that another voice may be named for a fact: of no matter where it doesn't have the headline."""
        if toll_rows.has_many_voices(self.connection, self.kind, fact_key):
            self.lose(fact_key, since, None)

    def gain(self, fact_key: str, start: datetime, end: datetime | None) -> None:
        """Notes that a fact ranks higher over this time: of no matter where it has the headline anyway."""
        if not self._has_headline_throughout(fact_key, start, end):
            self.gains.append((fact_key, start, end))

    def lose(self, fact_key: str, start: datetime, end: datetime | None) -> None:
        """Notes that a fact ranks lower over this time: of no matter where it doesn't have the headline."""
        stretch = self._headline_stretch(fact_key, start, end)
        if stretch is not None:
            self.rank_otherwise(fact_key, *stretch)

    def rank_otherwise(self, fact_key: str, start: datetime, end: datetime | None) -> None:
        """Notes that a fact ranks otherwise over this time: of no matter when no voice stands by it any more."""
        if fact_key not in self._stood_until:
            self._stood_until[fact_key] = toll_rows.stood_until(self.connection, self.kind, fact_key)
        until = self._stood_until[fact_key]
        if until is None or start < until:
            self.add(start, end if until is None else min(end or until, until))

    def _has_headline_throughout(self, fact_key: str, start: datetime, end: datetime | None) -> bool:
        if self._headline_before(start) != fact_key:
            return False
        other = self.connection.execute(
            f"SELECT 1 FROM toll_points WHERE {_OURS} AND at > ? AND at <= ? AND headline_fact_key IS NOT ? LIMIT 1",  # noqa: S608
            (self.kind.value, to_text(start), to_text(end) or toll_rows.FOREVER, fact_key),
        ).fetchone()
        return other is None

    def _headline_stretch(
        self, fact_key: str, start: datetime, end: datetime | None
    ) -> tuple[datetime, datetime | None] | None:
        """From its first headline, by the points, to where it has lost the last one; None without any."""
        first, last = self.connection.execute(
            f"SELECT min(at), max(at) FROM toll_points WHERE {_OURS} AND at > ? AND at <= ? AND headline_fact_key IS ?",  # noqa: S608
            (self.kind.value, to_text(start), to_text(end) or toll_rows.FOREVER, fact_key),
        ).fetchone()
        since = start if self._headline_before(start) == fact_key else first and toll_rows.moment(first)
        if since is None:
            return None
        lost = self.connection.execute(
            f"SELECT min(at) FROM toll_points WHERE {_OURS} AND at > ?",  # noqa: S608 a fixed condition
            (self.kind.value, last or to_text(start)),
        ).fetchone()[0]
        return since, end if lost is None or (end is not None and lost > to_text(end)) else toll_rows.moment(lost)

    def _headline_before(self, at: datetime) -> str | None:
        """The fact that has the headline at a moment, by the points."""
        row = self.connection.execute(
            f"SELECT headline_fact_key FROM toll_points WHERE {_OURS} AND at <= ? ORDER BY at DESC LIMIT 1",  # noqa: S608
            (self.kind.value, to_text(at)),
        ).fetchone()
        return row[0] if row else None
