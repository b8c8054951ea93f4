"""Every stored text read again with the present packs, on all cores; the store is as it was until all are read."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

from fetchers import WorkerFailed, Workers
from store import StoredText, Writer
from story import Reading, StoryContext
from storywatch.pipeline import read_again

TEXTS_AT_ONCE = 200  # so many are read, then kept: what a rebuild that is ended has to read once more at most
TEXT_TIME = 60.0  # seconds of worker time for one text; one that takes longer keeps what was read in it before


def grammar_of(context: StoryContext) -> str:
    """What tells one grammar from another: the reader's code, its packs and lists, and what is known of the story."""
    digest = hashlib.blake2b(repr(context).encode(), digest_size=16)
    for file in sorted(_files(Path(str(resources.files("story"))))):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.suffix in (".py", ".toml"))


def read_all_again(
    writer: Writer, context: StoryContext, grammar: str, progress: Callable[[int], None], cores: int | None = None
) -> list[str]:
    """Reads all texts that this grammar hasn't read yet and keeps the readings. `progress` is told how many at a time.

    Returns a line for each text that couldn't be read; nothing can be put in place then.
    """
    with Workers(cores or os.cpu_count() or 1) as workers:
        return asyncio.run(_read_all(writer, context, grammar, progress, workers))


async def _read_all(
    writer: Writer, context: StoryContext, grammar: str, progress: Callable[[int], None], workers: Workers
) -> list[str]:
    failures: list[str] = []
    last = 0
    while texts := writer.unread_texts(grammar, last, TEXTS_AT_ONCE):
        readings = await asyncio.gather(*(_read(workers, text, context, failures) for text in texts))
        writer.keep_readings(grammar, [(id, reading) for id, reading in readings if reading is not None])
        last = texts[-1].revision_id
        progress(len(texts))
    return failures


async def _read(
    workers: Workers, text: StoredText, context: StoryContext, failures: list[str]
) -> tuple[int, Reading | None]:
    try:
        return text.revision_id, await workers.run(read_again, text, context, time_limit=TEXT_TIME)
    except WorkerFailed as error:
        failures.append(f"revision {text.revision_id} ({text.title}): {error}")
        return text.revision_id, None
