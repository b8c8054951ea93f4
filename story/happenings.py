"""Happenings as facts: which of different articles tell one and the same, in one language or several.

A happening whose actor has a stable name is known by it in every language: a party of the story, an international
organisation, a named place that was closed. The others are compared, by their actors and, where those tell too little,
by the names and numbers of their sentences. Precision over recall: where nothing tells two apart and nothing joins
them, they stay two.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from story.folding import fold, fold_name
from story.model import Party, Passage, Scope, StoryContext
from story.names import name_words
from story.voices import is_nameless, named_party, organisation_called, organisation_in

HAPPENINGS_FILE = Path(__file__).with_name("happenings.toml")
SHARED = "shared"  # the topic of a sentence that no pattern knows: a fact only if another publisher tells it too
MOST_BLOCKS = 4
LONGEST_LABEL = 80
LONGEST_COMPARED = 1800  # code points of a sentence
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SHORTEST_NAME = 3  # letters
SHORTEST_RARE = 7  # letters of a word in small letters that few sentences hold
SHORTEST_RARE_WITHOUT_CASE = 5  # the same, in writings without capitals
RARE_SHARED = 2  # names or numbers, beside the actor, that join two sentences about unnamed people
ALIKE = 0.6  # of the names, numbers and rare words of the longer of two shared sentences
LEAST_ALIKE = 4  # of them


@dataclass(frozen=True, slots=True)
class HappeningWords:
    """What story/happenings.toml holds."""

    done_to: frozenset[str]
    by_attackers: frozenset[str]
    by_each: frozenset[str]
    titles: frozenset[str]
    heads: frozenset[str]
    bodies: frozenset[str]
    of: frozenset[str]
    nouns_in_capitals: frozenset[str]
    numbers: dict[str, str]
    places: tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """By what words can be known again: names, numbers as digits, and long words in small letters, all folded."""

    names: tuple[str, ...]
    numbers: frozenset[str]
    rare: frozenset[str]


def happening_key(passage: Passage, context: StoryContext | None = None) -> str | None:
    """The key of the fact that a happening is, None if it must be compared: "happening|closure|airport bamako"."""
    if passage.topic == SHARED or passage.actor is None or passage.scope is not Scope.EVENT:
        return None
    words = _words()
    if passage.topic in words.done_to:
        place, names = _place_of(passage.actor), _proper(passage.actor)
        return f"happening|{passage.topic}|{place} {names[0]}" if place and len(names) == 1 else None
    party = _party_of(passage, context)
    if party is not None:
        return f"happening|{passage.topic}|party:{fold_name(party)}"
    organisation = organisation_called(passage.actor)
    if organisation is not None:
        return f"happening|{passage.topic}|organisation:{fold_name(organisation)}"
    head = _head_of_organisation(passage.actor)
    return f"happening|{passage.topic}|{head}" if head else None


def happening_blocks(passage: Passage, lang: str) -> tuple[str, ...]:
    """The keys under which a happening is filed to be compared; none for another event's, which stands alone."""
    if passage.scope is not Scope.EVENT:
        return ()
    sentence = marks_of(passage.sentence, is_sentence=True)
    if passage.topic == SHARED:
        rarest = sorted(sentence.rare, key=lambda word: (-len(word), word))[:MOST_BLOCKS]
        return tuple(f"happening|{SHARED}|{lang.partition('-')[0]}|{word}" for word in rarest)
    if passage.actor is None:
        found = [*sentence.names, *sorted(sentence.numbers)]
    else:
        own = marks_of(passage.actor)
        place = _place_of(passage.actor) if passage.topic in _words().done_to else None
        found = [place] if place else []
        found += [name for name in reversed(own.names) if name not in _words().titles]
        found += sorted(own.numbers)
        found = found or list(bare_words(passage.actor))
    return tuple(f"happening|{passage.topic}|{word}" for word in dict.fromkeys(found[:MOST_BLOCKS]))


def same_happening(one: Passage, other: Passage, lang: str, context: StoryContext | None = None) -> bool:
    """Whether two happenings that no key names are one; `lang` is the language of both, or of the later one.

    Names that the story is known by join nothing: they stand in every article.
    """
    if one.topic != other.topic or one.scope is not Scope.EVENT or other.scope is not Scope.EVENT:
        return False
    known = _known_names(context)
    if fold(one.sentence) == fold(other.sentence) and one.actor == other.actor:
        return True
    if one.topic == SHARED:
        return _alike(one, other, known)
    least = RARE_SHARED * (2 if lang.partition("-")[0] in _words().nouns_in_capitals else 1)
    shared = _shared(one, other, known)
    if one.actor is None or other.actor is None:
        return one.actor is other.actor and shared >= least
    if one.topic in _words().done_to:
        return _same_object(one, other, one.actor, other.actor, shared, least)
    names, others = _proper(one.actor), _proper(other.actor)
    if not names or not others:
        return bare_words(one.actor) == bare_words(other.actor) and shared >= least
    if set(names) <= set(others) or set(others) <= set(names):
        return True
    return names[-1] in others and others[-1] in names


def is_by_each(topic: str) -> bool:
    """Whether several actors of one sentence make as many happenings of the topic: France's condemnation is its own."""
    return topic in _words().by_each


def happening_label(passage: Passage, context: StoryContext | None = None) -> str:
    """What lists call a happening, in at most 80 characters: "arrest: 11 people"; a shared one by its words.

    An actor that is a party of the story has the party's name.
    """
    words = passage.topic
    if passage.topic == SHARED:
        words = passage.text
    elif passage.actor:
        party = _party_of(passage, context) if passage.topic not in _words().done_to else None
        words = f"{words}: {party or passage.actor}"
    words = " ".join(words.split())
    if len(words) <= LONGEST_LABEL:
        return words
    return words[: LONGEST_LABEL - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _same_object(one: Passage, other: Passage, actor: str, other_actor: str, shared: int, least: int) -> bool:
    """Whether the same people were arrested, or the same place was closed."""
    place = _place_of(actor)
    if place != _place_of(other_actor):
        return False
    own, others = marks_of(actor), marks_of(other_actor)
    if own.numbers and others.numbers and not own.numbers & others.numbers:
        return False
    names, other_names = _proper(actor), _proper(other_actor)
    if names and other_names:
        return set(names) <= set(other_names) or set(other_names) <= set(names)
    if place is not None and (names or other_names):
        return set(names or other_names) <= set(marks_of((other if names else one).sentence, is_sentence=True).names)
    if bool(own.numbers) is not bool(others.numbers):
        return False
    is_large = any(len(number) > 1 for number in own.numbers & others.numbers)
    return shared >= (least - 1 if is_large else least)


def _shared(one: Passage, other: Passage, known: frozenset[str]) -> int:
    """How many names and numbers two sentences share beside their actors'."""
    left, right = (
        marks_of(passage.sentence.replace(passage.actor or "\0", " "), is_sentence=True) for passage in (one, other)
    )
    return len((set(left.names) & set(right.names)) - known) + len(left.numbers & right.numbers)


def _known_names(context: StoryContext | None) -> frozenset[str]:
    """The words of the names that the story is known by: its place, its parties."""
    if context is None:
        return frozenset()
    spellings = [name for party in context.parties for name in (party.name, *party.names)]
    return frozenset(fold_name(" ".join([context.name, context.place, *context.places, *spellings])).split())


def _alike(one: Passage, other: Passage, known: frozenset[str]) -> bool:
    """Whether two sentences share so many names, numbers and rare words that they tell the same."""
    left, right = (marks_of(passage.sentence, is_sentence=True) for passage in (one, other))
    names, others = set(left.names), set(right.names)
    if left.numbers != right.numbers or not (names <= others or others <= names) or not left.rare & right.rare:
        return False
    mine, theirs = (names | left.numbers | left.rare) - known, (others | right.numbers | right.rare) - known
    common = mine & theirs
    return len(common) >= LEAST_ALIKE and len(common) >= ALIKE * max(len(mine), len(theirs))


@lru_cache(maxsize=4096)
def marks_of(text: str, *, is_sentence: bool = False) -> Marks:
    """The marks of a sentence or of the words for an actor. The first word of a sentence may be no name."""
    names: list[str] = []
    numbers: set[str] = set()
    rare: set[str] = set()
    known = _words().numbers
    is_shouted = is_sentence and text.isupper()  # there capitals show no names
    for at, match in enumerate(WORD.finditer(text[:LONGEST_COMPARED])):
        word = match.group()
        folded = fold(word.rpartition("'")[2].rpartition("’")[2])
        if folded in known or folded.isdecimal():
            if known.get(folded, folded) != "1":
                numbers.add(known.get(folded, folded))
        elif not is_shouted and (word[0].isupper() or (not is_sentence and not word[0].islower())):
            if len(folded) >= SHORTEST_NAME and (at or not is_sentence or word.isupper()):
                names.append(folded)
        elif len(folded) >= (SHORTEST_RARE if is_shouted or word[0].islower() else SHORTEST_RARE_WITHOUT_CASE):
            rare.add(folded)
    return Marks(tuple(dict.fromkeys(names)), frozenset(numbers), frozenset(rare))


def _proper(actor: str) -> list[str]:
    """The names in the words for an actor that are no rank or office, nor a place's sort."""
    words = _words()
    kept = []
    for name in marks_of(actor).names:
        is_place = any(pattern.fullmatch(name) for _, pattern in words.places)
        if name not in words.titles and not is_place and not name_words().articles.fullmatch(f"{name} "):
            kept.append(name)
    return kept


def bare_words(actor: str) -> tuple[str, ...]:
    """The folded words of an actor without its articles, in order of the alphabet."""
    return tuple(sorted(name_words().articles.sub("", fold_name(actor)).split()))


@lru_cache(maxsize=4096)
def _place_of(actor: str) -> str | None:
    """What sort of place the words name, "airport" in every language."""
    found = [fold_name(match.group().rpartition("'")[2].rpartition("’")[2]) for match in WORD.finditer(actor)]
    for word in found:
        bare = word.removeprefix("ال")
        for place, pattern in _words().places:
            if pattern.fullmatch(word) or pattern.fullmatch(bare):
                return place
    return None


def _head_of_organisation(actor: str) -> str | None:
    """Whose head the actor is where only the office is told: "UN chief", "le secrétaire général des Nations unies"."""
    organisation, rest = organisation_in(actor)
    words = _words()
    offices = set(rest) - words.of
    if organisation is None or not offices <= words.heads | words.bodies or not offices & words.heads:
        return None
    return " ".join(["head", *sorted(offices & words.bodies), fold_name(organisation)])


def _party_of(passage: Passage, context: StoryContext | None) -> str | None:
    """The party of the story that the actor is."""
    if context is None or passage.actor is None:
        return None
    party = named_party(passage.actor, context.parties)
    if party is not None:
        return party.name
    actor = passage.actor
    before = passage.sentence.partition(actor)[0].rstrip()
    if not before or not before[-1].isalnum():  # "Mali: Jihadists claim": its capital is the sentence's
        actor = actor[0].lower() + actor[1:]
    attackers = [party for party in context.parties if party.side is Party.ATTACKERS]
    is_theirs = passage.topic in _words().by_attackers and is_nameless(actor)
    return attackers[0].name if is_theirs and len(attackers) == 1 else None


@cache
def _words() -> HappeningWords:
    table = tomllib.loads(HAPPENINGS_FILE.read_text(encoding="utf-8"))
    places = tuple(
        (place, re.compile("|".join(_pattern(word) for word in words))) for place, words in table["places"].items()
    )
    numbers = {word: number for number, words in table["numbers"].items() for word in words}
    return HappeningWords(
        done_to=frozenset(table["done_to"]),
        by_attackers=frozenset(table["by_attackers"]),
        by_each=frozenset(table["by_each"]),
        titles=frozenset(table["titles"]),
        heads=frozenset(table["heads"]),
        bodies=frozenset(table["bodies"]),
        of=frozenset(table["of"]),
        nouns_in_capitals=frozenset(table["nouns_in_capitals"]),
        numbers=numbers,
        places=places,
    )


def _pattern(word: str) -> str:
    ending = r"\w*"
    return (
        (ending if word.startswith("*") else "") + re.escape(word.strip("*")) + (ending if word.endswith("*") else "")
    )
