"""What English sentences claim: quantity, kind and what qualifies them."""

from datetime import UTC, datetime

import pytest

from story import Claim, Modality, Party, Scope, read_claims


def told(text: str, lang: str = "en") -> list[str]:
    return [in_short(claim) for claim in read_claims(text, lang=lang).claims]


def in_short(claim: Claim) -> str:
    return f"{claim.kind} {claim.low}-{'' if claim.high is None else claim.high} {claim.qualifier}"


QUANTITIES = [
    ("77 people were killed.", ["killed 77-77 exact"]),
    ("Seventy-seven people were killed.", ["killed 77-77 exact"]),
    ("About 100 people were killed.", ["killed 100-100 about"]),
    ("At least 77 people were killed.", ["killed 77- at_least"]),
    ("More than 70 people died.", ["killed 70- over"]),
    ("Up to 200 people were killed.", ["killed 0-200 up_to"]),
    ("Between 70 and 80 people were killed.", ["killed 70-80 range"]),
    ("The death toll was in the 70s.", ["killed 70-79 range"]),
    ("Several people were killed.", ["killed 1- vague"]),
    ("Dozens were killed.", ["killed 20-99 vague"]),
    ("Hundreds of people were killed.", ["killed 100-999 vague"]),
    ("Tens of thousands of people have fled.", ["displaced 10000-99999 vague"]),
    ("A dozen soldiers were killed.", ["killed 12-12 about"]),
    ("Half a dozen soldiers were killed.", ["killed 6-6 about"]),
    ("1,100 civilians have been killed.", ["killed 1100-1100 exact"]),
    ("Some 1.2 million people were displaced.", ["displaced 1200000-1200000 about"]),
    ("Two hundred and fifty-five people were injured.", ["injured 255-255 exact"]),
    ("A man was killed.", ["killed 1-1 exact"]),
    ("No one was hurt.", ["injured 0-0 exact"]),
    ("There were no casualties.", ["casualties 0-0 exact"]),
]
HAPPENINGS = [
    ("77 people were killed and 255 others were injured.", ["killed 77-77 exact", "injured 255-255 exact"]),
    ("The attack resulted in 77 fatalities and 255 injuries.", ["killed 77-77 exact", "injured 255-255 exact"]),
    ("Gunmen attacked a school, killing 77 and wounding 255.", ["killed 77-77 exact", "injured 255-255 exact"]),
    ("77 dead, 255 wounded in Bamako attack", ["killed 77-77 exact", "injured 255-255 exact"]),
    ("The assault has left more than 70 dead.", ["killed 70- over"]),
    ("Hundreds were killed or wounded.", ["casualties 100-999 vague"]),
    ("The blast killed at least 12 soldiers.", ["killed 12- at_least"]),
    ("The deaths of two youths led to riots.", ["killed 2-2 exact"]),
    ("The death toll rose to 77.", ["killed 77-77 exact"]),
    ("The fighting has cost 3,500 lives.", ["killed 3500-3500 exact"]),
    ("Eleven men and three women were arrested.", ["detained 11-11 exact", "detained 3-3 exact"]),
    ("9 people, including 2 women, were killed.", ["killed 9-9 exact", "killed 2-2 exact"]),
    ("Four men were taken to hospital.", ["hospitalised 4-4 exact"]),
    ("Four men were taken to a hospital in town with gunshot wounds.", ["injured 4-4 exact"]),
    ("Police found three men suffering from apparent gunshot wounds.", ["injured 3-3 exact"]),
    ("Some 1,243 people have been rescued.", ["rescued 1243-1243 about"]),
    ("Three persons are still missing.", ["missing 3-3 exact"]),
    ("THREE MEMBERS OF THE RED CROSS WERE WOUNDED.", ["injured 3-3 exact"]),
    ("Six of the abductors were killed.", ["killed 6-6 exact"]),
    ("The toll was in the 70s, two diplomats, one of them based in Bamako, told Reuters.", ["killed 70-79 range"]),
    ("Six priests were killed, five of them foreigners.", ["killed 6-6 exact", "killed 5-5 exact"]),
    ("The 19 hostages were released in Chad.", ["rescued 19-19 exact"]),
]
NO_CLAIMS = [
    "The talks lasted 77 days.",
    "The attack destroyed 12 houses and killed 40 cows.",
    "Flight 93 crashed; the pilot, 45, had flown for 20 years.",
    "He threatened to kill 20 people.",
    "Four in 10 adults have been injured by the weather.",
    "The number of children under five who died increased.",
    "He was sentenced to death in 2009.",
    "The company lost 3 million dollars.",
    "In 2012 the war began.",
    "There is no word on casualties.",
    "",
]


@pytest.mark.parametrize(("text", "claims"), QUANTITIES + HAPPENINGS)
def test_a_sentence_claims_what_its_words_allow(text: str, claims: list[str]) -> None:
    assert told(text) == claims


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_a_number_that_counts_no_people_is_no_claim(text: str) -> None:
    assert told(text) == []


def test_a_toll_that_grew_gives_the_old_figure_as_superseded() -> None:
    claims = read_claims("Officials raised the death toll to 77 from 73.", lang="en").claims
    assert [(claim.low, claim.superseded) for claim in claims] == [(77, False), (73, True)]


def test_believed_dead_is_feared() -> None:
    (claim,) = read_claims("More than 70 people are believed to have died.", lang="en").claims
    assert claim.modality is Modality.FEARED


def test_attackers_are_counted_apart() -> None:
    victims, attackers = read_claims("77 soldiers were killed, and 12 gunmen were shot dead.", lang="en").claims
    assert (victims.party, attackers.party) == (Party.VICTIMS, Party.ATTACKERS)


def test_a_year_before_the_articles_makes_a_figure_background() -> None:
    text = "77 people were killed on Tuesday.\nIn 2015, 20 people were killed in a hotel in Bamako."
    event, other = read_claims(text, lang="en", date=datetime(2024, 9, 20, tzinfo=UTC)).claims
    assert event.scope is Scope.EVENT
    assert other.scope is Scope.BACKGROUND


def test_a_running_total_far_above_the_events_figures_is_background() -> None:
    text = "The attack killed 77 people. Officials said 81 people died.\n\nIn the area, thousands of people have died."
    assert [claim.scope for claim in read_claims(text, lang="en").claims] == [
        Scope.EVENT,
        Scope.EVENT,
        Scope.BACKGROUND,
    ]


def test_a_groups_figure_is_a_part_where_the_text_gives_a_larger_one() -> None:
    text = "77 people were killed. About 50 cadets were buried."
    whole, part = read_claims(text, lang="en").claims
    assert (whole.partial, whole.group) == (False, None)
    assert (part.partial, part.group) == (True, "cadets")


@pytest.mark.parametrize(
    ("text", "lang"),
    [("An earlier toll put the number of dead at 77.", "en"), ("Un précédent bilan faisait état de 77 morts.", "fr")],
)
def test_an_earlier_toll_is_superseded(text: str, lang: str) -> None:
    (claim,) = read_claims(text, lang=lang).claims
    assert (claim.low, claim.superseded) == (77, True)


def test_a_headline_without_a_full_stop_is_a_sentence_of_its_own() -> None:
    (claim,) = read_claims("More than 70 killed in Bamako\n\nThe army said nothing.", lang="en").claims
    assert claim.sentence == "More than 70 killed in Bamako"
    assert claim.source is None


def test_every_claim_says_which_words_made_it() -> None:
    (claim,) = read_claims("77 people were killed.", lang="en").claims
    assert "killed" in claim.rule


WORDS_FOR_IT = [
    ("Police ordered 900 villagers to leave their homes.", ["displaced 900-900 exact"]),
    ("Nine hundred villagers were ordered to leave their homes.", ["displaced 900-900 exact"]),
    ("Some 40 families and 300 tourists were moved to higher ground.", ["displaced 300-300 exact"]),
    ("Militants snatched six aid workers.", ["detained 6-6 exact"]),
    ("Four traders were seized by gunmen.", ["detained 4-4 exact"]),
    ("Nine potholers were brought to the surface alive.", ["rescued 9-9 exact"]),
    ("The crew plucked eight anglers from the water.", ["rescued 8-8 exact"]),
    ("They pulled eight bodies from the water.", ["killed 8-8 exact"]),
    ("There is no trace of 31 crew members.", ["missing 31-31 exact"]),
    ("Ferry capsizes, nine drown", ["killed 9-9 exact"]),
    ("The army neutralised five terrorists.", ["killed 5-5 exact"]),
    ("The raid ended with troops neutralising five insurgents.", ["killed 5-5 exact"]),
    ("Five teams were eliminated.", []),
    ("Sixty soldiers had fallen in the battle.", ["killed 60-60 exact"]),
    ("Two painters fell to their deaths.", ["killed 2-2 exact"]),
    ("The blaze killed a family of five.", ["killed 5-5 exact"]),
    ("The ward received 19 wounded people.", ["injured 19-19 exact"]),
    ("None of the 14 crew members was hurt.", ["injured 0-0 exact"]),
    ("The death toll has passed 300.", ["killed 300- over"]),
    ("Two midfielders were injured in training.", []),
    ("Two midfielders were injured when the bus crashed.", ["injured 2-2 exact"]),
    ("Police shot dead a Palestinian.", ["killed 1-1 exact"]),
    ("Two men suspected of stealing the guns were arrested.", ["detained 2-2 exact"]),
    ("Two men suspected of killing a guard were arrested.", ["detained 2-2 exact", "killed 1-1 exact"]),
    ('The army "neutralised" 46 rebels and 12 "bandits".', ["killed 46-46 exact", "killed 12-12 exact"]),
    ("Five died at the scene and three in hospital.", ["killed 5-5 exact", "killed 3-3 exact"]),
    ("All five had drowned.", ["killed 5-5 exact"]),
    ("The ship had 300 passengers, and 120 were rescued.", ["rescued 120-120 exact"]),
    ("The raft had 30 planks, and 12 were rescued.", []),
    ("Navy boats pulled 60 people from the sea.", ["rescued 60-60 exact"]),
    ("A landslide came down on the road, burying nine drivers.", ["killed 9-9 exact"]),
    ("The crew spent a week burying nine cables.", []),
    ("Officials put the dead at 19.", ["killed 19-19 exact"]),
    ("Of the dead, 14 were children.", ["killed 14-14 exact"]),
    ("Of the dead, 14 were under 18.", ["killed 14-14 exact"]),
    ("Among those killed, nine were nuns.", ["killed 9-9 exact"]),
    ("Nine people were killed including three girls.", ["killed 9-9 exact", "killed 3-3 exact"]),
    ("The tally of the dead rose to 19.", ["killed 19-19 exact"]),
    ("The blast killed nobody but injured 40.", ["killed 0-0 exact", "injured 40-40 exact"]),
    ("Raiders butchered 15 herders and made off with four girls.", ["killed 15-15 exact", "detained 4-4 exact"]),
    ("The thieves made off with four paintings.", []),
    ("A retired teacher and her carer died.", ["killed 2-2 exact"]),
]


@pytest.mark.parametrize(("text", "claims"), WORDS_FOR_IT)
def test_what_happened_is_said_in_many_words(text: str, claims: list[str]) -> None:
    assert told(text) == claims


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Attacks wounded 200, in one of the heaviest losses among security forces.", {("injured", 200)}),
        ("Two diplomats, including one in Bamako, told Reuters that 70 people were killed.", {("killed", 70)}),
        ("Two people, including one child, were killed.", {("killed", 2), ("killed", 1)}),
    ],
)
def test_a_number_that_counts_nobody_is_no_claim(text: str, figures: set[tuple[str, int]]) -> None:
    assert {(str(claim.kind), claim.low) for claim in read_claims(text, lang="en").claims} == figures
