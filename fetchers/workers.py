"""Processes for the work that can hang or crash: killed at their time limit, and never left behind."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import contextmanager, suppress
from pathlib import Path
from time import process_time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from fetchers.parent import end_with_parent

if TYPE_CHECKING:
    from pebble import ProcessPool

T = TypeVar("T")

_NO_COMPLAINT = (
    "ignore:resource_tracker"  # of the locks that it found left behind, which is no news: it takes them away
)

_LOOK_EVERY = 1.0  # seconds between two looks at whether the pool still works
_LOOK_FOR_START_EVERY = 0.1  # seconds between two looks at whether a worker has taken a task up
_TASKS_A_WORKER = 2_000  # then it is replaced: the cleaning library's caches grow
_LOOK_FOR_CIRCLES = 50_000  # new objects
_MEMORY_LIMIT = 272 * 1024**2  # bytes of data for one task: 45 MB at rest, 250 MB for a sitemap of 50,000 pages
_MOST_AT_REST = 160 * 1024**2  # bytes that a worker may keep between two tasks; with more it is replaced
_OUT_OF_MEMORY_SCORE = Path("/proc/self/oom_score_adj")  # 0 as a rule; anybody may raise their own
_STATM = "/proc/self/statm"  # Linux only; elsewhere nothing is known of what a worker keeps


class WorkerFailed(Exception):
    """A task ended without a result; the message is one line for people."""


class WorkerTimedOut(WorkerFailed):
    """The task ran past its time limit and was killed."""


class WorkerDied(WorkerFailed):
    """The worker's process ended in the middle of the task, or ran out of memory."""


def start_worker(parent: int) -> None:
    """Prepare a fresh worker: it dies with its parent, leaves Ctrl-C to it, and has the slow imports done."""
    end_with_parent(parent, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _go_first_when_memory_ends()
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries think of a page goes into nobody's log
    import feedparser  # noqa: F401
    import trafilatura  # noqa: F401

    # reading leaves no circles behind, and what is imported stays: to look through it all again and again finds nothing
    gc.freeze()
    gc.set_threshold(_LOOK_FOR_CIRCLES)


def _go_first_when_memory_ends() -> None:
    """Have the kernel end a worker, which is replaced, and not its parent, when the service or machine has no more."""
    with suppress(OSError):  # Linux only
        _OUT_OF_MEMORY_SCORE.write_text("500")


def _carried_out(function: Callable[..., T], *args: object) -> tuple[T, float]:
    """The worker's part: the result, and the seconds of processor time that it took.

    A MemoryError leaves without its traceback, which would hold on to all that filled it.
    The limit holds for the task alone. What hands tasks out and takes results in runs without it: if memory ended
    there, the worker would end with a trace, and half a message would be left for the next one to read.
    """
    started = process_time()
    with suppress(MemoryError), _limited_memory():
        return function(*args), process_time() - started
    raise MemoryError


@contextmanager
def _limited_memory() -> Iterator[None]:
    """Cap what is allocated within: a page of 5 MB that is all tags would make a tree of 1.4 GB, and keep it."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limits = [each for each in (_MEMORY_LIMIT, soft, hard) if each != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


class _TasksWhileLean(int):
    """So many tasks, but none after one that left its worker fat: then it ends in order, and a fresh one follows.

    pebble asks `done < max_tasks` in the worker before each task. What a hostile page made a worker hold would
    otherwise be missing for the honest pages after it.
    """

    def __gt__(self, done: int) -> bool:
        return int(self) > done and _data_held() <= _MOST_AT_REST


def _data_held() -> int:
    """Bytes of data that this process has, as RLIMIT_DATA counts them; 0 where nobody knows."""
    try:
        with open(_STATM, "rb") as file:
            return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


class Workers:
    """A pool of `count` worker processes. They start with the first task; `close` ends them.

    Threads would gain nothing for this work, and concurrent.futures' pool breaks as a whole when one hung worker
    is killed. Spawned, not forked: the poller has threads and sockets that a fork would copy. Linux ends a worker
    with the thread that started it, so make the first call in a thread that lives as long as the pool.
    """

    def __init__(self, count: int = 2) -> None:
        self._count = count
        self._pool: ProcessPool | None = None
        self._waiting: set[Future[Any]] = set()

    async def run(
        self,
        function: Callable[..., T],
        *args: object,
        time_limit: float = 10.0,
        note_start: Callable[[], None] | None = None,
        note_time: Callable[[float], None] | None = None,
    ) -> T:
        """Call a module-level function in a worker. `time_limit` is in seconds from when a worker takes it up.

        `note_start` is called soon after that moment unless it is done by then, `note_time` with the seconds of
        processor time that it took, if it gave a result.

        Raises WorkerTimedOut or WorkerDied; what the function itself raises comes through as it is. Cancelling
        the call kills the worker that runs it. The other tasks go on. A pool that broke under a task is started anew
        for it, once.
        """
        from concurrent.futures.process import BrokenProcessPool

        for _ in range(2):
            try:
                result, seconds = await self._run_once(function, args, time_limit, note_start)
            except BrokenProcessPool:
                continue
            if note_time is not None:
                note_time(seconds)
            return result
        raise WorkerDied(f"no worker process could be started for {function.__name__}")

    async def _run_once(
        self,
        function: Callable[..., T],
        args: tuple[object, ...],
        time_limit: float,
        note_start: Callable[[], None] | None,
    ) -> tuple[T, float]:
        """See `run`. Raises BrokenProcessPool when workers can't start, or one died while it waited for work."""
        from concurrent.futures.process import BrokenProcessPool

        from pebble import ProcessExpired

        name = function.__name__
        pool = await self._started()
        try:
            future: Future[tuple[T, float]] = pool.schedule(_carried_out, args=(function, *args), timeout=time_limit)
        except RuntimeError:  # it broke this very moment
            await self._give_up(pool)
            raise BrokenProcessPool from None
        waiting = self._waiting
        waiting.add(future)
        future.add_done_callback(waiting.discard)
        try:
            return await self._outcome(pool, future, note_start)
        except TimeoutError:
            raise WorkerTimedOut(f"{name} took longer than {time_limit:g} s and was ended") from None
        except ProcessExpired as problem:
            raise WorkerDied(f"the worker of {name} ended with exit code {problem.exitcode}") from None
        except BrokenProcessPool:
            await self._give_up(pool)
            raise
        except MemoryError:
            raise WorkerDied(f"{name} needed more memory than a worker may have") from None

    async def _outcome(self, pool: ProcessPool, future: Future[T], note_start: Callable[[], None] | None) -> T:
        """What becomes of a task. A pool that breaks before it has noted a task says nothing of it: look after it."""
        outcome = asyncio.wrap_future(future)
        try:
            while not (await asyncio.wait([outcome], timeout=_LOOK_FOR_START_EVERY if note_start else _LOOK_EVERY))[0]:
                if not pool.active:
                    await self._give_up(pool)
                if note_start is not None and future.running():
                    note_start()
                    note_start = None
        finally:
            outcome.cancel()
        return outcome.result()

    def close(self) -> None:
        """End every worker at once, whatever it is doing. Safe to call twice."""
        if self._pool is not None:
            pool, self._pool = self._pool, None
            _end(pool, self._waiting, WorkerDied("the workers were ended"))

    async def _give_up(self, broken: ProcessPool) -> None:
        """End a pool that broke, unless another task does so already: beside the loop, it takes up to 40 ms."""
        from concurrent.futures.process import BrokenProcessPool

        if self._pool is broken:
            self._pool, waiting = None, self._waiting
            self._waiting = set()  # what comes meanwhile waits for the next pool
            await asyncio.to_thread(_end, broken, waiting, BrokenProcessPool())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def _started(self) -> ProcessPool:
        if self._pool is not None and not self._pool.active:  # broken, say because no process could be started
            await self._give_up(self._pool)
        if self._pool is None:
            import multiprocessing

            from pebble import ProcessPool

            _start_tracker()
            self._pool = ProcessPool(
                max_workers=self._count,
                max_tasks=_TasksWhileLean(_TASKS_A_WORKER),
                initializer=start_worker,
                initargs=(os.getpid(),),
                context=multiprocessing.get_context("spawn"),
            )
        return self._pool


def _start_tracker() -> None:
    """Start the process with which multiprocessing takes away the locks that a killed poller leaves, and its complaint.

    They can't be given up sooner: each fresh worker asks for them by name. A filter in the environment reaches only
    processes that start now; PYTHONWARNINGS is the way that Python documents for that.
    """
    from multiprocessing import resource_tracker

    given = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = ",".join(filter(None, (given, _NO_COMPLAINT)))
    try:
        resource_tracker.ensure_running()
    finally:
        if given is None:
            del os.environ["PYTHONWARNINGS"]
        else:
            os.environ["PYTHONWARNINGS"] = given


def _end(pool: ProcessPool, waiting: set[Future[Any]], reason: Exception) -> None:
    """End a pool. It forgets tasks that it has not handed out, whose callers would wait for ever."""
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
    for future in list(waiting):
        with suppress(InvalidStateError):
            future.set_exception(reason)
