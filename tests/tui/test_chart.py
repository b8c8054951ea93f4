"""The chart, cell by cell and as properties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from story import Kind, Party, Qualifier, SpeakerClass, StandingFigure, Toll, TollPoint
from tui.chart import draw_chart, point_at, shown_value
from tui.pens import PATTERNS, headline_pen, voice_pen
from tui.scale import LABEL_GAP, number_ticks, time_ticks

START = datetime(2031, 3, 4, 0, 0, tzinfo=UTC)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def standing(
    low: int,
    high: int | None,
    qualifier: Qualifier = Qualifier.EXACT,
    speaker_class: SpeakerClass = SpeakerClass.SECURITY_SOURCE,
    hours: float = 0,
    voice: str = "a voice",
    in_range: bool = True,
) -> StandingFigure:
    return StandingFigure(
        Kind.KILLED,
        voice,
        None,
        speaker_class,
        low,
        high,
        qualifier,
        Party.VICTIMS,
        "key",
        at(hours),
        "Outlet",
        1,
        1,
        False,
        in_range,
    )


def point(
    hours: float, headline: int | None, official: int | None = None, band: tuple[int, int] | None = None
) -> TollPoint:
    low, high = band or (headline, headline)
    return TollPoint(
        at(hours),
        low,
        high,
        False,
        None if headline is None else standing(headline, headline, hours=hours),
        None if official is None else standing(official, official, hours=hours, voice="the ministry"),
    )


def drawn(series: list[TollPoint], width: int = 30, height: int = 7, end: float = 10, **more: object) -> list[str]:
    drawing = draw_chart(series, None, width=width, height=height, zone=ZoneInfo("UTC"), end=at(end), **more)  # type: ignore[arg-type]
    assert drawing is not None
    return [line.rstrip() for line in drawing.text]


def test_a_rising_toll_is_a_step_with_corners() -> None:
    assert drawn([point(0, 5), point(5, 10)]) == [
        "10 ┤   ·   ·   ·┏━━━━━━━━━━━━━",
        "   │            ┃",
        " 5 ┤━━━━━━━━━━━━┛  ·   ·   ·",
        "   │",
        " 0 ┤",
        "   └┬──────────────┬──────────",
        "    Tue 4          06:00",
    ]


def test_a_correction_downwards_steps_down() -> None:
    lines = drawn([point(0, 10), point(5, 5)])
    assert "━┓" in lines[0]
    assert "┗━" in lines[2]
    assert lines[1].strip(" │") == "┃"


def test_the_official_line_is_drawn_over_the_headline() -> None:
    lines = drawn([point(0, 10), point(4, 10, official=10)])
    assert "━═" in lines[0]
    assert lines[0].endswith("═")


def test_before_the_first_figure_nothing_is_drawn() -> None:
    lines = drawn([point(0, None), point(5, 10)])
    assert "━" not in lines[0][:16]
    assert lines[0].endswith("━━━━")


def test_the_range_is_a_band_behind_the_lines() -> None:
    lines = drawn([point(0, 10, band=(5, 10)), point(5, 10, band=(5, 10))])
    assert lines[0].count("━") == 26
    assert "░░░" in lines[1]
    assert "░" not in lines[3]


def test_a_vague_figure_is_no_line() -> None:
    assert shown_value(standing(100, 999, Qualifier.VAGUE)) is None
    series = [TollPoint(at(0), None, None, False, standing(100, 999, Qualifier.VAGUE), None)]
    assert not any("━" in line for line in drawn(series))


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        (standing(77, 77), 77),
        (standing(70, None, Qualifier.OVER), 70),
        (standing(0, 200, Qualifier.UP_TO), 200),
        (standing(70, 80, Qualifier.RANGE), 75),
        (None, None),
    ],
)
def test_a_figure_stands_where_its_words_put_it(figure: StandingFigure | None, value: int | None) -> None:
    assert shown_value(figure) == value


def test_other_voices_get_light_lines_and_a_place_in_the_legend() -> None:
    series = [point(0, 10)]
    toll = Toll(
        Kind.KILLED,
        at(10),
        (
            series[0].headline,  # type: ignore[arg-type]
            standing(5, 5, speaker_class=SpeakerClass.DOCUMENT, hours=5, voice="a document"),
            standing(900, 900, speaker_class=SpeakerClass.ARMED_GROUP, hours=5, voice="a party", in_range=False),
        ),
        5,
        10,
        False,
        series[0].headline,
        None,
    )
    drawing = draw_chart(series, toll, width=40, height=9, zone=ZoneInfo("UTC"), end=at(10))
    assert drawing is not None
    assert any("┄┄┄" in line for line in drawing.text)
    assert ("┄┄┄", "document") in [(entry.sample, entry.name) for entry in drawing.legend]
    assert drawing.text[0].startswith("10 ")


def test_a_class_that_led_once_and_stands_beside_now_is_named_once() -> None:
    led = standing(8, 8, speaker_class=SpeakerClass.DOCUMENT, voice="a document")
    leads = standing(10, 10, hours=5)
    series = [TollPoint(at(0), 8, 8, False, led, None), TollPoint(at(5), 8, 10, False, leads, None)]
    toll = Toll(Kind.KILLED, at(10), (leads, led), 8, 10, False, leads, None)
    drawing = draw_chart(series, toll, width=40, height=9, zone=ZoneInfo("UTC"), end=at(10))
    assert drawing is not None
    assert [entry.name for entry in drawing.legend] == ["security source", "range", "document"]


def test_the_cursor_stands_in_its_column() -> None:
    lines = drawn([point(0, 10)], cursor=at(5))
    assert lines[1][17] == "│"
    assert lines[0][17] == "━"


def test_every_class_of_speaker_has_a_pattern_of_its_own_without_colour() -> None:
    official = {SpeakerClass.GOVERNMENT, SpeakerClass.ARMED_FORCES}
    patterns = [pattern for speaker_class, pattern in PATTERNS.items() if speaker_class not in official]
    assert set(PATTERNS) == set(SpeakerClass)
    assert len(set(patterns)) == len(patterns)
    assert headline_pen(SpeakerClass.MEDICAL).sample() != voice_pen(SpeakerClass.MEDICAL).sample()


def test_days_are_named_at_midnight_in_the_storys_zone() -> None:
    ticks = time_ticks(at(0), at(72), 60, ZoneInfo("Asia/Tokyo"))
    assert [tick.label for tick in ticks if not tick.label.endswith(":00")] == ["Wed 5", "Thu 6", "Fri 7"]
    first_midnight = next(tick for tick in ticks if tick.label == "Wed 5")
    assert first_midnight.cell == int(15 / 72 * 60)


def test_a_day_of_23_hours_still_begins_at_its_midnight() -> None:
    zone = ZoneInfo("Europe/Berlin")
    start = datetime(2031, 3, 29, 23, 0, tzinfo=UTC)
    ticks = time_ticks(start, start + timedelta(hours=47), 94, zone)
    days = [tick for tick in ticks if ":" not in tick.label]
    assert [(tick.label, tick.cell) for tick in days] == [("Sun 30", 0), ("Mon 31", 46)]


@given(highest=st.integers(0, 10**7), rows=st.integers(3, 60))
def test_number_ticks_are_round_and_reach_the_highest(highest: int, rows: int) -> None:
    ticks = number_ticks(highest, rows)
    assert ticks[0] == 0
    assert ticks[-1] >= highest
    assert len(ticks) <= max(2, rows)
    assert str(ticks[1]).rstrip("0") in {"1", "2", "5"}
    assert {after - before for before, after in pairwise(ticks)} == {ticks[1]}


@given(
    hours=st.floats(0.01, 24 * 400),
    width=st.integers(6, 220),
    zone=st.sampled_from(["UTC", "Asia/Kathmandu", "America/New_York"]),
)
def test_time_labels_never_overlap_nor_leave_the_axis(hours: float, width: int, zone: str) -> None:
    end = -1
    for tick in time_ticks(START, at(hours), width, ZoneInfo(zone)):
        assert tick.cell >= end
        end = tick.cell + len(tick.label) + LABEL_GAP
        assert tick.cell + len(tick.label) <= width


figures = st.one_of(st.none(), st.integers(0, 50_000))


@settings(max_examples=60, deadline=None)
@given(
    steps=st.lists(st.tuples(st.floats(0, 2_000), figures, figures), min_size=1, max_size=30),
    width=st.integers(1, 200),
    height=st.integers(1, 60),
    cursor=st.floats(0, 2_000),
)
def test_every_line_of_a_chart_has_the_width_it_was_given(
    steps: list[tuple[float, int | None, int | None]], width: int, height: int, cursor: float
) -> None:
    series = [point(hours, headline, official) for hours, headline, official in sorted(steps, key=lambda step: step[0])]
    drawing = draw_chart(
        series, None, width=width, height=height, zone=ZoneInfo("UTC"), end=at(1_000), cursor=at(cursor)
    )
    if drawing is None:
        return
    assert len(drawing.lines) == height
    assert {cell_len(line) for line in drawing.text} == {width}


@given(hours=st.floats(-5, 20))
def test_the_point_at_a_moment_is_the_last_before_it(hours: float) -> None:
    series = [point(0, 1), point(5, 2), point(5, 3), point(9, 4)]
    found = point_at(series, at(hours))
    before = [each for each in series if each.at <= at(hours)]
    assert found == (before[-1] if before else None)
