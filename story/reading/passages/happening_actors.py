"""Whose a happening is: who claims, who was arrested, what was closed, in the article's words."""

from __future__ import annotations

from itertools import pairwise

from story.reading import tags
from story.reading.happening_words import HappeningRule
from story.reading.items import Item
from story.reading.lexicon import NOTHING, Lexicon
from story.reading.speakers.speaker_classes import speaker_class
from story.reading.speakers.speaker_names import (
    Name,
    before_aside,
    is_proper,
    leading_speaker,
    name_after,
    name_before,
    name_cut,
    run_before,
    trimmed,
)

COMPOUND = 8  # letters of a word that may be joined of two
AUXILIARY = tags.HAVE | tags.BE | tags.ADVERB
LONGEST_APPOSITION = 9  # items between its commas
NO_APPOSITION = tags.RELATIVE | tags.VERB | tags.SPEECH | tags.BE | tags.HAVE | tags.BREAK | tags.INCLUDING | tags.TIME
BEGINS_OBJECT = tags.PRONOUN | tags.DETERMINER | tags.INDEFINITE | tags.QUANTITY
NOT_FIRST = tags.PREPOSITION | tags.RELATIVE | tags.COMMA | tags.CONJUNCTION | tags.SPEECH | tags.ACCORDING


def actor_before(items: list[Item], phrase: int, rule: HappeningRule, lexicon: Lexicon) -> Name | None:
    """The actor in front of the phrase that begins in item `phrase`, past auxiliaries, days and asides; or None."""
    end = past_days(items, phrase)
    if not end or (items[end - 1].tags & tags.PRONOUN and not items[end - 1].tags & tags.RELATIVE):
        return None
    if items[end - 1].tags & tags.CONJUNCTION and end > 1:
        return checked(items, leading_speaker(items, end - 1, lexicon), rule, lexicon)
    if not (rule.actor and lexicon.verb_last):
        name = name_before(items, end, lexicon)
        name = behind_place(items, *name, lexicon) if name is not None else None
        name = (name[0], past_apposition(items, name[1])) if name is not None else None
        found = checked(items, name, rule, lexicon)
        if found is not None:
            return found
    closing = before_aside(items, end)
    if closing and items[closing - 1].tags & tags.RELATIVE:
        closing -= 1
        while closing and items[closing - 1].tags & tags.EDGE:
            closing -= 1  # the “Support Group,” which claimed
    start, stop = trimmed(items, *run_before(items, closing, lexicon), lexicon)
    return checked(items, behind_place(items, start, stop, lexicon), rule, lexicon)


def behind_place(items: list[Item], start: int, end: int, lexicon: Lexicon) -> Name | None:
    """A name without the place or day that begins its sentence; None when it is only that: "am Rand einer Feier"."""
    is_owner = lexicon.verb_last and start < end and bool(items[start].tags & (tags.OF | tags.PREPOSITION))
    if is_owner and items[start].tags & tags.DETERMINER:
        is_owner = start > 0 and bool(items[start - 1].tags & tags.UPPER)  # "Ehefrauen | der Gefangenen"
    is_place = start and items[start - 1].tags & tags.PREPOSITION and not items[start - 1].tags & tags.OF
    if not is_place and not is_owner:
        return start, end
    for at in range(end - 1, start, -1):
        opens = is_count(items[at]) or (not lexicon.verb_last and items[at].tags & tags.INDEFINITE)
        if opens and not items[at - 1].tags & (tags.OF | tags.PREPOSITION):
            return at, end
    return None


def past_days(items: list[Item], end: int) -> int:
    """Where the words before a verb end without its auxiliaries and days: "JNIM | has on Tuesday"."""
    while end > 0:
        item = items[end - 1]
        is_of_day = item.tags & tags.PREPOSITION and end < len(items) and items[end].tags & tags.TIME
        if item.tags & (tags.PEOPLE | tags.EDGE | tags.PRONOUN):
            break
        if not (item.tags & (AUXILIARY | tags.TIME) or is_of_day):
            break
        if item.tags & tags.CAPITAL and not item.tags & tags.TIME:
            break
        end -= 1
    return end


def actor_after(items: list[Item], start: int, rule: HappeningRule, lexicon: Lexicon) -> Name | None:
    """The actor that begins with item `start`, behind a phrase; or None."""
    while start < len(items) and items[start].tags & (tags.ADVERB | tags.TIME) and not is_proper(items[start], lexicon):
        start += 1
    if start >= len(items) or items[start].tags & tags.PRONOUN:
        return None
    is_article = items[start].tags & (tags.DETERMINER | tags.INDEFINITE | tags.QUANTITY | tags.OF)
    if items[start].tags & NOT_FIRST and not is_article and not items[start].tags & tags.CAPITAL:
        return None
    is_in_name = items[start].tags & tags.STOP and items[start].tags & tags.CAPITAL  # "Al Shabab" in Spanish
    name = name_after(items, start + bool(is_in_name), lexicon)
    name = (start, before_verb(items, *name, lexicon)) if name is not None else None
    if name is not None and lexicon.construct and name[1] < len(items) and is_count(items[name[1]]):
        name = name_after(items, name[1], lexicon)  # behind the subject of a verb
    return checked(items, name, rule, lexicon)


def before_verb(items: list[Item], start: int, end: int, lexicon: Lexicon) -> int:
    """Where a name in capitals ends before a word that no list knows: "President Putin | called it barbaric"."""
    if lexicon.capitals == "names":
        for at in range(start + 1, end - 1):
            word = items[at].word
            is_unknown = items[at].entry is NOTHING and not items[at].tags & tags.CAPITAL and word.isalpha()
            # where nouns come before their adjectives, only what ends as a verb does: "la Unión europea"
            may_be_verb = is_unknown and (lexicon.head_is_last or word.endswith(lexicon.verb_endings))
            if may_be_verb and items[at - 1].tags & tags.CAPITAL and items[at + 1].tags & BEGINS_OBJECT:
                return at
    return end


def actor_within(items: list[Item], start: int, end: int, rule: HappeningRule, lexicon: Lexicon) -> Name | None:
    """The actor among items start..end (exclusive) that the words of a phrase enclose; or None.

    Of a subject and an object the object, where a number or the rule's words show it: "hat die Polizei elf Personen".
    """
    start = past_places(items, start, end)
    if start < end and items[start].tags & tags.ACCORDING:
        return None
    inside = range(start, end)
    counted = next((at for at in inside if is_count(items[at])), None)
    if counted is not None and not rule.actor:
        start = counted
    while start < end and items[start].tags & (tags.ADVERB | tags.TIME | tags.PRONOUN) and not items[start].quantity:
        start += 1
    if start >= end:
        return None
    return checked(items, (start, name_cut(items, start, end)), rule, lexicon)


def is_count(item: Item) -> bool:
    """Whether a word counts: no article that is also the number one."""
    return item.quantity is not None and not item.quantity.is_article


def past_places(items: list[Item], start: int, end: int) -> int:
    """Where a stretch of words goes on behind the days and places it begins with: "am Dienstag in Köln | elf"."""
    while start < end and items[start].tags & (tags.PREPOSITION | tags.TIME) and not items[start].tags & tags.OF:
        is_place = items[start].tags & tags.PREPOSITION
        start += 1
        if not is_place:
            continue
        start += start < end and bool(items[start].tags & (tags.DETERMINER | tags.INDEFINITE))
        while start < end and not items[start].tags & (tags.DETERMINER | tags.INDEFINITE | tags.PREPOSITION):
            if items[start].quantity is not None:
                break
            start += 1
    return start


def checked(items: list[Item], name: Name | None, rule: HappeningRule, lexicon: Lexicon) -> Name | None:
    """The name without marks at its ends, None when it can't be whose the happening is."""
    if name is None:
        return None
    start, end = name
    while start < end and items[start].tags & (tags.EDGE | tags.CONJUNCTION) and not items[start].tags & tags.CAPITAL:
        start += 1
    while end > start and (items[end - 1].tags & (tags.EDGE | tags.OF) or not items[end - 1].word[0].isalnum()):
        end -= 1
    start, end = without_rest(items, start, end, rule, lexicon)
    words = [word for item in items[start:end] for word in item.word.split(" ")]
    if rule.actor:
        start, end = joined_with(items, start, end, rule, lexicon)
        is_right = any(is_named_by(item, rule, lexicon) for item in items[start:end])
    else:
        is_right = any(is_somebody(items, at, lexicon) for at in range(start, end)) or bool(
            speaker_class(" ".join(words), lexicon)[1]
        )
    if not is_right or end <= start:
        return None
    return start, past_place(items, end, lexicon) if rule.actor else past_short_name(items, end)


def past_apposition(items: list[Item], end: int) -> int:
    """Where a name ends with who it is, between commas: "the chairman, Moussa Faki, | condemned"."""
    if end >= len(items) or not items[end].tags & tags.COMMA:
        return end
    if end + 1 < len(items) and not items[end + 1].tags & (tags.DETERMINER | tags.INDEFINITE | tags.CAPITAL):
        return end
    for at in range(end + 1, min(len(items), end + LONGEST_APPOSITION)):
        if items[at].tags & tags.COMMA:
            return at if at > end + 1 and at + 1 < len(items) and not items[at + 1].tags & tags.CONJUNCTION else end
        if items[at].tags & NO_APPOSITION and not items[at].tags & tags.CAPITAL:
            return end
    return end


def past_place(items: list[Item], end: int, lexicon: Lexicon) -> int:
    """Where the words for what was closed end with the place behind them: "the airport | of Bamako"."""
    if end + 1 < len(items) and (items[end].tags & tags.OF or items[end].word in lexicon.places_after):
        named = end + 1
        while named < len(items) and items[named].word[0].isalpha() and may_be_place(items[named], lexicon):
            named += 1
        return named if named > end + 1 else end
    return end


def may_be_place(item: Item, lexicon: Lexicon) -> bool:
    """Whether a word looks like a place's name: "der Flughafen von Larvik" has it behind an "of", as any noun."""
    return is_proper(item, lexicon) or (item.entry is NOTHING and bool(item.tags & tags.UPPER))


def without_rest(items: list[Item], start: int, end: int, rule: HappeningRule, lexicon: Lexicon) -> Name:
    """A name without what a verb before it brings along (its subject), and people counted without where they were."""
    if lexicon.construct and not lexicon.verb_last:
        objects = [
            at
            for at in range(start, end)
            if is_count(items[at]) or (rule.actor and is_named_by(items[at], rule, lexicon))
        ]
        behind = [at for at in objects if at > start and items[at - 1].tags & tags.DEFINITE]
        start = behind[-1] if behind else objects[0] if objects else start
    counted = any(is_count(item) for item in items[start:end])
    if counted and not rule.actor:
        for at in range(start + 1, end):
            if items[at].tags & tags.PREPOSITION and not items[at].tags & (tags.OF | tags.DETERMINER):
                end = at
                break
    return start, end


def joined_with(items: list[Item], start: int, end: int, rule: HappeningRule, lexicon: Lexicon) -> Name:
    """The part of a name, cut at "and", that holds the rule's words: "flights stopped and | the airport"."""
    cuts = [at for at in range(start, end) if items[at].tags & (tags.CONJUNCTION | tags.BREAK)]
    parts = [(first + 1, last) for first, last in pairwise([start - 1, *cuts, end])]
    right = [any(is_named_by(item, rule, lexicon) for item in items[first:last]) for first, last in parts]
    if not any(right):
        return start, end
    first, last = right.index(True), len(right) - 1 - right[::-1].index(True)
    return parts[first][0], parts[last][1]


def is_named_by(item: Item, rule: HappeningRule, lexicon: Lexicon) -> bool:
    """Whether a word is one of those that a rule asks of its actor, in compounds the end of one."""
    words = item.word.split(" ")
    if not rule.actor.isdisjoint(words) or item.word in rule.actor:
        return True
    return lexicon.compounds and any(len(word) >= COMPOUND and word.endswith(rule.endings) for word in words)


def past_short_name(items: list[Item], end: int) -> int:
    """Where a name ends with the short one in brackets behind it: "Doctors Without Borders (MSF)"."""
    marks = [item.word for item in items[end : end + 3]]
    is_short = len(marks) == 3 and (marks[0], marks[2]) == ("(", ")") and marks[1].isalpha()
    return end + 3 if is_short else end


def is_somebody(items: list[Item], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is one for people, a number of them, or a name."""
    item = items[at]
    if item.quantity is not None and item.quantity.high == 0:
        return False
    if is_count(item):
        return at + 1 >= len(items) or not items[at + 1].tags & (tags.THING | tags.TIME)
    is_unknown_noun = item.entry is NOTHING and item.tags & tags.UPPER  # "der Libanon"
    return bool(item.tags & tags.PEOPLE or is_unknown_noun) or is_proper(item, lexicon)
