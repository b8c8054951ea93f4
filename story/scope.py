"""Whether a figure belongs to the article's event or to another one, an earlier one, a conflict's running total."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from story import tags
from story.chunks import is_year
from story.findings import Finding
from story.items import Item
from story.lexicon import Lexicon
from story.model import Scope, StoryContext

YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
YEARS_WITHIN = 20_000  # code points of a text without a date in which its latest year is sought
COMPARED = 9  # items between a superlative and what it compares with
LONG_AGO = timedelta(days=60)  # before the article: a day that is further back is another event's
BEFORE_START = timedelta(days=3)  # before the story's start: the same, when the story is known
CLAUSE = 12  # items between a conflict and the verb of its relative clause
FAR = 20  # items after a figure in which a cue still speaks of it
NEAR = 8  # items between an auxiliary and its participle, or the people counted
MANY = 1000  # people that an army has killed: no figure of one day


def year_of(text: str, date: datetime | None, context: StoryContext | None) -> int | None:
    """The year that a text speaks from: its date's, the story's, or the latest that it names."""
    if date is not None:
        return date.year
    if context is not None:
        return context.start.year
    return max((int(year) for year in YEAR.findall(text, 0, YEARS_WITHIN)), default=None)


def earliest_day(date: datetime | None, context: StoryContext | None) -> date | None:
    """The first day that can still be the event's; None when neither the story nor the article has a date."""
    if context is not None:
        return (context.start - BEFORE_START).date()
    return (date - LONG_AGO).date() if date is not None else None


def scope_of(
    items: list[Item],
    finding: Finding,
    text: str,
    start: int,
    end: int,
    this_year: int | None,
    earliest: date | None,
    lexicon: Lexicon,
    is_said: bool,
) -> tuple[Scope, str]:
    """Whether a figure belongs to the article's event, and the cue that says it doesn't."""
    for match in YEAR.finditer(text, start, end):
        if this_year is not None and int(match.group()) < this_year:
            return Scope.BACKGROUND, match.group()
    cue = (
        background_cue(items, finding.last + FAR)
        or earlier_day(items, earliest, this_year, lexicon)
        or total_of_conflict(items, finding)
        or total_of_a_side(items, finding)
        or told_as_past(items, finding, is_said)
    )
    return (Scope.BACKGROUND, cue) if cue else (Scope.EVENT, "")


def background_cue(items: list[Item], last: int) -> str:
    """The first words of a sentence that speak of other times: "since 2012", "in the past month"."""
    superlative = -COMPARED
    for position, item in enumerate(items[: last + 1]):
        if "superlative" in item.cues:
            superlative = position
        if "span" in item.cues and position - superlative >= COMPARED and is_long_ago(items, position):
            return item.cues["span"]
        if "background" not in item.cues or position - superlative < COMPARED:
            continue  # "the deadliest since": a comparison, not a running total
        after = items[position + 1 : position + 3]
        if any(other.tags & tags.TIME and not other.tags & tags.MONTH for other in after):
            continue  # "since Monday"
        return item.cues["background"]
    return ""


def is_long_ago(items: list[Item], span: int) -> bool:
    """Whether what follows "in the past" is months or years, or nothing: "in the past three weeks" is not long ago."""
    after = items[span + 1 : span + 4]
    if not after or after[0].word in (".", ","):
        return " " in items[span].cues["span"]
    if is_year(items, span + 1):
        return True
    return any("long time" in other.cues for other in after)


def earlier_day(items: list[Item], earliest: date | None, this_year: int | None, lexicon: Lexicon) -> str:
    """A day or month named in the sentence that lies before the event's: "on March 4" in an article of May."""
    if earliest is None or this_year is None:
        return ""
    for position, item in enumerate(items):
        month = lexicon.months.get(item.word) if item.tags & tags.MONTH else None
        if month is None:
            continue
        day = next(
            (
                int(items[beside].word)
                for beside in (position - 1, position + 1)
                if 0 <= beside < len(items) and items[beside].word.isdecimal() and len(items[beside].word) <= 2
            ),
            0,
        )
        if not 1 <= day <= 28:
            if not day and not (position and items[position - 1].word in lexicon.places_after):
                continue  # "may" and "march" are no months by themselves
            day = 28
        said = date(this_year, month, day)
        if said > earliest + 3 * LONG_AGO:
            said = date(this_year - 1, month, day)
        if said < earliest:
            return item.word
    return ""


def total_of_conflict(items: list[Item], finding: Finding) -> str:
    """The conflict that a clause tells the toll of: "the violence that has cost 3,500 lives"."""
    for position in range(finding.first - 1, max(-1, finding.first - CLAUSE), -1):
        if items[position].tags & tags.RELATIVE:
            for before in range(position - 1, max(-1, position - CLAUSE), -1):
                if "conflict" in items[before].cues:
                    return items[before].cues["conflict"]
                if items[before].tags & (tags.QUANTITY | tags.RELATIVE | tags.SPEECH):
                    return ""
    return ""


def total_of_a_side(items: list[Item], finding: Finding) -> str:
    """The side or the conflict that "has killed over 1,400 civilians": so many are no figure of one day."""
    if finding.quantity.low < MANY:
        return ""
    trigger, is_perfect = finding.trigger, False
    is_act = trigger is not None and trigger.voice == "active"
    for position in range(finding.first - 1, max(-1, finding.first - CLAUSE), -1):
        is_perfect |= bool(items[position].tags & tags.HAVE)
        for cue in ("side", "conflict") if is_act else ("conflict",):
            if cue in items[position].cues:
                return items[position].cues[cue] if is_perfect else ""
    return ""


def told_as_past(items: list[Item], finding: Finding, is_said: bool) -> str:
    """The auxiliary of an earlier past, in languages that keep it for what came before: « avait fait 86 morts ».

    In what a speaker is reported to have said it is only the past.
    """
    trigger = finding.trigger
    if trigger is None or is_said or trigger.forms & tags.TOLL:
        return ""
    if any(item.tags & tags.TIME for item in items[trigger.last + 1 : trigger.last + 4]):
        return ""  # « avaient abattu dimanche »: the week of the event
    for position in range(trigger.first - 1, max(-1, trigger.first - NEAR), -1):
        if "earlier past" in items[position].cues:
            return items[position].cues["earlier past"]
        if items[position].tags & (tags.EDGE | tags.RELATIVE | tags.SPEECH):
            return ""
    return ""
