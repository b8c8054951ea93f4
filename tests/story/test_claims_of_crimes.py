"""Local crime news: blows and wounds, ages, hospitals, and the numbers around a crime that count nobody hurt."""

import pytest

from story import read_claims


def told(text: str) -> list[str]:
    return [f"{claim.kind} {claim.low}" for claim in read_claims(text, lang="en").claims]


WOUNDS_TOLD = [
    ("Three men were shot outside a bar.", []),
    ("Three men were shot in the leg outside a bar.", ["injured 3"]),
    ("Three men were shot and taken to a hospital.", ["injured 3"]),
    ("Three men were shot on Friday and are in hospital.", ["injured 3"]),
    ("Three men were shot on Friday and two were taken to a hospital.", ["hospitalised 2"]),
    ("Three men were shot and killed.", ["killed 3"]),
    ("Three men were shot in the chest and died at the scene.", ["killed 3"]),
    ("Three men were hit, but their wounds are not serious.", ["injured 3"]),
    ("Stray bullets hit three bystanders.", ["injured 3"]),
    ("Three bystanders were struck by gunfire.", ["injured 3"]),
    ("Three cars were struck by gunfire.", []),
    ("Three teenagers are expected to survive.", ["injured 3"]),
    ("Three teenagers are recovering after being stabbed.", ["injured 3"]),
    ("Three victims suffered what police called non-life-threatening injuries.", ["injured 3"]),
    ("Three victims suffered fatal injuries.", ["killed 3"]),
    ("Officers found three victims with multiple gunshot wounds.", ["injured 3"]),
    ("Three of the five victims have died.", ["killed 3"]),
    ("Of the five victims, three are in serious condition.", ["injured 3"]),
    ("Five people were wounded, two critically.", ["injured 5", "injured 2"]),
    ("Five people shot, one fatally, in Springfield", ["killed 1"]),
]
HOSPITALS = [
    ("Four women were taken to a hospital.", ["hospitalised 4"]),
    ("Four women were taken to a hospital in stable condition.", ["injured 4"]),
    ("Four women were taken to the university clinic with burns.", ["injured 4"]),
    ("Four women were brought downtown with stab wounds.", ["injured 4"]),
    ("Four women were brought downtown.", []),
    ("The crash sent four women to the hospital.", ["hospitalised 4"]),
    ("Four gunshot victims were taken to a hospital.", ["injured 4"]),
    ("Four women have been released from the hospital.", []),
    ("Four women were treated at the scene.", ["injured 4"]),
]
NOBODY_HURT = [
    "None of their injuries are life-threatening.",
    "No serious injuries were reported.",
    "He was charged with two counts of attempted murder.",
    "Police said 15 shots were fired, and recovered two guns.",
    "Two suspects fled in a silver sedan.",
    "She leaves behind three children.",
    "Three officers were placed on leave after the fatal shooting.",
    "The suspect, 34, is 6 feet tall and has a scar from a gunshot wound.",
    "Brown, 21, and Smith, 22, knew each other.",
    "About 100 people were inside the club when the man was shot.",
    "The team suffered three injuries before the match.",
    "One remains in the car park.",
]


@pytest.mark.parametrize(("text", "claims"), WOUNDS_TOLD)
def test_a_blow_is_no_claim_until_its_clause_tells_wounds_or_a_death(text: str, claims: list[str]) -> None:
    assert told(text) == claims


@pytest.mark.parametrize(("text", "claims"), HOSPITALS)
def test_people_in_hospital_are_injured_where_their_wounds_are_told(text: str, claims: list[str]) -> None:
    assert told(text) == claims


@pytest.mark.parametrize("text", NOBODY_HURT)
def test_numbers_around_a_crime_count_nobody_hurt(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Three men, aged 17, 19 and 20, were killed.",
        "Three men, ages 17 to 20, were killed.",
        "Three men, 17, 19 and 20, were killed.",
        "Three men, John Doe, 17, Jim Poe, 19, and Joe Roe, 20, were killed.",
        "Three men between the ages of 17 and 20 were killed.",
        "Three of the men, identified as a father and two sons, later died.",
    ],
)
def test_ages_and_names_between_people_and_their_verb_count_nobody(text: str) -> None:
    assert "killed 3" in told(text)
    assert not {"killed 17", "killed 19", "killed 20"} & set(told(text))
