"""`storywatch mark`: judge a claim, an article or a fact; split and merge facts; undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from store import (
    FactRow,
    MarkRequest,
    MarkRow,
    Outcome,
    Reader,
    RequestRefused,
    UndoRequest,
    open_reader,
    post,
    take_up_if_free,
    writer_pid,
)
from story import ArticleTarget, EvidenceTarget, FactTarget, Judgement
from storywatch import plain
from storywatch.commands import author_of, awaited_outcome, settings_of
from storywatch.config import Settings
from storywatch.serial import to_builtin, to_json

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


@click.group("mark", epilog="Example: storywatch mark claim 412 wrong --note 'the 2016 attack'")
def command() -> None:
    """Judge what the program read: it counts, people judge.

    A mark has an author and a moment, holds when everything is counted anew, and can be undone. `storywatch marks`
    lists them; docs/marks.md says what each does. While a poller writes the store, it takes the mark up.
    """


def _options(*, has_note: bool = True) -> Callable[[Decorated], Decorated]:
    """The options that all judgements share."""

    def decorate(function: Decorated) -> Decorated:
        function = click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)
        function = click.option("--author", help="Your name; else [user] name as configured, else the login name.")(
            function
        )
        if has_note:
            function = click.option("--note", default="", help="Why, or what more there is to say.")(function)
        return function

    return decorate


def _number(ctx: click.Context, parameter: click.Parameter, value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 18:
        raise click.BadParameter(f"{value!r} is no id; `storywatch facts` and `timeline` print them")
    return int(value)


@command.command("claim", epilog="Example: storywatch mark claim 412 wrong --note 'the 2016 attack'")
@click.argument("claim_id", metavar="CLAIM", callback=_number)
@click.argument("judgement", type=click.Choice(["wrong", "note"]))
@_options()
@click.pass_context
def claim(ctx: click.Context, claim_id: int, judgement: str, note: str, author: str | None, as_json: bool) -> None:
    """Call a claim wrong (misread: it counts no more), or note something on it.

    CLAIM is its number behind a report in `storywatch facts`. An article that gives the figure twice, in headline and
    text, gives it still: mark the other claim, too.
    """
    settings = settings_of(ctx)
    with open_reader(settings.store_path) as reader:
        target = _found(reader.target_of_claim(claim_id), f"claim {claim_id}")
    request = MarkRequest(_author(settings, author), Judgement(judgement), evidence=target, note=note)
    _hand_in(settings, request, as_json)


@command.command("passage", epilog="Example: storywatch mark passage 88 wrong --note 'nobody was arrested'")
@click.argument("passage_id", metavar="PASSAGE", callback=_number)
@click.argument("judgement", type=click.Choice(["wrong", "note"]))
@_options()
@click.pass_context
def passage(ctx: click.Context, passage_id: int, judgement: str, note: str, author: str | None, as_json: bool) -> None:
    """Call a statement or happening wrong (misread: it counts no more), or note something on it.

    PASSAGE is its number behind a report in `storywatch facts`.
    """
    settings = settings_of(ctx)
    with open_reader(settings.store_path) as reader:
        target = _found(reader.target_of_passage(passage_id), f"passage {passage_id}")
    request = MarkRequest(_author(settings, author), Judgement(judgement), evidence=target, note=note)
    _hand_in(settings, request, as_json)


@command.command("article", epilog="Example: storywatch mark article 31 off-story")
@click.argument("article_id", metavar="ARTICLE", callback=_number)
@click.argument("judgement", type=click.Choice(["off-story", "note"]))
@_options()
@click.pass_context
def article(ctx: click.Context, article_id: int, judgement: str, note: str, author: str | None, as_json: bool) -> None:
    """Take an article off the story (nothing of it counts), or note something on it.

    ARTICLE is its number behind an event in `storywatch timeline`.
    """
    settings = settings_of(ctx)
    request = MarkRequest(_author(settings, author), Judgement(judgement), article=ArticleTarget(article_id), note=note)
    _hand_in(settings, request, as_json)


@command.command("fact", epilog='Example: storywatch mark fact 7 confirmed --note "seen the hospital\'s list"')
@click.argument("fact", metavar="FACT")
@click.argument("judgement", type=click.Choice(["confirmed", "disputed", "note"]))
@_options()
@click.pass_context
def fact(ctx: click.Context, fact: str, judgement: str, note: str, author: str | None, as_json: bool) -> None:
    """Call a fact confirmed or disputed, or note something on it: shown with the fact, no number changes.

    FACT is its number in `storywatch facts`, or its key in `facts --json`.
    """
    settings = settings_of(ctx)
    with open_reader(settings.store_path) as reader:
        target = FactTarget(_fact(reader, fact).key)
    _hand_in(settings, MarkRequest(_author(settings, author), Judgement(judgement), fact=target, note=note), as_json)


@command.command("split", epilog="Example: storywatch mark split 7 --article 31 --article 40")
@click.argument("fact", metavar="FACT")
@click.option("--article", "articles", multiple=True, required=True, metavar="ARTICLE", help="Whose report is another.")
@_options()
@click.pass_context
def split(
    ctx: click.Context, fact: str, articles: tuple[str, ...], note: str, author: str | None, as_json: bool
) -> None:
    """Make the reports of some articles another fact: theirs was a different one in the same words.

    FACT is its number in `storywatch facts`, ARTICLE the number behind one of its reports; for several, give --article
    several times.
    """
    settings = settings_of(ctx)
    numbers = tuple(_number(ctx, ctx.command.params[1], article_id) for article_id in articles)
    with open_reader(settings.store_path) as reader:
        target = FactTarget(_fact(reader, fact).key)
    _hand_in(
        settings,
        MarkRequest(_author(settings, author), Judgement.SPLIT, fact=target, note=note, articles=numbers),
        as_json,
    )


@command.command("merge", epilog="Example: storywatch mark merge 9 7")
@click.argument("fact", metavar="FACT")
@click.argument("into", metavar="INTO")
@_options()
@click.pass_context
def merge(ctx: click.Context, fact: str, into: str, note: str, author: str | None, as_json: bool) -> None:
    """Let FACT count as INTO from now on: they are one fact in different words.

    Both are named by their numbers in `storywatch facts`. Reports of FACT that come later count as INTO too.
    """
    settings = settings_of(ctx)
    with open_reader(settings.store_path) as reader:
        target, key = FactTarget(_fact(reader, fact).key), _fact(reader, into).key
    _hand_in(
        settings, MarkRequest(_author(settings, author), Judgement.MERGE, fact=target, note=note, into=key), as_json
    )


@command.command("undo", epilog="Example: storywatch mark undo 3")
@click.argument("mark_id", metavar="MARK", callback=_number)
@_options(has_note=False)
@click.pass_context
def undo(ctx: click.Context, mark_id: int, author: str | None, as_json: bool) -> None:
    """Undo a mark: everything is as it would be without it. The mark stays as one that was undone.

    MARK is its number in `storywatch marks`.
    """
    settings = settings_of(ctx)
    _hand_in(settings, UndoRequest(_author(settings, author), mark_id), as_json)


def _fact(reader: Reader, named: str) -> FactRow:
    """The fact of an id or a key. Raises RequestRefused if there is none."""
    is_id = named.isascii() and named.isdigit() and len(named) <= 18
    found = reader.fact(int(named)) if is_id else reader.fact_by_key(named)
    if found is None:
        shown = named if is_id else f"“{plain.one_line(named)[:100]}”"
        raise RequestRefused(f"there is no fact {shown} (any more); `storywatch facts` prints their ids")
    return found


def _author(settings: Settings, given: str | None) -> str:
    """Who judges: as asked, as configured, else the login name; "" if there is none, which is refused later."""
    return author_of(settings) if given is None else given


def _found(target: EvidenceTarget | None, called: str) -> EvidenceTarget:
    """A claim or passage that there is. Raises RequestRefused if there is none."""
    if target is None:
        raise RequestRefused(f"there is no {called} (any more); `storywatch facts` prints their ids")
    return target


def _hand_in(settings: Settings, request: MarkRequest | UndoRequest, as_json: bool) -> None:
    """Hand a request in, wait for what comes of it and print that. Raises RequestRefused if it was refused."""
    path = settings.store_path
    posted = post(path, request)
    with open_reader(path) as reader:
        outcome = awaited_outcome(posted, lambda: reader.outcome(posted.name) or take_up_if_free(path, posted.name))
        mark = None if outcome is None else _mark(reader, outcome)
        split_off = reader.fact_by_key(mark.other_key or "") if mark and mark.judgement == "split" else None
    if as_json:
        click.echo(to_json({"request": posted.name, "is_taken_up": mark is not None, "mark": to_builtin(mark)}))
    elif mark is None:
        holder = writer_pid(path)
        busy = f"; process {holder} holds the store" if holder else ""
        click.echo(f"handed in{busy}; the poller takes it up as soon as it can, or the next mark does")
    else:
        click.echo(plain.mark_line(mark, ZoneInfo(settings.config.story.time_zone)))
        if split_off is not None:
            click.echo(f"what was split off is fact {split_off.id} now; undoing the mark joins them again")


def _mark(reader: Reader, outcome: Outcome) -> MarkRow:
    """The mark that a request made or undid. Raises RequestRefused if it was refused."""
    mark = None if outcome.mark_id is None else reader.mark(outcome.mark_id)
    if mark is None:
        raise RequestRefused(outcome.refusal or "nothing came of it")
    return mark
