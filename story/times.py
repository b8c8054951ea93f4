"""When a report appeared: what we can say of it, and no more."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from story.model import TimeInterval

CLOCK_SLACK = timedelta(hours=1)  # a publication may stand this long before the story's configured start
DAY = timedelta(days=1)
SETTLING = timedelta(minutes=10)  # edits so soon after publication are taken for its last touches


def appeared_first(
    published_at: datetime | None,
    modified_at: datetime | None,
    first_seen_at: datetime,
    story_start: datetime | None,
    *,
    is_clock_believed: bool = True,
) -> TimeInterval:
    """When the first text of an article that we saw appeared.

    A time that the publisher gives is believed only if it isn't after we saw the page (a clock that is ahead, a
    time zone slip) and isn't more than an hour before the story's start. A believed publication time is the best
    estimate, unless the page says that it was modified well after that (more than ten minutes): then what we saw
    may have been added in between, so the modification is the best estimate and publication only the lower bound.
    Without a believed time all we know is when we saw it, and nothing bounds it from below. Of an outlet whose clock
    isn't believed (`story.clocks.judge_clock`) no time is; none is put right by what its clock seems to be off either.
    """

    def believed(said: datetime | None) -> datetime | None:
        if said is None or said > first_seen_at or not is_clock_believed:
            return None
        return None if story_start is not None and said < story_start - CLOCK_SLACK else said

    published, modified = believed(published_at), believed(modified_at)
    if published is not None and (modified is None or modified <= published + SETTLING):
        return TimeInterval(published, first_seen_at, published, "published")
    if modified is not None:
        return TimeInterval(published, first_seen_at, modified, "modified")
    return TimeInterval(None, first_seen_at, first_seen_at, "first seen")


def appeared_in_edit(previous_seen_at: datetime, seen_at: datetime, modified_at: datetime | None) -> TimeInterval:
    """When a changed text appeared: after the visit that still saw the old one, not after the visit that saw this.

    The page's own modification time is the best estimate if it lies between the two visits; the article's
    publication time never is.
    """
    best = seen_at
    if modified_at is not None and previous_seen_at < modified_at <= seen_at:
        best = modified_at
    return TimeInterval(min(previous_seen_at, seen_at), seen_at, best, "edited")


def appeared_on(day: date) -> TimeInterval:
    """When an article appeared of which only the day is known: between its midnight and the next, in UTC.

    The best estimate is the day's last second, as for an edit the visit that found it: by then it was surely there.
    """
    midnight = datetime.combine(day, time(), UTC)
    return TimeInterval(midnight, midnight + DAY, midnight + DAY - timedelta(seconds=1), "day")


def appeared_sometime(seen_at: datetime) -> TimeInterval:
    """When an article without a date appeared: no later than we came to know it; nothing else bounds it."""
    return TimeInterval(None, seen_at, seen_at, "no date")
