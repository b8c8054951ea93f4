"""`storywatch facts`: every fact with who had it first, its reports and their sentences."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from store import FactRow, Reader, ReportRow, open_reader
from story import FactType, Kind, Scope
from storywatch import exits, plain
from storywatch.commands import as_of_moment, as_of_option, claims_option, refuse_together, settings_of
from storywatch.serial import to_builtin, to_json

PAGE = 500


@click.command(
    "facts",
    epilog="Example: storywatch facts --kind killed --brief; or storywatch facts --claims articles.jsonl --json",
)
@click.option("--type", "fact_type", type=click.Choice([str(one) for one in FactType]), help="Only facts of this type.")
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="Only facts of this kind.")
@click.option("--background", is_flag=True, help="Background figures (other events, running totals) instead.")
@click.option(
    "--contains",
    metavar="WORDS",
    help="Only facts that hold these words, as they stand: label, speaker, first outlet.",
)
@click.option("--brief", is_flag=True, help="Without the reports.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@as_of_option
@claims_option
@click.pass_context
def command(
    ctx: click.Context,
    fact_type: str | None,
    kind: str | None,
    background: bool,
    contains: str | None,
    brief: bool,
    as_json: bool,
    as_of: str | None,
    claims_file: Path | None,
) -> int:
    """Print the facts, the newest first: what, who says so, which outlet had it first, and who gave it since.

    A star marks the first report; several stars are a photo finish. The numbers in square brackets are those that
    `storywatch mark` takes. With --claims the facts are those of the articles
    in a file (docs/own-claims.md); neither configuration nor store is needed.
    """
    if claims_file is not None:
        refuse_together(as_of, "--as-of")
        refuse_together(fact_type, "--type")
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
    then = as_of_moment(as_of, zone)
    with open_reader(settings.store_path) as reader:
        facts = all_facts(
            reader,
            fact_type=FactType(fact_type) if fact_type else None,
            kind=Kind(kind) if kind else None,
            scope=Scope.BACKGROUND if background else Scope.EVENT,
            contains=contains,
            as_of=then,
        )
        if as_json:
            click.echo(to_json(facts_summary(reader, facts, brief=brief, as_of=then)))
            return exits.OK
        for number, fact in enumerate(facts):
            if number and not brief:
                click.echo()
            reports = () if brief else all_reports(reader, fact.id, then)
            kin = () if brief else reader.kin(fact, then)
            for line in plain.fact_lines(fact, reports, zone, kin, reader.marks_of_fact(fact.id, then)):
                click.echo(line)
        if not facts:
            click.echo("no such facts so far" if fact_type or kind or contains or background else "no facts so far")
    return exits.OK


def all_facts(
    reader: Reader,
    *,
    scope: Scope,
    fact_type: FactType | None = None,
    kind: Kind | None = None,
    contains: str | None = None,
    as_of: datetime | None = None,
) -> list[FactRow]:
    """Every fact that fits, read page by page."""
    facts: list[FactRow] = []
    after = None
    while page := reader.facts(
        after=after, limit=PAGE, fact_type=fact_type, kind=kind, scope=scope, contains=contains, as_of=as_of
    ):
        facts += page
        after = page[-1].cursor
    return facts


def all_reports(reader: Reader, fact_id: int, as_of: datetime | None = None) -> list[ReportRow]:
    """Every report of a fact, read page by page."""
    reports: list[ReportRow] = []
    while page := reader.reports(fact_id, after=reports[-1] if reports else None, limit=PAGE, as_of=as_of):
        reports += page
    return reports


def facts_summary(
    reader: Reader, facts: list[FactRow], *, brief: bool = False, as_of: datetime | None = None
) -> list[dict[str, Any]]:
    """The facts, each with its marks and its reports in order of time, as plain values for JSON."""
    rows: list[dict[str, Any]] = []
    for fact in facts:
        row: dict[str, Any] = to_builtin(fact)
        del row["cursor"]
        row["report_count"] = row.pop("reports")  # "reports" are the reports themselves
        row["marks"] = to_builtin(reader.marks_of_fact(fact.id, as_of))
        if not brief:
            row["kin"] = [other.key for other in reader.kin(fact, as_of)]
            row["reports"] = to_builtin(all_reports(reader, fact.id, as_of))
        rows.append(row)
    return rows
