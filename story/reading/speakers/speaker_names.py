"""The words that name a speaker: before a verb of saying, behind it, or after "according to"."""

from __future__ import annotations

from story.reading import tags
from story.reading.items import QUOTES, Item
from story.reading.lexicon import Lexicon
from story.reading.speakers.speaker_classes import speaker_class

LONGEST_NAME = 14  # items in a speaker's name
LONGEST_ASIDE = 16  # items between the commas or brackets that part a speaker from the verb
FULL_STOPS = frozenset(".!?…")
NAME_END = tags.EDGE | tags.SPEECH | tags.STOP | tags.VERB | tags.ACCORDING | tags.HAVE | tags.BE | tags.INCLUDING
NAME_START = tags.EDGE | tags.SPEECH | tags.ACCORDING | tags.VERB | tags.HAVE | tags.BE | tags.PRONOUN

Name = tuple[int, int]  # the first item of a name and the one after its last


def name_before(items: list[Item], verb: int, lexicon: Lexicon) -> Name | None:
    """The speaker's words before a verb of saying, or None."""
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
    if lexicon.verb_last and not (end and items[end - 1].tags & tags.EDGE):
        return name_in_bracket(items, end, lexicon)
    closing, end = end, before_aside(items, end)
    if end > 0 and items[end - 1].tags & tags.RELATIVE:
        relative = end - 1
        if relative and items[relative - 1].tags & tags.CONJUNCTION:  # "the agency which …, but which announced"
            earlier = range(relative - 2, max(0, relative - LONGEST_ASIDE), -1)
            relative = next((at for at in earlier if items[at].tags & tags.RELATIVE), relative)
        return name_in_run(items, relative - bool(items[relative - 1].tags & tags.COMMA), lexicon)
    name = name_in_run(items, end, lexicon)
    if name is None and 0 < end < closing and items[end + 1].tags & tags.CAPITAL:
        name = name_in_run(items, closing - 1, lexicon)  # "the losing candidate, Mehdi Karroubi, said"
    return name


def name_in_bracket(items: list[Item], verb: int, lexicon: Lexicon) -> Name | None:
    """The speaker of a verb that ends its clause: "hat die Polizei am Freitag mitgeteilt", "wie die Polizei mitteilte".

    Between the auxiliary and the verb, before the auxiliary, or between the clause's first word and the verb; the
    antecedent where that word is a relative ("die Behörde, die von 77 Toten sprach").
    """
    start = verb
    while start > 0 and verb - start < LONGEST_NAME and not items[start - 1].tags & (tags.EDGE | tags.SPEECH):
        start -= 1
        if items[start].tags & tags.BE:
            return None  # "wurde befürchtet"
        if items[start].tags & tags.HAVE:
            inside = first_speaker(items, start + 1, verb, lexicon)
            return inside if inside is not None else name_in_run(items, start, lexicon)
        is_subject = items[start].tags & tags.PRONOUN and not items[start].tags & tags.RELATIVE
        if is_subject and items[start].word not in lexicon.reflexives:
            return start, start + 1
    inside = first_speaker(items, start, verb, lexicon)
    if inside is not None or not (start > 1 and items[start].tags & tags.RELATIVE):
        return inside
    return name_in_run(items, start - 1, lexicon) if items[start - 1].tags & tags.COMMA else None


def first_speaker(items: list[Item], start: int, end: int, lexicon: Lexicon) -> Name | None:
    """The speaker with which a stretch of words begins, past its conjunctions and times."""
    while start < end and (
        items[start].tags & (tags.CONJUNCTION | tags.RELATIVE | tags.TIME | tags.ADVERB)
        or items[start].word in lexicon.reflexives  # "wie es das Ministerium mitteilte"
    ):
        if items[start].tags & tags.CAPITAL and not items[start].tags & tags.TIME:
            break
        start += 1
    if start >= end or items[start].tags & (tags.PREPOSITION | tags.ACCORDING):
        return None
    stop = name_cut(items, start, end)
    return (
        quoted_name(items, start, stop, lexicon) if stop > start and is_speaker(items, start, stop, lexicon) else None
    )


def name_in_run(items: list[Item], end: int, lexicon: Lexicon) -> Name | None:
    """The speaker that the words before `end` name, or None."""
    start, end = run_before(items, end, lexicon)
    start = after_link(items, start, end, lexicon)
    start, end = trimmed(items, start, end, lexicon)
    if start >= end or not is_speaker(items, start, end, lexicon):
        return None
    return quoted_name(items, start, end, lexicon)


def before_aside(items: list[Item], end: int) -> int:
    """Where a name ends that an aside between commas or brackets parts from its verb; 0 for a comma without one."""
    for _ in range(2):
        if not end or not items[end - 1].tags & tags.EDGE or items[end - 1].word in QUOTES:
            return end
        closing = items[end - 1]
        opening = end - 2
        while opening >= 0 and end - opening < LONGEST_ASIDE and not pairs(items[opening], closing):
            opening -= 1
        if opening < 0 or not pairs(items[opening], closing):
            return 0
        end = opening
    return end


def pairs(opening: Item, closing: Item) -> bool:
    """Whether two marks can hold an aside between them."""
    if closing.word == ")":
        return opening.word == "("
    return bool(opening.tags & tags.COMMA and closing.tags & tags.COMMA) or opening.word == closing.word


def run_before(items: list[Item], end: int, lexicon: Lexicon) -> Name:
    """The words before `end` that may all belong to a speaker's name."""
    start = end
    while start > 0 and end - start < LONGEST_NAME:
        item = items[start - 1]
        if item.word in QUOTES:
            opening = start - 2
            while opening >= 0 and items[opening].word not in QUOTES and start - opening < 12:
                opening -= 1
            if opening < 0 or items[opening].word not in QUOTES or not is_name_alone(items[opening + 1 : start - 1]):
                break
            start = opening
        elif item.tags & tags.SPEECH and start == end and item.word in lexicon.speakers:
            start -= 1  # "a report says"
        elif item.tags & NAME_START and not item.tags & tags.PEOPLE and not is_in_name(item, lexicon):
            relative = next((at for at in range(start - 1, max(0, start - 9), -1) if items[at].tags & tags.RELATIVE), 0)
            is_clause = item.tags & (tags.BE | tags.HAVE) and relative
            if not is_clause or not speaker_class(items[relative - 1].word, lexicon)[1]:
                break
            start = end = relative  # "a document that the agency was able to verify puts"
        elif item.tags & tags.RELATIVE:
            # "officials who spoke to the media said", but "… that police said"
            is_of_people = start > 1 and items[start - 2].tags & (tags.PEOPLE | tags.CAPITAL)
            if not is_of_people or item.word in lexicon.content_words:
                break
            start = end = start - 1
        elif item.tags & tags.CONJUNCTION and item.word not in lexicon.and_words:
            break
        else:
            start -= 1
    return start, end


def is_name_alone(quoted: list[Item]) -> bool:
    """Whether what stands between quotation marks can be a name, and is no clause."""
    clause = tags.EDGE | tags.VERB | tags.QUANTITY | tags.BE | tags.HAVE | tags.PRONOUN | tags.SPEECH
    return bool(quoted) and not any(item.tags & clause and not item.tags & tags.CAPITAL for item in quoted)


def after_link(items: list[Item], start: int, end: int, lexicon: Lexicon) -> int:
    """Where a name begins whose run holds a clause before it: "there was relief after | police announced"."""
    for at in range(end - 1, start, -1):
        if items[at].tags & tags.STOP and not items[at].tags & (tags.CAPITAL | tags.TIME):
            before, after = (" ".join(item.word for item in part) for part in (items[start:at], items[at + 1 : end]))
            is_clause = speaker_class(after, lexicon)[1] and not speaker_class(before, lexicon)[1]
            return at + 1 if is_clause else start
    return start


def trimmed(items: list[Item], start: int, end: int, lexicon: Lexicon) -> Name:
    """A run of words without the day or place it begins with, cut where the shortest telling form ends."""
    is_led = False
    while start < end - 1:
        bits = items[start].tags
        is_leading = bits & (tags.PREPOSITION | tags.CONJUNCTION | tags.ADVERB)
        is_leading = is_leading and not bits & (tags.CAPITAL | tags.DETERMINER)
        if not is_leading and not bits & tags.TIME:
            break
        is_led |= bool(bits & tags.PREPOSITION)
        start += 1
    if is_led:
        # "in the capital a spokesman", "near Gao the army"
        for at in range(end - 1, start, -1):
            is_article = items[at].tags & (tags.DETERMINER | tags.INDEFINITE) and not items[at].tags & tags.OF
            if is_article and not items[at - 1].tags & (tags.OF | tags.PREPOSITION | tags.CONJUNCTION):
                start = at
                break
        else:
            start = past_led_noun(items, start, end, lexicon)
    return start, name_cut(items, start, end)


def past_led_noun(items: list[Item], start: int, end: int, lexicon: Lexicon) -> int:
    """Where a name begins behind a place without a comma: "in the chamber | Ms Short"."""
    if not (lexicon.head_is_last and lexicon.capitals == "names") or end - start < 3:
        return start
    article, noun, name = items[start : start + 3]
    is_place = article.tags & tags.DETERMINER and not noun.tags & (tags.CAPITAL | tags.PEOPLE)
    return start + 2 if is_place and name.tags & tags.CAPITAL and noun.word not in lexicon.speakers else start


def leading_speaker(items: list[Item], end: int, lexicon: Lexicon) -> Name | None:
    """The sentence's first words when they name the speaker of a second verb: "The police kept … and said"."""
    for stop in range(1, min(end, 7, len(items) + 1)):
        if items[stop - 1].tags & (NAME_START | tags.QUANTITY) and not items[stop - 1].tags & tags.PEOPLE:
            return None
        if speaker_class(" ".join(item.word for item in items[:stop]), lexicon)[1]:
            while stop < len(items) and items[stop].tags & tags.CAPITAL and lexicon.capitals == "names":
                stop += 1  # "Colonel Traoré"
            return 0, stop
    return None


def quoted_name(items: list[Item], start: int, end: int, lexicon: Lexicon) -> Name:
    """The name between quotation marks when there is one: the newspaper “Le Soir de Bamako”."""
    marks = [position for position in range(start, end) if items[position].word in QUOTES]
    is_named = len(marks) >= 2 and marks[1] - marks[0] > 1
    if is_named and (lexicon.capitals != "names" or items[marks[0] + 1].tags & tags.CAPITAL):
        return marks[0] + 1, marks[1]
    return start, end


def name_after(items: list[Item], start: int, lexicon: Lexicon) -> Name | None:
    """The speaker's words after "according to" or an inverted verb."""
    end = start
    while end < len(items) and end - start < LONGEST_NAME:
        item = items[end]
        if item.word in QUOTES and end == start:
            end += 1
            continue
        is_initial = item.word == "." and end > start and items[end - 1].word in lexicon.abbreviations
        is_noun = item.tags & tags.PEOPLE or (item.tags & tags.SPEECH and item.word in lexicon.speakers)
        is_noun = is_noun or "reckonings" in item.entry.cues  # "the latest calculations of"
        is_own = end == start or items[end - 1].tags & (tags.CONJUNCTION | tags.OF | tags.PREPOSITION | tags.DETERMINER)
        is_count = item.quantity is not None and not item.quantity.is_article and not is_own
        is_count |= bool(item.tags & (tags.TOLL | tags.ACT)) and end > start and lexicon.construct
        # "secondo l'Oms il bilancio è …", "secondo la polizia i morti sono …": where no comma ends the name
        opens = item.tags & (tags.DETERMINER | tags.TOLL) and not item.tags & tags.OF
        is_count |= bool(opens and lexicon.verb_first and not is_own and is_speaker(items, start, end, lexicon))
        is_count &= not item.tags & tags.CAPITAL
        is_end = bool(item.tags & NAME_END) and not is_noun and not is_in_name(item, lexicon)
        is_end |= lexicon.construct and bool(item.tags & tags.CONJUNCTION) and item.word not in lexicon.and_words
        if is_count or is_end or (item.word in FULL_STOPS and not is_initial):
            break
        end += 1
    end = name_cut(items, start, end)
    return (start, end) if end > start else None


def name_cut(items: list[Item], start: int, end: int) -> int:
    """Where the shortest telling form ends: before "who", "including", a day."""
    for position in range(start + 1, end):
        item = items[position]
        is_heard = bool(item.tags & tags.LISTENER) and not item.tags & (tags.PURPOSE | tags.DETERMINER)  # "… à l'AFP"
        if item.tags & tags.PREPOSITION and not item.tags & tags.OF:
            is_heard |= all(other.tags & tags.CAPITAL for other in items[start:position])  # "Olmert in reference to"
        if item.tags & tags.DETERMINER and items[position - 1].tags & (tags.OF | tags.PREPOSITION):
            continue  # "members of that party"
        if (is_heard or item.tags & (tags.STOP | tags.INCLUDING | tags.RELATIVE)) and not item.tags & tags.CAPITAL:
            end = position
            break
    while (
        end > start
        and items[end - 1].tags
        & (tags.COMMA | tags.CONJUNCTION | tags.PREPOSITION | tags.TIME | tags.DETERMINER | tags.INDEFINITE)
        and not items[end - 1].tags & tags.PEOPLE
    ):
        end -= 1
    return end


def inverted_name(items: list[Item], verb: int, start: int, lexicon: Lexicon) -> Name | None:
    """The speaker after a verb of saying whose listeners and times end at `start`; None when it has no such order."""
    before = verb - 1
    while before >= 0 and (
        items[before].tags & (tags.HAVE | tags.ADVERB | tags.TIME | tags.CONJUNCTION)
        or (before and items[before - 1].word in lexicon.as_words)
    ):
        if "speaker pronoun" in items[before].entry.cues:
            return None
        before -= 1
    if before >= 0:
        opens = tags.EDGE | tags.RELATIVE | tags.ACCORDING
        word = items[before].word
        is_opening = items[before].tags & opens or word in FULL_STOPS or word in lexicon.as_words
        if not is_opening and not (lexicon.construct and lexicon.verb_first):
            return None
        if items[verb].tags & tags.LISTENER or closes_aside(items, before):
            return None  # "told the agency"; "a source, who requested anonymity, told"
    if start >= len(items) or items[start].tags & tags.RELATIVE or is_bare_of(items[start]):
        return None
    if items[start].word in QUOTES:
        return None  # what was said, not who did
    is_article = items[start].tags & tags.DETERMINER and " " not in items[start].word  # Portuguese "a polícia"
    if items[start].tags & (tags.PREPOSITION | tags.LISTENER) and not is_article:
        return None
    name = name_after(items, start, lexicon)
    if name is None or not is_speaker(items, *name, lexicon):
        return None
    after = items[name[1]] if name[1] < len(items) else None
    if (
        after is not None
        and after.tags & (tags.BE | tags.HAVE | tags.VERB | tags.SPEECH)
        and not after.tags & tags.EDGE
    ):
        return None  # "…, reported the army had left"
    return name


def is_bare_of(item: Item) -> bool:
    """Whether a word is "of" and no article as well (French "des sources" is both)."""
    return bool(item.tags & tags.OF and not item.tags & tags.DETERMINER)


def closes_aside(items: list[Item], comma: int) -> bool:
    """Whether a comma ends an aside that began with "who", "including" and the like."""
    if not items[comma].tags & tags.COMMA:
        return False
    for opening in range(comma - 1, max(-1, comma - LONGEST_ASIDE), -1):
        if items[opening].word in QUOTES:
            return False
        if items[opening].tags & tags.COMMA:
            is_word = comma - opening <= 3 and items[opening + 1].tags & tags.ADVERB  # ", however,"
            return bool(is_word or items[opening + 1].tags & (tags.RELATIVE | tags.INCLUDING))
    return False


def is_speaker(items: list[Item], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words can speak: a word for a speaker, a name, a pronoun; not "the attack" or "the toll"."""
    name = items[start:end]
    if name[-1].word in lexicon.possessives:
        return False
    if len(name) <= 3 and any(item.tags & tags.PRONOUN or "speaker pronoun" in item.entry.cues for item in name):
        return not name[0].tags & tags.RELATIVE
    if speaker_class(" ".join(item.word for item in name), lexicon)[1]:
        return True
    if any(item.tags & (tags.MUTE | tags.QUANTITY) for item in name):
        return False
    if lexicon.capitals == "nouns" and name[0].tags & (tags.DETERMINER | tags.INDEFINITE):
        return False  # a common noun that is no speaker
    return any(is_proper(item, lexicon) for item in name)


def is_in_name(item: Item, lexicon: Lexicon) -> bool:
    """Whether a word that is an auxiliary or a verb elsewhere belongs to a name: "Estado Islámico"."""
    is_verb = item.tags & (tags.BE | tags.HAVE | tags.VERB) and not item.tags & (tags.EDGE | tags.SPEECH)
    return bool(is_verb and item.tags & tags.CAPITAL and lexicon.capitals == "names")


def is_proper(item: Item, lexicon: Lexicon) -> bool:
    """Whether a word looks like a name: in capitals, or unknown to a language that writes none or all nouns so."""
    if lexicon.capitals == "names":
        return bool(item.tags & tags.CAPITAL)
    is_known = bool(item.tags & ~(tags.CAPITAL | tags.UPPER))
    return not is_known and (lexicon.capitals == "unused" or bool(item.tags & tags.CAPITAL))
