"""Reading quantities: digits, number words, dozens, ranges and what qualifies them, in any language's lexicon.

Knows no language: everything comes from the pack's `[numbers]` and `[qualifiers]`. `docs/claims.md` has the table of
what each wording allows.
"""

from __future__ import annotations

from story.model import Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import NOTHING, Lexicon
from story.reading.numbers.headlines import with_lone_nouns
from story.reading.numbers.implied_numbers import with_implied_numbers
from story.reading.numbers.numerals import read_number, word_value
from story.reading.numbers.qualifiers import qualified
from story.reading.numbers.quantity import Quantity
from story.reading.numbers.uncounted import without_ages, without_alternatives, without_comparisons, without_rates
from story.reading.numbers.wholes import with_wholes

RISES = 6  # items between a verb for rising and the figures from which and to which
MAY_NUMBER = tags.NUMBER_WORD | tags.INDEFINITE
MARKS_OF_MONEY = frozenset("$€£¥")
FIRST_YEAR, LAST_YEAR = 1900, 2100


def mark_quantities(items: list[Item], lexicon: Lexicon) -> list[Item]:
    """The items with every quantity taken together as one item, tagged QUANTITY; other numbers tagged VERBATIM."""
    items = with_implied_numbers(items, lexicon)
    number_parts = lexicon.number_parts
    marked: list[Item] = []
    found = False
    position, count = 0, len(items)
    while position < count:
        item = items[position]
        word = item.word
        is_digits = word[0].isdigit()
        may_begin = (
            item.tags & MAY_NUMBER or is_digits or item.entry.quantity or "-" in word or word[:2] in number_parts
        )
        read = read_quantity(items, position, lexicon) if may_begin else None
        if read is None:
            if is_digits:
                is_age = is_one_of_ages(items, position + 1)
                item.tags = item.tags & tags.PEOPLE if is_age else tags.VERBATIM | item.tags & tags.PEOPLE
                if is_age and items[position + 1].tags & tags.CONJUNCTION:
                    items[position + 1].tags = 0
            marked.append(item)
            position += 1
            continue
        found = True
        quantity, after = read
        first, last = items[position], items[after - 1]
        bits = tags.QUANTITY | (first.tags & tags.DEFINITE)
        tints = {cue: phrase for item in items[position:after] for cue, phrase in item.cues.items()}
        marked.append(Item("#", first.start, last.end, bits, NOTHING, quantity, tints))
        position = after
    if found:
        counted = without_ages(without_comparisons(without_rates(marked)), lexicon)
        counted = without_alternatives(counted, lexicon.or_words)
        marked = with_wholes(without_repeats(qualified(counted)), lexicon)
        if lexicon.verb_last:
            clear_attributes(marked)
    return with_lone_nouns(marked, lexicon)


def clear_attributes(items: list[Item]) -> None:
    """Make no verb of what stands between a number and its noun: "zwölf bestätigte Tote"."""
    for position in range(1, len(items) - 1):
        before, item, after = items[position - 1 : position + 2]
        if item.tags & tags.SPEECH and before.tags & tags.QUANTITY and after.tags & (tags.PEOPLE | tags.NOUN):
            item.tags &= ~tags.SPEECH


def is_one_of_ages(items: list[Item], after: int) -> bool:
    """Whether a number is an age, or one of several: "zwei 19 und 21 Jahre alte Männer"; `after` is behind it."""
    for at in range(after, min(after + 4, len(items)), 2):
        if "ages" in items[at].entry.cues:
            return True
        if (
            not items[at].tags & (tags.CONJUNCTION | tags.COMMA)
            or not items[at + 1 : at + 2]
            or not items[at + 1].word.isdigit()
        ):
            return False
    return False


def read_quantity(items: list[Item], position: int, lexicon: Lexicon) -> tuple[Quantity, int] | None:
    """The quantity that begins at `position`, and where it ends; qualifiers before it are not looked at."""
    item = items[position]
    entry = item.entry
    if entry.quantity and entry.interval:
        low, high = entry.interval
        if entry.quantity == "exact" and is_no_pair(items, position):
            return None
        after = position + 1
        if entry.quantity == "vague":
            if entry.interval == (1, -1) and after < len(items):
                number = read_number(items, after, lexicon)
                if number is not None:
                    return None  # "some 80": the word qualifies the number
            if high < 0:  # "several", but "a good dozen"
                return Quantity(low, None, Qualifier.VAGUE if low == 1 else Qualifier.OVER), after
            return Quantity(low, high, Qualifier.VAGUE), after
        if entry.quantity == "round":
            return Quantity(low, high, Qualifier.ABOUT), after
        return Quantity(low, high, Qualifier.EXACT, is_group=True), after
    named = position + (item.tags & tags.INDEFINITE > 0)  # "a hundred-plus"
    special = read_compound(items, min(named, len(items) - 1), lexicon)
    if special is not None:
        return special, named + 1
    number = read_number(items, position, lexicon)
    if number is None:
        if is_one_of(items, position):
            return Quantity(1, 1, Qualifier.EXACT), position + 1
        if is_article(items, position, lexicon):
            return Quantity(1, 1, Qualifier.EXACT, is_article=True), position + 1
        return None
    low, after, is_round, is_digits = number
    if is_label(items, position, after, low):
        return None
    qualifier = Qualifier.ABOUT if is_round else Qualifier.EXACT
    high = low
    if after + 1 < len(items) and "range_to" in items[after].entry.cues:
        start = position - 1 if position > 1 and items[position - 1].tags & tags.DETERMINER else position
        between = start > 0 and "range_between" in items[start - 1].entry.cues
        inner = after + 1
        if between and (items[inner].entry.cues & {"over", "at_least", "about"} or items[inner].tags & tags.DETERMINER):
            inner += 1  # "from 600 to at least 700", "tra le 70 e le 80"
        second = read_number(items, inner, lexicon) if inner < len(items) else None
        if second is not None and is_range(items, position, after, low, second, between, lexicon):
            high, after, qualifier = second[0], second[1], Qualifier.RANGE
            is_digits = False
            low = scaled_like(low, high, items[after - 1].word, lexicon)
            if is_label(items, position, after, high):
                return None
    plus = plus_after(items, after, lexicon)
    if plus is not None:
        return Quantity(low, None if plus[0] is Qualifier.OVER else high, plus[0]), plus[1]
    if after < len(items) and "after_over" in items[after].entry.cues:
        return Quantity(low, None, Qualifier.AT_LEAST), after + 1
    if after < len(items) and "after_about" in items[after].entry.cues:
        return Quantity(low, high, Qualifier.ABOUT), after + 1
    return Quantity(low, high, qualifier, is_bare_digits=is_digits), after


def is_no_pair(items: list[Item], position: int) -> bool:
    """Whether "both" counts nobody anew: "were both killed", "both inside and outside"."""
    if position and items[position - 1].tags & tags.BE:
        return True
    following = items[position + 1].tags if position + 1 < len(items) else 0
    return bool(following & tags.PREPOSITION and not following & tags.OF)


def read_compound(items: list[Item], position: int, lexicon: Lexicon) -> Quantity | None:
    """ "70-plus" and "the 70s"; None for every other word."""
    word = items[position].word
    if word in lexicon.decades or (word[0].isdigit() and word.endswith(lexicon.decade_endings) and len(word) <= 4):
        tens = lexicon.decades.get(word) or int(word[:2])
        in_decade = position > 0 and "in_decade" in items[position - 1].cues
        return Quantity(tens, tens + 9, Qualifier.RANGE, is_decade=True) if in_decade and tens % 10 == 0 else None
    number, _, rest = word.rpartition("-")
    if not number or rest not in lexicon.plus:
        return None
    value = int(number) if number.isdecimal() and len(number) < 10 else word_value(number, lexicon)
    value = lexicon.scales.get(number) if value is None else value
    if value is None:
        return None
    qualifier = lexicon.plus[rest]
    return Quantity(value, None if qualifier is Qualifier.OVER else value, qualifier)


def plus_after(items: list[Item], after: int, lexicon: Lexicon) -> tuple[Qualifier, int] | None:
    """What "plus" or "odd" after a number makes of it, and where that ends: "70 plus", "70+", "1,000-plus"."""
    if after >= len(items):
        return None
    is_tight = items[after].start == items[after - 1].end
    if items[after].word == "+" and is_tight:
        return Qualifier.OVER, after + 1
    if items[after].word == "-" and is_tight:
        after += 1
    if after < len(items) and items[after].word in lexicon.plus:
        is_sum = (
            after + 1 < len(items) and items[after + 1].tags & tags.NUMBER_WORD | items[after + 1].word[0].isdigit()
        )
        return None if is_sum else (lexicon.plus[items[after].word], after + 1)
    return None


CLAUSE_START = tags.COMMA | tags.CONJUNCTION | tags.INCLUDING


def is_one_of(items: list[Item], position: int) -> bool:
    """Whether an article is the number one: "un des soldats", "uma delas", "di cui uno grave"."""
    if not items[position].tags & tags.INDEFINITE or position + 1 >= len(items):
        return False
    following = items[position + 1 : position + 5]
    if following[0].tags & tags.THEM:
        return True
    has_verb = following[0].tags & (tags.BE | tags.HAVE) or following[0].tags & (tags.STATE | tags.NOUN) == tags.STATE
    if has_verb and position and items[position - 1].tags & CLAUSE_START:
        return True  # "quattro feriti, uno è grave", "três feridos e um desapareceu"
    if position and items[position - 1].tags & tags.INCLUDING and not following[0].tags & tags.OF:
        return not any(item.tags & (tags.PEOPLE | tags.THING | tags.NOUN) for item in following[:3])
    if not following[0].tags & tags.OF or not any(item.tags & tags.DETERMINER for item in following[:2]):
        return False
    for item in following[1:]:
        if item.tags & (tags.THING | tags.EDGE | tags.OF):
            return False
        if item.tags & (tags.PEOPLE | tags.NOUN | tags.PARTICIPLE):
            return True
    return False


def is_article(items: list[Item], position: int, lexicon: Lexicon) -> bool:
    """Whether the word is an indefinite article before a noun for one person: "a soldier", "un mort"."""
    if not items[position].tags & tags.INDEFINITE:
        return False
    for after, item in enumerate(items[position + 1 : position + 6], position + 2):
        if (
            item.tags & (tags.THING | tags.NUMBER_WORD)
            or (item.word.isdigit() and not is_one_of_ages(items, after))
            or (item.tags & (tags.EDGE | tags.CONJUNCTION | tags.RELATIVE | tags.OF | tags.PREPOSITION))
        ):
            return False
        if item.tags & (tags.PEOPLE | tags.NOUN):
            return True
    return False


def is_label(items: list[Item], position: int, after: int, value: int) -> bool:
    """Whether a number names or measures instead of counting people: Flight 93, 3 May, $40, 7.5, 12%."""
    before = items[position - 1] if position else None
    following = items[after] if after < len(items) else None
    if before is not None:
        marks_people = before.tags & tags.OBJECT_MARK and following and following.tags & (tags.PEOPLE | tags.TRIGGER)
        # "a las 12" and "anno 58", but "mató a las 12 mujeres" and "nell'ultimo anno 58 donne"
        marks_people = marks_people or (before.tags & tags.TIME and following and following.tags & tags.PEOPLE)
        is_named = before.tags & tags.LABEL and not marks_people
        if is_named or before.word in MARKS_OF_MONEY or before.word == "#":
            return True
        is_tight = items[position].start == before.end
        if is_tight and (before.word == "/" or (before.word.isalpha() and before.tags & tags.CAPITAL)):
            return True  # 9/11, the G20
        if is_tight and position > 1 and before.word == "." and items[position - 2].word[0].isdigit():
            return True  # 24.4.2001
        if (
            before.tags & tags.MONTH
            and value < 100
            and position > 1
            and items[position - 2].word[0].isdigit()
            and is_label(items, position - 2, position - 1, 1)
            and not (following and following.tags & (tags.PEOPLE | tags.TRIGGER))
        ):
            return True  # "17 Nov 89"
        month = items[position - 2] if before.word == "." and position > 1 else before  # "Dec. 9"
        if (
            month.tags & tags.MONTH
            and items[position].word[0].isdigit()
            and value <= 31
            and not (following and following.tags & (tags.PEOPLE | tags.TRIGGER))
        ):
            return True
        if is_tight and position > 1 and before.word == "-" and items[position - 2].word.isalpha():
            return True  # Covid-19 where a [script] cuts words: elsewhere it is one
    if following is not None:
        if (following.tags & tags.MONTH and value <= 31) or following.entry.cues & {"ages", "fractions"}:
            return True
        if following.tags & tags.CONJUNCTION and is_one_of_ages(items, after):
            return True
        if following.tags & tags.OF and value <= 31 and after + 1 < len(items) and items[after + 1].tags & tags.MONTH:
            return True  # "el 19 de septiembre"
        if following.word in ("%", "°", "/") or following.word in MARKS_OF_MONEY:
            return True
    return False


def is_year_number(value: int) -> bool:
    """Whether a number could be a year of our time."""
    return FIRST_YEAR <= value <= LAST_YEAR


def is_range(
    items: list[Item],
    position: int,
    after: int,
    low: int,
    second: tuple[int, int, bool, bool],
    between: bool,
    lexicon: Lexicon,
) -> bool:
    """Whether "A to B", "A-B", "A or B", "between A and B" is one quantity."""
    mark = items[after].word
    high = second[0]
    if (
        position > 1
        and items[position - 1].tags & (tags.OF | tags.PREPOSITION)
        and any("rises" in item.entry.cues for item in items[max(0, position - RISES) : position - 1])
    ):
        return False  # "pasó de 63 a 71", "revised the toll up from 63 to 71": from one figure to the next
    if position and "rises" in items[position - 1].entry.cues:
        return False  # "passou de 63 a 71"
    if is_year_number(low) and is_year_number(high) and items[position].end - items[position].start == 4:
        return False  # "celui de 2016 et 2017"
    low = scaled_like(low, high, items[second[1] - 1].word, lexicon)
    if high <= low and not (high >= 1000 and low < 1000):
        return False
    before = items[position - 1].word if position else ""
    tight = mark in ("-", "–") and items[after].start == items[after - 1].end
    if mark in ("-", "–"):
        return tight or before != ""
    if mark in lexicon.and_words:
        return between
    if mark in lexicon.or_words:
        return high <= low + 3 or high == 2 * low or (low % 10 == high % 10 == 0 and high < 2 * low)
    return high <= 20 * low or between or lexicon.scales.get(items[second[1] - 1].word, 0) >= 1000


def scaled_like(low: int, high: int, last_word: str, lexicon: Lexicon) -> int:
    """ "3 to 4 million", "one to two dozen": the last word belongs to both ends."""
    if last_word in lexicon.collectives and low * lexicon.collectives[last_word] < high:
        return low * lexicon.collectives[last_word]
    for scale in (1_000_000, 1000):
        if high >= scale and high % scale == 0 and low < 1000 and low < high // scale + 1:
            return low * scale
    return low


def without_repeats(items: list[Item]) -> list[Item]:
    """The items with a number that is said twice, "five (05)", taken as one."""
    result: list[Item] = []
    position = 0
    while position < len(items):
        item = items[position]
        if (
            item.quantity is not None
            and position + 3 < len(items)
            and items[position + 1].word == "("
            and items[position + 3].word == ")"
        ):
            again = items[position + 2].quantity
            if again is not None and again.low == item.quantity.low:
                item.end = items[position + 3].end
                position += 3
        result.append(item)
        position += 1
    return result
