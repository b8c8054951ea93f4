"""Which claims meet in one fact, and how facts read."""

from dataclasses import replace

import pytest

from story import Claim, Kind, Modality, Party, Qualifier, Scope, are_kin, fact_key, fact_label

from .factories import about, claim, over, vague


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (claim(100), about(100)),
        (over(70), claim(70, None, qualifier=Qualifier.AT_LEAST)),
        (claim(77), claim(77, modality=Modality.FEARED)),
        (claim(77), claim(77, source="a security source", via="AFP")),
        (claim(50, partial=True, group="police cadets"), about(50, partial=True, group="gendarme students")),
        (
            claim(50, partial=True, group="élèves gendarmes"),
            claim(50, partial=True, group="the gendarmerie’s students"),
        ),
        (claim(20, partial=True, group="soldats"), claim(20, partial=True, group="of the soldiers")),
        *(
            (claim(20, partial=True, group=group), claim(20, partial=True, group="soldiers"))
            for group in ("soldados", "Soldaten", "militari", "جنود", "جنديا")
        ),
        *(
            (claim(9, partial=True, group=group), claim(9, partial=True, group="children"))
            for group in ("niños", "crianças", "bambini", "Kinder", "أطفال", "enfants")
        ),
        *(
            (claim(50, partial=True, group=group), claim(50, partial=True, group="police cadets"))
            for group in ("cadetes", "alumnos gendarmes", "Gendarmerieschüler", "allievi gendarmi", "طلاب الدرك")
        ),
    ],
)
def test_claims_that_say_the_same_meet_in_one_fact(one: Claim, other: Claim) -> None:
    assert fact_key(one) == fact_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (claim(77), over(77)),
        (claim(77), claim(77, kind=Kind.INJURED)),
        (claim(77), claim(77, party=Party.ATTACKERS)),
        (claim(77), claim(77, partial=True)),
        (claim(77), claim(77, scope=Scope.BACKGROUND)),
        (claim(77), claim(77, modality=Modality.PROJECTED)),
        (claim(77), claim(77, modality=Modality.DENIED)),
        (vague(1, None), claim(1, None, qualifier=Qualifier.AT_LEAST)),
        (claim(5, partial=True, group="French soldiers"), claim(5, partial=True, group="soldiers")),
    ],
)
def test_claims_that_differ_in_meaning_stay_two_facts(one: Claim, other: Claim) -> None:
    assert fact_key(one) != fact_key(other)


def test_a_key_can_be_read_by_a_person() -> None:
    assert fact_key(over(70)) == "killed|70+|-|victims|event"
    cadets = about(50, partial=True, group="police cadets")
    assert fact_key(cadets) == "killed|50|cadets|victims|event"
    assert fact_key(claim(70, 79, qualifier=Qualifier.RANGE)) == "killed|70-79|-|victims|event"
    assert fact_key(claim(9, modality=Modality.DENIED)) == "killed|9|-|victims|event|denied"


def test_a_groups_words_cannot_break_a_key_apart() -> None:
    key = fact_key(claim(3, partial=True, group="a|b\n| [/x]"))
    assert key.count("|") == 4
    assert "\n" not in key


def kin(one: Claim, other: Claim) -> bool:
    assert are_kin(fact_key(one), fact_key(other)) == are_kin(fact_key(other), fact_key(one))
    return are_kin(fact_key(one), fact_key(other))


def test_kin_start_from_one_number_in_other_words() -> None:
    at_least = claim(77, None, qualifier=Qualifier.AT_LEAST)
    assert kin(claim(77), at_least)
    assert kin(claim(77), over(77))
    assert kin(claim(200), claim(0, 200, qualifier=Qualifier.UP_TO))
    assert not kin(claim(77), claim(77)), "one fact is no kin of its own"
    assert not kin(claim(77), over(70))
    assert not kin(claim(20), vague(20, 99))
    assert not kin(claim(1), vague(1, None))
    assert not kin(claim(77), replace(at_least, partial=True))
    assert not kin(claim(77), claim(77, kind=Kind.INJURED))
    assert not are_kin("statement|attributed|77", "statement|attributed|77+")


@pytest.mark.parametrize(
    ("given", "label"),
    [
        (claim(77), "77 killed"),
        (about(100), "about 100 killed"),
        (over(70), "more than 70 killed"),
        (claim(70, None, qualifier=Qualifier.AT_LEAST), "at least 70 killed"),
        (claim(70, 79, qualifier=Qualifier.RANGE), "70–79 killed"),
        (claim(0, 200, qualifier=Qualifier.UP_TO, modality=Modality.PROJECTED), "up to 200 killed (projected)"),
        (vague(20, 99), "dozens killed"),
        (vague(1, None), "several killed"),
        (vague(100, 999, kind=Kind.CASUALTIES), "hundreds killed or injured"),
        (about(50, partial=True, group="gendarme students"), "about 50 killed (gendarme students)"),
        (claim(81, partial=True), "81 killed (a part of the toll)"),
        (claim(0), "no one killed"),
        (claim(77, party=Party.ATTACKERS), "77 attackers killed"),
        (claim(1, party=Party.ATTACKERS), "1 attacker killed"),
        (vague(20, 99, party=Party.ATTACKERS, kind=Kind.DETAINED), "dozens of attackers detained"),
        (vague(1000, 9999, scope=Scope.BACKGROUND), "thousands killed (background)"),
        (claim(11000, kind=Kind.DISPLACED), "11,000 displaced"),
        (vague(3, 7), "3–7 killed"),
    ],
)
def test_a_fact_reads_as_people_would_write_it(given: Claim, label: str) -> None:
    assert fact_label(given) == label
