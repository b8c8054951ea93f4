"""The names of what stands beside a store: they belong to the file itself, by whatever link it is called."""

from __future__ import annotations

import os
from pathlib import Path


def beside(path: Path, ending: str) -> Path:
    """`story.db` and `-wal` give `story.db-wal`, in the folder where the file really is: as SQLite does it."""
    return Path(f"{os.path.realpath(path)}{ending}")
