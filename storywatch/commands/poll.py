"""`storywatch poll`: the headless poller."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Collection
from zoneinfo import ZoneInfo

import click

from fetchers import end_with_parent
from store import open_reader
from storywatch import exits, plain
from storywatch.clock import Clock, WallClock, parse_fast_clock
from storywatch.commands import settings_of
from storywatch.config import Settings
from storywatch.daemon import run_daemon
from storywatch.logs import start_logging


@click.command("poll", epilog="Example: storywatch poll --once && storywatch facts")
@click.argument("names", nargs=-1, metavar="[--now [OUTLET|URL]...]")
@click.option("--once", is_flag=True, help="Visit what is due, read what is new, report, and end.")
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

    With --once a feed is visited when its time has come, as the poller would, however often this is called: from
    cron each two minutes, say.

    With --now the poller that runs already is asked to visit the feeds of these outlets, or at these addresses, or
    all: as soon as is polite, never before their servers allow it nor twice within a minute. 69 when none runs. With
    --once --now, where none runs, such visits are made at once.
    """
    if now and not once:
        if quiet or log_json:
            raise click.UsageError("--now asks the poller that runs already; --quiet and --log-json start one")
        from storywatch.commands.visit_now import ask_for_visits

        return ask_for_visits(settings_of(ctx), names, as_json=as_json)
    if as_json or (names and not now):
        raise click.UsageError("outlets and addresses go with --now, --json with --now alone")
    if end_with is not None:
        end_with_parent(end_with, signal.SIGTERM)
    settings = settings_of(ctx)
    start_logging(as_json=log_json, least=logging.WARNING if quiet else logging.INFO)
    try:
        clock: Clock = parse_fast_clock(story_clock) if story_clock else WallClock()
    except ValueError as error:
        raise click.BadParameter("no clock of a demo", param_hint="--story-clock") from error
    poller = asyncio.run(run_daemon(settings, clock, once=once, asked=names if now else None))
    return _report(settings, poller.visited, is_quiet=quiet) if once else exits.OK


def _report(settings: Settings, visited: Collection[str], *, is_quiet: bool) -> int:
    """Say what a round of visits came to. Returns the exit code: 69 if all visits failed, and no other feed is well."""
    with open_reader(settings.store_path) as reader:
        rows = reader.feeds()
        counts = reader.counts()
    feeds = [feed for feed in rows if not feed.is_stopped]
    seen = [feed for feed in rows if feed.url in visited]
    failed = [feed for feed in seen if feed.failures]
    code = exits.UNAVAILABLE if seen and feeds and all(feed.failures for feed in feeds) else exits.OK
    if is_quiet and code == exits.OK:
        return code
    if seen or not feeds:
        outcome = f"{len(seen) - len(failed)} of {len(seen)} feeds answered"
    else:
        next_at = min(feed.next_visit_at for feed in feeds)
        outcome = f"no feed is due before {plain.moment(next_at, ZoneInfo(settings.config.story.time_zone))}"
    click.echo(f"{outcome}; {counts.articles} articles, {counts.claims} claims, {counts.facts} facts on the story")
    for feed in failed:
        click.echo(f"  {plain.one_line(feed.outlet)}: {plain.one_line(feed.url)}: {feed.last_reason}")
    return code
