"""`storywatch poll`: the headless poller."""

from __future__ import annotations

import asyncio
import logging
import signal

import click

from fetchers import end_with_parent
from store import open_reader
from storywatch import exits
from storywatch.clock import Clock, WallClock, parse_fast_clock
from storywatch.commands import settings_of
from storywatch.daemon import run_daemon
from storywatch.logs import start_logging


@click.command("poll", epilog="Example: storywatch poll --once && storywatch facts")
@click.argument("names", nargs=-1, metavar="[--now [OUTLET|URL]...]")
@click.option("--once", is_flag=True, help="Visit every feed once, read what is new, report, and end.")
@click.option("--now", is_flag=True, help="Ask the running poller to visit these feeds now, or all, and end.")
@click.option("--json", "as_json", is_flag=True, help="With --now: print JSON.")
@click.option("--quiet", "-q", is_flag=True, help="Log and report only what needs attention.")
@click.option("--log-json", is_flag=True, help="Log one JSON object an event.")
@click.option("--story-clock", hidden=True, help="The demo's story time.")
@click.option("--end-with", hidden=True, type=int, help="The process whose end ends this one.")
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    now: bool,
    as_json: bool,
    once: bool,
    quiet: bool,
    log_json: bool,
    story_clock: str | None,
    end_with: int | None,
) -> int:
    """Poll the feeds without a screen, one line an event, until stopped.

    SIGTERM or ctrl+c stop it with everything saved; SIGHUP reads the configuration again. Exit codes: 0 stopped,
    69 nothing reachable (with --once), 74 the store can't be written, 75 another poller is running, 78 bad
    configuration.

    With --now the poller that runs already is asked to visit the feeds of these outlets, or at these addresses, or
    all: as soon as is polite, never before their servers allow it nor twice within a minute. 69 when none runs.
    """
    if now:
        if once or quiet or log_json:
            raise click.UsageError("--now asks the poller that runs already; --once, --quiet and --log-json start one")
        from storywatch.commands.visit_now import ask_for_visits

        return ask_for_visits(settings_of(ctx), names, as_json=as_json)
    if names or as_json:
        raise click.UsageError("outlets, addresses and --json go with --now")
    if end_with is not None:
        end_with_parent(end_with, signal.SIGTERM)
    settings = settings_of(ctx)
    start_logging(as_json=log_json, least=logging.WARNING if quiet else logging.INFO)
    clock: Clock = parse_fast_clock(story_clock) if story_clock else WallClock()
    asyncio.run(run_daemon(settings, clock, once=once))
    if not once:
        return exits.OK
    with open_reader(settings.store_path) as reader:
        feeds = [feed for feed in reader.feeds() if not feed.is_stopped]
        counts = reader.counts()
    failed = [feed for feed in feeds if feed.failures]
    code = exits.UNAVAILABLE if feeds and len(failed) == len(feeds) else exits.OK
    if quiet and code == exits.OK:
        return code
    click.echo(
        f"{len(feeds) - len(failed)} of {len(feeds)} feeds answered; "
        f"{counts.articles} articles, {counts.claims} claims, {counts.facts} facts on the story"
    )
    for feed in failed:
        click.echo(f"  {feed.outlet}: {feed.url}: {feed.last_reason}")
    return code
