"""The own name in a speaker's words: "Wassim Nasr of France 24", "M. Nasr", "the analyst Wassim Nasr" are one man."""

from __future__ import annotations

import re
from functools import lru_cache

from story.common_words import common_words
from story.folding import fold
from story.names import name_words

LONGEST = 300  # code points of a speaker's words that are looked at
WORD = re.compile(r"[^\W_]+(?:[-‑'’.][^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
SHORTEST_ENDING = 5  # letters of a title that a joined word may end in: "Polizeisprecherin"
SAME_GIVEN_NAME = 75  # per cent of letters in common: "Moussa" and "Musa"


@lru_cache(maxsize=16384)
def own_name(source: str) -> tuple[str, ...]:
    """The folded words of the speaker's own name, the family name last.

    Without titles, offices and whom the speaker belongs to, where capitals or words show them. Words that hold no name
    come back whole.
    """
    source = source[:LONGEST]
    has_capitals = any(character.isupper() for character in source)
    runs: list[list[str]] = []  # names in the words, one after the other
    belongs: list[bool] = []  # whether a run is only whom the speaker belongs to
    everything: list[str] = []
    end = -2  # where the last run may go on, at none yet
    was_title = has_title = False
    for match in WORD.finditer(source):
        if POSSESSIVE.search(match.group()):
            continue  # "Mali's army"
        word = match.group()
        if not word.isalnum():
            word = name_words().articles.sub("", word)  # "l'Organisation"
        folded = fold(word).replace(".", "")
        everything += folded.split()
        goes_on = end == match.start() - 1 and source[end].isspace()
        if is_title(folded):
            if goes_on and has_capitals:
                belongs[-1] = True  # "WFP | spokesman John Doe"
            was_title = has_title = True
            continue
        if _is_name(word, folded, has_capitals) or (goes_on and has_capitals and folded in name_words().particles):
            if not goes_on:
                runs.append([])
                belongs.append(has_title and not was_title)  # "chief of the | Protezione | civile Fabrizio Curcio"
            runs[-1] += folded.split()
            end = match.end()
        was_title = False
    own = [run for run, belonging in zip(runs, belongs, strict=True) if not belonging] or runs[-1:] or [everything]
    return tuple(own[0]) or (fold(source),)


def is_same_speaker(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two own names are one: the same last word, and given names that don't contradict each other."""
    if one[-1] != other[-1]:
        return False
    if one[0] == other[0] or set(one) <= set(other) or set(other) <= set(one):
        return True  # "Nasr", "Lula da Silva" and "Luiz Inácio Lula da Silva"
    if len(one[0]) == 1 or len(other[0]) == 1:
        return one[0][0] == other[0][0]
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(one[0], other[0]) >= SAME_GIVEN_NAME)


def is_title(folded: str) -> bool:
    """Whether a folded word says what somebody is: "general", "polizeisprecherin"."""
    titles = name_words().titles
    if folded in titles or all(part in titles for part in folded.split()):
        return True
    return any(folded[at:] in titles for at in range(3, len(folded) - SHORTEST_ENDING + 1))


def _is_name(word: str, folded: str, has_capitals: bool) -> bool:
    """Whether a word may be part of a name: by its capital, or in writings without any as no word of grammar."""
    if has_capitals:
        return word[0].isupper() and not name_words().articles.fullmatch(f"{folded} ")
    return not any(folded in words.small for words in common_words().values())
