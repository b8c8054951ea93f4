"""Every voice's standing figure as versions: which it was known to be, and how many carried it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import toll_rows
from store.toll_effect import Effect
from store.toll_rows import FOREVER
from story import Figure


def refresh_standing(effect: Effect, standing: Mapping[str, Figure | None]) -> None:
    """Makes these the voices' standing figures (None: no more), and counts anew who carries them."""
    connection, kind, recount, known_at = effect.connection, effect.kind, effect.recount, effect.known_at
    for voice_key in sorted(standing.keys() | {voice_key for voice_key, _ in recount}):
        before = connection.execute(
            """
            SELECT fact_key, outlets, origins FROM toll_standing
            WHERE kind = ? AND voice_key = ? AND known_until IS NULL
            """,
            (kind.value, voice_key),
        ).fetchone()
        fact_key = before[0] if before is not None else None
        if voice_key in standing:
            figure = standing[voice_key]
            fact_key = figure.first.fact_key if figure is not None else None
        after: tuple[Any, ...] | None = None
        if fact_key is not None:
            key = voice_key, fact_key
            is_known = before is not None and before[0] == fact_key and key not in recount
            after = before if is_known else (fact_key, *toll_rows.counts_at(connection, kind, key, FOREVER))
        if before == after:
            continue
        if before is not None:
            place = kind.value, voice_key
            toll_rows.end_version(connection, "toll_standing", "kind = ? AND voice_key = ?", place, known_at)
        if after is not None:
            connection.execute(
                """
                INSERT INTO toll_standing (kind, voice_key, known_from, fact_key, outlets, origins)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                (kind.value, voice_key, known_at, *after),
            )
