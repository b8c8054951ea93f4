"""Entries that came before the story's terms were changed: matched again, so that a wider story loses nothing."""

from __future__ import annotations

import asyncio
import hashlib

import msgspec

from storywatch.desk import Desk
from storywatch.logs import log_event

PAGE = 200  # entries read at a time; the event loop gets its turn between pages


async def rematch_if_terms_changed(desk: Desk) -> int:
    """Match all entries that are off the story again if the terms aren't those they were matched by.

    Returns how many articles came of it. Articles that are on the story stay on it. Raises StoreError.
    """
    terms = hashlib.blake2b(msgspec.json.encode(desk.settings.config.story.match), digest_size=16).hexdigest()
    known = await desk.in_store(desk.writer.terms_fingerprint)
    if known == terms:
        return 0
    articles = 0 if known is None else await _rematch(desk)
    await desk.in_store(desk.writer.set_terms_fingerprint, terms)
    return articles


async def _rematch(desk: Desk) -> int:
    matcher = desk.settings.matcher
    articles, last = 0, 0
    while page := await desk.in_store(desk.writer.entries_off_story, PAGE, last):
        last = page[-1].id
        found = []
        for entry in page:
            if matcher.match(f"{entry.title}\n{entry.summary}", entry.lang).is_on_story:
                found.append(entry.id)
            await asyncio.sleep(0)
        if found:
            articles += len(await desk.in_store(desk.writer.take_up_entries, found, desk.clock.now()))
    log_event(
        "match", f"the story's terms have changed: {articles} more articles", at=desk.clock.now(), articles=articles
    )
    return articles
