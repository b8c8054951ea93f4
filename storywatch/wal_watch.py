"""A reader that never closes lets the store's write-ahead log grow without end; the log says so, once."""

from __future__ import annotations

import asyncio
from pathlib import Path

from store import wal_size, wal_warning
from storywatch.logs import log_event

PAUSE = 30.0  # seconds of wall-clock time between looks; a look costs microseconds


async def keep_watching_wal(store: Path, pause: float = PAUSE) -> None:
    """Look at the store's write-ahead log again and again; say once that it is large, and once that it shrank."""
    is_told = False
    while True:
        warning = await asyncio.to_thread(wal_warning, store)
        if warning and not is_told:
            log_event("wal", warning, is_warning=True, size=wal_size(store))
        elif is_told and not warning:
            log_event("wal", f"{store}-wal: shrank to {wal_size(store) / 1e6:,.0f} MB", size=wal_size(store))
        is_told = bool(warning)
        await asyncio.sleep(pause)
