"""How much memory this process has had at most."""

from __future__ import annotations

import resource
import sys
from pathlib import Path


def peak_memory() -> float:
    """The largest resident size so far, in MB. Linux's own figure: `ru_maxrss` there may be a parent's."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1024**2
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
