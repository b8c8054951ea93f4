"""When a report appeared: what is believed and what isn't."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from story import appeared_first, appeared_in_edit

from .factories import START, hours

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
