"""Whether one text is a copy of another: how many of the shorter one's runs of five words stand in the other too."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from zlib import crc32

from story.folding import fold

WORDS = 5  # of a run: four words meet by chance in two reports of one event, six miss lightly edited copies
FEWEST_WORDS = 40  # outside quotations; shorter texts say too little, and shorter stretches stand under every page
LONGEST = 24_000  # characters that are looked at, some 4,000 words: a live blog is judged by its top
COPY = 0.45  # measured, see docs/origins.md: copies begin at 0.57, reports with an agency's background end at 0.39

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=128)
def shingles(text: str) -> frozenset[int]:
    """Every run of five words of a text as a number of 32 bits, the same on every machine.

    A run shares its number with one of a million others once in four thousand times: too seldom to make a copy.
    Case, accents and punctuation are no difference. What stands in quotation marks is left out, since two outlets
    that quote one speech or communiqué at length copy neither each other nor anybody; no run reaches over such a gap
    or a line's end. Empty if fewer than FEWEST_WORDS words are left.
    """
    from story.reading.speakers.quotations import Quotations

    text = text[:LONGEST]
    quotations = Quotations(text)
    parts, start = [], 0
    for opened, closed in zip(quotations.starts, quotations.ends, strict=True):
        parts.append(text[start:opened])
        start = closed + 1
    parts.append(text[start:])
    runs = [_WORD.findall(fold(line)) for part in parts for line in part.split("\n")]
    if sum(map(len, runs)) < FEWEST_WORDS:
        return frozenset()
    numbers: set[int] = set()
    for run in runs:
        words = [word.encode() for word in run]
        line = b" ".join(words)
        ends = list(accumulate(len(word) + 1 for word in words))  # behind the space that follows each word
        numbers.update(
            [crc32(line[start : end - 1]) for start, end in zip([0, *ends], ends[WORDS - 1 :], strict=False)]
        )
    return frozenset(numbers)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """How much of the shorter text stands in the longer one, from 0 to 1; from COPY on one is a copy of the other.

    0 also if what they share is less than FEWEST_WORDS would give.
    """
    shared = len(one & other)
    return shared / min(len(one), len(other)) if shared > FEWEST_WORDS - WORDS else 0.0
