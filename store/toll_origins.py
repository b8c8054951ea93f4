"""The last day of reporting: which origins carried which fact when, and the clock by which they drop out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from store import toll_rows
from store.moments import to_text
from store.toll_effect import Effect, Moved
from store.toll_rows import carriers_where
from story import DAY, Carrier, OriginRun, joined_origins, origin_runs

_SECOND = timedelta(seconds=1)


def move_origins(
    effect: Effect, moved: Mapping[tuple[str, str], Moved], gone: Sequence[Carrier], come: Sequence[Carrier]
) -> None:
    """Brings the runs of origins (by fact and origin) and the clock up to date after reports went and came.

    The figures must be up to date, and the points not yet.
    """
    before = {key: _origins(effect, key) for key in moved}
    ended = {run: _end(effect, run) for runs in before.values() for run in runs}
    ticks = _move_clock(effect, gone, come)
    for key, its in moved.items():
        after = _runs_after(effect, key, before[key], its)
        toll_rows.save_origins(effect.connection, effect.kind, before[key], after)
        _compare(effect, before[key], after, ended)
    for tick in ticks:
        _drop_at(effect, tick, ticks)


def _origins(effect: Effect, key: tuple[str, str]) -> list[OriginRun]:
    return toll_rows.origins_where(
        effect.connection, "kind = ? AND fact_key = ? AND origin_key = ?", (effect.kind.value, *key)
    )


def _runs_after(effect: Effect, key: tuple[str, str], before: Sequence[OriginRun], moved: Moved) -> list[OriginRun]:
    """The runs of an origin and fact after carriers of it moved."""
    kept: list[OriginRun] = []
    read_anew: list[Carrier] = []
    for run in before:
        if moved.has_lost and any(run.start <= carrier.start <= run.last for carrier in moved.gone):
            read_anew += carriers_where(
                effect.connection,
                "kind = ? AND fact_key = ? AND origin_key = ? AND start_at BETWEEN ? AND ? AND NOT is_party",
                (effect.kind.value, *key, to_text(run.start), to_text(run.last)),
            )
        else:
            kept.append(run)
    return list(joined_origins([*kept, *origin_runs([*read_anew, *moved.come])]))


def _compare(
    effect: Effect, before: Sequence[OriginRun], after: Sequence[OriginRun], ended: dict[OriginRun, datetime | None]
) -> None:
    """Notes over which time an origin counts that didn't, or the other way round."""
    was = {run.start: run for run in before}
    for run in after:
        one = was.pop(run.start, None)
        if one is None:
            effect.gain(run.fact_key, run.start, _end(effect, run))
        elif one != run:
            end, end_before = _end(effect, run), ended[one]
            if end_before is not None and (end is None or end > end_before):
                effect.gain(run.fact_key, end_before, end)
            elif end is not None and end != end_before:
                effect.lose(run.fact_key, end, end_before)
    for run in was.values():
        effect.lose(run.fact_key, run.start, ended[run])


def _end(effect: Effect, run: OriginRun) -> datetime | None:
    """When a run counts no longer."""
    return run.end(partial(toll_rows.clock_from, effect.connection, effect.kind))


def _move_clock(effect: Effect, gone: Sequence[Carrier], come: Sequence[Carrier]) -> dict[datetime, bool]:
    """Counts the reports at their moments. Returns those that came to the clock (True) or went from it (False)."""
    changes: Counter[datetime] = Counter()
    changes.update(carrier.start for carrier in come if not carrier.first.is_party)
    changes.subtract(carrier.start for carrier in gone if not carrier.first.is_party)
    return {
        at: change > 0
        for at, change in changes.items()
        if change and toll_rows.count_at_clock(effect.connection, effect.kind, to_text(at), change)
    }


def _drop_at(effect: Effect, tick: datetime, ticks: dict[datetime, bool]) -> None:
    """Notes until when it matters that a moment came to the clock or went: runs a day old drop out then."""
    before = toll_rows.clock_until(effect.connection, effect.kind, tick - _SECOND)
    while before in ticks:
        before = toll_rows.clock_until(effect.connection, effect.kind, before - _SECOND)
    after = toll_rows.clock_from(effect.connection, effect.kind, tick + _SECOND)
    while after in ticks:
        after = toll_rows.clock_from(effect.connection, effect.kind, after + _SECOND)
    dropped = effect.connection.execute(
        "SELECT DISTINCT fact_key FROM toll_origins WHERE kind = ? AND last_at > ? AND last_at <= ?",
        (effect.kind.value, "" if before is None else to_text(before - DAY), to_text(tick - DAY)),
    ).fetchall()
    for (fact_key,) in dropped:
        if ticks[tick]:
            effect.lose(fact_key, tick, after)
        else:
            effect.gain(fact_key, tick, after)
