"""`storywatch feeds`: the sources as a list; lists of feeds from other readers and for them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from fetchers import opml_text, read_opml
from store import FeedCondition, FeedRow, StoreMissing, open_reader
from storywatch import exits, plain
from storywatch.commands import settings_if_any, settings_of
from storywatch.config import ConfigError, Settings
from storywatch.config_lines import config_text
from storywatch.feed_lists import Imported, append_to_config, imported, listed_feeds
from storywatch.serial import to_builtin, to_json
from storywatch.whole_files import write_whole


@click.group("feeds", epilog="Example: storywatch feeds import subscriptions.opml --write")
def command() -> None:
    """List the sources; take feeds in from other readers' lists, and give them out (OPML)."""


@command.command("list", epilog="Example: storywatch feeds list --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def list_feeds(ctx: click.Context, as_json: bool) -> None:
    """Every configured source with its kind, its last visit and what it brought."""
    settings = settings_of(ctx)
    zone = ZoneInfo(settings.config.story.time_zone)
    rows = _rows_by_url(settings)
    found = [
        (outlet.name, feed.kind, feed.url, rows.get(feed.url)) for outlet in settings.outlets for feed in outlet.feeds
    ]
    if as_json:
        listed = [
            {"outlet": outlet, "kind": kind, "url": url, "condition": _condition(row), "visits": to_builtin(row)}
            for outlet, kind, url, row in found
        ]
        click.echo(to_json(listed))
        return
    for outlet, kind, url, row in found:
        last = plain.moment(row.last_visit_at, zone) if row and row.last_visit_at else "never visited"
        brought = f"  {row.entries} entries, {row.on_story} on the story" if row else ""
        reason = f": {plain.one_line(row.last_reason)}" if row and row.failures and row.last_reason else ""
        click.echo(
            f"{_condition(row):<9} {kind:<7} {plain.one_line(outlet)}  {plain.one_line(url)}  {last}{brought}{reason}"
        )


def _condition(row: FeedRow | None) -> FeedCondition:
    """A source that no poller knows yet waits like one that was never visited."""
    return FeedCondition.WAITING if row is None else row.condition


def _rows_by_url(settings: Settings) -> dict[str, FeedRow]:
    """What the store knows of each source; nothing if there is no store yet."""
    try:
        with open_reader(settings.store_path) as reader:
            return {row.url: row for row in reader.feeds()}
    except StoreMissing:
        return {}


@command.command("export", epilog="Example: storywatch feeds export bamako.opml")
@click.argument("target", type=click.Path(path_type=Path, allow_dash=True), default="-", metavar="[FILE]")
@click.pass_context
def export(ctx: click.Context, target: Path) -> int:
    """Write the feeds as OPML 2.0 into FILE, or to standard output: outlets as groups, never a password.

    Sitemaps, section pages and searches are left out: no other reader knows them.
    """
    settings = settings_of(ctx)
    feeds, left_out = listed_feeds(settings)
    text = opml_text(settings.config.story.name, feeds, datetime.now(UTC))
    if str(target) == "-":
        click.echo(text, nl=False)
    else:
        try:
            write_whole(target, text.encode("utf-8"))
        except OSError as error:
            click.echo(f"storywatch: {target}: can't be written ({error.strerror})", err=True)
            return exits.DISK
    if left_out:
        click.echo(f"{plain.counted(left_out, 'source')} left out: OPML holds only feeds", err=True)
    return exits.OK


@command.command("import", epilog="Example: storywatch feeds import subscriptions.opml --write")
@click.argument("source", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE")
@click.option("--write", is_flag=True, help="Append to the configuration, once checked; the old one stays as FILE.bak.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def import_feeds(ctx: click.Context, source: Path, write: bool, as_json: bool) -> int:
    """Print the feeds of an OPML file (“-”: standard input) as lines for the configuration.

    Feeds that stand there already are passed over; without a configuration all are printed.
    Exit codes: 0 done, 65 FILE can't be read, 78 the configuration
    can't be used, with --write also if the new lines would break it.
    """
    settings = settings_of(ctx) if write else settings_if_any(ctx)
    try:
        body = sys.stdin.buffer.read() if str(source) == "-" else source.read_bytes()
    except OSError as error:
        click.echo(f"storywatch: {source}: can't be read ({error.strerror})", err=True)
        return exits.DATA
    found = read_opml(body)
    if found.failure is not None:
        click.echo(f"storywatch: {source}: {found.failure}", err=True)
        return exits.DATA
    news = imported(found.feeds, settings)
    kept = None
    if write and settings is not None and news.outlets:
        try:
            kept = append_to_config(settings.path, news.outlets)
        except OSError as error:
            raise ConfigError(f"{settings.path}: can't be written ({error.strerror})") from error
    if as_json:
        rows = {
            "outlets": to_builtin(news.outlets),
            "feeds": news.feeds,
            "known": news.known,
            "skipped": found.skipped,
            "passwords_left_out": found.passwords,
            "written": str(settings.path) if settings and kept else None,
        }
        click.echo(to_json(rows))
        return exits.OK
    if not write and news.outlets:
        click.echo(config_text(news.outlets), nl=False)
    click.echo(_summary(news, found.skipped), err=True)
    if found.passwords:
        said = plain.counted(found.passwords, "password")
        click.echo(f"{said} in addresses left out; give them in sections [logins.NAME]", err=True)
    if settings is not None and kept is not None:
        click.echo(f"{settings.path}: written; as it was: {kept}", err=True)
    return exits.OK


def _summary(news: Imported, skipped: int) -> str:
    parts = [f"{plain.counted(news.feeds, 'new feed')} of {plain.counted(len(news.outlets), 'outlet')}"]
    if news.known:
        parts.append(f"{news.known} there already")
    if skipped:
        parts.append(f"{skipped} that can't be used")
    return "; ".join(parts)
