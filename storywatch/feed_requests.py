"""The requests of one visit to a feed: the list itself, and the documents over which it may be spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fetchers import (
    Answer,
    Entry,
    FeedReading,
    Login,
    Part,
    WorkerFailed,
    host_of,
    newest_parts,
    same_door,
    shown_url,
    source_of,
)
from store import FeedPart, FeedState, Validators
from storywatch.desk import Desk
from storywatch.pipeline import body_hash

FEED_TIME = 30.0  # seconds of worker time for one document: 5 MB with 20,000 items take up to 9 s on a busy machine
PARTS_A_VISIT = 4  # further documents that one visit asks for, the newest first
PARTS_KEPT = 12  # that are remembered, so that unchanged ones aren't fetched again


@dataclass(frozen=True, slots=True)
class Listing:
    """What a visit's requests brought. `reading` is None if nothing changed or nothing could be read.

    `failure` is why the visit failed; `complaint` what went wrong in a visit that didn't.
    """

    answer: Answer
    failure: str | None
    reading: FeedReading | None
    parts: tuple[FeedPart, ...] = ()
    complaint: str | None = None


async def request_listing(desk: Desk, feed: FeedState, *, is_whole: bool, login: Login | None = None) -> Listing:
    """Ask for a feed, and for what has changed of its parts; `is_whole`: without conditions.

    The `login` is told to parts on the feed's own host, too, and to nobody else.
    """
    asked = Validators() if is_whole else feed.validators
    answer, failure, reading = await _request(desk, feed.kind, feed.url, asked, feed.body_hash, login)
    if failure is not None:
        return Listing(answer, failure, None, feed.parts)
    if reading is None:
        listed: Sequence[Part] = [Part(part.url, part.changed) for part in feed.parts]
    else:
        listed = newest_parts(reading.parts, PARTS_KEPT)
    if not listed or answer.pause is not None:
        return Listing(answer, None, reading, () if reading is not None else feed.parts)
    return await _with_parts(desk, feed, Listing(answer, None, reading), listed, is_whole=is_whole, login=login)


async def _request(
    desk: Desk, kind: str, url: str, asked: Validators, known_hash: str | None, login: Login | None
) -> tuple[Answer, str | None, FeedReading | None]:
    """One request and its reading: None without a failure means that nothing has changed."""
    source = source_of(kind)
    if source.gap:
        desk.client.keep_gap(url, source.gap)
    async with desk.hands:
        answer = await desk.client.get(
            url,
            etag=asked.etag,
            last_modified=asked.last_modified,
            accept=source.accept,
            login=login,
            respect_robots=source.respects_robots and desk.settings.config.polling.respect_robots,
        )
        await desk.note_pause(answer)
        if answer.status != 200 or answer.failure is not None or body_hash(answer.body) == known_hash:
            return answer, answer.failure, None
        try:
            reading = await desk.workers.run(
                source.read, answer.body, answer.headers, answer.url, desk.clock.now(), time_limit=FEED_TIME
            )
        except WorkerFailed as error:
            return answer, str(error), None
    return answer, reading.failure, reading if reading.failure is None else None


async def _with_parts(
    desk: Desk, feed: FeedState, listing: Listing, listed: Sequence[Part], *, is_whole: bool, login: Login | None
) -> Listing:
    """The listing with the entries of the parts that may have changed, a few a visit, one after the other."""
    known = {part.url: part for part in feed.parts}
    after: list[FeedPart] = []
    entries: list[Entry] = list(listing.reading.entries) if listing.reading else []
    lang: str | None = listing.reading.lang if listing.reading else None
    failures: list[str] = []
    requests = 0
    for part in listed:
        before = known.get(part.url)
        may_ask = requests < PARTS_A_VISIT and desk.paused_until(host_of(part.url)) is None
        if not may_ask or (before is not None and not is_whole and _is_unchanged(part, before)):
            after += [before] if before is not None else []
            continue
        requests += 1
        asked = before.validators if before is not None and not is_whole else Validators()
        fingerprint = before.body_hash if before is not None else None
        key = login if same_door(part.url, feed.url) else None
        answer, failure, reading = await _request(desk, feed.kind, part.url, asked, fingerprint, key)
        if failure is None and reading is not None and reading.parts and not reading.entries:
            failure = "an index within an index is not followed; name it in the configuration"
        if failure is not None:
            failures.append(f"{shown_url(part.url)}: {failure}")
            after.append(replace(before, changed=None) if before is not None else FeedPart(part.url))
            continue
        if reading is not None:
            entries += reading.entries
            lang = lang or reading.lang
            fingerprint = body_hash(answer.body)
        after.append(FeedPart(part.url, part.changed, desk.validators_after(asked, answer), fingerprint))
    if failures and len(failures) == requests and listing.reading is None:
        return replace(listing, failure=failures[0], parts=feed.parts)
    if failures and len(failures) == requests and not entries:
        return replace(listing, failure=failures[0], reading=None, parts=tuple(after))
    title = listing.reading.title if listing.reading else ""
    return replace(
        listing,
        reading=FeedReading(title=title, lang=lang, entries=tuple(entries)) if entries else None,
        parts=tuple(after),
        complaint="; ".join(failures) or None,
    )


def _is_unchanged(part: Part, before: FeedPart) -> bool:
    """Whether the index says that a part is as it was; a bare day says nothing of today."""
    return part.changed is not None and part.changed == before.changed and "T" in part.changed
