"""Loading a language: its pack becomes the lexicon that the engine reads with."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from story.model import Kind, Qualifier, SpeakerClass
from story.reading import tags
from story.reading.happening_words import happening_words
from story.reading.lexicon import Lexicon, TintsBehind
from story.reading.pack_lists import (
    ATTRIBUTION,
    BLOWS,
    CONDITIONAL,
    CUES,
    FORMS,
    GRAMMAR,
    PEOPLE,
    QUALIFIERS,
    SPEAKING,
    TINTS,
)
from story.reading.pack_shape import in_shape
from story.reading.packs import PackError, read_pack, spelled_out
from story.reading.script import fold_pack, read_script, vocabulary_of
from story.reading.tokens import cut, cutter, normal
from story.reading.vocabulary import LETTERS, Vocabulary


@cache
def load_lexicon(code: str) -> Lexicon:
    """The lexicon of a language by its two-letter code.

    Raises PackError when there is no such pack or it can't be read.
    """
    pack = in_shape(read_pack(code), code)
    try:
        return build_lexicon(pack)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
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

    def split(phrase: str) -> tuple[str, ...]:
        if phrase.isalpha():
            return (phrase,)
        if phrase.replace(" ", "").isalpha():
            return tuple(phrase.split(" "))  # most phrases are plain words, which need no cutting
        # a letter after a last apostrophe, so that "plus d'" is cut as in "plus d'une"
        whole = phrase + "x" if phrase[-1] in "'’" and len(phrase) > 1 else phrase
        marks = tuple(normal(match.group()) for match in cut(whole, 0, len(whole), pattern))
        return marks[:-1] if whole != phrase else marks

    script = read_script(pack["script"]) if "script" in pack else None
    if script is not None:
        pack = fold_pack(pack, script)
    pack = spelled_out(pack)
    language, numbers, event, wounds = pack["language"], pack["numbers"], pack["event"], pack["wounds"]
    vocabulary = vocabulary_of_lists(pack, split)
    happened = phrases_for_what_happened(pack)
    if script is not None:
        script.vocabulary = frozenset(vocabulary_of(pack))
        script.counted = vocabulary.single_words(tags.PEOPLE | tags.NOUN)
    return Lexicon(
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
        short_scales=frozenset(numbers["scales"]).intersection(language["abbreviations"]),
        collectives=dict(numbers["collectives"]),
        number_parts=parts_of_numbers(language, numbers) if language.get("joined_numbers", False) else {},
        decades=dict(numbers.get("decades", {})),
        plus={
            **dict.fromkeys(numbers.get("plus", ()), Qualifier.OVER),
            **dict.fromkeys(numbers.get("odd", ()), Qualifier.ABOUT),
        },
        half=frozenset(numbers.get("half", ())),
        phrases=vocabulary.phrases(),
        soft=tints_of(pack, split),
        triggers=vocabulary.telling(happened),
        saying=vocabulary.telling(vocabulary.having(tags.SPEECH | tags.ACCORDING)),
        conditional=conditions_of(pack),
        speakers=speakers_of(pack, split),
        blows=blows_of(pack),
        telling=frozenset((*conditions_of(pack), *blows_of(pack), *wounds.get("helped", ()))),
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
        when=frozenset(event.get("when", ())),
        after=frozenset(event.get("after", ())),
        events=frozenset(event.get("names", ())),
        event_endings=tuple(event.get("names", ())) if language.get("compounds", False) else ("\0",),
        pronouns=pronouns_of(vocabulary),
        fates=frozenset(happened).difference(pack["strict"]["words"]),
        openers=frozenset(event.get("openers", ())),
        wide=frozenset(event.get("wide", ())),
        months=month_numbers(pack["grammar"]["months"]),
        agencies=frozenset(pack["agencies"]["names"]) | {" ".join(split(name)) for name in pack["agencies"]["names"]},
        outlet_words=frozenset(pack["agencies"]["words"]),
        happenings=happening_words(pack["happenings"], pack["untold"]["words"], split),
    )


def vocabulary_of_lists(pack: dict[str, Any], split: Callable[[str], tuple[str, ...]]) -> Vocabulary:
    """The phrases of all lists that make a word what it is, with what each list says."""
    numbers, attribution, wounds = pack["numbers"], pack["attribution"], pack["wounds"]
    words = Vocabulary(split)
    for kind_name, forms in pack["happened"].items():
        for form, phrases in forms.items():
            words.add_form(phrases, Kind(kind_name), FORMS[form])
    words.add(pack["strict"].get("settled", ()), tags.SETTLED)
    for phrase, (kind_name, value) in numbers.get("implied", {}).items():
        words.add_form((phrase,), Kind(kind_name), tags.NOUN)
        words.implied[phrase] = value
    words.add(pack["strict"]["words"], tags.STRICT)
    for rule in pack.get("conditional", ()):
        for form in CONDITIONAL:
            words.add(rule.get(form, ()))
    for section, names in (("people", PEOPLE), ("grammar", GRAMMAR), ("attribution", ATTRIBUTION)):
        for name, bits in names.items():
            words.add(pack[section].get(name, ()), bits)
    for name in QUALIFIERS:
        words.add_cue(pack["qualifiers"].get(name, ()), name)
    for phrase, (low, high) in numbers["vague"].items():
        words.add_number(phrase, "vague", low, high)
    for name in ("exact", "round"):
        for phrase, value in numbers.get(name, {}).items():
            words.add_number(phrase, name, value, value)
    words.add(numbers.get("minus_one_article", ()), tags.INDEFINITE)
    words.add(numbers.get("labels", ()), tags.LABEL)
    for name in ("words", "scales", "collectives", "decades"):
        words.add(numbers.get(name, ()), tags.NUMBER_WORD)
    words.add(numbers.get("half", ()))
    for section, name, cue in CUES:
        words.add_cue(pack[section].get(name, ()), cue)
    for name, bits in SPEAKING.items():
        words.add_cue(attribution.get(name, ()), name, bits)
    words.add(attribution.get("silent", ()))
    words.add(name for name in pack["agencies"]["names"] if not name.replace(" ", "").isalpha())  # "France 24"
    for name in (*BLOWS, "carriers", "helped"):
        words.add(wounds.get(name, ()))
    return words


def pronouns_of(vocabulary: Vocabulary) -> frozenset[str]:
    """The words by which a sentence with a pronoun that may speak is found: the longest one of each."""
    speaking = (phrase for phrase, cues in vocabulary.cues.items() if "speaker pronoun" in cues)
    phrases = {*vocabulary.having(tags.PRONOUN), *speaking}
    return frozenset(max(LETTERS.findall(phrase) or [phrase], key=len) for phrase in phrases)


def phrases_for_what_happened(pack: dict[str, Any]) -> list[str]:
    """Every phrase that says, or helps to say, what happened to people."""
    found: list[str] = [phrase for forms in pack["happened"].values() for listed in forms.values() for phrase in listed]
    found += pack["numbers"].get("implied", ())
    for rule in pack.get("conditional", ()):
        # a rule may be found by its rarer side: "send … hospital"
        is_found_by_others = rule.get("look_for") == "with"
        found += rule["with"] if is_found_by_others else [word for form in CONDITIONAL for word in rule.get(form, ())]
    found += pack["scope"].get("part", ())
    wounds = pack["wounds"]
    found += blows_of(pack)
    return found + (wounds["words"] if wounds["carriers"] else [])


def blows_of(pack: dict[str, Any]) -> dict[str, int]:
    """The words for blows, each with the form that it has."""
    return {word: form for name, form in BLOWS.items() for word in pack["wounds"].get(name, ())}


def conditions_of(pack: dict[str, Any]) -> dict[str, list[tuple[Kind, int, frozenset[str]]]]:
    """The words that say what happened only beside others, in the order of the rules: kind, form, the others."""
    found: dict[str, list[tuple[Kind, int, frozenset[str]]]] = {}
    for rule in pack.get("conditional", ()):
        kind, beside = Kind(rule["kind"]), frozenset(rule["with"])
        for form in CONDITIONAL:
            for word in rule.get(form, ()):
                found.setdefault(word, []).append((kind, FORMS[form], beside))
    return found


def tints_of(pack: dict[str, Any], split: Callable[[str], tuple[str, ...]]) -> dict[str, TintsBehind]:
    """The cues that tint a sentence without being taken out of it, by the last word of each."""
    lists = {**pack["scope"], **pack["modality"]}
    lists |= {name: pack[section].get(listed, ()) for name, (section, listed) in TINTS.items()}
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, listed in lists.items():
        for phrase in listed:
            words = split(phrase)
            found.setdefault(words[-1], []).append((words, name))
    return {last: by_word_before(cues) for last, cues in found.items()}


def by_word_before(cues: list[tuple[tuple[str, ...], str]]) -> TintsBehind:
    """The cues that end with one word by the word before it, in their order, those of that word alone among all."""
    before = {"", *(phrase[-2] for phrase, _ in cues if len(phrase) > 1)}
    return {
        word: tuple((phrase, cue) for phrase, cue in cues if len(phrase) == 1 or phrase[-2] == word) for word in before
    }


def speakers_of(
    pack: dict[str, Any], split: Callable[[str], tuple[str, ...]]
) -> dict[str, list[tuple[tuple[str, ...], SpeakerClass]]]:
    """The words for speakers with their classes, by their first words."""
    found: dict[str, list[tuple[tuple[str, ...], SpeakerClass]]] = {}
    for name, listed in pack["speakers"].items():
        speaker_class = SpeakerClass(name)
        for phrase in listed:
            words = split(phrase)
            found.setdefault(words[0], []).append((words, speaker_class))
    return found


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


def month_numbers(months: list[str]) -> dict[str, int]:
    """The number of every month by all its spellings.

    The twelve names come first, then those of another calendar, twelve by twelve, or what the names are cut to.
    """
    return {
        word: next((number for number, name in enumerate(months[:12], 1) if name.startswith(word)), at % 12 + 1)
        for at, word in enumerate(months)
    }
