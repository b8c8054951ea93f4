"""Claims and reports made with a word or two, for tests about what becomes of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from story import Claim, Kind, Origin, Qualifier, Report, SpeakerClass, TimeInterval, fact_key

START = datetime(2024, 9, 17, 5, tzinfo=UTC)


def claim(low: int, high: int | str | None = "same", **fields: Any) -> Claim:
    """A claim of `low` killed, exact unless `qualifier` says otherwise; `high` is `low` unless given."""
    values: dict[str, Any] = {"kind": Kind.KILLED, "qualifier": Qualifier.EXACT, "text": "", "sentence": ""}
    values |= {"start": 0, "end": 0, "sentence_start": 0, "sentence_end": 0}
    return Claim(low=low, high=low if high == "same" else high, **(values | fields))  # type: ignore[arg-type]


def over(low: int, **fields: Any) -> Claim:
    """More than `low` killed."""
    return claim(low, None, qualifier=Qualifier.OVER, **fields)


def about(low: int, **fields: Any) -> Claim:
    """About `low` killed."""
    return claim(low, qualifier=Qualifier.ABOUT, **fields)


def vague(low: int, high: int | None, **fields: Any) -> Claim:
    """Dozens (20, 99), hundreds (100, 999), several (1, None)."""
    return claim(low, high, qualifier=Qualifier.VAGUE, **fields)


def said_by(speaker_class: SpeakerClass, source: str = "somebody") -> dict[str, Any]:
    """The fields of a claim that has a speaker."""
    return {"source": source, "speaker_class": speaker_class}


def hours(number: float) -> datetime:
    """A moment so many hours after the story's start."""
    return START + timedelta(hours=number)


def published(at: datetime) -> TimeInterval:
    """A believed publication time, seen ten minutes later."""
    return TimeInterval(at, at + timedelta(minutes=10), at, "published")


def between(earliest: float, latest: float) -> TimeInterval:
    """A figure found in an edit between two visits, in hours after the start."""
    return TimeInterval(hours(earliest), hours(latest), hours(latest), "edited")


def report(given: Claim, at: float | TimeInterval, outlet: str = "The Post", **fields: Any) -> Report:
    """An outlet's own report, `at` so many hours after the start."""
    time = at if isinstance(at, TimeInterval) else published(hours(at))
    values: dict[str, Any] = {"article_id": 1, "revision_id": 1, "evidence_id": 1, "publisher": outlet}
    values |= {"origin": Origin(outlet, "own"), "fact_key": fact_key(given)}
    return Report(outlet=outlet, evidence=given, time=time, **(values | fields))
