"""Which moment a step in time leads to, and which one a reader names. Pure functions over the store's moments."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

from story import day_named, typed_moment

BEGINNING = datetime(1, 1, 2, tzinfo=UTC)
DAY = timedelta(days=1)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
EXAMPLES = "2024-09-18 09:30, 2024-09-18 (its end), 09:30 (of the day shown)"


class MomentSource(Protocol):
    """The store's reader, as far as steps in time need it."""

    def moment_before(self, moment: datetime) -> datetime | None: ...

    def moment_after(self, moment: datetime) -> datetime | None: ...


def stepped(source: MomentSource, as_of: datetime | None, now: datetime, step: int) -> datetime | None:
    """The moment before (-1) or after (1) the one shown at which the store learned something; None is now.

    The last of these moments is now itself: nothing was learned since. Before the first one there is nothing to show.
    """
    if step < 0:
        shown = as_of
        if shown is None:
            shown = source.moment_before(now + timedelta(seconds=1))
        if shown is None:
            return None
        return source.moment_before(shown) or shown
    after = None if as_of is None else source.moment_after(as_of)
    return after if after is not None and source.moment_after(after) is not None else None


def day_stepped(source: MomentSource, as_of: datetime | None, now: datetime, step: int) -> datetime | None:
    """The same time of day a day earlier (-1) or later (1), at the first moment at the earliest; None is now."""
    first = source.moment_after(BEGINNING)
    shown = as_of or now
    if step > 0 or first is None:
        return shown + DAY if shown + DAY < now and first is not None else None
    return max(shown - DAY, min(first, shown))


def moment_named(words: str, zone: tzinfo, now: datetime, shown: datetime) -> datetime | None:
    """The moment that a reader means, None for now: a day means its end, a time alone is of the day `shown`.

    Without a zone of its own it is read in `zone`. Raises ValueError with one line for people.
    """
    words = " ".join(words.split())
    if words.casefold() in ("", "now"):
        return None
    clock = _CLOCK.fullmatch(words)
    try:
        if clock is not None:
            local = shown.astimezone(zone)
            there = local.replace(hour=int(clock[1]), minute=int(clock[2]), second=0, microsecond=0)
            moment = there.astimezone(UTC)
        else:
            moment = typed_moment(words, zone)
    except (ValueError, OverflowError):
        raise ValueError(f"“{words}” is no moment such as {EXAMPLES}") from None
    if moment > now:
        if day_named(words) and moment - DAY < now:
            return None
        raise ValueError(f"“{words}” is still to come")
    return max(moment, BEGINNING)
