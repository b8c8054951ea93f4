"""What holds for every text: exact offsets, order, no crash; and that hostile texts cost no more than their length."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story import Reading, read_claims

WORDS = [
    "77", "255", "1,100", "5 000", "3.5", "70s", "2015", "dozens", "hundreds", "a", "some", "no", "several", "people",
    "soldiers", "gunmen", "houses", "killed", "wounded", "were", "have been", "and", "or", ",", ".", "\n", "“", "”",
    "(", ")",
    "including", "of whom", "of them", "said", "according to", "police", "he", "who", "that", "the", "death toll",
    "rose to", "from", "to", "at least", "more than", "up to", "between", "deaths of", "morts", "blessés", "une",
    "cinquantaine", "de", "d'", "ont été", "tués", "selon", "l'armée", "dont", "à", "bilan", "70-plus", "27-year-old",
]  # fmt: skip
SALAD = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


def assert_offsets_are_exact(text: str, reading: Reading) -> None:
    for claim in reading.claims:
        assert text[claim.start : claim.end] == claim.text
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end
        assert claim.low >= 0
        assert claim.high is None or claim.high >= claim.low
        assert claim.rule
    assert all(one.start <= other.start for one, other in pairwise(reading.claims))


@pytest.mark.parametrize("lang", ["en", "fr"])
@settings(max_examples=150, deadline=None)
@given(text=SALAD)
def test_offsets_point_at_the_text_in_any_salad_of_words(lang: str, text: str) -> None:
    assert_offsets_are_exact(text, read_claims(text, lang=lang))


@pytest.mark.parametrize("lang", ["en", "fr"])
@settings(max_examples=150, deadline=None)
@given(text=st.text(st.characters(), max_size=200))
def test_no_text_raises(lang: str, text: str) -> None:
    assert_offsets_are_exact(text, read_claims(text, lang=lang))
    assert_offsets_are_exact(text.upper(), read_claims(text.upper(), lang=lang))


@settings(max_examples=50, deadline=None)
@given(text=SALAD, before=st.text(st.characters(), max_size=30))
def test_reading_twice_says_the_same(text: str, before: str) -> None:
    assert read_claims(text, title=before, lang="en") == read_claims(text, title=before, lang="en")


@pytest.mark.parametrize(
    "text",
    [
        "7" * 1_000_000,
        "killed " + "7" * 100_000,
        " ".join(str(number % 90 + 2) for number in range(100_000)) + " people were killed",
        "12 people were killed, " + "including 5 men, " * 5_000,
        "five men, " * 10_000 + "were killed",
        '"said he ' * 20_000,
        "the deaths of " * 10_000,
        "77 people were killed \ud800 by \udfff a bomb",
        "," * 200_000,
        "tens of thousands of " * 10_000 + "people were killed",
        "(" * 100_000,
        "quatre-vingt-" * 20_000,
    ],
    ids=lambda text: text[:24].encode("unicode_escape").decode(),
)
def test_a_hostile_text_is_read_to_its_end(text: str) -> None:
    for lang in ("en", "fr"):
        assert_offsets_are_exact(text, read_claims(text, lang=lang))


def test_a_text_in_a_language_without_a_pack_gives_no_claims_and_says_why() -> None:
    reading = read_claims("Kuolleita on 77.", lang="fi")
    assert reading == Reading("fi", (), "there is no pack for the language 'fi'")


def test_a_text_without_words_has_no_known_language() -> None:
    reading = read_claims("1 2 3")
    assert (reading.lang, reading.claims) == ("und", ())
    assert reading.reason is not None


def test_the_language_is_told_from_the_text_when_nobody_says_it() -> None:
    assert read_claims("Au moins 77 personnes ont été tuées mardi dans la capitale.").lang == "fr"
    assert read_claims("At least 77 people were killed on Tuesday in the capital.").lang == "en"


def test_a_regional_tag_is_trusted_and_kept() -> None:
    reading = read_claims("77 people were killed.", lang="en-GB")
    assert (reading.lang, len(reading.claims)) == ("en-GB", 1)


def test_a_text_that_claims_without_end_is_read_up_to_a_limit_and_says_so() -> None:
    reading = read_claims("12 people were killed, he said. " * 6_000, lang="en")
    assert 5_000 <= len(reading.claims) < 5_100
    assert reading.reason is not None
    assert "only the first 5,000 claims" in reading.reason
