"""What is due when, host by host: the poller's plan in memory, made from the next visits that stand in the store.

A turn of the poller's loop looks only at the hosts whose moment has come, so that thousands of feeds that wait cost
nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

FEEDS_IN_A_ROW = 3  # visits to a host's feeds, while a page of it waits, before the page has its turn
HOSTS_A_SECOND = 10  # that begin anew after a pause of our own: a restart, a suspend, a clock that jumped
LONGEST_SPREAD = 120  # seconds over which they begin, however many there are
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Turn(NamedTuple):
    """A host that may be visited now: one of its feeds, or (`feed_id` is None) one of its articles."""

    host: str
    feed_id: int | None


@dataclass(slots=True)
class _Host:
    feeds: list[tuple[datetime, int]] = field(default_factory=list)  # a heap, with places that hold no longer
    articles_at: datetime | None = None
    free_at: datetime = LONG_AGO
    is_busy: bool = False
    is_prompt: bool = False
    feeds_in_a_row: int = 0
    moment: datetime | None = None  # when it comes up, as the agenda's own heap has it


class Agenda:
    """Hosts are as fetchers.host_of spells them. Each is visited one thing at a time: `take` makes it busy, `release`
    ends that. Prompt hosts are those whose last visit showed it: places can be kept for them.
    """

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}
        self._feeds: dict[int, tuple[str, datetime]] = {}
        # for prompt hosts and for all others a heap each, with places that hold no longer
        self._moments: dict[bool, list[tuple[datetime, str]]] = {True: [], False: []}

    # planning

    def plan_feed(self, feed_id: int, name: str, at: datetime) -> None:
        """Visit a feed of this host at this moment, instead of when it was planned before."""
        if self._feeds.get(feed_id) == (name, at):
            return
        self.forget_feed(feed_id)
        host = self._host(name)
        self._feeds[feed_id] = (name, at)
        heapq.heappush(host.feeds, (at, feed_id))
        self._settle(name, host)

    def forget_feed(self, feed_id: int) -> None:
        """Visit a feed no more, unless it is planned anew."""
        planned = self._feeds.pop(feed_id, None)
        if planned is not None and (host := self._hosts.get(planned[0])) is not None:
            self._settle(planned[0], host)

    def plan_articles(self, moments: Mapping[str, datetime | None]) -> None:
        """Visit a page of each of these hosts at its moment; None: of none of its pages a visit is planned."""
        for name, at in moments.items():
            if at is not None or name in self._hosts:
                host = self._host(name)
                host.articles_at = at
                self._settle(name, host)

    def plan_all_articles(self, moments: Mapping[str, datetime | None]) -> None:
        """The same where all other hosts have no page to visit."""
        self.plan_articles({name: None for name, host in self._hosts.items() if host.articles_at} | dict(moments))

    def spread(self, now: datetime, exempt: Collection[str] = ()) -> int:
        """Let the hosts that are overdue begin one after the other rather than all at once; how many they are."""
        moments = sorted(self._moments[True] + self._moments[False])
        overdue = [name for moment, name in moments if moment <= now and self._holds(moment, name)]
        overdue = [name for name in dict.fromkeys(overdue) if name not in exempt]
        rate = max(HOSTS_A_SECOND, len(overdue) / LONGEST_SPREAD)
        for number, name in enumerate(overdue):
            host = self._hosts[name]
            host.free_at = max(host.free_at, now + timedelta(seconds=int(number / rate)))
            self._settle(name, host)
        return len(overdue)

    def forget_waits(self) -> None:
        """Nobody is left alone any longer: those moments were told by a clock that was set anew."""
        for name, host in list(self._hosts.items()):
            host.free_at = LONG_AGO
            self._settle(name, host)

    # visiting

    def take(self, now: datetime, most: int, most_others: int | None = None) -> list[Turn]:
        """Up to so many hosts whose moment has come, the longest due first; each is busy from now on.

        `most_others`: how many of them may be other than prompt hosts (None: all).
        Feeds come before pages, but no host's pages wait for ever: after a few feeds a page has its turn.
        """
        turns: list[Turn] = []
        others = most if most_others is None else most_others
        while len(turns) < most and (first := self._first(with_others=others > 0)) is not None and first[0] <= now:
            name = first[1]
            host = self._hosts[name]
            heapq.heappop(self._moments[host.is_prompt])
            others -= not host.is_prompt
            host.moment = None
            host.is_busy = True
            is_page_due = host.articles_at is not None and host.articles_at <= now
            feed_at = self._first_feed(host)
            is_feed_due = feed_at is not None and feed_at <= now
            if is_feed_due and not (is_page_due and host.feeds_in_a_row >= FEEDS_IN_A_ROW):
                _, feed_id = heapq.heappop(host.feeds)
                del self._feeds[feed_id]
                host.feeds_in_a_row += is_page_due
                turns.append(Turn(name, feed_id))
            else:
                host.feeds_in_a_row = 0
                turns.append(Turn(name, None))
        return turns

    def is_prompt(self, name: str) -> bool:
        """Whether a host's last visit showed that it answers."""
        return name in self._hosts and self._hosts[name].is_prompt

    def release(self, name: str, free_at: datetime, *, is_prompt: bool | None = None) -> None:
        """A visit to the host has ended, or can't begin yet; the next one may at `free_at`.

        `is_prompt`: whether it showed that the host answers; None if it showed nothing.
        """
        host = self._hosts[name]
        host.is_busy = False
        host.is_prompt = host.is_prompt if is_prompt is None else is_prompt
        host.free_at = free_at
        self._settle(name, host)

    def next_moment(self, *, with_others: bool = True) -> datetime | None:
        """When the next host comes up that isn't being visited; None while there is none. Or the next prompt one."""
        first = self._first(with_others=with_others)
        return first[0] if first is not None else None

    def _first(self, *, with_others: bool) -> tuple[datetime, str] | None:
        """The host that comes up first, and when; places that hold no longer are dropped on the way."""
        found = []
        for is_prompt in (True, False) if with_others else (True,):
            moments = self._moments[is_prompt]
            while moments and not self._holds(*moments[0], is_prompt=is_prompt):
                heapq.heappop(moments)
            found += moments[:1]
        return min(found, default=None)

    def has_due(self, now: datetime, paused: Container[str] = ()) -> bool:
        """Whether anything is due on a host that isn't `paused`. Looks at all of them."""
        return any(
            name not in paused and (wanted := self._wanted(host)) is not None and wanted <= now
            for name, host in self._hosts.items()
        )

    def _host(self, name: str) -> _Host:
        return self._hosts.setdefault(name, _Host())

    def _holds(self, moment: datetime, name: str, *, is_prompt: bool | None = None) -> bool:
        """Whether a place in the agenda's heaps is still the host's."""
        host = self._hosts.get(name)
        return host is not None and host.moment == moment and is_prompt in (None, host.is_prompt)

    def _first_feed(self, host: _Host) -> datetime | None:
        """When the first of the host's feeds is due; places that hold no longer are dropped on the way."""
        while host.feeds:
            at, feed_id = host.feeds[0]
            planned = self._feeds.get(feed_id)
            if planned is not None and planned[1] == at and self._hosts[planned[0]] is host:
                return at
            heapq.heappop(host.feeds)
        return None

    def _wanted(self, host: _Host) -> datetime | None:
        """When the first of a host's feeds and articles is due, whatever stands in the way."""
        moments = (self._first_feed(host), host.articles_at)
        return min((moment for moment in moments if moment is not None), default=None)

    def _settle(self, name: str, host: _Host) -> None:
        """Work out anew when the host comes up; one of which nothing is wanted is forgotten."""
        wanted = self._wanted(host)
        if wanted is None and not host.is_busy:
            self._hosts.pop(name, None)
            return
        moment = None if wanted is None or host.is_busy else max(wanted, host.free_at)
        if moment == host.moment:
            return
        host.moment = moment
        moments = self._moments[host.is_prompt]
        if moment is not None:
            heapq.heappush(moments, (moment, name))
        if len(moments) > 2 * len(self._hosts) + 100:
            alike = [(name, each) for name, each in self._hosts.items() if each.is_prompt == host.is_prompt]
            moments[:] = [(each.moment, name) for name, each in alike if each.moment is not None]
            heapq.heapify(moments)
