"""`storywatch check`: whether the configuration can be used and what it says; whether the store is whole."""

from __future__ import annotations

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from store import integrity
from storywatch import exits, plain
from storywatch.commands import settings_of
from storywatch.config import MatchConfig, search_name
from storywatch.serial import to_json


@click.command("check", epilog="Example: storywatch --config sahel.toml check")
@click.option("--store", "with_store", is_flag=True, help="Read the whole store and say what is wrong with it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, with_store: bool, as_json: bool) -> int:
    """Check the configuration and say what it watches.

    A mistake is one line that names file, field, value and what is expected; the exit code is then 78.
    With --store every page, index, full text, claim, fact and toll in the store is held to what it follows from, also
    while the poller runs: seconds for a large store. What is wrong is one line each, and the exit code is 74.
    """
    settings = settings_of(ctx)
    _ = settings.logins  # a password that can't be read is a mistake, too
    story = settings.config.story
    outlets = settings.config.outlets
    feeds = sum(len(outlet.feeds) for outlet in outlets)
    problems = problems_of(settings.store_path, shows_progress=not as_json) if with_store else None
    idle = [outlet.name for outlet in outlets if not outlet.feeds]
    if as_json:
        summary = {
            "config": str(settings.path),
            "store": str(settings.store_path),
            "story": story.name,
            "outlets": len(outlets),
            "feeds": feeds,
            "searches": [
                {"name": search_name(search), "kind": search.kind, "url": settings.search_address(search)}
                for search in settings.config.searches
            ],
            "outlets_without_feeds": idle,
            "warnings": settings.warnings,
            "store_problems": problems,
        }
        click.echo(to_json(summary))
        return exits.DISK if problems else exits.OK
    click.echo(f"{settings.path}: good")
    click.echo(f"story    {story.name}, {story.place}, since {plain.moment(story.start, ZoneInfo(story.time_zone))}")
    if settings.config.story.match == MatchConfig():
        click.echo("match    no terms: every entry of every feed counts as on the story")
    click.echo(f"outlets  {len(outlets)} with {feeds} feeds")
    if idle:
        click.echo(f"         without a feed, known by their domains only: {', '.join(idle)}")
    for search in settings.config.searches:
        click.echo(f"search   {plain.one_line(search_name(search))}: {settings.search_address(search)}")
    click.echo(f"store    {settings.store_path}")
    for warning in settings.warnings:
        click.echo(f"warning  {plain.one_line(warning)}")
    if problems is None:
        return exits.OK
    if not problems:
        click.echo("         whole: file, indexes, full text, and all that follows from the coverage")
        return exits.OK
    for problem in problems:
        click.echo(f"         {plain.one_line(problem)}")
    click.echo(
        f"storywatch: {settings.store_path}: {plain.counted(len(problems), 'problem')}; restore a backup, or try "
        "`storywatch rebuild`, which makes anew what follows from the texts",
        err=True,
    )
    return exits.DISK


def problems_of(store: Path, *, shows_progress: bool) -> list[str]:
    """What is wrong with a store, with a progress bar for whoever waits. Raises StoreError."""
    if not shows_progress or not sys.stderr.isatty():
        return integrity(store)
    with click.progressbar(length=1, label="checking the store", file=sys.stderr) as bar:

        def tell(done: int, checks: int) -> None:
            bar.length = checks
            bar.update(done - bar.pos)

        return integrity(store, tell)
