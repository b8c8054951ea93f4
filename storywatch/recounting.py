"""Articles counted anew, since their outlet's publisher or kind has changed, beside the visits that go on meanwhile."""

from __future__ import annotations

import asyncio
from time import monotonic

from storywatch.desk import Desk
from storywatch.logs import log_event

TELL_EVERY = 10.0  # seconds of wall-clock time


async def keep_recounting(desk: Desk, wanted: asyncio.Event) -> None:
    """Count anew whenever it is wanted, as long as the poller runs."""
    while True:
        await wanted.wait()
        wanted.clear()
        await recount(desk)


async def recount(desk: Desk) -> None:
    """Count anew what is left, also by an earlier run; each step is a short transaction. Raises StoreError."""
    told_at: float | None = None
    while left := await desk.in_store(desk.writer.recount_articles, desk.clock.now()):
        if told_at is None or monotonic() - told_at > TELL_EVERY:
            told_at = monotonic()
            message = f"the publisher or kind of an outlet has changed; {left:,} articles are still to be counted anew"
            log_event("anew", message, at=desk.clock.now(), left=left)
    if told_at is not None:
        log_event("anew", "all articles of changed outlets are counted anew", at=desk.clock.now(), left=0)
