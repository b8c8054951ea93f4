"""What all kinds of feed share: the limits of their fields, names for the nameless, one entry a guid."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from fetchers.model import Entry, FeedReading

TITLE_LIMIT = 500  # characters, as all limits here
SUMMARY_LIMIT = 4_000
GUID_LIMIT = 1_000

# What a parser of ours may throw at hostile input; input that makes it do so is bad input, not our bug.
PARSER_ERRORS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def newest_of_each(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry for each guid, the newest, where the guid stood first.

    A guid that stands for several pages is no guid: those entries are known by their links instead.
    """
    listed = list(entries)
    pages: dict[str, set[str]] = {}
    for entry in listed:
        if entry.link:
            pages.setdefault(entry.guid, set()).add(entry.link)
    kept: dict[str, Entry] = {}
    for entry in listed:
        if entry.link and len(pages[entry.guid]) > 1:
            entry = replace(entry, guid=entry.link[:GUID_LIMIT])
        other = kept.get(entry.guid)
        if other is None or _age_key(entry) > _age_key(other):
            kept[entry.guid] = entry
    return tuple(kept.values())


def made_up_guid(words: str, date: str) -> str:
    """A stable name for an entry that has neither guid nor link."""
    return "hash:" + hashlib.sha256(f"{words}\n{date}".encode("utf-8", "replace")).hexdigest()[:32]


def language_tag(text: object) -> str | None:
    """A language tag (BCP 47) as "fr" or "fr-FR"; None for what is none."""
    if not isinstance(text, str):
        return None
    match = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?(?:[-_][A-Za-z0-9]{1,8})*", text.strip()[:40])
    if match is None:
        return None
    region = match[2]
    if not region:
        return match[1].lower()
    return f"{match[1].lower()}-{region.upper() if len(region) == 2 else region.title()}"


def _age_key(entry: Entry) -> datetime:
    return entry.modified_at or entry.published_at or datetime.min.replace(tzinfo=UTC)


def no_feed(failure: str) -> FeedReading:
    """The reading of a body that is no feed."""
    return FeedReading(title="", lang=None, entries=(), failure=failure)
