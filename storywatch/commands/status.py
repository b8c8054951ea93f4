"""`storywatch status`: whether the poller lives, how the feeds are, and an exit code for those who only watch that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from store import FeedCondition, StoreError, open_reader
from storywatch import exits, plain
from storywatch.commands import settings_of
from storywatch.config import Settings, duration
from storywatch.health import FeedHealth, Health, health_of
from storywatch.prometheus import prometheus_text
from storywatch.serial import to_builtin, to_json
from storywatch.whole_files import write_whole

STANDARD_OUTPUT = "-"


class DurationParameter(click.ParamType[timedelta]):
    """Seconds, given as "30s", "2m", "4h" or "8d"."""

    name = "DURATION"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        try:
            return timedelta(seconds=duration(value))
        except (ValueError, OverflowError):
            self.fail(f"{plain.one_line(str(value))[:60]!r} is not a duration such as 30s, 2m or 4h", param, ctx)


class CannotWrite(click.ClickException):
    """The file for the figures can't be written."""

    exit_code = exits.DISK


@click.command("status", epilog="Example: storywatch status --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--prometheus",
    "metrics",
    is_flag=False,
    flag_value=STANDARD_OUTPUT,
    metavar="[FILE]",
    help="Print the figures in Prometheus' text format, or write them to FILE, whole or not at all.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print only what is wrong.")
@click.option(
    "--within",
    type=DurationParameter(),
    help='A poller that stopped no longer ago than this ("30m") is well: for poll --once under cron.',
)
@click.pass_context
def command(ctx: click.Context, as_json: bool, metrics: str | None, quiet: bool, within: timedelta | None) -> int:
    """Say whether a poller is running, when it comes next, and which feeds fail, since when, and what to do.

    Exit codes: 0 all well, 69 the poller isn't running or no feed can be reached, 74 the store can't be read, 78 bad
    configuration. Single feeds that fail change nothing.
    """
    settings = settings_of(ctx)
    now = datetime.now(UTC).replace(microsecond=0)
    try:
        with open_reader(settings.store_path) as reader:
            health = health_of(reader, now, within=within, zone=ZoneInfo(settings.config.story.time_zone))
    except StoreError:
        if metrics is not None:
            _publish(metrics, settings, None, now)
        raise
    if metrics is not None:
        _publish(metrics, settings, health, now)
    if as_json:
        click.echo(to_json(_summary(health, settings, now)))
    elif quiet:
        for problem in health.problems:
            click.echo(problem)
    elif metrics is None:
        for line in _lines(health, settings):
            click.echo(line)
    return exits.OK if health.is_well else exits.UNAVAILABLE


def _publish(target: str, settings: Settings, health: Health | None, now: datetime) -> None:
    """Write the figures where they are wanted. A file that can't be written ends the command with 74."""
    text = prometheus_text(settings.config.story.name, health, now)
    if target == STANDARD_OUTPUT:
        click.echo(text, nl=False)
        return
    try:
        write_whole(Path(target), text.encode("utf-8", "replace"))
    except OSError as error:
        raise CannotWrite(f"{target}: can't be written ({error.strerror})") from error


def _summary(health: Health, settings: Settings, now: datetime) -> dict[str, Any]:
    """The JSON form, as docs/daemon.md describes it: names are added, never changed."""
    poller = health.poller
    return {
        "is_well": health.is_well,
        "problems": health.problems,
        "state": health.state,
        "message": health.message,
        "at": now,
        "pid": health.pid,
        "poller": poller,
        "silent_seconds": None if health.silence is None else health.silence.total_seconds(),
        "overdue_seconds": None if health.overdue is None else health.overdue.total_seconds(),
        "next_visit_at": poller.next_visit_at if poller else None,
        "inbox": health.inbox,
        "counts": health.counts,
        "feeds": [
            {**to_builtin(feed.row), "condition": feed.condition, "advice": feed.advice or None}
            for feed in health.feeds
        ],
        "visits": health.visits,
        "store": str(settings.store_path),
        "store_bytes": health.store_bytes,
        "wal_bytes": health.wal_bytes,
        "config": str(settings.path),
    }


def _lines(health: Health, settings: Settings) -> Iterator[str]:
    zone = ZoneInfo(settings.config.story.time_zone)
    poller, counts = health.poller, health.counts
    yield f"poller  {health.message}"
    yield from (f"wrong   {problem}" for problem in health.problems)
    if poller and poller.next_visit_at and health.pid:
        late = health.overdue.total_seconds() if health.overdue else 0.0
        overdue = f", {late:.0f} s overdue" if late > 60 else ""
        yield f"next    {plain.moment(poller.next_visit_at, zone)}{overdue}"
    yield f"store   {settings.store_path}, {_size(health.store_bytes + health.wal_bytes)}"
    if health.inbox:
        yield f"inbox   {plain.counted(health.inbox, 'request')} waiting for the poller"
    yield (
        f"story   {plain.counted(counts.articles, 'article')}, {plain.counted(counts.revisions, 'revision')}, "
        f"{plain.counted(counts.claims, 'claim')}, {plain.counted(counts.facts, 'fact')}"
    )
    gone = f", {counts.feeds_gone} gone" if counts.feeds_gone else ""
    yield f"feeds   {counts.feeds}, {counts.feeds_failing} failing{gone}"
    for feed in health.feeds:
        yield from _feed_lines(feed, zone)


def _feed_lines(feed: FeedHealth, zone: ZoneInfo) -> Iterator[str]:
    row = feed.row
    last = plain.moment(row.last_visit_at, zone) if row.last_visit_at else "never visited"
    told = None if feed.condition is FeedCondition.LEFT_OUT else row.last_reason
    reason = f": {plain.one_line(told)}" if told else ""
    clock = f"; {row.clock}" if row.clock else ""
    paused = row.paused_until and not row.is_stopped
    pause = f"; its host asked for a pause until {plain.moment(row.next_visit_at, zone)}" if paused else ""
    name, url = plain.one_line(row.outlet), plain.one_line(row.url)
    outcome = f", {row.last_outcome}" if feed.condition is FeedCondition.WELL and row.last_outcome else ""
    yield f"  {feed.condition:<9} {last}{outcome}  {name}  {url}{reason}{clock}{pause}"
    if feed.advice:
        since = f"since {plain.moment(row.failing_since, zone)}, " if row.failing_since else ""
        yield f"            {since}{plain.counted(row.failures, 'visit')} in a row; {feed.advice}"


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.0f} kB"
