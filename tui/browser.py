"""Opening an article in the reader's browser without ever letting it have the terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from urllib.parse import urlsplit


def is_web_address(url: str) -> bool:
    """Whether a URL may be handed to a browser: http or https with a host, and nothing but visible ASCII in it."""
    if not url or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def browser_command(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> str | None:
    """The desktop's own opener, None when there is no display: a text browser would take over the screen."""
    environment = os.environ if environment is None else environment
    if platform == "darwin":
        return shutil.which("open")
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return shutil.which("wslview") if environment.get("WSL_DISTRO_NAME") else None
    return shutil.which("xdg-open")


async def open_in_browser(command: str, url: str) -> int:
    """Starts the opener apart from this terminal and waits for its end in the background; its exit code."""
    from asyncio import create_subprocess_exec
    from asyncio.subprocess import DEVNULL

    process = await create_subprocess_exec(
        command, url, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
    )
    return await process.wait()
