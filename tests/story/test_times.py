"""When a report appeared: what is believed and what isn't."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from story import TimeInterval, appeared_first, appeared_in_edit, appeared_on, first_reports

from .factories import START, claim, hours, report

MINUTES = st.integers(-5000, 5000).map(lambda minutes: START + timedelta(minutes=minutes))


def test_a_publication_time_between_start_and_first_visit_is_believed() -> None:
    time = appeared_first(hours(3), None, hours(4), START)
    assert (time.not_before, time.best, time.not_after, time.basis) == (hours(3), hours(3), hours(4), "published")


def test_a_publication_time_in_the_future_is_not_believed() -> None:
    time = appeared_first(hours(6), None, hours(4), START)
    assert (time.not_before, time.best, time.basis) == (None, hours(4), "first seen")


def test_a_publication_time_days_before_the_story_is_not_believed() -> None:
    assert appeared_first(hours(-48), None, hours(4), START).basis == "first seen"


def test_a_publication_up_to_an_hour_before_the_configured_start_is_believed() -> None:
    assert appeared_first(hours(-0.9), None, hours(4), START).basis == "published"


def test_a_page_modified_long_after_publication_is_dated_by_the_modification() -> None:
    time = appeared_first(hours(1), hours(9), hours(10), START)
    assert (time.not_before, time.best, time.not_after, time.basis) == (hours(1), hours(9), hours(10), "modified")


def test_a_last_touch_within_minutes_of_publication_changes_nothing() -> None:
    assert appeared_first(hours(1), hours(1.1), hours(10), START).best == hours(1)


def test_a_modification_time_serves_where_the_publication_time_is_wrong() -> None:
    time = appeared_first(hours(99), hours(2), hours(3), START)
    assert (time.not_before, time.best, time.basis) == (None, hours(2), "modified")


def test_without_a_story_start_any_past_time_is_believed() -> None:
    assert appeared_first(hours(-999), None, hours(4), None).basis == "published"


def test_a_figure_in_an_edit_is_dated_between_two_visits() -> None:
    time = appeared_in_edit(hours(5), hours(6), None)
    assert (time.not_before, time.best, time.not_after, time.basis) == (hours(5), hours(6), hours(6), "edited")


def test_a_modification_time_narrows_an_edit_only_if_it_lies_between_the_visits() -> None:
    assert appeared_in_edit(hours(5), hours(6), hours(5.5)).best == hours(5.5)
    for nonsense in (hours(4), hours(5), hours(7)):
        assert appeared_in_edit(hours(5), hours(6), nonsense).best == hours(6)


@given(st.none() | MINUTES, st.none() | MINUTES, MINUTES, st.none() | MINUTES)
def test_the_best_estimate_lies_within_the_bounds(published, modified, seen, start) -> None:  # type: ignore[no-untyped-def]
    time = appeared_first(published, modified, seen, start)
    assert (time.not_before or time.best) <= time.best <= time.not_after == seen


def test_of_an_outlet_whose_clock_is_wrong_no_time_is_believed() -> None:
    time = appeared_first(hours(3), hours(3.5), hours(4), START, is_clock_believed=False)
    assert (time.not_before, time.best, time.basis) == (None, hours(4), "first seen")


def test_of_a_bare_day_the_latest_moment_is_the_best_estimate() -> None:
    time = appeared_on(date(2024, 9, 17))
    assert (time.not_before, time.best) == (START - timedelta(hours=5), START + timedelta(hours=19, seconds=-1))


def test_a_bare_day_shares_the_first_place_of_its_day_and_wins_it_alone_never() -> None:
    hour, day = report(claim(20), 3, "Hourly"), report(claim(20), appeared_on(date(2024, 9, 17)), "Daily")
    assert [first.outlet for first in first_reports([day, hour])] == ["Hourly", "Daily"]
    later = report(claim(20), appeared_on(date(2024, 9, 18)), "Next Day")
    assert [first.outlet for first in first_reports([later, hour])] == ["Hourly"]


def test_an_edit_shares_the_first_place_only_if_it_may_have_come_before() -> None:
    hour = report(claim(20), 3, "Hourly")
    reaching = report(claim(20), appeared_in_edit(hours(2), hours(4), None), "Reaching")
    behind = report(claim(20), appeared_in_edit(hours(3.1), hours(4), None), "Behind")
    assert [first.outlet for first in first_reports([behind, reaching, hour])] == ["Hourly", "Reaching"]


def test_what_was_only_seen_is_taken_at_that_moment() -> None:
    seen = report(claim(20), appeared_first(None, None, hours(3.5), START), "Seen")
    assert [first.outlet for first in first_reports([seen, report(claim(20), 3, "Hourly")])] == ["Hourly"]
    assert [first.outlet for first in first_reports([seen, report(claim(20), 4, "Hourly")])] == ["Seen"]


INTERVALS = st.one_of(
    st.builds(appeared_first, st.none() | MINUTES, st.none() | MINUTES, MINUTES, st.just(START)),
    st.builds(lambda a, b: appeared_in_edit(min(a, b), max(a, b), None), MINUTES, MINUTES),
    MINUTES.map(lambda moment: appeared_on(moment.date())),
)


@settings(deadline=None)
@given(st.lists(INTERVALS, min_size=1, max_size=8), st.randoms())
def test_whoever_may_have_been_the_earliest_shares_the_first_place(times: list[TimeInterval], order) -> None:  # type: ignore[no-untyped-def]
    reports = [report(claim(20), time, f"Outlet {number}") for number, time in enumerate(times)]
    first = first_reports(reports)
    earliest = min(time.best for time in times)
    assert first[0].time.best == earliest
    shared = {one.outlet for one in first}
    for one in reports:
        may_be_first = (one.time.not_before or one.time.best).replace(second=0) <= earliest.replace(second=0)
        assert (one.outlet in shared) == may_be_first
    order.shuffle(reports)
    assert first_reports(reports) == first
