"""Whether an outlet's clock can be believed, from when its articles came and what it said of them. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

IN_THE_FUTURE = timedelta(minutes=5)  # a stated time so far behind its sighting is impossible, not merely inexact
STEP = timedelta(minutes=30)  # time zones differ by whole and half hours
SMALLEST_SLIP = timedelta(hours=1)  # half an hour is what slow feeds take
LARGEST_ZONE = timedelta(hours=14)  # the furthest that a time zone lies from UTC
CLOSE_VISITS = timedelta(minutes=20)  # visits this close together tell half hours apart
USUAL_LAG = timedelta(minutes=10)  # what an article may take from publication to its outlet's feed
PROOFS = 3  # so many visits must agree
PROOFS_TO_ONE = 3  # and be so many times those that contradict
SAME_MINUTES = timedelta(minutes=2)  # feed and page that differ by whole hours, give or take this


@dataclass(frozen=True, slots=True)
class ClockSample:
    """An article as its outlet dates it (`told`), and when it came: after `seen_after`, not after `first_seen`.

    `seen_after` is when the feed was last visited without listing it, None if the feed had never been visited.
    """

    told: datetime
    seen_after: datetime | None
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class ClockJudgement:
    """Whether an outlet's times are believed; if not, `reason` says why in a few words.

    `offset` is how far its clock is ahead (behind if negative), None if it isn't steady or nothing is wrong.
    `since`: only articles first seen after this moment are concerned; None for all.
    """

    is_believed: bool
    offset: timedelta | None = None
    reason: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Vote:
    """What one visit shows: the clock is ahead by `least` to `most` (None: any amount), if nothing came late."""

    least: timedelta
    most: timedelta | None
    first_seen: datetime

    def allows(self, offset: timedelta) -> bool:
        return self.least <= offset and (self.most is None or offset <= self.most + USUAL_LAG)

    def slips(self) -> Iterator[timedelta]:
        """The whole and half hours by which a clock may be wrong that shows this."""
        if self.most is not None:
            for steps in range(-(-self.least // STEP), (self.most + USUAL_LAG) // STEP + 1):
                if abs(steps) * STEP >= SMALLEST_SLIP:
                    yield steps * STEP

    @property
    def is_close(self) -> bool:
        return self.most is not None and self.most - self.least <= CLOSE_VISITS

    @property
    def distance(self) -> timedelta:
        """How far a right clock is from what this shows."""
        if self.least > timedelta(0):
            return self.least
        return -self.most if self.most is not None and self.most < timedelta(0) else timedelta(0)


def judge_clock(samples: Iterable[ClockSample]) -> ClockJudgement:
    """An outlet's clock as its latest articles show it; believed unless the contrary is shown.

    Two things show it. A slip by whole or half hours (one at least, or days): three visits or more, each soon after
    the one before, found articles that were dated so far ahead or behind, and at most a third as many contradict. Or
    impossible times: three visits or more found articles dated in the future, and three times as many as found
    others. Each visit has one vote, by the article that speaks best for the clock, since one late batch is one mishap.

    No proof are: one future time (that article's matter, see `appeared_first`), articles that came late by varying
    amounts (a slow feed, an aggregator), what stood in a feed at its first visit, long gaps between visits. A feed
    that holds everything back by a whole hour or more looks like a clock that is behind; what isn't believed falls back
    to when we saw it, so that outlet loses its lead, and nobody wins one by a wrong clock.
    """
    votes = _votes(samples)
    slip, proofs = _slip(votes)
    if slip is not None:
        others = [vote for vote in votes if not vote.allows(slip)]
        if len(proofs) >= PROOFS_TO_ONE * len(others):
            side = "ahead" if slip > timedelta(0) else "behind"
            return ClockJudgement(
                False, slip, f"its clock is {duration_label(abs(slip))} {side}", _since(proofs, others)
            )
    future = [vote for vote in votes if vote.least > IN_THE_FUTURE]
    others = [vote for vote in votes if vote.least <= IN_THE_FUTURE]
    if len(future) >= PROOFS and len(future) >= PROOFS_TO_ONE * len(others):
        return ClockJudgement(False, None, "its times lie in the future", _since(future, others))
    return ClockJudgement(True)


def reconciled(
    feed_at: datetime, page_at: datetime, seen_after: datetime | None, first_seen: datetime
) -> datetime | None:
    """Which of two times is believed where feed and page differ by whole or half hours; None if they don't.

    One of them slipped by a time zone. The one that fits the visits is taken (the article came after `seen_after` and
    not after `first_seen`, give or take the usual lag); if both do or none, the later one that isn't in the future:
    a slip must not make an outlet the first.
    """
    apart = abs(feed_at - page_at)
    steps = round(apart / STEP)
    if abs(apart - steps * STEP) > SAME_MINUTES or not SMALLEST_SLIP <= steps * STEP <= LARGEST_ZONE:
        return None
    possible = [time for time in (feed_at, page_at) if time <= first_seen]
    fitting = [time for time in possible if seen_after is not None and time >= seen_after - USUAL_LAG]
    return max(fitting or possible or (feed_at, page_at))


def duration_label(duration: timedelta) -> str:
    """A duration for people, to the minute: "5 h 30 min", "1 h", "12 min", whole days as "3 days"."""
    minutes = round(duration.total_seconds() / 60)
    if minutes and minutes % 1440 == 0:
        return "1 day" if minutes == 1440 else f"{minutes // 1440:,} days"
    hours, minutes = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes or not hours else "") if part
    )


def _votes(samples: Iterable[ClockSample]) -> list[_Vote]:
    """One vote a visit, in order of time."""
    votes: dict[datetime, _Vote] = {}
    for sample in samples:
        most = None if sample.seen_after is None else sample.told - sample.seen_after
        vote = _Vote(sample.told - sample.first_seen, most, sample.first_seen)
        known = votes.get(sample.first_seen)
        if known is None or vote.distance < known.distance:
            votes[sample.first_seen] = vote
    return sorted(votes.values(), key=lambda vote: vote.first_seen)


def _slip(votes: Sequence[_Vote]) -> tuple[timedelta | None, list[_Vote]]:
    """The slip that most visits agree on, and those visits; None if too few agree on any."""
    odd = [vote for vote in votes if vote.is_close and not vote.allows(timedelta(0))]
    best: timedelta | None = None
    most: list[_Vote] = []
    for offset in sorted({offset for vote in odd for offset in vote.slips()}, key=abs):
        proofs = [vote for vote in odd if vote.allows(offset)]
        if len(proofs) >= PROOFS and len(proofs) > len(most):
            best, most = offset, proofs
    return best, most


def _since(proofs: Sequence[_Vote], others: Sequence[_Vote]) -> datetime | None:
    """When the clock last showed to be right before it went wrong; None if it never did."""
    return max((vote.first_seen for vote in others if vote.first_seen < proofs[0].first_seen), default=None)
