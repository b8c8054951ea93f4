"""Wordings that the annotated articles hold seldom or never, and that a rule of the reader is for."""

import pytest

from story.reading.claims import read_claims

KINDS = {"k": "killed", "i": "injured", "c": "casualties", "d": "detained", "D": "displaced"}


def figures(text: str, lang: str) -> list[str]:
    """Each figure as its kind's letter with its number, "0" for none, in order."""
    letters = {kind: letter for letter, kind in KINDS.items()}
    return [
        f"{letters[claim.kind]}{claim.low}" if claim.low == claim.high else f"{letters[claim.kind]}{claim.low}+"
        for claim in read_claims(text, lang=lang).claims
    ]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("de", "Bei den Gefechten starben in Homs und in Hama zwölf Menschen.", "k12"),
        ("de", "Am Freitag kamen im Norden und im Süden des Landes 14 Soldaten ums Leben.", "k14"),
        ("de", "Sechs Fahrgäste wurden schwer und dreißig leicht verletzt.", "i6 i30"),
        ("de", "Zwei Arbeiter seien lebensgefährlich, drei schwer und vier leicht verletzt worden.", "i2 i3 i4"),
        ("de", "Das Ministerium meldete 30 bestätigte Tote.", "k30"),
        ("de", "In Homs wurden neun Menschen getötet, in Hama vier.", "k9 k4"),
        ("es", "En Alepo murieron doce personas y en Homs cuatro.", "k12 k4"),
        ("fr", "Neuf personnes ont été tuées à Gao, à Mopti quatre.", "k9 k4"),
        ("es", "Los soldados estaban desde 2012 secuestrados por la guerrilla.", ""),
        ("it", "Novanta persone sono morte nella città di Van e 117 in provincia.", "k90"),
        ("pt", "Mil pessoas adoeceram e oito morreram.", "k8"),
        ("pt", "Nenhum dos seus ferimentos é grave.", ""),
        ("es", "Los heridos, que ascienden a una veintena, fueron evacuados.", "i20"),
        ("en", "The bomb left 13 killed and wounded 25.", "k13 i25"),
        ("fr", "Trente-et-un marins ont été tués.", "k31"),
        ("ar", "قتل مسلحان أربعة جنود في مالي.", "k4"),
        ("ar", "مقتل الانتحاري وستة جنود في هجوم في مالي.", "k6"),
        ("ar", "هاجم مسلحون القرية فقتل منهم سبعة.", "k7"),
        ("ar", "مقتل الركاب الـ 77.", "k77"),
        ("ar", "فلسطينيان يموتان متأثرين بجراحهما في غزة.", "k2"),
        ("en", "Gunmen abducted a group of travellers: five Germans and six Italians.", "d5 d6"),
        ("es", "Los rebeldes secuestraron a un grupo de turistas: tres alemanes y dos italianos.", "d3 d2"),
        ("de", "Die Rebellen entführten eine Gruppe von Touristen: drei Schweizer und zwei Belgier.", "d3 d2"),
    ],
)
def test_people_are_counted_where_their_verb_seldom_has_them(lang: str, text: str, expected: str) -> None:
    assert " ".join(figures(text, lang)) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "There were 600 protesters and 12 arrests.", "d12"),
        ("es", "Hubo 600 manifestantes, 12 detenciones.", "d12"),
        ("fr", "La marche a réuni 600 manifestants et donné lieu à 12 arrestations.", "d12"),
    ],
)
def test_people_beside_a_noun_that_is_counted_itself_are_no_part_of_its_count(
    lang: str, text: str, expected: str
) -> None:
    assert " ".join(figures(text, lang)) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Il 24.4.2001 morti e feriti a Bari."),
        ("de", "24.4.2001: Tote und Verletzte in Homs."),
        ("ar", "توفي بكوفيد-19 في المستشفى."),
    ],
)
def test_a_date_in_figures_and_the_number_of_an_illness_count_nobody(lang: str, text: str) -> None:
    assert figures(text, lang) == []
