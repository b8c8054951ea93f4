"""`storywatch discover`: a site's feeds and sitemaps, as lines for the configuration."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

import click

from fetchers import Workers, shown_url
from storywatch import exits, plain
from storywatch.asking import client_for
from storywatch.commands import settings_if_any
from storywatch.config import PollingConfig, Settings
from storywatch.config_lines import outlet_text
from storywatch.discovery import Discoverer, Discovery, full_addresses
from storywatch.serial import to_builtin, to_json


@click.command("discover", epilog="Example: storywatch discover rfi.fr")
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, url: str, as_json: bool) -> int:
    """Find the feeds and sitemaps of the site at URL, try each, and print an [[outlets]] section to paste.

    Looks at what the page announces and links to, at robots.txt, and in the usual places: at most 30 requests, one at
    a time. Behind each line stands what the source holds and how much of it is on the story. Exit codes: 0 found some,
    65 found none, 69 the site can't be reached.
    """
    addresses = full_addresses(url)
    if not addresses:
        raise click.BadParameter(f"“{plain.one_line(url)[:100]}” is no address of a site", param_hint="URL")
    settings = settings_if_any(ctx)
    found = asyncio.run(_discover(addresses, settings, shows_progress=sys.stderr.isatty() and not as_json))
    if as_json:
        click.echo(to_json({**to_builtin(found), "config": outlet_text(found.outlet()) if found.sources else None}))
    elif found.sources:
        click.echo(outlet_text(found.outlet()), nl=False)
    if found.failure is not None:
        click.echo(f"storywatch: {shown_url(found.url)}: {plain.one_line(found.failure)}", err=True)
        return exits.UNAVAILABLE
    if not found.sources:
        click.echo(f"storywatch: {shown_url(found.url)}: no source found; {found.tried} addresses tried", err=True)
        return exits.DATA
    return exits.OK


async def _discover(urls: tuple[str, ...], settings: Settings | None, *, shows_progress: bool) -> Discovery:
    """What there is at the first address that a server answers at; else why the first of all didn't answer."""
    polling = settings.config.polling if settings else PollingConfig()

    def tell(text: str) -> None:
        if shows_progress:
            click.echo(plain.one_line(text), err=True)

    with Workers(1) as workers:
        async with client_for(polling) as client:
            discoverer = Discoverer(
                client=client,
                workers=workers,
                matcher=settings.matcher if settings else None,
                now=datetime.now(UTC),
                tell=tell,
                respects_robots=polling.respect_robots,
            )
            first = found = await discoverer.discover(urls[0])
            for url in urls[1:]:
                if not found.has_answered:
                    found = await discoverer.discover(url)
            return found if found.has_answered else first
