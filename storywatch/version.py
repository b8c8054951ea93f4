"""Which storywatch this is."""

from __future__ import annotations

from functools import cache
from importlib import metadata


@cache
def program_version() -> str:
    """The version that is installed. Its files are read once a process, since it is told with each heartbeat."""
    return metadata.version("storywatch")
