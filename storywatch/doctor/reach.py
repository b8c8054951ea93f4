"""Whether the feeds' hosts can be reached, and whether their clocks agree with this one: one small request each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median
from urllib.parse import urlsplit

import msgspec

from fetchers import Answer, http_date
from storywatch import exits, plain
from storywatch.asking import client_for
from storywatch.config import Settings
from storywatch.doctor.findings import Finding, good, in_the_way, worth_a_look

LONGEST_WAIT = 10.0  # seconds for one host
SKEW = 60.0  # seconds by which the clock may differ from the servers' before it is told


def reach(settings: Settings, hosts: int | None) -> Iterator[Finding]:
    """Asks each host for its robots.txt, as the poller does before a page: any answer shows that it can be reached.

    At most `hosts` of them, spread over the configuration; None asks all.
    """
    addresses = addresses_to_ask(settings, hosts)
    if not addresses:
        yield good("network", "not asked" if hosts == 0 else "no feed to ask")
        return
    answers = asyncio.run(_ask(settings, addresses))
    reached = [answer for answer, _ in answers if answer.status is not None]
    for address, (answer, _) in zip(addresses, answers, strict=True):
        if answer.status is None:
            host = urlsplit(address).netloc
            advice = (
                "open it in [polling] allowed_hosts" if answer.is_refused else "try the feed's address in a browser"
            )
            yield worth_a_look("host", f"{host}: {plain.one_line(answer.failure or 'no answer')}", advice)
    says = f"{len(reached)} of {plain.counted(len(addresses), 'host')} answered"
    if reached:
        yield good("network", says)
    else:
        advice = "check the connection, the name servers and the firewall; storywatch takes no proxy"
        yield in_the_way("network", says, advice, exits.UNAVAILABLE)
    yield from clock_skew([(answer.headers.get("date", ""), at) for answer, at in answers if answer.status is not None])


def addresses_to_ask(settings: Settings, hosts: int | None) -> list[str]:
    """The robots.txt of the feeds' hosts, each once; so many of them, from the first to the last in even steps."""
    feeds = [feed.url for outlet in settings.outlets for feed in outlet.feeds]
    every = list(dict.fromkeys("{0.scheme}://{0.netloc}/robots.txt".format(urlsplit(url)) for url in feeds))
    if hosts is None or hosts >= len(every):
        return every
    return [every[number * len(every) // hosts] for number in range(hosts)]


def clock_skew(dates: list[tuple[str, datetime]]) -> Iterator[Finding]:
    """What servers' Date headers, each with our time when it came, say of our clock; nothing without any."""
    ahead = [(at - moment).total_seconds() for text, at in dates if (moment := http_date(text)) is not None]
    if not ahead:
        return
    skew = median(ahead)
    if abs(skew) <= SKEW:
        yield good("clock", "agrees with the servers'")
        return
    way = "ahead of" if skew > 0 else "behind"
    says = f"{abs(skew):,.0f} s {way} the servers'"
    yield worth_a_look("clock", says, "set it by the network (NTP): first reports are told by its time")


async def _ask(settings: Settings, addresses: list[str]) -> list[tuple[Answer, datetime]]:
    polling = settings.config.polling
    patient = msgspec.structs.replace(polling, deadline=min(polling.deadline, LONGEST_WAIT))
    async with client_for(patient) as client:

        async def ask(address: str) -> tuple[Answer, datetime]:
            return await client.get(address, accept="robots"), datetime.now(UTC)

        return list(await asyncio.gather(*(ask(address) for address in addresses)))
