"""A language as the engine uses it: the words of its pack (story/packs/xx.toml), looked up by phrase.

A pack is loaded when a text in its language is first read, and kept. A phrase that stands in several lists of a
pack is all those things at once; the sentence decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from story.model import Kind, Qualifier, SpeakerClass
from story.reading import tags
from story.reading.happening_words import HappeningWords
from story.reading.script import Script

if TYPE_CHECKING:
    from story.reading.looks import Stretch


@dataclass(slots=True, eq=False)
class Entry:
    """What one phrase of a pack can be. `low`, `high` (-1: open) belong to vague and round quantities."""

    tags: int = 0
    forms: dict[int, Kind] = field(default_factory=dict)
    cues: frozenset[str] = frozenset()
    interval: tuple[int, int] | None = None
    quantity: str = ""  # vague, exact or round
    implied: int = 0  # the number that a noun says itself: "double murder"


LongerPhrases = dict[str, list[tuple[tuple[str, ...], Entry]]]  # by their second words, the longest first
Tints = tuple[tuple[tuple[str, ...], str], ...]  # phrases, each with its cue
TintsBehind = dict[str, Tints]  # those that end with one word, by the word before it; by "" those of one word alone

NOTHING = Entry()
NO_PHRASES: LongerPhrases = {}
ARTICLE = Entry(tags.INDEFINITE)


@dataclass(slots=True)
class Phrases:
    """The phrases that begin with one word: that word alone, and the `longer` ones by their second, longest first."""

    alone: Entry
    longer: LongerPhrases = field(default_factory=lambda: NO_PHRASES)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """One language, ready to read with. `phrases` goes by first words. Nothing but `stretches` changes."""

    head_is_last: bool
    joins_hundreds: bool  # "cento e vinte", "mil e duzentos"
    verb_last: bool  # a verb's second half closes its clause: "wurden in Madrid 77 Menschen getötet"
    verb_first: bool  # a counted subject may stand behind its verb: "murieron 77 personas"
    comma_before_that: bool  # a comma stands between a verb of saying and what was said: "sagte, dass"
    capitals: str  # what is written with a capital: "names", all "nouns", "unused"
    compounds: bool  # nouns are written as one word: "Polizeisprecher"
    construct: bool  # what follows a noun is its "of": "the death 77 people"
    drops_pronouns: bool  # "added that": he, she or it did
    units_first: bool  # "five and twenty"
    script: Script | None  # how the writing joins and folds words, where it does
    elision: bool
    cutter: re.Pattern[str]  # of words, numbers and marks
    decade_endings: tuple[str, ...]  # "s" of "70s"
    adverb_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]  # of finite verbs that the pack doesn't list: no adjectives of the people before them
    age_endings: tuple[str, ...]  # words that are a person by an age: "a 15-year-old"
    joiners: frozenset[str]
    abbreviations: frozenset[str]
    before_ordinals: frozenset[str]  # where "3." is an ordinal: words before one ("am"), and behind one ("Mai")
    after_ordinals: frozenset[str]
    words: dict[str, int]
    scales: dict[str, int]
    short_scales: frozenset[str]  # those that are cut short: "Mio."
    collectives: dict[str, int]
    number_parts: dict[str, list[tuple[str, int, bool]]]  # of joined numbers, by two letters: part, value, is a scale
    decades: dict[str, int]
    plus: dict[str, Qualifier]  # what a word behind a number makes of it: "70-plus", "70-odd"
    half: frozenset[str]
    phrases: dict[str, Phrases]
    soft: dict[str, TintsBehind]  # by their last words
    triggers: dict[str, tuple[frozenset[str], ...]]  # of phrases for what happened the word to look for, what is beside
    saying: dict[str, tuple[frozenset[str], ...]]  # the same of verbs of saying and words for "according to"
    conditional: dict[str, list[tuple[Kind, int, frozenset[str]]]]  # words that count beside others: kind, form, others
    speakers: dict[str, list[tuple[tuple[str, ...], SpeakerClass]]]  # by the first word of each phrase
    blows: dict[str, int]  # "shot": injured where wounds are told, with the form that it has
    telling: frozenset[str]  # words that may say what happened though no form of them does: conditional, blows, helped
    helped: frozenset[str]  # "transported": as a blow, but only where wounds are told
    into: frozenset[str]  # before a part of the body
    carriers: frozenset[str]  # "with", "suffered": before wounds
    captives: frozenset[str]
    singular: frozenset[str]  # nouns for one person that headlines use without an article
    attackers: frozenset[str]
    places_after: frozenset[str]  # "in", "at"
    and_words: frozenset[str]
    or_words: frozenset[str]
    content_words: frozenset[str]  # "that", before what somebody says
    split_verbs: dict[str, frozenset[str]]  # verbs of saying -> the halves that end their clause
    reported_mood: frozenset[str]  # verbs that only reported speech has: "sie seien verletzt"
    reflexives: frozenset[str]  # before a verb of saying that then says nothing: « s'ajoute », "se informó"
    as_words: frozenset[str]  # "as", before "as police said"
    possessives: frozenset[str]  # "'s"
    counted_after: tuple[str, ...]  # " of", with the space: how a phrase for what happened may end
    days: frozenset[str]  # "today", "monday": the days that news of the day names
    before_ago: frozenset[str]  # « il y a »
    weeks: frozenset[str]  # "semaines", "mois": times long enough for another event
    when: frozenset[str]  # "when", "as": what opens a clause that tells how and when it happened
    after: frozenset[str]  # what leads to an event that is known: "two days after the release of four hostages"
    events: frozenset[str]  # "attack", "earthquake"
    event_endings: tuple[str, ...]  # the same, where nouns are joined: "Bombenanschlag"
    pronouns: frozenset[str]  # the longest word of every pronoun that may speak: "he", « il » of « a-t-il »
    fates: frozenset[str]  # "killed", "wounded": every word for what happens to people that needs no other beside it
    openers: frozenset[str]  # "that too", "others": what a sentence opens with that goes on about the one before
    wide: frozenset[str]  # "nationwide"
    months: dict[str, int]  # every spelling -> 1 to 12
    agencies: frozenset[str]
    outlet_words: frozenset[str]
    happenings: HappeningWords  # what may happen beside the toll: claims of responsibility, arrests, closures
    stretches: dict[str, Stretch] = field(default_factory=dict)  # what was read so far between two spaces
