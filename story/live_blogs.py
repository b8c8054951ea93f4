"""A live blog's updates: when what stands in one appeared; whether one that is gone was taken out or pushed down."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from story.model import TimeInterval, Update
from story.times import CLOCK_SLACK, SETTLING

CACHED = timedelta(minutes=10)  # so long a page may be served from a cache after an update was posted


def appeared_in_update(
    update: Update,
    before: Collection[datetime] | None,
    appeared: TimeInterval,
    story_start: datetime | None,
    *,
    is_clock_believed: bool = True,
) -> TimeInterval | None:
    """When an update's words appeared in a live blog; None if all that can be said is when its revision `appeared`.

    A time that the update gives is believed under the conditions of `appeared_first`: not after we saw it, not more
    than an hour before the story's start, by a clock that is believed. `before` are the times of the updates that the
    revision before had, None for the first revision.

    In the first revision, and in an update that is new since, words are as old as the update, unless it was edited more
    than ten minutes later: then that is the best estimate. A new update that says that it is older than the visit that
    didn't see it is believed for as long as caches hold a page; earlier ones were put in later, whatever they say.
    In an update that was there before, words are new that weren't: only its modification between the visits tells.
    """
    if not is_clock_believed:
        return None

    def believed(said: datetime | None) -> datetime | None:
        if said is None or said > appeared.not_after:
            return None
        return None if story_start is not None and said < story_start - CLOCK_SLACK else said

    published, modified = believed(update.published_at), believed(update.modified_at)
    if before is not None:
        seen_before = appeared.not_before or appeared.not_after
        if modified is not None and modified <= seen_before:
            modified = None
        if update.published_at in before or (published is not None and published < seen_before - CACHED):
            return (
                None if modified is None else TimeInterval(appeared.not_before, appeared.not_after, modified, "edited")
            )
    if published is None:
        return None
    if modified is None or modified <= published + SETTLING:
        return TimeInterval(published, appeared.not_after, published, "update")
    return TimeInterval(published, appeared.not_after, modified, "modified")


def was_pushed_down(update: Update, before: Collection[datetime], after: Collection[datetime]) -> bool:
    """Whether an update that a live blog had is gone from its page only because newer ones came.

    A page shows its latest updates, and a few that are pinned. One was taken out if it is gone although most of the
    older ones are still there; `before` and `after` are the times of the updates of the two revisions.
    """
    if not after or update.published_at in after:
        return False
    older = {time for time in before if time < update.published_at}
    return 2 * len(older.intersection(after)) <= len(older)
