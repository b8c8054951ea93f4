"""What a feed may bring new in a day."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import FeedDay, NewEntry
from storywatch.daily_bound import bound_told, day_at, within_bound

NOW = datetime(2024, 9, 19, 9, 30, tzinfo=UTC)


def entry(number: int, *, on_story: bool = False, size: int = 10) -> NewEntry:
    return NewEntry(
        guid=f"{number:04}",
        url=None,
        title="x" * (size - 4),
        summary="",
        published_at=None,
        modified_at=None,
        is_on_story=on_story,
    )


def test_entries_on_the_story_come_first_and_all_keep_their_order() -> None:
    fresh = [entry(number, on_story=number in (3, 5)) for number in range(6)]
    taken, left_out, day = within_bound(FeedDay(NOW), fresh, (), most_entries=3, most_text=1_000)
    assert [each.guid for each in taken] == ["0000", "0003", "0005"]
    assert [each.guid for each in left_out] == ["0001", "0002", "0004"]
    assert day == FeedDay(NOW, entries=3, text=30, left_out=3)


def test_what_only_changed_takes_no_room() -> None:
    fresh = [entry(number) for number in range(4)]
    taken, left_out, day = within_bound(FeedDay(NOW), fresh, {"0000", "0003"}, most_entries=1, most_text=1_000)
    assert [each.guid for each in taken] == ["0000", "0001", "0003"]
    assert (len(left_out), day.entries) == (1, 1)


def test_text_counts_beside_the_number() -> None:
    fresh = [entry(0, size=60), entry(1, size=60), entry(2, size=40)]
    taken, _, day = within_bound(FeedDay(NOW), fresh, (), most_entries=99, most_text=100)
    assert ([each.guid for each in taken], day.text) == (["0000", "0002"], 100)


def test_what_was_left_out_is_told_with_why() -> None:
    left_out = [entry(0), entry(1, on_story=True)]
    assert bound_told(FeedDay(NOW, 10_000, 1_500_000, 2), left_out) == (
        "2 new entries left out, 1 of them on the story: it brought 10,000 with 1.5 MB of text within a day, as much "
        "as a feed may (polling.most_entries_a_day, most_text_a_day)"
    )


@pytest.mark.parametrize(
    ("hours", "is_same"), [(0, True), (23.9, True), (24, False), (-1, False)], ids=["now", "late", "over", "set back"]
)
def test_a_day_lasts_a_day_and_a_clock_that_is_set_back_begins_a_new_one(hours: float, is_same: bool) -> None:
    day = FeedDay(NOW, 5, 50, 1)
    later = NOW + timedelta(hours=hours)
    assert day_at(day, later) == (day if is_same else FeedDay(later))
    assert day_at(FeedDay(), NOW) == FeedDay(NOW)


@given(
    st.lists(st.tuples(st.booleans(), st.integers(4, 50), st.booleans()), max_size=30),
    st.integers(0, 20),
    st.integers(0, 400),
)
def test_nothing_is_lost_without_being_counted_and_nothing_exceeds_the_bound(
    entries: list[tuple[bool, int, bool]], most_entries: int, most_text: int
) -> None:
    fresh = [entry(number, on_story=on, size=size) for number, (on, size, _) in enumerate(entries)]
    known = {each.guid for each, (*_, is_known) in zip(fresh, entries, strict=True) if is_known}
    taken, left_out, day = within_bound(FeedDay(NOW), fresh, known, most_entries=most_entries, most_text=most_text)
    assert sorted([*taken, *left_out], key=lambda each: each.guid) == fresh
    assert day.entries == len(taken) - len(known) <= most_entries
    assert day.text <= most_text
    assert day.left_out == len(left_out)
    assert not known & {each.guid for each in left_out}
