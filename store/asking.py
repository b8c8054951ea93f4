"""Visits that somebody asks for: which feeds are meant, and how soon each may be visited."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from store.errors import RequestRefused
from store.hosts import host_of
from store.moments import from_text, to_text
from store.visits import pauses

if TYPE_CHECKING:
    from sqlite_utils import Database

LEAST_BETWEEN = timedelta(minutes=1)  # between two visits to one feed, however often somebody asks
MOST_SHOWN = 3  # names of which it is said that no feed bears them

_FEEDS = """
SELECT feeds.id, outlets.name, feeds.url, feeds.moved_to, feeds.next_visit_at, feeds.not_before, feeds.is_stopped,
    visits.finished_at
FROM feeds
JOIN outlets ON outlets.id = feeds.outlet_id
LEFT JOIN visits ON visits.id = feeds.last_visit_id
WHERE feeds.is_in_config
"""


def ask_for_visits(database: Database, names: tuple[str, ...], now: datetime) -> tuple[int, int]:
    """Plans visits to the feeds of these outlets or at these addresses (none named: to all) as soon as is polite.

    Not before what a server or feed asked for, nor within a minute of the last visit; what is planned sooner stays.
    Returns how many feeds were asked for, and how many of them have to wait. Inside a transaction.
    Raises RequestRefused when a name is no outlet's and no feed's, or only feeds are meant that are gone.
    """
    wanted = {name.casefold(): name for name in names}
    found, gone = set(), 0
    asked, waiting = [], 0
    paused = pauses(database, now)
    for feed_id, outlet, url, moved_to, next_visit_at, not_before, is_stopped, visited_at in database.execute(
        _FEEDS
    ).fetchall():
        fitting = {name.casefold() for name in (outlet, url, moved_to) if name} & wanted.keys()
        if wanted and not fitting:
            continue
        found |= fitting
        if is_stopped:
            gone += 1
            continue
        least = [now, paused.get(host_of(moved_to or url), now)]
        if not_before:
            least.append(from_text(not_before))
        if visited_at:
            least.append(from_text(visited_at) + LEAST_BETWEEN)
        at = max(least)
        waiting += at > now
        asked.append((to_text(now), min(to_text(at), next_visit_at), feed_id))
    if unknown := [name for key, name in wanted.items() if key not in found]:
        shown = ", ".join(f"“{name}”" for name in unknown[:MOST_SHOWN])
        more = f" and {len(unknown) - MOST_SHOWN} more" if len(unknown) > MOST_SHOWN else ""
        raise RequestRefused(
            f"no outlet and no feed is called {shown}{more}; `storywatch status` lists those that there are"
        )
    if not asked:
        reason = "what was asked for is gone (410) and isn't visited again" if gone else "there are no feeds"
        raise RequestRefused(f"{reason}; the configuration names the feeds")
    database.conn.executemany("UPDATE feeds SET asked_at = ?, next_visit_at = ? WHERE id = ?", asked)
    return len(asked), waiting
