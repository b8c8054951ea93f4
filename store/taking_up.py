"""Requests from the inbox, done: each in one transaction with the note that it was, so that none is done twice."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING

from store.asking import ask_for_visits
from store.errors import RequestRefused, StoreError
from store.inbox import OUTCOMES_KEPT, Inbox, Outcome, read_outcome
from store.knowledge import learn
from store.marks import make_mark, undo_mark
from store.moments import to_text
from store.refreshing import refresh_articles
from store.settings import StorySetting
from story import plain_text

if TYPE_CHECKING:
    from sqlite_utils import Database

    from store.requests import MarkRequest, Request, UndoRequest

AT_ONCE = 500  # articles that are held in memory with their texts while they are counted anew
LONGEST_REFUSAL = 500  # characters


def take_up_waiting(
    inbox: Inbox,
    transaction: Callable[[], AbstractContextManager[Database]],
    setting: StorySetting,
    now: datetime,
) -> list[Outcome]:
    """See `Writer.take_up_requests`. Each request is done in a transaction of its own."""
    outcomes = []
    for name in inbox.waiting():
        try:
            request = inbox.read(name)
        except RequestRefused as error:
            inbox.set_aside(name)
            outcomes.append(Outcome(name, "", refusal=f"set aside: {error}"))
            continue
        if request is None:
            continue

        def set_aside_after_a_bug(
            kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, name: str = name
        ) -> None:
            if isinstance(error, Exception) and not isinstance(error, StoreError):
                inbox.set_aside(name)

        with ExitStack() as stack:
            stack.push(set_aside_after_a_bug)
            with transaction() as database:
                outcomes.append(take_up(database, name, request, now, setting))
        inbox.remove(name)
    return outcomes


def take_up(database: Database, name: str, request: Request, now: datetime, setting: StorySetting) -> Outcome:
    """Does what a request asks, unless it was done before, and notes what came of it. Inside a transaction.

    A mark is dated `now`, by the story's clock, but never before what was taken up earlier.
    """
    from store.requests import UndoRequest, VisitRequest

    known = read_outcome(database.conn, name)
    if known is not None:
        return known
    try:
        if isinstance(request, VisitRequest):
            asked, waiting = ask_for_visits(database, request.feeds, now)
            outcome = Outcome(name, "visit", feeds_asked=asked, feeds_waiting=waiting)
        elif isinstance(request, UndoRequest):
            outcome = Outcome(name, "undo", _judge(database, request, now, setting))
        else:
            outcome = Outcome(name, "mark", _judge(database, request, now, setting))
    except RequestRefused as error:
        refusal = " ".join(plain_text(str(error)).split())[:LONGEST_REFUSAL]  # it may quote what was asked
        outcome = Outcome(name, str(type(request).__struct_config__.tag), refusal=refusal)
    _note(database, outcome, now)
    return outcome


def _judge(database: Database, request: MarkRequest | UndoRequest, now: datetime, setting: StorySetting) -> int:
    """Makes or undoes a mark and counts anew what it concerns. Returns the mark. Raises RequestRefused."""
    from store.requests import UndoRequest

    at = learn(database, now)
    if isinstance(request, UndoRequest):
        mark_id, concerned = undo_mark(database, request, at)
    else:
        mark_id, concerned = make_mark(database, request, at)
    for first in range(0, len(concerned), AT_ONCE):
        refresh_articles(database, concerned[first : first + AT_ONCE], setting, at)
    return mark_id


def _note(database: Database, outcome: Outcome, now: datetime) -> None:
    """Keeps what came of a request, for who asks and against doing it twice."""
    database.execute(
        """
        INSERT INTO requests (name, request, taken_at, mark_id, refusal, feeds_asked, feeds_waiting)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        (
            outcome.name,
            outcome.request,
            to_text(now),
            outcome.mark_id,
            outcome.refusal,
            outcome.feeds_asked,
            outcome.feeds_waiting,
        ),
    )
    database.execute("DELETE FROM requests WHERE number <= (SELECT max(number) FROM requests) - ?", (OUTCOMES_KEPT,))
