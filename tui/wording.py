"""How moments, intervals and figures read on the screen."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from story import Qualifier, quantity_label


def zone_named(name: str) -> tzinfo:
    """The time zone of that IANA name, UTC if this machine doesn't know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def clock(at: datetime, zone: tzinfo) -> str:
    """The time of day, "09:12"."""
    return at.astimezone(zone).strftime("%H:%M")


def day(at: datetime, zone: tzinfo) -> str:
    """The day of a story that lasts weeks at most, "Tue 17"."""
    local = at.astimezone(zone)
    return f"{local:%a} {local.day}"


def day_and_clock(at: datetime, zone: tzinfo) -> str:
    """Both, "Tue 17 09:12"."""
    return f"{day(at, zone)} {clock(at, zone)}"


def column_time(at: datetime, zone: tzinfo) -> str:
    """Both for a column, always 12 cells: "Tue 17 09:12", "Tue  3 09:12"."""
    local = at.astimezone(zone)
    return f"{local:%a} {local.day:>2} {local:%H:%M}"


def full_moment(at: datetime, zone: tzinfo) -> str:
    """ "Tue 17 Sep 2024 09:12"."""
    local = at.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y %H:%M}"


def interval(at: datetime, not_before: datetime | None, not_after: datetime, basis: str, zone: tzinfo) -> str:
    """When a report appeared, with its uncertainty.

    "Tue 17 09:12", "between Tue 17 09:00 and 09:40", or "by Tue 17 09:40" when nothing bounds it from below.
    A publication or modification time that is believed is a moment; otherwise the bounds are what is known.
    """
    if basis in ("published", "modified"):
        return day_and_clock(at, zone)
    if not_before is None:
        return f"by {day_and_clock(not_after, zone)}"
    if clock(not_before, zone) == clock(not_after, zone) and day(not_before, zone) == day(not_after, zone):
        return day_and_clock(not_after, zone)
    same_day = not_before.astimezone(zone).date() == not_after.astimezone(zone).date()
    end = clock(not_after, zone) if same_day else day_and_clock(not_after, zone)
    return f"between {day_and_clock(not_before, zone)} and {end}"


def span(seconds: float) -> str:
    """A length of time for a glance: "40 s", "5 min", "3 h", "2 days"."""
    seconds = max(0.0, seconds)
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    if seconds < 36 * 3600:
        return f"{seconds / 3600:.0f} h"
    return f"{seconds / 86400:.0f} days"


def number(value: int) -> str:
    """ "1,234"."""
    return f"{value:,}"


def figure(low: int, high: int | None, qualifier: Qualifier) -> str:
    """The figure in the fewest true words: "77", "about 100", "at least 77", "hundreds"; none at all is "no one"."""
    return "no one" if high == 0 else quantity_label(low, high, qualifier)


def toll_range(low: int | None, high: int | None, is_open: bool) -> str:
    """The range of the standing figures: "77–103", "77–100 or more", "at least 70", "no figure given"."""
    if low is None and high is None:
        return "no figure given"
    if low is None or high is None or low == high:
        value = low if high is None else high
        return (f"at least {number(value)}" if is_open else number(value)) if value is not None else "no figure given"
    return f"{number(low)}–{number(high)}" + (" or more" if is_open else "")


def counted(amount: int, one: str, many: str | None = None) -> str:
    """ "1 outlet", "3 outlets"."""
    return f"{number(amount)} {one if amount == 1 else many or one + 's'}"
