"""One person whom a headline names without an article: "Homem morre atropelado", "Ferita ragazza", "Kills man"."""

from __future__ import annotations

from story.model import Qualifier
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import NOTHING, Lexicon
from story.reading.numbers.quantity import Quantity

LONGEST = 40  # items of a headline
SENTENCE_ENDS = frozenset(".!?…")


def with_lone_nouns(items: list[Item], lexicon: Lexicon) -> list[Item]:
    """The items of a headline with a 1 of no width before each noun for one person that begins it or follows a verb.

    The pack's `people.singular` lists such nouns. A line with a full stop at its end is no headline.
    """
    if not lexicon.singular or not items or len(items) > LONGEST or items[-1].word in SENTENCE_ENDS:
        return items
    result: list[Item] = []
    for item in items:
        if item.word in lexicon.singular:
            noun = len(result)
            if noun and result[-1].end == item.start and result[-1].word.isdecimal():
                noun -= 1  # "muore 45enne"
            elif noun and result[-1].tags & tags.PEOPLE and result[-1].word.endswith(lexicon.age_endings or ("\0",)):
                noun -= 1  # "23-year-old man killed"
            if stands_alone(result, noun, lexicon):
                start = result[noun].start if noun < len(result) else item.start
                one = Quantity(1, 1, Qualifier.EXACT, is_article=True)
                result.insert(noun, Item("#", start, start, tags.QUANTITY, NOTHING, one))
        result.append(item)
    return result


def stands_alone(before: list[Item], noun: int, lexicon: Lexicon) -> bool:
    """Whether nothing, a mark or a verb for what happened stands right before a noun, and no article.

    Where adjectives stand before their noun only an active verb is no adjective: "kills man", but "missing man".
    """
    if not noun:
        return True
    last = before[noun - 1]
    verb = tags.ACTIVE if lexicon.head_is_last else tags.VERB
    return bool(last.tags & (tags.EDGE | verb)) and not last.tags & (tags.PEOPLE | tags.QUANTITY)
