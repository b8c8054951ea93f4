"""The poller's log on a write-ahead log that a reader keeps from shrinking: one line, and one when it is over."""

import asyncio
import logging
from pathlib import Path

import pytest

import store.wal
from storywatch.wal_watch import keep_watching_wal


async def test_a_large_log_is_told_once_and_again_when_it_has_shrunk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.wal, "LARGE_WAL", 1000)
    looks = 0

    def count_looks(path: Path) -> str | None:
        nonlocal looks
        looks += 1
        return store.wal.wal_warning(path)

    monkeypatch.setattr("storywatch.wal_watch.wal_warning", count_looks)
    caplog.set_level(logging.INFO, "storywatch")
    log = tmp_path / "story.db-wal"

    async def look_thrice() -> None:
        before = looks
        while looks < before + 3:  # noqa: ASYNC110 the looks happen in a thread
            await asyncio.sleep(0)

    watching = asyncio.create_task(keep_watching_wal(tmp_path / "story.db", pause=0))
    try:
        await look_thrice()
        assert caplog.messages == []
        log.write_bytes(b"x" * 5000)
        await look_thrice()
        await look_thrice()
        (line,) = caplog.messages
        assert "a program keeps reading at one point" in line
        log.write_bytes(b"")
        await look_thrice()
        assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
        assert "shrank" in caplog.messages[1]
    finally:
        watching.cancel()
