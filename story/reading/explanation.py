"""Why a text was read as it was: for those who correct a pack, each sentence with its words, claims and other numbers.

The words carry the names of the lists that hold them, as a pack spells them (`happened.killed.participle`), so that a
wrong claim leads to the line to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from story.model import Claim, Reading
from story.reading import tags
from story.reading.items import Item, read_items
from story.reading.legible import legible
from story.reading.lexicon import NOTHING, Lexicon
from story.reading.loading import load_lexicon
from story.reading.numbers.quantities import mark_quantities
from story.reading.pack_lists import ATTRIBUTION, CUES, FORMS, GRAMMAR, PEOPLE, QUALIFIERS, SPEAKING, TINTS
from story.reading.pack_shape import LISTS as LISTS_OF
from story.reading.people.chunks import chunk_at, is_year
from story.reading.people.telling import has_trigger
from story.reading.sentences import split_sentences

LISTS = {
    **{bit: f"grammar.{name}" for name, bit in GRAMMAR.items()},
    **{bit: f"attribution.{name}" for name, bit in ATTRIBUTION.items()},
}
PEOPLE_LISTS = tuple(sorted(PEOPLE.items(), key=lambda pair: -pair[1]))  # attackers are groups, groups are people
CUE_LISTS = {cue: f"{section}.{name}" for section, name, cue in CUES} | {
    name: f"qualifiers.{name}" for name in QUALIFIERS
}
TINT_LISTS = {cue: f"{section}.{name}" for cue, (section, name) in TINTS.items()}
TINT_LISTS |= {name: f"modality.{name}" for name in LISTS_OF["modality"]}


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A word or phrase of the text that the pack knows, and the lists that hold it."""

    words: str
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherNumber:
    """A number of the text that made no claim, and why."""

    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class SentenceExplanation:
    """One sentence of a text, text[start:end], with all that was seen in it."""

    start: int
    end: int
    sentence: str
    claims: tuple[Claim, ...]
    other_numbers: tuple[OtherNumber, ...]
    known_words: tuple[KnownWord, ...]
    unknown_words: tuple[str, ...]


def explain(text: str, reading: Reading) -> Iterator[SentenceExplanation]:
    """The sentences of a text that hold a number or a word for what happened, in order.

    `reading` is what `read_claims` answered for this text. A language without a pack has nothing to explain:
    `reading.reason` says so.
    """
    if reading.reason is not None and not reading.claims:
        return
    lexicon = load_lexicon(reading.lang.split("-")[0])
    by_sentence: dict[int, list[Claim]] = {}
    shown = legible(text)
    written, text = text, shown.text
    speaking = frozenset(word for phrases in lexicon.speakers.values() for phrase, _ in phrases for word in phrase)
    for claim in map(shown.taken_out, reading.claims):
        by_sentence.setdefault(claim.sentence_start, []).append(claim)
    for start, end in split_sentences(text, lexicon.abbreviations, lexicon.before_ordinals, lexicon.after_ordinals):
        claims = tuple(by_sentence.get(start, ()))
        has_happened = has_trigger(text, start, end, lexicon)
        others = other_numbers(text, start, end, claims, lexicon, has_happened)
        if claims or others or has_happened:
            items = read_items(text, start, end, lexicon)
            known, unknown = known_words(items, text), unknown_words(items, text, speaking, lexicon)
            first, last = shown.place(start, end)
            claims = tuple(shown.put_back(claim, written) for claim in claims)
            yield SentenceExplanation(first, last, written[first:last], claims, others, known, unknown)


def known_words(items: list[Item], text: str) -> tuple[KnownWord, ...]:
    """The words of a sentence that any list of the pack holds."""
    named = ((text[item.start : item.end], lists_of(item)) for item in items)
    return tuple(KnownWord(words, lists) for words, lists in named if lists)


def unknown_words(items: list[Item], text: str, speaking: frozenset[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a sentence, names and words for speakers aside, that no list holds: one of them may be missing."""
    found = (
        text[item.start : item.end]
        for item in items
        if item.entry is NOTHING
        and not item.cues
        and item.word.isalpha()
        and item.word not in speaking
        and (not item.tags & tags.CAPITAL or lexicon.capitals == "unused")
    )
    return tuple(dict.fromkeys(found))


def lists_of(item: Item) -> tuple[str, ...]:
    """The lists of the pack that hold a word, as the pack names them."""
    entry = item.entry
    form_names = {bit: name for name, bit in FORMS.items()}
    found = [f"happened.{kind}.{form_names[bit]}" for bit, kind in entry.forms.items() if bit in form_names]
    found += [f"people.{name}" for name, bit in PEOPLE_LISTS if entry.tags & bit == bit][:1]
    speaking = sorted(entry.cues & SPEAKING.keys())
    found += [f"attribution.{name}" for name in speaking]
    found += [
        name for bit, name in LISTS.items() if entry.tags & bit and not any(SPEAKING[cue] == bit for cue in speaking)
    ]
    found += [f"numbers.{entry.quantity}"] if entry.quantity else []
    found += ["numbers"] if entry.tags & (tags.NUMBER_WORD | tags.INDEFINITE) else []
    found += ["numbers.labels"] if entry.tags & tags.LABEL else []
    found += [CUE_LISTS[cue] for cue in sorted(entry.cues & CUE_LISTS.keys())]
    found += [TINT_LISTS.get(cue, f"scope.{cue}") for cue in sorted(item.cues)]
    return tuple(found)


def other_numbers(
    text: str, start: int, end: int, claims: tuple[Claim, ...], lexicon: Lexicon, has_happened: bool
) -> tuple[OtherNumber, ...]:
    """The numbers of a sentence that no claim holds, each with the reason."""
    items = mark_quantities(read_items(text, start, end, lexicon), lexicon)
    found = []
    for at, item in enumerate(items):
        if any(claim.start <= item.start and item.end <= claim.end for claim in claims):
            continue
        if item.tags & tags.QUANTITY and item.quantity is not None and not item.quantity.is_article:
            found.append(OtherNumber(text[item.start : item.end], reason_for(items, at, text, lexicon, has_happened)))
        elif item.tags & tags.VERBATIM and item.word[0].isdigit():
            found.append(OtherNumber(text[item.start : item.end], "is no number of people: a date, a time, a label"))
    return tuple(found)


def reason_for(items: list[Item], at: int, text: str, lexicon: Lexicon, has_happened: bool) -> str:
    """Why the quantity at `at` makes no claim."""
    chunk = chunk_at(items, at, lexicon)
    if is_year(items, at) and chunk.sort != "people":
        return "may be a year"
    head = text[items[chunk.head].start : items[chunk.head].end] if chunk.head is not None else ""
    if chunk.sort == "thing":
        return f"counts “{head}”, which people.things holds"
    if not has_happened:
        return "no word in the sentence says what happened to people: no list of happened holds one"
    if chunk.sort == "unknown" and head.isalpha():
        return f"counts “{head}”, which no list of people holds"
    return "no word for what happened goes with it"
