"""The language packs: each has the shape that the engine reads, and reads its own examples right."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from story import Claim, Kind, SpeakerClass, read_claims
from story.reading.loading import build_lexicon, load_lexicon
from story.reading.packs import EXAMPLES, PACKS, PackError, known_languages, read_pack, spellings

LISTS = {
    "qualifiers": {
        "about", "at_least", "over", "up_to", "exact", "after_about", "after_over", "after_at_least", "range_between",
        "range_to", "out_of", "rises", "in_decade",
    },
    "people": {"general", "groups", "attackers", "captives", "things", "them"},
    "grammar": {
        "be", "have", "adverbs", "of", "prepositions", "determiners", "conjunctions", "relatives", "pronouns",
        "places_after", "including", "among", "jointly", "negations", "negators", "not_counted", "times", "months",
        "toll_links", "increments", "object_markers", "hypothetical", "number_of", "purpose", "achieved", "future",
        "and_words", "or_words", "content_words", "as_words", "possessives", "counted_after",
    },
    "attribution": {"verbs", "according", "citing", "listeners", "pronouns", "mute", "stops", "silent"},
    "agencies": {"names", "words"},
    "scope": {
        "superlative", "part", "background", "span", "long time", "conflict", "side", "earlier past", "event", "ago",
    },
    "modality": {"feared", "projected", "corrected", "denied", "superseded"},
    "strict": {"words", "settled"},
    "wounds": {"words"},
}  # fmt: skip
# Lists that a pack may leave out.
OPTIONAL = {
    "people": {"singular", "blame", "violence", "members"},
    "attribution": {
        "according_after",
        "reckonings",
        "on_air",
        "asides",
        "split",
        "reflexives",
        "back_references",
        "spoken_of",
        "reported_mood",
    },
    "grammar": {"no result", "relays", "relayed from", "silent object", "demands", "charges", "illnesses"},
    "wounds": {"blows", "dealing", "signs", "carriers", "degrees", "own", "grave", "helped", "body", "into"},
    "event": {"days", "before_ago", "weeks", "after", "names", "openers", "wide"},
}
FORMS = {"participle", "active", "state", "noun", "act", "toll", "none"}


def pack(code: str) -> dict[str, Any]:
    examples = tomllib.loads((PACKS / f"{code}.toml").read_text(encoding="utf-8"))["examples"]
    return read_pack(code) | {"examples": examples}


def in_short(claim: Claim) -> str:
    high = "open" if claim.high is None else claim.high
    return f"{claim.kind} {claim.low}-{high} {claim.qualifier}"


@pytest.mark.parametrize("code", known_languages())
def test_a_pack_has_the_sections_and_lists_that_the_engine_reads(code: str) -> None:
    sections = pack(code)
    assert sections["language"]["code"] == code
    assert sections["language"]["head"] in ("first", "last")
    assert sections["language"].get("capitals", "names") in ("names", "nouns", "unused")
    for section, names in LISTS.items():
        optional = OPTIONAL.get(section, set())
        assert names - optional <= set(sections[section]) <= names | optional, section
        for name, phrases in sections[section].items():
            assert all(isinstance(phrase, str) and phrase.strip() == phrase for phrase in phrases), (section, name)
    assert {Kind(kind) for kind in sections["happened"]} == set(Kind)
    assert set(sections.get("event", {})) <= OPTIONAL["event"]
    for forms in sections["happened"].values():
        assert set(forms) <= FORMS
    assert {SpeakerClass(name) for name in sections["speakers"]} == set(SpeakerClass)


@pytest.mark.parametrize("code", known_languages())
def test_every_phrase_of_a_pack_is_in_lower_case(code: str) -> None:
    def phrases(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [phrase for inner in value.values() for phrase in phrases(inner)]
        if isinstance(value, list):
            return [phrase for inner in value for phrase in phrases(inner)]
        return [value] if isinstance(value, str) else []

    words = {name: section for name, section in pack(code).items() if name not in ("language", "examples")}
    assert [phrase for phrase in phrases(words) if phrase != phrase.lower()] == []


@pytest.mark.parametrize(
    ("code", "example"),
    [
        pytest.param(code, example, id=f"{code}: {example['text'][:60]}")
        for code in known_languages()
        for example in pack(code)["examples"]
    ],
)
def test_a_pack_reads_its_own_examples(code: str, example: dict[str, Any]) -> None:
    claims = read_claims(example["text"], lang=code).claims
    assert [in_short(claim) for claim in claims] == example["claims"]
    for field in ("source", "via", "party", "scope", "modality", "partial"):
        if field in example:
            assert {getattr(claim, field) for claim in claims} == {example[field]}


def test_brackets_spell_gender_and_number() -> None:
    assert sorted(spellings("tué(e)(s)")) == ["tué", "tuée", "tuées", "tués"]
    assert sorted(spellings("mort[oa](s)")) == ["morta", "mortas", "morto", "mortos"]


def test_brackets_with_bars_spell_one_ending_or_another() -> None:
    assert spellings("mat[a|ó|ando]") == ["mata", "mató", "matando"]
    assert spellings("mort[|es]") == ["mort", "mortes"]


def test_a_pack_that_is_no_toml_is_refused_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx.toml").write_text("[language", encoding="utf-8")
    monkeypatch.setattr("story.reading.packs.PACKS", tmp_path)
    with pytest.raises(PackError, match=r"xx\.toml: not TOML"):
        load_lexicon("xx")


def test_a_pack_that_is_no_utf_8_is_refused_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx.toml").write_bytes(b'[language]\ncode = "\xff"')
    monkeypatch.setattr("story.reading.packs.PACKS", tmp_path)
    with pytest.raises(PackError, match=r"xx\.toml: not UTF-8: byte 19"):
        load_lexicon("xx")


@pytest.mark.parametrize("code", known_languages())
def test_the_examples_stand_at_the_end_of_a_pack_where_the_reader_skips_them(code: str) -> None:
    words, mark, examples = (PACKS / f"{code}.toml").read_text(encoding="utf-8").partition(EXAMPLES)
    assert tomllib.loads(words).keys() == pack(code).keys() - {"examples"}
    assert set(tomllib.loads(mark + examples)) == {"examples"}


def test_a_pack_without_a_section_is_refused() -> None:
    sections = pack("en")
    del sections["numbers"]
    with pytest.raises(KeyError, match="numbers"):
        build_lexicon(sections)
