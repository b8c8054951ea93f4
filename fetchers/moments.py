"""Times as feeds and pages write them, read to UTC, and disbelieved when they can't be true."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from fetchers.model import ZONE_ASSUMED

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_FUTURE_TOLERANCE = timedelta(days=1)

# Names of zones that mean one thing all over the world, in hours east of Greenwich; IST, CST or AST don't.
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "MEZ": 1, "WAT": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "CAT": 2, "SAST": 2, "EEST": 3, "EAT": 3, "MSK": 3, "JST": 9, "KST": 9, "EST": -5, "EDT": -4,
    "PST": -8, "PDT": -7,
}  # fmt: skip
_ISO = re.compile(
    r"(?P<date>\d{4}(?P<sign>[-/]?)\d{2}(?P=sign)\d{2})"
    r"(?:[T\s]+(?P<time>\d{2}:?\d{2}(?::?\d{2})?)(?:[.,]\d+)?"
    rf"\s*(?P<zone>{'|'.join(_ZONES)}|(?:UTC|GMT)?[+-]\d{{2}}(?::?\d{{2}})?)?(?:\[[\w/+-]{{1,40}}\])?)?\s*",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\d{10}(\d{3})?")  # seconds or milliseconds since 1970
_NAMED_ZONE = re.compile(r"(?<=\d)\s+([A-Z]{2,4})\Z")
_HAS_TIME = re.compile(r"\d{1,2}:\d{2}|\dT\d{2}", re.IGNORECASE)
_BARE_MIDNIGHT = re.compile(r"\d[T ]00:?00(?::?00)?(?:[.,]0{1,9})?\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in UTC and how well it is known: to the day only (no time to go by), or without a zone (taken as UTC)."""

    at: datetime
    is_day_only: bool = False
    has_zone: bool = True

    @property
    def caveat(self) -> str:
        """What a reader should know about the time of day; empty when it is complete."""
        return "" if self.has_zone else ZONE_ASSUMED


def read_moment(text: object, now: datetime) -> Moment | None:
    """An ISO 8601 or RFC 822 time, or seconds or milliseconds since 1970; None when it is missing, unreadable or not to
    be believed. Dates in words or with slashes between days and months are left: they mean different days elsewhere.
    """
    if not isinstance(text, str) or not 8 <= len(text.strip()) <= 80:
        return None
    text = text.strip()
    if match := _ISO.fullmatch(text):
        return _iso_moment(match, now)
    if _EPOCH.fullmatch(text):
        known = plausible(datetime.fromtimestamp(int(text[:10]), UTC), now)
        return None if known is None else Moment(known)
    zone = _NAMED_ZONE.search(text)
    if zone is not None and zone[1] in _ZONES:
        text = f"{text[: zone.start()]} {_ZONES[zone[1]]:+03}00"
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    has_zone = at.tzinfo is not None
    believed = plausible(at if has_zone else at.replace(tzinfo=UTC), now)
    return None if believed is None else Moment(believed, is_day_only=not names_a_time(text), has_zone=has_zone)


def plausible(moment: datetime, now: datetime) -> datetime | None:
    """The moment in UTC, or None when it is before 1990 or more than a day after `now`."""
    try:
        moment = moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment if _EARLIEST <= moment <= now + _FUTURE_TOLERANCE else None


def names_a_time(text: str) -> bool:
    """Whether a date's text says the time of day too: a bare day would pass for midnight, and win every race.

    Midnight without a zone ("2024-09-18T00:00:00") is how databases spell a bare day.
    """
    return _HAS_TIME.search(text) is not None and _BARE_MIDNIGHT.search(text) is None


def _iso_moment(match: re.Match[str], now: datetime) -> Moment | None:
    day = match["date"].replace("-", "").replace("/", "")
    time = (match["time"] or "").replace(":", "").ljust(6, "0")
    zone = (match["zone"] or "").upper()
    zone = f"{_ZONES[zone]:+03}00" if zone in _ZONES else zone.removeprefix("UTC").removeprefix("GMT")
    offset = zone.replace(":", "").ljust(5, "0") if zone else "+0000"
    if offset[3] > "5":
        return None  # no such minutes
    try:
        at = datetime.fromisoformat(f"{day}T{time}{offset}")
    except ValueError:
        return None
    believed = plausible(at, now)
    if believed is None:
        return None
    is_day_only = not names_a_time(match[0])
    return Moment(believed, is_day_only=is_day_only, has_zone=bool(zone) or is_day_only)
