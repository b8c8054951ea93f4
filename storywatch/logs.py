"""The log: one line an event, for people on a terminal, for systemd's journal, as JSON when asked.

No secrets and no article text. What each event and field means stands in docs/daemon.md.
"""

from __future__ import annotations

import logging
import os
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

from store import Visit
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


def log_visit(subject: str, outlet: str, visit: Visit, message: str, *, event: str = "", **fields: Any) -> None:
    """Log a visit to a "feed" or an "article"; the event is its outcome if it has no name of its own."""
    known = {"subject": subject, "outlet": outlet, "url": visit.url, "status": visit.status, "reason": visit.reason}
    given = {name: value for name, value in known.items() if value is not None} | fields
    log_event(event or visit.outcome, message, is_warning=visit.reason is not None, at=visit.finished_at, **given)


class HumanFormatter(logging.Formatter):
    """`09:12:05 new      Le Quotidien: 77 morts à Bamako (2 claims)`, with the date where it isn't today's."""

    def format(self, record: logging.LogRecord) -> str:
        at = _moment(record).astimezone()
        shape = "%H:%M:%S" if at.date() == datetime.now().astimezone().date() else "%Y-%m-%d %H:%M:%S"
        return f"{at.strftime(shape)} {self.said(record)}"

    def said(self, record: logging.LogRecord) -> str:
        """The line without its time, and a bug's trace below."""
        line = " ".join(plain_text(f"{_event(record):<9} {record.getMessage()}").split("\n"))
        return line + "\n" + plain_text(self.formatException(record.exc_info)) if record.exc_info else line


class JournalFormatter(HumanFormatter):
    """The same without the time, which systemd's journal knows, and with each line's priority, which it asks for."""

    def format(self, record: logging.LogRecord) -> str:
        priority = 3 if record.levelno >= logging.ERROR else 4 if record.levelno >= logging.WARNING else 6
        return "\n".join(f"<{priority}>{line}" for line in self.said(record).split("\n"))


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, event, message and the event's own fields."""

    def format(self, record: logging.LogRecord) -> str:
        row: dict[str, Any] = {
            "time": _moment(record).isoformat().replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": _event(record),
            "message": plain_text(record.getMessage()),
        }
        row |= getattr(record, "fields", {})
        if record.exc_info:
            row["trace"] = self.formatException(record.exc_info)
        return to_json(row, is_line=True)


def _event(record: logging.LogRecord) -> str:
    """The event's name; "bug" for one of ours that was caught, "library" for what a library has to say."""
    event: str | None = getattr(record, "event", None)
    return event or ("bug" if record.name == LOGGER.name else "library")


def _moment(record: logging.LogRecord) -> datetime:
    at: datetime | None = getattr(record, "at", None)
    return at or datetime.fromtimestamp(record.created, UTC).replace(microsecond=0)


def start_logging(*, as_json: bool = False, least: int = logging.INFO) -> None:
    """Send the log to standard error from the level `least` up: INFO, WARNING (needs attention), ERROR (bugs).

    Warnings of libraries and of Python go the same way, so that each line of it can be read as one of the log.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonFormatter() if as_json else JournalFormatter() if _is_journal(sys.stderr) else HumanFormatter()
    )
    LOGGER.handlers[:] = [handler]
    LOGGER.setLevel(least)
    LOGGER.propagate = False
    logging.getLogger().handlers[:] = [handler]
    logging.captureWarnings(True)


def _is_journal(stream: TextIO) -> bool:
    """Whether a stream leads to systemd's journal: JOURNAL_STREAM names its device and inode."""
    try:
        file = os.fstat(stream.fileno())
    except (OSError, ValueError):  # closed, or no file at all
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{file.st_dev}:{file.st_ino}"
