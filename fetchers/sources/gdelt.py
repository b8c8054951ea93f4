"""The GDELT DOC 2.0 interface's article list to entries."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from fetchers.encodings import decoded
from fetchers.entries import GUID_LIMIT, TITLE_LIMIT, newest_of_each, no_feed
from fetchers.freshness import DEFAULT_PAUSE
from fetchers.model import Entry, FeedReading
from fetchers.prose import line
from fetchers.urls import normalise_url

_LONGEST_MESSAGE = 200  # characters of what GDELT says in place of a list
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
_HEAD = re.compile(r"<(script|style)\b.{0,4000}?</\1>", re.IGNORECASE | re.DOTALL)
_TOO_OFTEN = re.compile(r"limit requests|too many requests|rate limit|quota", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]{0,500}>")

# Its titles come in tokens: "Mali ' s army , 1 , 000 dead". What surely belongs together is put together again.
_BEFORE = re.compile(r" +([,.;)\]}»”%…])(?=\s|$)")
_AFTER = re.compile(r"(?<=[(\[{«“]) +")
_APOSTROPHE = re.compile(
    r"(?<=\w) ['’] (?=(?:s|t|re|ve|ll|d|m)\b)|(?<=\b[ldjmnstc]) ['’] (?=\w)|(?<=\bqu) ['’] (?=\w)", re.I
)
_THOUSANDS = re.compile(r"(?<=\d) ([.,]) (?=\d{3}\b)")

LANGUAGES = {  # GDELT's names, as far as storywatch reads them or often meets them
    "Arabic": "ar",
    "Bengali": "bn",
    "Chinese": "zh",
    "Dutch": "nl",
    "English": "en",
    "French": "fr",
    "German": "de",
    "Greek": "el",
    "Hebrew": "he",
    "Hindi": "hi",
    "Indonesian": "id",
    "Italian": "it",
    "Japanese": "ja",
    "Korean": "ko",
    "Persian": "fa",
    "Polish": "pl",
    "Portuguese": "pt",
    "Romanian": "ro",
    "Russian": "ru",
    "Spanish": "es",
    "Swahili": "sw",
    "Swedish": "sv",
    "Turkish": "tr",
    "Ukrainian": "uk",
    "Urdu": "ur",
    "Vietnamese": "vi",
}


def read_gdelt(body: bytes, headers: dict[str, str], url: str, now: datetime) -> FeedReading:
    """The articles of an answer in JSON (`mode=artlist&format=json`), newest first as it lists them.

    GDELT's `seendate` is when GDELT came by, so no entry has a time of publication. What it has to say of a query
    that it doesn't take, or to whom asks too often, comes as text or HTML with status 200, too: that is the failure.
    Never raises for what the body holds.
    """
    text = decoded(body, headers.get("content-type", "")).lstrip("\ufeff").strip()
    if not text:
        return no_feed("GDELT's answer is empty")
    if not text.startswith("{"):
        return _refusal(line(_TAGS.sub(" ", _HEAD.sub(" ", text[:4_000])), _LONGEST_MESSAGE))
    try:
        answer = _loaded(text)
    except (ValueError, RecursionError) as problem:
        return no_feed(f"GDELT's JSON can't be read: {line(str(problem), 120)}")
    listed = answer.get("articles", [])
    if not isinstance(listed, list):
        return no_feed("GDELT's answer has no list of articles")
    entries = (entry for item in listed if isinstance(item, dict) and (entry := _entry(item)) is not None)
    return FeedReading(title="GDELT", lang=None, entries=newest_of_each(entries))


def _refusal(message: str) -> FeedReading:
    """What GDELT says in place of a list; whom it asks to come less often leaves it alone for a while."""
    if not message:
        return no_feed("GDELT's answer is a page without words, not a list")
    reading = no_feed(f"GDELT gave no list but says: {message}")
    return replace(reading, pause=DEFAULT_PAUSE) if _TOO_OFTEN.search(message) else reading


def _loaded(text: str) -> dict[str, Any]:
    """GDELT copies titles as they are: with raw control characters, and backslashes that escape nothing."""
    try:
        answer = json.loads(text, strict=False)
    except json.JSONDecodeError:
        answer = json.loads(_BAD_ESCAPE.sub(r"\\\\", text), strict=False)
    return answer if isinstance(answer, dict) else {}


def _entry(item: dict[str, Any]) -> Entry | None:
    address = item.get("url")
    link = normalise_url(address) if isinstance(address, str) else None
    if link is None:
        return None
    language = item.get("language")
    return Entry(
        guid=link[:GUID_LIMIT],
        link=link,
        title=joined(line(item.get("title"), TITLE_LIMIT)) or link[:TITLE_LIMIT],
        summary="",
        published_at=None,
        modified_at=None,
        lang=LANGUAGES.get(language) if isinstance(language, str) else None,
    )


def joined(title: str) -> str:
    """A title with its punctuation where it belongs: "Mali ' s army , again" → "Mali's army, again".

    Hyphens and colons are left alone: some languages space them, and some titles end in " - " and the outlet.
    """
    title = _APOSTROPHE.sub(lambda match: match[0].strip(), title)
    return _AFTER.sub("", _BEFORE.sub(r"\1", _THOUSANDS.sub(r"\1", title)))
