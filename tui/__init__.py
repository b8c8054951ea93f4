"""How the story is watched: the Textual dashboard. Importing this package imports neither textual nor rich."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from tui.key_names import key_clash, key_ids, key_problem
from tui.options import DashboardOptions

__all__ = ["DashboardOptions", "key_clash", "key_ids", "key_problem", "run_dashboard", "screenshot"]


def run_dashboard(options: DashboardOptions) -> int:
    """Shows the dashboard until the reader leaves it, and returns the process's exit code."""
    os.environ.setdefault("ESCDELAY", "25")  # textual reads it when it is imported; its own 100 ms delay Escape
    from tui.app import Dashboard

    app = Dashboard(options)
    app.run(mouse=options.mouse)
    return app.return_code or 0


def screenshot(
    options: DashboardOptions,
    size: tuple[int, int] = (120, 40),
    theme: str | None = None,
    *,
    path: Path,
    press: Sequence[str] = (),
) -> None:
    """Draws the real dashboard on a screen of `size` columns and lines, after some keys, into an SVG file."""
    os.environ.setdefault("ESCDELAY", "25")
    from tui.picture import draw_picture

    draw_picture(options, size, theme, path, press)
