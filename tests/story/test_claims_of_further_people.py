"""People counted on, without a noun of their own: "nine more were hurt", in every language."""

import pytest

from story import read_claims


@pytest.mark.parametrize(
    ("lang", "text", "kind", "low"),
    [
        ("en", "Seven more were hurt at the gate.", "injured", 7),
        ("en", "Another eight are missing.", "missing", 8),
        ("en", "Five others were rescued.", "rescued", 5),
        ("fr", "Huit autres sont portés disparus.", "missing", 8),
        ("es", "Otras ocho están desaparecidas.", "missing", 8),
        ("es", "Ocho continúan desaparecidos.", "missing", 8),
        ("pt", "Outras oito estão desaparecidas.", "missing", 8),
        ("pt", "Oito seguem desaparecidos.", "missing", 8),
        ("it", "Altri otto risultano dispersi.", "missing", 8),
        ("de", "Drei weitere Leichen wurden im Fluss entdeckt.", "killed", 3),
        ("de", "Es gab acht weitere Todesopfer.", "killed", 8),
        ("ar", "وأصيب ثمانية آخرون.", "injured", 8),
    ],
)
def test_further_people_need_no_noun(lang: str, text: str, kind: str, low: int) -> None:
    assert [(str(claim.kind), claim.low) for claim in read_claims(text, lang=lang).claims] == [(kind, low)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Two more paintings are missing."),
        ("en", "Nine more trains were cancelled."),
        ("de", "Das Feuer zerstörte zwei weitere Häuser der Opfer."),
        ("es", "Otros dos cuadros están desaparecidos."),
    ],
)
def test_further_things_are_no_people(lang: str, text: str) -> None:
    assert read_claims(text, lang=lang).claims == ()
