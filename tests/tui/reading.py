"""Reading the screen as a terminal would show it."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip


def screen_lines(app: App[None]) -> list[str]:
    """The screen's lines as plain text."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    return [strip.crop(0, width).text for strip in strips][:height]


def screen_text(app: App[None]) -> str:
    """The screen as one text."""
    return "\n".join(screen_lines(app))


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Presses keys one after the other, each after the application has dealt with the one before."""
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


def messages_of(app: App[None]) -> list[str]:
    """Every message that the application shows from now on, also those whose time is over."""
    messages: list[str] = []
    notify = app.notify

    def note(message: str, **more: Any) -> None:
        messages.append(message)
        notify(message, **more)

    app.notify = note  # type: ignore[method-assign]
    return messages


def filtered(app: App[None], strip: Strip) -> Strip:
    """A strip after the application's filters: what is really sent to the terminal."""
    for line_filter in app._filters:
        if line_filter.enabled:
            strip = strip.apply_filter(line_filter, app.screen.background_colors[1])
    return strip
