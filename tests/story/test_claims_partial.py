"""Which figures count a part of the event's toll: one place, one group, a few of many."""

import pytest

from story import Party, read_claims


def parts(text: str, lang: str = "en") -> list[tuple[int, bool]]:
    return [(claim.low, claim.partial) for claim in read_claims(text, lang=lang).claims]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # two places in the article are a part each, also of a figure that shares the place
        (
            "The fighting goes on. Doctors counted 22 bodies and 40 wounded in Misrata."
            " Some 55 wounded were treated in Ajdabiyah.",
            [(22, True), (40, True), (55, True)],
        ),
        (
            "A storm killed eight people in Haiti. In the neighbouring Dominican Republic, three people drowned.",
            [(8, False), (3, True)],
        ),
        ("The flu killed up to 176 people in Mexico and a toddler in Texas.", [(0, True), (1, True)]),
        # the same figure without its place is the whole event's
        (
            "Bomb kills 30\nThe blast killed 30 people in Kunduz. A raid killed 4 people in Herat.",
            [(30, False), (30, False), (4, True)],
        ),
        ("Storm kills 9 in Leeds\nThe storm killed 9 people in Leeds.", [(9, False), (9, False)]),
    ],
)
def test_figures_of_two_places_are_parts(text: str, figures: list[tuple[int, bool]]) -> None:
    assert parts(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The crash killed 40 people. One passenger died in hospital.", [(40, False), (1, True)]),
        ("Two attacks killed 24 people. The first killed 5 people.", [(24, False), (5, True)]),
        ("Floods killed 5 people. Two bodies were found in Tanneron.", [(5, False), (2, True)]),
        ("The army said 70 people had died. A minister spoke of 60 dead.", [(70, False), (60, False)]),
        ("Gunmen killed 40 people. In 2016, a bomb killed 2 people.", [(40, False), (2, False)]),
    ],
)
def test_a_few_after_many_are_a_part(text: str, figures: list[tuple[int, bool]]) -> None:
    assert parts(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Several people were injured. Three soldiers were injured at the gate.", [(1, False), (3, True)]),
        ("At least 29 people were killed. The 29 tourists were killed with a driver.", [(29, False), (29, False)]),
        ("A storm killed 8 people. Five of the victims died in a house.", [(8, False), (5, True)]),
        ("Soldiers shot dead six of the kidnappers.", [(6, False)]),
        ("Three officers, including a sergeant, were killed.", [(3, False), (1, True)]),
        ("Two soldiers and a driver were killed.", [(2, True), (1, True)]),
    ],
)
def test_a_group_is_a_part_of_a_larger_or_uncounted_toll(text: str, figures: list[tuple[int, bool]]) -> None:
    assert parts(text) == figures


def test_a_figure_told_among_a_group_is_a_part() -> None:
    assert parts("Le kamikaze a fait quatre blessés parmi les policiers.", "fr") == [(4, True)]


def test_who_speaks_after_a_figure_is_no_part_of_it() -> None:
    assert parts("Gunmen stormed a village, killing at least 30 people, a local official said.") == [(30, False)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Police shot dead six of the kidnappers and arrested two of them."),
        ("fr", "Des soldats ont abattu six des ravisseurs et en ont arrêté deux d'entre eux."),
        ("de", "Soldaten haben sechs der Entführer erschossen und zwei von ihnen festgenommen."),
        ("en", "Soldiers make 15 arrests\nSoldiers arrested 15 militants near the border."),
    ],
)
def test_nameless_people_beside_attackers_are_attackers(lang: str, text: str) -> None:
    assert {claim.party for claim in read_claims(text, lang=lang).claims} == {Party.ATTACKERS}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Gunmen stormed a concert hall. Police said 11 people had been arrested.", Party.ATTACKERS),
        ("Gunmen stormed a concert hall. Police arrested 11 protesters.", Party.VICTIMS),
        ("Gunmen stormed a village and kidnapped 11 people.", Party.VICTIMS),
        ("Lawyers marched. Police arrested 11 people.", Party.VICTIMS),
        ("Militants protested after a wave of 500 arrests of opponents.", Party.VICTIMS),
    ],
)
def test_people_merely_caught_after_an_attack_are_attackers(text: str, party: Party) -> None:
    assert {claim.party for claim in read_claims(text, lang="en").claims} == {party}


def test_attackers_beside_the_dead_are_no_part_of_them() -> None:
    assert parts("Ten people died, as well as five gunmen.") == [(10, False), (5, False)]
    assert parts("Four soldiers and three gunmen were killed.") == [(4, False), (3, False)]
    assert parts("Four soldiers and three villagers were killed.") == [(4, True), (3, True)]


def test_the_groups_of_another_event_are_its_whole() -> None:
    assert parts("In March 2015, 21 tourists and a policeman were killed in Tunis.")[0] == (21, False)


def test_no_suspect_arrested_is_nobody_arrested() -> None:
    assert parts("Nenhum suspeito foi detido.", "pt") == [(0, False)]
    assert parts("No soldiers were injured.") == [(0, True)]
