"""How alike two sentences of one language are in the words that tell something: rare words, numbers, negations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from story.common_words import CommonWords, common_words
from story.folding import fold

LONGEST = 2000  # code points of a text that are compared
STEM = 7  # letters: "protected" and "protection" are one word
WEIGHT_OF_NEWS = 0.4  # what a word counts that any news of the sort holds
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
NAME = re.compile(r"(?<=[\w,;’'] )[^\W\d_a-z][^\W\d_]+")
SAME_NAME = 4  # first letters: "Mali" and "Malian", "Ukraine" and "Ukrainian"
ARABIC = re.compile(r"^[\u0600-\u06ff]+$")
PROCLITICS = re.compile(r"^[وف]?(?:[بلك]?ال|لل)(?=.{3})|^[وف](?=.{4})")  # "and", "with the", …: written onto the word


@dataclass(frozen=True, slots=True)
class Wording:
    """A text for comparing. `words` are all its folded words; `weights` its telling words by their stems.

    `names` are the words with a capital behind the first, nouns as well where all have one.
    """

    words: tuple[str, ...]
    weights: dict[str, float]
    numbers: frozenset[str]
    names: frozenset[str]
    negations: tuple[str, ...]
    opposites: dict[int, frozenset[str]]  # the words of each group of opposites that the text holds


@lru_cache(maxsize=4096)
def wording(text: str, lang: str) -> Wording:
    """What `text` says, without marks, ellipses, case, accents and grammar."""
    common = common_words().get(lang.partition("-")[0], CommonWords())
    words: list[str] = []
    weights: dict[str, float] = {}
    numbers: set[str] = set()
    negations: list[str] = []
    for whole in WORD.findall(fold(text[:LONGEST]).replace("...", " ")):
        if whole in common.negations:
            negations.append(whole)
            words.append(whole)
            continue
        for word in whole.split("'"):
            words.append(word)
            bare = PROCLITICS.sub("", word) if ARABIC.match(word) else word
            if word in common.negations:
                negations.append(word)
            if word.isdigit():
                numbers.add(word)
            elif {word, bare} & (common.small | common.negations) or len(bare) < 2:
                continue
            stem = stem_of(bare)
            weights[stem] = WEIGHT_OF_NEWS if {word, bare} & common.news else 1.0
    names = {fold(name) for name in NAME.findall(text[:LONGEST]) if name[0].isupper()} - common.small - common.news
    opposites = {group: held for group, listed in enumerate(common.opposites) if (held := listed.intersection(words))}
    return Wording(tuple(words), weights, frozenset(numbers), frozenset(names), tuple(negations), opposites)


def stem_of(word: str) -> str:
    """A word without most of its endings: cut after STEM letters, without a last "s"."""
    cut = word[:STEM]
    return cut[:-1] if len(cut) > 3 and cut.endswith("s") else cut


def names_differ(one: Wording, other: Wording) -> bool:
    """Whether each of two texts names somebody or something that the other doesn't: "the camp in Kidal", "… in Gao"."""
    return _names_more(one, other) and _names_more(other, one)


def _names_more(one: Wording, other: Wording) -> bool:
    """Whether a text holds a name no form of which stands in the other."""
    known = {word[:SAME_NAME] for word in other.words}
    return any(part[:SAME_NAME] not in known for name in one.names for part in name.split())


def are_opposed(one: Wording, other: Wording) -> bool:
    """Whether each of two texts holds a word whose opposite the other has: "opened too late", "opened too early"."""
    both = one.opposites.keys() & other.opposites.keys()
    return any(one.opposites[group].isdisjoint(other.opposites[group]) for group in both)


def shared_weight(one: Wording, other: Wording) -> float:
    """The weight of the telling words that two texts share."""
    return sum(weight for stem, weight in one.weights.items() if stem in other.weights)


def cover(one: Wording, other: Wording) -> float:
    """How much of the shorter text's telling words stands in the longer one's, from 0 to 1."""
    least = min(sum(one.weights.values()), sum(other.weights.values()))
    return shared_weight(one, other) / least if least else 0.0
