"""Visits to pages on their way into the store: those that wait while others are saved are saved together.

A transaction for several costs much less than one for each. A visitor hears of its own visit only when the common
transaction is committed, so that a kill loses nothing that was acknowledged.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from store import ArticleVisit, RevisionSaved, Writer
from storywatch.desk import StoreThread

MOST_TOGETHER = 16  # visits in one transaction: some 60 ms, for which feeds and requests wait

_Waiting = tuple[ArticleVisit, "asyncio.Future[RevisionSaved | None]"]


@dataclass(slots=True)
class WaitingVisits:
    """Takes visits in the order in which they come. One for the whole poller."""

    writer: Writer
    in_store: StoreThread
    _waiting: list[_Waiting] = field(default_factory=list)
    _saving: asyncio.Task[None] | None = None

    async def save(self, visit: ArticleVisit) -> RevisionSaved | None:
        """What `Writer.save_article_visit` returns or raises, once the visit is committed."""
        saved: asyncio.Future[RevisionSaved | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((visit, saved))
        if self._saving is None or self._saving.done():
            self._saving = asyncio.create_task(self._save_all())
        return await saved

    async def _save_all(self) -> None:
        while self._waiting:
            together, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
            together = [each for each in together if not each[1].done()]  # whose visitor was called off
            if together and not await self._save(together):
                for each in together:  # one of them spoils the others' transaction
                    await self._save([each])

    async def _save(self, together: list[_Waiting]) -> bool:
        """Whether visitors were told what came of these visits: of several only if all of them are saved."""
        visits = [visit for visit, _ in together]
        (came,) = await asyncio.gather(self.in_store(self.writer.save_article_visits, visits), return_exceptions=True)
        if isinstance(came, BaseException) and len(together) > 1:
            return False
        for place, (_, saved) in enumerate(together):
            if saved.done():
                continue
            if isinstance(came, BaseException):
                saved.set_exception(came)
            else:
                saved.set_result(came[place])
        return True
