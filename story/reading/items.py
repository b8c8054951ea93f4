"""A sentence as words: cut, looked up in the language's lexicon, phrases taken together.

Nothing here looks further than the longest phrase of a pack, so the cost is linear in the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from story.reading import tags
from story.reading.lexicon import NOTHING, Entry, Lexicon
from story.reading.numbers.quantity import Quantity
from story.reading.script import DEFINITE, DUAL, OWNED
from story.reading.tokens import cut, normal

QUOTES = frozenset('"“”„«»‹›‚‘「」『』')
SHORTEST_COMPOUND = 7  # letters
SHORTEST_HEAD = 4
LONGEST_HEAD = 20
NOUNS = tags.NOUN | tags.ACT | tags.TOLL | tags.NONE
DASH = " -"  # a hyphen that stands alone does a dash's work
BEFORE_NOUN = tags.DETERMINER | tags.OF | tags.NUMBER_WORD | tags.INDEFINITE
BREAKS = frozenset(";:()[]—–") | {"--"} | QUOTES


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
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    forms: list[int] = []
    if lexicon.script is not None:
        for written, first, last, form in lexicon.script.pieces(text, start, end):
            words.append(written)
            spans.append((first, last))
            forms.append(form)
    else:
        for match in cut(text, start, end, lexicon.cutter):
            words.append(normal(match.group()))
            spans.append(match.span())
    items: list[Item] = []
    phrases, soft = lexicon.phrases, lexicon.soft
    compounds, after_ordinals = lexicon.compounds, lexicon.after_ordinals
    has_capital_nouns = lexicon.capitals == "nouns"
    abbreviated = lexicon.scales.keys() & lexicon.abbreviations
    position, count = 0, len(words)
    shouting = text[start:end].isupper()
    while position < count:
        word = whole = words[position]
        width, found = 1, NOTHING
        known = phrases.get(word)
        if known is not None:
            found = known.alone
            if known.longer and position + 1 < count:
                for candidate, entry in known.longer.get(words[position + 1], ()):
                    if tuple(words[position : position + len(candidate)]) == candidate:
                        whole = " ".join(candidate)
                        if whole in lexicon.half and begins_phrase(words, position + len(candidate) - 1, lexicon):
                            whole = word  # "ocho muertos y medio centenar"
                            continue
                        width, found = len(candidate), entry
                        break
        if compounds and found is NOTHING and len(word) >= SHORTEST_COMPOUND:
            found = head_of_compound(word, lexicon)
        if after_ordinals and is_ordinal(words, spans, position):
            width, whole = 2, f"{word}."
        elif word in abbreviated and words[position + 1 : position + 2] == ["."]:
            width, whole = 2, word  # "1,5 Mio. Menschen"
        first, last = spans[position][0], spans[position + width - 1][1]
        if word == "-" and first > start and text[first - 1].isspace():
            word = DASH
        known_as = found.tags
        if has_capital_nouns and width == 1 and items and not shouting:
            is_noun = text[first].isupper()
            known_as &= (
                ~(tags.SPEECH | (tags.VERB if found.tags & NOUNS else 0))
                if is_noun
                else ~(NOUNS | (tags.PEOPLE if found.tags & tags.VERB else 0))
            )
        bits = known_as | shape(word, text[first], shouting, items, found, lexicon)
        if forms:
            if forms[position] & DEFINITE:
                bits &= ~(tags.SPEECH | tags.ACTIVE | tags.PARTICIPLE)  # no verb has an article
                bits &= ~tags.ACT if width == 1 else ~0  # nor has a noun that an "of" without a word follows
            bits |= tags.DEFINITE * (forms[position] & (DEFINITE | OWNED) > 0) | tags.DUAL * any(
                form & DUAL for form in forms[position : position + width]
            )
        if bits & tags.SPEECH and bits & tags.PEOPLE and items and items[-1].tags & BEFORE_NOUN:
            bits &= ~tags.SPEECH  # "two of the suspects", but "he suspects"
        tints: dict[str, str] = {}
        inner = position
        while inner < position + width:
            for phrase, cue in soft.get(words[inner], ()):
                size = len(phrase)
                # most phrases end in a word like "to": their first word tells them apart at the least cost
                first_of = inner + 1 - size
                if size == 1 or (
                    first_of >= 0 and words[first_of] == phrase[0] and tuple(words[first_of : inner + 1]) == phrase
                ):
                    tints[cue] = " ".join(phrase)
            inner += 1
        items.append(Item(whole, first, last, bits, found, None, tints))
        position += width
    return without_lone_quotes(items)


def without_lone_quotes(items: list[Item]) -> list[Item]:
    """The items without the quotation marks around single words: "neutralised" 46 "terrorists"."""
    if not any(item.word in QUOTES for item in items):
        return items
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


def shape(word: str, letter: str, shouting: bool, before: list[Item], entry: Entry, lexicon: Lexicon) -> int:
    """What a word is by its looks alone."""
    if word == ",":
        return tags.COMMA
    if not letter.isalnum() and (word in BREAKS or word == DASH):
        return tags.BREAK
    bits = 0
    if letter.isupper() and lexicon.capitals != "unused" and not shouting and (before or entry is NOTHING):
        bits |= tags.CAPITAL if lexicon.capitals != "nouns" or is_lone_name(before, entry) else 0
        bits |= tags.UPPER if lexicon.capitals == "nouns" else 0
    if lexicon.capitals == "unused":
        bits |= tags.CAPITAL if entry is NOTHING and letter.isalpha() else 0
    if entry is NOTHING and len(word) > 4 and word.endswith(lexicon.adverb_endings):
        bits |= tags.ADVERB
    if "-" in word and word.endswith(lexicon.age_endings):
        bits |= tags.PEOPLE
    return bits


def is_lone_name(before: list[Item], entry: Entry) -> bool:
    """Whether a word in capitals is a name where all nouns have them: unknown, and without an article."""
    return entry is NOTHING and not (before and before[-1].tags & (tags.DETERMINER | tags.INDEFINITE | tags.OF))


def is_ordinal(words: list[str], spans: list[tuple[int, int]], position: int) -> bool:
    """Whether a number with a full stop stands in mid-sentence: "am 3. Mai"."""
    return (
        position + 2 < len(words)
        and words[position + 1] == "."
        and len(words[position]) <= 2
        and words[position].isdecimal()
        and spans[position][1] == spans[position + 1][0]
    )


def head_of_compound(word: str, lexicon: Lexicon) -> Entry:
    """What the pack knows of the longest noun that a joined word ends in: "Bundeswehrsoldaten"."""
    for at in range(max(2, len(word) - LONGEST_HEAD), len(word) - SHORTEST_HEAD + 1):
        known = lexicon.phrases.get(word[at:])
        if known is not None and known.alone.tags & (tags.PEOPLE | tags.THING | tags.TIME):
            return known.alone
    return NOTHING
