"""Verbs of saying: whether a word is one here, what leads it in, and whether what was said follows it."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import QUOTES, Item
from story.reading.lexicon import Lexicon
from story.reading.speakers.speaker_names import FULL_STOPS

TAIL = 10  # items after a verb of saying in which its clause may end: "said in a statement on Friday."
NEXT = 4  # items between a figure and a citation that comes right after it
SECOND_HALF = 16  # items between the halves of a verb that splits: "teilte … mit"


def is_said(items: list[Item], verb: int, lexicon: Lexicon) -> bool:
    """Whether a word for saying says something here: not "were found", "a report", "gab" without its "bekannt"."""
    before = items[verb - 1] if verb else None
    if before is not None and (before.tags & tags.BE or before.word in lexicon.reflexives):
        return False
    if is_noun_here(items, verb, lexicon):
        return False
    halves = lexicon.split_verbs.get(items[verb].word)
    return halves is None or any(
        item.word in halves for item in items[max(0, verb - SECOND_HALF) * lexicon.verb_last : verb + SECOND_HALF]
    )


def is_noun_here(items: list[Item], verb: int, lexicon: Lexicon) -> bool:
    """Whether a word that is a verb of saying and a speaker ("report") is no verb: none of its objects follows."""
    if verb and items[verb - 1].tags & tags.INDEFINITE:
        return True  # « un résumé »
    if verb + 1 >= len(items):
        return False
    following = items[verb + 1].tags
    if items[verb].tags & tags.PEOPLE:
        return bool(following & (tags.PREPOSITION | tags.BE | tags.HAVE | tags.EDGE))  # "the final suspect in"
    if items[verb].word not in lexicon.speakers:
        return False
    return not following & ~tags.UPPER or bool(following & (tags.SPEECH | tags.BE | tags.HAVE))


def is_led_by_as(items: list[Item], at: int, lexicon: Lexicon) -> bool:
    """Whether "as" or "according to" leads in the clause: "as police said", « según informó la policía »."""
    for before in range(at - 1, max(-1, at - 4), -1):
        if items[before].tags & tags.ACCORDING or items[before].word in lexicon.as_words:
            return True
        if items[before].word in QUOTES or items[before].word in lexicon.outlet_words:
            continue  # « comme le rapporte le journal “Le Pays” »
        if not items[before].tags & (
            tags.HAVE | tags.RELATIVE | tags.PRONOUN | tags.DETERMINER | tags.ADVERB | tags.TIME
        ):
            return False
    return False


def is_in_relative_clause(items: list[Item], verb: int) -> bool:
    """Whether a verb's subject is a relative pronoun: "the agency, which first announced"."""
    before = verb - 1
    light = tags.HAVE | tags.ADVERB | tags.TIME
    while before > 0 and items[before].tags & light and not items[before].tags & tags.RELATIVE:
        before -= 1
    return before > 0 and bool(items[before].tags & tags.RELATIVE) and not items[before].tags & tags.CONJUNCTION


def follows_mark(items: list[Item], verb: int) -> bool:
    """Whether a verb, with its auxiliary, comes right after a comma or quotation."""
    before = verb - 1
    while before > 0 and items[before].tags & tags.HAVE:
        before -= 1
    return before >= 0 and bool(items[before].tags & tags.EDGE)


def opens_sentence(items: list[Item], verb: int) -> bool:
    """Whether nothing but conjunctions, adverbs and times stands before a verb."""
    light = tags.CONJUNCTION | tags.ADVERB | tags.TIME | tags.HAVE
    return verb < NEXT and all(item.tags & light for item in items[:verb])


def runs_on(items: list[Item], start: int, lexicon: Lexicon, needs_lead: bool = False) -> bool:
    """Whether what was said follows a verb of saying: not in "…, police said in a statement on Friday.".

    With `needs_lead` only when "that", a colon or a quotation leads it in.
    """
    is_in_phrase = start and items[start - 1].tags & tags.LISTENER
    for at in range(start, min(start + TAIL, len(items))):
        item = items[at]
        if item.word in lexicon.content_words or item.word == ":":
            return True
        if item.word in QUOTES:
            return at + 1 < len(items) and items[at + 1].start == item.end
        if item.tags & tags.ACCORDING:
            return False
        if item.tags & tags.EDGE or item.word in FULL_STOPS:
            following = items[at + 1].word if at + 1 < len(items) else ""
            return lexicon.comma_before_that and item.tags & tags.COMMA > 0 and following in lexicon.content_words
        if item.tags & (tags.PREPOSITION | tags.LISTENER):
            is_in_phrase = True
        elif needs_lead:
            continue
        elif item.tags & (tags.QUANTITY | tags.TRIGGER | tags.RELATIVE | tags.BE | tags.HAVE | tags.NEGATION) or (
            not is_in_phrase and not item.tags & (tags.TIME | tags.ADVERB | tags.VERBATIM)
        ):
            return True
    return start + TAIL < len(items) and not needs_lead
