"""How moments, intervals and figures read on the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from story import Qualifier, StandingFigure, quantity_label

PART = "(a part of the toll)"  # as the store's labels say it of a part that nobody names
BY = "≤"  # before a clock in a column: at that time or before

_FIELDS = {  # of a page, as ArticleRow.where_found names them
    "lang": "language",
    "canonical_url": "address",
    "published_at": "published",
    "modified_at": "modified",
}


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


def is_moment(at: datetime, not_before: datetime | None) -> bool:
    """Whether a time is known to the minute: it has a lower bound, in the same minute or later."""
    return not_before is not None and not_before.replace(second=0, microsecond=0) >= at.replace(second=0, microsecond=0)


def interval(
    at: datetime,
    not_before: datetime | None,
    zone: tzinfo,
    moment: Callable[[datetime, tzinfo], str] = day_and_clock,
) -> str:
    """When a report appeared: no later than its best time, no earlier than its lower bound, and no more precisely.

    "Tue 17 09:12", "between Tue 17 09:00 and 09:40", or "by Tue 17 09:40" when nothing bounds it from below.
    """
    if not_before is None or is_moment(at, not_before):
        return latest(at, not_before, zone, moment)
    same_day = not_before.astimezone(zone).date() == at.astimezone(zone).date()
    return f"between {moment(not_before, zone)} and {clock(at, zone) if same_day else moment(at, zone)}"


def latest(
    at: datetime,
    not_before: datetime | None,
    zone: tzinfo,
    moment: Callable[[datetime, tzinfo], str] = day_and_clock,
) -> str:
    """The interval where room is short: "Tue 17 09:12" if that is known to the minute, else "by Tue 17 09:40"."""
    return ("" if is_moment(at, not_before) else "by ") + moment(at, zone)


def column_interval(at: datetime, not_before: datetime | None, zone: tzinfo) -> str:
    """The same for a column, always 13 cells: "Tue 17  09:12", "Tue 17 ≤09:40"."""
    words = column_time(at, zone)
    return words[:7] + (" " if is_moment(at, not_before) else BY) + words[7:]


def first_bounds(figure: StandingFigure) -> tuple[datetime, datetime | None]:
    """When a standing figure was first reported at the latest, and its lower bound."""
    time = figure.first_time
    return (figure.since, figure.since) if time is None else (time.best, time.not_before)


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


def list_label(label: str) -> str:
    """A fact's label where room is short: "81 killed (part)"."""
    return label.replace(PART, "(part)")


def counted(amount: int, one: str, many: str | None = None) -> str:
    """ "1 outlet", "3 outlets"."""
    return f"{number(amount)} {one if amount == 1 else many or one + 's'}"


def places_found(where_found: Mapping[str, str]) -> str:
    """Where on its page what is known of an article was found, place by place."""
    named: dict[str, list[str]] = {}
    for name, where in where_found.items():
        named.setdefault(where, []).append(_FIELDS.get(name, name))
    return "from " + " · ".join(f"{where}: {', '.join(names)}" for where, names in named.items())
