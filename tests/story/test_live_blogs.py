"""Live blogs: words are as old as their update, if its time can be true; what is pushed down isn't taken back."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story import (
    Claim,
    Given,
    OutletKind,
    Report,
    RevisionEvidence,
    TimeInterval,
    Update,
    appeared_in_update,
    article_reports,
    fact_key,
    was_pushed_down,
)

from .factories import START, between, claim, hours, published

FIRST_SIGHT = TimeInterval(hours(1), hours(6), hours(5), "modified")
EDIT = between(5, 6)
MINUTE = timedelta(minutes=1)


def update(posted: float, modified: float | None = None) -> Update:
    return Update(0, 10, hours(posted), None if modified is None else hours(modified))


def dated(
    which: Update, before: set[datetime] | None, appeared: TimeInterval, *, is_clock_believed: bool = True
) -> tuple[datetime, str] | None:
    time = appeared_in_update(which, before, appeared, START, is_clock_believed=is_clock_believed)
    assert time is None or (time.not_before or time.best) <= time.best <= time.not_after == appeared.not_after
    return None if time is None else (time.best, time.basis)


@pytest.mark.parametrize(
    ("which", "before", "appeared", "expected"),
    [
        (update(4), None, FIRST_SIGHT, (hours(4), "update")),
        (update(4, 4.1), None, FIRST_SIGHT, (hours(4), "update")),
        (update(3, 5.5), None, FIRST_SIGHT, (hours(5.5), "modified")),
        (update(7), None, FIRST_SIGHT, None),  # after we saw it
        (update(-48), None, FIRST_SIGHT, None),  # before the story
        (update(4, 9), None, FIRST_SIGHT, (hours(4), "update")),  # modified after we saw it: not believed
        (update(5.5), {hours(4)}, EDIT, (hours(5.5), "update")),
        (update(6.5), {hours(4)}, EDIT, None),
        (update(4.9), {hours(4)}, EDIT, (hours(4.9), "update")),  # the visit before was served from a cache
        (update(4.5), {hours(4)}, EDIT, None),  # put in later, whatever it says
        (update(5.5), {hours(5.5)}, EDIT, None),  # was there before: its words are new, it isn't
        (update(4), {hours(4)}, EDIT, None),
        (update(4, 5.2), {hours(4)}, EDIT, (hours(5.2), "edited")),
        (update(4, 4.9), {hours(4)}, EDIT, None),
    ],
)
def test_words_are_as_old_as_their_update_if_its_time_can_be_true(
    which: Update, before: set[datetime] | None, appeared: TimeInterval, expected: tuple[datetime, str] | None
) -> None:
    assert dated(which, before, appeared) == expected
    assert dated(which, before, appeared, is_clock_believed=False) is None


@given(st.floats(-5, 12), st.none() | st.floats(-5, 12), st.none() | st.sets(st.sampled_from([1.0, 4.0, 5.5])))
def test_no_update_is_dated_before_the_story_nor_after_it_was_seen(
    posted: float, modified: float | None, before: set[float] | None
) -> None:
    time = dated(update(posted, modified), None if before is None else set(map(hours, before)), EDIT)
    assert time is None or START - timedelta(hours=1) <= time[0] <= hours(6)


@pytest.mark.parametrize(
    ("gone", "before", "after", "is_pushed"),
    [
        (1, [1, 2, 3, 4], [2, 3, 4, 5], True),
        (2, [1, 2, 3, 4], [4, 5, 6, 7], True),
        (2, [1, 2, 3, 4], [1, 4, 5, 6, 7], False),  # the only older one is still there
        (4, [1, 2, 3, 4, 5], [1, 5, 6, 7], True),  # of three older ones only the pinned one is
        (3, [1, 2, 3, 4], [1, 2, 4], False),
        (4, [1, 2, 3, 4], [1, 2, 3], False),
        (3, [1, 2, 3], [1, 2, 3], False),  # still there: its words went
        (3, [1, 2, 3], [], False),  # the page is no live blog any more
    ],
)
def test_an_update_below_which_all_is_gone_was_pushed_down(
    gone: float, before: list[float], after: list[float], is_pushed: bool
) -> None:
    assert was_pushed_down(update(gone), set(map(hours, before)), set(map(hours, after))) == is_pushed


def revision(
    number: int, appeared: TimeInterval, *mentions: tuple[Claim, TimeInterval | None, bool]
) -> RevisionEvidence:
    given_here = tuple(
        Given(number * 100 + n, evidence, fact_key(evidence), time, is_pushed)
        for n, (evidence, time, is_pushed) in enumerate(mentions)
    )
    return RevisionEvidence(number, appeared, given_here)


def only_report(*revisions: RevisionEvidence) -> Report:
    (report,) = article_reports(7, "The Post", "The Post", OutletKind.NEWSPAPER, None, revisions)
    return report


def test_of_several_updates_the_earliest_dates_the_report_and_its_sentence_is_shown() -> None:
    named, nameless = claim(77, source="a doctor"), claim(77)
    headline = (named, None, False)
    late, early = (named, published(hours(4)), False), (nameless, published(hours(3)), False)
    report = only_report(revision(1, FIRST_SIGHT, headline, late, early))
    assert (report.time.best, report.evidence_id) == (hours(3), 102)


def test_of_one_updates_mentions_the_one_with_a_speaker_is_shown() -> None:
    time = published(hours(3))
    report = only_report(
        revision(1, FIRST_SIGHT, (claim(77), time, False), (claim(77, source="a doctor"), time, False))
    )
    assert report.evidence_id == 101


def test_a_figure_that_was_pushed_down_stands_and_one_that_was_taken_out_does_not() -> None:
    for is_pushed, withdrawn_at in ((True, None), (False, hours(6))):
        report = only_report(revision(1, FIRST_SIGHT, (claim(77), None, is_pushed)), revision(2, EDIT))
        assert report.withdrawn_at == withdrawn_at
