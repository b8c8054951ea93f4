"""Texts whose words hold soft hyphens, zero-width marks or loose accents are read like others, and to the letter."""

import re
import unicodedata
from collections.abc import Callable

import pytest

from story import Claim, explain, read_claims

SENTENCES = [
    ("fr", "Au moins 34 personnes ont été tuées à Kayes, selon une source sécuritaire."),
    ("de", "Mindestens zwölf Menschen wurden bei Köln getötet, teilte die Behörde mit."),
    ("es", "Murieron 34 niños en Córdoba, informó la policía."),
    ("pt", "Pelo menos 34 pessoas morreram em São Luís, informou a polícia."),
    ("ar", "أُصيب 34 شخصا في بغداد، حسبما أعلنت الشرطة."),
]


def softened(text: str) -> str:
    """A soft hyphen in every long word."""
    return re.sub(r"(?<!\w)([^\W\d_]{2})([^\W\d_]{3,})", "\\1\u00ad\\2", text)


def figure(claim: Claim) -> tuple[object, ...]:
    return claim.kind, claim.low, claim.high, claim.source, claim.speaker_class, claim.rule


@pytest.mark.parametrize(("lang", "text"), SENTENCES)
@pytest.mark.parametrize(
    "hide",
    [
        softened,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\u200b "),
        lambda text: f"\ufeff\u200f{text}\u200f",
        lambda text: text.replace("34", "\u200e34\u200f"),
    ],
    ids=["soft hyphens", "loose accents", "zero-width spaces", "at both ends", "directional marks"],
)
def test_what_hides_words_changes_no_claim(lang: str, text: str, hide: Callable[[str], str]) -> None:
    hidden = hide(text)
    claims = read_claims(hidden, lang=lang).claims
    assert [figure(claim) for claim in claims] == [figure(claim) for claim in read_claims(text, lang=lang).claims]
    assert claims
    for claim in claims:
        assert hidden[claim.start : claim.end] == claim.text
        assert hidden[claim.sentence_start : claim.sentence_end] == claim.sentence


@pytest.mark.parametrize(("lang", "text"), SENTENCES)
def test_an_explanation_stands_where_the_text_does(lang: str, text: str) -> None:
    hidden = softened(f"{text} 12\u200b 2019.")
    reading = read_claims(hidden, lang=lang)
    sentences = list(explain(hidden, reading))
    assert tuple(claim for sentence in sentences for claim in sentence.claims) == reading.claims
    assert all(hidden[sentence.start : sentence.end] == sentence.sentence for sentence in sentences)
