"""How text is cut into words, numbers and marks; the same cut for texts and for the phrases of the packs."""

from __future__ import annotations

import re
from collections.abc import Iterator

NUMBER = (
    r"\d{1,2}[:h]\d{2}(?!\d)|"  # 10:40, 18h30
    r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|"  # 1,23,456: lakhs
    r"\d{1,3}(?:[.,'’\u00a0\u2009\u202f\u066c]\d{3})+(?![\d])|"
    r"(?:19|20)?\d0['’]?s\b|"
    r"\d+(?:st|nd|rd|th|d|er|re|e|è|ème|eme|ère|º|ª)\b|"
    r"\d+(?:-[^\W\d_]+)+|"
    r"\d+[.,\u066b]\d+|\d+"
)
SPACED_NUMBER = r"\d{1,3}(?: \d{3})+(?!\d)|" + NUMBER
LETTERS = r"[^\W\d_]+(?:[-‑][^\W_]+)*"
ELIDED = r"[^\W\d_]{1,8}['’](?=[^\W_])"
SUFFIX = r"['’](?:s|re|ve|ll)\b"
JOINED = r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:(?:['’](?!(?:s|S|re|ve|ll)\b)|[-‑])[^\W_]+)*"
TOKENS = {
    (False, False): re.compile(rf"{NUMBER}|{SUFFIX}|{JOINED}|-{{2}}|\S", re.IGNORECASE),
    (True, True): re.compile(rf"{SPACED_NUMBER}|{ELIDED}|(?:[^\W\d_]\.){{2,}}|{LETTERS}|-{{2}}|\S", re.IGNORECASE),
    (False, True): re.compile(rf"{SPACED_NUMBER}|{SUFFIX}|{JOINED}|-{{2}}|\S", re.IGNORECASE),
    (True, False): re.compile(rf"{NUMBER}|{ELIDED}|(?:[^\W\d_]\.){{2,}}|{LETTERS}|-{{2}}|\S", re.IGNORECASE),
}


def cut(text: str, start: int, end: int, elision: bool, spaced_thousands: bool) -> Iterator[re.Match[str]]:
    """The words, numbers and marks of text[start:end]. A digit string is one word however long it is."""
    return TOKENS[elision, spaced_thousands].finditer(text, start, end)


def normal(word: str) -> str:
    """A word as packs spell it: lower case, plain apostrophe and hyphen."""
    return word.lower().replace("’", "'").replace("‑", "-")
