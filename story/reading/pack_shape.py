"""The shape of a language pack: its sections and lists, and what is said to somebody who wrote one wrong.

Nearly all may be missing: a small pack reads little, and a list that a language has no use for needs no mention. But a
list that the engine doesn't know would silently do nothing, so its name is an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from story.model import Kind, SpeakerClass
from story.reading.pack_lists import (
    ATTRIBUTION,
    BLOWS,
    CUES,
    FORMS,
    GRAMMAR,
    HAPPENING_LISTS,
    HAPPENING_SIDES,
    PEOPLE,
    QUALIFIERS,
    SPEAKING,
    TINTS,
)
from story.reading.packs import PackError

STRINGS = frozenset({str})
LANGUAGE_SWITCHES = frozenset(
    {"elision", "spaced_thousands", "verb_first", "verb_last", "construct", "drops_pronouns", "compounds"}
    | {"joined_numbers", "comma_before_that", "joins_hundreds"}
)
LANGUAGE_LISTS = frozenset(
    {"adverb_endings", "joiners", "abbreviations", "number_endings", "age_endings", "before_ordinals"}
    | {"after_ordinals", "endings", "decade_endings", "verb_endings"}
)
CAPITALS = ("names", "nouns", "unused")
NUMBER_VALUES = frozenset({"words", "scales", "collectives", "exact", "round", "decades", "inside"})
NUMBER_LISTS = frozenset(
    {"half", "plus", "odd", "minus_one_article", "ordinals", "labels", "ages", "fractions", "shares"}
)
NUMBER_PAIRS = frozenset({"vague", "implied"})


def carrying(section: str) -> set[str]:
    """The lists of a section whose words carry a cue."""
    return {name for of, name, _ in CUES if of == section} | {name for of, name in TINTS.values() if of == section}


LISTS: dict[str, frozenset[str]] = {
    "qualifiers": frozenset({*QUALIFIERS, *carrying("qualifiers")}),
    "people": frozenset({*PEOPLE, *carrying("people"), "captives", "singular"}),
    "grammar": frozenset(
        {*GRAMMAR, *carrying("grammar"), "places_after", "and_words", "or_words", "content_words", "as_words"}
        | {"possessives", "counted_after"}
    ),
    "attribution": frozenset(
        {*ATTRIBUTION, *SPEAKING, *carrying("attribution"), "silent", "reflexives", "reported_mood"}
    ),
    "speakers": frozenset(SpeakerClass),
    "agencies": frozenset({"names", "words"}),
    "scope": frozenset(
        {"superlative", "part", "background", "span", "long time", "conflict", "side", "earlier past", "event", "ago"}
    ),
    "event": frozenset({"days", "before_ago", "weeks", "when", "after", "names", "openers", "wide"}),
    "modality": frozenset({"feared", "projected", "corrected", "denied", "superseded"}),
    "strict": frozenset({"words", "settled"}),
    "untold": frozenset({"words"}),
    "wounds": frozenset({*BLOWS, *carrying("wounds"), "carriers", "helped", "into"}),
}
SCRIPT = frozenset(
    {"folds", "marks", "proclitics", "articles", "accusative", "pronouns", "dual", "dual_construct", "kept"}
    | {"before_ending", "construct_plural", "singular"}
)
SECTIONS = ("language", "script", "numbers", "happened", "conditional", "happenings", *LISTS)


def in_shape(pack: dict[str, Any], code: str) -> dict[str, Any]:
    """A pack as `read_pack` gives it with every list that it leaves out as an empty one.

    Raises PackError with the file, the section and the list, and what to write instead.
    """
    try:
        known_names(pack, SECTIONS, "section", "")
        absent = SCRIPT - tables_only(pack["script"], "[script]").keys() if "script" in pack else ()
        if absent:
            raise PackError(f"[script]: has no {min(absent)}: ar.toml says what each of its entries is for")
        whole = {name: tables_only(pack.get(name, {}), f"[{name}]") for name in SECTIONS if name in LISTS}
        for name, lists in whole.items():
            whole[name] = filled(lists, name)
        return {
            **pack,
            **whole,
            "language": language_of(pack, code),
            "numbers": numbers_of(pack),
            "happened": happened_of(pack),
            "conditional": conditional_of(pack),
            "happenings": happenings_of(pack),
        }
    except PackError as error:
        raise PackError(f"{code}.toml: {error}") from None


def filled(section: dict[str, Any], name: str) -> dict[str, Any]:
    """A section of lists with those that are missing."""
    allowed: Iterable[str] = LISTS[name]
    if name == "attribution":
        section = {**section, "split": tables_only(section.get("split", {}), "[attribution.split]")}
        for verb, halves in section["split"].items():
            a_list(halves, f"attribution.split.{verb}")
        allowed = {*allowed, "split"}
    known_names(section, allowed, "list", name)
    for listed, words in section.items():
        if (name, listed) != ("attribution", "split"):
            a_list(words, f"{name}.{listed}")
    return {**{listed: [] for listed in LISTS[name]}, **section}


def language_of(pack: dict[str, Any], code: str) -> dict[str, Any]:
    """The section that says how the language is written; its code, its name and where a noun's head stands must be."""
    if "language" not in pack:
        raise PackError(f'has no section [language]: write one with code = "{code}", name and head')
    language = tables_only(pack["language"], "[language]")
    known_names(
        language, {"code", "name", "head", "capitals"} | LANGUAGE_SWITCHES | LANGUAGE_LISTS, "entry", "language"
    )
    for name, value in language.items():
        if name in LANGUAGE_SWITCHES and not isinstance(value, bool):
            raise PackError(f"language.{name}: write true or false, without quotes")
        if name in LANGUAGE_LISTS:
            a_list(value, f"language.{name}")
    for name, values in (("code", (code,)), ("head", ("first", "last")), ("capitals", CAPITALS)):
        if (name in language or name != "capitals") and language.get(name) not in values:
            raise PackError(f"language.{name}: write " + " or ".join(f'"{value}"' for value in values))
    if not isinstance(language.get("name"), str):
        raise PackError('language.name: write the language\'s English name, such as "Swedish"')
    absent: dict[str, Any] = {"elision": False, "spaced_thousands": False}
    return absent | {"adverb_endings": [], "joiners": [], "abbreviations": []} | language


def numbers_of(pack: dict[str, Any]) -> dict[str, Any]:
    """The section of number words; some must be there."""
    numbers = tables_only(pack.get("numbers", {}), "[numbers]")
    known_names(numbers, NUMBER_VALUES | NUMBER_LISTS | NUMBER_PAIRS | {"units_first"}, "list", "numbers")
    if not numbers.get("words"):
        raise PackError("numbers.words: has no number words: write words = { one = 1, two = 2 } under [numbers]")
    for name, value in numbers.items():
        where = f"numbers.{name}"
        if name in NUMBER_LISTS:
            a_list(value, where)
        elif name == "units_first":
            if not isinstance(value, bool):
                raise PackError(f"{where}: write true or false, without quotes")
        else:
            for word, number in tables_only(value, where).items():
                a_value(name, number, f"{where}: “{word}”")
    return {**{name: {} for name in ("scales", "collectives", "vague")}, "minus_one_article": [], **numbers}


def a_value(name: str, value: Any, where: str) -> None:
    """Check what a number word stands for."""
    if name == "vague":
        is_right, wanted = is_pair(value, int), "its lowest and highest number, such as [20, 99]; -1 for no highest"
    elif name == "implied":
        is_right = is_pair(value, str) and value[0] in set(Kind)
        wanted = 'what happened and to how many, such as ["killed", 2]'
    else:
        is_right, wanted = type(value) is int and value >= 0, "a whole number, such as 12"
    if not is_right:
        raise PackError(f"{where}: write {wanted}")


def is_pair(value: Any, first: type) -> bool:
    """Whether a value is a list of two, the second a whole number."""
    return isinstance(value, list) and len(value) == 2 and type(value[0]) is first and type(value[1]) is int


def happened_of(pack: dict[str, Any]) -> dict[str, Any]:
    """The words for what happened, by kind and form; some must be there."""
    kinds = tables_only(pack.get("happened", {}), "[happened]")
    known_names(kinds, Kind, "kind", "happened")
    for kind, forms in kinds.items():
        known_names(tables_only(forms, f"[happened.{kind}]"), FORMS, "form", f"happened.{kind}")
        for form, words in forms.items():
            a_list(words, f"happened.{kind}.{form}")
    if not any(kinds.values()):
        raise PackError("has no words for what happened: write a section [happened.killed] with a list `state`")
    return kinds


def conditional_of(pack: dict[str, Any]) -> list[dict[str, Any]]:
    """The rules for words that say what happened only beside others."""
    rules = pack.get("conditional", [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise PackError("conditional: write each rule under a line [[conditional]]")
    for number, rule in enumerate(rules, 1):
        where = f"conditional (rule {number})"
        known_names(rule, {*FORMS} | {"kind", "with", "look_for"}, "entry", where)
        known_names([str(rule.get("kind"))], Kind, "kind", where)
        for name in ("with", *(form for form in FORMS if form in rule)):
            a_list(rule.get(name), f"{where}.{name}")
    return rules


def happenings_of(pack: dict[str, Any]) -> list[dict[str, Any]]:
    """The patterns of what may happen beside the toll."""
    rules = pack.get("happenings", [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise PackError("happenings: write each pattern under a line [[happenings]]")
    for number, rule in enumerate(rules, 1):
        where = f"happenings (pattern {number})"
        known_names(rule, ("topic", *HAPPENING_LISTS), "entry", where)
        if not isinstance(rule.get("topic"), str) or not rule["topic"].strip():
            raise PackError(f'{where}.topic: write what happened in English, such as "arrest"')
        for name in HAPPENING_LISTS:
            a_list(rule.get(name, []), f"{where}.{name}")
        if not any(rule.get(name) for name in HAPPENING_SIDES):
            raise PackError(f"{where}: has no phrases: write a list {', '.join(HAPPENING_SIDES)}")
    return rules


def known_names(names: Iterable[str], allowed: Iterable[str], sort: str, section: str) -> None:
    """Refuse a name that the engine doesn't know, with the one that may have been meant."""
    known = [str(name) for name in allowed]
    for name in names:
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, 1)
            where = f"{section}.{name}" if section else f"[{name}]"
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}"
            raise PackError(f"{where}: there is no such {sort}; {hint}")


def tables_only(value: Any, where: str) -> dict[str, Any]:
    """A section or list that names things and gives each something."""
    if not isinstance(value, dict):
        raise PackError(f"{where}: is no section: write its name in square brackets and its lists below")
    return value


def a_list(value: Any, where: str) -> None:
    """Refuse what is no list of words."""
    if isinstance(value, str):
        raise PackError(
            f'{where}: a text of one line is no list: write ["…", "…"], or \'\'\' and the words on new lines'
        )
    if not isinstance(value, list) or not set(map(type, value)) <= STRINGS:
        raise PackError(f'{where}: is no list of words: write ["…", "…"], or \'\'\' and the words on new lines')
    if not all(map(str.strip, value)):
        raise PackError(f'{where}: holds an empty word "", which stands nowhere in a text')
