"""Disks that are full: a small file system of memory, where one may be mounted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

FILLING = "filling"


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A file system of so many bytes at `folder`. Skips the test where this user may not mount one."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if sys.platform != "linux" or os.geteuid() != 0 or mount is None or umount is None:
        pytest.skip("only root may mount a small file system")
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run([umount, "--lazy", folder], check=True)


def fill(folder: Path, *, leave: int = 0) -> None:
    """Takes all room on the disk, but for so many bytes."""
    with open(folder / FILLING, "ab", buffering=0) as file:
        for piece in (64 * 1024, 4096, 1):
            while True:
                try:
                    file.write(b"x" * piece)
                except OSError:
                    break
        if leave:
            file.truncate(max(0, file.tell() - leave))


def make_room(folder: Path) -> None:
    """Gives the room back."""
    (folder / FILLING).unlink()


def make_read_only(folder: Path) -> None:
    """Forbids all writing to the file system at `folder`, on which nothing may be open."""
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
