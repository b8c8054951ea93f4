"""Happenings in texts: what is told to have occurred beside the toll, and what is only feared, asked for or denied."""

import os
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story import FactType, Passage, Scope, read_claims
from story.happenings import SHARED
from story.reading.loading import load_lexicon
from story.reading.packs import known_languages, read_pack

ROOT = Path(__file__).parents[2]
TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("happenings.toml").read_text(encoding="utf-8")
)


def happenings(text: str, lang: str = "en", **more: Any) -> list[Passage]:
    """The happenings that patterns find in a text."""
    passages = read_claims(text, lang=lang, **more).passages
    return [passage for passage in passages if passage.type is FactType.HAPPENING and passage.topic != SHARED]


@pytest.mark.parametrize(
    ("lang", "text", "topic", "actor"),
    [
        pytest.param(lang, *case, id=f"{lang}: {case[0][:50]}")
        for lang, cases in TABLE.items()
        for case in cases["told"]
    ],
)
def test_what_is_told_is_read_with_its_actor(lang: str, text: str, topic: str, actor: str) -> None:
    assert [(passage.topic, passage.actor) for passage in happenings(text, lang)] == [(topic, actor)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [pytest.param(lang, text, id=f"{lang}: {text[:50]}") for lang, cases in TABLE.items() for text in cases["untold"]],
)
def test_what_is_denied_asked_for_planned_or_another_thing_is_no_happening(lang: str, text: str) -> None:
    assert happenings(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "actors"),
    [
        (
            "en",
            "France, Germany and the European Union condemned the bombing.",
            ["France", "Germany", "the European Union"],
        ),
        (
            "en",
            "The raid was condemned by France, Chad and the African Union.",
            ["France", "Chad", "the African Union"],
        ),
        ("fr", "La France, l'Espagne et le Tchad ont condamné l'attentat.", ["La France", "l'Espagne", "le Tchad"]),
        ("es", "México y Chile condenaron el atentado.", ["México", "Chile"]),
        ("de", "Frankreich und Deutschland verurteilten den Anschlag.", ["Frankreich", "Deutschland"]),
        ("it", "La Francia e l'Unione Africana hanno condannato l'attentato.", ["La Francia", "l'Unione Africana"]),
        ("pt", "Portugal e o Brasil condenaram o atentado.", ["Portugal", "o Brasil"]),
        ("ar", "أدانت فرنسا والاتحاد الأفريقي الهجوم.", ["فرنسا", "الاتحاد الأفريقي"]),
    ],
)
def test_each_of_several_who_condemn_makes_a_condemnation(lang: str, text: str, actors: list[str]) -> None:
    assert [(passage.topic, passage.actor) for passage in happenings(text, lang)] == [
        ("condemnation", actor) for actor in actors
    ]


def test_a_name_that_holds_an_and_is_one() -> None:
    (told,) = happenings("The Ministry of Foreign Affairs and Cooperation condemned the attack.")
    assert told.actor == "The Ministry of Foreign Affairs and Cooperation"
    (told,) = happenings("The attack was claimed by the Group to Support Islam and Muslims.")
    assert told.actor == "the Group to Support Islam and Muslims"


def test_an_actor_with_and_without_an_article_is_told_once() -> None:
    assert len(happenings("JNIM a revendiqué l'attaque.\n\nLe JNIM a revendiqué l'attaque de mardi.", "fr")) == 1


def test_every_language_tells_of_the_same_topics() -> None:
    topics = {code: {rule["topic"] for rule in read_pack(code)["happenings"]} for code in known_languages()}
    assert set(map(frozenset, topics.values())) == {frozenset(topics["en"])}


@pytest.mark.parametrize("code", known_languages())
def test_no_phrase_of_a_pack_begins_or_ends_with_a_gap(code: str) -> None:
    phrases = [
        phrase
        for beside in load_lexicon(code).happenings.phrases.values()
        for found in beside.values()
        for phrase in found
    ]
    assert [phrase.words for phrase in phrases if "…" in (phrase.words[0], phrase.words[-1])] == []


def test_words_and_sentence_stand_where_the_passage_says() -> None:
    text = "Attack in Bamako\n\nThe ju\u00adnta closed Bamako air\u00adport, and JNIM claimed responsibility."
    found = happenings(text)
    assert [passage.topic for passage in found] == ["closure", "claim of responsibility"]
    for passage in found:
        assert text[passage.start : passage.end] == passage.text
        assert text[passage.sentence_start : passage.sentence_end] == passage.sentence
        assert passage.sentence_start <= passage.start < passage.end <= passage.sentence_end


def test_what_happened_in_another_year_is_background() -> None:
    text = "JNIM claimed responsibility for a similar attack in 2016."
    (passage,) = happenings(text, date=datetime(2024, 9, 17, tzinfo=UTC))
    assert passage.scope is Scope.BACKGROUND


def test_who_tells_of_it_is_its_source() -> None:
    (passage,) = happenings("Two men were arrested in Gao, the army said.")
    assert (passage.actor, passage.source) == ("Two men", "the army")


def test_a_short_name_in_brackets_belongs_to_the_actor() -> None:
    (passage,) = happenings("The attack was claimed by the Group to Support Islam and Muslims (JNIM).")
    assert passage.actor is not None
    assert passage.actor.endswith("(JNIM)")


def test_an_article_that_repeats_a_happening_gives_it_once() -> None:
    text = (
        "JNIM claims attack on Bamako airport\n\nJNIM claimed responsibility on Tuesday. JNIM has claimed the attack."
    )
    assert [(passage.topic, passage.actor) for passage in happenings(text)] == [("claim of responsibility", "JNIM")]


@pytest.mark.parametrize(
    "text",
    [
        "Torch affiliate claims attack on Bamako\n\nThe Torch affiliate Red Hand said that it was behind the attack.",
        "Security minister resigns\n\nThe security minister, Ann Doe, resigned on Friday.",
    ],
)
def test_a_headline_that_tells_in_short_what_the_text_tells_in_full_is_no_second_happening(text: str) -> None:
    (passage,) = happenings(text)
    assert passage.actor in ("The Torch affiliate Red Hand", "The security minister, Ann Doe")


def test_a_headline_about_somebody_else_is_kept() -> None:
    text = "France condemns attack\n\nThe French foreign minister, Ann Doe, condemned the attack."
    assert [passage.actor for passage in happenings(text)] == ["France", "The French foreign minister, Ann Doe"]


def test_who_says_that_it_did_it_makes_a_claim_of_responsibility_and_no_statement_beside() -> None:
    text = "Attack\n\nThe Red Hand said on Tuesday that it was behind the attack on the harbour."
    assert [passage.topic for passage in read_claims(text, lang="en").passages] == ["claim of responsibility"]


def test_sentences_with_names_and_rare_words_are_candidates_to_be_shared() -> None:
    text = "Bamako\n\nBulldozers demolished the historic Faladié livestock warehouse beside Avenue Kwame Nkrumah."
    (passage,) = read_claims(text, lang="en").passages
    assert (passage.topic, passage.text) == (SHARED, text[passage.start : passage.end])


def test_a_text_has_few_candidates_to_be_shared() -> None:
    sentence = "Bulldozers demolished the historic Faladié livestock warehouse number {} beside Avenue Nkrumah. "
    text = "".join(sentence.format(number) for number in range(100, 160))
    assert len(read_claims(text, lang="en").passages) == 6


@pytest.mark.parametrize("lang", known_languages())
@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=300))
def test_no_text_breaks_the_reader(lang: str, text: str) -> None:
    for passage in read_claims(text, lang=lang).passages:
        assert text[passage.start : passage.end] == passage.text


@pytest.mark.parametrize(
    "text",
    [
        "claimed responsibility " * 5_000,
        "was closed and " * 5_000,
        "arrested, " * 8_000,
        "JNIM claimed … responsibility. " * 3_000,
        "“" * 100_000,
    ],
    ids=["claims", "closures", "arrests", "gaps", "quotes"],
)
def test_a_hostile_text_gives_few_happenings(text: str) -> None:
    assert len(happenings(text)) <= 60


def test_every_process_reads_the_same(tmp_path: Path) -> None:
    text = "JNIM claimed the attack. Bamako airport was closed and three days of national mourning were declared."
    code = f"from story import read_claims; print(read_claims({text!r}, lang='en').passages)"
    read = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            cwd=tmp_path,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(read) == 1
