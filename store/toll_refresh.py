"""The toll kept up to date, one article's reports at a time.

A report changes its carrier, that perhaps its figure and its origin's run, and those perhaps the series over some
stretch of time. Each is looked at only where something moved, and the series worked out anew only for that stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from store.cleaning import storable
from store.moments import from_text, to_text
from store.report_rows import reports_of
from store.settings import StorySetting
from store.toll_effect import Effect, Moved
from store.toll_figures import move_figures
from store.toll_origins import move_origins
from store.toll_points import refresh_points
from store.toll_rows import FigureKey, carriers_where, delete_carrier, save_carrier
from store.toll_standing import refresh_standing
from story import Carrier, Claim, Kind, Party, Report, Span, carrier_of, goes_on, joined, merged_spans

if TYPE_CHECKING:
    from sqlite_utils import Database

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
        _take_in(Effect(database.conn, kind, known_at), gone.get(kind, []), come.get(kind, []), setting)


def _take_in(effect: Effect, gone: Sequence[Carrier], come: Sequence[Carrier], setting: StorySetting) -> None:
    """Brings everything up to date after these reports (runs of one report each) went and came."""
    figures: dict[FigureKey, Moved] = {}
    origins: dict[tuple[str, str], Moved] = {}
    for key in sorted({carrier.key for carrier in (*gone, *come)}):
        its_gone = [carrier for carrier in gone if carrier.key == key]
        its_come = [carrier for carrier in come if carrier.key == key]
        moved = _move_runs(effect, its_gone, its_come, setting)
        if not moved.gone and not moved.come:
            continue
        fact_key, voice_key, _, origin = key
        figures.setdefault((voice_key, fact_key), Moved()).add(moved)
        if not (its_gone or its_come)[0].first.is_party:
            origins.setdefault((fact_key, origin), Moved()).add(moved)
    standing = move_figures(effect, figures)
    refresh_standing(effect, standing)
    move_origins(effect, origins, gone, come)
    refresh_points(effect)


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


def _move_runs(effect: Effect, gone: Sequence[Carrier], come: Sequence[Carrier], setting: StorySetting) -> Moved:
    """Lets reports of one carrier go and come. Returns the runs that went for it and came."""
    place = (gone or come)[0]
    before = carriers_where(
        effect.connection,
        "kind = ? AND fact_key = ? AND voice_key = ? AND publisher = ? AND origin_key = ?",
        (effect.kind.value, *place.key),
    )
    kept: list[Carrier] = []
    read_anew: list[Carrier] = []
    for run in before:
        lost = [report for report in gone if run.start <= report.start <= run.last]
        if not lost:
            kept.append(run)
        elif _goes_on_without(effect, run, lost, come):
            kept.append(replace(run, reports=run.reports - len(lost)))
        elif len(lost) < run.reports:
            read_anew += _reports_of(effect, run, setting)
            come = [report for report in come if not run.start <= report.start <= run.last]
    after = list(joined([*kept, *read_anew, *come]))
    runs_gone = [run for run in before if run not in after]
    moved = Moved(runs_gone, [run for run in after if run not in before], bool(gone and runs_gone))
    starts = {run.start for run in moved.come}
    for run in moved.gone:
        if run.start not in starts:
            delete_carrier(effect.connection, effect.kind, run)
    for run in moved.come:
        save_carrier(effect.connection, effect.kind, run)
    moment = _first_difference(
        merged_spans((run.start, run.until) for run in before),
        merged_spans((run.start, run.until) for run in after),
    )
    if moment is not None:
        effect.carried_otherwise((place.first.voice.key, place.first.fact_key), moment)
    return moved


_OTHERS = """
FROM facts JOIN reports ON reports.fact_id = facts.id
WHERE facts.key = ? AND reports.publisher = ? AND reports.is_superseded = 0 AND reports.known_until IS NULL
    AND reports.voice_key = ? AND reports.origin_key = ?
"""


def _goes_on_without(effect: Effect, run: Carrier, lost: Sequence[Carrier], come: Sequence[Carrier]) -> bool:
    """Whether a run stays one from its start to its last report, and stands, though some in between went.

    Told from the neighbours of those alone: a publisher may have given the figure thousands of times. False where
    that doesn't tell.
    """
    fact_key, voice_key, publisher, origin = run.key
    ours = (fact_key, publisher, voice_key, origin)

    def found(what: str, condition: str, *moments: str) -> str | None:
        row = effect.connection.execute(f"SELECT {what} {_OTHERS} AND {condition}", (*ours, *moments)).fetchone()
        return row[0] if row else None

    come_again = {report.start for report in come}
    gone = [report for report in lost if report.start not in come_again]
    if run.until is not None or any(report.start == run.start for report in lost):
        return False
    if any(report.start == run.last for report in gone):
        return False
    first, last = to_text(run.start), to_text(run.last)
    if found("reports.at", "reports.at = ? AND reports.withdrawn_at IS NULL LIMIT 1", first) is None:
        return False
    for report in gone:
        at = to_text(report.start)
        before = found("reports.at", "reports.at >= ? AND reports.at <= ? ORDER BY reports.at DESC LIMIT 1", first, at)
        after = found("reports.at", "reports.at >= ? AND reports.at <= ? ORDER BY reports.at LIMIT 1", at, last)
        if before is None or after is None or not goes_on(from_text(before), None, from_text(after)):
            return False
    return True


def _reports_of(effect: Effect, run: Carrier, setting: StorySetting) -> list[Carrier]:
    """The reports that a run of several has now."""
    fact_key, _, publisher, _ = run.key
    reports = reports_of(
        effect.connection,
        "facts.key = ? AND reports.publisher = ? AND reports.known_until IS NULL AND reports.at BETWEEN ? AND ?",
        (fact_key, publisher, to_text(run.start), to_text(run.last)),
    )
    carriers = [_carrier(report, setting) for report in reports]
    return [carrier for carrier in carriers if carrier is not None and carrier.key == run.key]


def _first_difference(one: Sequence[Span], other: Sequence[Span]) -> datetime | None:
    """The first moment that lies in the spans of one and not of the other; None if they are the same."""
    for (start, until), (other_start, other_until) in zip(one, other, strict=False):
        if start != other_start:
            return min(start, other_start)
        if until != other_until:
            return min(end for end in (until, other_until) if end is not None)
    further = one[len(other) :] or other[len(one) :]
    return further[0][0] if further else None
