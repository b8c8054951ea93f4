"""People that stand behind their verb or noun where the language puts them: "murieron 77", "i feriti sono 255"."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import QUOTES, Item
from story.reading.lexicon import Lexicon
from story.reading.people.chunks import Chunk, chunk_at, is_year
from story.reading.people.counted import before_relative, counts_people, is_served_by_next
from story.reading.people.findings import Finding
from story.reading.people.frames import BEHIND
from story.reading.people.triggers import Trigger, is_finite

PASSED = tags.TIME | tags.ADVERB | tags.DETERMINER
NO_LINK = tags.PREPOSITION | tags.OF | tags.DETERMINER | tags.ADVERB | tags.HAVE


def predicate_of(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """What a sentence says that the dead are: "los muertos ya son 20", "i feriti sono 255".

    Not where the same words would tell an age: "the deceased was 40".
    """
    noun = trigger.first - 1 if trigger.first and items[trigger.first - 1].tags & tags.PEOPLE else trigger.first
    if noun == trigger.first and not trigger.forms & (tags.NOUN | tags.ACT):
        return None
    has_article = bool(noun and items[noun - 1].tags & tags.DETERMINER)  # "gli agenti feriti sono quattro"
    has_article |= bool(trigger.forms & tags.ACT) and " " in trigger.word  # "le morti", one phrase
    if not lexicon.verb_first or not has_article:
        return None
    is_linked = False
    raised = trigger.first - 1 if " " in trigger.word and trigger.forms & tags.ACT else trigger.first - 2
    is_raised = raised >= 0 and bool(items[raised].tags & (tags.TOLL_LINK | tags.SPEECH))  # "cifran los muertos en 40"
    for position in range(trigger.last + 1, min(len(items), trigger.last + BEHIND)):
        bits = items[position].tags
        if bits & tags.QUANTITY:
            chunk = chunk_at(items, position, lexicon)
            quantity = items[position].quantity
            is_count = quantity is not None and not quantity.is_article and not is_year(items, position)
            fits = is_linked and is_count and position not in taken and chunk.sort in ("bare", "people", "them")
            return chunk if fits else None
        is_to = is_raised and bool(bits & tags.TOLL_LINK and bits & tags.PREPOSITION)
        if is_to or bits & tags.BE or (bits & tags.TOLL_LINK and not bits & NO_LINK):
            is_linked = True
        elif bits & (tags.COMMA | tags.RELATIVE) and not is_linked:
            pass  # "los heridos, que ascienden a una treintena"
        elif (is_linked and not bits & (tags.ADVERB | tags.HAVE | tags.TOLL_LINK | tags.TIME)) or bits & (
            tags.EDGE | tags.SPEECH | tags.CONJUNCTION | tags.TRIGGER | tags.RELATIVE
        ):
            return None
    return None


def subject_behind(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The subject of a finite verb where the language puts it behind: "murieron ayer en Madrid 77 personas".

    Right behind the verb the number may stand alone ("resultaron heridas 255"); past a day or a place it counts people.
    """
    if not lexicon.verb_first or not is_finite(trigger):
        return None
    for position in range(trigger.last + 1, min(len(items), trigger.last + BEHIND)):
        bits = items[position].tags
        if bits & tags.QUANTITY:
            is_close = position == trigger.last + 1
            if position in taken or (not is_close and items[position - 1].tags & (tags.PREPOSITION | tags.OF)):
                return None
            chunk = chunk_at(items, position, lexicon)
            if is_close:
                return chunk if counts_people(items, chunk, trigger, is_close=True) else None
            return chunk if chunk.sort == "people" and not is_served_by_next(items, chunk) else None
        if items[position].word in QUOTES:
            continue  # 'fueron detenidos "sin distinciones" cientos de militantes'
        if bits & (tags.COMMA | tags.BREAK | tags.CONJUNCTION | tags.RELATIVE | tags.BE | tags.HAVE | tags.SPEECH):
            return None
        if (bits & tags.TRIGGER & ~tags.ACT and not bits & tags.PEOPLE) or bits & tags.INCLUDING:
            return None  # « neuf personnes ont été tuées dont trois enfants »
    return None


def relative_object(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The people whom a clause behind them says were killed: "las tres mujeres que mató", "qu'il a tuées".

    Only where the clause names no other object and the relative can be one.
    """
    relative = trigger.group_start - 1
    while relative > 0 and items[relative].tags & tags.PRONOUN and not items[relative].tags & tags.RELATIVE:
        relative -= 1
    if relative < 1 or items[relative].word not in lexicon.content_words:
        return None
    for position in range(trigger.last + 1, min(len(items), trigger.last + BEHIND)):
        bits = items[position].tags
        if bits & (tags.EDGE | tags.CONJUNCTION | tags.RELATIVE):
            break
        is_object = bits & (tags.OBJECT_MARK | tags.PEOPLE | tags.QUANTITY | tags.CAPITAL) and not bits & tags.TIME
        if is_object and not items[position - 1].tags & tags.PREPOSITION:
            return None
        if position == trigger.last + 1 and bits & (tags.DETERMINER | tags.OF):
            return None
    chunk = before_relative(items, relative, lexicon)
    return chunk if chunk is not None and chunk.at not in taken else None


def object_marked(items: list[Item], trigger: Trigger, lexicon: Lexicon, taken: dict[int, Finding]) -> Chunk | None:
    """The people that a verb left dead or found wounded, behind the mark of an object: "hallan muertos a tres"."""
    at = trigger.last + 1
    is_active = trigger.forms & tags.ACTIVE or trigger.voice == "active"
    while is_active and at < len(items) and items[at].tags & PASSED and not items[at].tags & tags.OBJECT_MARK:
        at += 1  # "han liberado este jueves a un hombre"
    at += 1
    if at >= len(items) or not items[at - 1].tags & tags.OBJECT_MARK or not items[at].tags & tags.QUANTITY:
        return None
    chunk = chunk_at(items, at, lexicon)
    sorts = ("people", "them") if is_active else ("people", "them", "bare")  # "heridas a otros 22"
    return chunk if at not in taken and chunk.sort in sorts and not is_year(items, at) else None
