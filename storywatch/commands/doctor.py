"""`storywatch doctor`: whether everything is there that storywatch needs, and what to do where it isn't."""

from __future__ import annotations

from pathlib import Path

import click

from storywatch import plain
from storywatch.doctor import Finding, examine, exit_code
from storywatch.serial import to_builtin, to_json

HOSTS = 5  # that are asked unless told otherwise


@click.command("doctor", epilog="Example: storywatch doctor --network")
@click.option("--network", "asks_all", is_flag=True, help=f"Ask every feed's host, not only {HOSTS} of them.")
@click.option("--offline", "asks_none", is_flag=True, help="Ask no host.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, asks_all: bool, asks_none: bool, as_json: bool) -> int:
    """Look at the machine, the configuration, the store and the network, and say what to do about each.

    One line a thing: ok, warn (it works, but) or bad (it doesn't). Works without a store and with a broken
    configuration. Takes seconds; `storywatch check --store` reads all of the store. Exit codes: 0 nothing is bad,
    69 nothing can be reached or no worker starts, 74 the store or its disk, 78 the configuration or a language pack.
    """
    if asks_all and asks_none:
        raise click.UsageError("--network and --offline say the opposite of each other")
    given: Path | None = ctx.find_root().obj
    hosts = None if asks_all else 0 if asks_none else HOSTS
    findings = []
    for finding in examine(given, hosts):
        findings.append(finding)
        if not as_json:
            click.echo(line(finding))
    if as_json:
        click.echo(to_json([to_builtin(finding) for finding in findings]))
    return exit_code(findings)


def line(finding: Finding) -> str:
    """`warn clock: 3,600 s ahead of the servers'; set it by the network (NTP)`."""
    advice = f"; {finding.advice}" if finding.advice else ""
    return f"{finding.state.value:<4} {finding.what}: {plain.one_line(finding.says + advice)}"
