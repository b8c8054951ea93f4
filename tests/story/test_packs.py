"""The language packs: each has the shape that the engine reads, and reads its own examples right."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from story import Claim, read_claims
from story.reading.loading import build_lexicon, load_lexicon
from story.reading.packs import EXAMPLES, PACKS, PackError, known_languages, read_pack, spelled_out, spellings


def examples_of(code: str) -> list[dict[str, Any]]:
    """A pack's examples; none of one that is no TOML, which the test of its shape tells."""
    try:
        examples: list[dict[str, Any]] = tomllib.loads((PACKS / f"{code}.toml").read_text(encoding="utf-8"))["examples"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError):
        return []
    return examples


def in_short(claim: Claim) -> str:
    high = "open" if claim.high is None else claim.high
    return f"{claim.kind} {claim.low}-{high} {claim.qualifier}"


@pytest.mark.parametrize("code", known_languages())
def test_a_pack_has_the_shape_that_the_engine_reads_and_examples(code: str) -> None:
    assert load_lexicon(code).triggers
    assert examples_of(code) != []


@pytest.mark.parametrize("code", known_languages())
def test_every_phrase_of_a_pack_is_in_lower_case(code: str) -> None:
    def phrases(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [phrase for inner in value.values() for phrase in phrases(inner)]
        if isinstance(value, list):
            return [phrase for inner in value for phrase in phrases(inner)]
        return [value] if isinstance(value, str) else []

    words = {name: section for name, section in read_pack(code).items() if name != "language"}
    assert [phrase for phrase in phrases(words) if phrase != phrase.lower()] == []


@pytest.mark.parametrize(
    ("code", "example"),
    [
        pytest.param(code, example, id=f"{code}: {example['text'][:60]}")
        for code in known_languages()
        for example in examples_of(code)
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


@pytest.mark.parametrize("code", known_languages())
def test_no_bracket_of_a_pack_is_left_over_when_its_words_are_spelled_out(code: str) -> None:
    def phrases(value: Any) -> list[str]:
        if isinstance(value, str):
            return [value]
        inner = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
        return [phrase for part in inner for phrase in phrases(part)]

    assert not [phrase for phrase in phrases(spelled_out(read_pack(code))) if set(phrase) & set("[]|()")]


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
    assert tomllib.loads(words).keys() == read_pack(code).keys()
    assert set(tomllib.loads(mark + examples)) == {"examples"}


def test_a_pack_without_a_section_is_refused() -> None:
    sections = read_pack("en")
    del sections["numbers"]
    with pytest.raises(KeyError, match="numbers"):
        build_lexicon(sections)
