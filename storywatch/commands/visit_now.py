"""`storywatch poll --now`: ask the running poller for visits."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from store import FeedRow, Outcome, Reader, RequestRefused, VisitRequest, open_reader, post, writer_pid
from storywatch import exits, plain
from storywatch.commands import awaited_outcome
from storywatch.config import Settings
from storywatch.serial import to_builtin, to_json

MOST_SHOWN = 20  # feeds that are printed one by one


def ask_for_visits(settings: Settings, names: tuple[str, ...], *, as_json: bool) -> int:
    """Ask the poller to visit the feeds of these outlets or at these addresses (none: all), and print what it says.

    Returns the exit code: 69 when no poller runs. Raises RequestRefused when a name is no outlet's and no feed's.
    """
    path = settings.store_path
    with open_reader(path) as reader:
        poller = reader.poller()
        holder = writer_pid(path)
        if holder is None or poller is None or poller.pid != holder:
            busy = f"process {holder} holds the store but is no poller yet" if holder else "no poller is running"
            advice = "start one with: storywatch poll (or visit once: storywatch poll --once --now)"
            click.echo(f"storywatch: {busy}; {advice}", err=True)
            return exits.UNAVAILABLE
        posted = post(path, VisitRequest(names))
        outcome = awaited_outcome(posted, lambda: reader.outcome(posted.name))
        if outcome is not None and outcome.refusal is not None:
            raise RequestRefused(outcome.refusal)
        feeds = _asked(reader, names)
    if as_json:
        rows = {
            "request": posted.name,
            "is_taken_up": outcome is not None,
            "feeds_asked": outcome.feeds_asked if outcome else None,
            "feeds_waiting": outcome.feeds_waiting if outcome else None,
            "feeds": to_builtin(feeds),
        }
        click.echo(to_json(rows))
    elif outcome is None:
        click.echo(f"handed in; process {holder} takes it up as soon as it can")
    else:
        _tell(outcome, feeds, ZoneInfo(settings.config.story.time_zone))
    return exits.OK


def _asked(reader: Reader, names: tuple[str, ...]) -> list[FeedRow]:
    """The feeds that are meant: of an outlet whose visit came so soon that it is over, too."""
    wanted = {name.casefold() for name in names}
    return [
        feed
        for feed in reader.feeds()
        if not feed.is_stopped and (not wanted or {feed.outlet.casefold(), feed.url.casefold()} & wanted)
    ]


def _tell(outcome: Outcome, feeds: list[FeedRow], zone: ZoneInfo) -> None:
    waiting = outcome.feeds_waiting
    later = f"; {waiting} not at once: a server or the last visit forbids it" if waiting else ""
    click.echo(f"asked for {plain.counted(outcome.feeds_asked, 'visit')}{later}")
    for feed in feeds[:MOST_SHOWN]:
        word = "not before" if feed.asked_at else "visited, next"
        click.echo(f"  {word} {plain.moment(feed.next_visit_at, zone)}  {feed.outlet}  {feed.url}")
    if len(feeds) > MOST_SHOWN:
        click.echo(f"  and {len(feeds) - MOST_SHOWN} more: storywatch status")
