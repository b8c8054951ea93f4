"""Which words of a sentence say what happened to people, and which only ask for it, plan it or charge it."""

from __future__ import annotations

from story.model import Kind
from story.reading import tags
from story.reading.items import Item
from story.reading.lexicon import Lexicon
from story.reading.looks import stretches
from story.reading.people.wounds import carrier_of

ILLNESS_REACH = 4  # items from a word for the injured to the name of an illness
DEMAND_REACH = 7  # items from a verb of asking to what is asked for


def has_trigger(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words of a phrase for what happened stand in text[start:end], in whatever order."""
    return has_phrase(words_of(text, start, end, lexicon), lexicon.triggers, lexicon)


def words_of(text: str, start: int, end: int, lexicon: Lexicon) -> set[str]:
    """The different words of text[start:end] as packs spell them, for a quick look: no numbers, hyphens or phrases."""
    return set().union(*[stretch.words for _, stretch in stretches(text[start:end], lexicon)])


def has_phrase(words: set[str], triggers: dict[str, tuple[frozenset[str], ...]], lexicon: Lexicon) -> bool:
    """Whether all words of any phrase are among a sentence's `words_of`; `triggers` as in `Lexicon`."""
    found = words & triggers.keys()
    if lexicon.script is not None:
        return bool(found)
    for word in found:
        others = triggers[word]
        if not others or any(beside <= words for beside in others):
            return True
    return False


def said_at(
    items: list[Item], position: int, lexicon: Lexicon, found: dict[frozenset[str], set[str]]
) -> tuple[int, Kind | None, bool]:
    """What the word at `position` says happened: its forms, its kind (None: nothing), whether it is only a blow.

    `found` keeps, from word to word of a sentence, which words of it are among those that others count beside.
    """
    item = items[position]
    forms = item.tags & tags.TRIGGER
    if forms & ~tags.NONE:
        return forms, kind_of(item), False
    for kind, form, beside in lexicon.conditional.get(item.word, ()):
        if beside not in found:
            found[beside] = {other.word for other in items if is_among(other.word, beside)}
        if found[beside] - {item.word}:
            return form, kind, False
    if forms:
        return forms, kind_of(item), False
    if item.word in lexicon.blows:
        return lexicon.blows[item.word], Kind.INJURED, True
    if item.word in lexicon.helped:
        return tags.PARTICIPLE, Kind.INJURED, True
    if "wounds" in item.cues and carrier_of(items, position, lexicon) is not None:
        return tags.STATE, Kind.INJURED, False
    return 0, None, False


def is_among(word: str, words: frozenset[str]) -> bool:
    """Whether a word, or a part of a phrase, is one of those that another counts beside."""
    return word in words or (" " in word and not words.isdisjoint(word.split(" ")))


def kind_of(item: Item) -> Kind | None:
    """The kind of a word for what happened; one that stands under two kinds goes by the first that the pack lists."""
    return next(iter(item.entry.forms.values()), None)


def is_demanded(items: list[Item], act: int, cue: str = "demands") -> bool:
    """Whether somebody only asks for an act, plans it or is charged with it: "called for the release of"."""
    for position in range(act - 1, max(-1, act - DEMAND_REACH), -1):
        if cue in items[position].entry.cues:
            return True
        quantity = items[position].quantity
        if items[position].tags & (tags.EDGE | tags.TRIGGER | tags.RELATIVE) or (quantity and not quantity.is_article):
            return False
    return False


def is_play(items: list[Item], lexicon: Lexicon) -> tuple[bool, bool]:
    """Whether a sentence is about sport, where nothing worse happens, and whether it is about fiction.

    The injured and the lost of the one and all the dead of the other are no casualties.
    """
    cues = {cue for item in items if item.cues for cue in item.cues}
    is_sport = "sports" in cues and not any(
        item.word in lexicon.events
        or item.tags & tags.ATTACKER
        or (Kind.KILLED in item.entry.forms.values() and not item.tags & tags.STRICT)
        for item in items
    )
    return is_sport, "fiction" in cues


def is_illness(items: list[Item], trigger: int) -> bool:
    """Whether a word for the injured is one for the ill here: "infections with the virus"."""
    for item in items[trigger + 1 : trigger + 1 + ILLNESS_REACH]:
        if "illnesses" in item.entry.cues:
            return True
        if item.tags & (tags.EDGE | tags.CONJUNCTION | tags.RELATIVE):
            return False
    return False


def follows_number_of(items: list[Item], position: int, lexicon: Lexicon) -> bool:
    """Whether "the number of" stands before what happened, far before it where verbs come last."""
    for at in range(position - 1, max(-1, position - (10 if lexicon.verb_last else 4)), -1):
        bits = items[at].tags
        if bits & tags.NUMBER_OF:
            return True
        if position - at >= 3 and bits & (tags.EDGE | tags.BE | tags.HAVE | tags.VERB | tags.QUANTITY | tags.TOLL_LINK):
            return False
    return False
