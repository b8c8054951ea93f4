"""Processes that must not outlive the one that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # prctl(2)


def end_with_parent(parent: int, how: signal.Signals) -> None:
    """Have the kernel send this process `how` when process `parent`, which started it, ends in whatever way (Linux).

    Elsewhere only a parent that has ended already is noticed. Linux counts the thread that started a process as its
    parent, so a process is to be started from a thread that lives as long as it should.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, how)
    if os.getppid() != parent:  # it ended before the line above could help
        os.kill(os.getpid(), how)
