"""Files that stand there whole or not at all, whoever reads them meanwhile and whatever ends us."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a file in place of another of that name. Until it has its `mode` only its owner can read it.

    Only a plain file gives way: a device or a pipe (/dev/stdout, say) would be replaced for everybody.
    Raises OSError; then the file is as it was.
    """
    if path.exists() and not path.is_file():
        reason = errno.EISDIR if path.is_dir() else errno.EINVAL
        raise OSError(reason, os.strerror(reason) if path.is_dir() else "No plain file", str(path))
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(handle, mode)
            os.fsync(handle)
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)
