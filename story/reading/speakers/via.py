"""The outlet or agency that a speaker is said to have spoken to: "told the AFP news agency"."""

from __future__ import annotations

from story.model import SpeakerClass
from story.reading import tags
from story.reading.items import QUOTES, Item
from story.reading.lexicon import Lexicon
from story.reading.speakers.speaker_classes import speaker_class
from story.reading.speakers.speaker_names import FULL_STOPS, NAME_END, Name, quoted_name

LONGEST_OUTLET = 5  # words in an outlet's name
ACRONYM = range(3, 6)  # letters
REACH = 9  # items from a verb or a name to the listener
OUTLETS = (SpeakerClass.NEWS_OUTLET, SpeakerClass.AGENCY)


def via_near(
    text: str, items: list[Item], at: int, name: Name, lexicon: Lexicon, outlets: frozenset[str]
) -> str | None:
    """The outlet that the speaker `name` is said to have spoken to beside the cue `at`, in the article's words."""
    after = max(at, name[1]) if at < name[0] <= at + 1 else at
    for position in (*range(name[1], at), *range(after, min(len(items), after + REACH))):
        item = items[position]
        if (
            position > at
            and item.tags & (tags.TRIGGER | tags.RELATIVE)
            and not item.tags & (tags.PEOPLE | tags.LISTENER)
        ):
            break
        found = listener_at(text, items, position, lexicon, outlets)
        if found is not None:
            return found
    if not name[0] or not items[name[0] - 1].tags & tags.COMMA:
        return None
    # "speaking to the BBC, the mayor said"
    before = (
        listener_at(text, items, position, lexicon, outlets) for position in range(max(0, name[0] - REACH), name[0] - 1)
    )
    return next((found for found in before if found is not None), None)


def listener_at(text: str, items: list[Item], at: int, lexicon: Lexicon, outlets: frozenset[str]) -> str | None:
    """The words for the outlet that a listener's word at `at` leads to."""
    if not items[at].tags & tags.LISTENER:
        return None
    found = outlet_at(text, items, at + 1, lexicon, outlets)
    return text[items[found[0]].start : items[found[1] - 1].end] if found is not None else None


def outlet_at(text: str, items: list[Item], start: int, lexicon: Lexicon, outlets: frozenset[str]) -> Name | None:
    """The items that name an outlet or agency from `start` on, articles skipped; None for other listeners."""
    first = start
    while first < len(items) and items[first].tags & tags.DETERMINER:
        first += 1
    if first >= len(items):
        return None
    for width in range(min(LONGEST_OUTLET, len(items) - first), 0, -1):
        words = " ".join(other.word for other in items[first : first + width])
        if words in lexicon.agencies or words in outlets:
            return first, first + width
    word = text[items[first].start : items[first].end]
    is_on_air = bool(start) and "on_air" in items[start - 1].entry.cues  # "said on NTV" may be a place's name
    is_acronym = len(word) in ACRONYM and word.isalpha() and word.isupper() and bool(items[first].tags & tags.CAPITAL)
    if is_acronym and not is_on_air and (not (known := speaker_class(word, lexicon))[1] or known[0] in OUTLETS):
        return first, first + 1
    stop = first
    while stop < len(items) and stop - first < LONGEST_OUTLET:
        item = items[stop]
        ends = NAME_END & ~tags.EDGE | tags.RELATIVE | tags.INDEFINITE | tags.QUANTITY
        if item.tags & ends or item.word in FULL_STOPS or (item.tags & tags.EDGE and item.word not in QUOTES):
            break
        if stop > first and item.tags & tags.DETERMINER and not item.tags & tags.OF:
            break
        stop += 1
    first, stop = quoted_name(items, first, stop, lexicon)
    named = items[start:stop]
    if stop == first or not any(is_outlet_word(item, lexicon) for item in named):
        return None
    head = items[stop - 1] if lexicon.head_is_last else items[first]
    is_outlet = is_outlet_word(head, lexicon) or any(item.tags & tags.CAPITAL for item in named)
    return (first, stop) if is_outlet else None


def is_outlet_word(item: Item, lexicon: Lexicon) -> bool:
    """Whether a word is one for outlets, with its article or without: "l'agence"."""
    return item.word.rpartition(" ")[2] in lexicon.outlet_words


def outlet_before(items: list[Item], name: Name | None, text: str, lexicon: Lexicon) -> str | None:
    """The outlet that cites somebody: "Reuters, citing the police"."""
    if name is None:
        return None
    if "relays" in items[name[0]].entry.cues and name[0] + 1 < name[1]:
        name = (name[0] + 1, name[1])  # the verb, where it comes first
    words = text[items[name[0]].start : items[name[1] - 1].end]
    return words if speaker_class(words, lexicon)[0] in OUTLETS else None
