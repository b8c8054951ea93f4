"""Text for people out of fields that hold HTML, as feeds' titles and summaries do."""

from __future__ import annotations

import html
import re
from unicodedata import normalize

from story import plain_text

_HIDDEN = re.compile(r"<(script|style|noscript|template)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_BREAK = re.compile(r"<[\s/]*+(?:p|br|div|li|ul|ol|h[1-6]|tr|table|blockquote|figure|hr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_OPEN_TAG_AT_THE_END = re.compile(r"<[a-zA-Z/!?][^<>]*\Z")
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
_NEWLINES = re.compile(r" ?\n[ \n]*")
_READ_AT_MOST = 8  # times the limit: longer fields are cut before the work starts


def prose(text: object, limit: int) -> str:
    """The text of an HTML field: no tags, entities read once more, white space folded, cut at `limit` characters.

    Blocks become lines. A cut text ends in "…". Not a string gives "".
    """
    if not isinstance(text, str):
        return ""
    text = text[: limit * _READ_AT_MOST + 4_000]
    if "<" in text:
        text = _HIDDEN.sub(" ", text)
        text = _BREAK.sub("\n", text)
        text = _OPEN_TAG_AT_THE_END.sub("", _TAG.sub("", text))
    if "&" in text:
        text = html.unescape(text)
    is_clean = text.isprintable()  # so it has neither control characters nor other space than U+0020
    text = normalize("NFC", text if is_clean else plain_text(text.replace("\r", "\n")))
    if not is_clean or "  " in text:
        text = _NEWLINES.sub("\n", _SPACES.sub(" ", text))
    text = text.strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def line(text: object, limit: int) -> str:
    """Like `prose`, on one line."""
    return prose(text, limit).replace("\n", " ")
