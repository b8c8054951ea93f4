"""What numbers, number words and what stands beside them say of how many people there were, and what counts nobody."""

import pytest

from story import Claim, read_claims


def in_short(claim: Claim) -> str:
    return f"{claim.low}-{'' if claim.high is None else claim.high} {claim.qualifier}"


def told(quantity: str) -> list[str]:
    return [in_short(claim) for claim in read_claims(f"{quantity} people were killed.", lang="en").claims]


@pytest.mark.parametrize(
    ("quantity", "number"),
    [
        ("1,100", 1100),
        ("1.100", 1100),
        ("1'100", 1100),
        ("1 100", 1100),
        ("1\u00a0100", 1100),
        ("1\u202f100", 1100),
        ("1\u2009100", 1100),
        ("12 345 678", 12_345_678),
        ("1,23,456", 123_456),
        ("2 lakh", 200_000),
        ("1.5 lakh", 150_000),
        ("Two crore", 20_000_000),
        ("1.2 million", 1_200_000),
        ("1.2m", 1_200_000),
        ("1.2 mln", 1_200_000),
        ("2.5 thousand", 2500),
        ("Two and a half thousand", 2500),
        ("Twelve-hundred", 1200),
        ("Fifteen hundred", 1500),
        ("A hundred and twenty", 120),
        ("Three thousand two hundred and six", 3206),
        ("Twenty two", 22),
        ("Twenty-two", 22),
        ("Five (5)", 5),
        ("٧٧", 77),
        ("A total of 77", 77),
        ("A further 77", 77),
        ("77 more", 77),
        ("Only 77", 77),
        ("Both", 2),
        ("A pair of", 2),
        ("A trio of", 3),
        ("Not one of the", 0),
        ("Zero", 0),
    ],
)
def test_a_number_is_exact(quantity: str, number: int) -> None:
    assert told(quantity) == [f"{number}-{number} exact"]


@pytest.mark.parametrize(
    ("quantity", "number"),
    [
        ("About 100", 100),
        ("Some 100", 100),
        ("Nearly 3,000", 3000),
        ("Close to 3,000", 3000),
        ("An estimated 300", 300),
        ("3,000 or so", 3000),
        ("A dozen", 12),
        ("Half a dozen", 6),
        ("Two dozen", 24),
        ("A couple of dozen", 24),
        ("A dozen and a half", 18),
        ("One and a half dozen", 18),
        ("One-and-a-half dozen", 18),
        ("Half a million", 500_000),
        ("A quarter of a million", 250_000),
        ("70-odd", 70),
        ("Seventy-odd", 70),
    ],
)
def test_a_round_number_is_about(quantity: str, number: int) -> None:
    assert told(quantity) == [f"{number}-{number} about"]


@pytest.mark.parametrize(
    ("quantity", "claim"),
    [
        ("At least 77", "77- at_least"),
        ("No fewer than 77", "77- at_least"),
        ("77 or more", "77- at_least"),
        ("More than 70", "70- over"),
        ("Upwards of 70", "70- over"),
        ("70-plus", "70- over"),
        ("70 plus", "70- over"),
        ("70+", "70- over"),
        ("A hundred-plus", "100- over"),
        ("1,000-plus", "1000- over"),
        ("Up to 200", "0-200 up_to"),
        ("As many as 200", "0-200 up_to"),
        ("Fewer than 200", "0-200 up_to"),
        ("70 to 80", "70-80 range"),
        ("70-80", "70-80 range"),
        ("70–80", "70-80 range"),
        ("Between 70 and 80", "70-80 range"),
        ("Anywhere from 70 to 80", "70-80 range"),
        ("Two or three", "2-3 range"),
        ("3 to 4 million", "3000000-4000000 range"),
        ("One to two dozen", "12-24 range"),
        ("Several", "1- vague"),
        ("A handful of", "1- vague"),
        ("Dozens of", "20-99 vague"),
        ("Several dozen", "20-99 vague"),
        ("Several hundred", "100-999 vague"),
        ("Thousands of", "1000-9999 vague"),
        ("Tens of thousands of", "10000-99999 vague"),
        ("Hundreds of thousands of", "100000-999999 vague"),
    ],
)
def test_a_qualifier_opens_or_bounds_a_number(quantity: str, claim: str) -> None:
    assert told(quantity) == [claim]


@pytest.mark.parametrize(("words", "low"), [("the 70s", 70), ("the low 70s", 70), ("the eighties", 80)])
def test_a_toll_in_a_decade_is_a_range(words: str, low: int) -> None:
    [claim] = read_claims(f"The death toll was in {words}.", lang="en").claims
    assert in_short(claim) == f"{low}-{low + 9} range"


@pytest.mark.parametrize(
    "text",
    [
        "Henry VIII died in London.",  # no Roman numeral
        "The pilot, 45, died.",
        "She died at the age of 77.",
        "Boys aged 9 to 12 were missing from school.",
        "He died on 5 May 2012.",
        "He died on May 5, 2012.",
        "He was arrested at 0815 GMT.",
        "The killed were found at 10.30 am.",
        "The pilot finished 3rd and was injured.",
        "The quake of magnitude 7.2 injured the mayor.",
        "The storm did $40 million in damage and killed the mayor.",
        "The storm did damage of 40 million euros and killed cattle.",
        "They were wounded 30 kilometres north of the town.",
        "Arsenal won 3-1 and the keeper was injured.",
        "Soldiers of the 24th Infantry Brigade were killed.",
        "Battalion 316 killed the students.",
        "They were killed at 10 Downing Street.",
        "20 percent of the soldiers were killed.",
        "Two thirds of the villagers fled.",
        "One third of those killed were children.",
        "One in ten people were injured.",
        "Resolution 1701 was adopted after the mayor was killed.",
        "An AK-47 killed the mayor, and the G20 mourned the dead.",
        "9/11 killed their son.",
        "H1N1 killed their son.",
        "The 1990s wars killed their son.",
        "The wars of the 1970s killed their sons.",
        "Flight 93 crashed, killing the pilot.",
        "A Boeing 737 crashed, killing the pilot.",
        "Two explosions killed the mayor.",
        "In Channel 4 News the mayor was reported dead.",
    ],
)
def test_a_number_that_names_or_measures_is_no_claim(text: str) -> None:
    assert [claim.text for claim in read_claims(text, lang="en").claims if claim.low > 1] == []


@pytest.mark.parametrize(
    "text",
    [
        "SAN SALVADOR, 17 NOV 89 (DOMESTIC SERVICE) -- RESIDENTS WERE DISPLACED.",
        "JOSE PEREZ, 72, WHO WAS WORKING AT THE STATION, WAS KILLED.",
        "PEREZ, 34, NATIVE OF SANTA ROSA, HAD BEEN ARRESTED.",
        "A 2D CORPORAL WAS KILLED.",
    ],
)
def test_a_wires_dates_ages_and_ranks_in_upper_case_are_no_claim(text: str) -> None:
    assert [claim.text for claim in read_claims(text, lang="en").claims if claim.low > 1] == []


def test_a_count_after_a_wires_date_is_a_claim() -> None:
    [claim] = read_claims("ON 23 SEPTEMBER 28 BODIES WERE FOUND.", lang="en").claims
    assert claim.low == 28


@pytest.mark.parametrize(
    ("lang", "text", "claim"),
    [
        ("en", "A good dozen people were killed.", "12- over"),
        ("fr", "Une bonne centaine de personnes ont été tuées.", "100- over"),
        ("de", "Ein gutes Dutzend Menschen wurden getötet.", "12- over"),
        ("es", "70 u 80 personas murieron.", "70-80 range"),
        ("it", "Tra le 70 e le 80 persone sono morte.", "70-80 range"),
    ],
)
def test_a_good_dozen_and_a_choice_of_tens_are_read_in_any_language(lang: str, text: str, claim: str) -> None:
    assert [in_short(found) for found in read_claims(text, lang=lang).claims] == [claim]


def test_days_joined_after_a_month_are_no_claim() -> None:
    assert read_claims("On November 1 and 2 we commemorate the dead.", lang="en").claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "He has 12 children and was arrested for fraud.",
        "Some 40 nations mourned the victims.",
        "Twice as many people died in 2010.",
        "Twenty firefighters fought the blaze, which killed a cat.",
        "Police fired 20 rounds, wounding a man.",
        "A total of 45 doctors treated the wounded.",
        "Five years after the attack, 12 families still live in tents.",
        "The strike by 5,000 miners ended after a man was killed.",
    ],
)
def test_numbers_beside_what_happened_to_others_are_no_claim(text: str) -> None:
    assert [claim.text for claim in read_claims(text, lang="en").claims if claim.low > 1] == []
