"""What the toll is worked out from, as rows: carriers, figures, runs of origins, and the clock of reports.

The rules are in `story`; docs/toll.md has them in words. All of it follows from the table reports and holds the present
state, but for figures, which are versions.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from store.moments import from_text, to_text
from story import (
    Carrier,
    Figure,
    FirstReport,
    Kind,
    OriginRun,
    Party,
    Qualifier,
    Span,
    SpeakerClass,
    TimeInterval,
    Voice,
)

if TYPE_CHECKING:
    import sqlite3

_FIRST = (
    "voice, is_official, is_party, low, high, qualifier, speaker, speaker_class, not_before, not_after, basis, outlet, "
    "article_id, claim_id"
)
_CARRIERS = f"""
SELECT fact_key, voice_key, start_at, {_FIRST}, publisher, origin_key, last_at, until_at, reports FROM toll_carriers
"""  # noqa: S608 the columns are ours
_FIRST_WIDTH = 3 + 14  # columns of a first report with its fact, voice and time
FIGURE_COLUMNS = ", ".join(
    f"toll_figures.{column}" for column in ("fact_key", "voice_key", "since", *_FIRST.split(", "), "spans")
)


FigureKey = tuple[str, str]  # voice and fact
FOREVER = "9999-12-31T23:59:59Z"  # sorts after every moment


def moment(text: Any) -> datetime:
    """A moment that a column NOT NULL holds."""
    return from_text(str(text))


def _first_of(row: tuple[Any, ...]) -> FirstReport:
    party = Party.ATTACKERS if row[5] else None
    return FirstReport(
        voice=Voice(row[1], row[3], bool(row[4]), party),
        fact_key=row[0],
        low=row[6],
        high=row[7],
        qualifier=Qualifier(row[8]),
        speaker=row[9],
        speaker_class=SpeakerClass(row[10]),
        time=TimeInterval(from_text(row[11]), moment(row[12]), moment(row[2]), row[13]),
        outlet=row[14],
        article_id=row[15],
        claim_id=row[16],
    )


def _first_columns(first: FirstReport) -> tuple[Any, ...]:
    return (
        first.voice.label,
        int(first.voice.is_official),
        int(first.is_party),
        first.low,
        first.high,
        first.qualifier.value,
        first.speaker,
        first.speaker_class.value,
        to_text(first.time.not_before),
        to_text(first.time.not_after),
        first.time.basis,
        first.outlet,
        first.article_id,
        first.claim_id,
    )


# carriers


def carriers_where(connection: sqlite3.Connection, condition: str, parameters: Iterable[Any]) -> list[Carrier]:
    """The carriers that meet a condition over table toll_carriers."""
    return [
        Carrier(
            _first_of(row[:_FIRST_WIDTH]),
            row[-5],
            row[-4],
            last=moment(row[-3]),
            until=from_text(row[-2]),
            reports=row[-1],
        )
        for row in connection.execute(f"{_CARRIERS} WHERE {condition}", tuple(parameters)).fetchall()
    ]


def save_carrier(connection: sqlite3.Connection, kind: Kind, carrier: Carrier) -> None:
    """Adds a run, or puts it in the place of the one that starts at the same time."""
    connection.execute(
        f"""
        INSERT OR REPLACE INTO toll_carriers (kind, fact_key, voice_key, publisher, origin_key, start_at, last_at,
            until_at, reports, {_FIRST})
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, {", ".join("?" * 14)})
        """,  # noqa: S608 the columns are ours
        (
            *carrier_place(kind, carrier),
            to_text(carrier.last),
            to_text(carrier.until),
            carrier.reports,
            *_first_columns(carrier.first),
        ),
    )


def delete_carrier(connection: sqlite3.Connection, kind: Kind, carrier: Carrier) -> None:
    """Drops a run."""
    connection.execute(
        """
        DELETE FROM toll_carriers
        WHERE kind = ? AND fact_key = ? AND voice_key = ? AND publisher = ? AND origin_key = ? AND start_at = ?
        """,
        carrier_place(kind, carrier),
    )


def carrier_place(kind: Kind, carrier: Carrier) -> tuple[Any, ...]:
    """The key of a run's row."""
    return (kind.value, *carrier.key, to_text(carrier.start))


def counts_at(connection: sqlite3.Connection, kind: Kind, figure_key: FigureKey, at: str) -> tuple[int, int]:
    """How many publishers and origins carried a figure (voice and fact) at a moment."""
    voice_key, fact_key = figure_key
    outlets, origins = connection.execute(
        """
        SELECT count(DISTINCT publisher), count(DISTINCT origin_key) FROM toll_carriers
        WHERE kind = ? AND fact_key = ? AND voice_key = ? AND start_at <= ? AND (until_at IS NULL OR until_at > ?)
        """,
        (kind.value, fact_key, voice_key, at, at),
    ).fetchone()
    return outlets, origins


# figures


@lru_cache(maxsize=4096)
def figure_of(row: tuple[Any, ...]) -> Figure:
    """The figure of a row of FIGURE_COLUMNS. Those that stand are read at every save, and again for every series."""
    first = _first_of(row[:_FIRST_WIDTH])
    if row[_FIRST_WIDTH] is None:
        return Figure(first, ((first.time.best, None),))
    spans: list[Span] = [(moment(start), from_text(until)) for start, until in json.loads(row[_FIRST_WIDTH])]
    return Figure(first, tuple(spans))


def figures_of_voice(
    connection: sqlite3.Connection,
    kind: Kind,
    voice_key: str,
    at: datetime,
    moving: Container[str] = (),
    until: datetime | None = None,
) -> dict[str, Figure]:
    """A voice's figures, by fact, as far as they matter at a moment or later, `until` another.

    Of those first reported until then, the ones before the last exact number that stands for good are of no matter;
    figures of facts that are `moving` are not trusted to stand.
    """
    ours = "kind = ? AND voice_key = ? AND known_until IS NULL"
    figures: dict[str, Figure] = {}
    for order, bounds in (
        ("since > ? AND since <= ? ORDER BY since", (to_text(at), to_text(until) or FOREVER)),
        ("since <= ? ORDER BY since DESC", (to_text(at),)),
    ):
        cursor = connection.execute(
            f"SELECT {FIGURE_COLUMNS} FROM toll_figures WHERE {ours} AND {order}",  # noqa: S608 the columns are ours
            (kind.value, voice_key, *bounds),
        )
        last: str | None = None  # when the number was first reported behind which nothing matters
        for row in cursor:
            if last is not None and row[2] < last:
                break
            figure = figures[row[0]] = figure_of(row)
            if last is None and row[2] <= to_text(at) and row[0] not in moving:
                last = row[2] if row[_FIRST_WIDTH] is None and figure.is_exact else None
        cursor.close()
    return figures


def stood_until(connection: sqlite3.Connection, kind: Kind, fact_key: str) -> datetime | None:
    """A moment from which on no voice but a party's stands by a fact; None if one may for good.

    A voice has done with a fact when it gives an exact number that then stands for good.
    """
    figures, done, until = connection.execute(
        """
        SELECT count(*), count(until), max(until) FROM (
            SELECT (
                SELECT next.since FROM toll_figures AS next
                WHERE next.kind = given.kind AND next.voice_key = given.voice_key AND next.known_until IS NULL
                    AND next.since > given.since AND next.spans IS NULL
                    AND next.qualifier = 'exact' AND next.low = next.high
                ORDER BY next.since LIMIT 1
            ) AS until
            FROM toll_figures AS given
            WHERE given.kind = ? AND given.fact_key = ? AND given.known_until IS NULL AND NOT given.is_party
        )
        """,
        (kind.value, fact_key),
    ).fetchone()
    return moment(until) if figures and done == figures else None


def figure_at(connection: sqlite3.Connection, kind: Kind, figure_key: FigureKey) -> Figure | None:
    """One figure, by voice and fact."""
    row = connection.execute(
        f"""
        SELECT {FIGURE_COLUMNS} FROM toll_figures
        WHERE kind = ? AND voice_key = ? AND fact_key = ? AND known_until IS NULL
        """,  # noqa: S608 the columns are ours
        (kind.value, *figure_key),
    ).fetchone()
    return None if row is None else figure_of(row)


def save_figure(
    connection: sqlite3.Connection, kind: Kind, before: Figure | None, after: Figure | None, known_at: str
) -> None:
    """Makes a figure what it is now. What others see of it, its first report, is kept as versions."""
    key = (kind.value, *(after or before).key)  # type: ignore[union-attr]
    if before is not None and after is not None and before.first == after.first:
        connection.execute(
            """
            UPDATE toll_figures SET spans = ?, changed_at = ?
            WHERE kind = ? AND voice_key = ? AND fact_key = ? AND known_until IS NULL
            """,
            (*_span_columns(after), *key),
        )
        return
    if before is not None:
        end_version(connection, "toll_figures", "kind = ? AND voice_key = ? AND fact_key = ?", key, known_at)
    if after is not None:
        connection.execute(
            f"""
            INSERT INTO toll_figures (kind, voice_key, fact_key, known_from, since, spans, changed_at, {_FIRST})
            VALUES (?, ?, ?, ?, ?, ?, ?, {", ".join("?" * 14)})
            """,  # noqa: S608 the columns are ours
            (*key, known_at, to_text(after.first.time.best), *_span_columns(after), *_first_columns(after.first)),
        )


def _span_columns(figure: Figure) -> tuple[str | None, str]:
    """The spans as JSON, None if it stands for good since its first report; and when the figure last came or went."""
    spans = [(to_text(start), to_text(until)) for start, until in figure.spans]
    start, until = spans[-1]
    return None if len(spans) == 1 and until is None else json.dumps(spans), until or start


def end_version(
    connection: sqlite3.Connection, table: str, condition: str, parameters: tuple[Any, ...], known_at: str
) -> None:
    """Ends the version that holds; one that began at the same moment never held, and goes."""
    connection.execute(
        f"DELETE FROM {table} WHERE {condition} AND known_until IS NULL AND known_from >= ?",  # noqa: S608
        (*parameters, known_at),
    )
    connection.execute(
        f"UPDATE {table} SET known_until = ? WHERE {condition} AND known_until IS NULL",  # noqa: S608 ours
        (known_at, *parameters),
    )


def first_reported(connection: sqlite3.Connection, kind: Kind, fact_keys: Iterable[str]) -> dict[str, datetime]:
    """When each of these facts was first reported by a voice that is no party."""
    found = connection.execute(
        """
        SELECT fact_key, min(since) FROM toll_figures
        WHERE kind = ? AND fact_key IN (SELECT value FROM json_each(?)) AND known_until IS NULL AND NOT is_party
        GROUP BY fact_key
        """,
        (kind.value, json.dumps(list(fact_keys))),
    ).fetchall()
    return {fact_key: moment(since) for fact_key, since in found}


def is_given_by_authorities(connection: sqlite3.Connection, kind: Kind, fact_key: str) -> bool:
    """Whether the authorities are among those who ever gave a fact."""
    return _has_figures(connection, kind, fact_key, "is_official LIMIT 1")


def has_many_voices(connection: sqlite3.Connection, kind: Kind, fact_key: str) -> bool:
    """Whether more than one voice that is no party ever gave a fact."""
    return _has_figures(connection, kind, fact_key, "TRUE LIMIT 1 OFFSET 1")


def _has_figures(connection: sqlite3.Connection, kind: Kind, fact_key: str, which: str) -> bool:
    found = connection.execute(
        f"""
        SELECT 1 FROM toll_figures
        WHERE kind = ? AND fact_key = ? AND known_until IS NULL AND NOT is_party AND {which}
        """,  # noqa: S608 the callers' own words
        (kind.value, fact_key),
    ).fetchone()
    return found is not None


# origins


def origins_where(connection: sqlite3.Connection, condition: str, parameters: Iterable[Any]) -> list[OriginRun]:
    """The runs of origins that meet a condition over table toll_origins."""
    found = connection.execute(
        f"SELECT fact_key, origin_key, start_at, last_at, until_at FROM toll_origins WHERE {condition}",  # noqa: S608
        tuple(parameters),
    ).fetchall()
    return [OriginRun(row[0], row[1], moment(row[2]), moment(row[3]), from_text(row[4])) for row in found]


def save_origins(
    connection: sqlite3.Connection, kind: Kind, before: Iterable[OriginRun], after: Iterable[OriginRun]
) -> None:
    """Puts runs in the place of those before."""
    gone, come = set(before), set(after)
    for run in gone - come:
        connection.execute(
            "DELETE FROM toll_origins WHERE kind = ? AND fact_key = ? AND origin_key = ? AND start_at = ?",
            (kind.value, run.fact_key, run.origin, to_text(run.start)),
        )
    for run in come - gone:
        connection.execute(
            """
            INSERT INTO toll_origins (kind, fact_key, origin_key, start_at, last_at, until_at) VALUES (?, ?, ?, ?, ?, ?)
            """,
            (kind.value, run.fact_key, run.origin, to_text(run.start), to_text(run.last), to_text(run.until)),
        )


# the clock


def count_at_clock(connection: sqlite3.Connection, kind: Kind, at: str, change: int) -> bool:
    """Counts reports of a moment. Returns whether the moment came to the clock or went from it."""
    row = connection.execute("SELECT reports FROM toll_clock WHERE kind = ? AND at = ?", (kind.value, at)).fetchone()
    reports = (row[0] if row else 0) + change
    if reports > 0:
        connection.execute(
            "INSERT OR REPLACE INTO toll_clock (kind, at, reports) VALUES (?, ?, ?)", (kind.value, at, reports)
        )
    else:
        connection.execute("DELETE FROM toll_clock WHERE kind = ? AND at = ?", (kind.value, at))
    return (row is not None) != (reports > 0)


def clock_from(connection: sqlite3.Connection, kind: Kind, at: datetime) -> datetime | None:
    """The first moment of the clock that isn't before this one."""
    row = connection.execute(
        "SELECT at FROM toll_clock WHERE kind = ? AND at >= ? ORDER BY at LIMIT 1", (kind.value, to_text(at))
    ).fetchone()
    return None if row is None else moment(row[0])


def clock_until(connection: sqlite3.Connection, kind: Kind, at: datetime | None) -> datetime | None:
    """The last moment of the clock that isn't after this one; its last one for None."""
    row = connection.execute(
        "SELECT at FROM toll_clock WHERE kind = ? AND at <= ? ORDER BY at DESC LIMIT 1",
        (kind.value, to_text(at) or FOREVER),
    ).fetchone()
    return None if row is None else moment(row[0])
