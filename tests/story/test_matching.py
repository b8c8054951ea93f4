"""Which texts are on the story."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story import Matcher, Terms

BAMAKO = Matcher(
    Terms(any=("Bamako", "Faladié"), all=(("attack*", "killed", "mort*", "tué*"),), none=("football",)),
    {"fr": Terms(any=("école de gendarmerie",), none=("coupe d'Afrique",)), "en": Terms(any=("gendarmerie school",))},
)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Bamako attacked at dawn", "en"),
        ("BAMAKO: 77 MORTS", "fr"),
        ("Des tués à Faladie", "fr"),
        ("L’école  de\ngendarmerie : des morts", "fr-FR"),
        ("L'École-de-gendarmerie, des Tués", "fr"),
        ("Many killed in Bamako’s airport", "en_GB"),
        ("Gendarmerie school attacked", None),
        ("école de gendarmerie : des morts", None),
        ("Bamako: attackers killed", "de"),
    ],
)
def test_a_text_with_the_terms_is_on_the_story(text: str, lang: str | None) -> None:
    assert BAMAKO.match(text, lang).is_on_story


@pytest.mark.parametrize(
    ("text", "lang", "reason"),
    [
        ("Attack in Gao", "en", "no mention of Bamako, Faladié, gendarmerie school"),
        ("Life in Bamako", "en", "no mention of attack*, killed, mort*, tué*"),
        ("Bamakois killed", "en", "no mention of Bamako"),
        ("Bamako: football fans killed", "en", "excluded by “football”"),
        ("Bamako : la Coupe d’Afrique, des morts de rire", "fr", "excluded by “coupe d'Afrique”"),
        ("gendarmerie school attacked", "fr", "no mention of"),
        ("", "en", "no mention of"),
    ],
)
def test_a_text_without_them_is_not_and_the_reason_names_the_terms(text: str, lang: str, reason: str) -> None:
    match = BAMAKO.match(text, lang)
    assert not match.is_on_story
    assert match.reason.startswith(reason)


def test_the_reason_names_what_was_found_as_the_configuration_writes_it() -> None:
    assert BAMAKO.match("BAMAKO attacked", "en").reason == "mentions Bamako, attack*"


def test_no_terms_match_everything() -> None:
    assert Matcher(Terms()).match("Anything", "en").is_on_story
    assert Matcher(Terms(any=("", " * ")), {"fr": Terms()}).match("Anything").is_on_story


def test_terms_of_single_languages_do_not_let_every_other_language_in() -> None:
    matcher = Matcher(Terms(none=("sport",)), {"fr": Terms(any=("Bamako",))})
    assert not matcher.match("Wetter in Berlin", "de").is_on_story
    assert matcher.match("Bamako heute", "de").is_on_story


def test_a_text_of_unknown_language_must_fit_the_terms_of_some_language() -> None:
    matcher = Matcher(Terms(any=("Mali",)), {"fr": Terms(all=(("mort*",),)), "en": Terms(all=(("dead",),))})
    assert matcher.match("Mali: 20 dead").is_on_story
    assert matcher.match("Mali : des morts", "und").is_on_story
    assert not matcher.match("Mali: cotton harvest").is_on_story
    assert not matcher.match("Mali: 20 dead", "fr").is_on_story
    assert matcher.match("Mali: Baumwolle", "de").is_on_story


def test_terms_may_begin_with_a_sign_or_hold_one() -> None:
    matcher = Matcher(Terms(any=("#Bamako", "C.I.A.", "(AFP)")))
    assert matcher.match("see #bamako now").is_on_story
    assert matcher.match("the C.I.A. says").is_on_story
    assert not matcher.match("the cia says").is_on_story


@given(st.text(max_size=30), st.text(max_size=60))
def test_no_term_and_no_text_breaks_it_and_a_plain_term_finds_itself(term: str, text: str) -> None:
    matcher = Matcher(Terms(any=(term, "Bamako")))
    matcher.match(text, "en")
    assert matcher.match(f"{text} Bamako", None).is_on_story


def test_a_megabyte_is_looked_through_at_once() -> None:
    many = Matcher(Terms(any=tuple(f"village number {n}" for n in range(300)), none=("zzz*",)))
    before = time.process_time()
    assert not many.match("village numb er 3 é " * 50_000, "en").is_on_story
    assert time.process_time() - before < 5
