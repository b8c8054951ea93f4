"""The toll and its series as readers ask for them: as of any moment, by index."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from store.knowledge import HELD
from store.moments import from_text, to_text
from store.toll_rows import FIGURE_COLUMNS, figure_of
from story import Figure, Kind, StandingFigure, Step, Toll, TollPoint

if TYPE_CHECKING:
    import sqlite3

# From voice to voice, and of each the version that held: however many versions there are, each voice costs two looks.
_VOICES = """
WITH RECURSIVE voices (voice_key) AS (
    SELECT min(voice_key) FROM toll_standing WHERE kind = :kind
    UNION ALL
    SELECT (SELECT min(later.voice_key) FROM toll_standing AS later
            WHERE later.kind = :kind AND later.voice_key > voices.voice_key)
    FROM voices WHERE voices.voice_key IS NOT NULL
)
"""
_STANDING_THEN = """
voices
CROSS JOIN toll_standing ON toll_standing.kind = :kind AND toll_standing.voice_key = voices.voice_key
    AND toll_standing.known_from = (
        SELECT max(known_from) FROM toll_standing AS version
        WHERE version.kind = :kind AND version.voice_key = voices.voice_key AND version.known_from <= :as_of
    )
"""
_STOOD = "toll_standing.known_until IS NULL OR toll_standing.known_until > :as_of"
_STANDING = f"""
{_VOICES}
SELECT toll_standing.outlets, toll_standing.origins, {FIGURE_COLUMNS}
FROM {_STANDING_THEN}
CROSS JOIN toll_figures ON toll_figures.kind = :kind AND toll_figures.voice_key = voices.voice_key
    AND toll_figures.fact_key = toll_standing.fact_key
    AND toll_figures.known_from <= :as_of
    AND (toll_figures.known_until IS NULL OR toll_figures.known_until > :as_of)
WHERE {_STOOD}
"""  # noqa: S608 the columns are ours
_CARRIED = f"{_VOICES} SELECT sum(toll_standing.outlets) FROM {_STANDING_THEN} WHERE {_STOOD}"  # noqa: S608
_CARRIED_NOW = "SELECT sum(outlets) FROM toll_standing WHERE kind = :kind AND known_until IS NULL"
_FIGURES = f"""
SELECT {FIGURE_COLUMNS} FROM (
    SELECT DISTINCT value ->> 0 AS voice_key, value ->> 1 AS fact_key FROM json_each(:keys)
) AS wanted
CROSS JOIN toll_figures ON toll_figures.kind = :kind AND toll_figures.voice_key = wanted.voice_key
    AND toll_figures.fact_key = wanted.fact_key AND {HELD}
"""  # noqa: S608 the columns are ours
_POINTS = f"""
SELECT at, range_low, range_high, range_is_open, headline_voice_key, headline_fact_key, headline_outlets,
    headline_origins, official_voice_key, official_fact_key, official_outlets, official_origins
FROM toll_points WHERE kind = :kind AND at <= :as_of AND {HELD}
"""  # noqa: S608 the columns are ours
_LAST_POINT = f"{_POINTS} ORDER BY at DESC LIMIT 1"
_SERIES = f"{_POINTS} ORDER BY at"


def read_kinds(connection: sqlite3.Connection, as_of: datetime | None) -> list[Kind]:
    """The kinds of which figures stand, now or as was known at a moment, those that most outlets carry first."""
    statement = _CARRIED_NOW if as_of is None else _CARRIED
    carried = {
        kind: connection.execute(statement, {"kind": kind.value, "as_of": to_text(as_of)}).fetchone()[0]
        for kind in Kind
    }
    return sorted((kind for kind, outlets in carried.items() if outlets), key=lambda kind: (-carried[kind], kind))


def read_toll(connection: sqlite3.Connection, kind: Kind, as_of: datetime) -> Toll:
    """The toll of one kind as it was known at a moment. To be called inside a transaction."""
    moment = {"kind": kind.value, "as_of": to_text(as_of)}
    carried: dict[tuple[str | None, str | None], tuple[Figure, int, int]] = {}
    for outlets, origins, *row in connection.execute(_STANDING, moment).fetchall():
        figure = figure_of(tuple(row))
        carried[figure.key] = figure, outlets, origins
    point = connection.execute(_LAST_POINT, moment).fetchone() or (None,) * 12
    low, high, is_open, headline_voice, headline_fact, _, _, official_voice, official_fact, _, _ = point[1:]
    headline = carried.get((headline_voice, headline_fact))
    step = Step(headline=headline[0] if headline is not None else None)
    views = {
        key: figure.view(kind, outlets, origins, in_range=step.has_in_range(figure))
        for key, (figure, outlets, origins) in sorted(
            carried.items(), key=lambda item: (item[1][0].first.order, item[0]), reverse=True
        )
    }
    return Toll(
        kind,
        as_of,
        tuple(views.values()),
        low,
        high,
        bool(is_open),
        views.get((headline_voice, headline_fact)),
        views.get((official_voice, official_fact)),
    )


def read_series(connection: sqlite3.Connection, kind: Kind, as_of: datetime) -> tuple[TollPoint, ...]:
    """How the toll of one kind came about, as it was known at a moment. To be called inside a transaction."""
    moment = {"kind": kind.value, "as_of": to_text(as_of)}
    rows = connection.execute(_SERIES, moment).fetchall()
    keys = {key for row in rows for key in (row[4:6], row[8:10]) if key[0] is not None}
    wanted = json.dumps([list(key) for key in keys])
    found = connection.execute(_FIGURES, {**moment, "keys": wanted}).fetchall()
    figures = {figure.key: figure for figure in map(figure_of, found)}
    views: dict[tuple[Any, ...], StandingFigure] = {}

    def view(step: Step, key: tuple[str, str], outlets: int, origins: int) -> StandingFigure | None:
        """A figure as others see it; points that show the same share one."""
        figure = figures.get(key)
        if figure is None:
            return None
        in_range = step.has_in_range(figure)
        known = views.get((key, outlets, origins, in_range))
        if known is None:
            known = figure.view(kind, outlets, origins, in_range=in_range)
            views[key, outlets, origins, in_range] = known
        return known

    points = []
    for at, low, high, is_open, *carried in rows:
        headline, official = (carried[0], carried[1]), (carried[4], carried[5])
        step = Step(headline=figures.get(headline))
        points.append(
            TollPoint(
                from_text(at),
                low,
                high,
                bool(is_open),
                view(step, headline, *carried[2:4]),
                view(step, official, *carried[6:8]),
            )
        )
    return tuple(points)
