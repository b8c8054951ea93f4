"""The requests of one visit to a feed: the list itself, and the documents over which it may be spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fetchers import (
    Answer,
    FeedReading,
    Login,
    Part,
    WorkerFailed,
    same_door,
    source_of,
)
from store import FeedPart, FeedState, Validators
from storywatch.desk import Desk
from storywatch.feed_parts import PartsRound
from storywatch.pipeline import body_hash

FEED_TIME = 30.0  # seconds of worker time for one document: 5 MB with 20,000 items take up to 9 s on a busy machine


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
    answer, failure, reading = await _request(desk, feed, feed.url, asked, feed.body_hash, login)
    if failure is not None:
        return Listing(answer, failure, None, feed.parts)
    if reading is None:
        listed: Sequence[Part] = [Part(part.url, part.changed) for part in feed.parts if part.within is None]
    else:
        listed = reading.parts
    if not listed or answer.pause is not None:
        return Listing(answer, None, reading, () if reading is not None else feed.parts)
    return await _with_parts(desk, feed, Listing(answer, None, reading), listed, is_whole=is_whole, login=login)


async def _request(
    desk: Desk, feed: FeedState, url: str, asked: Validators, known_hash: str | None, login: Login | None
) -> tuple[Answer, str | None, FeedReading | None]:
    """One request and its reading: None without a failure means that nothing has changed."""
    source = source_of(feed.kind)
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
        await desk.note_answer(url, answer)
        if answer.status != 200 or answer.failure is not None or body_hash(answer.body) == known_hash:
            return answer, answer.failure, None
        try:
            reading = await desk.read(
                f"feed {feed.id}",
                url,
                source.read,
                answer.body,
                answer.headers,
                answer.url,
                desk.clock.now(),
                time_limit=FEED_TIME,
            )
        except WorkerFailed as error:
            return answer, str(error), None
    if reading.pause is not None:
        answer = replace(answer, pause=reading.pause)
        await desk.note_answer(url, answer)
    return answer, reading.failure, reading if reading.failure is None else None


async def _with_parts(
    desk: Desk, feed: FeedState, listing: Listing, listed: Sequence[Part], *, is_whole: bool, login: Login | None
) -> Listing:
    """The listing with the entries of the parts that may have changed."""

    async def request(
        url: str, asked: Validators, known_hash: str | None
    ) -> tuple[Answer, str | None, FeedReading | None]:
        key = login if same_door(url, feed.url) else None
        return await _request(desk, feed, url, asked, known_hash, key)

    walked = PartsRound(desk, feed.parts, request, is_whole=is_whole)
    await walked.walk(listed, (feed.url, listing.answer.url))
    reading = listing.reading
    entries = (*(reading.entries if reading else ()), *walked.entries)
    failures, is_all_failed = walked.failures, len(walked.failures) == walked.requests
    if failures and is_all_failed and reading is None:
        return replace(listing, failure=failures[0], parts=feed.parts)
    if failures and is_all_failed and not entries:
        return replace(listing, failure=failures[0], reading=None, parts=tuple(walked.parts))
    title, lang = (reading.title, reading.lang) if reading else ("", None)
    return replace(
        listing,
        reading=FeedReading(title=title, lang=lang or walked.lang, entries=entries) if entries else None,
        parts=tuple(walked.parts),
        complaint="; ".join(failures) or None,
    )
