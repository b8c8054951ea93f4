"""What a text hides from a reader of words: soft hyphens, zero-width and directional marks, accents in pieces.

Web pages and PDFs hold them everywhere ("ver­letzt" with a soft hyphen, "é" as "e" and an accent). A text with any is
read without them, and what was read is put back to where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TypeVar

from story.model import Claim, Passage

INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
ACCENTS = "\u0300-\u036f\u0653-\u0655"
MAY_HIDE = re.compile(f"[{INVISIBLE}{ACCENTS}]")
HIDDEN = re.compile(f"[{INVISIBLE}]+|[^\\W\\d_][{ACCENTS}]{{1,4}}")
Evidence = TypeVar("Evidence", Claim, Passage)


@dataclass(frozen=True, slots=True)
class Legible:
    """A text as it is read. `begins` and `ends` say where each of its code points stood; None: in the same place."""

    text: str
    begins: list[int] | None = None
    ends: list[int] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stood."""
        if self.begins is None or self.ends is None or start >= end:
            return start, end
        return self.begins[start], self.ends[end - 1]

    def put_back(self, evidence: Evidence, written: str) -> Evidence:
        """A claim or passage of the legible text as one of the `written` one."""
        if self.begins is None:
            return evidence
        start, end = self.place(evidence.start, evidence.end)
        sentence_start, sentence_end = self.place(evidence.sentence_start, evidence.sentence_end)
        return replace(
            evidence,
            start=start,
            end=end,
            text=written[start:end],
            sentence=written[sentence_start:sentence_end],
            sentence_start=sentence_start,
            sentence_end=sentence_end,
        )

    def taken_out(self, claim: Claim) -> Claim:
        """A claim of the written text with its offsets in the legible one."""
        if self.begins is None or self.ends is None:
            return claim
        return replace(
            claim,
            start=bisect_left(self.begins, claim.start),
            end=bisect_left(self.ends, claim.end) + 1,
            sentence_start=bisect_left(self.begins, claim.sentence_start),
            sentence_end=bisect_left(self.ends, claim.sentence_end) + 1,
        )


def legible(text: str) -> Legible:
    """The text without what hides its words, and where everything stood."""
    if text.isascii() or MAY_HIDE.search(text) is None or HIDDEN.search(text) is None:
        return Legible(text)
    parts: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    last = 0

    def keep(start: int, end: int) -> None:
        parts.append(text[start:end])
        begins.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))

    for match in HIDDEN.finditer(text):
        start, end = match.span()
        keep(last, start)
        last = end
        if not match.group()[0].isalpha():
            continue
        letter = unicodedata.normalize("NFC", match.group())
        if len(letter) == 1:
            parts.append(letter)
            begins.append(start)
            ends.append(end)
        else:
            keep(start, end)
    keep(last, len(text))
    return Legible("".join(parts), begins, ends)
