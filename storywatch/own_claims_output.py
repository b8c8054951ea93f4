"""`--claims FILE`: what `storywatch facts` and `storywatch toll` do with claims from a file instead of the store."""

from __future__ import annotations

import errno
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from story import Kind, Scope
from storywatch import exits, plain
from storywatch.own_claims import BadFile, OwnClaims, read_own_claims
from storywatch.own_facts import counts_line, fact_lines, facts_summary, own_facts
from storywatch.own_toll import own_tolls, toll_lines, toll_summary
from storywatch.serial import to_json

MOST_TOLD = 20  # bad lines, or remarks, that are told one by one


class UnreadableClaims(click.ClickException):
    """The file of claims can't be read at all."""

    exit_code = exits.DATA


def print_facts(
    file: Path, *, kind: Kind | None, scope: Scope, contains: str | None, brief: bool, as_json: bool
) -> int:
    """Print the facts of a file of claims and return the exit code. Raises UnreadableClaims."""
    own = _read(file)
    facts = own_facts(own.reports(), kind=kind, scope=scope, contains=contains)
    if as_json:
        click.echo(to_json(facts_summary(own, facts, brief=brief)))
        return _exit_code(own)
    click.echo(counts_line(own))
    articles = own.by_number()
    for fact in facts:
        if not brief:
            click.echo()
        for line in fact_lines(fact, articles, brief=brief):
            click.echo(line)
    if not facts:
        click.echo("no facts")
    return _exit_code(own)


def print_toll(file: Path, *, kind: Kind | None, as_json: bool) -> int:
    """Print the toll by day of a file of claims and return the exit code. Raises UnreadableClaims."""
    own = _read(file)
    tolls = own_tolls(own, kind)
    if as_json:
        click.echo(to_json(toll_summary(own, tolls)))
        return _exit_code(own)
    click.echo(counts_line(own))
    if not tolls:
        click.echo(plain.NO_FIGURE)
    for toll in tolls:
        click.echo()
        for line in toll_lines(toll):
            click.echo(line)
    return _exit_code(own)


def _read(path: Path) -> OwnClaims:
    """The claims of a file, with the lines that can't be taken told on standard error. Raises UnreadableClaims."""
    name = "standard input" if str(path) == "-" else plain.one_line(str(path))
    now = datetime.now(UTC)
    try:
        if str(path) == "-":
            own = read_own_claims(sys.stdin.buffer, now)
        else:
            with path.open("rb") as file:
                own = read_own_claims(file, now)
    except BadFile as error:
        raise UnreadableClaims(f"{name} {error}") from error
    except (OSError, ValueError) as error:
        raise UnreadableClaims(f"{name} can't be read: {_reason(error)}") from error
    for messages, noun in ((own.bad, "line"), (own.remarks, "remark")):
        for message in messages[:MOST_TOLD]:
            click.echo(f"storywatch: {name}, {plain.one_line(message)}", err=True)
        if len(messages) > MOST_TOLD:
            click.echo(f"storywatch: {name}: and {plain.counted(len(messages) - MOST_TOLD, f'more {noun}')}", err=True)
    return own


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "it is a directory; name the file in it"
    if isinstance(error, OSError) and error.errno == errno.EACCES:
        return "no permission"
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _exit_code(own: OwnClaims) -> int:
    return exits.DATA if own.bad else exits.OK
