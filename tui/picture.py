"""Pictures of the dashboard, through the real application on a screen that only exists in memory."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tui.app import Dashboard
from tui.options import DashboardOptions

_FONT_FACES = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_COMMENTS = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_FONT_FAMILY = re.compile(r"font-family:\s*[^;}]*(?=[;}])")


def draw_picture(
    options: DashboardOptions, size: tuple[int, int], theme: str | None, path: Path, press: Sequence[str]
) -> None:
    """See `tui.screenshot`."""
    svg = asyncio.run(_svg(replace(options, theme=theme or options.theme), size, press))
    path.write_text(without_fonts_from_afar(svg), encoding="utf-8")


def without_fonts_from_afar(svg: str) -> str:
    """The picture drawn with the viewer's own monospace font: nothing in it is fetched from anywhere."""
    plain = _COMMENTS.sub("", _FONT_FACES.sub("", svg))
    return _FONT_FAMILY.sub("font-family: 'DejaVu Sans Mono', Menlo, Consolas, monospace", plain)


async def _svg(options: DashboardOptions, size: tuple[int, int], press: Sequence[str]) -> str:
    app = Dashboard(options)
    async with app.run_test(size=size, tooltips=False) as pilot:
        await pilot.pause()
        for key in press:
            await pilot.press(key)
            await pilot.pause()
        app.main.look(force=True)
        await pilot.pause()
        return app.export_screenshot(title="storywatch")
