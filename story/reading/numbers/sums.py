"""Number words of languages that say the units first and join with "and": "five and twenty", "a hundred and three"."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.numbers.digits import digits_value
from story.reading.numbers.quantity import HIGHEST


def read_sum(items: list[Item], start: int, lexicon: Lexicon) -> tuple[int, int, bool, bool] | None:
    """(value, position after it, is a round "dozen", is one run of plain digits) or None.

    `group` is what a thousand or a million may still multiply; `total` is what they have.
    """
    total, group, last_scale, is_digits = 0.0, 0.0, float(HIGHEST), False
    position = start
    while position < len(items):
        word = items[position].word
        if position > start:
            if word not in lexicon.joiners:
                break
            position += 1
            if position >= len(items):
                position -= 1
                break
            word = items[position].word
            if word in lexicon.half and last_scale < HIGHEST and not group:
                total, position = total + last_scale / 2, position + 1
                break
        term = digits_value(word) if word[:1].isdigit() else None
        was_digits = term is not None
        after = position + 1
        if term is None:
            value = lexicon.words.get(word)
            if value is None and lexicon.scales.get(word, 0) >= 100:
                value, after = 1, position  # the scale itself
            if value is None:
                position -= position > start
                break
            term = float(value)
            if term < 10 and after < len(items) and lexicon.words.get(items[after].word) == 10:
                term, after = term + 10, after + 1
        if position > start and not can_join(group, total, term, last_scale, items, after, lexicon, was_digits):
            position -= 1
            break
        is_digits = was_digits and position == start
        group += term
        position = after
        while position < len(items) and (scale := lexicon.scales.get(items[position].word, 0)):
            if scale == 100:
                if term >= 10 or (was_digits and term > 9):
                    break
                group += term * 99
            else:
                total, group, last_scale = total + group * scale, 0.0, float(scale)
            is_digits = False
            position += 1
        if group >= 1000 and not is_digits:
            total, group, last_scale = total + group, 0.0, 1000.0
    value_ = total + group
    if (
        position == start
        or value_ > HIGHEST
        or value_ != int(value_)
        or (value_ == 1 and not is_digits and not is_one_of_people(items, start, position))
    ):
        return None
    return int(value_), position, False, is_digits


def is_one_of_people(items: list[Item], start: int, after: int) -> bool:
    """Whether a lone "one" is one of some people: "one of the soldiers", not "anyone", "the house of one of the"."""
    if start and items[start - 1].tags & (tags.PEOPLE | tags.THING):
        return False
    needed = tags.PEOPLE | tags.DEFINITE
    return after < len(items) and items[after].tags & needed == needed


def can_join(
    group: float,
    total: float,
    term: float,
    last_scale: float,
    items: list[Item],
    after: int,
    lexicon: Lexicon,
    is_digits: bool,
) -> bool:
    """Whether "and" adds a term to the number before it, rather than beginning another number."""
    scale = lexicon.scales.get(items[after].word, 0) if after < len(items) else 0
    if group:
        if 1 <= group % 100 <= 9 and term in range(20, 91, 10) and not is_digits:
            return True
        return group % 100 == 0 and group >= 100 and term < 100 and scale != 100 and not is_digits
    return bool(total) and term * (scale or 1) < last_scale and (not scale or scale < last_scale)
