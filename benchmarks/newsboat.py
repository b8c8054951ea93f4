"""newsboat, the feed reader that people use in terminals, as the benchmark's peer: a folder of its own.

It keeps ETag and Last-Modified only of feeds that its cache holds already: the third reload uses them.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

THREADS = (1, 4)  # its own default, and what makes it fastest on two cores


def is_installed() -> bool:
    """Whether there is a newsboat to compare with."""
    return shutil.which("newsboat") is not None


def version() -> str:
    """What it calls itself: "newsboat 2.21.0"."""
    said = subprocess.run(["newsboat", "-v"], capture_output=True, text=True, check=True).stdout
    return said.splitlines()[0].split(" - ")[0]


def command(folder: Path, urls: Sequence[str], threads: int) -> list[str]:
    """The command that reloads these feeds into a cache in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "urls").write_text("\n".join(urls) + "\n", encoding="utf-8")
    settings = f"reload-threads {threads}\nmax-items 0\n"
    (folder / "config").write_text(settings, encoding="utf-8")
    return [
        "newsboat",
        "-q",
        *("-u", str(folder / "urls")),
        "-c",
        str(folder / "cache.db"),
        *("-C", str(folder / "config")),
        "-x",
        "reload",
    ]
