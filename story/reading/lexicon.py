"""A language as the engine uses it: the words of its pack (story/packs/xx.toml), looked up by phrase.

A pack is loaded when a text in its language is first read, and kept. A phrase that stands in several lists of a
pack is all those things at once; the sentence decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from story.model import Kind, Qualifier, SpeakerClass
from story.reading import tags
from story.reading.packs import PackError, read_pack, spelled_out
from story.reading.script import Script, fold_pack, read_script, vocabulary_of
from story.reading.tokens import cut, cutter, normal


@dataclass(slots=True, eq=False)
class Entry:
    """What one phrase of a pack can be. `low`, `high` (-1: open) belong to vague and round quantities."""

    tags: int = 0
    forms: dict[int, Kind] = field(default_factory=dict)
    cues: frozenset[str] = frozenset()
    interval: tuple[int, int] | None = None
    quantity: str = ""  # vague, exact or round
    implied: int = 0  # the number that a noun says itself: "double murder"


NOTHING = Entry()
NO_PHRASES: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
ARTICLE = Entry(tags.INDEFINITE)


@dataclass(slots=True)
class Phrases:
    """The phrases that begin with one word: that word alone, and the `longer` ones by their second, longest first."""

    alone: Entry
    longer: dict[str, list[tuple[tuple[str, ...], Entry]]] = field(default_factory=lambda: NO_PHRASES)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language, ready to read with. `phrases` goes by first words."""

    code: str
    name: str
    head_is_last: bool
    joins_hundreds: bool  # "cento e vinte", "mil e duzentos"
    verb_last: bool  # a verb's second half closes its clause: "wurden in Madrid 77 Menschen getötet"
    verb_first: bool  # a counted subject may stand behind its verb: "murieron 77 personas"
    comma_before_that: bool  # a comma stands between a verb of saying and what was said: "sagte, dass"
    capitals: str  # what is written with a capital: "names", all "nouns", "unused"
    compounds: bool  # nouns are written as one word: "Polizeisprecher"
    construct: bool  # what follows a noun is its "of": "the death 77 people"
    drops_pronouns: bool  # "added that": he, she or it did
    units_first: bool  # "five and twenty"
    script: Script | None  # how the writing joins and folds words, where it does
    elision: bool
    spaced_thousands: bool
    cutter: re.Pattern[str]  # of words, numbers and marks
    decade_endings: tuple[str, ...]  # "s" of "70s"
    adverb_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]  # of finite verbs that the pack doesn't list: no adjectives of the people before them
    age_endings: tuple[str, ...]  # words that are a person by an age: "a 15-year-old"
    joiners: frozenset[str]
    abbreviations: frozenset[str]
    before_ordinals: frozenset[str]  # where "3." is an ordinal: words before one ("am"), and behind one ("Mai")
    after_ordinals: frozenset[str]
    words: dict[str, int]
    scales: dict[str, int]
    collectives: dict[str, int]
    number_parts: dict[str, list[tuple[str, int, bool]]]  # of joined numbers, by two letters: part, value, is a scale
    decades: dict[str, int]
    plus: dict[str, Qualifier]  # what a word behind a number makes of it: "70-plus", "70-odd"
    half: frozenset[str]
    phrases: dict[str, Phrases]
    soft: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # last word -> (phrase's words, cue)
    triggers: frozenset[str]  # of every phrase that says what happened, the word to look for first
    conditional: tuple[tuple[Kind, int, frozenset[str], frozenset[str]], ...]
    speakers: dict[str, list[tuple[tuple[str, ...], SpeakerClass]]]  # by the first word of each phrase
    blows: dict[str, int]  # "shot": injured where wounds are told, with the form that it has
    helped: frozenset[str]  # "transported": as a blow, but only where wounds are told
    into: frozenset[str]  # before a part of the body
    carriers: frozenset[str]  # "with", "suffered": before wounds
    captives: frozenset[str]
    singular: frozenset[str]  # nouns for one person that headlines use without an article
    attackers: frozenset[str]
    places_after: frozenset[str]  # "in", "at"
    and_words: frozenset[str]
    or_words: frozenset[str]
    content_words: frozenset[str]  # "that", before what somebody says
    split_verbs: dict[str, frozenset[str]]  # verbs of saying -> the halves that end their clause
    reported_mood: frozenset[str]  # verbs that only reported speech has: "sie seien verletzt"
    reflexives: frozenset[str]  # before a verb of saying that then says nothing: « s'ajoute », "se informó"
    as_words: frozenset[str]  # "as", before "as police said"
    possessives: frozenset[str]  # "'s"
    counted_after: tuple[str, ...]  # " of", with the space: how a phrase for what happened may end
    days: frozenset[str]  # "today", "monday": the days that news of the day names
    before_ago: frozenset[str]  # « il y a »
    weeks: frozenset[str]  # "semaines", "mois": times long enough for another event
    after: frozenset[str]  # what leads to an event that is known: "two days after the release of four hostages"
    events: frozenset[str]  # "attack", "earthquake"
    event_endings: tuple[str, ...]  # the same, where nouns are joined: "Bombenanschlag"
    fates: frozenset[str]  # "killed", "wounded": every word for what happens to people that needs no other beside it
    openers: frozenset[str]  # "that too", "others": what a sentence opens with that goes on about the one before
    wide: frozenset[str]  # "nationwide"
    months: dict[str, int]  # every spelling -> 1 to 12
    agencies: frozenset[str]
    outlet_words: frozenset[str]


COMMON = tags.PEOPLE | tags.BE | tags.HAVE | tags.OF | tags.PREPOSITION | tags.DETERMINER | tags.PRONOUN | tags.TIME
LETTERS = re.compile(r"[^\W\d_]+")
FORMS = {
    "participle": tags.PARTICIPLE,
    "active": tags.ACTIVE,
    "state": tags.STATE,
    "noun": tags.NOUN,
    "act": tags.ACT,
    "toll": tags.TOLL,
    "none": tags.NONE,
}
GRAMMAR = {
    "be": tags.BE,
    "have": tags.HAVE,
    "adverbs": tags.ADVERB,
    "of": tags.OF,
    "prepositions": tags.PREPOSITION,
    "determiners": tags.DETERMINER,
    "conjunctions": tags.CONJUNCTION,
    "relatives": tags.RELATIVE,
    "pronouns": tags.PRONOUN,
    "including": tags.INCLUDING,
    "negations": tags.NEGATION,
    "not_counted": tags.NOT_COUNTED,
    "times": tags.TIME,
    "months": tags.MONTH,
    "toll_links": tags.TOLL_LINK,
    "increments": tags.INCREMENT,
    "negators": tags.NEGATOR,
    "among": tags.AMONG,
    "jointly": tags.JOINTLY,
    "number_of": tags.NUMBER_OF,
    "purpose": tags.PURPOSE,
    "achieved": tags.ACHIEVED,
    "future": tags.FUTURE,
    "hypothetical": tags.HYPOTHETICAL,
    "object_markers": tags.OBJECT_MARK,
}
PEOPLE = {
    "general": tags.PEOPLE,
    "groups": tags.PEOPLE | tags.GROUP,
    "attackers": tags.PEOPLE | tags.GROUP | tags.ATTACKER,
    "things": tags.THING,
    "them": tags.THEM,
}
BLOWS = {"blows": tags.PARTICIPLE, "dealing": tags.ACTIVE}
ATTRIBUTION = {
    "verbs": tags.SPEECH,
    "according": tags.ACCORDING,
    "listeners": tags.LISTENER,
    "mute": tags.MUTE,
    "stops": tags.STOP,
}

# Lists of [attribution] whose words carry the list's name as a cue, and what they are besides.
SPEAKING = {
    "citing": tags.ACCORDING,
    "according_after": tags.ACCORDING,
    "reckonings": tags.ACCORDING,
    "asides": tags.ACCORDING,
    "back_references": tags.ACCORDING,
    "on_air": tags.LISTENER,
    "spoken_of": 0,
}


@cache
def load_lexicon(code: str) -> Lexicon:
    """The lexicon of a language by its two-letter code.

    Raises PackError when there is no such pack or it can't be read.
    """
    pack = read_pack(code)
    try:
        return build_lexicon(pack)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise PackError(f"{code}.toml: {type(error).__name__}: {error}") from error


def build_lexicon(pack: dict[str, Any]) -> Lexicon:
    """A lexicon from a pack as `read_pack` gives it."""
    language = pack["language"]
    decade_endings = tuple(language.get("decade_endings", ()))
    pattern = cutter(
        language["elision"],
        language["spaced_thousands"],
        tuple(language.get("endings", ())),
        tuple(language.get("number_endings", ())),
        decade_endings,
    )
    entries: dict[tuple[str, ...], Entry] = {}

    def split_phrase(phrase: str) -> tuple[str, ...]:
        if phrase.isalpha():
            return (phrase,)
        words = phrase.split(" ")
        if all(map(str.isalpha, words)):
            return tuple(words)  # most phrases are plain words, which need no cutting
        # a letter after a last apostrophe, so that "plus d'" is cut as in "plus d'une"
        whole = phrase + "x" if phrase[-1] in "'’" and len(phrase) > 1 else phrase
        matches = cut(whole, 0, len(whole), pattern)
        marks = tuple(normal(match.group()) for match in matches)
        return marks[:-1] if whole != phrase else marks

    def entry(phrase: str) -> Entry:
        words = split_phrase(phrase)
        found = entries.get(words)
        if found is None:
            found = entries[words] = Entry()
        return found

    script = read_script(pack["script"]) if "script" in pack else None
    if script is not None:
        pack = fold_pack(pack, script)
    pack = spelled_out(pack)
    language, numbers, event = pack["language"], pack["numbers"], pack.get("event", {})

    happened: list[str] = []
    for kind_name, forms in pack["happened"].items():
        for form, phrases in forms.items():
            for phrase in phrases:
                found = entry(phrase)
                found.tags |= FORMS[form]
                found.forms[FORMS[form]] = Kind(kind_name)
                happened.append(phrase)
    for phrase in pack["strict"].get("settled", ()):
        entry(phrase).tags |= tags.SETTLED
    for phrase, (kind_name, value) in numbers.get("implied", {}).items():
        found = entry(phrase)
        found.tags |= tags.NOUN
        found.forms[tags.NOUN], found.implied = Kind(kind_name), value
        happened.append(phrase)
    for phrase in pack["strict"]["words"]:
        entry(phrase).tags |= tags.STRICT
    conditional = []
    for rule in pack.get("conditional", ()):
        for form in ("noun", "active", "state", "participle"):
            words = rule.get(form, ())
            if words:
                conditional.append((Kind(rule["kind"]), FORMS[form], frozenset(words), frozenset(rule["with"])))
            # a rule may be found by its rarer side: "send … hospital"
            happened += rule["with"] if rule.get("look_for") == "with" else words
            for word in words:
                entry(word)
    for section, names in (("people", PEOPLE), ("grammar", GRAMMAR), ("attribution", ATTRIBUTION)):
        for name, bit in names.items():
            for phrase in pack[section].get(name, ()):
                entry(phrase).tags |= bit
    for name in ("about", "at_least", "over", "up_to", "exact", "after_about", "after_over", "after_at_least"):
        for phrase in pack["qualifiers"].get(name, ()):
            entry(phrase).cues |= {name}
    for name in ("range_between", "range_to", "out_of", "rises"):
        for phrase in pack["qualifiers"].get(name, ()):
            entry(phrase).cues |= {name}
    for phrase, (low, high) in numbers["vague"].items():
        found = entry(phrase)
        found.quantity, found.interval = "vague", (low, high)
    for name in ("exact", "round"):
        for phrase, value in numbers.get(name, {}).items():
            found = entry(phrase)
            found.quantity, found.interval = name, (value, value)
    for phrase in numbers.get("minus_one_article", ()):
        entry(phrase).tags |= tags.INDEFINITE
    for phrase in numbers.get("labels", ()):
        entry(phrase).tags |= tags.LABEL
    for name in ("ages", "fractions"):
        for phrase in numbers.get(name, ()):
            entry(phrase).cues |= {name}
    for phrase in numbers.get("half", ()):
        entry(phrase)
    for name in ("no result", "relays", "relayed from", "silent object", "demands", "charges", "illnesses"):
        for phrase in pack["grammar"].get(name, ()):
            entry(phrase).cues |= {name}
    for phrase in pack["people"].get("members", ()):
        entry(phrase).cues |= {"members"}
    for phrase in numbers.get("ordinals", ()):
        entry(phrase).cues |= {"ordinal"}
    for phrase in pack["attribution"].get("silent", ()):
        entry(phrase)
    for phrase in pack["attribution"].get("pronouns", ()):
        entry(phrase).cues |= {"speaker pronoun"}
    for phrase in pack["agencies"]["names"]:
        if not phrase.replace(" ", "").isalpha():
            entry(phrase)  # so that "France 24" holds no number
    for name, bit in SPEAKING.items():
        for phrase in pack["attribution"].get(name, ()):
            found = entry(phrase)
            found.tags |= bit
            found.cues |= {name}
    happened += pack["scope"].get("part", ())
    wounds = pack["wounds"]
    blows = {word: form for name, form in BLOWS.items() for word in wounds.get(name, ())}
    for phrase in (*blows, *wounds.get("carriers", ()), *wounds.get("helped", ())):
        entry(phrase)
    happened += [*blows, *(wounds["words"] if "carriers" in wounds else ())]
    # cues that tint a sentence without being taken out of it
    soft: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    tints = {
        **pack["scope"],
        **pack["modality"],
        "in_decade": pack["qualifiers"]["in_decade"],
        "wounds": wounds["words"],
        "signs": wounds.get("signs", ()),
        "body": wounds.get("body", ()),
        "blame": pack["people"].get("blame", ()),
        "violence": pack["people"].get("violence", ()),
        "degrees": wounds.get("degrees", ()),
        "own": wounds.get("own", ()),
        "grave": wounds.get("grave", ()),
    }
    for name, listed in tints.items():
        for phrase in listed:
            split = split_phrase(phrase)
            soft.setdefault(split[-1], []).append((split, name))
    for word in (*numbers["words"], *numbers["scales"], *numbers["collectives"], *numbers.get("decades", ())):
        entry(word).tags |= tags.NUMBER_WORD
    speakers: dict[str, list[tuple[tuple[str, ...], SpeakerClass]]] = {}
    for name, listed in pack["speakers"].items():
        for phrase in listed:
            split = split_phrase(phrase)
            speakers.setdefault(split[0], []).append((split, SpeakerClass(name)))
    if script is not None:
        script.vocabulary = frozenset(vocabulary_of(pack))
        counted = tags.PEOPLE | tags.NOUN
        script.counted = frozenset(words[0] for words, e in entries.items() if len(words) == 1 and e.tags & counted)
    return Lexicon(
        code=language["code"],
        name=language["name"],
        head_is_last=language["head"] == "last",
        joins_hundreds=language.get("joins_hundreds", language["head"] == "last"),
        verb_last=language.get("verb_last", False),
        verb_first=language.get("verb_first", False),
        comma_before_that=language.get("comma_before_that", False),
        capitals=language.get("capitals", "names"),
        compounds=language.get("compounds", False),
        construct=language.get("construct", False),
        drops_pronouns=language.get("drops_pronouns", False),
        units_first=numbers.get("units_first", False),
        script=script,
        elision=language["elision"],
        spaced_thousands=language["spaced_thousands"],
        cutter=pattern,
        decade_endings=decade_endings,
        adverb_endings=tuple(language["adverb_endings"]),
        verb_endings=tuple(language.get("verb_endings", ())),
        age_endings=tuple(language.get("age_endings", ())),
        joiners=frozenset(language["joiners"]),
        abbreviations=frozenset(language["abbreviations"]),
        before_ordinals=frozenset(language.get("before_ordinals", ())),
        after_ordinals=frozenset(language.get("after_ordinals", ())),
        words=dict(numbers["words"]),
        scales=dict(numbers["scales"]),
        collectives=dict(numbers["collectives"]),
        number_parts=parts_of_numbers(language, numbers) if language.get("joined_numbers", False) else {},
        decades=dict(numbers.get("decades", {})),
        plus={
            **dict.fromkeys(numbers.get("plus", ()), Qualifier.OVER),
            **dict.fromkeys(numbers.get("odd", ()), Qualifier.ABOUT),
        },
        half=frozenset(numbers.get("half", ())),
        phrases=by_first_word(entries),
        soft={last: tuple(found) for last, found in soft.items()},
        triggers=telling_words(happened, {words[0] for words, found in entries.items() if found.tags & COMMON}),
        conditional=tuple(conditional),
        speakers=speakers,
        blows=blows,
        helped=frozenset(wounds.get("helped", ())),
        into=frozenset(wounds.get("into", ())),
        carriers=frozenset(wounds.get("carriers", ())),
        singular=frozenset(pack["people"].get("singular", ())),
        captives=frozenset(pack["people"].get("captives", ())),
        attackers=frozenset(pack["people"]["attackers"]),
        places_after=frozenset(pack["grammar"]["places_after"]),
        and_words=frozenset(pack["grammar"]["and_words"]),
        or_words=frozenset(pack["grammar"]["or_words"]),
        content_words=frozenset(pack["grammar"]["content_words"]),
        split_verbs={verb: frozenset(halves) for verb, halves in pack["attribution"].get("split", {}).items()},
        reported_mood=frozenset(pack["attribution"].get("reported_mood", ())),
        reflexives=frozenset(pack["attribution"].get("reflexives", ())),
        as_words=frozenset(pack["grammar"].get("as_words", ())),
        possessives=frozenset(pack["grammar"]["possessives"]),
        counted_after=tuple(f" {words}" for words in pack["grammar"]["counted_after"]),
        days=frozenset(event.get("days", ())),
        before_ago=frozenset(event.get("before_ago", ())),
        weeks=frozenset(event.get("weeks", ())),
        after=frozenset(event.get("after", ())),
        events=frozenset(event.get("names", ())),
        event_endings=tuple(event.get("names", ())) if language.get("compounds", False) else ("\0",),
        fates=frozenset(happened).difference(pack["strict"]["words"]),
        openers=frozenset(event.get("openers", ())),
        wide=frozenset(event.get("wide", ())),
        months=month_numbers(pack["grammar"]["months"]),
        agencies=frozenset(pack["agencies"]["names"])
        | {" ".join(split_phrase(name)) for name in pack["agencies"]["names"]},
        outlet_words=frozenset(pack["agencies"]["words"]),
    )


def parts_of_numbers(language: dict[str, Any], numbers: dict[str, Any]) -> dict[str, list[tuple[str, int, bool]]]:
    """What a number written as one word is made of, by the first two letters, the longest first."""
    parts = [(word, value, False) for word, value in numbers["words"].items()]
    parts += [(word, value, True) for word, value in numbers["scales"].items() if len(word) > 3]
    parts += [(word, value, value >= 100) for word, value in numbers.get("inside", {}).items()]
    parts += [(word, 1, False) for word in numbers["minus_one_article"]] + [
        (word, 0, False) for word in language["joiners"]
    ]
    found: dict[str, list[tuple[str, int, bool]]] = {}
    for part in sorted(parts, key=lambda part: -len(part[0])):
        found.setdefault(part[0][:2], []).append(part)
    return found


def by_first_word(entries: dict[tuple[str, ...], Entry]) -> dict[str, Phrases]:
    """The phrases by their first words, and the longer ones by their second."""
    phrases: dict[str, Phrases] = {}
    longer = []
    for words, entry in entries.items():
        if len(words) == 1:
            phrases[words[0]] = Phrases(entry)
        else:
            longer.append(words)
    longer.sort(key=len, reverse=True)
    for words in longer:
        known = phrases.get(words[0])
        if known is None or known.longer is NO_PHRASES:
            known = phrases[words[0]] = Phrases(known.alone if known else NOTHING, {})
        known.longer.setdefault(words[1], []).append((words, entries[words]))
    return phrases


def month_numbers(months: list[str]) -> dict[str, int]:
    """The number of every month by all its spellings.

    The twelve names come first, then those of another calendar, twelve by twelve, or what the names are cut to.
    """
    return {
        word: next((number for number, name in enumerate(months[:12], 1) if name.startswith(word)), at % 12 + 1)
        for at, word in enumerate(months)
    }


def telling_words(phrases: list[str], common: set[str]) -> frozenset[str]:
    """The words by which a quick look finds every phrase: "custody" of "in custody".

    The longest of each phrase, but none of the `common` ones where it has another, and none where a word of it is a
    phrase by itself: "dead people" is found by "dead".
    """
    telling = {phrase for phrase in phrases if phrase.isalpha()}
    longer = [LETTERS.findall(phrase) for phrase in phrases if not phrase.isalpha()]
    telling |= {words[0] for words in longer if len(words) == 1}
    for words in longer:
        if telling.isdisjoint(words):
            telling.add(max(words, key=lambda word: (word not in common, len(word))))
    return frozenset(telling)
