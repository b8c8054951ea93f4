"""Sentences that may tell what other outlets tell too, though no pattern knows it: candidates for shared happenings.

One becomes a fact only when another publisher's sentence matches it (story/happenings.py).
"""

from __future__ import annotations

from story.happenings import SHARED, SHORTEST_RARE, SHORTEST_RARE_WITHOUT_CASE
from story.model import FactType, Passage
from story.reading.passages.document import Document

MOST = 6  # candidates of one text
WITHIN = 30  # sentences from the headline on
SHORTEST, LONGEST = 40, 500  # code points of a candidate
LEAST_MARKS = 2  # names and numbers
LEAST_RARE = 3  # long words


def read_shared(document: Document, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The candidates of a text among sentences that give no claim and none of the `passages`, the first ones."""
    taken = {claim.sentence_start for claim in document.claims} | {passage.sentence_start for passage in passages}
    found: list[Passage] = []
    for start, end in document.sentences[:WITHIN]:
        if start in taken or not SHORTEST <= end - start <= LONGEST:
            continue
        sentence = document.text[start:end]
        if not is_telling(sentence):
            continue
        rule = "a sentence that others may tell too"
        found.append(Passage(FactType.HAPPENING, SHARED, sentence, start, end, sentence, start, end, rule=rule))
        if len(found) == MOST:
            break
    return tuple(found)


def is_telling(sentence: str) -> bool:
    """Whether a sentence holds so many different names, numbers and long words that another can be known by them."""
    first, *others = sentence.split()
    words = set(others)
    words.discard(first)  # its capital is the sentence's
    marks = rare = long = 0
    has_small = False
    for word in words:
        if word[0].islower():
            has_small = True
            rare += len(word) >= SHORTEST_RARE
        elif word[0].isupper() or word[0].isdigit():
            marks += 1
        long += len(word) >= SHORTEST_RARE_WITHOUT_CASE
        if has_small and marks >= LEAST_MARKS and rare >= LEAST_RARE:
            return True
    # a writing without capitals shows no names: they are among its long words
    return not has_small and long >= LEAST_MARKS + LEAST_RARE
