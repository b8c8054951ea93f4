"""`storywatch marks`: what people judged, and by whom."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from store import open_reader, waiting_requests
from storywatch import plain
from storywatch.commands import as_of_moment, as_of_option, settings_of
from storywatch.serial import to_builtin, to_json


@click.command("marks", epilog="Example: storywatch marks --all --json")
@click.option("--all", "with_undone", is_flag=True, help="Marks that were undone, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@as_of_option
@click.pass_context
def command(ctx: click.Context, with_undone: bool, as_json: bool, as_of: str | None) -> None:
    """List the marks, the latest first: number, judgement, what it is about, who made it and when, the note.

    A mark "without a target" is about something that is no longer read or given; it holds again if that comes back.
    """
    if with_undone and as_of is not None:
        raise click.UsageError("--all lists marks of all times; leave it out, or --as-of")
    settings = settings_of(ctx)
    zone = ZoneInfo(settings.config.story.time_zone)
    then = as_of_moment(as_of, zone)
    with open_reader(settings.store_path) as reader:
        marks = reader.marks(then, with_undone=with_undone)
    if as_json:
        click.echo(to_json(to_builtin(marks)))
        return
    for mark in marks:
        click.echo(plain.mark_line(mark, zone))
    if not marks:
        click.echo("no marks so far")
    if waiting := waiting_requests(settings.store_path):
        click.echo(f"{plain.counted(waiting, 'request')} in the inbox, waiting to be taken up")
