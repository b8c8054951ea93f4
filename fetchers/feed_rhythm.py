"""How often a feed wants to be visited: <ttl>, the syndication module's period, the hours to skip."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from fetchers.freshness import LONGEST_FRESHNESS

_PERIODS = {"hourly": 3600.0, "daily": 86400.0, "weekly": 604800.0, "monthly": 2592000.0, "yearly": 31536000.0}
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
# feedparser keeps only the last of the hours, so they are read from the channel's start as it stands there.
_CHANNELS_START = 20_000  # bytes
_SKIP_HOURS = re.compile(rb"<skipHours>([^!]{0,2000}?)</skipHours>", re.IGNORECASE)
_HOUR = re.compile(rb"<hour>\s{0,9}(\d{1,2})\s{0,9}</hour>", re.IGNORECASE)


def time_to_live(feed: Any) -> float | None:
    """Seconds that the feed wants between two visits, at most five hours; None if it doesn't say.

    <ttl> (minutes) comes before the syndication module. Nonsense counts as not said: zero, text. So does "hourly":
    WordPress writes it into each of its feeds, and its outlets would be an hour late with everything.
    """
    seconds = _minutes_to_live(feed) or _update_period(feed)
    return min(seconds, LONGEST_FRESHNESS) if seconds else None


def skipped_hours(body: bytes) -> frozenset[int]:
    """The hours of the day in UTC in which nobody need come; 24 is an old spelling of 0. All 24 count as not said."""
    found = _SKIP_HOURS.search(body[:_CHANNELS_START])
    hours = {int(hour) % 24 for hour in _HOUR.findall(found[1]) if int(hour) <= 24} if found else set()
    return frozenset(hours) if len(hours) < 24 else frozenset()


def past_skipped_hours(moment: datetime, hours: Collection[int]) -> datetime:
    """The moment (UTC), or the end of the skipped hours that it lies in; they mustn't be all 24."""
    while moment.hour in hours:
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment


def _minutes_to_live(feed: Any) -> float | None:
    minutes = str(feed.get("ttl") or "").strip()
    return int(minutes) * 60.0 if _NUMBER.fullmatch(minutes) else None


def _update_period(feed: Any) -> float | None:
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    frequency = str(feed.get("sy_updatefrequency") or "1").strip()
    if period is None or not _NUMBER.fullmatch(frequency) or not int(frequency):
        return None
    seconds = period / int(frequency)
    return None if seconds == _PERIODS["hourly"] else seconds
