"""When to come back: pure functions from what was seen to seconds until the next visit."""

from __future__ import annotations

from random import Random

_FASTER = 0.6  # an interval shrinks by this when a feed brought something
_SLOWER = 1.3  # and grows by this when it didn't
_JITTER = 0.1

_HOUR = 3600.0
_ARTICLE_AGES = (  # (younger than, revisit after), both in seconds
    (6 * _HOUR, 20 * 60.0),
    (24 * _HOUR, _HOUR),
    (96 * _HOUR, 4 * _HOUR),
)


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


def article_interval(age: float) -> float | None:
    """Seconds to an article's next visit, from its age in seconds since publication; None: leave it alone.

    Tolls are edited in place most in the first hours: every 20 minutes for six hours, hourly to the end of the
    first day, every four hours to the end of the fourth. An article dated in the future counts as new.
    """
    for younger_than, interval in _ARTICLE_AGES:
        if age < younger_than:
            return interval
    return None
