"""Sport and fiction: their injured, lost and dead are no casualties, unless something really happened."""

import pytest

from story import read_claims

PLAY = [
    ("en", "The striker is one of four injured players."),
    ("en", "The novel tells of the murder of two sisters."),
    ("fr", "Le championnat reprend avec quatre blessés dans l'équipe."),
    ("fr", "Le roman raconte la mort de deux sœurs."),
    ("es", "El entrenador tiene cuatro lesionados."),
    ("es", "El Celta suma cinco bajas para el partido de mañana."),
    ("es", "La novela cuenta el asesinato de dos hermanas."),
    ("de", "Dem Trainer fehlen vier Verletzte."),
    ("de", "Der Krimi beginnt mit dem Mord an zwei Schwestern."),
    ("it", "L'allenatore ha quattro feriti in squadra."),
    ("it", "Il romanzo racconta l'omicidio di due sorelle."),
    ("pt", "O treinador tem quatro lesionados."),
    ("pt", "O romance conta a morte de duas irmãs."),
]

REAL = [
    ("en", "The explosion at the stadium injured four players and a head coach.", 4),
    ("es", "El entrenador y tres aficionados murieron en el accidente.", 3),
    ("de", "Bei dem Unfall wurden vier Spieler und der Trainer verletzt.", 4),
    ("it", "Quattro tifosi feriti nell'esplosione prima della partita di campionato.", 4),
]


@pytest.mark.parametrize(("lang", "text"), PLAY)
def test_the_injured_and_the_dead_of_sport_and_fiction_are_no_claims(lang: str, text: str) -> None:
    assert not read_claims(text, lang=lang).claims


@pytest.mark.parametrize(("lang", "text", "number"), REAL)
def test_what_really_happened_to_players_and_fans_is_a_claim(lang: str, text: str, number: int) -> None:
    assert number in {claim.low for claim in read_claims(text, lang=lang).claims}
