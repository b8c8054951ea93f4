"""What a server says about when to come back: Retry-After, Cache-Control, Expires. All in seconds."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_FRESHNESS = 5 * 3600.0
SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 24 * 3600.0
DEFAULT_PAUSE = 300.0  # for a 429 or 503 that names no time

_MAX_AGE = re.compile(r'(?:^|[\s,])max-age\s*=\s*"?(\d{1,12})', re.IGNORECASE)
_UNCACHED = re.compile(r"(?:^|[\s,])(?:no-cache(?!\s*=)|no-store)")


def http_date(text: str | None) -> datetime | None:
    """An HTTP date (Last-Modified, Expires) in UTC; None if it is missing or none. Never raises.

    A date whose zone would carry it out of the calendar ("31 Dec 9999 23:59:59 -1200") is none either.
    """
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text[:100])
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def pause_asked(status: int, headers: dict[str, str], now: datetime) -> float | None:
    """For how long the host asks to be left alone, on 429 and 503; None otherwise.

    Retry-After may be seconds or a date, which is measured against the server's own clock when it sends one.
    Clamped to between a second and a day; nonsense counts as not said.
    """
    if status not in (429, 503):
        return None
    text = headers.get("retry-after", "").strip()
    seconds = DEFAULT_PAUSE
    if re.fullmatch(r"\d{1,18}(\.\d*)?", text, re.ASCII):
        seconds = float(text)
    elif (moment := http_date(text)) is not None:
        seconds = (moment - (http_date(headers.get("date")) or now)).total_seconds()
    return min(max(seconds, SHORTEST_PAUSE), LONGEST_PAUSE)


def freshness(headers: dict[str, str], now: datetime) -> float | None:
    """How long the answer stays fresh: max-age less Age, else Expires; None when the server doesn't say.

    Clamped to five hours: more is an outlet's mistake, and a story would be missed. "no-cache" and "no-store"
    count as not said: they speak to caches, and are no invitation to come every minute. A "no-cache" of single
    header fields (`no-cache="set-cookie"`) says nothing of the rest.
    """
    control = headers.get("cache-control", "").lower()
    if _UNCACHED.search(control):
        return None
    if match := _MAX_AGE.search(control):
        age = headers.get("age", "").strip()
        seconds = float(match[1]) - (float(age) if re.fullmatch(r"\d{1,12}", age, re.ASCII) else 0.0)
    elif (expires := http_date(headers.get("expires"))) is not None:
        seconds = (expires - (http_date(headers.get("date")) or now)).total_seconds()
    else:
        return None
    return min(max(seconds, 0.0), LONGEST_FRESHNESS)
