"""Who is counted in a list: beside names, past asides, in parts that add up."""

import pytest

from story import Claim, read_claims


def told(text: str, lang: str = "en") -> list[tuple[str, int, bool]]:
    """Kind, number and whether it is a part, of every claim of two and more."""
    claims: list[Claim] = [claim for claim in read_claims(text, lang=lang).claims if claim.low > 1]
    return [(str(claim.kind), claim.low, claim.partial) for claim in claims]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("He ordered the murder of Dr Ivo Marsh, his wife, and two other teachers.", [2]),
        ("They were tried for the assassination of rector Ivo Marsh, five other priests, and two women.", [5, 2]),
        ("The strike killed Ivo Marsh, the leader of a faction in the hills, and three other commanders.", [3]),
        ("He spoke of the murders of the priests and the other two victims.", [2]),
        ("THE MINISTER WAS KILLED AT 0815 (1415 GMT) NEAR HIS HOME, ALONG WITH TWO OF HIS BODYGUARDS.", [2]),
    ],
)
def test_people_counted_after_names_are_a_part_of_what_happened(text: str, numbers: list[int]) -> None:
    assert told(text) == [("killed", number, True) for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "The gunman killed the mayor and two guards fled.",
        "The strike killed the leader, two officials said.",
        "Rebels killed the mayor, and two schools were closed.",
        "They killed the priest who had sheltered him and two families left the village.",
    ],
)
def test_people_who_do_something_after_a_name_are_not_in_its_list(text: str) -> None:
    assert [claim for claim in told(text) if claim[0] == "killed"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Six nuns (five Spaniards and one Italian) and two women were killed.",
        "Six nuns -- five Spaniards and one Italian -- and two women were killed.",
        "Police spoke of the killing of six nuns, five of whom were Spaniards, and two women.",
    ],
)
def test_a_list_goes_on_past_an_aside(text: str) -> None:
    assert {number for _, number, _ in told(text)} >= {6, 2}


def test_a_list_goes_on_past_a_clause_that_describes() -> None:
    assert told("Two officers who were acting as her guards and a neighbour were wounded.")[0][1] == 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Eight people (three soldiers and five civilians) were wounded.", [3, 5]),
        ("Thirteen bodies were found: eight soldiers, four farmers and a nurse.", [8, 4]),
        ("Ten others, six officers and four civilians, were injured.", [6, 4]),
    ],
)
def test_a_list_that_adds_up_to_the_figure_before_it_tells_its_parts(text: str, parts: list[int]) -> None:
    assert [number for _, number, is_part in told(text) if is_part] == parts


def test_a_list_that_only_says_the_figure_again_is_no_claim() -> None:
    assert told("Two people, a woman and a man, were pulled out alive.") == [("rescued", 2, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Twelve people were executed in May; 290 in 2010.",
        "Twelve people were executed in May, and 290 on Monday.",
        "Twelve people were executed in Texas, 290 in Ohio.",
    ],
)
def test_a_bare_number_with_a_time_or_place_of_its_own_shares_the_verb(text: str) -> None:
    assert [number for _, number, _ in told(text)] == [12, 290]


def test_a_gerund_with_a_number_is_counted_apart_from_the_participle_before_it() -> None:
    text = "The blast killed 15 people, including 13 policemen and one soldier killed and wounding another 25."
    assert ("injured", 25, False) in told(text)


def test_a_part_is_no_larger_than_its_whole() -> None:
    text = "A bomber killed at least 8 people including 4 soldiers and another 19 people."
    assert [number for _, number, _ in told(text)] == [8, 4]


def test_people_that_an_aside_counts_again_stand_before_a_bare_verb() -> None:
    text = "Three officers were killed and ten others, six guards and four civilians, injured."
    assert ("injured", 10, False) in told(text)


def test_those_hurt_who_died_are_dead() -> None:
    assert told("Two people injured in the crash later died in hospital.") == [("killed", 2, False)]


def test_those_killed_with_a_pronoun_are_a_part() -> None:
    assert told("The blast killed him and his two daughters.") == [("killed", 2, True)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("John Doe, 19, and Mary Roe, 21, were killed on Monday.", ("killed", 2, False)),
        ("On Monday, John Doe and Mary Roe were arrested.", ("detained", 2, False)),
        (
            "They spoke of the murder of journalist John Doe, owner of the Evening Star, and Mary Roe.",
            ("killed", 2, False),
        ),
    ],
)
def test_a_list_of_full_names_counts_as_many_as_it_lists(text: str, claim: tuple[str, int, bool]) -> None:
    assert told(text) == [claim]


@pytest.mark.parametrize(
    "text",
    [
        "John Doe was killed.",
        "In New York and Los Angeles a man was killed.",
        "Human Rights Watch and Amnesty International said John Doe was killed.",
        "A woman and her dog were killed.",
    ],
)
def test_a_single_person_is_no_list(text: str) -> None:
    assert told(text) == []


def test_numbers_in_a_list_are_no_sum() -> None:
    claims = read_claims("A woman and three men were killed.", lang="en").claims
    assert [claim.low for claim in claims] == [1, 3]


@pytest.mark.parametrize(
    ("lang", "text", "claims"),
    [
        ("fr", "L'attentat a tué le maire, sa femme et deux gardes.", [("killed", 2, True)]),
        (
            "fr",
            "Le meurtre du recteur Jean Dupont, de sa femme et de deux autres personnes a choqué la ville.",
            [("killed", 2, True)],
        ),
        ("fr", "Sur les 77 morts, 20 étaient des enfants.", [("killed", 77, False), ("killed", 20, True)]),
        ("fr", "Cinq personnes ont été tuées en 2009, 12 en 2010.", [("killed", 5, False), ("killed", 12, False)]),
        ("es", "Juan Pérez y María López fueron asesinados el lunes.", [("killed", 2, False)]),
        ("es", "De los 77 muertos, 20 eran niños.", [("killed", 77, False), ("killed", 20, True)]),
        (
            "de",
            "Acht Menschen (drei Soldaten und fünf Zivilisten) wurden verletzt.",
            [("injured", 8, False), ("injured", 3, True), ("injured", 5, True)],
        ),
        ("de", "Von den 77 Toten waren 20 Kinder.", [("killed", 77, False), ("killed", 20, True)]),
        ("de", "Hans Müller und Peter Schmidt wurden am Montag getötet.", [("killed", 2, False)]),
        ("it", "Mario Rossi e Luigi Bianchi sono stati uccisi lunedì.", [("killed", 2, False)]),
        ("pt", "Doze dos 40 mineiros foram resgatados.", [("rescued", 12, True)]),
    ],
)
def test_lists_parts_and_names_are_read_in_any_language(
    lang: str, text: str, claims: list[tuple[str, int, bool]]
) -> None:
    assert told(text, lang) == claims
