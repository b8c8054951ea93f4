"""Workers hang, die and are orphaned; the program goes on."""

import asyncio
import multiprocessing
import operator
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fetchers import WorkerDied, WorkerFailed, Workers, WorkerTimedOut, read_feed

NOW = datetime(2024, 9, 20, tzinfo=UTC)
MB = 1024**2
_held: list[bytearray] = []


def _read_text(path: str) -> str:
    return Path(path).read_text()


def hold(megabytes: int) -> int:
    """Let a worker keep memory, as a library's cache or a broken heap does. Gives the worker's process."""
    _held.append(bytearray(megabytes * MB))
    return os.getpid()


def fill(body: bytes) -> int:
    """Take so much memory in small pieces that none is left; the body counts, too."""
    return len([bytes(100_000) for _ in range(10_000)]) + len(body)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2) as workers:
        yield workers


async def test_a_function_runs_in_another_process(workers: Workers) -> None:
    assert await workers.run(operator.add, 1, 2) == 3
    assert await workers.run(os.getpid) != os.getpid()


async def test_many_tasks_keep_their_results_apart(workers: Workers) -> None:
    assert await asyncio.gather(*(workers.run(operator.mul, 2, n) for n in range(100))) == [2 * n for n in range(100)]


async def test_a_hung_task_is_ended_at_its_limit_and_the_others_go_on(workers: Workers) -> None:
    hung = asyncio.create_task(workers.run(re.match, "(a+)+$", "a" * 60 + "b", time_limit=1.0))
    assert [await workers.run(operator.add, n, n) for n in range(5)] == [0, 2, 4, 6, 8]
    with pytest.raises(WorkerTimedOut, match=r"^match took longer than 1 s and was ended$"):
        await hung
    assert await workers.run(operator.add, 1, 2) == 3


async def test_a_worker_that_dies_fails_its_own_task_only(workers: Workers) -> None:
    with pytest.raises(WorkerDied, match="exit code 3"):
        await workers.run(os._exit, 3)
    assert await workers.run(operator.add, 1, 2) == 3


@pytest.mark.parametrize("megabytes", [300, 8_000])
async def test_a_task_cannot_eat_the_machines_memory(workers: Workers, megabytes: int) -> None:
    with pytest.raises(WorkerDied, match="memory"):
        await workers.run(bytearray, megabytes * 1024**2)
    assert issubclass(WorkerDied, WorkerFailed)
    assert issubclass(WorkerTimedOut, WorkerFailed)


@pytest.mark.parametrize("megabytes", [1, 150])
async def test_a_body_beyond_a_workers_memory_is_one_line_and_leaves_no_trace(
    capfd: pytest.CaptureFixture[str], megabytes: int
) -> None:
    """Handing it over takes three times the body: beside the task's allowance, or half of it would lie in the pipe."""
    with Workers(1) as workers:
        body = bytes(megabytes * MB)
        assert await workers.run(len, body) == len(body)
        with pytest.raises(WorkerDied, match=r"^fill needed more memory than a worker may have$"):
            await workers.run(fill, body)
        assert await workers.run(operator.add, 1, 2) == 3
    assert "Traceback" not in capfd.readouterr().err


async def test_a_result_beyond_a_workers_memory_comes_through(capfd: pytest.CaptureFixture[str]) -> None:
    with Workers(1) as workers:
        assert len(await workers.run(bytes, 150 * MB)) == 150 * MB
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_a_worker_that_was_left_fat_is_replaced_and_a_lean_one_is_kept() -> None:
    with Workers(1) as workers:
        lean = await workers.run(hold, 1)
        assert await workers.run(os.getpid) == lean
        fat = await workers.run(hold, 170)
        assert fat == lean
        fresh = await workers.run(os.getpid)
        assert fresh != fat
        assert [await workers.run(os.getpid) for _ in range(3)] == [fresh] * 3


@pytest.mark.skipif(not Path("/proc/self/oom_score_adj").exists(), reason="Linux only")
async def test_the_kernel_ends_a_worker_before_the_poller_when_memory_ends(workers: Workers) -> None:
    scores = [await workers.run(_read_text, f"/proc/{pid}/oom_score_adj") for pid in ("self", os.getpid())]
    assert int(scores[0]) == 500 > int(scores[1])


async def test_a_bug_in_the_function_comes_through_as_it_is(workers: Workers) -> None:
    with pytest.raises(ZeroDivisionError):
        await workers.run(operator.floordiv, 1, 0)


async def test_the_loop_stays_free_while_a_worker_reads_a_quadratic_feed(workers: Workers) -> None:
    """Guarded or ended, either will do; what counts is that nobody waits."""
    hostile = b"<rss><channel>" + b"<item><title>" + b"<![CDATA[" * 14_000 + b"</title></item></channel></rss>"
    reading = asyncio.create_task(workers.run(read_feed, hostile, {}, "http://a.test/", NOW, time_limit=2.0))
    beats = 0
    while not reading.done():
        await asyncio.sleep(0)
        beats += 1
    assert beats > 100
    with suppress(WorkerTimedOut):
        await reading
    assert await workers.run(operator.add, 1, 2) == 3


async def test_cancelling_a_call_ends_its_worker(workers: Workers) -> None:
    task = asyncio.create_task(workers.run(time.sleep, 600, time_limit=700.0))
    await workers.run(operator.add, 1, 2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.gather(*(workers.run(operator.add, n, 0) for n in range(4))) == [0, 1, 2, 3]


async def test_a_single_worker_goes_on_with_the_queue_behind_a_hung_task() -> None:
    with Workers(1) as workers:
        hung = asyncio.create_task(workers.run(time.sleep, 600, time_limit=0.5))
        waiting = [asyncio.create_task(workers.run(operator.neg, n)) for n in range(3)]
        with pytest.raises(WorkerTimedOut):
            await hung
        assert await asyncio.gather(*waiting) == [0, -1, -2]


@pytest.mark.parametrize("together", [1, 20])
async def test_workers_that_are_killed_while_they_wait_cost_no_task(together: int) -> None:
    """By the kernel when memory is short, or by their own limit when a body is handed to them."""
    with Workers(2) as workers:
        for _ in range(3):
            await asyncio.gather(*(workers.run(operator.add, n, n) for n in range(4)))
            for child in multiprocessing.active_children():
                child.kill()
            tasks = [asyncio.create_task(workers.run(operator.neg, n)) for n in range(together)]
            async with asyncio.timeout(60):
                done = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(isinstance(each, WorkerDied) or each == -n for n, each in enumerate(done))
            assert sum(isinstance(each, WorkerDied) for each in done) <= 2


async def test_after_closing_the_next_task_starts_new_workers() -> None:
    workers = Workers(1)
    assert await workers.run(operator.add, 1, 1) == 2
    workers.close()
    assert await workers.run(operator.add, 1, 1) == 2
    workers.close()


async def test_workers_that_cannot_start_are_one_line_and_the_next_task_tries_again(tmp_path: Path) -> None:
    broken = tmp_path / "python"  # only for workers: the interpreter's own helper process starts
    broken.write_text(f'#!/bin/sh\ncase "$*" in *resource_tracker*) exec {sys.executable} "$@";; esac\nexit 1\n')
    broken.chmod(0o755)
    workers = Workers(1)
    spawning = multiprocessing.get_context("spawn")
    spawning.set_executable(str(broken))
    try:
        with pytest.raises(WorkerDied, match="no worker process could be started for add"):
            await workers.run(operator.add, 1, 1)
    finally:
        spawning.set_executable(sys.executable)
    assert await workers.run(operator.add, 1, 1) == 2
    workers.close()


def test_closing_before_any_work_and_twice_does_nothing() -> None:
    workers = Workers()
    before = set(multiprocessing.active_children())
    workers.close()
    workers.close()
    assert set(multiprocessing.active_children()) <= before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends the children of a killed parent")
def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import asyncio, os, re\n"
        "from fetchers import Workers\n"
        "async def main():\n"
        "    workers = Workers(1)\n"
        "    print(await workers.run(os.getpid), flush=True)\n"
        "    await workers.run(re.match, '(a+)+$', 'a' * 60 + 'b', time_limit=600.0)\n"
        "if __name__ == '__main__':\n"
        "    asyncio.run(main())\n"
    )
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        worker = os.pidfd_open(int(parent.stdout.readline()))
        try:
            parent.kill()
            ended, _, _ = select.select([worker], [], [], 30)
            assert ended
        finally:
            os.close(worker)
