"""Requests from the inbox, done: each in one transaction with the note that it was, so that none is done twice."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from store.errors import RequestRefused
from store.inbox import OUTCOMES_KEPT, Outcome, read_outcome
from store.knowledge import learn
from store.marks import make_mark, undo_mark
from store.refreshing import refresh_articles
from store.settings import StorySetting
from story import plain_text

if TYPE_CHECKING:
    from sqlite_utils import Database

    from store.requests import Request

AT_ONCE = 500  # articles that are held in memory with their texts while they are counted anew
LONGEST_REFUSAL = 500  # characters


def take_up(database: Database, name: str, request: Request, now: datetime, setting: StorySetting) -> Outcome:
    """Does what a request asks, unless it was done before, and notes what came of it. Inside a transaction.

    A mark is dated `now`, by the story's clock, but never before what was taken up earlier.
    """
    from store.requests import UndoRequest

    known = read_outcome(database.conn, name)
    if known is not None:
        return known
    at = learn(database, now)
    word = "undo" if isinstance(request, UndoRequest) else "mark"
    mark_id, refusal = None, None
    try:
        if isinstance(request, UndoRequest):
            mark_id, concerned = undo_mark(database, request, at)
        else:
            mark_id, concerned = make_mark(database, request, at)
    except RequestRefused as error:
        refusal = " ".join(plain_text(str(error)).split())[:LONGEST_REFUSAL]  # it may quote what was asked
    else:
        for first in range(0, len(concerned), AT_ONCE):
            refresh_articles(database, concerned[first : first + AT_ONCE], setting, at)
    database.execute(
        "INSERT INTO requests (name, request, taken_at, mark_id, refusal) VALUES (?, ?, ?, ?, ?)",
        (name, word, at, mark_id, refusal),
    )
    database.execute("DELETE FROM requests WHERE number <= (SELECT max(number) FROM requests) - ?", (OUTCOMES_KEPT,))
    return Outcome(name, word, mark_id, refusal)
