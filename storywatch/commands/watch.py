"""`storywatch watch`: the dashboard, with a poller of its own when none runs."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from pathlib import Path

import click

from store import StoreUnwritable, writer_pid
from storywatch.children import Child, child, poll_arguments
from storywatch.clock import Clock, FastClock, WallClock, str_of_fast_clock
from storywatch.commands import author_of, need_terminal, settings_of
from storywatch.config import Settings
from tui import DashboardOptions, run_dashboard

START_TIME = 5.0  # seconds to wait for a poller to take the store before the screen opens all the same


@click.command("watch", epilog="Example: storywatch watch --theme light")
@click.option("--theme", type=click.Choice(["dark", "light"]), help="Colours; else as configured or as the terminal.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal, so that it can select text.")
@click.option("--no-poll", is_flag=True, help="Only show what is in the store.")
@click.pass_context
def command(ctx: click.Context, theme: str | None, no_mouse: bool, no_poll: bool) -> int:
    """Open the dashboard.

    It starts a poller of its own when none runs for this story, and ends it on leaving; where this user can't write, it
    only shows what is in the store. Press ? for the keys.
    """
    settings = settings_of(ctx)
    need_terminal("storywatch poll, and storywatch toll, facts or timeline")
    return open_dashboard(settings, WallClock(), theme=theme, no_mouse=no_mouse, no_poll=no_poll)


def open_dashboard(
    settings: Settings,
    clock: Clock,
    *,
    theme: str | None = None,
    no_mouse: bool = False,
    no_poll: bool = False,
    note: str = "",
) -> int:
    """Show the dashboard until the reader leaves, with a poller for the time if none runs. Returns the exit code."""
    with ExitStack() as leaving:
        whose, found = "none", writer_pid(settings.store_path)
        own: Child | None = None
        if found is not None:
            whose = "the poller it found"
        elif not no_poll and not may_write(settings.store_path):
            note = note or "this user may not write the store, so no poller was started"
        elif not no_poll:
            own, problem = start_own_poller(leaving, settings, clock)
            whose, note = "its own poller" if own else whose, note or problem
        dashboard = settings.config.dashboard
        return run_dashboard(
            DashboardOptions(
                store_path=settings.store_path,
                story_name=settings.config.story.name,
                place=settings.config.story.place,
                time_zone=settings.config.story.time_zone,
                now=clock.now,
                poller=whose,
                poller_pid=lambda: own.process.pid if own else found,
                keys=settings.config.keys,
                theme=theme or dashboard.theme or None,
                mouse=dashboard.mouse and not no_mouse,
                note=note,
                author=author_of(settings),
            )
        )


def start_own_poller(leaving: ExitStack, settings: Settings, clock: Clock) -> tuple[Child | None, str]:
    """A poller until `leaving` is left; None, with why in a few words, where this user may only look.

    Raises StoreUnwritable where there is nothing to look at either.
    """
    path = settings.store_path
    story_clock = str_of_fast_clock(clock) if isinstance(clock, FastClock) else None
    log = path.with_suffix(".log")
    try:
        own = leaving.enter_context(child(poll_arguments(settings.path, story_clock), log, is_kept_alive=True))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        if os.path.exists(path):
            return None, f"no poller: {log.name} can't be written ({reason})"
        raise StoreUnwritable(f"{log}: can't be written ({reason}); name another place in [store] path") from error
    _wait_for_store(path)
    return own, ""


def may_write(path: Path) -> bool:
    """Whether this user may write the store and what stands beside it, or make the folders for it."""
    folder = next(folder for folder in path.absolute().parents if os.path.lexists(folder))
    return os.access(folder, os.W_OK | os.X_OK) and (not os.path.lexists(path) or os.access(path, os.W_OK))


def _wait_for_store(path: Path) -> None:
    """Give a poller just started a moment to make the store, so that the first screen has it."""
    deadline = time.monotonic() + START_TIME
    while not os.path.exists(path) and time.monotonic() < deadline:
        time.sleep(0.05)
