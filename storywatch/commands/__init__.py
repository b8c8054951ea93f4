"""The commands, one a module; each module's `command` is what `storywatch NAME` runs."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import click

from story import typed_moment
from storywatch import plain
from storywatch.config import ConfigError, Settings, find_config, load_config

if TYPE_CHECKING:
    from store import Outcome, Posted

PATIENCE = 10.0  # seconds to wait for the poller to take a request up
PAUSE = 0.05  # seconds between looks whether it has

claims_option: Callable[[Any], Any] = click.option(
    "--claims",
    "claims_file",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help='Articles with claims ready-made, a JSON object a line ("-": standard input), instead of the store.',
)


as_of_option: Callable[[Any], Any] = click.option(
    "--as-of",
    "as_of",
    metavar="TIME",
    help="Show what was known at a moment: 2024-09-18 (the day's end), 2024-09-18 09:30 (story's time zone), "
    "2024-09-18T09:30Z, or as moments are printed.",
)


def as_of_moment(text: str | None, zone: tzinfo) -> datetime | None:
    """The moment that `--as-of` names, None if it wasn't given. A bare day means its end. Raises BadParameter."""
    if text is None:
        return None
    try:
        return typed_moment(text.strip(), zone)
    except ValueError:
        raise click.BadParameter(
            f"“{plain.one_line(text)[:60]}” is no moment such as 2024-09-18 09:30 or 2024-09-18T09:30Z",
            param_hint="--as-of",
        ) from None


def settings_of(ctx: click.Context) -> Settings:
    """The configuration that --config or the environment names. Raises ConfigError."""
    given: Path | None = ctx.find_root().obj
    return load_config(find_config(given))


def settings_if_any(ctx: click.Context) -> Settings | None:
    """The configuration if there is one: a new story has none yet. Raises ConfigError for one that can't be used."""
    given: Path | None = ctx.find_root().obj
    try:
        path = find_config(given)
    except ConfigError:
        return None
    return load_config(path)


def author_of(settings: Settings) -> str:
    """Whose name marks bear: as configured, else the login name; "" if there is none, which is refused later."""
    if settings.config.user.name:
        return settings.config.user.name
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container without a user's entry
        return ""


def awaited_outcome(posted: Posted, look: Callable[[], Outcome | None]) -> Outcome | None:
    """What comes of a request that was handed in, as `look` finds it; None if nobody took it up in ten seconds."""
    outcome, deadline = posted.outcome, monotonic() + PATIENCE
    while outcome is None and monotonic() < deadline:
        sleep(PAUSE)
        outcome = look()
    return outcome


def need_terminal(instead: str) -> None:
    """Refuse to draw a screen into a file or a pipe; `instead` names the command for that. Raises UsageError."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise click.UsageError(f"the dashboard needs a terminal; without one use: {instead}")


def refuse_together(value: object, option: str) -> None:
    """Refuse an option that says nothing about claims from a file. Raises UsageError."""
    if value is not None:
        raise click.UsageError(f"{option} asks the store; with --claims there is none")
