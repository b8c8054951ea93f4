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
    words = list(dict.fromkeys(sentence.split()))[1:]  # the first one's capital is the sentence's
    names_and_numbers = sum(word[0].isupper() or word[0].isdigit() for word in words)
    if any(word[0].islower() for word in words):
        rare = sum(len(word) >= SHORTEST_RARE and word[0].islower() for word in words)
        return names_and_numbers >= LEAST_MARKS and rare >= LEAST_RARE
    # a writing without capitals shows no names: they are among its long words
    return sum(len(word) >= SHORTEST_RARE_WITHOUT_CASE for word in words) >= LEAST_MARKS + LEAST_RARE
