"""What a piece of work takes of time, and what this process has taken of memory."""

from __future__ import annotations

import os
import resource
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the wall, and of the processor in all processes that worked."""

    wall: float
    processor: float

    def best(self, other: Spent) -> Spent:
        """The less of either: the machine may be busy with other things."""
        return Spent(min(self.wall, other.wall), min(self.processor, other.processor))

    def __str__(self) -> str:
        return f"{self.wall:.2f} ({self.processor:.1f})"


NEVER = Spent(float("inf"), float("inf"))
ENOUGH = 2.0  # seconds after which a piece of work isn't done once more
Clock = Callable[[], float]


def clock_of(is_cpu_asked: bool) -> Clock:
    """Which time counts: the wall's, or that of the processor, for a machine that is busy with other things too."""
    return process_time if is_cpu_asked else perf_counter


def median_milliseconds(work: Callable[[], object], rounds: int, clock: Clock) -> float:
    """What a piece of work takes; what takes seconds isn't done often."""
    times: list[float] = []
    while len(times) < rounds and sum(times) < ENOUGH:
        started = clock()
        work()
        times.append(clock() - started)
    return statistics.median(times) * 1000


def peak_memory() -> float:
    """The largest resident size so far, in MB. Linux's own figure: `ru_maxrss` there may be a parent's."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1024**2
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def children_seconds(*, but: int) -> float:
    """The processor's time that this process's children have taken so far, running ones too, `but` one (Linux)."""
    seconds = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[1]) == os.getpid() and status.parent.name != str(but):
            seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def family_memory(pid: int, *, but: int | None = None) -> tuple[float, float]:
    """What a process holds resident now, in MB, alone and with its children, `but` one of them (Linux)."""
    own = family = _resident(pid)
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        if parent == pid and status.parent.name != str(but):
            family += _resident(int(status.parent.name))
    return own, family


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
