"""`storywatch toll`: the toll as the dashboard shows it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from store import Reader, open_reader
from story import Kind
from storywatch import exits, plain
from storywatch.commands import as_of_moment, as_of_option, claims_option, refuse_together, settings_of
from storywatch.serial import to_builtin, to_json


@click.command(
    "toll",
    epilog="Example: storywatch toll --kind killed --as-of 2024-09-18; or storywatch toll --claims articles.jsonl",
)
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="Only this kind; else all with a figure.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@as_of_option
@claims_option
@click.pass_context
def command(ctx: click.Context, kind: str | None, as_json: bool, as_of: str | None, claims_file: Path | None) -> int:
    """Print the toll: the headline figure, the official one, the range, and who says what.

    With --claims it is the toll by day of the articles in a file (docs/own-claims.md); neither configuration nor store
    is needed.
    """
    if claims_file is not None:
        refuse_together(as_of, "--as-of")
        from storywatch.own_claims_output import print_toll  # its modules are seldom needed

        return print_toll(claims_file, kind=Kind(kind) if kind else None, as_json=as_json)
    settings = settings_of(ctx)
    zone = ZoneInfo(settings.config.story.time_zone)
    then = as_of_moment(as_of, zone)
    with open_reader(settings.store_path) as reader:
        now = then or reader.present(datetime.now(UTC).replace(microsecond=0))
        kinds = [Kind(kind)] if kind else reader.kinds(then)
        if as_json:
            click.echo(to_json(toll_summary(reader, kinds, now)))
            return exits.OK
        click.echo(f"{settings.config.story.name} — {plain.moment(now, zone)}{plain.AS_KNOWN_THEN if then else ''}")
        if not kinds:
            click.echo(f"{plain.NO_FIGURE} so far")
        for each in kinds:
            click.echo()
            for line in plain.toll_lines(reader.toll(each, now), reader.toll_series(each, now), zone):
                click.echo(line)
    return exits.OK


def toll_summary(reader: Reader, kinds: list[Kind], as_of: datetime) -> dict[str, Any]:
    """The toll of each kind with its series, as plain values for JSON."""
    return {
        "as_of": to_builtin(as_of),
        "kinds": [
            {**to_builtin(reader.toll(kind, as_of)), "series": to_builtin(reader.toll_series(kind, as_of))}
            for kind in kinds
        ],
    }
