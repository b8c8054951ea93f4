"""What holds for every text: exact offsets, order, no crash; and that hostile texts cost no more than their length."""

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story import Reading, explain, read_claims
from story.reading.loading import load_lexicon
from story.reading.packs import known_languages

MARKS = ["77", "1,100", "5 000", "1.100", "3.5", "70s", "2015", "٧٧", "70-plus", "27-year-old", "5%", "$40", "10:30"]
MARKS += [",", ".", ";", ":", "\n", "“", "”", "«", "»", "„", "(", ")", "-", "’", "؟", "؛", "،", "A", "Bamako"]


@cache
def salad(lang: str) -> st.SearchStrategy[str]:
    """Words and phrases of a language's pack in any order, with numbers and marks between them."""
    lexicon = load_lexicon(lang)
    phrases = [first for first, known in lexicon.phrases.items() if known.alone.tags or known.alone.quantity]
    phrases += [
        " ".join(words) for known in lexicon.phrases.values() for longer in known.longer.values() for words, _ in longer
    ]
    triggers = sorted(lexicon.triggers)
    word = st.one_of(st.sampled_from(phrases), st.sampled_from(triggers), st.sampled_from(MARKS))
    return st.lists(word, max_size=60).map(" ".join)


def assert_offsets_are_exact(text: str, reading: Reading) -> None:
    for claim in reading.claims:
        assert text[claim.start : claim.end] == claim.text
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end
        assert claim.low >= 0
        assert claim.high is None or claim.high >= claim.low
        assert claim.rule
    assert all(one.start <= other.start for one, other in pairwise(reading.claims))
    for passage in reading.passages:
        assert text[passage.start : passage.end] == passage.text
        assert text[passage.sentence_start : passage.sentence_end] == passage.sentence
        assert passage.sentence_start <= passage.start < passage.end <= passage.sentence_end
        assert passage.rule
    assert all(one.start <= other.start for one, other in pairwise(reading.passages))


@pytest.mark.parametrize("lang", known_languages())
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_offsets_point_at_the_text_in_any_salad_of_a_packs_words(lang: str, data: st.DataObject) -> None:
    text = data.draw(salad(lang))
    reading = read_claims(text, lang=lang)
    assert_offsets_are_exact(text, reading)
    for sentence in explain(text, reading):
        assert text[sentence.start : sentence.end] == sentence.sentence


@pytest.mark.parametrize("lang", known_languages())
@settings(max_examples=100, deadline=None)
@given(text=st.text(st.characters(), max_size=200))
def test_no_text_raises(lang: str, text: str) -> None:
    assert_offsets_are_exact(text, read_claims(text, lang=lang))
    assert_offsets_are_exact(text.upper(), read_claims(text.upper(), lang=lang))


@settings(max_examples=50, deadline=None)
@given(text=salad("en"), before=st.text(st.characters(), max_size=30))
def test_reading_twice_says_the_same(text: str, before: str) -> None:
    assert read_claims(text, title=before, lang="en") == read_claims(text, title=before, lang="en")


def hostile_texts(lang: str) -> dict[str, str]:
    """Texts that only a hostile or broken source prints, in a language's own words."""
    lexicon = load_lexicon(lang)
    number = next(iter(lexicon.words))
    trigger = max(lexicon.triggers, key=len)
    phrases = [
        " ".join(words) for known in lexicon.phrases.values() for longer in known.longer.values() for words, _ in longer
    ]
    return {
        "digits": "7" * 1_000_000,
        "numbers in one sentence": " ".join(str(number % 90 + 2) for number in range(100_000)) + f" {trigger}",
        "a trigger again and again": f"12 {trigger} " * 20_000,
        "one endless number word": f"{number}-" * 20_000,
        "one endless compound": number * 20_000,
        "all phrases as one sentence": " ".join(phrases * 3),
        "unpaired quotation marks": f"“12 {trigger} „12 {trigger} «12 {trigger} " * 3_000,
        "brackets": "(" * 100_000,
        "commas": ", 12" * 50_000,
        "lone surrogates": f"12 {trigger} \ud800 by \udfff",
        "combining marks": f"12 {trigger} " + "\u0301" * 50_000,
        "nothing but triggers": f"{trigger} " * 40_000,
        "loose accents": f"12 {trigger} " + "e\u0301" * 200_000,
        "soft hyphens": f"12 {trigger[:2]}\u00ad{trigger[2:]} " * 10_000,
        "directional marks": "\u200f12\u200e" * 100_000,
        "words that others count beside": " ".join(sorted(lexicon.conditional) * 300),
        "mixed scripts": f"12 {trigger} ٧٧ قتيلا 77 убиты 死者77人 " * 3_000,
    }


@pytest.mark.parametrize("lang", known_languages())
@pytest.mark.parametrize("name", hostile_texts("en"))
def test_a_hostile_text_is_read_to_its_end(lang: str, name: str) -> None:
    text = hostile_texts(lang)[name]
    assert_offsets_are_exact(text, read_claims(text, lang=lang))


@pytest.mark.parametrize(
    "text",
    [
        "7" * 5_000_000,
        "12 " * 1_000_000 + "people were killed",
        "killed " + "7" * 100_000,
        "12 people were killed, " + "including 5 men, " * 5_000,
        "five men, " * 10_000 + "were killed",
        '"said he ' * 20_000,
        "the deaths of " * 10_000,
        "tens of thousands of " * 10_000 + "people were killed",
    ],
    ids=lambda text: text[:24],
)
def test_a_hostile_english_text_is_read_to_its_end(text: str) -> None:
    assert_offsets_are_exact(text, read_claims(text, lang="en"))


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
    reading = read_claims("12 people were killed, he said. " * 2_000, lang="en")
    assert 1_000 <= len(reading.claims) < 1_100
    assert reading.reason is not None
    assert "only the first 1,000 claims" in reading.reason
