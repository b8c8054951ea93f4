"""Numbers that only say of how many something is told: none of them, most of them, some of them."""

import pytest

from story import read_claims

NONE_OF_N = [
    ("en", "None of the 31 lorry drivers was hurt.", "injured"),
    ("en", "Not one of the 19 nurses on the ferry, which had left at dawn, was killed.", "killed"),
    ("fr", "Aucun des 31 membres du chœur n'a été blessé.", "injured"),
    ("es", "Ninguno de los 31 camioneros de la caravana resultó herido.", "injured"),
    ("es", "Ni una sola de las 19 enfermeras fue detenida.", "detained"),
    ("de", "Keiner der einunddreißig Lehrlinge wurde verletzt.", "injured"),
    ("it", "Nessuno dei 31 turisti della comitiva è rimasto ferito.", "injured"),
    ("pt", "Nenhum dos 31 caminhoneiros ficou ferido.", "injured"),
]

SHARES = [
    ("en", "Most of the 450 villagers were evacuated."),
    ("en", "Two thirds of the 90 divers drowned."),
    ("fr", "La plupart des 450 villageois ont été évacués."),
    ("fr", "La moitié des 90 plongeurs sont morts."),
    ("es", "La mayoría de los 450 aldeanos fueron evacuados."),
    ("es", "Más de la mitad de los 90 buzos murió."),
    ("de", "Die meisten der 450 Dorfbewohner wurden evakuiert."),
    ("de", "Die Hälfte der 90 Taucher ertrank."),
    ("it", "La maggior parte dei 450 abitanti è stata evacuata."),
    ("it", "La metà dei 90 sub è morta."),
    ("pt", "A maioria dos 450 aldeões foi evacuada."),
    ("pt", "Metade dos 90 mergulhadores morreu."),
]

PARTS = [
    ("en", "Of the 66 people on the bus, 41 died.", ["killed 41"]),
    ("en", "Of the 66 people who were on the bus, 41 died.", ["killed 41"]),
    ("en", "Some of the 66 pupils were injured.", ["injured 1"]),
    ("en", "Most of the 66 injured were pupils.", ["injured 66"]),
    ("en", "None of the 66 injured is in danger.", ["injured 66"]),
    ("fr", "Sur les 66 élèves, 41 ont péri.", ["killed 41"]),
    ("es", "De los 66 alumnos, 41 murieron.", ["killed 41"]),
    ("es", "Algunos de los 66 alumnos resultaron heridos.", ["injured 1"]),
    ("de", "Von den 66 Schülern an Bord starben 41.", ["killed 41"]),
    ("de", "Von den 66 Toten waren drei Kinder.", ["killed 66", "killed 3"]),
    ("it", "Delle 66 persone a bordo, 41 sono morte.", ["killed 41"]),
    ("pt", "Das 66 pessoas a bordo, 41 morreram.", ["killed 41"]),
]


@pytest.mark.parametrize(("lang", "text", "kind"), NONE_OF_N)
def test_none_of_a_number_is_nobody(lang: str, text: str, kind: str) -> None:
    assert [(claim.kind, claim.low, claim.high) for claim in read_claims(text, lang=lang).claims] == [(kind, 0, 0)]


@pytest.mark.parametrize(("lang", "text"), SHARES)
def test_a_share_of_a_number_is_no_claim(lang: str, text: str) -> None:
    assert not read_claims(text, lang=lang).claims


@pytest.mark.parametrize(("lang", "text", "claims"), PARTS)
def test_a_number_is_a_whole_only_while_nothing_is_told_of_all(lang: str, text: str, claims: list[str]) -> None:
    assert [f"{claim.kind} {claim.low}" for claim in read_claims(text, lang=lang).claims] == claims


ROSE = [
    ("it", "Il bilancio è passato da 18 a 22 morti."),
    ("pt", "O balanço passou de 18 para 22 mortos."),
    ("pt", "O número de mortos passou de 18 a 22."),
    ("es", "El saldo pasó de 18 a 22 muertos."),
    ("de", "Die Zahl der Toten stieg von 18 auf 22."),
]


@pytest.mark.parametrize(("lang", "text"), ROSE)
def test_a_toll_that_rose_has_an_old_and_a_new_figure(lang: str, text: str) -> None:
    claims = read_claims(text, lang=lang).claims
    assert sorted((claim.low, claim.high, claim.superseded) for claim in claims) == [(18, 18, True), (22, 22, False)]


OVER = [
    ("de", "Der Streit über 18 Tote dauert an.", (18, 18)),
    ("de", "Der Sender berichtete über 18 Tote.", (18, 18)),
    ("de", "Die Polizei sprach von über 18 Toten.", (18, None)),
    ("de", "Der Sender berichtete, über 18 Menschen seien getötet worden.", (18, None)),
    ("de", "Über 18 Menschen starben.", (18, None)),
    ("en", "Protests over 18 killings went on.", (18, 18)),
    ("en", "Police said over 18 people were killed.", (18, None)),
    ("pt", "O número de mortos passou de 18.", (18, None)),
]


@pytest.mark.parametrize(("lang", "text", "interval"), OVER)
def test_over_is_more_than_but_not_behind_what_somebody_speaks_of(
    lang: str, text: str, interval: tuple[int, int | None]
) -> None:
    assert [(claim.low, claim.high) for claim in read_claims(text, lang=lang).claims] == [interval]


TWO = [
    "Ein 61-Jähriger und seine Enkelin ertranken.",
    "Bei dem Brand wurden eine Rentnerin und ihr Nachbar verletzt.",
    "Die Fahrerin und ihr Beifahrer wurden getötet.",
]


@pytest.mark.parametrize("text", TWO)
def test_two_definite_persons_are_two_in_german_too(text: str) -> None:
    assert [(claim.low, claim.high) for claim in read_claims(text, lang="de").claims] == [(2, 2)]


GONE_ON = [
    ("pt", "A enchente levou seis pescadores; dois continuam desaparecidos.", ["missing 2"]),
    ("pt", "Houve três feridos e um desapareceu.", ["injured 3", "missing 1"]),
    ("es", "Hubo nueve muertos y medio centenar de heridos.", ["killed 9", "injured 50"]),
    ("it", "Nell'ultimo mese 31 persone sono state uccise.", ["killed 31"]),
    ("de", "Tote gab es nicht, aber neun Leichtverletzte.", ["injured 9"]),
    ("de", "Eine fünfköpfige Familie starb.", ["killed 5"]),
]


@pytest.mark.parametrize(("lang", "text", "claims"), GONE_ON)
def test_a_sentence_that_goes_on_counts_on(lang: str, text: str, claims: list[str]) -> None:
    assert [f"{claim.kind} {claim.low}" for claim in read_claims(text, lang=lang).claims] == claims
