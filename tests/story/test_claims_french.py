"""What French sentences claim."""

import pytest

from story import Claim, SpeakerClass, read_claims


def in_short(claim: Claim) -> str:
    return f"{claim.kind} {claim.low}-{'' if claim.high is None else claim.high} {claim.qualifier}"


CASES = [
    ("Soixante-dix-sept personnes ont été tuées.", ["killed 77-77 exact"]),
    ("Une cinquantaine de morts à Bamako", ["killed 50-50 about"]),
    ("Plus d’une vingtaine de blessés ont été soignés.", ["injured 20- over"]),
    ("L'attaque a fait au moins 77 morts et 255 blessés.", ["killed 77- at_least", "injured 255-255 exact"]),
    ("Des dizaines de soldats ont péri.", ["killed 20-99 vague"]),
    ("Quelques militaires ont été tués.", ["killed 1- vague"]),
    ("Quelque 500 personnes ont été arrêtées.", ["detained 500-500 about"]),
    ("La police a procédé à deux interpellations.", ["detained 2-2 exact"]),
    ("Plus de 5 000 morts depuis dix ans", ["killed 5000- over"]),
    ("Cinq (05) morts et un blessé", ["killed 5-5 exact", "injured 1-1 exact"]),
    ("L'accident a coûté la vie à onze employés.", ["killed 11-11 exact"]),
    ("La mort de 106 personnes", ["killed 106-106 exact"]),
    ("L'armée a tué six terroristes et en a arrêté deux.", ["killed 6-6 exact", "detained 2-2 exact"]),
    ("L'interpellation de 600 à 700 personnes", ["detained 600-700 range"]),
    ("Quatre-vingt-un corps ont été identifiés.", ["killed 81-81 exact"]),
    ("Personne n'a été blessé.", ["injured 0-0 exact"]),
    ("Aucun blessé n'a été signalé.", ["injured 0-0 exact"]),
    ("L'explosion n'a pas fait de victimes.", ["casualties 0-0 exact"]),
    ("Onze hommes et trois femmes ont été arrêtés.", ["detained 11-11 exact", "detained 3-3 exact"]),
    ("Parmi les morts figurent 11 hommes et 18 femmes.", ["killed 11-11 exact", "killed 18-18 exact"]),
    ("Dix personnes sont mortes, ainsi que cinq assaillants.", ["killed 10-10 exact", "killed 5-5 exact"]),
    ("Le bilan est passé à 77 morts.", ["killed 77-77 exact"]),
    ("Ils ont marché 77 kilomètres en deux jours.", []),
    ("Il a été condamné à mort en 2012.", []),
    ("Quatre adultes sur dix ont été blessés.", []),
]


@pytest.mark.parametrize(("text", "claims"), CASES)
def test_a_sentence_claims_what_its_words_allow(text: str, claims: list[str]) -> None:
    assert [in_short(claim) for claim in read_claims(text, lang="fr").claims] == claims


@pytest.mark.parametrize(
    ("text", "source", "via", "speaker"),
    [
        (
            "Selon une source sécuritaire, 77 personnes ont été tuées.",
            "une source sécuritaire",
            None,
            SpeakerClass.SECURITY_SOURCE,
        ),
        (
            "77 personnes ont été tuées, a indiqué à l'AFP une source sécuritaire.",
            "une source sécuritaire",
            "AFP",
            SpeakerClass.SECURITY_SOURCE,
        ),
        (
            "Le ministère de la Santé a annoncé que 77 personnes ont été tuées.",
            "Le ministère de la Santé",
            None,
            SpeakerClass.GOVERNMENT,
        ),
        ("77 personnes ont été tuées.", None, None, SpeakerClass.UNKNOWN),
    ],
)
def test_the_speaker_is_told_in_the_articles_words(
    text: str, source: str | None, via: str | None, speaker: SpeakerClass
) -> None:
    (claim,) = read_claims(text, lang="fr").claims
    assert (claim.source, claim.via, claim.speaker_class) == (source, via, speaker)
