"""The series of the toll as versions: a point for each step, as it was known from one moment to another."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from store import toll_rows
from store.moments import to_text
from store.toll_effect import Effect
from store.toll_rows import FIGURE_COLUMNS, FOREVER, FigureKey
from story import DAY, CountChange, Figure, Kind, Step, Tally, VoiceChange, standing_at, standing_steps

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = (
    "range_low, range_high, range_is_open, headline_voice_key, headline_fact_key, headline_outlets, headline_origins, "
    "official_voice_key, official_fact_key, official_outlets, official_origins"
)
_Point = tuple[Any, ...]  # of _COLUMNS


def refresh_points(effect: Effect) -> None:
    """Works the series out anew where it may differ, and counts anew who carries its figures.

    All the other tables of the toll must hold the new state.
    """
    connection, kind, recount, known_at = effect.connection, effect.kind, effect.recount, effect.known_at
    past = _Past(connection, kind)
    for fact_key, since, until in effect.gains:
        contest = None if effect.covers(since, until) else past.contest(fact_key, since, until)
        if contest is not None:
            effect.rank_otherwise(fact_key, *contest)
    if effect.start is not None:
        start, end = to_text(effect.start), to_text(effect.end) or FOREVER
        known = _points(connection, kind, start, end)
        wanted = {
            at: _point(connection, kind, at, step, known.get(at), recount)
            for at, step in past.steps(effect.start, effect.end)
        }
        for at in known.keys() | wanted.keys():
            _save(connection, kind, at, known.get(at), wanted.get(at), known_at)
    if recount:
        for at, point in _points(connection, kind, to_text(min(recount.values())), FOREVER).items():
            counted = list(point)
            for place in (3, 7):
                key = point[place], point[place + 1]
                if key in recount and at >= to_text(recount[key]):
                    counted[place + 2 : place + 4] = toll_rows.counts_at(connection, kind, key, at)
            _save(connection, kind, at, point, tuple(counted), known_at)


def _points(connection: sqlite3.Connection, kind: Kind, start: str, end: str) -> dict[str, _Point]:
    found = connection.execute(
        f"""
        SELECT at, {_COLUMNS} FROM toll_points
        WHERE kind = ? AND at BETWEEN ? AND ? AND known_until IS NULL ORDER BY at
        """,  # noqa: S608 the columns are ours
        (kind.value, start, end),
    )
    return {row[0]: row[1:] for row in found.fetchall()}


def _point(
    connection: sqlite3.Connection,
    kind: Kind,
    at: str,
    step: Step,
    known: _Point | None,
    recount: Mapping[FigureKey, datetime],
) -> _Point:
    """A step as a row. What an earlier version of it has counted is taken over, if nothing could have changed it."""
    columns: list[Any] = list(step.range)
    for place, figure in ((3, step.headline), (7, step.official)):
        if figure is None:
            columns += [None] * 4
        elif known is not None and known[place : place + 2] == figure.key and figure.key not in recount:
            columns += known[place : place + 4]
        else:
            columns += [*figure.key, *toll_rows.counts_at(connection, kind, figure.key, at)]
    columns[2] = int(step.range[2])
    return tuple(columns)


def _save(
    connection: sqlite3.Connection, kind: Kind, at: str, before: _Point | None, after: _Point | None, known_at: str
) -> None:
    if before == after:
        return
    if before is not None:
        toll_rows.end_version(connection, "toll_points", "kind = ? AND at = ?", (kind.value, at), known_at)
    if after is not None:
        connection.execute(
            f"""
            INSERT INTO toll_points (kind, at, known_from, {_COLUMNS}) VALUES (?, ?, ?, {", ".join("?" * 11)})
            """,  # noqa: S608 the columns are ours
            (kind.value, at, known_at, *after),
        )


class _Past:
    """What the toll of one kind was, as it is known now."""

    def __init__(self, connection: sqlite3.Connection, kind: Kind) -> None:
        self._connection, self._kind = connection, kind

    def steps(self, start: datetime, end: datetime | None) -> Iterator[tuple[str, Step]]:
        """The moments from `start` to `end` at which the toll took a step, with what it showed then."""
        lines = self._lines_since(start, end)
        standing = self._standing_at(start, lines)
        changes = [
            VoiceChange(at, voice_key, figure)
            for voice_key, line in lines.items()
            for at, figure in standing_steps(line)
            if at > start and (end is None or at <= end)
        ]
        figures = (*standing.values(), *(change.figure for change in changes))
        facts = {figure.first.fact_key for figure in figures if figure is not None and not figure.first.is_party}
        tally = Tally(toll_rows.first_reported(self._connection, self._kind, facts))
        cutoff = self._cutoff(start)
        if cutoff is not None:
            for fact_key, origins in self._counts(facts, start, cutoff):
                tally.count(fact_key, origins)
        for voice_key, figure in standing.items():
            tally.stand(voice_key, figure)
        counts = self._count_changes(facts, start, end, cutoff)
        last = self._step_before(start)
        for at, step in ((start, tally.step), *tally.steps([*changes, *counts])):
            shown = (*step.range, *step.figure_keys)
            if shown != last:
                yield to_text(at), step
            last = shown

    def contest(self, fact_key: str, start: datetime, end: datetime | None) -> tuple[datetime, datetime | None] | None:
        """From when until when, within a stretch, at least as many origins carry a fact as the known headline's.

        None if at no time: then the fact can't have become the headline by origins that it gained.
        """
        headlines = self._headlines(start, end)
        facts = {fact_key, *(key for _, key in headlines if key is not None)}
        cutoff = self._cutoff(start)
        counts = Counter(dict(self._counts(facts, start, cutoff) if cutoff is not None else ()))
        moved: dict[datetime, list[CountChange]] = {}
        for change in self._count_changes(facts, start, end, cutoff):
            moved.setdefault(change.at, []).append(change)
        leaders = dict(headlines)
        leader: str | None = None
        first: datetime | None = None
        last: datetime | None = None
        for at in sorted({start, *moved, *leaders}):
            for change in moved.get(at, ()):
                counts[change.fact_key] += change.change
            leader = leaders.get(at, leader)
            if leader is not None and counts[fact_key] >= counts[leader]:
                first, last = first or at, None
            elif first is not None and last is None:
                last = at
        return None if first is None else (first, last or end)

    def _headlines(self, start: datetime, end: datetime | None) -> list[tuple[datetime, str | None]]:
        """The facts that had the headline by the points: the one at `start`, and each later one with its moment."""
        ours = "kind = ? AND known_until IS NULL"
        before = self._connection.execute(
            f"SELECT headline_fact_key FROM toll_points WHERE {ours} AND at <= ? ORDER BY at DESC LIMIT 1",  # noqa: S608
            (self._kind.value, to_text(start)),
        ).fetchone()
        later = self._connection.execute(
            f"SELECT at, headline_fact_key FROM toll_points WHERE {ours} AND at > ? AND at <= ? ORDER BY at",  # noqa: S608
            (self._kind.value, to_text(start), to_text(end) or FOREVER),
        ).fetchall()
        return [(start, before[0] if before else None), *((toll_rows.moment(at), key) for at, key in later)]

    def _lines_since(self, at: datetime, until: datetime | None) -> dict[str, list[Figure]]:
        """The figures that matter from then on and `until`, of each voice of which any figure came or went since."""
        moved = self._connection.execute(
            "SELECT DISTINCT voice_key FROM toll_figures WHERE kind = ? AND changed_at > ? AND known_until IS NULL",
            (self._kind.value, to_text(at)),
        ).fetchall()
        lines = {}
        for (voice_key,) in moved:
            figures = toll_rows.figures_of_voice(self._connection, self._kind, voice_key, at, until=until).values()
            lines[voice_key] = sorted(figures, key=lambda figure: figure.first.order)
        return lines

    def _standing_at(self, at: datetime, lines: Mapping[str, Sequence[Figure]]) -> dict[str, Figure]:
        """Every voice's standing figure: of `lines` as it was then, of the others as it is still."""
        standing: dict[str, Figure] = {}
        for voice_key, line in lines.items():
            figure = standing_at(line, at)
            if figure is not None:
                standing[voice_key] = figure
        found = self._connection.execute(
            f"""
            SELECT {FIGURE_COLUMNS} FROM toll_standing
            JOIN toll_figures ON toll_figures.kind = toll_standing.kind
                AND toll_figures.voice_key = toll_standing.voice_key
                AND toll_figures.fact_key = toll_standing.fact_key AND toll_figures.known_until IS NULL
            WHERE toll_standing.kind = ? AND toll_standing.known_until IS NULL
            """,  # noqa: S608 the columns are ours
            (self._kind.value,),
        ).fetchall()
        for row in found:
            if row[1] not in lines:
                standing[row[1]] = toll_rows.figure_of(row)
        return standing

    def _cutoff(self, at: datetime) -> datetime | None:
        """Origins whose last report isn't later than this count no longer; None if nothing was reported yet."""
        latest = toll_rows.clock_until(self._connection, self._kind, at)
        return None if latest is None else latest - DAY

    def _counts(self, facts: Iterable[str], at: datetime, cutoff: datetime) -> list[tuple[str, int]]:
        """How many origins carried these facts in the last day before a moment."""
        return self._connection.execute(
            """
            SELECT fact_key, count(*) FROM toll_origins
            WHERE kind = ? AND fact_key IN (SELECT value FROM json_each(?)) AND last_at > ? AND start_at <= ?
                AND (until_at IS NULL OR until_at > ?)
            GROUP BY fact_key
            """,
            (self._kind.value, json.dumps(sorted(facts)), to_text(cutoff), to_text(at), to_text(at)),
        ).fetchall()

    def _count_changes(
        self, facts: set[str], start: datetime, end: datetime | None, cutoff: datetime | None
    ) -> list[CountChange]:
        """How the counts of these facts changed after `start` and until `end`."""
        after, until = to_text(start), to_text(end) or FOREVER
        oldest, wanted = "" if cutoff is None else to_text(cutoff), json.dumps(sorted(facts))
        latest = toll_rows.clock_until(self._connection, self._kind, end)
        ranges = [("start_at > ? AND start_at <= ?", after, until), ("until_at > ? AND until_at <= ?", after, until)]
        if latest is not None and latest > start:
            ranges.append(("last_at > ? AND last_at <= ?", oldest, to_text(latest - DAY)))
        runs = {
            run
            for condition, *bounds in ranges
            for run in toll_rows.origins_where(
                self._connection,
                f"kind = ? AND {condition} AND last_at > ? AND +fact_key IN (SELECT value FROM json_each(?))",  # noqa: S608
                (self._kind.value, *bounds, oldest, wanted),
            )
        }
        return [
            change
            for run in runs
            for change in run.changes(partial(toll_rows.clock_from, self._connection, self._kind))
            if change.at > start and (end is None or change.at <= end)
        ]

    def _step_before(self, at: datetime) -> tuple[Any, ...]:
        """What the last point before a moment shows."""
        row = self._connection.execute(
            """
            SELECT range_low, range_high, range_is_open, headline_voice_key, headline_fact_key, official_voice_key,
                official_fact_key
            FROM toll_points WHERE kind = ? AND at < ? AND known_until IS NULL ORDER BY at DESC LIMIT 1
            """,
            (self._kind.value, to_text(at)),
        ).fetchone()
        if row is None:
            return None, None, False, None, None
        low, high, is_open, *keys = row
        headline, official = (tuple(key) if key[0] is not None else None for key in (keys[:2], keys[2:]))
        return low, high, bool(is_open), headline, official
