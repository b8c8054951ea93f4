"""Which statements of named speakers are read in a text, in seven languages."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from story import FactType, Passage, StoryContext, read_claims

from .factories import START

TEXTS = tomllib.loads(Path(__file__).with_name("statements.toml").read_text(encoding="utf-8"))["texts"]


def statements(text: str, lang: str = "en", context: StoryContext | None = None) -> list[Passage]:
    """The statements of a text, their offsets checked."""
    reading = read_claims(text, lang=lang, context=context)
    found = [passage for passage in reading.passages if passage.type is FactType.STATEMENT]
    for passage in found:
        assert text[passage.start : passage.end] == passage.text
        assert text[passage.sentence_start : passage.sentence_end] == passage.sentence
    return found


@pytest.mark.parametrize("given", [pytest.param(given, id=f"{given['lang']}: {given['text'][:50]}") for given in TEXTS])
def test_a_texts_statements_are_those_of_its_named_speakers(given: dict[str, Any]) -> None:
    found = statements(given["text"], given["lang"])
    assert [[passage.topic, passage.source, passage.text] for passage in found] == given["statements"]


def test_a_known_newspaper_is_quoted_and_what_it_reports_is_reporting() -> None:
    context = StoryContext("Bamako", "Bamako", START, outlets=("Nouvel Horizon",))
    quoted = "“The time has come to say who is responsible,” Nouvel Horizon wrote."
    reported = "Nouvel Horizon reported that the market had opened again on Thursday."
    assert [passage.source for passage in statements(quoted, context=context)] == ["Nouvel Horizon"]
    assert statements(reported, context=context) == []


def test_an_agency_says_nothing_of_its_own() -> None:
    assert statements("Reuters reported that the shooting had stopped by the middle of the afternoon.") == []
    (said,) = statements("Ann Doe told Reuters that the shooting had stopped by the middle of the afternoon.")
    assert (said.source, said.via) == ("Ann Doe", "Reuters")


def test_a_sentence_that_only_gives_a_figure_is_no_statement() -> None:
    text = "Ann Doe said that 77 people were killed. Ann Doe said that the market had opened again on Thursday."
    assert [passage.text for passage in statements(text)] == ["the market had opened again on Thursday"]


def test_each_sentence_of_a_quotation_is_a_statement_of_its_own() -> None:
    text = "“The terrorists have all been driven out. Our sweep of the town goes on,” General Oumar Diarra said."
    assert [passage.text for passage in statements(text)] == [
        "The terrorists have all been driven out.",
        "Our sweep of the town goes on",
    ]


def test_a_quotation_that_a_missing_mark_runs_on_to_the_next_speaker_is_nobodys() -> None:
    text = "“We have lost everything here, said Ann Doe. John Rowe said the water came at night.” Nobody slept."
    assert all(passage.topic == "attributed" for passage in statements(text))


def test_a_text_in_capitals_names_nobody() -> None:
    assert statements("ANN DOE SAID THAT THE MARKET HAD OPENED AGAIN ON THURSDAY MORNING.") == []


def test_offsets_are_exact_in_a_text_with_soft_hyphens_and_loose_accents() -> None:
    text = "« Les terro\u00adristes ont vise\u0301 un symbole du pouvoir », a déclaré Wassim Nasr."
    (said,) = statements(text, "fr")
    assert said.text == "Les terro\u00adristes ont vise\u0301 un symbole du pouvoir"


@pytest.mark.parametrize(
    "text",
    [
        '"' * 300_000,
        "“He said that " * 20_000,
        "“The army left the town,” Ann Doe said. " * 20_000,
        "Ann Doe said that, " * 10_000,
        " ".join(f"Xa{number} Yb said that the army had left the town." for number in range(10_000)),
        "Ann, " * 100_000 + "said that the town is lost",
    ],
    ids=lambda text: text[:24],
)
def test_a_hostile_text_is_read_to_its_end(text: str) -> None:
    assert len(statements(text)) <= 600
