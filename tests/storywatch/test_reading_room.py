"""Who takes seconds to read waits for others who do, and nobody else waits for them."""

import asyncio
import operator
import re
import time
from collections.abc import Iterator

import pytest

from fetchers import WorkerFailed, Workers, WorkerTimedOut
from storywatch import reading_room
from storywatch.reading_room import ReadingRoom

HANGS = ("(a+)+$", "a" * 60 + "b")


def busy(seconds: float) -> float:
    """Compute for so long."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return seconds


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2) as workers:
        yield workers


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_room, "QUICK_TRY", 0.5)
    monkeypatch.setattr(reading_room, "SLOW", 0.2)


async def test_a_source_known_to_be_quick_passes_a_crowd_that_hangs(workers: Workers) -> None:
    room = ReadingRoom(workers, 2, most_slow=20)
    assert await room.read("honest", operator.add, 1, 2, time_limit=30) == 3
    crowd = [asyncio.create_task(room.read(f"{n}", re.match, *HANGS, time_limit=60)) for n in range(12)]
    await asyncio.sleep(0)
    assert await room.read("honest", operator.add, 1, 2, time_limit=30) == 3
    assert sum(room.is_slow(f"{n}") for n in range(12)) <= 5
    assert not any(task.done() for task in crowd)
    for task in crowd:
        task.cancel()
    await asyncio.gather(*crowd, return_exceptions=True)


async def test_what_is_not_read_in_its_quick_try_is_read_on_the_slow_lane(workers: Workers) -> None:
    room = ReadingRoom(workers, 2, most_slow=2)
    assert await room.read("large", busy, 0.7, time_limit=30) == 0.7
    assert room.is_slow("large")
    assert await room.read("large", busy, 0.01, time_limit=30) == 0.01
    assert not room.is_slow("large")


async def test_a_source_is_judged_by_the_work_it_makes_not_by_how_busy_the_machine_is(workers: Workers) -> None:
    room = ReadingRoom(workers, 2, most_slow=2)
    await room.read("idle", time.sleep, 0.3, time_limit=30)
    await room.read("working", busy, 0.3, time_limit=30)
    assert not room.is_slow("idle")
    assert room.is_slow("working")


async def test_slow_bodies_are_read_one_after_the_other_and_a_crowd_of_them_is_sent_away(workers: Workers) -> None:
    room = ReadingRoom(workers, 2, most_slow=2)
    crowd = [asyncio.create_task(room.read(f"{n}", busy, 0.7, time_limit=60)) for n in range(5)]
    ended = await asyncio.gather(*crowd, return_exceptions=True)
    failed = [str(each) for each in ended if isinstance(each, WorkerFailed)]
    assert 0.7 in ended
    assert set(failed) <= {"busy takes more than 0.5 s, and 2 such wait already; it is tried again later"}
    assert len(failed) >= 1


async def test_what_hangs_ends_at_its_limit_also_on_the_slow_lane(workers: Workers) -> None:
    room = ReadingRoom(workers, 2, most_slow=2)
    for limit in (0.3, 1.0):
        with pytest.raises(WorkerTimedOut, match=f"longer than {limit:g} s"):
            await room.read("hangs", re.match, *HANGS, time_limit=limit)
        assert room.is_slow("hangs")


async def test_nobody_waits_for_ever(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that were never read yield to the others, but only so long."""
    monkeypatch.setattr(reading_room, "PATIENCE", 0.05)
    room = ReadingRoom(workers, 1, most_slow=2)
    await room.read("honest", operator.add, 1, 2, time_limit=30)
    order: list[str] = []

    async def read(source: str) -> None:
        await room.read(source, time.sleep, 0.01, time_limit=30)
        order.append(source)

    first = [asyncio.create_task(read("honest")) for _ in range(30)]
    await asyncio.sleep(0)
    stranger = asyncio.create_task(read("stranger"))
    await asyncio.sleep(0.1)
    later = [asyncio.create_task(read("honest")) for _ in range(30)]
    await asyncio.gather(*first, stranger, *later)
    assert 30 <= order.index("stranger") < 40


async def test_a_body_whose_visit_was_dropped_gives_its_place_to_the_next(workers: Workers) -> None:
    room = ReadingRoom(workers, 1, most_slow=2)
    lengths = [20.0] * 7 + [0.05]
    tasks = [asyncio.create_task(room.read(f"{n}", time.sleep, each, time_limit=30)) for n, each in enumerate(lengths)]
    await asyncio.sleep(0.02)
    for task in tasks[:7]:
        task.cancel()
    await asyncio.gather(*tasks[:7], return_exceptions=True)
    await tasks[7]
    assert await room.read("honest", operator.add, 1, 2, time_limit=30) == 3


async def test_a_bug_in_the_reading_comes_through(workers: Workers) -> None:
    room = ReadingRoom(workers, 2, most_slow=2)
    with pytest.raises(ZeroDivisionError):
        await room.read("broken", operator.floordiv, 1, 0, time_limit=30)
    assert await room.read("broken", operator.add, 1, 2, time_limit=30) == 3
