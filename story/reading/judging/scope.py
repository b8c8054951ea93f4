"""Whether a figure's own sentence tells it of another event than the article's, an earlier one, a running total."""

from __future__ import annotations

import re

from story.reading import tags
from story.reading.items import Item
from story.reading.judging.anchors import Anchor
from story.reading.lexicon import Lexicon
from story.reading.people.chunks import is_year
from story.reading.people.findings import Finding

COMPARED = 9  # items between a superlative and what it compares with
CLAUSE = 12  # items between a conflict and the verb of its relative clause
BEFORE_MONTH = 5  # items before a month's name in which its preposition stands
WEEKS = 5  # items between "ago" and its weeks, where it comes first
FAR = 20  # items after a figure in which a cue still speaks of it
NEAR = 8  # items between an auxiliary and its participle, or the people counted
BARRIER = 6  # items that a comma, a conjunction or a relative is worth between a time and a figure
ASIDES = frozenset("()[]")  # what they hold parts nothing
DAY = re.compile(r"(\d{1,2})\D{0,2}$")  # "4th", "4º"
SPEAKS_OF_TIME = frozenset(("background", "span"))
MANY = 1000  # people that an army has killed: no figure of one day


def other_event(items: list[Item], finding: Finding, is_said: bool) -> str:
    """The cue in a figure's own sentence, no time, that gives it to another event or a conflict; empty without one."""
    return total_of_conflict(items, finding) or total_of_a_side(items, finding) or told_as_past(items, finding, is_said)


def other_time(items: list[Item], finding: Finding, anchor: Anchor, lexicon: Lexicon) -> str:
    """The words that put a figure into another time: "since 2012", "in the past month", "on March 4".

    A day of the news ("on Tuesday") that stands nearer to the figure outweighs them: "The 2015 peace deal collapsed
    and on Tuesday 77 people were killed".
    """
    superlative, nearest, cue = -COMPARED, 0, ""
    last = min(len(items), finding.last + FAR + 1)
    for position in range(last):
        item = items[position]
        if "superlative" in item.cues:
            superlative = position
        if position > finding.last and begins_aside(item, lexicon):
            break  # "by a group that has fought since 2012"
        word = cue_at(items, position, anchor, lexicon) if position != finding.at else ""
        if not word:
            continue
        if position - superlative < COMPARED and not is_compared_with(items, position, finding):
            continue
        away = distance(items, position, finding)
        if not cue or away < nearest:
            nearest, cue = away, word
    if not cue or any(
        is_of_the_news(items, position, anchor, lexicon) and distance(items, position, finding) < nearest
        for position in range(last)
    ):
        return ""
    return cue


def begins_aside(item: Item, lexicon: Lexicon) -> bool:
    """Whether a relative begins a clause that is about somebody, not about when it happened ("when", "since 2012")."""
    return bool(item.tags & tags.RELATIVE) and item.word not in lexicon.when and not item.cues.keys() & SPEAKS_OF_TIME


def time_of_sentence(items: list[Item], anchor: Anchor, lexicon: Lexicon) -> str:
    """The words that put a whole sentence into another time than the news of the day."""
    cue, superlative = "", -COMPARED
    for position, item in enumerate(items):
        if is_news_day(item, lexicon):
            return ""
        if "superlative" in item.cues:
            superlative = position
        is_total = item.tags & tags.PREPOSITION  # "since 2012": a running total is not another event's time
        if not cue and not is_total and position - superlative >= COMPARED:
            cue = cue_at(items, position, anchor, lexicon)
    return cue


def cue_at(items: list[Item], position: int, anchor: Anchor, lexicon: Lexicon) -> str:
    """The words at `position` that speak of another time than the article's; empty when they don't."""
    item = items[position]
    cues = item.cues
    if cues:
        if "background" in cues and not is_days_ago(items, position):
            return cues["background"]
        if "span" in cues and is_long_ago(items, position):
            return cues["span"]
    ago = cues.get("span", item.word)  # a phrase or a word
    if ago in lexicon.before_ago and is_weeks_ago(items, position, lexicon):
        return ago
    if item.tags & tags.MONTH or "-" in item.word:
        return earlier_day(items, position, anchor, lexicon)
    year = year_at(items, position)
    if year and is_earlier_year(items, position, year, anchor, lexicon):
        return str(year)
    return ""


def is_news_day(item: Item, lexicon: Lexicon) -> bool:
    """Whether a word is a day that news of the day names, alone or with its article: "desta sexta-feira"."""
    return item.word in lexicon.days or (
        bool(item.tags & tags.TIME) and any(word in lexicon.days for word in item.word.split(" "))
    )


def is_of_the_news(items: list[Item], position: int, anchor: Anchor, lexicon: Lexicon) -> bool:
    """Whether a time is the article's: a day that news names, a date that is not earlier."""
    item = items[position]
    if is_news_day(item, lexicon):
        return True
    month = lexicon.months.get(item.word) if item.tags & tags.MONTH else None
    day = day_beside(items, position) if month is not None else 0
    return bool(day) and month is not None and anchor.earliest is not None and not anchor.is_earlier(month, day)


def is_days_ago(items: list[Item], position: int) -> bool:
    """Whether a day or a part of one follows, no month: "since Monday"."""
    after = items[position + 1 : position + 3]
    return any(other.tags & tags.TIME and not other.tags & tags.MONTH for other in after)


def is_weeks_ago(items: list[Item], position: int, lexicon: Lexicon) -> bool:
    """Whether weeks or more follow: « il y a deux semaines », "vor einem Monat"."""
    for item in items[position + 1 : position + 1 + WEEKS]:
        if item.tags & tags.EDGE:
            return False
        if item.word in lexicon.weeks:
            return True
    return False


def is_compared_with(items: list[Item], position: int, finding: Finding) -> bool:
    """Whether a figure is the older event's: "the deadliest since 2015, when 20 died", not "77 in the deadliest"."""
    if finding.first < position:
        return False
    between = items[position + 1 : finding.first]
    return any(item.tags & tags.RELATIVE for item in between) or not any(item.tags & tags.EDGE for item in between)


def distance(items: list[Item], position: int, finding: Finding) -> int:
    """How far a time stands from a figure, clauses counted as well as words."""
    is_before = position < finding.first
    between = items[position + 1 : finding.first] if is_before else items[finding.last + 1 : position]
    # "Friday's attack, which killed 20": a relative clause is of what stands before it
    barrier = tags.EDGE | tags.CONJUNCTION if is_before else tags.EDGE | tags.CONJUNCTION | tags.RELATIVE
    return len(between) + BARRIER * sum(bool(item.tags & barrier) and item.word not in ASIDES for item in between)


def is_long_ago(items: list[Item], span: int) -> bool:
    """Whether what follows "in the past" is months or years, or nothing: "in the past three weeks" is not long ago."""
    after = items[span + 1 : span + 4]
    if not after or after[0].word in (".", ","):
        return " " in items[span].cues["span"]
    if is_year(items, span + 1) or (after[0].tags & tags.MONTH and is_year(items, span + 2)):
        return True
    return any("long time" in other.cues for other in after)


def year_at(items: list[Item], position: int) -> int:
    """The year at `position`, 0 if there is none or people are counted: "1800 people"."""
    item = items[position]
    if item.quantity is not None:
        year = item.quantity.low if is_year(items, position) else 0
    else:
        year = int(item.word) if len(item.word) == 4 and item.word.isdecimal() else 0
    if not 1500 <= year < 2100 or (position + 1 < len(items) and items[position + 1].tags & tags.PEOPLE):
        return 0
    if position and items[position - 1].tags & tags.LABEL:
        return 0  # "No 1978"
    return year


def is_earlier_year(items: list[Item], position: int, year: int, anchor: Anchor, lexicon: Lexicon) -> bool:
    """Whether a year lies before the text's: in one without a date, also the latest year when it stands bare."""
    if anchor.year is None or year != anchor.year:
        return anchor.year is not None and year < anchor.year
    return not anchor.is_dated and position > 0 and items[position - 1].word in lexicon.places_after


def earlier_day(items: list[Item], position: int, anchor: Anchor, lexicon: Lexicon) -> str:
    """A day or a month that lies before the event's: "on March 4" in an article of May."""
    word = items[position].word
    month = lexicon.months.get(word.rpartition("-")[2])
    if month is None:
        return ""
    day = day_beside(items, position)
    if not day and "-" not in word and not is_told_in_month(items, position, lexicon):
        return ""  # "may" and "march" are no months by themselves
    return word if anchor.is_earlier(month, day or 28) else ""


def day_beside(items: list[Item], position: int) -> int:
    """The day of the month beside its name, 0 if there is none: "March 4", "4 March", "4 de marzo", "4. März"."""
    before = position - 1
    if before > 0 and (items[before].tags & tags.OF or items[before].word == "."):
        before -= 1
    for beside in (before, position + 1):
        if 0 <= beside < len(items):
            number = DAY.match(items[beside].word)
            if number is not None and 1 <= int(number.group(1)) <= 31:
                return int(number.group(1))
    return 0


def is_told_in_month(items: list[Item], position: int, lexicon: Lexicon) -> bool:
    """Whether a month is a time: "in July", "at the beginning of June", "last November"."""
    beside = items[max(0, position - 1) : position] + items[position + 1 : position + 2]
    if any(item.tags & tags.TIME and not item.tags & tags.MONTH and not is_news_day(item, lexicon) for item in beside):
        return True
    for before in range(position - 1, max(-1, position - BEFORE_MONTH), -1):
        if items[before].word in lexicon.places_after:
            return True
        if items[before].tags & (tags.EDGE | tags.TRIGGER | tags.QUANTITY | tags.CONJUNCTION):
            return False
    return False


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
    clause = items[trigger.clause : trigger.first] if trigger.finite >= 0 else []
    days = (item for item in clause if item.tags & tags.TIME and not item.tags & tags.MONTH)
    if any(item.tags & tags.TIME for item in items[trigger.last + 1 : trigger.last + 4]) or any(days):
        return ""  # « avaient abattu dimanche »: the week of the event
    for position in range(trigger.first - 1, max(-1, trigger.first - NEAR), -1):
        if "earlier past" in items[position].cues:
            return items[position].cues["earlier past"]
        if items[position].tags & (tags.EDGE | tags.RELATIVE | tags.SPEECH) and position != finding.at - 1:
            return ""
    return ""
