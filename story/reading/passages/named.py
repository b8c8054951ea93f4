"""Whether the words for a speaker name one: "the analyst Wassim Nasr", "JNIM", not "a security source"."""

from __future__ import annotations

import re
from itertools import pairwise

from story.model import SpeakerClass
from story.reading import tags
from story.reading.items import Item, read_items
from story.reading.lexicon import NOTHING, Lexicon
from story.reading.speakers.speaker_classes import speaker_class
from story.reading.speakers.speaker_names import FULL_STOPS, LONGEST_ASIDE, Name, is_bare_of

# Whoever speaks for one of these speaks under its name: "a JNIM spokesman", "an official of the UN".
NAMED_BY_MEMBERS = (SpeakerClass.ARMED_GROUP, SpeakerClass.INTERNATIONAL_ORGANISATION)
LONGEST_TITLE = 4  # items before a name in an aside: "the army chief of staff, | General Oumar Diarra |, said"
# a capital first, which few letters are, then what stands before it
IN_SENTENCE = re.compile(r"[^\W\d_a-z](?:(?<=[\w,;’'][ \u00a0].)|(?<=,[”\"»][ \u00a0].))[\w-]+")
BEHIND_CAPITAL = re.compile(r"[^\W\d_a-z](?<=\w .)[\w-]+")
SMALL = tags.DETERMINER | tags.INDEFINITE | tags.OF | tags.PREPOSITION | tags.CONJUNCTION | tags.EDGE | tags.PRONOUN


class Names:
    """The names of a text: which words are written as names where no sentence begins."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.inside: frozenset[str] | None = None

    def is_seen(self, word: str) -> bool:
        """Whether a capital in mid-sentence, or of a language of capital nouns behind another name, makes it one."""
        if self.inside is None:
            pattern = BEHIND_CAPITAL if self.lexicon.capitals == "nouns" else IN_SENTENCE
            self.inside = frozenset(pattern.findall(self.text))
        return word in self.inside or (word.isupper() and len(word) > 1)


def is_named(source: str, speaker: SpeakerClass, names: Names) -> bool:
    """Whether a speaker's words hold a name, and not only that of a place or a body that somebody belongs to."""
    lexicon = names.lexicon
    if speaker is SpeakerClass.DOCUMENT:
        return False
    items = read_items(source, 0, len(source), lexicon)
    if lexicon.head_is_last and holds_clause(items):
        return False
    if len(items) == 1 and items[0].entry is NOTHING and source.isupper():
        items[0].tags |= tags.CAPITAL  # an acronym by itself isn't shouted
    cue = frozenset(speaker_class(source, lexicon)[1].split())
    position = 0
    while position < len(items):
        start = position
        while position < len(items) and is_name_word(items[position]):
            position += 1
        if position == start:
            position += 1
        elif names_speaker(items, start, position, speaker, cue, lexicon):
            if position - start > 1 or start or lexicon.capitals == "unused":
                return True
            return names.is_seen(source[items[0].start : items[0].end])  # "Specialists said" begins a sentence
    return False


def holds_clause(items: list[Item]) -> bool:
    """Whether words for a speaker hold more, since a mark is missing: "Neal Ascherson The Australians"."""
    leads = tags.OF | tags.PREPOSITION | tags.CONJUNCTION | tags.EDGE | tags.RELATIVE
    return any(
        item.tags & tags.DETERMINER and not item.tags & leads and not before.tags & leads
        for before, item in pairwise(items)
    )


def named_aside(items: list[Item], name: Name, lexicon: Lexicon) -> Name | None:
    """The name between commas behind a speaker's words: "the army chief of staff, | General Oumar Diarra |, said"."""
    start = name[1] + 1
    if start >= len(items) or not items[start - 1].tags & tags.COMMA:
        return None
    end = start
    while end < len(items) and end - start < LONGEST_ASIDE:
        if items[end].tags & tags.EDGE or items[end].word in FULL_STOPS:
            break
        end += 1
    named = [at for at in range(start, end) if is_name_word(items[at]) and not is_title(items[at], lexicon)]
    if not named or named[0] - start > LONGEST_TITLE or named[-1] != end - 1:
        return None
    is_clause = any(
        item.tags & (tags.RELATIVE | tags.PREPOSITION) and not item.tags & tags.OF for item in items[start:end]
    )
    return None if is_clause or is_bare_of(items[start]) else (start, end)  # "…, who lives in Bamako, said"


def is_name_word(item: Item) -> bool:
    """Whether a word looks like part of a name."""
    return bool(item.tags & tags.CAPITAL) and not item.tags & (tags.TIME | tags.QUANTITY | tags.EDGE)


def names_speaker(
    items: list[Item], start: int, end: int, speaker: SpeakerClass, cue: frozenset[str], lexicon: Lexicon
) -> bool:
    """Whether the name words from `start` to `end` are the speaker's own name; `cue` are the words of its class."""
    run = items[start:end]
    before = items[start - 1].tags if start else 0
    if before & (tags.NUMBER_WORD | tags.QUANTITY) and lexicon.capitals == "nouns":
        return False  # "zwei Gelehrte"
    if items[0].tags & tags.INDEFINITE and any(is_bare_of(item) for item in items[:start]):
        return speaker in NAMED_BY_MEMBERS  # "an officer of the union Alliance"
    is_article = bool(items[0].tags & tags.DETERMINER)  # Portuguese "a" is "the" as well as "to"
    if any(
        item.tags & tags.PREPOSITION and not item.tags & (tags.OF | tags.CAPITAL) for item in items[is_article:start]
    ):
        return False  # "residents in Bamako", "talks with Catherine Ashton"
    if speaker in NAMED_BY_MEMBERS and any(speaker_class(item.word, lexicon)[0] is speaker for item in run):
        others = items[:start] + items[end:]  # "UN officials" speak for it, "UN employees" don't
        return not any(item.tags & tags.PEOPLE and item.word not in lexicon.speakers for item in others)
    own = [item for item in run if item.word not in cue and not is_title(item, lexicon)]
    if not own and (end - start < 2 or lexicon.capitals != "names"):
        return False  # "the Police"; but "the Interior Ministry"
    if lexicon.capitals == "unused" and len(own) + (before & tags.DEFINITE and is_title(items[start - 1], lexicon)) < 2:
        return False  # "the president Obama", not "head of the police of London"
    if start and items[start - 1].word == "(":
        return False  # "the head of the federation (FIFA)"
    lead = start
    while lead and items[lead - 1].tags & (tags.DETERMINER | tags.INDEFINITE) and not is_bare_of(items[lead - 1]):
        lead -= 1
    leads = tags.OF | tags.PREPOSITION
    if (lead and items[lead - 1].tags & leads) or (start > is_article and items[start - 1].tags & leads):
        return False  # "residents of Bamako", « un habitant de Bamako »
    if end == len(items):
        return True
    if items[end].word in lexicon.possessives:
        return False  # "Mali's army"
    return not lexicon.head_is_last or bool(items[end].tags & (SMALL | tags.RELATIVE))  # "Kyiv officials"


def is_title(item: Item, lexicon: Lexicon) -> bool:
    """Whether a word of a name says what its bearer is: "President", "General"."""
    return bool(speaker_class(item.word, lexicon)[1]) or bool(item.tags & tags.PEOPLE)
