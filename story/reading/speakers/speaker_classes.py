"""What sort of speaker somebody is, by the words that an article has for them."""

from __future__ import annotations

from functools import lru_cache

from story.agencies import agency_in, outlet_key
from story.model import SpeakerClass, StoryContext
from story.reading import tags
from story.reading.lexicon import Lexicon
from story.reading.tokens import cut, normal

REMEMBERED = 4_000  # words for speakers: each is asked for several times while a text is read
SHORTEST_PART = 4  # letters of a word that may be a part of a compound: "Polizei" in "Polizeisprecher"


@lru_cache(maxsize=REMEMBERED)
def speaker_class(words: str, lexicon: Lexicon) -> tuple[SpeakerClass, str]:
    """The class of a speaker by its words and the word that says so.

    A word before the first preposition wins ("the president of the hospital"), then the longest phrase, then the
    language's head: the last word in English ("an official document"), the first in French. A language that joins its
    nouns has classes by their parts as well ("Polizeisprecher").
    """
    if lexicon.elision:
        words = words.replace("' ", "'").replace("’ ", "’")
    said = (
        tuple(normal(match.group()) for match in cut(words, 0, len(words), lexicon.cutter))
        if lexicon.script is None
        else tuple(lexicon.script.words(words))
    )
    if not lexicon.compounds and lexicon.speakers.keys().isdisjoint(said):
        return SpeakerClass.UNKNOWN, ""
    head_end = end_of_head(said, lexicon)
    best, cue, rank = SpeakerClass.UNKNOWN, "", (False, False, 0, 0)
    after_office = 0  # where an office ends whose words say nothing by themselves: "secretary general" is no general
    for at, word in enumerate(said):
        if at < after_office:
            continue
        place = at if lexicon.head_is_last else -at
        for phrase, name in lexicon.speakers.get(word, ()) or parts_of_compound(word, lexicon):
            if said[at : at + len(phrase)] == phrase or len(phrase) == 1:
                if name is SpeakerClass.UNKNOWN:
                    after_office = max(after_office, at + len(phrase))
                this = (name is not SpeakerClass.UNKNOWN, at < head_end, len(phrase), place)
                if not cue or this > rank:
                    best, cue, rank = name, " ".join(phrase), this
    return best, cue


def class_of(source: str, lexicon: Lexicon, context: StoryContext | None) -> SpeakerClass:
    """The class of a speaker: an outlet that the context knows, an agency, else what its words say."""
    if context is not None and outlet_key(source) in {outlet_key(name) for name in context.outlets}:
        return SpeakerClass.NEWS_OUTLET if agency_in(source) is None else SpeakerClass.AGENCY
    return speaker_class(source, lexicon)[0]


def parts_of_compound(word: str, lexicon: Lexicon) -> list[tuple[tuple[str, ...], SpeakerClass]]:
    """The listed words that a joined noun begins or ends with."""
    if not lexicon.compounds or len(word) < 2 * SHORTEST_PART:
        return []
    ends = range(SHORTEST_PART, len(word))
    parts = [word[:end] for end in ends] + [word[-end:] for end in ends]
    return [(phrase, name) for part in parts for phrase, name in lexicon.speakers.get(part, ()) if len(phrase) == 1]


def end_of_head(said: tuple[str, ...], lexicon: Lexicon) -> int:
    """Where the head of a name ends, at its first preposition: "the governor | of the province"."""
    for at, word in enumerate(said):
        known = lexicon.phrases.get(word)
        if at and known is not None and known.alone.tags & (tags.OF | tags.PREPOSITION):
            return at
    return len(said)
