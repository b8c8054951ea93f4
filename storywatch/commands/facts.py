"""`storywatch facts`: every fact with who had it first, its reports and their sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from store import FactRow, Reader, ReportRow, open_reader
from story import Kind, Scope
from storywatch import exits, plain
from storywatch.commands import claims_option, settings_of
from storywatch.serial import to_builtin, to_json

PAGE = 500


@click.command("facts", epilog="Example: storywatch facts --kind killed --brief")
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="Only facts of this kind.")
@click.option("--background", is_flag=True, help="Background figures (other events, running totals) instead.")
@click.option("--contains", metavar="WORDS", help="Only facts whose label or speaker holds these words.")
@click.option("--brief", is_flag=True, help="Without the reports.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@claims_option
@click.pass_context
def command(
    ctx: click.Context,
    kind: str | None,
    background: bool,
    contains: str | None,
    brief: bool,
    as_json: bool,
    claims_file: Path | None,
) -> int:
    """Print the facts, the newest first: what, who says so, which outlet had it first, and who gave it since.

    A star marks the first report; several stars are a photo finish. With --claims the facts are those of the articles
    in a file (docs/own-claims.md); neither configuration nor store is needed.
    """
    if claims_file is not None:
        from storywatch.own_claims_output import print_facts  # its modules are seldom needed

        return print_facts(
            claims_file,
            kind=Kind(kind) if kind else None,
            scope=Scope.BACKGROUND if background else Scope.EVENT,
            contains=contains,
            brief=brief,
            as_json=as_json,
        )
    settings = settings_of(ctx)
    zone = ZoneInfo(settings.config.story.time_zone)
    with open_reader(settings.store_path) as reader:
        facts = all_facts(
            reader,
            kind=Kind(kind) if kind else None,
            scope=Scope.BACKGROUND if background else Scope.EVENT,
            contains=contains,
        )
        if as_json:
            click.echo(to_json(facts_summary(reader, facts, brief=brief)))
            return exits.OK
        for number, fact in enumerate(facts):
            if number and not brief:
                click.echo()
            for line in plain.fact_lines(fact, () if brief else all_reports(reader, fact.id), zone):
                click.echo(line)
        if not facts:
            click.echo("no facts so far")
    return exits.OK


def all_facts(reader: Reader, *, kind: Kind | None, scope: Scope, contains: str | None = None) -> list[FactRow]:
    """Every fact that fits, read page by page."""
    facts: list[FactRow] = []
    after = None
    while page := reader.facts(after=after, limit=PAGE, kind=kind, scope=scope, contains=contains):
        facts += page
        after = page[-1].cursor
    return facts


def all_reports(reader: Reader, fact_id: int) -> list[ReportRow]:
    """Every report of a fact, read page by page."""
    reports: list[ReportRow] = []
    while page := reader.reports(fact_id, after=reports[-1] if reports else None, limit=PAGE):
        reports += page
    return reports


def facts_summary(reader: Reader, facts: list[FactRow], *, brief: bool = False) -> list[dict[str, Any]]:
    """The facts, each with its reports in order of time, as plain values for JSON."""
    rows: list[dict[str, Any]] = []
    for fact in facts:
        row: dict[str, Any] = to_builtin(fact)
        del row["cursor"]
        if not brief:
            row["reports"] = to_builtin(all_reports(reader, fact.id))
        rows.append(row)
    return rows
