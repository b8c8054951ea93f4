"""How much a feed may bring new in a day: one that names everything anew at each visit would fill the disk."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from store import FeedDay, NewEntry

DAY = timedelta(days=1)


def day_at(day: FeedDay, now: datetime) -> FeedDay:
    """The day that counts now: the same until it is over, or the clock was set back; then a new one."""
    is_on = day.since is not None and day.since <= now < day.since + DAY
    return day if is_on else FeedDay(since=now)


def within_bound(
    day: FeedDay, fresh: Sequence[NewEntry], known: Container[str], *, most_entries: int, most_text: int
) -> tuple[list[NewEntry], list[NewEntry], FeedDay]:
    """Of the fresh entries those that the feed may still bring today, those left out, and the day with them in it.

    Entries on the story come first. `known` are the guids of those that the store has already: what only changed takes
    no more room. `most_text` is in characters.
    """
    entries, text = day.entries, day.text
    taken: set[int] = set()
    for number in sorted(range(len(fresh)), key=lambda each: not fresh[each].is_on_story):
        entry = fresh[number]
        if entry.guid in known:
            taken.add(number)
            continue
        size = len(entry.guid) + len(entry.url or "") + len(entry.title) + len(entry.summary)
        if entries < most_entries and text + size <= most_text:
            taken.add(number)
            entries, text = entries + 1, text + size
    left_out = [entry for number, entry in enumerate(fresh) if number not in taken]
    after = replace(day, entries=entries, text=text, left_out=day.left_out + len(left_out))
    return [entry for number, entry in enumerate(fresh) if number in taken], left_out, after


def bound_told(day: FeedDay, left_out: Sequence[NewEntry]) -> str:
    """In a line what was left out, and why."""
    on_story = sum(entry.is_on_story for entry in left_out)
    theirs = f", {on_story:,} of them on the story" if on_story else ", none of them on the story"
    return (
        f"{len(left_out):,} new {'entry' if len(left_out) == 1 else 'entries'} left out{theirs}: it brought "
        f"{day.entries:,} with {day.text / 1_000_000:.1f} MB of text within a day, as much as a feed may "
        "(polling.most_entries_a_day, most_text_a_day)"
    )
