"""Numbers that a noun says by its form: the dual is two, a bare singular one; and numbers that stand behind it.

Only for languages whose pack has a `[script]`: the others write an article or a number word.
"""

from __future__ import annotations

from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import ARTICLE, NOTHING, Lexicon

UNWRITTEN = "∅"  # the word of an article that is only thought
NUMBER = tags.NUMBER_WORD | tags.INDEFINITE
NO_COUNT_AFTER = (
    tags.PEOPLE | tags.NOUN | tags.DETERMINER | tags.LABEL | tags.NEGATION | tags.OF | tags.THING | tags.CAPITAL
)


def with_implied_numbers(items: list[Item], lexicon: Lexicon) -> list[Item]:
    """The items with a two before every dual, a one before every bare singular, numbers behind nouns before them."""
    script = lexicon.script
    if script is None:
        return items
    result: list[Item] = []
    for position, item in enumerate(items):
        bits = item.tags
        before = result[-1] if result else None
        if bits & tags.DUAL and (before is None or not is_number(before)):
            result.append(Item("2", item.start, item.end, 0, NOTHING))
        elif (
            item.word in script.singular
            and not bits & (tags.DEFINITE | tags.DUAL)
            and counts_one(before, is_object=item.end - item.start > len(item.word))
            and not is_counted_with(result, item)
        ):
            result.append(Item(UNWRITTEN, item.start, item.start, tags.INDEFINITE, ARTICLE))
        elif is_two_behind(result, item, lexicon):
            noun = result[-1]
            noun.end, item.start = item.end, noun.start
            result.insert(len(result) - 1, item)
            continue
        elif is_postposed(items, position, script.articles[0]):
            if item.word[:1].isdigit():
                result.pop()  # the article that stands alone before digits
            noun = result[-1]
            noun.end, item.start = item.end, noun.start  # both cover both, whichever stands first
            result.insert(len(result) - 1, item)
            continue
        result.append(item)
    return result


def is_number(item: Item) -> bool:
    """Whether a word is a number or ends one."""
    return bool(item.tags & NUMBER or item.entry.quantity) or item.word[:1].isdigit()


def counts_one(before: Item | None, is_object: bool) -> bool:
    """Whether a bare singular behind this word is counted: "the death of | soldier", but not "77 | soldier".

    Behind a noun it is only when it can't belong to it: the noun has its article, or the singular an object's ending.
    """
    if before is None:
        return True
    if before.tags & tags.DEFINITE and not is_number(before):
        return True
    if is_object and before.tags & tags.CAPITAL:
        return True
    if is_number(before) or before.tags & tags.ACT:
        return not is_number(before)
    return not before.tags & NO_COUNT_AFTER or bool(before.tags & (tags.SPEECH | tags.VERB | tags.CONJUNCTION))


def is_two_behind(before: list[Item], item: Item, lexicon: Lexicon) -> bool:
    """Whether a "two" stands behind a noun that its form leaves open: "civilians two", where the dual is no clearer."""
    if not before or lexicon.words.get(item.word) != 2 or not before[-1].tags & (tags.PEOPLE | tags.NOUN):
        return False
    has_number = len(before) > 1 and is_number(before[-2])
    return not before[-1].tags & (tags.DUAL | tags.DEFINITE) and not has_number


def is_counted_with(before: list[Item], item: Item) -> bool:
    """Whether a noun shares the number of the one before "and": "100 dead and wounded", both in the same case."""
    if len(before) < 3 or not before[-1].tags & tags.CONJUNCTION or not is_number(before[-3]):
        return False
    other = before[-2]
    if before[-3].word == UNWRITTEN or not other.tags & item.tags & tags.NOUN or other.tags & tags.DUAL:
        return False
    return other.end - other.start - len(other.word) == item.end - item.start - len(item.word)


def is_postposed(items: list[Item], position: int, article: str) -> bool:
    """Whether a number stands behind the definite noun that it counts: "the soldiers the three"."""
    item = items[position]
    is_digits = item.word[:1].isdigit()
    noun = position - 2 if is_digits else position - 1
    if noun < 0 or not (is_digits or (item.tags & tags.NUMBER_WORD and item.tags & tags.DEFINITE)):
        return False
    if is_digits and items[position - 1].word != article:
        return False
    return bool(items[noun].tags & tags.DEFINITE and items[noun].tags & (tags.PEOPLE | tags.NOUN))
