"""The log: one line an event, for people on a terminal and as JSON when asked. No secrets, no article text."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from typing import Any

from story import plain_text
from storywatch.serial import to_json

LOGGER = logging.getLogger("storywatch")


def log_event(event: str, message: str, *, is_warning: bool = False, at: datetime | None = None, **fields: Any) -> None:
    """Log one event: `event` is its name in one word, `message` the line for people, `fields` the rest for machines.

    `is_warning`: it needs attention, and is shown when only such events are asked for.
    `at` is the story's time of it, if that isn't the wall clock's.
    """
    LOGGER.log(
        logging.WARNING if is_warning else logging.INFO, message, extra={"event": event, "fields": fields, "at": at}
    )


class HumanFormatter(logging.Formatter):
    """`09:12:05 new      Le Quotidien: 77 morts à Bamako (2 claims)`, with the date where it isn't today's."""

    def format(self, record: logging.LogRecord) -> str:
        at = _moment(record).astimezone()
        shape = "%H:%M:%S" if at.date() == datetime.now().astimezone().date() else "%Y-%m-%d %H:%M:%S"
        line = f"{at.strftime(shape)} {getattr(record, 'event', record.levelname.lower()):<9} {record.getMessage()}"
        line = " ".join(plain_text(line).split("\n"))
        if record.exc_info:
            line += "\n" + plain_text(self.formatException(record.exc_info))
        return line


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, event, message and the event's own fields."""

    def format(self, record: logging.LogRecord) -> str:
        row: dict[str, Any] = {
            "time": _moment(record).isoformat().replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", "log"),
            "message": plain_text(record.getMessage()),
        }
        row |= getattr(record, "fields", {})
        if record.exc_info:
            row["trace"] = self.formatException(record.exc_info)
        return to_json(row, is_line=True)


def _moment(record: logging.LogRecord) -> datetime:
    at: datetime | None = getattr(record, "at", None)
    return at or datetime.fromtimestamp(record.created, UTC).replace(microsecond=0)


def start_logging(*, as_json: bool = False, least: int = logging.INFO) -> None:
    """Send the log to standard error from the level `least` up: INFO, WARNING (needs attention), ERROR (bugs)."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if as_json else HumanFormatter())
    LOGGER.handlers[:] = [handler]
    LOGGER.setLevel(least)
    LOGGER.propagate = False
