"""The toll kept up to date, one article's reports at a time.

A report changes its carrier, that perhaps its figure and its origin's run, and those perhaps the series over some
stretch of time. Each is looked at only where something moved, and the series worked out anew only for that stretch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from store import toll_rows
from store.cleaning import storable
from store.moments import to_text
from store.report_rows import reports_of
from store.settings import StorySetting
from store.toll_points import refresh_points
from store.toll_rows import carriers_where, delete_carrier, save_carrier
from store.toll_standing import refresh_standing
from store.toll_stretch import Stretch
from story import (
    DAY,
    Carrier,
    Claim,
    Figure,
    Kind,
    OriginRun,
    Party,
    Report,
    Span,
    carrier_of,
    figures_of,
    joined,
    joined_origins,
    merged_spans,
    origin_runs,
    standing_steps,
)

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

FigureKey = tuple[str, str]  # voice and fact
VoiceStep = tuple[datetime, Figure | None]
_SECOND = timedelta(seconds=1)
TOLL_TABLES = ("toll_carriers", "toll_figures", "toll_origins", "toll_clock", "toll_points", "toll_standing")


def refresh_toll(
    database: Database,
    changes: Iterable[tuple[Report | None, Report | None]],
    setting: StorySetting,
    known_at: str,
) -> None:
    """Brings the toll up to date after reports changed: pairs of a report before and after, None where there is none.

    To be called when table reports holds the new state. `known_at`, never earlier than at the last call, is when the
    store learned it, as `store.moments.to_text` writes it. The setting must be the one by which all reports so far
    were taken in; for another one, all tables of TOLL_TABLES are to be emptied first. Reports of statements and
    happenings are passed over.
    """
    gone: dict[Kind, list[Carrier]] = {}
    come: dict[Kind, list[Carrier]] = {}
    for before, after in changes:
        one, other = _carrier(before, setting), _carrier(after, setting)
        if one is not None and one != other:
            gone.setdefault(before.claim.kind, []).append(one)  # type: ignore[union-attr]
        if other is not None and one != other:
            come.setdefault(after.claim.kind, []).append(other)  # type: ignore[union-attr]
    for kind in sorted(gone.keys() | come.keys()):
        _Refresh(database.conn, kind, setting, known_at).take_in(gone.get(kind, []), come.get(kind, []))


def _carrier(report: Report | None, setting: StorySetting) -> Carrier | None:
    """The run of one report as rows can hold it."""
    if report is None or not isinstance(report.evidence, Claim):
        return None
    carrier = carrier_of(report, setting.official, setting.context)
    if carrier is None:
        return None
    voice = carrier.first.voice
    voice = replace(
        voice,
        key=storable(voice.key),
        label=storable(voice.label),
        party=Party.ATTACKERS if carrier.first.is_party else None,
    )
    return replace(
        carrier,
        first=replace(carrier.first, voice=voice, fact_key=storable(carrier.first.fact_key)),
        publisher=storable(carrier.publisher),
        origin=storable(carrier.origin),
    )


@dataclass(slots=True)
class _Moved:
    """What became of the runs of one figure or of one origin's fact, and whether any of them lost a report."""

    gone: list[Carrier] = field(default_factory=list)
    come: list[Carrier] = field(default_factory=list)
    has_lost: bool = False

    def add(self, other: _Moved) -> None:
        self.gone += other.gone
        self.come += other.come
        self.has_lost |= other.has_lost


class _Refresh:
    """One article's effect on the toll of one kind."""

    def __init__(self, connection: sqlite3.Connection, kind: Kind, setting: StorySetting, known_at: str) -> None:
        self._connection, self._kind, self._setting, self._known_at = connection, kind, setting, known_at
        self._stretch = Stretch()
        self._stood_until: dict[str, datetime | None] = {}
        self._recount: dict[FigureKey, datetime] = {}  # from when on a figure's counts may differ

    def take_in(self, gone: Sequence[Carrier], come: Sequence[Carrier]) -> None:
        """Brings everything up to date after these reports (runs of one report each) went and came."""
        figures: dict[FigureKey, _Moved] = {}
        origins: dict[tuple[str, str], _Moved] = {}
        for key in sorted({carrier.key for carrier in (*gone, *come)}):
            its_gone = [carrier for carrier in gone if carrier.key == key]
            its_come = [carrier for carrier in come if carrier.key == key]
            moved = self._move_runs(its_gone, its_come)
            if not moved.gone and not moved.come:
                continue
            fact_key, voice_key, _, origin = key
            figures.setdefault((voice_key, fact_key), _Moved()).add(moved)
            if not (its_gone or its_come)[0].first.is_party:
                origins.setdefault((fact_key, origin), _Moved()).add(moved)
        standing = self._move_figures(figures)
        refresh_standing(self._connection, self._kind, standing, self._recount, self._known_at)
        self._move_origins(origins, gone, come)
        refresh_points(self._connection, self._kind, self._stretch, self._recount, self._known_at)

    # carriers

    def _move_runs(self, gone: Sequence[Carrier], come: Sequence[Carrier]) -> _Moved:
        """Lets reports of one carrier go and come. Returns the runs that went for it and came."""
        place = (gone or come)[0]
        before = carriers_where(
            self._connection,
            "kind = ? AND fact_key = ? AND voice_key = ? AND publisher = ? AND origin_key = ?",
            (self._kind.value, *place.key),
        )
        kept: list[Carrier] = []
        read_anew: list[Carrier] = []
        for run in before:
            lost = sum(run.start <= report.start <= run.last for report in gone)
            if not lost:
                kept.append(run)
            elif lost < run.reports:
                read_anew += self._reports_of(run)
                come = [report for report in come if not run.start <= report.start <= run.last]
        after = list(joined([*kept, *read_anew, *come]))
        moved = _Moved(
            [run for run in before if run not in after], [run for run in after if run not in before], bool(gone)
        )
        starts = {run.start for run in moved.come}
        for run in moved.gone:
            if run.start not in starts:
                delete_carrier(self._connection, self._kind, run)
        for run in moved.come:
            save_carrier(self._connection, self._kind, run)
        moment = _first_difference(
            merged_spans((run.start, run.until) for run in before),
            merged_spans((run.start, run.until) for run in after),
        )
        if moment is not None:
            figure_key = place.first.voice.key, place.first.fact_key
            self._recount[figure_key] = min(moment, self._recount.get(figure_key, moment))
        return moved

    def _reports_of(self, run: Carrier) -> list[Carrier]:
        """The reports that a run of several has now."""
        fact_key, _, publisher, _ = run.key
        reports = reports_of(
            self._connection,
            "facts.key = ? AND reports.publisher = ? AND reports.known_until IS NULL AND reports.at BETWEEN ? AND ?",
            (fact_key, publisher, to_text(run.start), to_text(run.last)),
        )
        carriers = [_carrier(report, self._setting) for report in reports]
        return [carrier for carrier in carriers if carrier is not None and carrier.key == run.key]

    # the last day

    def _move_origins(
        self, moved: dict[tuple[str, str], _Moved], gone: Sequence[Carrier], come: Sequence[Carrier]
    ) -> None:
        """Brings the runs of origins and the clock up to date."""
        before = {key: self._origins(key) for key in moved}
        ended = {run: self._end(run) for runs in before.values() for run in runs}
        ticks = self._move_clock(gone, come)
        for key, its in moved.items():
            after = self._runs_after(key, before[key], its)
            toll_rows.save_origins(self._connection, self._kind, before[key], after)
            self._compare(before[key], after, ended)
        for tick in ticks:
            self._drop_at(tick, ticks)

    def _origins(self, key: tuple[str, str]) -> list[OriginRun]:
        return toll_rows.origins_where(
            self._connection, "kind = ? AND fact_key = ? AND origin_key = ?", (self._kind.value, *key)
        )

    def _runs_after(self, key: tuple[str, str], before: Sequence[OriginRun], moved: _Moved) -> list[OriginRun]:
        """The runs of an origin and fact after carriers of it moved."""
        kept: list[OriginRun] = []
        read_anew: list[Carrier] = []
        for run in before:
            if moved.has_lost and any(run.start <= carrier.start <= run.last for carrier in moved.gone):
                read_anew += carriers_where(
                    self._connection,
                    "kind = ? AND fact_key = ? AND origin_key = ? AND start_at BETWEEN ? AND ? AND NOT is_party",
                    (self._kind.value, *key, to_text(run.start), to_text(run.last)),
                )
            else:
                kept.append(run)
        return list(joined_origins([*kept, *origin_runs([*read_anew, *moved.come])]))

    def _compare(
        self, before: Sequence[OriginRun], after: Sequence[OriginRun], ended: dict[OriginRun, datetime | None]
    ) -> None:
        """Notes over which time an origin counts that didn't, or the other way round."""
        was = {run.start: run for run in before}
        for run in after:
            one = was.pop(run.start, None)
            if one is None:
                self._gain(run.fact_key, run.start, self._end(run))
            elif one != run:
                end, end_before = self._end(run), ended[one]
                if end_before is not None and (end is None or end > end_before):
                    self._gain(run.fact_key, end_before, end)
                elif end is not None and end != end_before:
                    self._lose(run.fact_key, end, end_before)
        for run in was.values():
            self._lose(run.fact_key, run.start, ended[run])

    def _gain(self, fact_key: str, start: datetime, end: datetime | None) -> None:
        """Notes that more origins carry a fact over this time: of no matter where it has the headline anyway."""
        if not self._has_headline(fact_key, start, end, throughout=True):
            self._add(fact_key, start, end)

    def _lose(self, fact_key: str, start: datetime, end: datetime | None) -> None:
        """Notes that fewer origins carry a fact over this time: of no matter where it doesn't have the headline."""
        if self._has_headline(fact_key, start, end, throughout=False):
            self._add(fact_key, start, end)

    def _add(self, fact_key: str, start: datetime, end: datetime | None) -> None:
        """Notes that a fact ranks otherwise over this time: of no matter when no voice stands by it any more."""
        if fact_key not in self._stood_until:
            self._stood_until[fact_key] = toll_rows.stood_until(self._connection, self._kind, fact_key)
        until = self._stood_until[fact_key]
        if until is None or start < until:
            self._stretch.add(start, end if until is None else min(end or until, until))

    def _has_headline(self, fact_key: str, start: datetime, end: datetime | None, *, throughout: bool) -> bool:
        """Whether a fact has the headline at any time from `start` to `end` (by the points), or all the time."""
        ours = "kind = ? AND known_until IS NULL"
        row = self._connection.execute(
            f"SELECT headline_fact_key FROM toll_points WHERE {ours} AND at <= ? ORDER BY at DESC LIMIT 1",  # noqa: S608
            (self._kind.value, to_text(start)),
        ).fetchone()
        if (row is not None and row[0] == fact_key) is not throughout:
            return not throughout
        other = "IS NOT" if throughout else "IS"
        found = self._connection.execute(
            f"SELECT 1 FROM toll_points WHERE {ours} AND at > ? AND at <= ? AND headline_fact_key {other} ? LIMIT 1",  # noqa: S608
            (self._kind.value, to_text(start), to_text(end) or toll_rows.FOREVER, fact_key),
        ).fetchone()
        return (found is None) is throughout

    def _end(self, run: OriginRun) -> datetime | None:
        """When a run counts no longer."""
        tick = toll_rows.clock_from(self._connection, self._kind, run.last + DAY)
        return run.end([] if tick is None else [tick])

    def _move_clock(self, gone: Sequence[Carrier], come: Sequence[Carrier]) -> dict[datetime, bool]:
        """Counts the reports at their moments. Returns those that came to the clock (True) or went from it (False)."""
        changes: Counter[datetime] = Counter()
        changes.update(carrier.start for carrier in come if not carrier.first.is_party)
        changes.subtract(carrier.start for carrier in gone if not carrier.first.is_party)
        return {
            at: change > 0
            for at, change in changes.items()
            if change and toll_rows.count_at_clock(self._connection, self._kind, to_text(at), change)
        }

    def _drop_at(self, tick: datetime, ticks: dict[datetime, bool]) -> None:
        """Notes until when it matters that a moment came to the clock or went: runs a day old drop out then."""
        before = toll_rows.clock_until(self._connection, self._kind, tick - _SECOND)
        while before in ticks:
            before = toll_rows.clock_until(self._connection, self._kind, before - _SECOND)
        after = toll_rows.clock_from(self._connection, self._kind, tick + _SECOND)
        while after in ticks:
            after = toll_rows.clock_from(self._connection, self._kind, after + _SECOND)
        dropped = self._connection.execute(
            "SELECT DISTINCT fact_key FROM toll_origins WHERE kind = ? AND last_at > ? AND last_at <= ?",
            (self._kind.value, "" if before is None else to_text(before - DAY), to_text(tick - DAY)),
        ).fetchall()
        for (fact_key,) in dropped:
            if ticks[tick]:
                self._lose(fact_key, tick, after)
            else:
                self._gain(fact_key, tick, after)

    # figures

    def _move_figures(self, moved: dict[FigureKey, _Moved]) -> dict[str, Figure | None]:
        """Brings figures up to date. Returns what stands now for each voice of which a figure changed."""
        changed: dict[FigureKey, tuple[Figure | None, Figure | None]] = {}
        for key, its in moved.items():
            before = toll_rows.figure_at(self._connection, self._kind, key)
            after = self._figure_after(key, before, its)
            if before != after:
                changed[key] = before, after
        standing = {}
        facts = {fact_key for _, fact_key in changed}
        since = toll_rows.first_reported(self._connection, self._kind, facts)
        for voice_key in {voice_key for voice_key, _ in changed}:
            its_changes = {fact: figures for (voice, fact), figures in changed.items() if voice == voice_key}
            standing[voice_key] = self._move_line(voice_key, its_changes)
        for fact_key, now in toll_rows.first_reported(self._connection, self._kind, facts).items():
            then = since.get(fact_key, now)
            if then != now:
                self._add(fact_key, min(then, now), None)
        return standing

    def _move_line(self, voice_key: str, changes: dict[str, tuple[Figure | None, Figure | None]]) -> Figure | None:
        """Puts figures of one voice in place of those before. Returns which stands now."""
        since = min(figure.first.time.best for pair in changes.values() for figure in pair if figure is not None)
        line = toll_rows.figures_of_voice(self._connection, self._kind, voice_key, since, changes.keys())
        steps_before = standing_steps(line.values())
        for fact_key, (before, after) in changes.items():
            toll_rows.save_figure(self._connection, self._kind, before, after, self._known_at)
            if after is None:
                del line[fact_key]
            else:
                line[fact_key] = after
        steps = standing_steps(line.values())
        self._compare_steps(steps_before, steps)
        return steps[-1][1] if steps else None

    def _figure_after(self, key: FigureKey, before: Figure | None, moved: _Moved) -> Figure | None:
        """A figure after carriers of it moved."""
        if before is not None and (not moved.has_lost or self._is_unharmed(key, before, moved)):
            first = min((before.first, *(run.first for run in moved.come)), key=lambda each: each.order)
            return Figure(first, merged_spans((*before.spans, *((run.start, run.until) for run in moved.come))))
        voice_key, fact_key = key
        carriers = carriers_where(
            self._connection,
            "kind = ? AND fact_key = ? AND voice_key = ?",
            (self._kind.value, fact_key, voice_key),
        )
        return next(figures_of(carriers), None)

    def _is_unharmed(self, key: FigureKey, figure: Figure, moved: _Moved) -> bool:
        """Whether a figure keeps its first report and stands all the time as before, though carriers of it went.

        That is so if one that still stands began no later than those did; else all of them must be read.
        """
        if len(figure.spans) > 1 or figure.spans[0][1] is not None:
            return False
        came = [run.first for run in moved.come]
        if any(run.first == figure.first for run in moved.gone) and figure.first not in came:
            return False
        voice_key, fact_key = key
        return (
            self._connection.execute(
                """
                SELECT 1 FROM toll_carriers
                WHERE kind = ? AND fact_key = ? AND voice_key = ? AND until_at IS NULL AND start_at <= ? LIMIT 1
                """,
                (self._kind.value, fact_key, voice_key, to_text(min(run.start for run in moved.gone))),
            ).fetchone()
            is not None
        )

    def _compare_steps(self, before: Sequence[VoiceStep], after: Sequence[VoiceStep]) -> None:
        """Notes over which time a voice's standing figure is another."""
        one = [(at, figure and figure.first) for at, figure in before]
        other = [(at, figure and figure.first) for at, figure in after]
        if one == other:
            return
        same_end = 0
        while same_end < min(len(one), len(other)) and one[-1 - same_end] == other[-1 - same_end]:
            same_end += 1
        end = one[-same_end][0] if same_end else None
        same_start = 0
        while same_start < min(len(one), len(other)) and one[same_start] == other[same_start]:
            same_start += 1
        starts = [steps[same_start][0] for steps in (one, other) if same_start < len(steps)]
        self._stretch.add(min(starts), end)


def _first_difference(one: Sequence[Span], other: Sequence[Span]) -> datetime | None:
    """The first moment that lies in the spans of one and not of the other; None if they are the same."""
    for (start, until), (other_start, other_until) in zip(one, other, strict=False):
        if start != other_start:
            return min(start, other_start)
        if until != other_until:
            return min(end for end in (until, other_until) if end is not None)
    further = one[len(other) :] or other[len(one) :]
    return further[0][0] if further else None
