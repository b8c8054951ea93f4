"""How text is cut into words, numbers and marks; the same cut for texts and for the phrases of the packs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

TIME = r"\d{1,2}[:h]\d{2}(?!\d)|"  # 10:40, 18h30
GROUPED = (
    r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|"  # 1,23,456: lakhs
    r"\d{1,3}(?:[.,'’\u00a0\u2009\u202f\u066c]\d{3})+(?![\d])|"
)
PLAIN = r"\d+(?:-[^\W\d_]+)+|\d+[.,\u066b]\d+|\d+"
NUMBER = TIME + GROUPED + PLAIN  # of a language that writes no ordinals in digits
SPACED = r"\d{1,3}(?: \d{3})+(?!\d)|"
LETTERS = r"[^\W\d_]+(?:[-‑][^\W_]+)*"
ELIDED = r"[^\W\d_]{1,8}['’](?=[^\W_])"
INITIALS = r"(?:[^\W\d_]\.){2,}"
NEVER = r"(?!)"


@cache
def cutter(
    elision: bool,
    spaced_thousands: bool,
    endings: tuple[str, ...] = (),
    number_endings: tuple[str, ...] = (),
    decade_endings: tuple[str, ...] = (),
) -> re.Pattern[str]:
    """The pattern of a language's words, numbers and marks.

    `endings` come after an apostrophe and are words of their own ("s" of "Italy's"), `number_endings` make an ordinal
    of digits ("th"), `decade_endings` a decade ("s" of "70s").
    """
    ordinal = rf"\d+(?:{'|'.join(number_endings) or NEVER})\b|"
    decade = rf"(?:19|20)?\d0['’]?(?:{'|'.join(decade_endings) or NEVER})\b|"
    number = f"{SPACED if spaced_thousands else ''}{TIME}{GROUPED}{decade}{ordinal}{PLAIN}"
    if elision:
        words = f"{ELIDED}|{INITIALS}|{LETTERS}"
    else:
        ending = rf"(?:{'|'.join(endings) or NEVER})\b"
        words = rf"['’]{ending}|{INITIALS}|[^\W\d_]+(?:(?:['’](?!{ending})|[-‑])[^\W_]+)*"
    return re.compile(rf"{number}|{words}|-{{2}}|\S", re.IGNORECASE)


def cut(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The words, numbers and marks of text[start:end]. A digit string is one word however long it is."""
    return pattern.finditer(text, start, end)


def normal(word: str) -> str:
    """A word as packs spell it: lower case, plain apostrophe and hyphen."""
    word = word.lower()
    return word if word.isascii() else word.replace("’", "'").replace("‑", "-")
