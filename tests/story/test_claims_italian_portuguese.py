"""Italian and Portuguese: subjects behind verbs, tolls behind figures, joined numbers, headlines without articles."""

import pytest

from story import Party, read_claims


def figures(text: str, lang: str) -> list[str]:
    return [f"{claim.kind} {claim.low}" for claim in read_claims(text, lang=lang).claims]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Ventuno", 21),
        ("Ventotto", 28),
        ("Trentatré", 33),
        ("Centotto", 108),
        ("Centottanta", 180),
        ("Duecentottantuno", 281),
        ("Milleduecento", 1200),
        ("Duemilacinquecentosettantasette", 2577),
        ("Trecentomila", 300_000),
        ("10mila", 10_000),
        ("1,2 milioni di", 1_200_000),
        ("Due milioni e mezzo di", 2_500_000),
    ],
)
def test_italian_numbers_are_read_however_they_are_joined(words: str, number: int) -> None:
    assert figures(f"{words} persone sono morte.", "it") == [f"killed {number}"]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Vinte e duas", 22),
        ("Cento e vinte e cinco", 125),
        ("Mil e duzentas", 1200),
        ("Dois mil e quinhentas", 2500),
        ("Duzentas e cinquenta e três mil", 253_000),
        ("Dois milhões e trezentas mil", 2_300_000),
    ],
)
def test_portuguese_numbers_join_tens_hundreds_and_thousands(words: str, number: int) -> None:
    assert figures(f"{words} pessoas morreram.", "pt") == [f"killed {number}"]


def test_the_ends_of_a_range_are_no_sum() -> None:
    (claim,) = read_claims("Entre cinco mil e sete mil pessoas morreram.", lang="pt").claims
    assert (claim.low, claim.high) == (5000, 7000)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Salgono a 38 le vittime del crollo.", "it"),
        ("Sale a 38 il numero dei morti.", "it"),
        ("Sono 38 i morti.", "it"),
        ("38 i morti.", "it"),
        ("È salito a 38 morti il bilancio.", "it"),
        ("Subiu para 38 o número de mortos.", "pt"),
        ("São 38 os mortos.", "pt"),
    ],
)
def test_a_toll_may_stand_behind_its_figure(text: str, lang: str) -> None:
    assert figures(text, lang) == ["killed 38"]


def test_a_noun_with_its_number_is_no_verb_though_a_toll_follows() -> None:
    assert figures("È salito a 40 morti e 41 feriti il bilancio.", "it") == ["killed 40", "injured 41"]


@pytest.mark.parametrize(
    ("text", "lang", "figure"),
    [
        ("Operaio muore schiacciato", "it", "killed 1"),
        ("Palermo, ferita ragazza di 27 anni", "it", "injured 1"),
        ("Muore 45enne", "it", "killed 1"),
        ("Homem é preso em Lisboa", "pt", "detained 1"),
        ("Motorista atropela e mata ciclista", "pt", "killed 1"),
    ],
)
def test_headlines_name_one_person_without_an_article(text: str, lang: str, figure: str) -> None:
    assert figures(text, lang) == [figure]


def test_a_sentence_with_a_full_stop_is_no_headline() -> None:
    assert figures("Homem é preso em Lisboa.", "pt") == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("A man and a woman were killed.", "en"),
        ("Sono morti un uomo e una donna.", "it"),
        ("Um homem e uma mulher morreram.", "pt"),
        ("Marito e moglie sono morti.", "it"),
        ("Mãe e filho morreram.", "pt"),
    ],
)
def test_two_single_persons_under_one_verb_are_one_figure(text: str, lang: str) -> None:
    assert figures(text, lang) == ["killed 2"]


def test_three_groups_under_one_verb_stay_three_figures() -> None:
    assert figures("Un uomo, una donna e due bambini sono morti.", "it") == ["killed 1", "killed 1", "killed 2"]


def test_a_participle_only_describes_the_people_of_the_verb_before_it() -> None:
    assert figures("Liberati i 12 marinai rapiti.", "it") == ["rescued 12"]
    assert figures("Foram libertados os 12 marinheiros raptados.", "pt") == ["rescued 12"]


def test_who_lost_people_and_who_lost_games() -> None:
    assert figures("L'esercito ha perso 12 soldati.", "it") == ["killed 12"]
    assert figures("La squadra ha perso tre giocatori.", "it") == []
    assert figures("A equipa perdeu três jogadores.", "pt") == []


def test_none_of_a_number_of_people_is_none() -> None:
    assert figures("Nenhum dos 12 passageiros ficou ferido.", "pt") == ["injured 0"]


def test_italian_party_members_are_victims_and_fighters_attackers() -> None:
    (member,) = read_claims("Sei militanti antifascisti sono stati arrestati.", lang="it").claims
    (fighter,) = read_claims("Sei militanti islamici sono stati uccisi.", lang="it").claims
    assert (member.party, fighter.party) == (Party.VICTIMS, Party.ATTACKERS)
