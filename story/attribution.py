"""Who is said to give a figure, and through whom: the speaker and via of a sentence's claims.

A sentence's attributions are found once ("X said", "according to X", "…, X said"); a claim takes the one in whose
reach it stands. Pronouns are resolved to the speaker of the sentences before.
"""

from __future__ import annotations

from dataclasses import dataclass

from story import tags
from story.items import QUOTES, Item
from story.lexicon import Lexicon
from story.model import SpeakerClass
from story.speaker_classes import speaker_class

NOT_IN_BRACKETS = (SpeakerClass.UNKNOWN, SpeakerClass.AGENCY, SpeakerClass.NEWS_OUTLET, SpeakerClass.ARMED_GROUP)
LONGEST_NAME = 14  # items in a speaker's name
NAME_END = tags.EDGE | tags.SPEECH | tags.STOP | tags.VERB | tags.ACCORDING | tags.HAVE | tags.BE | tags.INCLUDING


@dataclass(frozen=True, slots=True)
class Attribution:
    """One speaker in a sentence. `at` is the item of the verb or of "according to"; it covers `first` to `last`."""

    source: str | None
    via: str | None
    at: int
    first: int
    last: int
    is_pronoun: bool
    cue: str
    is_citation: bool = False  # "according to"
    is_final: bool = False  # "…, police said."
    own_words: str | None = None  # of a pronoun-like "the group", for when nobody was named before


def find_attributions(
    text: str, items: list[Item], lexicon: Lexicon, outlets: frozenset[str] = frozenset()
) -> list[Attribution]:
    """The attributions of one sentence, in order; `outlets` are names of known outlets as `normal` writes them."""
    found: list[Attribution] = []
    for position, item in enumerate(items):
        if item.tags & tags.ACCORDING:
            name = name_after(text, items, position + 1, lexicon)
            if name is not None and can_be_cited(items, *name, lexicon):
                # "nobody was hurt, and according to the firm the line is safe": of what follows
                first = position if position and items[position - 1].tags & tags.CONJUNCTION else 0
                found.append(attribution(text, items, name, position, first, len(items), lexicon, outlets))
        elif item.tags & tags.SPEECH:
            if position and items[position - 1].tags & tags.BE:
                continue  # "were found", "is reported"
            name = inverted_name(text, items, position, lexicon)
            if name is not None:
                found.append(attribution(text, items, name, position, 0, position, lexicon, outlets))
                continue
            name = name_before(items, position, lexicon)
            if name is not None:
                is_final = ends_clause(items, position)
                follows_comma = bool(name[0] and items[name[0] - 1].tags & tags.EDGE)
                first = 0 if is_final or follows_comma else position
                found.append(attribution(text, items, name, position, first, len(items), lexicon, outlets, is_final))
        elif item.word == "(":
            closing = next(
                (at for at in range(position + 2, min(len(items), position + 7)) if items[at].word == ")"), 0
            )
            words = " ".join(other.word for other in items[position + 1 : closing])
            if closing and speaker_class(words, lexicon)[0] not in NOT_IN_BRACKETS:
                name = (position + 1, closing)
                found.append(attribution(text, items, name, position, 0, len(items), lexicon, outlets, True))
    return found


def can_be_cited(items: list[Item], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether "according to" these words names a source: not a bare pronoun or number, not "a new toll"."""
    if items[start].tags & tags.RELATIVE or (
        end - start == 1 and items[start].tags & (tags.PRONOUN | tags.QUANTITY | tags.VERBATIM)
    ):
        return False
    if any(item.tags & tags.CAPITAL for item in items[start:end]):
        return True
    words = " ".join(item.word for item in items[start:end])
    return bool(speaker_class(words, lexicon)[1]) or not any(item.tags & tags.MUTE for item in items[start:end])


def inverted_name(text: str, items: list[Item], verb: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The speaker after a verb of saying: "…, said the committee", « a déclaré vendredi le ministère »."""
    before = verb - 1
    while before >= 0 and items[before].tags & tags.HAVE:
        if "speaker pronoun" in items[before].entry.cues:
            return None
        before -= 1
    if before >= 0 and not items[before].tags & (tags.EDGE | tags.RELATIVE) and items[before].word not in "!?…":
        return None
    if items[verb].tags & tags.LISTENER or (before >= 0 and closes_aside(items, before)):
        return None  # "told the agency"; "a source, who requested anonymity, told"
    start = verb + 1
    while start < len(items) and items[start].tags & tags.TIME:
        start += 1
    if start < len(items) and items[start].tags & tags.LISTENER:
        # "a indiqué à l'AFP une source sécuritaire"
        start += 1
        while (
            start < len(items)
            and items[start].tags & (tags.DETERMINER | tags.CAPITAL)
            and not items[start].tags & tags.INDEFINITE
        ):
            start += 1
            if items[start - 1].tags & tags.CAPITAL and start < len(items) and items[start].tags & tags.DETERMINER:
                break
        if start < len(items) and items[start].word in lexicon.outlet_words:
            start += 1  # "a déclaré à la presse un officier"
        if start < len(items) and items[start].tags & tags.COMMA:
            start += 1
    if start >= len(items) or items[start].tags & (tags.RELATIVE | tags.PREPOSITION) or is_bare_of(items[start]):
        return None
    name = name_after(text, items, start, lexicon)
    if name is None or not is_speaker(items, *name, lexicon):
        return None
    end = name[1]
    if (
        end < len(items)
        and items[end].tags & (tags.BE | tags.HAVE | tags.VERB | tags.SPEECH)
        and not items[end].tags & tags.EDGE
    ):
        return None
    return name


def attribution(
    text: str,
    items: list[Item],
    name: tuple[int, int],
    at: int,
    first: int,
    last: int,
    lexicon: Lexicon,
    outlets: frozenset[str],
    is_final: bool = False,
) -> Attribution:
    """The attribution to the speaker that items name[0]..name[1] (exclusive) tell."""
    start, end = name
    words = text[items[start].start : items[end - 1].end].strip('"“”«»‹› ,')
    words = " ".join(words.split())
    is_pronoun = end - start == 1 and bool(
        items[start].tags & tags.PRONOUN or "speaker pronoun" in items[start].entry.cues
    )
    own_words = None if items[start].tags & tags.PRONOUN or items[start].tags & tags.HAVE else words
    via = via_near(text, items, at, name, lexicon, outlets)
    is_citation = bool(items[at].tags & tags.ACCORDING)
    return Attribution(words, via, at, first, last, is_pronoun, items[at].word, is_citation, is_final, own_words)


def ends_clause(items: list[Item], position: int) -> bool:
    """Whether nothing but a day or a listener follows the verb: "…, police said on Friday."."""
    if position + 1 >= len(items):
        return True
    for item in items[position + 1 : position + 8]:
        if item.word == ":" or item.word in QUOTES:
            return False
        if item.word in (".", "!", "?") or item.tags & tags.BREAK:
            return True
        if item.tags & (tags.QUANTITY | tags.TRIGGER | tags.RELATIVE | tags.DETERMINER):
            return False
    return position + 8 >= len(items) and position + 1 < len(items)


def name_before(items: list[Item], verb: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The speaker's words before a verb of saying, as items start..end, or None."""
    end = verb
    while end > 0 and items[end - 1].tags & (tags.HAVE | tags.ADVERB) and not items[end - 1].tags & tags.PEOPLE:
        end -= 1
        if "speaker pronoun" in items[end].entry.cues:
            return end, end + 1  # "a-t-il ajouté"
    if end > 0 and items[end - 1].tags & tags.PRONOUN and not items[end - 1].tags & tags.RELATIVE:
        return end - 1, end
    if end > 1 and items[end - 1].tags & tags.CONJUNCTION:
        return leading_speaker(items, end - 1, lexicon)
    while end > 0 and items[end - 1].tags & tags.STOP and not items[end - 1].tags & tags.RELATIVE:
        end -= 1
    # an aside: "A security source, who requested anonymity, informed"
    if end > 0 and items[end - 1].tags & tags.COMMA:
        opening = end - 2
        while opening >= 0 and end - opening < 16 and not items[opening].tags & tags.COMMA:
            opening -= 1
        if opening >= 0 and items[opening].tags & tags.COMMA and opening + 1 < len(items):
            end = opening
        else:
            return None
    start = end
    while start > 0 and end - start < LONGEST_NAME:
        item = items[start - 1]
        if item.word in QUOTES:
            opening = start - 2
            while opening >= 0 and items[opening].word not in QUOTES and start - opening < 12:
                opening -= 1
            if opening < 0 or items[opening].word not in QUOTES:
                break
            start = opening
            continue
        stops_name = tags.EDGE | tags.SPEECH | tags.ACCORDING | tags.VERB | tags.HAVE | tags.BE | tags.PRONOUN
        if item.tags & stops_name and not item.tags & tags.PEOPLE:
            relative = next((at for at in range(start - 1, max(0, start - 9), -1) if items[at].tags & tags.RELATIVE), 0)
            is_clause = (
                item.tags & (tags.BE | tags.HAVE) and relative and speaker_class(items[relative - 1].word, lexicon)[1]
            )
            if is_clause:
                start = end = relative  # "a document that the agency was able to verify puts"
                continue
            break
        if item.tags & tags.RELATIVE:
            # "officials who spoke to the media said", but "… that police said"
            if (
                start - 1 > 0
                and items[start - 2].tags & (tags.PEOPLE | tags.CAPITAL)
                and item.word not in lexicon.content_words
            ):
                end = start - 1
                start = end
                continue
            break
        if item.tags & tags.CONJUNCTION and item.word not in lexicon.and_words:
            break
        start -= 1
    while (
        start < end
        and items[start].tags & (tags.PREPOSITION | tags.CONJUNCTION | tags.ADVERB | tags.TIME)
        and not items[start].tags & tags.CAPITAL
    ):
        start += 1
    end = name_cut(items, start, end)
    if start >= end or not is_speaker(items, start, end, lexicon):
        return None
    return quoted_name(items, start, end)


def is_bare_of(item: Item) -> bool:
    """Whether a word is "of" and no article as well (French "des sources" is both)."""
    return bool(item.tags & tags.OF and not item.tags & tags.DETERMINER)


def closes_aside(items: list[Item], comma: int) -> bool:
    """Whether a comma ends an aside that began with "who", "including" and the like."""
    if not items[comma].tags & tags.COMMA:
        return False
    for opening in range(comma - 1, max(-1, comma - 16), -1):
        if items[opening].word in QUOTES:
            return False
        if items[opening].tags & tags.COMMA:
            is_word = comma - opening <= 3 and items[opening + 1].tags & tags.ADVERB  # ", however,"
            return bool(is_word or items[opening + 1].tags & (tags.RELATIVE | tags.INCLUDING))
    return False


def leading_speaker(items: list[Item], end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The sentence's first words when they name the speaker of a second verb: "The police kept … and said"."""
    for stop in range(1, min(end, 7)):
        if (
            items[stop - 1].tags & (tags.BE | tags.HAVE | tags.VERB | tags.EDGE)
            and not items[stop - 1].tags & tags.PEOPLE
        ):
            return None
        if speaker_class(" ".join(item.word for item in items[:stop]), lexicon)[1]:
            return 0, stop
    return None


def quoted_name(items: list[Item], start: int, end: int) -> tuple[int, int]:
    """The name between quotation marks when there is one: the newspaper “Le Soir de Bamako”."""
    marks = [position for position in range(start, end) if items[position].word in QUOTES]
    if len(marks) >= 2 and marks[1] - marks[0] > 1 and items[marks[0] + 1].tags & tags.CAPITAL:
        return marks[0] + 1, marks[1]
    return start, end


def name_after(text: str, items: list[Item], start: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The speaker's words after "according to" or an inverted verb."""
    end = start
    while end < len(items) and end - start < LONGEST_NAME:
        item = items[end]
        if item.word in QUOTES and end == start:
            end += 1
            continue
        is_initial = item.word == "." and end > start and items[end - 1].word in lexicon.abbreviations
        if (item.tags & NAME_END and not item.tags & tags.PEOPLE) or (item.word in (".", "!", "?") and not is_initial):
            break
        end += 1
    end = name_cut(items, start, end)
    return (start, end) if end > start else None


def name_cut(items: list[Item], start: int, end: int) -> int:
    """Where the shortest telling form ends: before "who", "including", a day."""
    for position in range(start + 1, end):
        item = items[position]
        is_heard = bool(item.tags & tags.LISTENER) and not item.tags & tags.PURPOSE  # "une source … à l'AFP"
        if (is_heard or item.tags & (tags.STOP | tags.INCLUDING | tags.RELATIVE)) and not item.tags & tags.CAPITAL:
            end = position
            break
    while (
        end > start
        and items[end - 1].tags & (tags.COMMA | tags.CONJUNCTION | tags.PREPOSITION | tags.TIME)
        and not items[end - 1].tags & tags.PEOPLE
    ):
        end -= 1
    return end


def is_speaker(items: list[Item], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words can speak: a word for a speaker, a name, a pronoun; not "the attack" or "the toll"."""
    words = " ".join(item.word for item in items[start:end])
    if items[end - 1].word in lexicon.possessives:
        return False
    if (
        any(item.tags & tags.PRONOUN or "speaker pronoun" in item.entry.cues for item in items[start:end])
        and end - start <= 3
    ):
        return not items[start].tags & tags.RELATIVE
    if speaker_class(words, lexicon)[1]:
        return True
    if any(item.tags & tags.MUTE for item in items[start:end]):
        return False
    return any(item.tags & tags.CAPITAL for item in items[start:end])


def via_near(
    text: str, items: list[Item], at: int, name: tuple[int, int], lexicon: Lexicon, outlets: frozenset[str]
) -> str | None:
    """The outlet or agency that the speaker is said to have spoken to: "told the AFP news agency"."""
    end = min(len(items), at + 9)
    starts = range(at, end) if not name[0] <= at + 1 < name[1] else range(name[1], min(len(items), name[1] + 8))
    for position in starts:
        item = items[position]
        if not item.tags & tags.LISTENER:
            if position > at and item.tags & (tags.TRIGGER | tags.RELATIVE) and not item.tags & tags.PEOPLE:
                return None
            continue
        first = position + 1
        while first < len(items) and items[first].tags & tags.DETERMINER:
            first += 1
        for width in (5, 4, 3, 2, 1):
            words = " ".join(other.word for other in items[first : first + width])
            name_start = items[first].start if first < len(items) else 0
            is_acronym = width == 1 and words.isalpha() and text[name_start : name_start + len(words)].isupper()
            if words in lexicon.agencies or words in outlets or (is_acronym and 2 < len(words) <= 5):
                return text[items[first].start : items[min(first + width, len(items)) - 1].end]
        stop = first
        while (
            stop < len(items)
            and stop - first < 5
            and not items[stop].tags & (NAME_END | tags.RELATIVE)
            and items[stop].word != "."
        ):
            stop += 1
        if stop > first and any(item.word in lexicon.outlet_words for item in items[first:stop]):
            return text[items[first].start : items[stop - 1].end]
    return None


def attribution_for(found: list[Attribution], first: int, last: int) -> Attribution | None:
    """The attribution in whose reach items first..last stand: the nearest verb before, else what follows."""
    after = [a for a in found if a.at > last and a.first <= first]
    before = [a for a in found if a.at < first and a.last > a.at and not a.is_citation and not a.is_final]
    cited = [a for a in found if a.at < first and a.is_citation]
    if after and after[0].at - last <= 4 and (after[0].is_citation or not before):
        return after[0]
    if before and not (cited and cited[-1].at > before[-1].at):
        return before[-1]
    if after:
        return after[0]
    if cited:
        return cited[-1]
    return before[-1] if before else None
