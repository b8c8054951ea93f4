"""The forms in which English wires say what happened: every order, headlines, upper case, tolls, shared verbs."""

import pytest

from story import read_claims


def told(text: str) -> list[str]:
    return [f"{claim.kind} {claim.low}" for claim in read_claims(text, lang="en").claims]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("A car bomb exploded, killing 77 and wounding 255.", ["killed 77", "injured 255"]),
        ("77 dead, 255 wounded in attack on capital", ["killed 77", "injured 255"]),
        ("AT LEAST 12 KILLED, 40 HURT AS BUS PLUNGES INTO RAVINE", ["killed 12", "injured 40"]),
        ("Bus crash leaves 12 dead, 40 injured", ["killed 12", "injured 40"]),
        ("Bus crash kills 12, injures 40", ["killed 12", "injured 40"]),
        ("Mine blast: 12 dead, 5 missing", ["killed 12", "missing 5"]),
        ("The attack resulted in 12 deaths and 40 injuries.", ["killed 12", "injured 40"]),
        ("Twelve soldiers were killed and 40 wounded.", ["killed 12", "injured 40"]),
        ("Gunmen opened fire on a crowd; 12 died, 30 were hurt.", ["killed 12", "injured 30"]),
        ("The crash cost 12 people their lives.", ["killed 12"]),
        ("The loss of 12 lives shocked the town.", ["killed 12"]),
        ("The storm claimed the lives of 12 people.", ["killed 12"]),
        ("The attack, in which 77 people died, shook the town.", ["killed 77"]),
        ("The bodies of 12 miners were found.", ["killed 12"]),
        ("Rescuers pulled 12 bodies from the river.", ["killed 12"]),
        ("Funerals of fifty cadets were held on Thursday.", ["killed 50"]),
        ("Twelve people who were on board the plane died.", ["killed 12"]),
        ("Twelve people on board the plane were killed.", ["killed 12"]),
        ("All 12 on board were killed.", ["killed 12"]),
        ("Twelve of the 40 miners were rescued.", ["rescued 12"]),
        ("Police arrested 12 people, including two women.", ["detained 12", "detained 2"]),
        ("Hundreds were killed or wounded.", ["casualties 100"]),
        ("The fire forced the evacuation of 2,000 residents.", ["displaced 2000"]),
        ("The disappearance of five students sparked protests.", ["missing 5"]),
        ("The release of 30 hostages was announced.", ["rescued 30"]),
        ("Forty people are in hospital.", ["hospitalised 40"]),
    ],
)
def test_what_happened_is_read_in_any_order(text: str, claims: list[str]) -> None:
    assert told(text) == claims


@pytest.mark.parametrize(
    ("text", "now", "before"),
    [
        ("The blast raised the death toll to 77 from 73.", 77, 73),
        ("The death toll rose from 73 to 77.", 77, 73),
        ("Officials revised the toll up from 73 to 77.", 77, 73),
    ],
)
def test_a_toll_that_moved_gives_both_figures_and_which_is_old(text: str, now: int, before: int) -> None:
    claims = read_claims(text, lang="en").claims
    assert {(claim.low, claim.superseded) for claim in claims} == {(now, False), (before, True)}


@pytest.mark.parametrize("verb", ["stands at", "stood at", "has climbed to", "rose to", "reached", "was put at"])
def test_a_toll_is_linked_to_its_figure_by_many_verbs(verb: str) -> None:
    assert told(f"The toll {verb} 77.") == ["killed 77"]


@pytest.mark.parametrize(
    "text",
    [
        "77 people were killed, of whom 20 at the airport.",
        "77 people were killed, 20 of them at the airport.",
        "Of the 77 killed, 20 were children.",
        "The 77 dead included 20 children.",
    ],
)
def test_a_part_of_the_toll_is_a_claim_of_its_own(text: str) -> None:
    assert {(claim.low, claim.partial) for claim in read_claims(text, lang="en").claims} == {(77, False), (20, True)}


def test_those_among_the_dead_are_a_part() -> None:
    [claim] = read_claims("Among the dead were 20 children.", lang="en").claims
    assert (claim.low, claim.partial) == (20, True)


def test_figures_of_several_years_share_one_verb() -> None:
    assert told("Five were killed in 2009, 12 in 2010 and 33 last year.") == ["killed 5", "killed 12", "killed 33"]


def test_a_verb_that_speaks_of_the_act_counts_no_one() -> None:
    assert told("The killers of 12 people were arrested.") == ["killed 12"]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Two officers attempted to arrest the man and were injured.", "injured 2"),
        ("Two officers tried to stop the car and were injured.", "injured 2"),
        ("Sixty protesters were first badly beaten and then arrested.", "detained 60"),
    ],
)
def test_a_second_verb_has_the_subject_of_the_first(text: str, claim: str) -> None:
    assert claim in told(text)


def test_what_will_not_happen_any_more_is_no_claim_of_none() -> None:
    assert told("I can promise that there will be no more kidnappings.") == []


def test_a_number_before_who_is_the_subject_of_its_clause() -> None:
    assert told("Three women gave a list of 57 people who were killed and 18 who are missing.") == [
        "killed 57",
        "missing 18",
    ]


@pytest.mark.parametrize(
    ("text", "now", "before"),
    [
        ("The death toll, which stood at 298 on Thursday, has risen to 312.", 312, 298),
        ("The number of deaths stood at 312 on Friday, up from 298 a day earlier.", 312, 298),
    ],
)
def test_the_old_figure_of_a_toll_may_stand_in_a_clause_of_its_own(text: str, now: int, before: int) -> None:
    claims = read_claims(text, lang="en").claims
    assert {(claim.low, claim.superseded) for claim in claims} == {(now, False), (before, True)}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The government puts the number of dead at 14; the opposition says 60.", ["killed 14", "killed 60"]),
        ("Thirteen girls were abducted, of whom nine have been freed.", ["detained 13", "rescued 9"]),
        ("Heatwave deaths pass 300", ["killed 300"]),
        ("At least 63 people have been plucked from the sea.", ["rescued 63"]),
        ("Some 4,000 people have taken shelter in schools.", ["displaced 4000"]),
        ("A couple and their three children were killed.", ["killed 2", "killed 3"]),
        ("The virus killed 56 people in Texas, compared to three in Ohio.", ["killed 56", "killed 3"]),
    ],
)
def test_a_second_figure_is_read_with_its_own_verb_or_the_first_ones(text: str, claims: list[str]) -> None:
    assert told(text) == claims


def test_wounded_people_in_hospital_are_injured() -> None:
    assert told("The two victims, badly wounded, were admitted to the hospital.") == ["injured 2"]


def test_an_aside_that_lists_the_victims_counts_them_all() -> None:
    assert told("The victims, 12 men and three women, were found dead.") == ["killed 12", "killed 3"]


def test_an_aside_may_hold_a_bracket() -> None:
    assert told("Twelve people, mostly women (estimated at nine), were killed.") == ["killed 12"]


def test_a_number_with_a_verb_of_its_own_is_no_toll() -> None:
    assert told("Police said the toll might climb, as 30 were badly hurt.") == ["injured 30"]


def test_two_numbers_before_the_same_preposition_share_a_verb() -> None:
    assert told("The explosion killed 14 in the north and nine in the south.") == ["killed 14", "killed 9"]


@pytest.mark.parametrize(
    ("text", "lang", "claims"),
    [
        ("Three gunmen attacked a guard and were killed.", "en", [("killed", 3)]),
        ("Three people robbed a man and were arrested.", "en", [("detained", 3)]),
        ("Two soldiers and a guard were killed.", "en", [("killed", 2), ("killed", 1)]),
        ("Trois hommes ont attaqué un gardien et ont été tués.", "fr", [("killed", 3)]),
        ("Tres hombres atacaron a un guardia y fueron detenidos.", "es", [("detained", 3)]),
        ("Tre uomini hanno aggredito un passante e sono stati arrestati.", "it", [("detained", 3)]),
        ("Três homens atacaram um guarda e foram presos.", "pt", [("detained", 3)]),
    ],
)
def test_whom_somebody_attacked_is_not_the_subject_of_what_happened_next(
    text: str, lang: str, claims: list[tuple[str, int]]
) -> None:
    assert [(str(claim.kind), claim.low) for claim in read_claims(text, lang=lang).claims] == claims
