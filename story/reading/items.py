"""A sentence as words: cut, looked up in the language's lexicon, phrases taken together.

Nothing here looks further than the longest phrase of a pack, so the cost is linear in the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from story.reading import tags
from story.reading.lexicon import NOTHING, Entry, Lexicon
from story.reading.looks import BREAKS, DASH, QUOTES, Look, shape, stretches
from story.reading.numbers.quantity import Quantity
from story.reading.script import DEFINITE, DUAL, OWNED

__all__ = ["BREAKS", "DASH", "QUOTES", "Item", "read_items"]

NOUNS = tags.NOUN | tags.ACT | tags.TOLL | tags.NONE
BEFORE_NOUN = tags.DETERMINER | tags.OF | tags.NUMBER_WORD | tags.INDEFINITE
BEFORE_NAME = tags.DETERMINER | tags.INDEFINITE | tags.OF
NO_TINTS: dict[str, str] = {}  # shared by most items: never changed


@dataclass(slots=True)
class Item:
    """One word or known phrase of a sentence; `start` and `end` are offsets in the document."""

    word: str
    start: int
    end: int
    tags: int
    entry: Entry
    quantity: Quantity | None = None
    cues: dict[str, str] = field(default_factory=dict)  # tints such as "feared", with the phrase that ends here


def read_items(text: str, start: int, end: int, lexicon: Lexicon) -> list[Item]:
    """The items of text[start:end]."""
    looks: list[Look] = []
    starts: list[int] = []
    ends: list[int] = []
    forms: list[int] = []
    whole, begin = text[start:end], start
    for written, stretch in stretches(whole, lexicon):
        begin = text.index(written, begin)
        for look, first, last, form in stretch.parts:
            looks.append(look)
            starts.append(begin + first)
            ends.append(begin + last)
            forms.append(form)
        begin += len(written)
    words = [look.word for look in looks]
    items: list[Item] = []
    after_ordinals, short_scales = lexicon.after_ordinals, lexicon.short_scales
    has_capitals, has_capital_nouns = lexicon.capitals != "unused", lexicon.capitals == "nouns"
    has_script = lexicon.script is not None
    position, count = 0, len(words)
    shouting = whole.isupper()
    has_quotes = False
    while position < count:
        word, found, longer, tints, is_capital, by_looks = looks[position]
        known_as, width = word, 1
        if longer and position + 1 < count:
            for candidate, entry in longer.get(words[position + 1], ()):
                if tuple(words[position : position + len(candidate)]) == candidate:
                    known_as = " ".join(candidate)
                    if known_as in lexicon.half and begins_phrase(words, position + len(candidate) - 1, lexicon):
                        known_as = word  # "ocho muertos y medio centenar"
                        continue
                    width, found = len(candidate), entry
                    by_looks = shape(word, text[starts[position]], entry, lexicon)
                    break
        if after_ordinals and is_ordinal(words, starts, ends, position):
            width, known_as = 2, f"{word}."
        elif word in short_scales and words[position + 1 : position + 2] == ["."]:
            width, known_as = 2, word  # "1,5 Mio. Menschen"
        first, last = starts[position], ends[position + width - 1]
        if word == "-" and first > start and text[first - 1].isspace():
            by_looks = shape(DASH, word, found, lexicon)
        bits = found.tags
        if has_capital_nouns and width == 1 and items and not shouting:
            bits &= (
                ~(tags.SPEECH | (tags.VERB if found.tags & NOUNS else 0))
                if is_capital
                else ~(NOUNS | (tags.PEOPLE if found.tags & tags.VERB else 0))
            )
        bits |= by_looks
        if is_capital and has_capitals and not shouting and (items or found is NOTHING):
            if not has_capital_nouns:
                bits |= tags.CAPITAL
            elif found is NOTHING and not (items and items[-1].tags & BEFORE_NAME):
                bits |= tags.CAPITAL | tags.UPPER  # unknown, and without an article: a name
            else:
                bits |= tags.UPPER
        if has_script:
            if forms[position] & DEFINITE:
                bits &= ~(tags.SPEECH | tags.ACTIVE | tags.PARTICIPLE)  # no verb has an article
                bits &= ~tags.ACT if width == 1 else ~0  # nor has a noun that an "of" without a word follows
            bits |= tags.DEFINITE * (forms[position] & (DEFINITE | OWNED) > 0) | tags.DUAL * any(
                form & DUAL for form in forms[position : position + width]
            )
        if bits & tags.SPEECH and bits & tags.PEOPLE and items and items[-1].tags & BEFORE_NOUN:
            bits &= ~tags.SPEECH  # "two of the suspects", but "he suspects"
        if bits & tags.BREAK and word in QUOTES:
            has_quotes = True
        cues = NO_TINTS
        if width > 1:
            cues = tinted(words, position, looks[position : position + width])
        elif tints:
            cues = tinted(words, position, looks[position : position + 1])
        items.append(Item(known_as, first, last, bits, found, None, cues))
        position += width
    return without_lone_quotes(items) if has_quotes else items


def tinted(words: list[str], position: int, looks: list[Look]) -> dict[str, str]:
    """The cues that end in one of the words from `position` on, each with its phrase."""
    found: dict[str, str] = {}
    for last, look in enumerate(looks, position):
        if not look.tints:
            continue
        before = words[last - 1] if last else ""
        for phrase, cue in look.tints.get(before) or look.tints[""]:
            first = last + 1 - len(phrase)
            if first == last or (first >= 0 and tuple(words[first : last + 1]) == phrase):
                found[cue] = " ".join(phrase)
    return found or NO_TINTS


def without_lone_quotes(items: list[Item]) -> list[Item]:
    """The items without the quotation marks around single words: "neutralised" 46 "terrorists"."""
    lone = set()
    for position in range(1, len(items) - 1):
        before, after = position - 1, position + 1
        if items[before].word in QUOTES and items[after].word in QUOTES and not items[position].tags & tags.CAPITAL:
            lone |= {before, after} if before not in lone else set()
    return [item for position, item in enumerate(items) if position not in lone]


def begins_phrase(words: list[str], position: int, lexicon: Lexicon) -> bool:
    """Whether a word and the one behind it begin a phrase of the pack."""
    known = lexicon.phrases.get(words[position])
    return known is not None and position + 1 < len(words) and words[position + 1] in known.longer


def is_ordinal(words: list[str], starts: list[int], ends: list[int], position: int) -> bool:
    """Whether a number with a full stop stands in mid-sentence: "am 3. Mai"."""
    return (
        position + 2 < len(words)
        and words[position + 1] == "."
        and len(words[position]) <= 2
        and words[position].isdecimal()
        and ends[position] == starts[position + 1]
    )
