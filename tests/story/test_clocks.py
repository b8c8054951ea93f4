"""Which outlets' clocks are believed, and what proves that one is wrong."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from story import ClockSample, judge_clock, reconciled

from .factories import hours

MINUTE = timedelta(minutes=1)


def visits(*told_late: float, every: int = 10) -> list[ClockSample]:
    """Articles found at visits an hour apart, each dated so many minutes before (negative: after) it was found.

    The feed had been visited `every` minutes before without listing it.
    """
    return [
        ClockSample(hours(place) - late * MINUTE, hours(place) - every * MINUTE, hours(place))
        for place, late in enumerate(told_late)
    ]


def test_times_shortly_before_the_sighting_are_believed() -> None:
    assert judge_clock(visits(2, 9, 5, 7, 1)).is_believed
    assert judge_clock([]).is_believed


def test_a_clock_an_hour_ahead_is_noticed() -> None:
    judged = judge_clock(visits(-55, -58, -51))
    assert (judged.is_believed, judged.offset, judged.reason) == (False, timedelta(hours=1), "its clock is 1 h ahead")


def test_a_time_zone_behind_is_noticed_when_every_article_comes_five_hours_after_its_stated_time() -> None:
    judged = judge_clock(visits(305, 309, 302, 304))
    assert (judged.offset, judged.reason) == (timedelta(hours=-5), "its clock is 5 h behind")


def test_zones_of_half_an_hour_are_told() -> None:
    assert judge_clock(visits(-325, -328, -322)).reason == "its clock is 5 h 30 min ahead"


def test_a_calendar_that_is_days_behind_is_noticed() -> None:
    day = 24 * 60
    assert judge_clock(visits(day + 5, day + 9, day + 2)).reason == "its clock is 1 day behind"
    assert judge_clock(visits(365 * day + 5, 365 * day + 9, 365 * day + 2)).reason == "its clock is 365 days behind"


def test_two_visits_prove_nothing() -> None:
    assert judge_clock(visits(-55, -58)).is_believed
    assert judge_clock(visits(305, 309)).is_believed


def test_one_time_in_the_future_is_only_that_articles_matter() -> None:
    assert judge_clock(visits(2, 5, -600, 3, 8)).is_believed


def test_articles_that_come_late_by_varying_amounts_are_a_slow_feed_and_no_wrong_clock() -> None:
    assert judge_clock(visits(40, 130, 275, 61, 200, 350)).is_believed
    assert judge_clock(visits(28, 33, 31, 25)).is_believed  # half an hour is what caches take


def test_rare_visits_prove_nothing_about_what_came_between_them() -> None:
    assert judge_clock(visits(305, 309, 302, 304, every=400)).is_believed
    assert judge_clock(visits(305, 309, 302, 304, every=45)).is_believed


def test_what_stood_in_a_feed_at_its_first_visit_proves_nothing() -> None:
    assert judge_clock([ClockSample(hours(-5), None, hours(0)) for _ in range(9)]).is_believed


def test_one_late_batch_is_one_mishap() -> None:
    batch = [ClockSample(hours(-5) + step * MINUTE, hours(0) - 10 * MINUTE, hours(0)) for step in range(9)]
    assert judge_clock(batch).is_believed


def test_times_in_the_future_by_changing_amounts_are_not_believed_either() -> None:
    judged = judge_clock(visits(-17, -43, -91, -22))
    assert (judged.is_believed, judged.offset, judged.reason) == (False, None, "its times lie in the future")


def test_a_clock_that_is_mostly_right_is_believed() -> None:
    assert judge_clock(visits(-55, -58, -51, 3, 4, 2)).is_believed


def test_a_clock_that_went_wrong_concerns_only_what_came_since() -> None:
    judged = judge_clock(visits(3, *[-55, -58, -51, -52, -57, -54, -58, -53, -51]))
    assert (judged.is_believed, judged.since) == (False, hours(0))
    assert judge_clock(visits(-55, -58, -51)).since is None


@settings(deadline=None)
@given(st.lists(st.integers(0, 19), max_size=30), st.integers(5, 20))
def test_no_lag_of_a_few_minutes_is_taken_for_a_slip(lags: list[int], every: int) -> None:
    assert judge_clock(visits(*lags, every=every)).is_believed


@settings(deadline=None)
@given(st.integers(2, 2000), st.sampled_from([1, -1]), st.lists(st.integers(0, 10), min_size=3, max_size=20))
def test_a_steady_slip_is_noticed_whatever_the_moment_of_the_visits(steps: int, sign: int, lags: list[int]) -> None:
    slip = sign * steps * timedelta(minutes=30)
    judged = judge_clock(visits(*(lag - slip / MINUTE for lag in lags)))
    assert not judged.is_believed
    assert judged.offset == slip


def test_feed_and_page_that_differ_by_whole_hours_are_reconciled_by_the_visits() -> None:
    feed, page = hours(3), hours(5)
    assert reconciled(feed, page, seen_after=hours(4.9), first_seen=hours(5.1)) == page
    assert reconciled(feed, page, seen_after=hours(2.9), first_seen=hours(3.1)) == feed  # the page is in the future
    assert reconciled(feed, page, seen_after=None, first_seen=hours(9)) == page  # in doubt the later: no lead by a slip
    assert reconciled(feed, hours(3.4), seen_after=None, first_seen=hours(9)) is None
    assert reconciled(feed, hours(4.3), seen_after=None, first_seen=hours(9)) is None
    assert reconciled(feed, hours(30), seen_after=None, first_seen=hours(40)) is None
