"""Moments as people type them, and as the program prints them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

_PRINTED = "%d %b %Y %H:%M"


def typed_moment(text: str, zone: tzinfo) -> datetime:
    """A moment in UTC, to the second: `2024-09-18` (the day's end), `2024-09-18 09:30`, `2024-09-18T09:30Z`.

    Also `18 Sep 2024 09:30 GMT`, as moments are printed in this zone. Without a zone of its own it is read in `zone`.
    Raises ValueError for anything else, and for what can't be shown in `zone`.
    """
    try:
        moment = _local(text, zone).astimezone(UTC).replace(microsecond=0)
        moment.astimezone(zone)
    except OverflowError as error:
        raise ValueError(str(error)) from error
    return moment


def day_named(text: str) -> date | None:
    """The day that a text names without a time; None if it names none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _local(text: str, zone: tzinfo) -> datetime:
    if day := day_named(text):
        return datetime.combine(day, time(23, 59, 59), zone)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        day_and_time, _, zone_name = text.rpartition(" ")
        moment = datetime.strptime(day_and_time, _PRINTED).replace(tzinfo=zone)
        if zone_name != moment.tzname():
            raise
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
