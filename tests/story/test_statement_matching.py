"""Which statements of different articles are one, and what lists call them."""

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story import (
    FactType,
    Party,
    Passage,
    StoryContext,
    StoryParty,
    block_keys,
    passage_key,
    passage_label,
    read_claims,
    same_passage,
)
from story.own_names import own_name

from .factories import START

SHARED = Path(__file__).resolve().parents[3] / "shared"
PAIRS = tomllib.loads(Path(__file__).with_name("statement_pairs.toml").read_text(encoding="utf-8"))["pairs"]
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "pt")


def statement(source: str, topic: str, text: str) -> Passage:
    """A statement that is its own sentence."""
    return Passage(FactType.STATEMENT, topic, text, 0, len(text), text, 0, len(text), source=source)


def are_one(one: Passage, other: Passage, lang: str, context: StoryContext | None = None) -> bool:
    """Whether the store would join them: they are filed under one key at least, and compared."""
    blocks = set(block_keys(one, lang, context)) & set(block_keys(other, lang, context))
    return bool(blocks) and same_passage(one, other, lang, context)


@pytest.mark.parametrize("pair", [pytest.param(pair, id=f"{pair['lang']}: {pair['why']}") for pair in PAIRS])
def test_statements_are_one_by_speaker_and_words(pair: dict[str, Any]) -> None:
    one, other = statement(*pair["one"]), statement(*pair["other"])
    assert are_one(one, other, pair["lang"]) is pair["same"]
    assert are_one(other, one, pair["lang"]) is pair["same"]
    assert are_one(one, one, pair["lang"])


def test_a_denial_elsewhere_in_a_longer_sentence_is_none_of_its_part() -> None:
    whole = statement("Petra Lang", "quotation", "Die Türen waren verriegelt und niemand hatte einen Schlüssel")
    assert are_one(whole, statement("Lang", "quotation", "Die Türen waren verriegelt"), "de")
    assert not are_one(whole, statement("Lang", "quotation", "Die Türen waren nicht verriegelt"), "de")


def test_the_pairs_hold_every_language_and_both_answers() -> None:
    assert len(PAIRS) >= 60
    assert {(pair["lang"], pair["same"]) for pair in PAIRS} == set(itertools.product(LANGUAGES, (True, False)))


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Wassim Nasr of France 24", "wassim nasr"),
        ("M. Nasr", "nasr"),
        ("the analyst Wassim Nasr", "wassim nasr"),
        ("l'analyste Wassim Nasr", "wassim nasr"),
        ("African Union Commission Chairman Moussa Faki Mahamat", "moussa faki mahamat"),
        ("WFP spokesperson Djaounsede Madjiangar", "djaounsede madjiangar"),
        ("U.N. Secretary-General Antonio Guterres", "antonio guterres"),
        ("Jean-Hervé Jezequel", "jean herve jezequel"),
        ("Mali’s General Diarra", "diarra"),
        ("le ministre de la Défense Sadio Camara", "sadio camara"),
        ("Bundesinnenminister Horst Seehofer", "horst seehofer"),
        ("die Polizeisprecherin Anna Müller", "anna muller"),
        ("Ursula von der Leyen", "ursula von der leyen"),
        ("Russia's Investigative Committee", "investigative committee"),
        ("the JNIM", "jnim"),
        ("المتحدث باسم الجيش العقيد سليمان ديمبيلي", "سليمان ديمبيلي"),
        ("وسيم نصر من قناة الجزيرة", "وسيم نصر"),
        ("il capo della Protezione civile Fabrizio Curcio", "fabrizio curcio"),
        ("le porte-parole du JNIM", "jnim"),
        ("رئيس الحكومة حسن دياب", "حسن دياب"),
        ("president", "president"),
        ("", ""),
        ("«»", "«»"),
        ("0 ", "0"),
    ],
)
def test_a_speakers_own_name_stands_without_titles_and_offices(source: str, name: str) -> None:
    assert " ".join(own_name(source)) == name


def test_a_party_is_one_speaker_under_all_its_spellings() -> None:
    party = StoryParty("JNIM", Party.ATTACKERS, ("GSIM", "Groupe de soutien à l'islam et aux musulmans"))
    context = StoryContext("Bamako", "Bamako", START, parties=(party,))
    words = "ses combattants avaient tenu le camp pendant neuf heures"
    one, other = statement("le GSIM", "attributed", words), statement("le JNIM", "attributed", words)
    assert are_one(one, other, "fr", context)
    assert not are_one(one, other, "fr")


def test_a_statement_has_no_key_of_its_own_and_few_to_be_found_by() -> None:
    text = " ".join(f"word{letter}{number}" for letter in "abcdefghij" for number in range(100))
    said = statement("Ann Doe", "quotation", text)
    assert passage_key(said) is None
    assert len(block_keys(said, "en")) <= 6
    assert all(key.startswith("statement|en|doe|") for key in block_keys(said, "en-GB"))


def test_a_language_without_common_words_is_compared_all_the_same() -> None:
    one = statement("Ann Doe", "quotation", "Broen var stengt for lastebiler siden mars")
    assert are_one(one, statement("Doe", "quotation", "Broen var stengt for lastebiler"), "no")
    assert not are_one(one, statement("Doe", "quotation", "Ferja gikk hver time gjennom natten"), "no")


@pytest.mark.parametrize(
    ("passage", "label"),
    [
        (statement("Ann Doe", "quotation", "Nobody\nwarned us."), "“Nobody warned us” — Ann Doe"),
        (statement("Ann Doe", "attributed", "nobody had warned them"), "nobody had warned them — Ann Doe"),
        (
            statement("Ann Doe", "quotation", "Nobody warned the villagers " * 5),
            "“Nobody warned the villagers Nobody warned the villagers Nobody warned the…” — Ann Doe",
        ),
        (statement("Le JNIM", "attributed", "ses hommes ont péri"), "ses hommes ont péri — JNIM"),
        (statement("the analyst Ann Doe", "attributed", "nobody came"), "nobody came — analyst Ann Doe"),
        (statement("Le Drian", "attributed", "nobody came"), "nobody came — Le Drian"),
        (statement("Ann Doe", "quotation", "x" * 200), f"“{'x' * 77}…” — Ann Doe"),
    ],
)
def test_a_label_is_the_words_cut_at_a_word_and_the_speaker(passage: Passage, label: str) -> None:
    assert passage_label(passage) == label
    assert len(label.rpartition(" — ")[0]) <= 80


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=40), st.sampled_from([*LANGUAGES, "und", ""]))
def test_comparing_never_fails_and_is_symmetric(one: str, other: str, source: str, lang: str) -> None:
    first, second = statement(source, "quotation", one), statement(source, "attributed", other)
    assert same_passage(first, second, lang) == same_passage(second, first, lang)
    assert len(block_keys(first, lang)) <= 6
    passage_label(first)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated texts are not there")
def test_the_analysts_words_in_three_articles_are_one_statement_and_meet_no_other() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((SHARED / "seeds").glob("*.txt"))]
    found = [passage for text in texts for passage in read_claims(text).passages]
    statements = [passage for passage in found if passage.type is FactType.STATEMENT]
    joined = [(one, other) for one, other in itertools.combinations(statements, 2) if are_one(one, other, "en")]
    assert len(joined) == 3
    assert all("message" in passage.text and "cities" in passage.text for pair in joined for passage in pair)
    assert all("Jezequel" in str(passage.source) for pair in joined for passage in pair)
