"""Moments as the tables hold them: UTC text, to the second, that sorts as time does and reads in any tool."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import overload


@overload
def to_text(moment: datetime) -> str: ...
@overload
def to_text(moment: None) -> None: ...
def to_text(moment: datetime | None) -> str | None:
    """`2024-09-17T05:30:00Z`, fractions of a second cut off. A moment without a time zone raises ValueError."""
    if moment is None:
        return None
    if moment.tzinfo is not UTC:
        if moment.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {moment!r}")
        moment = moment.astimezone(UTC)  # before the cache: in other zones two hours of a year are equal
    return _text_of(moment)


@lru_cache(maxsize=4096)  # one save writes the same few moments into a hundred rows
def _text_of(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")[:19] + "Z"


@overload
def from_text(text: str) -> datetime: ...
@overload
def from_text(text: None) -> None: ...
def from_text(text: str | None) -> datetime | None:
    """The moment that `to_text` wrote."""
    return None if text is None else datetime.fromisoformat(text)
