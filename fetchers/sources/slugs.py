"""The words of an address, for pages that come without a headline."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from fetchers.prose import line

_LONGEST = 300  # characters
_ENDING = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|xml|amp)\Z", re.IGNORECASE)
_NO_WORD = re.compile(r"[\W_]+")
_ID = re.compile(r"\d+|[0-9a-f]{8,}|(?=\w*\d)\w{9,}", re.IGNORECASE)


def slug_words(url: str) -> str:
    """The words of the last telling part of a path: "…/2024/attaque-a-bamako_123.html" → "attaque a bamako"."""
    return next(reversed(_told(url)), "")


def section_words(url: str) -> str:
    """The words of the parts before that one: "/afrique/mali/2024/…" → "afrique mali"."""
    return line(" ".join(_told(url)[:-1]), _LONGEST)


def _told(url: str) -> list[str]:
    """The parts of a path that hold words, in their order."""
    parts = []
    for segment in urlsplit(url).path[:2_000].split("/"):
        words = [word for word in _NO_WORD.split(_ENDING.sub("", unquote(segment))) if word and not _ID.fullmatch(word)]
        if any(len(word) > 1 for word in words):
            parts.append(line(" ".join(words), _LONGEST))
    return [part for part in parts if part]
