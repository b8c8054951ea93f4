"""How a feed is, in the words that commands, dashboard, log and monitoring systems all use."""

from __future__ import annotations

from enum import StrEnum


class FeedCondition(StrEnum):
    """How a feed is. How its last visit ended is another thing: new, unchanged, failed, refused, gone."""

    WELL = "well"
    FAILING = "failing"  # its last visit failed; visits go on, further apart
    GONE = "gone"  # its server answered 410: not visited again
    WAITING = "waiting"  # never visited so far
    LEFT_OUT = "left out"  # no longer in the configuration: not visited


def condition_of(
    *, failures: int, is_stopped: bool = False, is_left_out: bool = False, is_visited: bool = True
) -> FeedCondition:
    """A feed's condition, from how many of its last visits failed in a row and whether it is visited at all."""
    if is_left_out:
        return FeedCondition.LEFT_OUT
    if is_stopped:
        return FeedCondition.GONE
    if failures:
        return FeedCondition.FAILING
    return FeedCondition.WELL if is_visited else FeedCondition.WAITING
