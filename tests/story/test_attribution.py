"""Who is said to give an English figure, through whom, and what sort of speaker that is."""

import pytest

from story import SpeakerClass, read_claims


@pytest.mark.parametrize(
    ("text", "source", "via", "speaker"),
    [
        ("A security source said 77 people were killed.", "A security source", None, SpeakerClass.SECURITY_SOURCE),
        (
            "A security source, who requested anonymity, informed the AFP news agency that 77 people were killed.",
            "A security source",
            "AFP",
            SpeakerClass.SECURITY_SOURCE,
        ),
        (
            "The World Health Organization (WHO) said that 77 people were killed.",
            "The World Health Organization (WHO)",
            None,
            SpeakerClass.INTERNATIONAL_ORGANISATION,
        ),
        ("77 people were killed, according to two diplomats.", "two diplomats", None, SpeakerClass.DIPLOMAT),
        ("77 people were killed, a hospital official said.", "a hospital official", None, SpeakerClass.MEDICAL),
        ("77 people were killed, said the health ministry.", "the health ministry", None, SpeakerClass.GOVERNMENT),
        (
            "An official document, however, listed the toll closer to 100.",
            "An official document",
            None,
            SpeakerClass.DOCUMENT,
        ),
        (
            "The newspaper “Le Soir de Bamako” announced that “around fifty students were buried.”",
            "Le Soir de Bamako",
            None,
            SpeakerClass.NEWS_OUTLET,
        ),
        (
            "The police kept the crowd away, and said they had arrested 19 people.",
            "The police",
            None,
            SpeakerClass.ARMED_FORCES,
        ),
        (
            "77 people were killed, largely by troops, said the mayor of the town.",
            "the mayor of the town",
            None,
            SpeakerClass.LOCAL_OFFICIAL,
        ),
        ("Troops fired, witnesses said, killing 37 according to a doctor.", "a doctor", None, SpeakerClass.MEDICAL),
        ("77 people were killed, according to a new toll.", None, None, SpeakerClass.UNKNOWN),
        (
            "Nobody was hurt, and according to the firm's spokesman the line is safe.",
            None,
            None,
            SpeakerClass.UNKNOWN,
        ),
        ("The attack on Tuesday killed 77 people.", None, None, SpeakerClass.UNKNOWN),
        ("Doctors met. The death toll rose to 77.", None, None, SpeakerClass.UNKNOWN),
    ],
)
def test_the_speaker_is_told_in_the_articles_words(
    text: str, source: str | None, via: str | None, speaker: SpeakerClass
) -> None:
    claim = read_claims(text, lang="en").claims[-1]
    assert (claim.source, claim.via, claim.speaker_class) == (source, via, speaker)


def test_two_speakers_in_a_sentence_keep_their_own_figures() -> None:
    text = "A security source reported that 77 people were killed, while an official document indicated that 100 died."
    assert [claim.source for claim in read_claims(text, lang="en").claims] == [
        "A security source",
        "an official document",
    ]


def test_a_pronoun_is_the_speaker_of_the_sentence_before() -> None:
    text = "Colonel Traoré said the attack was over. He said 77 people were killed."
    (claim,) = read_claims(text, lang="en").claims
    assert claim.source == "Colonel Traoré"


def test_a_quotation_that_goes_on_belongs_to_its_speaker() -> None:
    text = '"We were attacked. 77 people were killed," the mayor said.'
    (claim,) = read_claims(text, lang="en").claims
    assert claim.source == "the mayor"
    assert claim.speaker_class is SpeakerClass.LOCAL_OFFICIAL
