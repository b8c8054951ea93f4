"""Several whose happening a sentence tells at once: "France, Germany and the European Union condemned the attack"."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.speakers.speaker_names import Name

LONGEST = 5  # items of a name in a list
MOST = 8  # names of one list
IN_NAME = tags.CAPITAL | tags.DETERMINER | tags.OF


def actors_listed(items: list[Item], actor: Name, lexicon: Lexicon, *, goes_on: bool) -> list[Name]:
    """The names that an actor is made of, with those before it in its list; itself alone when it is no list.

    `goes_on`: the actor stands behind its verb, so that the list may go on where the actor ends.
    """
    parts = split_at_and(items, actor, lexicon)
    if goes_on:
        parts += names_behind(items, actor[1], lexicon)
    if len(parts) < 2:
        return [actor]
    while len(parts) < MOST and (before := name_in_front(items, parts[0][0])) is not None:
        parts.insert(0, before)
    return parts


def split_at_and(items: list[Item], actor: Name, lexicon: Lexicon) -> list[Name]:
    """The two names that "and" joins, or the whole: "the Ministry of Foreign Affairs and Cooperation" is one."""
    start, end = actor
    for at in range(end - 2, start, -1):
        if items[at].word not in lexicon.and_words:
            continue
        is_long = any(item.tags & (tags.OF | tags.PREPOSITION | tags.PURPOSE) for item in items[start:at])
        has_article = items[at + 1].tags & (tags.DETERMINER | tags.DEFINITE)
        if (is_long and not has_article) or not holds_name(items, start, at):
            break
        if not holds_name(items, at + 1, end):
            break
        last = at - bool(items[at - 1].tags & tags.COMMA)
        return [(start, last), (at + 1, end)]
    return [actor]


def names_behind(items: list[Item], end: int, lexicon: Lexicon) -> list[Name]:
    """The names that go on a list behind `end`, which "and" must close: ", Germany and the European Union"."""
    found: list[Name] = []
    is_closed = False
    while end < len(items) and not is_closed and len(found) < MOST:
        start = end
        while start < len(items) and (items[start].tags & tags.COMMA or items[start].word in lexicon.and_words):
            is_closed |= items[start].word in lexicon.and_words
            start += 1
        end = start
        while end < len(items) and end - start < LONGEST and items[end].tags & IN_NAME:
            end += 1
        if not is_name(items, start, end):
            return []
        found.append((start, end))
    return found if is_closed else []


def name_in_front(items: list[Item], start: int) -> Name | None:
    """The name that a comma parts from the one beginning at `start`: behind another, or where a sentence begins."""
    if start < 2 or not items[start - 1].tags & tags.COMMA:
        return None
    first = start - 1
    while first and start - 1 - first < LONGEST and items[first - 1].tags & IN_NAME:
        first -= 1
    is_whole = not first or items[first - 1].tags & tags.EDGE
    return (first, start - 1) if is_whole and is_name(items, first, start - 1) else None


def is_name(items: list[Item], start: int, end: int) -> bool:
    """Whether items are a name and nothing else."""
    return holds_name(items, start, end) and all(item.tags & IN_NAME for item in items[start:end])


def holds_name(items: list[Item], start: int, end: int) -> bool:
    """Whether a name stands among items, or a noun where all nouns are written as names are."""
    return any(item.tags & (tags.CAPITAL | tags.UPPER) and not item.tags & tags.DETERMINER for item in items[start:end])
