"""Happenings: what a text tells to have occurred beside the toll, by the patterns of its language's pack.

Only what is told as such: no happening is denied, asked for, planned or possible (the pack's [untold]).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from story.happenings import bare_words, is_by_each
from story.model import FactType, Passage, Scope, SpeakerClass, StoryContext
from story.reading.happening_words import GAP, HappeningPhrase
from story.reading.items import BREAKS, QUOTES, Item
from story.reading.judging.continued import Continued
from story.reading.judging.scope import time_of_sentence
from story.reading.lexicon import Lexicon
from story.reading.looks import stretches
from story.reading.pack_lists import BEFORE, BEHIND, NOWHERE, WITHIN
from story.reading.passages.document import Document
from story.reading.passages.happening_actors import actor_after, actor_before, actor_within
from story.reading.passages.listed_actors import actors_listed
from story.reading.speakers.speaker_classes import class_of
from story.reading.speakers.speaker_names import Name

MOST = 40  # happenings of one text; no article has so many
MOST_OF_SENTENCE = 12
LONGEST_GAP = 7  # words that a gap of a phrase may hold
REACH_BEFORE = 11  # words before a phrase in which it is undone: "called on the president and the government to"
LONGEST_NAME = 120  # code points of a party's name
REACH_BEHIND = 3  # words behind it: "was claimed by no group"
QUESTION = frozenset("?؟")
CLAUSE_ENDS = BREAKS | {","}

Token = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase in a sentence, and the tokens that it is made of."""

    own: tuple[int, ...]
    phrase: HappeningPhrase

    @property
    def first(self) -> int:
        """The first of its tokens."""
        return self.own[0]

    @property
    def last(self) -> int:
        """The last of its tokens."""
        return self.own[-1]


class HappeningReader:
    """Reads the happenings of one text, sentence by sentence; each topic and actor once, where it first stands."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.continued = Continued(document.text, document.sentences, document.anchor, document.lexicon)
        self.known: dict[tuple[str, tuple[str, ...], Scope], Passage] = {}

    def read(self, number: int, words: set[str]) -> None:
        """Read the sentence `number`; `words` are its words (story.reading.people.telling.words_of)."""
        phrases = phrases_among(words, self.document.lexicon) if len(self.known) < MOST else []
        start, end = self.document.sentences[number]
        if not phrases or self.document.text[end - 1] in QUESTION:
            return
        tokens = tokens_of(self.document.text, start, end, self.document.lexicon)
        for passage in happenings_of(self.document, number, tokens, phrases, self.continued):
            self.known.setdefault((passage.topic, bare_words(passage.actor or ""), passage.scope), passage)

    def found(self) -> tuple[Passage, ...]:
        """The happenings that were read."""
        return tuple(self.known.values())


def phrases_among(words: set[str], lexicon: Lexicon) -> list[HappeningPhrase]:
    """The phrases all of whose words are among a sentence's, in whatever order."""
    known = lexicon.happenings.phrases
    return [
        phrase
        for word in words & known.keys()
        for other in words & known[word].keys()
        for phrase in known[word][other]
        if phrase.others <= words
        and (not phrase.rule.beside or not phrase.rule.beside.isdisjoint(words))
        and phrase.rule.unless.isdisjoint(words)
    ]


def tokens_of(text: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    """The words of a sentence as packs spell them, with their offsets."""
    tokens = []
    for written, stretch in stretches(text[start:end], lexicon):
        start = text.index(written, start)
        tokens += [(look.word, start + first, start + last) for look, first, last, _ in stretch.parts]
        start += len(written)
    return tokens


def happenings_of(
    document: Document, number: int, tokens: list[Token], phrases: list[HappeningPhrase], continued: Continued
) -> Iterator[Passage]:
    """The happenings of one sentence."""
    matches = [match for phrase in phrases for match in matches_of(phrase, tokens)]
    told: list[Match] = []
    earlier: str | None = None
    for match in sorted(matches, key=rank):
        if len(told) >= MOST_OF_SENTENCE:
            break
        rule = match.phrase.rule
        if any(other.phrase.rule.topic == rule.topic and overlap(match, other) for other in told):
            continue
        if is_untold(tokens, match, document.lexicon):
            told.append(match)  # nor does a shorter phrase on the same words tell it
            continue
        items = document.items(number)
        actor = actor_of(items, tokens, match, document.lexicon)
        if actor is None and match.phrase.side != NOWHERE:
            continue
        told.append(match)
        earlier = earlier if earlier is not None else time_of(document, number, items, continued)
        actors: list[Name | None] = [actor]
        if actor is not None and is_by_each(rule.topic):
            actors = [*actors_listed(items, actor, document.lexicon, goes_on=match.phrase.side == BEHIND)]
        for each in actors:
            yield passage_from(document, number, items, tokens, match, each, earlier)


def rank(match: Match) -> tuple[bool, int, int, tuple[int, ...], str, tuple[str, ...]]:
    """In which order matches are tried: the longest phrase that names an actor first, and in every process alike."""
    phrase = match.phrase
    return phrase.side == NOWHERE, -len(match.own), -phrase.side, match.own, phrase.rule.topic, phrase.words


def overlap(one: Match, other: Match) -> bool:
    """Whether two phrases share words."""
    return one.first <= other.last and other.first <= one.last


def matches_of(phrase: HappeningPhrase, tokens: list[Token]) -> Iterator[Match]:
    """The places of a phrase in a sentence."""
    first = phrase.words[0]
    for at, (word, *_) in enumerate(tokens):
        if word == first:
            own = places_of(phrase.words, tokens, at)
            if own:
                yield Match(own, phrase)


def places_of(words: tuple[str, ...], tokens: list[Token], at: int) -> tuple[int, ...]:
    """The tokens of a phrase that begins at token `at`, without those in its gaps; none when it isn't there."""
    found: list[int] = []
    gap = 0
    for word in words:
        if word == GAP:
            gap = LONGEST_GAP
            continue
        while found and at < len(tokens) and tokens[at][0] in QUOTES and word not in QUOTES:
            at += 1  # « condamne "fermement" l'attaque »
        while at < len(tokens) and tokens[at][0] != word:
            if not gap or tokens[at][0] in BREAKS:
                return ()
            gap -= 1
            at += 1
        if at >= len(tokens):
            return ()
        found.append(at)
        gap = 0
        at += 1
    return tuple(found)


def is_untold(tokens: list[Token], match: Match, lexicon: Lexicon) -> bool:
    """Whether words of its clause say that it didn't happen: "no group has claimed", "was claimed by no group"."""
    start, end = match.first, match.last + 1
    while start > 0 and match.first - start < REACH_BEFORE:
        word = tokens[start - 1][0]
        if word in CLAUSE_ENDS or (word in lexicon.and_words and match.first - start < 2):
            break  # "called for calm and has condemned"
        start -= 1
    while end < len(tokens) and end - match.last <= REACH_BEHIND and tokens[end][0] not in CLAUSE_ENDS:
        end += 1
    words = [word for word, *_ in tokens[start:end]]
    return any(
        tuple(words[at : at + len(phrase)]) == phrase
        for at, word in enumerate(words)
        if start + at not in match.own
        for phrase in lexicon.happenings.untold.get(word, ())
    )


def actor_of(items: list[Item], tokens: list[Token], match: Match, lexicon: Lexicon) -> Name | None:
    """The items that name the actor of a phrase, None without one."""
    side, rule = match.phrase.side, match.phrase.rule
    if side == BEFORE:
        return actor_before(items, ending_after(items, tokens[match.first][1]), rule, lexicon)
    if side == BEHIND:
        return actor_after(items, starting_at(items, tokens[match.last][2]), rule, lexicon)
    if side == WITHIN:
        for one, other in pairwise(match.own):
            if other - one > 1:
                start, end = starting_at(items, tokens[one][2]), ending_after(items, tokens[other][1])
                return actor_within(items, start, end, rule, lexicon)
    return None


def starting_at(items: list[Item], offset: int) -> int:
    """The first item that starts at an offset or behind it."""
    return next((at for at, item in enumerate(items) if item.start >= offset), len(items))


def ending_after(items: list[Item], offset: int) -> int:
    """The first item that ends behind an offset."""
    return next((at for at, item in enumerate(items) if item.end > offset), len(items))


def time_of(document: Document, number: int, items: list[Item], continued: Continued) -> str:
    """The words that put a sentence into another time than the news of the day; empty when none do."""
    return time_of_sentence(items, document.anchor, document.lexicon) or continued.time(number, items)


def passage_from(
    document: Document,
    number: int,
    items: list[Item],
    tokens: list[Token],
    match: Match,
    actor: Name | None,
    earlier: str,
) -> Passage:
    """The passage that a phrase and its actor make."""
    text, (sentence_start, sentence_end) = document.text, document.sentences[number]
    start, end = tokens[match.first][1], tokens[match.last][2]
    first = min(ending_after(items, start), len(items) - 1)
    last = max(first, starting_at(items, end) - 1)
    cue = " ".join(match.phrase.words)
    who = None
    if actor is not None:
        who_start, who_end = items[actor[0]].start, items[actor[1] - 1].end
        who_end = max(who_end, end_of_party(text, who_start, who_end, sentence_end, document.context))
        who = text[who_start:who_end]
        start, end = min(start, who_start), max(end, who_end)
    said = document.speakers.telling(number, items, first, last)
    rule = f"{match.phrase.rule.topic}: “{cue}”" + (f"; background: “{earlier}”" if earlier else "")
    source = said.source if said is not None else None
    if source is not None and who is not None and source in who:
        source = None  # who did it, cut short: nobody else tells of it
    return Passage(
        type=FactType.HAPPENING,
        topic=match.phrase.rule.topic,
        text=text[start:end],
        start=start,
        end=end,
        sentence=text[sentence_start:sentence_end],
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        source=source,
        actor=" ".join(who.split()) if who is not None else None,
        via=said.via if said is not None and source is not None else None,
        speaker_class=class_of(source, document.lexicon, document.context) if source else SpeakerClass.UNKNOWN,
        scope=Scope.BACKGROUND if earlier else Scope.EVENT,
        rule=rule,
    )


def end_of_party(text: str, start: int, end: int, limit: int, context: StoryContext | None) -> int:
    """Where a party's name ends that begins in text[start:end] and goes on: "the Group | for the Support of Islam"."""
    if context is None:
        return end
    words = plain(text[start : min(limit, end + LONGEST_NAME)])
    spellings = [name for party in context.parties for name in (party.name, *party.names) if name.strip()]
    for name in spellings:
        found = re.search(rf"(?<!\w){re.escape(plain(name))}(?!\w)", words, re.IGNORECASE)
        if found is not None and found.start() < end - start:
            end = max(end, start + found.end())
    return end


def plain(words: str) -> str:
    """Words with plain apostrophes, as long as they were."""
    return words.replace("’", "'")
