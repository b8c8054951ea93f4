"""The user's judgement: which claims and articles don't count, which facts are one or two, what people noted.

A mark names its target so that the target is found again after everything was read anew: a claim or passage by its
article, revision, figure and place, an article by its id, a fact by its key. Applying marks is pure: the core asks
`ArticleMarks` what of an article counts, and under which key each of its facts does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from story.facts import figure_key
from story.labels import VAGUE
from story.model import Claim, Kind, Passage, Qualifier

_SPLIT_OFF = re.compile(r"#\d+$")
_FIGURE = re.compile(r"some|(?P<low>[0-9]{1,18})(?:(?P<open>\+)|-(?P<high>[0-9]{1,18}))?")


class Judgement(StrEnum):
    """What a mark says. Confirmed, disputed and notes are shown and change no count; the others do."""

    WRONG = "wrong"  # of a claim or passage: it was misread, it doesn't count
    OFF_STORY = "off-story"  # of an article: nothing of it counts
    CONFIRMED = "confirmed"  # of a fact
    DISPUTED = "disputed"  # of a fact
    NOTE = "note"  # of anything
    SPLIT = "split"  # of a fact: the reports of some articles are another fact
    MERGE = "merge"  # of a fact: it counts as another one


@dataclass(frozen=True, slots=True)
class EvidenceTarget:
    """A claim or passage. `kind` is a claim's kind, with its figure, or a passage's type, without one.

    `revision` is the number of the article's revision; offsets and words are those of its text.
    """

    article_id: int
    revision: int
    kind: str
    low: int | None
    high: int | None
    start: int
    end: int
    text: str
    sentence: str

    @property
    def is_passage(self) -> bool:
        return self.low is None


@dataclass(frozen=True, slots=True)
class ArticleTarget:
    """An article; `label` is its title when it was marked."""

    article_id: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class FactTarget:
    """A fact; `label` is what it was called when it was marked."""

    key: str
    label: str = ""


Target = EvidenceTarget | ArticleTarget | FactTarget

TARGETS_OF_JUDGEMENT: Mapping[Judgement, tuple[type, ...]] = {
    Judgement.WRONG: (EvidenceTarget,),
    Judgement.OFF_STORY: (ArticleTarget,),
    Judgement.CONFIRMED: (FactTarget,),
    Judgement.DISPUTED: (FactTarget,),
    Judgement.NOTE: (EvidenceTarget, ArticleTarget, FactTarget),
    Judgement.SPLIT: (FactTarget,),
    Judgement.MERGE: (FactTarget,),
}


def evidence_target(article_id: int, revision: int, evidence: Claim | Passage) -> EvidenceTarget:
    """How a mark names a claim or passage of an article's revision of this number."""
    if isinstance(evidence, Claim):
        kind, low, high = evidence.kind.value, evidence.low, evidence.high
    else:
        kind, low, high = evidence.type.value, None, None
    return EvidenceTarget(
        article_id=article_id,
        revision=revision,
        kind=kind,
        low=low,
        high=high,
        start=evidence.start,
        end=evidence.end,
        text=evidence.text,
        sentence=evidence.sentence,
    )


def is_meant(target: EvidenceTarget, revision: int, evidence: Claim | Passage) -> bool:
    """Whether a mark on this target holds for what was read in the article's revision of this number.

    In the marked revision: the same figure in overlapping words, wherever a better grammar sees their ends. In any
    other revision of the article: the same figure in the same sentence, since an edit elsewhere doesn't make a
    misreading right.
    """
    other = evidence_target(target.article_id, revision, evidence)
    if (target.kind, target.low, target.high) != (other.kind, other.low, other.high):
        return False
    if target.revision == revision:
        return target.start < other.end and other.start < target.end
    is_same_sentence = target.sentence.split() == other.sentence.split()
    return is_same_sentence and (target.text in other.text or other.text in target.text)


@dataclass(frozen=True, slots=True)
class KeyRules:
    """The merges and splits in force: which key a fact's reports count under.

    `merges` leads from a key to the one it counts as; `splits` from a key to what was split off it: articles and
    their new key, the latest split last.
    """

    merges: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[str, tuple[tuple[frozenset[int], str], ...]] = field(default_factory=dict)

    def reached_from(self, key: str) -> set[str]:
        """All keys that reports of this one may count under, itself too."""
        reached: set[str] = set()
        ahead = [key]
        while ahead:
            here = ahead.pop()
            if here not in reached:
                reached.add(here)
                ahead += [self.merges[here]] if here in self.merges else []
                ahead += [new_key for _, new_key in self.splits.get(here, ())]
        return reached

    def led_to(self, key: str) -> tuple[set[str], frozenset[int]]:
        """Who counts under a key: the keys merged into it, itself too, and the articles split off into any of them."""
        keys: set[str] = set()
        ahead = [key]
        while ahead:
            here = ahead.pop()
            if here not in keys:
                keys.add(here)
                ahead += [other for other, into in self.merges.items() if into == here]
        parts = (part for parts in self.splits.values() for part in parts)
        return keys, frozenset().union(*(articles for articles, new_key in parts if new_key in keys))


def effective_key(key: str, article_id: int | None, rules: KeyRules) -> str:
    """The key under which an article's report of a fact counts; of no article, where the fact itself has gone.

    Splits go before merges and each result is judged anew: a fact that was merged away takes with it what isn't split
    off. Rules that go round, which `merge_problem` refuses, end where they would begin again.
    """
    passed: set[str] = set()
    while key not in passed:
        passed.add(key)
        parts = [new_key for articles, new_key in rules.splits.get(key, ()) if article_id in articles]
        key = parts[-1] if parts else rules.merges.get(key, key)
    return key


def merge_problem(key: str, into: str, rules: KeyRules) -> str | None:
    """Why one fact can't count as another; None if it can."""
    if key == into:
        return "a fact can't be merged with itself"
    if key in rules.reached_from(into):
        return "that would go round: the other fact was split off this one or merged into it; undo that mark instead"
    if _sort(key) != _sort(into):
        return (
            "these can't be one fact: both must be figures, statements or happenings, and of figures "
            "the kind, side and scope must agree, and both be whole or parts"
        )
    return None


def _sort(key: str) -> list[str]:
    """What must agree of two facts that are to be one: of figures everything but the interval and the part's name."""
    fields = base_key(key).split("|")
    if fields[0] not in set(Kind) or len(fields) < 3:
        return fields[:1]
    return [fields[0], "whole" if fields[2] == "-" else "part", *fields[3:]]


def base_key(key: str) -> str:
    """The key of the fact that this one was once split off; the key itself if it never was."""
    return _SPLIT_OFF.sub("", key)


def next_split_key(key: str, taken: Iterable[str]) -> str:
    """The key for what is split off a fact, `base#2` for the first; `taken` are all that were ever given."""
    base = base_key(key)
    numbers = [int(other.rpartition("#")[2]) for other in taken if other != base and base_key(other) == base]
    return f"{base}#{max(numbers, default=1) + 1}"


def figure_as_counted(claim: Claim, key: str) -> tuple[int, int | None, Qualifier]:
    """The interval that a claim counts with under a fact's key: its own, or that of the fact it was merged into.

    Of the other fact its key tells the interval; "about 100" and "100" are one key, and count as 100.
    """
    figure = key.split("|", 2)[1:2]
    found = _FIGURE.fullmatch(figure[0]) if figure else None
    if found is None or figure[0] == figure_key(claim.low, claim.high, claim.qualifier):
        return claim.low, claim.high, claim.qualifier
    if figure[0] == "some":
        return 1, None, Qualifier.VAGUE
    low = int(found["low"])
    if found["open"]:
        return low, None, Qualifier.AT_LEAST
    if found["high"] is None:
        return low, low, Qualifier.EXACT
    high = int(found["high"])
    if (low, high) in VAGUE:
        return low, high, Qualifier.VAGUE
    return low, high, Qualifier.UP_TO if low == 0 else Qualifier.RANGE


@dataclass(frozen=True, slots=True)
class Mark:
    """One judgement of one person. `at` and `undone_at` are moments of the story's clock.

    `articles` are those that a split takes off, `other_key` is their new fact's key; for a merge it is the key that the
    target counts as.
    """

    id: int
    at: datetime
    author: str
    judgement: Judgement
    target: Target
    note: str = ""
    articles: frozenset[int] = frozenset()
    other_key: str | None = None
    undone_at: datetime | None = None
    undone_by: str | None = None

    def holds(self, moment: datetime) -> bool:
        """Whether the mark was in force at a moment: made, and not yet undone."""
        return self.at <= moment and (self.undone_at is None or moment < self.undone_at)


def key_rules(marks: Iterable[Mark]) -> KeyRules:
    """The merges and splits among marks in force, in the order they were made."""
    merges: dict[str, str] = {}
    splits: dict[str, tuple[tuple[frozenset[int], str], ...]] = {}
    for mark in sorted(marks, key=lambda mark: mark.id):
        if not isinstance(mark.target, FactTarget) or mark.other_key is None:
            continue
        if mark.judgement is Judgement.MERGE:
            merges[mark.target.key] = mark.other_key
        elif mark.judgement is Judgement.SPLIT:
            splits[mark.target.key] = (*splits.get(mark.target.key, ()), (mark.articles, mark.other_key))
    return KeyRules(merges, splits)


@dataclass(frozen=True, slots=True)
class ArticleMarks:
    """What the marks in force say of one article; made by `article_marks`."""

    article_id: int
    is_off_story: bool = False
    wrong: tuple[EvidenceTarget, ...] = ()
    rules: KeyRules = KeyRules()

    def counts(self, revision: int, evidence: Claim | Passage) -> bool:
        """Whether a claim or passage of the revision of this number counts."""
        return not self.is_off_story and not any(is_meant(target, revision, evidence) for target in self.wrong)

    def key(self, key: str) -> str:
        """The key under which this article's report of the fact counts."""
        return effective_key(key, self.article_id, self.rules)


def article_marks(article_id: int, marks: Iterable[Mark]) -> ArticleMarks:
    """What marks in force say of one article; they may be all of the story's."""
    marks = list(marks)
    off_story, wrong = False, []
    for mark in marks:
        if isinstance(mark.target, FactTarget) or mark.target.article_id != article_id:
            continue
        off_story |= mark.judgement is Judgement.OFF_STORY
        if mark.judgement is Judgement.WRONG and isinstance(mark.target, EvidenceTarget):
            wrong.append(mark.target)
    return ArticleMarks(article_id, off_story, tuple(wrong), key_rules(marks))
