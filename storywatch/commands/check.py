"""`storywatch check`: whether the configuration can be used, and what it says."""

from __future__ import annotations

import click

from storywatch import plain
from storywatch.commands import settings_of
from storywatch.config import MatchConfig
from storywatch.serial import to_json


@click.command("check", epilog="Example: storywatch --config sahel.toml check")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Check the configuration and say what it watches.

    A mistake is one line that names file, field, value and what is expected; the exit code is then 78.
    """
    settings = settings_of(ctx)
    _ = settings.logins  # a password that can't be read is a mistake, too
    story = settings.config.story
    feeds = sum(len(outlet.feeds) for outlet in settings.outlets)
    idle = [outlet.name for outlet in settings.outlets if not outlet.feeds]
    if as_json:
        summary = {
            "config": str(settings.path),
            "store": str(settings.store_path),
            "story": story.name,
            "outlets": len(settings.outlets),
            "feeds": feeds,
            "outlets_without_feeds": idle,
            "warnings": settings.warnings,
        }
        click.echo(to_json(summary))
        return
    click.echo(f"{settings.path}: good")
    click.echo(f"story    {story.name}, {story.place}, since {story.start.isoformat()}")
    if settings.config.story.match == MatchConfig():
        click.echo("match    no terms: every entry of every feed counts as on the story")
    click.echo(f"outlets  {len(settings.outlets)} with {feeds} feeds")
    if idle:
        click.echo(f"         without a feed, known by their domains only: {', '.join(idle)}")
    click.echo(f"store    {settings.store_path}")
    for warning in settings.warnings:
        click.echo(f"warning  {plain.one_line(warning)}")
