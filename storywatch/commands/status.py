"""`storywatch status`: whether the poller lives, and how the feeds are."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click

from store import DEAD_AFTER, PollerRow, open_reader, writer_pid
from storywatch import plain
from storywatch.commands import settings_of
from storywatch.serial import to_builtin, to_json


@click.command("status", epilog="Example: storywatch status --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Say whether a poller is running, when it comes next, and which feeds fail and why."""
    settings = settings_of(ctx)
    zone = ZoneInfo(settings.config.story.time_zone)
    with open_reader(settings.store_path) as reader:
        poller, counts, feeds = reader.poller(), reader.counts(), reader.feeds()
    running = writer_pid(settings.store_path)
    state = poller_state(poller, running)
    if as_json:
        rows = {
            "state": state,
            "pid": running,
            "poller": to_builtin(poller),
            "counts": to_builtin(counts),
            "feeds": to_builtin(feeds),
            "store": str(settings.store_path),
        }
        click.echo(to_json(rows))
        return
    click.echo(f"poller  {state}")
    if poller and poller.next_visit_at and running:
        click.echo(f"next    {plain.moment(poller.next_visit_at, zone)}")
    click.echo(f"store   {settings.store_path}")
    click.echo(
        f"story   {plain.counted(counts.articles, 'article')}, {plain.counted(counts.revisions, 'revision')}, "
        f"{plain.counted(counts.claims, 'claim')}, {plain.counted(counts.facts, 'fact')}"
    )
    active = [feed for feed in feeds if not feed.is_stopped]
    failing = [feed for feed in active if feed.failures]
    click.echo(f"feeds   {len(active)}, {len(failing)} failing")
    for feed in feeds:
        last = plain.moment(feed.last_visit_at, zone) if feed.last_visit_at else "never visited"
        mark = "stopped" if feed.is_stopped else (feed.last_outcome or "waiting")
        reason = f": {plain.one_line(feed.last_reason)}" if feed.failures and feed.last_reason else ""
        clock = f"; {feed.clock}" if feed.clock else ""
        click.echo(f"  {mark:<9} {last}  {feed.outlet}  {feed.url}{reason}{clock}")


def poller_state(poller: PollerRow | None, running: int | None, now: datetime | None = None) -> str:
    """The poller's state in words: from the store's lock and its last heartbeat."""
    if running is None:
        if poller is None:
            return "none has run yet; start one with: storywatch poll"
        how = "stopped" if poller.state == "stopped" else "dead: it ended without a word"
        return f"{how} (process {poller.pid}, last heartbeat {poller.beat_at.isoformat()}); start: storywatch poll"
    if poller is None or poller.pid != running:
        return f"starting (process {running})"
    silent = (now or datetime.now(UTC)) - poller.beat_at
    if silent > DEAD_AFTER:
        return f"hangs: process {running} holds the store, no heartbeat for {silent.total_seconds():.0f} s"
    return f"running (process {running}, since {poller.started_at.isoformat()})"
