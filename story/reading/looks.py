"""What is written between two spaces, wherever it stands: its words as packs spell them, what each is and looks like.

A newspaper writes the same things again and again, so each is looked at once and then remembered with its language.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from story.reading import tags
from story.reading.lexicon import NO_PHRASES, NOTHING, Entry, Lexicon, LongerPhrases, TintsBehind
from story.reading.tokens import cut, normal

QUOTES = frozenset('"“”„«»‹›‚‘「」『』')
BREAKS = frozenset(";:()[]—–") | {"--"} | QUOTES
DASH = " -"  # a hyphen that stands alone does a dash's work
NO_TINTS: TintsBehind = {}
SHORTEST_COMPOUND = 7  # letters
SHORTEST_HEAD = 4
LONGEST_HEAD = 20
REMEMBERED = 4_000  # stretches of a language, some 3 MB: what 30 to 40 articles write
LONGEST = 40  # code points of one that is remembered
DIGITS_APART = re.compile(r"\d\s\d")  # may be one number: "14 000"
LETTERS = re.compile(r"[^\W\d_]+")


class Look(NamedTuple):
    """One word, before its sentence is looked at."""

    word: str
    alone: Entry  # what it is by itself
    longer: LongerPhrases  # the phrases that begin with it
    tints: TintsBehind  # the cues that end with it
    is_capital: bool
    bits: int  # what it is by its looks, if no phrase begins with it; without capitals


class Stretch(NamedTuple):
    """What stands between two spaces: its words and marks in order, and its `words_of` (story.reading.people.telling).

    Of each word and mark the offsets inside the stretch, and the flags of a `[script]` (story.reading.script).
    """

    parts: tuple[tuple[Look, int, int, int], ...]
    words: tuple[str, ...]


def stretches(text: str, lexicon: Lexicon) -> list[tuple[str, Stretch]]:
    """What is written between the spaces of a sentence, and what each is; two numbers side by side stay together."""
    remembered = lexicon.stretches
    if DIGITS_APART.search(text):
        return [(text, stretch_of(text, lexicon))]
    return [(written, remembered.get(written) or stretch_of(written, lexicon)) for written in text.split()]


def stretch_of(written: str, lexicon: Lexicon) -> Stretch:
    """What is written between two spaces, remembered; where there is no room all is forgotten and learned anew.

    Else one page of nonsense could take the room of the words that all others write, for a worker's whole life.
    """
    if lexicon.script is not None:
        pieces = list(lexicon.script.pieces(written, 0, len(written)))
        words = tuple(word for word, *_ in pieces)
    else:
        pieces = [(normal(match.group()), *match.span(), 0) for match in cut(written, 0, len(written), lexicon.cutter)]
        words = tuple(LETTERS.findall(written.lower()))
    parts = ((look_of(word, written[first], lexicon), first, last, form) for word, first, last, form in pieces)
    stretch = Stretch(tuple(parts), words)
    if len(written) <= LONGEST:
        if len(lexicon.stretches) >= REMEMBERED:
            lexicon.stretches.clear()
        lexicon.stretches[written] = stretch
    return stretch


def look_of(word: str, letter: str, lexicon: Lexicon) -> Look:
    """A word as packs spell it that begins with `letter` in the text."""
    known = lexicon.phrases.get(word)
    alone, longer = (known.alone, known.longer) if known is not None else (NOTHING, NO_PHRASES)
    if alone is NOTHING and lexicon.compounds and len(word) >= SHORTEST_COMPOUND:
        alone = head_of_compound(word, lexicon)
    tints = lexicon.soft.get(word, NO_TINTS)
    return Look(word, alone, longer, tints, letter.isupper(), shape(word, letter, alone, lexicon))


def shape(word: str, letter: str, entry: Entry, lexicon: Lexicon) -> int:
    """What a word is by its looks alone, capitals aside where they are used."""
    if word == ",":
        return tags.COMMA
    if not letter.isalnum() and (word in BREAKS or word == DASH):
        return tags.BREAK
    bits = 0
    if entry is NOTHING:
        if lexicon.capitals == "unused" and letter.isalpha():
            bits |= tags.CAPITAL
        if len(word) > 4 and word.endswith(lexicon.adverb_endings):
            bits |= tags.ADVERB
    if "-" in word and word.endswith(lexicon.age_endings):
        bits |= tags.PEOPLE
    return bits


def head_of_compound(word: str, lexicon: Lexicon) -> Entry:
    """What the pack knows of the longest noun that a joined word ends in: "Bundeswehrsoldaten"."""
    for at in range(max(2, len(word) - LONGEST_HEAD), len(word) - SHORTEST_HEAD + 1):
        known = lexicon.phrases.get(word[at:])
        if known is not None and known.alone.tags & (tags.PEOPLE | tags.THING | tags.TIME):
            return known.alone
    return NOTHING
