"""The further documents over which a feed is spread: the sitemaps of an index, and of indexes within it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from fetchers import Answer, Entry, FeedReading, Part, host_of, newest_parts, shown_url
from store import FeedPart, Validators
from storywatch.desk import Desk
from storywatch.pipeline import body_hash

PARTS_A_VISIT = 4  # documents that one visit asks for, the newest first
PARTS_KEPT = 12  # that are remembered, so that unchanged ones aren't fetched again
INDEXES_A_VISIT = 3  # inner indexes that one visit reads beside those
DEEPEST_INDEX = 2  # levels below the outermost; sitemaps.org wants none, some publishers have one

Request = Callable[[str, Validators, str | None], Awaitable[tuple[Answer, str | None, FeedReading | None]]]


@dataclass(frozen=True, slots=True)
class _Listed:
    """A part and where it is listed: in the inner index at `within`, None for the outermost one."""

    part: Part
    within: str | None = None
    depth: int = 1


@dataclass(slots=True)
class PartsRound:
    """One visit's walk through a feed's parts: `known` are those of the visit before, `request` asks for one.

    Afterwards `parts` are those to remember, `entries` what they brought, `failures` one line for each that failed.
    No document is asked for twice, so indexes that name each other end like others.
    """

    desk: Desk
    known: Sequence[FeedPart]
    request: Request
    is_whole: bool
    parts: list[FeedPart] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    lang: str | None = None
    failures: list[str] = field(default_factory=list)
    requests: int = 0
    _indexes: int = 0
    _waiting: list[_Listed] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    async def walk(self, listed: Iterable[Part], index: Iterable[str]) -> None:
        """Ask for those of the listed parts that may have changed, a few of them, one after the other.

        `index` are the addresses of what lists them.
        """
        self._seen.update(index)
        known = {part.url: part for part in self.known}
        self._list([_Listed(part) for part in listed])
        while self._waiting:
            each = self._waiting.pop(0)
            before = known.get(each.part.url)
            is_paused = self.desk.paused_until(host_of(each.part.url)) is not None
            is_known = before is not None and not self.is_whole and _is_unchanged(each.part, before)
            if is_paused or is_known or not self._has_turns():
                if before is None and is_paused:  # asked for after the pause, also if the index is as it was then
                    before = FeedPart(each.part.url, within=each.within)
                if before is not None:
                    self.parts.append(before)
                    self._list_again(each)
                continue
            await self._ask(each, before)

    async def _ask(self, each: _Listed, before: FeedPart | None) -> None:
        part = each.part
        self.requests += 1
        asked = before.validators if before is not None and not self.is_whole else Validators()
        fingerprint = before.body_hash if before is not None else None
        answer, failure, reading = await self.request(part.url, asked, fingerprint)
        is_index = failure is None and reading is not None and bool(reading.parts)
        if is_index and each.depth > DEEPEST_INDEX:
            failure = "an index so deep within others is not followed; name it in the configuration"
        if failure is not None:
            self.failures.append(f"{shown_url(part.url)}: {failure}")
            kept = replace(before, changed=None) if before is not None else FeedPart(part.url, within=each.within)
            self.parts.append(kept)
            self._list_again(each)
            return
        if reading is not None:
            fingerprint = body_hash(answer.body)
        self.parts.append(
            FeedPart(part.url, part.changed, self.desk.validators_after(asked, answer), fingerprint, each.within)
        )
        if reading is None:
            self._list_again(each)
            return
        self.entries += reading.entries
        self.lang = self.lang or reading.lang
        self._indexes += is_index
        self._list([_Listed(inner, part.url, each.depth + 1) for inner in reading.parts])

    def _has_turns(self) -> bool:
        return self.requests - min(self._indexes, INDEXES_A_VISIT) < PARTS_A_VISIT

    def _list_again(self, index: _Listed) -> None:
        """What an inner index named when it was last read: now it is as it was, or can't be had."""
        inner = [Part(part.url, part.changed) for part in self.known if part.within == index.part.url]
        self._list([_Listed(part, index.part.url, index.depth + 1) for part in inner])

    def _list(self, found: Iterable[_Listed]) -> None:
        """Put parts in their places among those that wait, the newest first, no more than can be remembered."""
        waiting = {each.part.url: each for each in self._waiting}
        waiting |= {each.part.url: each for each in found if each.part.url not in self._seen}
        self._seen.update(waiting)
        newest = newest_parts([each.part for each in waiting.values()], PARTS_KEPT - len(self.parts))
        self._waiting = [waiting[part.url] for part in newest]


def _is_unchanged(part: Part, before: FeedPart) -> bool:
    """Whether the index says that a part is as it was; a bare day says nothing of today."""
    return part.changed is not None and part.changed == before.changed and "T" in part.changed
