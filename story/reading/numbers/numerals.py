"""Reading one number: digits, number words and both together, scales and dozens, in any language's lexicon."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.numbers.digits import digits_value
from story.reading.numbers.number_words import joined_value
from story.reading.numbers.quantity import HIGHEST
from story.reading.numbers.sums import read_sum


def read_number(items: list[Item], position: int, lexicon: Lexicon) -> tuple[int, int, bool, bool] | None:
    """(value, position after it, is a round "dozen", is one run of plain digits) or None."""
    if lexicon.units_first:
        return read_sum(items, position, lexicon)
    total, current = 0.0, -1.0
    start, is_digits = position, False
    item = items[position]
    if item.tags & tags.INDEFINITE:
        # "a hundred", "a dozen": the article is the 1 of a scale or a collective
        if position + 1 < len(items):
            word = items[position + 1].word
            if word in lexicon.collectives:
                round_value, after = lexicon.collectives[word], position + 2
                if after < len(items) and items[after].word in lexicon.half:
                    round_value, after = round_value + round_value // 2, after + 1  # "a dozen and a half"
                return round_value, after, True, False
            if word in lexicon.scales and len(word) > 2:
                position += 1
                current = 1.0
        if current < 0:
            return None
    while position < len(items):
        word = items[position].word
        if word[0].isdigit():
            value = digits_value(word)
            is_rest = bool(total) and total % 1000 == 0 and value is not None and value < 1000  # "diez mil 500"
            if value is None or current >= 0 or (total and not is_rest):
                break
            current, is_digits = value, True
        elif word in lexicon.scales:
            if current < 0 and (not total or total < 1000):
                if len(word) < 3 or position != start:
                    break
                current = 1.0
            scale = lexicon.scales[word]
            if len(word) < 3 and not is_digits:
                break
            if scale == 100:
                if current > 99:
                    break
                current *= 100
            else:
                total, current = total + current * scale, -1.0
                if position + 1 < len(items) and items[position + 1].word in lexicon.half:
                    total += scale / 2
                    position += 1
            is_digits = False
        elif word in lexicon.half and current >= 0 and counts_by(items, position + 1, lexicon):
            current += 0.5  # "two and a half thousand", "dos y medio millones"
        elif current < 0 and not total and is_half(word, lexicon) and counts_by(items, position + 1, lexicon):
            current = lexicon.words[word.partition("-")[0]] + 0.5
        elif word in lexicon.collectives:
            if current < 0:
                if not is_that_dozen(items, position):
                    break  # "dozen" needs its article or number
                current = 1.0
            return checked(total + current * lexicon.collectives[word], start, position + 1, True, False)
        elif (value := word_value(word, lexicon)) is not None:
            if current < 0:
                current = float(value)
            elif can_follow(current, value) and not is_digits:
                current = 80.0 if (current, value) == (4, 20) else current + value
            else:
                break
        elif word in lexicon.joiners and current >= 0 and not is_digits and position + 1 < len(items):
            value = word_value(items[position + 1].word, lexicon)
            joins_hundred = current >= 100 and current % 100 == 0
            joins_ten = current % 100 >= 20 and current % 10 == 0
            if value is None or not (
                (joins_hundred and value < 100 and lexicon.joins_hundreds)
                or (joins_ten and (value < 10 or value == 11) and not lexicon.head_is_last)
            ):
                break
        elif word in lexicon.joiners and total and current < 0 and position + 1 < len(items):
            value = word_value(items[position + 1].word, lexicon)
            if value is None or value >= 1000 or not lexicon.joins_hundreds:
                break
            scale = lexicon.scales.get(items[position + 2].word, 0) if position + 2 < len(items) else 0
            if total < scale * 1000:
                break  # "entre cinco mil e sete mil"
        else:
            break
        position += 1
    if position == start or (current < 0 and not total):
        return None
    return checked(total + max(current, 0.0), start, position, False, is_digits)


def is_half(word: str, lexicon: Lexicon) -> bool:
    """Whether one word is a number and a half: the "one-and-a-half" of "one-and-a-half dozen"."""
    head, _, rest = word.partition("-")
    return bool(rest) and head in lexicon.words and rest.replace("-", " ") in lexicon.half


def counts_by(items: list[Item], position: int, lexicon: Lexicon) -> bool:
    """Whether a word stands there of which there can be halves: "dozen", "million"."""
    return position < len(items) and (
        items[position].word in lexicon.collectives or items[position].word in lexicon.scales
    )


def is_that_dozen(items: list[Item], position: int) -> bool:
    """Whether a collective has a definite article and says of what: "la quincena de víctimas"."""
    return (
        0 < position < len(items) - 1
        and bool(items[position - 1].tags & tags.DETERMINER)
        and bool(items[position + 1].tags & tags.OF)
    )


def checked(
    value: float, start: int, after: int, is_round: bool, is_digits: bool
) -> tuple[int, int, bool, bool] | None:
    """The number, unless it is no number of people: a fraction, more than there are."""
    if after == start or value > HIGHEST or value != int(value):
        return None
    return int(value), after, is_round, is_digits


def can_follow(current: float, value: int) -> bool:
    """Whether a smaller number word may follow: twenty two, soixante dix, quatre vingt, hundred five."""
    if (current, value) == (4, 20):
        return True
    if current >= 100 and current % 100 == 0:
        return value < 100
    return current >= 20 and current % 10 == 0 and (value < 10 or (current in (60, 80) and value < 20))


def word_value(word: str, lexicon: Lexicon) -> int | None:
    """The value of a number word, compounds with hyphens included ("quatre-vingt-dix-sept")."""
    if word in lexicon.words:
        return lexicon.words[word]
    if "-" not in word or len(word) > 60:
        return joined_value(word, lexicon) if lexicon.number_parts else None
    current = -1.0
    for part in word.split("-"):
        if part in lexicon.joiners:
            continue
        if part in lexicon.words:
            value = lexicon.words[part]
        elif lexicon.scales.get(part) == 100 and current > 0:
            current *= 100
            continue
        else:
            return None
        if current < 0:
            current = value
        elif can_follow(current, value):
            current = 80.0 if (current, value) == (4, 20) else current + value
        else:
            return None
    return None if current < 0 else int(current)
