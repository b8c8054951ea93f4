"""When to come back: pure functions from what was seen to seconds until the next visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

_FASTER = 0.6  # an interval shrinks by this when a feed brought something
_SLOWER = 1.3  # and grows by this when it didn't
_JITTER = 0.1

_SOONER = 0.5  # of the interval, after a visit that found an edit
_SETTLED_AFTER = 3  # visits in a row without a change from which on a page is left alone for longer
_SETTLED = 1.25  # for each such visit more
_MOST_SETTLED = 2.0


@dataclass(frozen=True, slots=True)
class Revisits:
    """One step of the revisit schedule: pages younger than `until` are visited again after `every`, both seconds."""

    until: float
    every: float


def feed_interval(previous: float, *, new_entries: int, fresh_for: float | None, floor: float, ceiling: float) -> float:
    """Seconds to a feed's next visit, from the interval that led to this one and what this one brought.

    A feed that brings something is visited sooner, the more it brought the sooner; a quiet one later; always
    between `floor` and `ceiling`. `fresh_for`, the server's own word, comes before both: not earlier than that.
    """
    factor = _FASTER ** min(new_entries, 4) if new_entries > 0 else _SLOWER
    return max(min(max(previous * factor, floor), ceiling), fresh_for or 0.0)


def back_off(failures: int, *, floor: float, ceiling: float) -> float:
    """Seconds to wait after so many failures in a row: `floor`, doubled each time, at most `ceiling`."""
    return min(floor * 2.0 ** min(max(failures - 1, 0), 40), ceiling)


def jittered(seconds: float, random: Random) -> float:
    """The time with up to a tenth added, so that feeds started together drift apart. Never earlier."""
    return seconds * (1.0 + _JITTER * random.random())


def article_interval(age: float, schedule: Sequence[Revisits], *, unchanged: int = 0) -> float | None:
    """Seconds to an article's next visit, from its age in seconds since publication; None: leave it alone.

    The first step of the schedule that is long enough counts; tolls are edited in place most in the first hours. Who
    finds a page the same for the fourth time in a row (`unchanged`) comes later, up to twice the step's interval.
    An article dated in the future counts as new.
    """
    for step in schedule:
        if age < step.until:
            quiet = min(max(unchanged - _SETTLED_AFTER, 0), 10)
            return step.every * min(_SETTLED**quiet, _MOST_SETTLED)
    return None


def interval_after_edit(age: float, schedule: Sequence[Revisits], *, floor: float) -> float | None:
    """Seconds to the next visit of an article that was just found edited: who edits once often does so again."""
    interval = article_interval(age, schedule)
    return None if interval is None else min(max(interval * _SOONER, floor), interval)
