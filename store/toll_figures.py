"""The figures of voices: their first reports, when any article gave them, and which of a voice's stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from store import toll_rows
from store.moments import to_text
from store.toll_effect import Effect, Moved
from store.toll_rows import FigureKey, carriers_where
from story import Figure, figures_of, merged_spans, standing_steps

VoiceStep = tuple[datetime, Figure | None]


def move_figures(effect: Effect, moved: Mapping[FigureKey, Moved]) -> dict[str, Figure | None]:
    """Brings figures up to date. Returns what stands now for each voice of which a figure changed."""
    changed: dict[FigureKey, tuple[Figure | None, Figure | None]] = {}
    for key, its in moved.items():
        before = toll_rows.figure_at(effect.connection, effect.kind, key)
        after = _figure_after(effect, key, before, its)
        if before != after:
            changed[key] = before, after
    standing: dict[str, Figure | None] = {}
    if not changed:
        return standing
    facts = {fact_key for _, fact_key in changed}
    since = toll_rows.first_reported(effect.connection, effect.kind, facts)
    for voice_key in {voice_key for voice_key, _ in changed}:
        its_changes = {fact: figures for (voice, fact), figures in changed.items() if voice == voice_key}
        standing[voice_key] = _move_line(effect, voice_key, its_changes)
    for fact_key, now in toll_rows.first_reported(effect.connection, effect.kind, facts).items():
        effect.reported_first(fact_key, since.get(fact_key, now), now)
    for (_, fact_key), figures in changed.items():
        first_reports = [figure.first.time.best for figure in figures if figure is not None]
        if len(set(first_reports)) > 1:
            effect.named_otherwise(fact_key, min(first_reports))
    return standing


def _move_line(
    effect: Effect, voice_key: str, changes: dict[str, tuple[Figure | None, Figure | None]]
) -> Figure | None:
    """Puts figures of one voice in place of those before. Returns which stands now."""
    since = min(figure.first.time.best for pair in changes.values() for figure in pair if figure is not None)
    line = toll_rows.figures_of_voice(effect.connection, effect.kind, voice_key, since, changes.keys())
    steps_before = standing_steps(line.values())
    for fact_key, (before, after) in changes.items():
        toll_rows.save_figure(effect.connection, effect.kind, before, after, effect.known_at)
        if after is None:
            del line[fact_key]
        else:
            line[fact_key] = after
    steps = standing_steps(line.values())
    _compare_steps(effect, steps_before, steps)
    return steps[-1][1] if steps else None


def _figure_after(effect: Effect, key: FigureKey, before: Figure | None, moved: Moved) -> Figure | None:
    """A figure after carriers of it moved."""
    if before is not None and (not moved.has_lost or _is_unharmed(effect, key, before, moved)):
        first = min((before.first, *(run.first for run in moved.come)), key=lambda each: each.order)
        return Figure(first, merged_spans((*before.spans, *((run.start, run.until) for run in moved.come))))
    voice_key, fact_key = key
    carriers = carriers_where(
        effect.connection,
        "kind = ? AND fact_key = ? AND voice_key = ?",
        (effect.kind.value, fact_key, voice_key),
    )
    return next(figures_of(carriers), None)


def _is_unharmed(effect: Effect, key: FigureKey, figure: Figure, moved: Moved) -> bool:
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
        effect.connection.execute(
            """
            SELECT 1 FROM toll_carriers
            WHERE kind = ? AND fact_key = ? AND voice_key = ? AND until_at IS NULL AND start_at <= ? LIMIT 1
            """,
            (effect.kind.value, fact_key, voice_key, to_text(min(run.start for run in moved.gone))),
        ).fetchone()
        is not None
    )


def _compare_steps(effect: Effect, before: Sequence[VoiceStep], after: Sequence[VoiceStep]) -> None:
    """Notes over which time a voice's standing figure shows or ranks otherwise."""
    one, other = dict(before), dict(after)
    was = is_now = None
    since: datetime | None = None
    until: datetime | None = None
    for at in sorted(one.keys() | other.keys()):
        was, is_now = one.get(at, was), other.get(at, is_now)
        if _as_ranked(was) != _as_ranked(is_now):
            since, until = since or at, None
        elif since is not None and until is None:
            until = at
    if since is not None:
        effect.add(since, until)


def _as_ranked(figure: Figure | None) -> tuple[Any, ...] | None:
    """All that range, headline and official figure take from a voice's figure, but when others gave its fact."""
    if figure is None:
        return None
    first = figure.first
    said_at = first.time.best if first.voice.is_official else None
    return figure.key, first.weight, first.high, first.speaker is None, first.voice.is_official, first.is_party, said_at
