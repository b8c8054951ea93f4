"""What a poller's processes take while something is tried on them: memory, lag of the event loop, connections."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LOOK_EVERY = 0.05  # seconds; a worker that is killed is last seen so long before


@dataclass(slots=True)
class Memory:
    """The largest resident sizes since `restart`, in MB, of the poller and of the largest of its children."""

    pid: int
    poller: float = 0.0
    worker: float = 0.0
    _ended: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Look on until `stop`."""
        self._thread = threading.Thread(target=self._look_on, name="memory", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def restart(self) -> None:
        """Forget the peaks so far, the kernel's too."""
        for pid in (self.pid, *children(self.pid)):
            with suppress(OSError):
                Path(f"/proc/{pid}/clear_refs").write_text("5")
        self.poller = self.worker = 0.0

    def _look_on(self) -> None:
        while not self._ended.wait(LOOK_EVERY):
            self.poller = max(self.poller, peak(self.pid))
            self.worker = max(self.worker, *(peak(child) for child in children(self.pid)), 0.0)


def peak(pid: int) -> float:
    """A process's largest resident size, in MB; 0 if it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM: 0 kB")
    return int(line.split()[1]) / 1024


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):
            found += [int(each) for each in (task / "children").read_text().split()]
    return found


@dataclass(frozen=True, slots=True)
class Lag:
    """How late the event loop was at worst, in milliseconds: as the wall clock has it, and by our own work."""

    wall: float = 0.0
    own: float = 0.0


@dataclass(slots=True)
class Notes:
    """What the witness wrote, read as it grows."""

    path: Path
    lags: list[tuple[float, float, float]] = field(default_factory=list)  # when it ended, wall, processor: seconds
    connections: set[tuple[str, int]] = field(default_factory=set)
    _read: int = 0

    def read(self) -> None:
        """Take up what is new."""
        with self.path.open("rb") as file:
            file.seek(self._read)
            new = file.read()
        whole = new.rpartition(b"\n")[0]
        self._read += len(whole) + (1 if whole else 0)
        for line in whole.decode().splitlines():
            match line.split():
                case ["lag", end, wall, own]:
                    self.lags.append((float(end), float(wall), float(own)))
                case ["connect", host, port]:
                    self.connections.add((host, int(port)))

    def worst(self, since: float, until: float) -> Lag:
        """The worst lag that ended between two moments.

        Ours is the part of it in which our own process computed: on a busy machine the rest is other programs'.
        """
        inside = [(wall, min(wall, own)) for end, wall, own in self.lags if since <= end <= until]
        return Lag(
            1000 * max((wall for wall, _ in inside), default=0.0), 1000 * max((own for _, own in inside), default=0.0)
        )
