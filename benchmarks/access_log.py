"""What a publisher can tell of a poller from his access log alone: how often, how politely, as whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.publishers.living import LogLine

ROBOTS = "/robots.txt"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The log's figures. `least_gap`: seconds between two requests to one host, but for robots.txt before its page."""

    requests: int
    hours: float
    statuses: dict[int, int]
    user_agents: tuple[str, ...]
    with_cookie: int
    with_referer: int
    unconditional_again: int
    before_max_age: int
    in_a_pause: int
    least_gap: float | None
    least_gap_after_robots: float | None
    busiest_hour: int

    @property
    def share_of_304(self) -> float:
        """Of the requests for feeds and pages that were answered with content or without need for it."""
        return self.statuses.get(304, 0) / max(1, self.statuses.get(304, 0) + self.statuses.get(200, 0))


def judged(lines: Sequence[LogLine]) -> Verdict:
    """Reads a log, in the order in which the requests came."""
    fresh_until: dict[tuple[str, str], datetime] = {}
    paused_until: dict[str, datetime] = {}
    last: dict[str, datetime] = {}
    known: set[tuple[str, str]] = set()
    gaps: list[float] = []
    gaps_asked: list[float] = []  # on hosts whose robots.txt, with its crawl-delay, was read before
    asked: set[str] = set()
    early = paused = again = 0
    for line in lines:
        key = (line.host, line.path)
        paused += line.at < paused_until.get(line.host, line.at)
        if line.path != ROBOTS:
            early += line.at < fresh_until.get(key, line.at)
            again += key in known and "if-none-match" not in line.headers
            if line.host in last:
                gaps.append((line.at - last[line.host]).total_seconds())
                if line.host in asked:
                    gaps_asked.append(gaps[-1])
                elif (line.host, ROBOTS) in known:
                    asked.add(line.host)
            last[line.host] = line.at
        if line.status in (200, 304):
            known.add(key)
            if line.max_age is not None:
                fresh_until[key] = line.at + timedelta(seconds=line.max_age)
        if line.retry_after is not None:
            paused_until[line.host] = line.at + timedelta(seconds=line.retry_after)
    hourly = Counter((line.host, line.at.replace(minute=0, second=0)) for line in lines)
    span = (lines[-1].at - lines[0].at).total_seconds() / 3600 if lines else 0.0
    return Verdict(
        requests=len(lines),
        hours=span,
        statuses=dict(Counter(line.status for line in lines if line.path != ROBOTS)),
        user_agents=tuple(sorted({line.headers.get("user-agent", "") for line in lines})),
        with_cookie=sum("cookie" in line.headers for line in lines),
        with_referer=sum("referer" in line.headers for line in lines),
        unconditional_again=again,
        before_max_age=early,
        in_a_pause=paused,
        least_gap=min(gaps, default=None),
        least_gap_after_robots=min(gaps_asked, default=None),
        busiest_hour=max(hourly.values(), default=0),
    )
