"""What a joined quantity amounts to: which side, which part, which event, how sure. Cues from the pack, not code."""

from __future__ import annotations

import re

from story.model import Kind, Modality, Party, Qualifier, StoryContext
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.people.findings import Finding

FATES = frozenset((Kind.KILLED, Kind.INJURED, Kind.MISSING, Kind.CASUALTIES))  # of people at one place
CHARGE = 18  # items behind an arrest in which it is told for what
CRIME = 7  # items between "on suspicion of" and the crime
ROUND = 100  # from here on a number has an "of" by itself in some languages: « cent mille de … »
EARLIER = 500  # code points before a sentence in which the attackers that were caught may have been named


def party_of(
    items: list[Item], finding: Finding, text: str, lexicon: Lexicon, context: StoryContext | None
) -> tuple[Party, str]:
    """Who was counted, and the word that says so."""
    start = finding.at
    end = (finding.head if finding.head is not None else finding.at) + 1
    if finding.head is not None and not lexicon.head_is_last and end < len(items) and items[end].tags & tags.PEOPLE:
        end += 1  # "three people suspected"
    elif finding.head is not None and "members" in items[finding.head].entry.cues:
        linked = end < len(items) and items[end].tags & (tags.OF | tags.PREPOSITION)
        end += 2 if linked else 1  # "twelve members of the Taliban"
    for item in items[start:end]:
        if item.tags & tags.ATTACKER:
            return Party.ATTACKERS, item.word
    if finding.kind is Kind.DETAINED:
        crime = crime_of(items, finding)
        if crime:
            return Party.ATTACKERS, crime
    if finding.kind is Kind.DETAINED and are_captives(items, finding, lexicon, end):
        sentence = items[0].start
        earlier = text[max(0, sentence - EARLIER) : items[-1].end]
        told = re.findall(r"[^\W\d_]+", earlier.lower()) if lexicon.script is None else lexicon.script.words(earlier)
        for word in told:
            if word in lexicon.attackers:
                return Party.ATTACKERS, word
    if context is not None:
        words = spelled(text[items[start].start : items[end - 1].end], lexicon)
        for party in context.parties:
            names = (party.name, *party.names)
            if party.side is Party.ATTACKERS and any(spelled(name, lexicon) in words for name in names):
                return Party.ATTACKERS, party.name
    return Party.VICTIMS, ""


def spelled(words: str, lexicon: Lexicon) -> str:
    """Words in one spelling, to be compared."""
    return words.lower() if lexicon.script is None else lexicon.script.fold(words)


def are_captives(items: list[Item], finding: Finding, lexicon: Lexicon, end: int) -> bool:
    """Whether people are called captives, or nothing but caught: "two suspects", "11 people were arrested"."""
    if any(item.word in lexicon.captives and item.tags & tags.PEOPLE for item in items[finding.at : end]):
        return True
    after = items[finding.last + 1 : finding.last + 4]
    counted = items[finding.at : end] + (after if after and after[0].tags & tags.OF else [])
    is_group = any(item.tags & tags.GROUP for item in counted)  # "500 arrests of opponents"
    return not is_group and any(item.word in lexicon.captives for item in items[finding.first : finding.last + 1])


def crime_of(items: list[Item], finding: Finding) -> str:
    """The violent crime that people were arrested for, "in connection with the murder"; "" when none is told."""
    blamed = -1
    for position in range(finding.last + 1, min(len(items), finding.last + 1 + CHARGE)):
        item = items[position]
        if item.tags & tags.BREAK or (item.tags & tags.QUANTITY and item.quantity and not item.quantity.is_article):
            return ""
        if "blame" in item.cues:
            blamed = position
        elif "violence" in item.cues and blamed >= 0 and position - blamed <= CRIME:
            return item.word
    return ""


def group_of(items: list[Item], finding: Finding, text: str) -> str | None:
    """The words for one sort of people that a figure counts, None when it counts just people."""
    if finding.head is None:
        return None
    first = finding.at + 1
    while first < finding.head and items[first].tags & (tags.OF | tags.DETERMINER):
        first += 1
    people = items[first : finding.head + 1]
    if any(item.tags & tags.GROUP for item in people) or is_out_of_more(items, finding):
        return text[items[first].start : items[finding.head].end]
    return None


def modality_of(items: list[Item], finding: Finding) -> tuple[Modality, str]:
    """How sure the article is of a figure, and the cue."""
    first, last = max(0, finding.first - 7), min(len(items), finding.last + 2)
    own = finding.trigger
    for at in range(first, finding.first):
        if items[at].word == ";":
            first = at + 1  # "the toll could rise; 20 are in hospital"
    for at in range(first, last):
        # "are expected to survive" is what happened, no projection
        if "projected" in items[at].cues and not (own is not None and own.first <= at <= own.last):
            return Modality.PROJECTED, items[at].cues["projected"]
    for at in range(max(first, finding.first - 4), last):
        is_of_doer = (
            at + 1 < len(items) and items[at + 1].tags & tags.OF and own is not None and own.forms & tags.ACTIVE
        )
        is_known = own is not None and bool(own.implied)  # "the suspect of the double murder"
        is_fear = "feared" in items[at].cues and not is_of_doer and not is_known
        if is_fear and finding.quantity.high != 0 and finding.kind in FATES:
            return Modality.FEARED, items[at].cues["feared"]  # not so in "a man suspected of killing five"
    for item in items[first : finding.first]:
        if "denied" in item.cues:
            return Modality.DENIED, item.cues["denied"]
    return Modality.REPORTED, ""


def names_a_part(items: list[Item], finding: Finding) -> bool:
    """Whether a word beside the figure makes it a part of the toll: "81 identified victims"."""
    is_settled = finding.trigger is not None and (finding.trigger.is_settled or are_buried(items, finding))
    if is_settled and finding.head is not None and items[finding.head].tags & tags.GROUP:
        return True  # those buried on one day
    if is_among_a_group(items, finding):
        return True
    first, last = max(0, finding.first - 1), finding.last
    for item in items[finding.last + 1 : finding.last + 3]:
        if item.tags & (tags.EDGE | tags.CONJUNCTION):
            break
        last += 1
    return any("part" in item.cues for item in items[first : last + 1])


def is_out_of_more(items: list[Item], finding: Finding) -> bool:
    """Whether a small number is taken out of a larger one: "five of the victims", « cinq des victimes »."""
    quantity, after = finding.quantity, finding.at + 1
    if quantity.qualifier is not Qualifier.EXACT or quantity.is_article or not 0 < quantity.low < ROUND:
        return False
    return after <= (finding.head or 0) and bool(items[after].tags & tags.OF)


def is_among_a_group(items: list[Item], finding: Finding) -> bool:
    """Whether a figure is told of one sort of people after its words: "quatre blessés parmi les policiers"."""
    after = items[finding.last + 1 : finding.last + 5]
    return bool(after) and bool(after[0].tags & tags.AMONG) and any(item.tags & tags.GROUP for item in after)


def are_buried(items: list[Item], finding: Finding) -> bool:
    """Whether the dead that a figure counts are buried further on: "fifty cadets killed on Tuesday were buried"."""
    if finding.kind is not Kind.KILLED:
        return False
    for item in items[finding.last + 1 :]:
        if item.tags & (tags.QUANTITY | tags.BREAK):
            return False
        if item.tags & tags.SETTLED:
            return True
    return False


def is_superseded(items: list[Item], finding: Finding) -> bool:
    """Whether the article itself calls the figure outdated."""
    if finding.superseded:
        return True
    for position in range(finding.at - 1, -1, -1):
        if "corrected" in items[position].cues:
            return True
        if items[position].word == ";":
            break
    before = items[max(0, finding.at - 1) : finding.at]
    return any(" " in item.cues.get("superseded", "") for item in before)
