"""robots.txt: whether a page may be fetched, and how slowly (RFC 9309, with Crawl-delay)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from protego import Protego

ROBOTS_MAX_BYTES = 512_000  # RFC 9309 asks that at least 500 KiB are read
KEPT_FOR = 24 * 3600.0
UNREACHABLE_KEPT_FOR = 600.0
_LONGEST_LINE = 2_000
_LEAST_SIZE = 1_000


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """A site's answer to the question for its robots.txt, as it may outlast us. It counts for so many more seconds.

    `status` is None if there was no answer; `failure` says why.
    """

    status: int | None
    body: bytes
    failure: str | None
    counts_for: float


class RobotsMemory(Protocol):
    """Where answers are kept over a restart, by the URL of the robots.txt."""

    async def recall(self, url: str) -> RobotsAnswer | None:
        """What the site answered, if that still counts."""

    async def keep(self, url: str, answer: RobotsAnswer) -> None:
        """Keep what the site answered for as long as it counts."""


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What one host's robots.txt says to us. `expires_at` and `pause_until` are on the monotonic clock.

    `refusal` closes the whole host: its robots.txt exists but can't be had, which RFC 9309 reads as "no".
    `pause_until` is how long the host asked to be left alone when it was asked for its robots.txt. `size` is what
    keeping the rules costs, in bytes of robots.txt; in memory they take up to thirty times as much.
    """

    expires_at: float
    agent: str
    parsed: Protego | None = None
    refusal: str | None = None
    pause_until: float | None = None
    size: int = _LEAST_SIZE

    def objection(self, url: str) -> str | None:
        """Why the page may not be fetched, in one line; None if it may."""
        if self.refusal is not None:
            return self.refusal
        if self.parsed is None or self.parsed.can_fetch(url, self.agent):
            return None
        return "robots.txt of the site disallows this page"

    def pause(self, now: float) -> float | None:
        """For how many more seconds the host asked to be left alone; None if it didn't, or they are over."""
        return self.pause_until - now if self.pause_until is not None and self.pause_until > now else None

    @property
    def crawl_delay(self) -> float:
        """Seconds that the host wants between two requests; 0 if it doesn't say."""
        if self.parsed is None:
            return 0.0
        return float(self.parsed.crawl_delay(self.agent) or 0.0)


def robots_rules(
    status: int | None,
    body: bytes,
    *,
    user_agent: str,
    now: float,
    pause: float | None = None,
    failure: str | None = None,
) -> RobotsRules:
    """The rules that an answer to `GET /robots.txt` makes; `status` None means that there was no answer, `failure` why.

    4xx but 429: no rules, everything is allowed. 5xx, 429 and silence: nothing is allowed, asked again in ten
    minutes, or after the `pause` in seconds that the host asked for if that is longer. Lines too long to be honest
    are left out, since every later URL is matched against them.
    """
    agent = next(iter(user_agent.partition("/")[0].lower().split()), "*")
    if status == 200:
        from protego import Protego

        lines = body[:ROBOTS_MAX_BYTES].decode("utf-8", "replace").splitlines()
        parsed = Protego.parse("\n".join(line for line in lines if len(line) <= _LONGEST_LINE))
        size = max(len(body), _LEAST_SIZE)
        return RobotsRules(expires_at=now + KEPT_FOR, agent=agent, parsed=parsed, size=size)
    if status is not None and 400 <= status < 500 and status != 429:
        return RobotsRules(expires_at=now + KEPT_FOR, agent=agent)
    silence = f"did not answer ({failure})" if failure else "did not answer"
    reason = silence if status is None else f"answered HTTP {status}"
    return RobotsRules(
        expires_at=now + max(UNREACHABLE_KEPT_FOR, pause or 0.0),
        agent=agent,
        pause_until=None if pause is None else now + pause,
        refusal=f"robots.txt of the site {reason}; pages are left alone until it does",
    )
