"""When to come back."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetchers import Revisits, article_interval, back_off, feed_interval, interval_after_edit, jittered

HOUR = 3600.0
SCHEDULE = (Revisits(6 * HOUR, 1200.0), Revisits(24 * HOUR, HOUR), Revisits(96 * HOUR, 4 * HOUR))
seconds = st.floats(0, 1e7)


def test_a_busy_feed_is_visited_more_often_and_a_quiet_one_less() -> None:
    busy = quiet = 600.0
    for _ in range(10):
        busy = feed_interval(busy, new_entries=2, fresh_for=None, floor=120.0, ceiling=900.0)
        quiet = feed_interval(quiet, new_entries=0, fresh_for=None, floor=120.0, ceiling=900.0)
    assert (busy, quiet) == (120.0, 900.0)


def test_more_news_brings_us_back_sooner() -> None:
    one, four = (feed_interval(800, new_entries=n, fresh_for=None, floor=1, ceiling=900) for n in (1, 4))
    assert four < one < 800


def test_the_servers_word_comes_before_ours() -> None:
    assert feed_interval(120.0, new_entries=9, fresh_for=3600.0, floor=120.0, ceiling=900.0) == 3600.0
    assert feed_interval(120.0, new_entries=9, fresh_for=0.0, floor=120.0, ceiling=900.0) == 120.0


@given(seconds, st.integers(0, 10**6), st.none() | st.floats(0, 18000))
def test_no_feed_is_visited_before_the_floor_or_its_freshness(previous: float, new: int, fresh: float | None) -> None:
    interval = feed_interval(previous, new_entries=new, fresh_for=fresh, floor=120.0, ceiling=900.0)
    assert max(120.0, fresh or 0.0) <= interval <= max(900.0, fresh or 0.0)


@given(st.integers(-5, 10**9))
def test_failures_back_off_to_the_ceiling_and_never_overflow(failures: int) -> None:
    assert 60.0 <= back_off(failures, floor=60.0, ceiling=3600.0) <= 3600.0
    assert back_off(failures, floor=60.0, ceiling=3600.0) <= back_off(failures + 1, floor=60.0, ceiling=3600.0)


def test_back_off_doubles() -> None:
    assert [back_off(n, floor=60.0, ceiling=400.0) for n in range(1, 6)] == [60.0, 120.0, 240.0, 400.0, 400.0]


@given(seconds, st.integers())
def test_jitter_never_comes_early_and_at_most_a_tenth_late(interval: float, seed: int) -> None:
    assert interval <= jittered(interval, Random(seed)) <= interval * 1.1 + 1e-9


@pytest.mark.parametrize(
    ("age", "interval"),
    [(-HOUR, 1200.0), (0.0, 1200.0), (5.9 * HOUR, 1200.0), (6 * HOUR, HOUR), (23 * HOUR, HOUR), (24 * HOUR, 4 * HOUR),
     (95 * HOUR, 4 * HOUR), (96 * HOUR, None), (1e9, None)],
)  # fmt: skip
def test_young_articles_are_revisited_most_and_old_ones_left_alone(age: float, interval: float | None) -> None:
    assert article_interval(age, SCHEDULE) == interval


def test_a_page_that_stays_the_same_is_visited_less_but_never_less_than_half_as_often() -> None:
    intervals = [article_interval(HOUR, SCHEDULE, unchanged=n) for n in range(12)]
    assert intervals[:4] == [1200.0] * 4
    assert intervals[4] == 1500.0
    assert intervals[-1] == 2400.0
    assert intervals == sorted(intervals, key=lambda each: each or 0.0)


def test_a_page_that_was_just_edited_is_visited_sooner_but_not_below_the_shortest_interval() -> None:
    assert interval_after_edit(HOUR, SCHEDULE, floor=120.0) == 600.0
    assert interval_after_edit(HOUR, SCHEDULE, floor=900.0) == 900.0
    assert interval_after_edit(HOUR, SCHEDULE, floor=3600.0) == 1200.0  # the schedule itself says so
    assert interval_after_edit(97 * HOUR, SCHEDULE, floor=120.0) is None


@given(st.floats(0, 1e6), st.integers(0, 10**9))
def test_only_the_schedule_decides_when_a_page_is_left_alone(age: float, unchanged: int) -> None:
    assert (article_interval(age, SCHEDULE, unchanged=unchanged) is None) == (age >= 96 * HOUR)
    assert article_interval(age, ()) is None
