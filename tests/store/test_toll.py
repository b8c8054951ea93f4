"""The stored toll, brought up to date report by report, is the toll worked out from all reports known at a moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from store.moments import to_text
from store.schema.toll import TOLL
from store.settings import StorySetting
from store.toll_reading import read_series, read_toll
from store.toll_refresh import refresh_toll
from story import (
    Claim,
    Kind,
    Origin,
    Party,
    Qualifier,
    Report,
    SpeakerClass,
    StoryContext,
    StoryParty,
    TimeInterval,
    carrier_of,
    fact_key,
    toll,
    toll_series,
)

START = datetime(2024, 9, 17, 5, tzinfo=UTC)
CONTEXT = StoryContext("x", "y", START, parties=(StoryParty("JNIM", Party.ATTACKERS, ("Az-Zallaqa",)),))
SETTING = StorySetting(CONTEXT, frozenset({"Army site"}))
KINDS = (Kind.KILLED, Kind.INJURED)
SPEAKERS = [
    ("a security source", SpeakerClass.SECURITY_SOURCE),
    ("the General Staff", SpeakerClass.ARMED_FORCES),
    ("a hospital", SpeakerClass.MEDICAL),
    ("JNIM", SpeakerClass.ARMED_GROUP),
    ("Moussa", SpeakerClass.UNKNOWN),
    (None, SpeakerClass.UNKNOWN),
    (None, SpeakerClass.UNKNOWN),
]
AMOUNTS = [
    (20, 20, Qualifier.EXACT),
    (37, 37, Qualifier.EXACT),
    (77, 77, Qualifier.EXACT),
    (77, 77, Qualifier.ABOUT),
    (70, None, Qualifier.OVER),
    (20, 99, Qualifier.VAGUE),
    (0, 200, Qualifier.UP_TO),
]

ASKED_TABLES = (  # of the store's tables, what the toll asks
    "CREATE TABLE facts (id, key)",
    "CREATE TABLE reports (fact_id, publisher, voice_key, origin_key, at, withdrawn_at, is_superseded, known_until)",
)


def hours(number: float) -> datetime:
    return START + timedelta(hours=number)


@dataclass
class Desk:
    """A store's toll, and beside it the reports that it was told of."""

    connection: sqlite3.Connection = field(default_factory=lambda: sqlite3.connect(":memory:", isolation_level=None))
    reports: dict[tuple[int, str], Report] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for statement in (*TOLL, *ASKED_TABLES):
            self.connection.execute(statement)

    def change(self, now: datetime, changes: Sequence[tuple[tuple[int, str], Report | None]]) -> None:
        """Makes these the reports (None: no longer one), as known from now on."""
        pairs = []
        for key, after in changes:
            pairs.append((self.reports.pop(key, None), after))
            if after is not None:
                self.reports[key] = after
        self._fill_asked_tables()
        with patch("store.toll_refresh.reports_of", self._reports_of):
            refresh_toll(Database(self.connection), pairs, SETTING, to_text(now))

    def _fill_asked_tables(self) -> None:
        self.connection.execute("DELETE FROM facts")
        self.connection.execute("DELETE FROM reports")
        for number, report in enumerate(self.reports.values()):
            carrier = carrier_of(replace(report, is_superseded=False), SETTING.official, SETTING.context)
            if carrier is not None:
                voice_key, times = carrier.first.voice.key, (to_text(report.time.best), to_text(report.withdrawn_at))
                row = (number, report.publisher, voice_key, carrier.origin, *times, report.is_superseded)
                self.connection.execute("INSERT INTO facts VALUES (?, ?)", (number, report.fact_key))
                self.connection.execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", row)

    def _reports_of(self, _connection: object, _condition: str, parameters: tuple[str, ...]) -> list[Report]:
        key, publisher, start, last = parameters
        return [
            report
            for report in self.reports.values()
            if report.fact_key == key and report.publisher == publisher and start <= to_text(report.time.best) <= last
        ]

    def check(self, reports: Sequence[Report], now: datetime) -> None:
        for kind in KINDS:
            assert read_series(self.connection, kind, now) == toll_series(
                kind, reports, now, SETTING.official, SETTING.context
            )
            assert read_toll(self.connection, kind, now) == toll(kind, reports, now, SETTING.official, SETTING.context)


@st.composite
def one_report(draw: st.DrawFn, article_id: int, now: float) -> Report:
    low, high, qualifier = draw(st.sampled_from(AMOUNTS))
    source, speaker_class = draw(st.sampled_from(SPEAKERS))
    claim = Claim(
        draw(st.sampled_from([Kind.KILLED, Kind.KILLED, Kind.INJURED])),
        low,
        high,
        qualifier,
        *("", 0, 0, "", 0, 0),
        source=source,
        speaker_class=speaker_class,
        partial=draw(st.integers(0, 9)) == 0,
    )
    outlet = draw(st.sampled_from(["A", "B", "C", "Army site", "Az-Zallaqa"]))
    late = draw(st.sampled_from([0, 0, 0, 1, 2, 12, 23, 24, 25, 60]))
    best = hours(max(0.0, now - late))
    return Report(
        fact_key(claim),
        article_id,
        article_id,
        draw(st.integers(1, 3)),
        outlet,
        draw(st.sampled_from([outlet, "A"])),
        claim,
        TimeInterval(draw(st.none() | st.just(best)), hours(now), best, "published"),
        draw(st.sampled_from([Origin(outlet, "own"), Origin(outlet, "own"), Origin("AFP", "cites")])),
        is_superseded=draw(st.integers(0, 9)) == 0,
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_stored_toll_is_the_toll_of_the_reports_known_at_every_moment(data: st.DataObject) -> None:
    desk = Desk()
    now = 0.0
    known: dict[float, list[Report]] = {}
    for number in range(data.draw(st.integers(1, 25), label="changes")):
        now += data.draw(st.sampled_from([0, 0.5, 0.5, 1, 3, 12, 24, 40]), label="hours later")
        changes: dict[tuple[int, str], Report | None] = {}
        for _ in range(data.draw(st.integers(1, 3))):
            what = data.draw(st.sampled_from(["new", "new", "new", "withdraw", "remove", "replace"]), label="what")
            article_id, key = number, ""
            if what != "new" and desk.reports:
                article_id, key = data.draw(st.sampled_from(sorted(desk.reports)), label="whose")
            before = desk.reports.get((article_id, key))
            if before is None:
                report = data.draw(one_report(article_id, now))
                changes[article_id, report.fact_key] = report
            elif what == "remove":
                changes[article_id, key] = None
            elif what == "withdraw":
                changes[article_id, key] = replace(before, withdrawn_at=hours(now))
            else:
                again = data.draw(one_report(article_id, now))
                changes[article_id, key] = replace(again, fact_key=key, evidence=before.evidence)
        desk.change(hours(now), list(changes.items()))
        known[now] = list(desk.reports.values())
    for then, reports in known.items():
        desk.check(reports, hours(then))
