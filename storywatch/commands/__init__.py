"""The commands, one a module; each module's `command` is what `storywatch NAME` runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from storywatch.config import Settings, find_config, load_config

claims_option: Callable[[Any], Any] = click.option(
    "--claims",
    "claims_file",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help='Articles with claims ready-made, a JSON object a line ("-": standard input), instead of the store.',
)


def settings_of(ctx: click.Context) -> Settings:
    """The configuration that --config or the environment names. Raises ConfigError."""
    given: Path | None = ctx.find_root().obj
    return load_config(find_config(given))


def need_terminal(instead: str) -> None:
    """Refuse to draw a screen into a file or a pipe; `instead` names the command for that. Raises UsageError."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise click.UsageError(f"the dashboard needs a terminal; without one use: {instead}")
