"""The day that a text speaks from, against which the days that it names are earlier or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from story.model import StoryContext
from story.reading.lexicon import Lexicon

# with the digits of Arabic too
YEAR = re.compile(r"\b([1١][5-9٥-٩]\d\d|[2٢][0٠]\d\d)\b")
YEARS_WITHIN = 20_000  # code points of a text without a date in which its latest year is sought
LONG_AGO = timedelta(days=31)  # before the article: a day that is further back is another event's
BEFORE_START = timedelta(days=3)  # before the story's start: the same, when the story is known
DATELINE = 400  # code points in which a text without a date may give its own
AHEAD = timedelta(days=15)  # after the article: a day that a text may still speak of
HALF_A_YEAR = timedelta(days=180)  # after a story began, in a text of it without a date
DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
WORD = re.compile(r"[^\W\d_]+")
BESIDE = 8  # code points between a month and its day: "the 27th of June"
SOME_YEAR = 2000  # of a text that names days and no year: only what is earlier matters


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a text's own day is known to be.

    `year` is its year; `earliest` the first day that can still be the event's, `latest` the last that a text can
    mean by a day without a year; each is None when nothing tells. `is_dated`: the article's or the story's date was
    given, not guessed from the text. `is_told_by_weekday`: the text opens with a weekday and no date, as news of the
    day does, so that a date in it is another day's.
    """

    year: int | None = None
    earliest: date | None = None
    latest: date | None = None
    is_dated: bool = False
    is_told_by_weekday: bool = False

    def is_earlier(self, month: int, day: int) -> bool:
        """Whether a day without a year, the last such day that the text can mean, lies before the event."""
        if self.earliest is None or self.latest is None:
            return self.is_told_by_weekday
        said = date(self.latest.year, month, min(day, 28))
        if said > self.latest:
            said = said.replace(year=said.year - 1)
        return said < self.earliest


def anchor_of(text: str, dated: datetime | None, context: StoryContext | None, lexicon: Lexicon) -> Anchor:
    """The anchor of a text: the story's start, the article's date, or what the text's first lines say."""
    if context is not None:
        start = context.start
        latest = (dated + AHEAD if dated is not None else start + HALF_A_YEAR).date()
        return Anchor((dated or start).year, (start - BEFORE_START).date(), latest, is_dated=True)
    if dated is not None:
        return Anchor(dated.year, (dated - LONG_AGO).date(), (dated + AHEAD).date(), is_dated=True)
    latest_year = max((int(year) for year in YEAR.findall(text, 0, YEARS_WITHIN)), default=None)
    return own_anchor(text[:DATELINE], latest_year, lexicon)


def own_anchor(opening: str, year: int | None, lexicon: Lexicon) -> Anchor:
    """The anchor of a text by its opening: the first day with a month, its dateline's or the event's, or a weekday."""
    weekday = None
    for word, start, end in words_of(opening, lexicon):
        if weekday is None and word in lexicon.days:
            weekday = end
        month = lexicon.months.get(word)
        if month is None:
            continue
        days = [*DAY.finditer(opening, max(0, start - BESIDE), start)][-1:]
        days += [*DAY.finditer(opening, end, end + BESIDE)][:1]
        if weekday is not None and start - weekday > BESIDE:
            break  # a weekday first, and the date is another's
        for day in days:
            if 1 <= int(day.group()) <= 31:
                own = date(year or SOME_YEAR, month, min(int(day.group()), 28))
                return Anchor(year, own - LONG_AGO, own + AHEAD)
    return Anchor(year, is_told_by_weekday=weekday is not None)


def words_of(opening: str, lexicon: Lexicon) -> Iterator[tuple[str, int, int]]:
    """The words of a text as packs spell them, with their offsets."""
    if lexicon.script is not None:
        for word, start, end, _ in lexicon.script.pieces(opening, 0, len(opening)):
            yield word, start, end
        return
    for match in WORD.finditer(opening):
        yield match.group().lower(), match.start(), match.end()
