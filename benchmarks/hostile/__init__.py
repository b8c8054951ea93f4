"""An audit by attack: `python -m benchmarks hostile` runs a real poller against servers that mean it harm."""

from benchmarks.hostile.audit import main

__all__ = ["main"]
