"""`storywatch rebuild`: all stored texts read again with the present language packs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from store import RereadRevision, StoreMissing, is_there, open_writer
from story import Claim, Passage, fact_label, passage_label
from storywatch import exits, plain
from storywatch.commands import settings_of
from storywatch.rebuilding import grammar_of, read_all_again
from storywatch.serial import to_builtin, to_json


@click.command("rebuild", epilog="Example: storywatch rebuild --dry-run")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--cores", type=click.IntRange(min=1), help="How many processes read; else one a core.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, dry_run: bool, cores: int | None, as_json: bool) -> int:
    """Read every stored text again with the present language packs, and make facts, first reports and the toll anew.

    For after an update of storywatch or of story/packs. Prints what changed: claims, statements and happenings that
    came and went, article by article. Marks are kept. The poller must not run meanwhile. If it is ended in the middle,
    the store is as before, and the next rebuild goes on where this one stopped.
    """
    settings = settings_of(ctx)
    if not is_there(settings.store_path):
        raise StoreMissing(f"{settings.store_path}: there is no store here, so nothing to read again")
    grammar = grammar_of(settings.context)
    with open_writer(settings.store_path, context=settings.context) as writer:
        total = writer.count_unread_texts(grammar)
        with _bar("reading again", None if as_json else total) as bar:
            failures = read_all_again(writer, settings.context, grammar, bar.update, cores)
        for line in failures:
            click.echo(f"storywatch: {plain.one_line(line)}; nothing was changed", err=True)
        if failures:
            return exits.DATA
        changed = list(writer.changed_readings(grammar))
        if as_json:
            click.echo(to_json(_summary(changed, dry_run)))
        else:
            for line in _lines(changed, dry_run):
                click.echo(line)
        if dry_run:
            writer.forget_readings()
        else:
            with _bar("making facts anew", None if as_json else 1) as bar:
                writer.put_readings_in_place(grammar, lambda done, steps: _tell(bar, done, steps))
    return exits.OK


def _lines(changed: list[RereadRevision], dry_run: bool) -> Iterator[str]:
    """What changed, for people: a line an article's revision, then what came and went in it."""
    for revision in changed:
        yield f"{revision.outlet}: {plain.one_line(revision.title)} (revision {revision.number}) <{revision.url}>"
        for sign, evidence in (("-", revision.went), ("+", revision.came)):
            for given in evidence:
                yield f"  {sign} {_label(given)}: “{plain.one_line(given.sentence)}”"
    texts = plain.counted(len(changed), "text")
    came = sum(len(revision.came) for revision in changed)
    went = sum(len(revision.went) for revision in changed)
    would = " would" if dry_run else ""
    yield f"{texts} read otherwise: {came}{would} come, {went}{would} go" if changed else "everything reads as before"


def _label(given: Claim | Passage) -> str:
    return plain.one_line(fact_label(given) if isinstance(given, Claim) else passage_label(given))


def _summary(changed: list[RereadRevision], dry_run: bool) -> dict[str, Any]:
    return {"dry_run": dry_run, "changed": to_builtin(changed)}


def _bar(label: str, length: int | None) -> Any:
    """A progress bar on standard error; none without a length, or where nobody looks."""
    return click.progressbar(
        length=length or 1, label=label, file=sys.stderr, hidden=length is None or not sys.stderr.isatty()
    )


def _tell(bar: Any, done: int, steps: int) -> None:
    bar.length = steps
    bar.update(done - bar.pos)
