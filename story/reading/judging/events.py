"""Which figures are the article's own event's, with the whole text in view, where their sentences don't tell.

An article asserts what its event did: "77 people were killed". What it mentions in passing it takes as known: "the
massacre in which 108 died", "the killing of the six". Such a figure is the event's only when the article opens with
that event or asserts a figure that agrees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from story.model import Claim, Kind, Scope, StoryContext
from story.reading import tags
from story.reading.items import Item
from story.reading.judging.anchors import Anchor
from story.reading.judging.places import is_in, name_at
from story.reading.judging.scope import is_news_day, other_time
from story.reading.lexicon import Lexicon
from story.reading.people.findings import Finding

CLAUSE = 12  # items between an event's name and the figure of its relative clause
NAME = 9  # items between an event's name and its relative: its place, its day
HISTORY = 15  # years after which an event is followed up no more
STEM = 5  # letters of a word by which it is found in the opening, whatever its ending
OPENING = 4  # sentences that tell what an article is about, its headline among them
TOLD_BEFORE = 4000  # code points before a figure in which its people may have been named
MOST_ASSERTED = 40  # figures, the first ones, with which another may agree
LONGEST_OPENING = 800  # code points of them
COMPOUND = 9  # letters of a word that may be joined of two
OPEN_END = 4  # "at least 80" may be 100
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """What a claim's sentence tells that only the whole text can weigh.

    `time` is the cue that puts the figure into another time, and `is_day_past` whether that is a day or a year not long
    past. `is_named`: the event has a name, as in news of a trial. `known_by` is the word for the event that the
    sentence takes as known, empty when it asserts the figure, and `known_at` the place that it gives that event.
    `is_news`: a day of the news stands in the sentence. `is_wide`: the figure is a whole country's, or of many days.
    `is_share`: it is a part of the figure before it, `is_next`: only a comma or an "and" parts it from
    that. `told_by` is where the word stands that says what happened.
    """

    time: str = ""
    is_day_past: bool = False
    is_named: bool = False
    known_by: str = ""
    known_at: str | None = None
    is_news: bool = False
    is_wide: bool = False
    is_share: bool = False
    is_next: bool = False
    told_by: int = -1


@dataclass(frozen=True, slots=True)
class Opening:
    """What an article is about: its title and first sentences in lower case, and where they end in the text.

    `first_end` is where the headline and the sentence after it end. `has_event`: they tell of what kills or hurts
    people. `is_all`: nothing follows, so that nothing follows up.
    """

    words: str
    first_end: int
    end: int
    has_event: bool
    is_all: bool

    def names(self, word: str) -> bool:
        """Whether a word stands in the opening, in any ending."""
        return word[:STEM] in self.words


def opening_of(
    text: str, sentences: Sequence[tuple[int, int]], title: str | None, context: StoryContext | None, lexicon: Lexicon
) -> Opening:
    """The opening of a text, which tells of an event by its name, by what it did to people, or as the story's."""
    end = min(sentences[:OPENING][-1][1], LONGEST_OPENING) if sentences else 0
    opening = f"{title or ''} {text[:end]}"
    words = WORD.findall(opening.lower()) if lexicon.script is None else lexicon.script.words(opening)
    has_event = context is not None or any(is_event(word, lexicon) or word in lexicon.fates for word in words)
    first_end = sentences[:2][-1][1] if sentences else 0
    return Opening(" ".join(words), first_end, end, has_event, len(sentences) < 2)


def is_event(word: str, lexicon: Lexicon) -> bool:
    """Whether a word names what kills: "attack", "earthquake", in German also "Bombenanschlag"."""
    return word in lexicon.events or (len(word) >= COMPOUND and word.endswith(lexicon.event_endings))


def mention_of(
    items: list[Item],
    finding: Finding,
    before: Finding | None,
    text: str,
    time_before: str,
    anchor: Anchor,
    lexicon: Lexicon,
) -> Mention:
    """What the sentence of a finding tells for the whole text to weigh; `time_before` is the sentence's before it."""
    known_by, known_at = known_event(items, finding, text, lexicon)
    time = other_time(items, finding, anchor, lexicon) or time_before
    return Mention(
        time,
        is_day_past(items, time, anchor, lexicon),
        bool(known_by) or (finding.trigger is not None and bool(finding.trigger.forms & tags.ACT)),
        known_by,
        known_at,
        is_news=any(is_news_day(item, lexicon) for item in items),
        is_wide=is_wide(items, finding, lexicon),
        is_share=finding.is_part,
        is_next=before is not None and is_next(items, before, finding),
        told_by=items[finding.trigger.first].start if finding.trigger is not None else -1,
    )


def is_next(items: list[Item], before: Finding, finding: Finding) -> bool:
    """Whether only a comma or "and" stands between two figures: "86 killed, 206 wounded"."""
    between = items[before.last + 1 : finding.first]
    return 0 < len(between) <= 2 and all(item.tags & (tags.COMMA | tags.CONJUNCTION) for item in between)


def is_day_past(items: list[Item], time: str, anchor: Anchor, lexicon: Lexicon) -> bool:
    """Whether a time is a day, a recent year or years ago, with nothing compared: "trial over the 2016 attack"."""
    if not time or any("superlative" in item.cues for item in items):
        return False
    if time.isdecimal():
        return anchor.year is not None and anchor.year - int(time) < HISTORY
    return time in lexicon.months or any("ago" in item.cues and item.cues["ago"] in time.split(" ") for item in items)


def is_wide(items: list[Item], finding: Finding, lexicon: Lexicon) -> bool:
    """Whether a figure is of more than a day or a place: "dead nationwide", "in six days of fighting"."""
    for position in range(max(0, finding.first - NAME), min(len(items), finding.last + 1 + NAME)):
        if items[position].word in lexicon.wide:
            return True
        span = items[position : position + 4]
        if (
            position > finding.last
            and len(span) == 4
            and span[0].quantity is not None
            and is_event(span[3].word, lexicon)
        ):
            return bool(span[1].tags & tags.THING and span[2].tags & tags.OF)
    return False


def known_event(items: list[Item], finding: Finding, text: str, lexicon: Lexicon) -> tuple[str, str | None]:
    """The event that a figure's sentence takes as known, with its place.

    "The massacre at Houla, in which 108", "the killing of the six priests", "two days after the release of four".
    """
    trigger = finding.trigger
    before = items[finding.at - 1] if finding.at else None
    if trigger is not None and trigger.forms & tags.ACT and trigger.last < finding.at and before is not None:
        if any(item.word in lexicon.after for item in items[max(0, trigger.first - 2) : trigger.first]):
            return trigger.word, None
        is_definite = before.tags & tags.DETERMINER and not before.tags & tags.INDEFINITE
        return (trigger.word, None) if is_definite and is_new(items, finding, text) else ("", None)
    for position in range(finding.first - 1, max(-1, finding.first - CLAUSE), -1):
        bits = items[position].tags
        if bits & tags.RELATIVE:
            return name_before(items, position, text, lexicon)
        if bits & (tags.BREAK | tags.SPEECH):
            break
    return "", None


def is_new(items: list[Item], finding: Finding, text: str) -> bool:
    """Whether the people counted are named for the first time: "the killing of the six priests", no priest before."""
    if finding.head is None or not items[finding.head].tags & tags.GROUP:
        return False
    start = items[finding.at].start
    return items[finding.head].word[:STEM] not in text[max(0, start - TOLD_BEFORE) : start].lower()


def name_before(items: list[Item], relative: int, text: str, lexicon: Lexicon) -> tuple[str, str | None]:
    """The event's name that a relative clause belongs to, with the place between them."""
    place = None
    for position in range(relative - 1, max(-1, relative - NAME), -1):
        if is_event(items[position].word, lexicon):
            return items[position].word, place
        if items[position].tags & (tags.QUANTITY | tags.RELATIVE | tags.SPEECH):
            break
        if is_in(items, position, lexicon):
            place = name_at(items, position + 1, text) or place
    return "", None


def with_events(claims: list[Claim], mentions: list[Mention], opening: Opening, home: str) -> list[Claim]:
    """The claims with those of other events made background.

    `home` holds the event's own places, in lower case.
    """
    asserted = [
        claim
        for claim, mention in zip(claims, mentions, strict=True)
        if claim.scope is Scope.EVENT and not mention.known_by and not claim.partial
    ][:MOST_ASSERTED]
    own = [claim for claim in asserted if claim.start < opening.end]
    is_of_today = any(
        mention.is_news and claim.scope is Scope.EVENT and claim.start < opening.end
        for claim, mention in zip(claims, mentions, strict=True)
    )
    is_about = opening.has_event or any(claim.start < opening.end for claim in claims)
    result: list[Claim] = []
    why_before, told_by, sentence = "", -1, -1
    for claim, mention in zip(claims, mentions, strict=True):
        why = ""
        if claim.scope is Scope.EVENT:
            why = why_another(claim, mention, asserted, opening, home)
            if mention.is_next and result and result[-1].scope is Scope.BACKGROUND:
                why = "like the figure before it"
            if why_before and (told_by == mention.told_by or (mention.is_share and sentence == claim.sentence_start)):
                why = "like the figure before it"
            if not why and not is_about and not mention.is_news:
                why = "the article opens with no event"
        elif (
            mention.is_day_past
            and not opening.is_all
            and (
                (mention.is_named and not own and claim.start < opening.end)
                or (claim.start < opening.first_end and not result and not is_of_today)
            )
        ):
            claim = replace(claim, scope=Scope.EVENT, rule=f"{claim.rule}; but the article follows it up")
        why_before, told_by, sentence = why, mention.told_by, claim.sentence_start
        result.append(replace(claim, scope=Scope.BACKGROUND, rule=f"{claim.rule}; {why}") if why else claim)
    return with_the_same_figures(result)


def why_another(claim: Claim, mention: Mention, asserted: list[Claim], opening: Opening, home: str) -> str:
    """Why a figure is another event's than the article's; empty when nothing says so."""
    alike = [other for other in asserted if (other.kind, other.party) == (claim.kind, claim.party)]
    agrees = any(overlap(claim, other) for other in alike if other.start < claim.start)
    if mention.known_by and not agrees:
        elsewhere = mention.known_at is not None and mention.known_at.lower() not in home
        if alike and elsewhere:
            return f"of another event: “{mention.known_by}” in {mention.known_at}"
        if claim.start >= opening.end and not mention.is_news and not opening.names(mention.known_by):
            return f"of another event: “{mention.known_by}”"
    if mention.is_wide and any(
        other.low != claim.low and (claim.start >= opening.end or other.sentence_start == claim.sentence_start)
        for other in asserted
    ):
        return "of more than the event"
    return ""


def overlap(one: Claim, other: Claim) -> bool:
    """Whether two figures can be the same toll; "more than 70" is not 108."""
    return one.low <= highest(other) and other.low <= highest(one)


def highest(claim: Claim) -> int:
    """The most that a figure's words allow, and an open end a little more than its start."""
    return claim.high if claim.high is not None else claim.low + claim.low // OPEN_END


def with_the_same_figures(claims: list[Claim]) -> list[Claim]:
    """The claims with every later mention of another event's figure made background as well."""
    first: dict[tuple[Kind, int, int | None], Scope] = {}
    result = []
    for claim in claims:
        scope = first.setdefault((claim.kind, claim.low, claim.high), claim.scope)
        if scope is Scope.BACKGROUND and claim.scope is Scope.EVENT and claim.low > 1:
            claim = replace(claim, scope=scope, rule=f"{claim.rule}; another event's figure, as before")
        result.append(claim)
    return result
