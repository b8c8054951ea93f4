"""What people hand in through the store's inbox, taken up by the poller within a second or so."""

from __future__ import annotations

import asyncio

from store import Outcome, StoreError, has_requests, inbox_path, inbox_problem
from storywatch.logs import LOGGER, log_event
from storywatch.plain import counted
from storywatch.poller import Poller

PAUSE = 1.0  # seconds of wall-clock time between looks at the inbox; a look costs microseconds


async def keep_taking_up_requests(poller: Poller) -> None:
    """Look into the inbox again and again, for as long as the poller runs; say once that it can't be read."""
    path = poller.desk.settings.store_path
    told: str | None = None
    while True:
        problem = inbox_problem(path)
        if problem is not None and problem != told:
            log_event("inbox", problem, is_warning=True, at=poller.desk.clock.now())
        elif problem is None and told is not None:
            log_event("inbox", f"{inbox_path(path)}: can be read again", at=poller.desk.clock.now())
        told = problem
        await take_up_requests(poller)
        await asyncio.sleep(PAUSE)


async def take_up_requests(poller: Poller) -> None:
    """Take up what waits in the inbox. Raises StoreError when the store can't be written.

    A request that brings out a bug of ours is set aside by the store; here it is logged with its trace and counted.
    """
    desk = poller.desk
    if not has_requests(desk.settings.store_path):
        return
    taking_up = asyncio.ensure_future(desk.in_store(desk.writer.take_up_requests, desk.clock.now()))
    await asyncio.wait([taking_up])
    error = taking_up.exception()
    if error is None:
        outcomes = taking_up.result()
        for outcome in outcomes:
            _log(outcome, poller)
        if any(outcome.feeds_asked for outcome in outcomes):
            await poller.visit_as_asked()
    elif isinstance(error, StoreError):
        raise error
    else:
        poller.bugs += 1
        LOGGER.error("a request from the inbox failed by a bug of storywatch", exc_info=error)


def _log(outcome: Outcome, poller: Poller) -> None:
    at = poller.desk.clock.now()
    if outcome.refusal is not None:
        message = f"inbox: {outcome.name}: {outcome.refusal}"
        log_event(outcome.request or "inbox", message, is_warning=True, at=at, request=outcome.name)
    elif outcome.request == "visit":
        later = f", {outcome.feeds_waiting} of them not at once" if outcome.feeds_waiting else ""
        message = f"asked for {counted(outcome.feeds_asked, 'visit')}{later}"
        log_event("visit", message, at=at, request=outcome.name, feeds=outcome.feeds_asked)
    else:
        done = "undone" if outcome.request == "undo" else "made"
        log_event(outcome.request, f"mark {outcome.mark_id} {done}", at=at, request=outcome.name, mark=outcome.mark_id)
