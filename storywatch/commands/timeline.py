"""`storywatch timeline`: what happened in the coverage, newest first."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from store import Reader, TimelineRow, open_reader
from story import changes
from storywatch import plain
from storywatch.commands import as_of_moment, as_of_option, settings_of
from storywatch.serial import to_builtin, to_json

PAGE = 200


@click.command("timeline", epilog="Example: storywatch timeline --limit 20")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many events.")
@click.option("--contains", metavar="WORDS", help="Only events that hold these words, as they stand, outlets included.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, edits with their words.")
@as_of_option
@click.pass_context
def command(ctx: click.Context, limit: int, contains: str | None, as_json: bool, as_of: str | None) -> None:
    """Print the timeline, newest first: first reports, further reports, edits in place, articles.

    The number in square brackets is the article's, which `storywatch mark` takes.
    """
    settings = settings_of(ctx)
    zone = ZoneInfo(settings.config.story.time_zone)
    then = as_of_moment(as_of, zone)
    rows: list[TimelineRow] = []
    with open_reader(settings.store_path) as reader:
        before = None
        while len(rows) < limit:
            page = reader.timeline(before=before, limit=min(PAGE, limit - len(rows)), contains=contains, as_of=then)
            if not page:
                break
            rows += page
            before = page[-1].cursor
        if as_json:
            click.echo(to_json([_as_json(reader, row) for row in rows]))
            return
    for row in rows:
        click.echo(plain.timeline_line(row, zone))
    if not rows:
        click.echo("no such events so far" if contains else "nothing on the story so far")


def _as_json(reader: Reader, row: TimelineRow) -> dict[str, object]:
    """An event; an edit with the words that it added, removed and moved, in the order of the new text."""
    fields: dict[str, object] = {key: value for key, value in to_builtin(row).items() if key != "cursor"}
    texts = reader.edited_texts(row.revision_id) if row.event == "edit" else None
    if texts is not None:
        fields["changes"] = [to_builtin(change) for change in changes(*texts) if change.change != "same"]
    return fields
