"""Story time: stepped for the headless demo, fast for the one on screen."""

import asyncio
from datetime import UTC, datetime, timedelta

from storywatch.clock import FastClock, SteppedClock, parse_fast_clock, str_of_fast_clock

START = datetime(2024, 9, 17, 4, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def test_a_stepped_clock_jumps_to_the_next_moment_that_somebody_waits_for() -> None:
    clock = SteppedClock(START, START + 10 * HOUR)
    seen: list[tuple[str, datetime]] = []

    async def wait(name: str, hours: int) -> None:
        await clock.sleep_until(START + hours * HOUR)
        seen.append((name, clock.now()))

    await asyncio.gather(wait("late", 3), wait("soon", 1), wait("also soon", 1))
    assert seen == [("soon", START + HOUR), ("also soon", START + HOUR), ("late", START + 3 * HOUR)]


async def test_a_stepped_clock_stands_still_while_work_is_under_way() -> None:
    clock = SteppedClock(START, START + 10 * HOUR)
    done = asyncio.Event()
    moments: list[datetime] = []

    async def work() -> None:
        with clock.working():
            for _ in range(5):
                await asyncio.sleep(0.002)
                moments.append(clock.now())
        done.set()

    await asyncio.gather(work(), clock.sleep_until(START + HOUR))
    assert done.is_set()
    assert set(moments) == {START}
    assert clock.now() == START + HOUR


async def test_two_loops_meet_every_one_of_their_moments() -> None:
    clock = SteppedClock(START, START + 100 * HOUR)
    met: dict[int, list[datetime]] = {2: [], 3: []}

    async def loop(step: int) -> None:
        moment = START
        for _ in range(10):
            moment += step * HOUR
            await clock.sleep_until(moment)
            with clock.working():
                met[step].append(clock.now())
                await asyncio.sleep(0)

    await asyncio.gather(loop(2), loop(3))
    for step, moments in met.items():
        assert moments == [START + step * n * HOUR for n in range(1, 11)]


async def test_a_stepped_clock_ends_with_the_story() -> None:
    clock = SteppedClock(START, START + HOUR)
    sleeper = asyncio.ensure_future(clock.sleep_until(START + 2 * HOUR))
    await clock.ended.wait()
    assert clock.now() == START + HOUR
    assert not sleeper.done()
    sleeper.cancel()


async def test_a_cancelled_sleeper_holds_nobody_up() -> None:
    clock = SteppedClock(START, START + 10 * HOUR)
    first = asyncio.ensure_future(clock.sleep_until(START + HOUR))
    with clock.working():
        await asyncio.sleep(0)
        first.cancel()
    await clock.sleep_until(START + 2 * HOUR)
    assert clock.now() == START + 2 * HOUR


def test_a_fast_clock_survives_the_command_line_and_stops_at_the_end() -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    clock = FastClock(START, 5400.0, long_ago, START + HOUR)
    assert clock.now() == START + HOUR
    again = parse_fast_clock(str_of_fast_clock(clock))
    assert (again.start, again.speed, again.epoch, again.end) == (clock.start, 5400.0, long_ago, clock.end)
