"""Which figures are the article's own event's: what the whole text tells where a sentence doesn't."""

from datetime import UTC, datetime

import pytest

from story import Scope, read_claims

DATE = datetime(2024, 9, 19, tzinfo=UTC)


def scopes(text: str, lang: str = "en") -> list[tuple[int, Scope]]:
    return [(claim.low, claim.scope) for claim in read_claims(text, lang=lang, date=DATE).claims]


def event(low: int) -> tuple[int, Scope]:
    return low, Scope.EVENT


def background(low: int) -> tuple[int, Scope]:
    return low, Scope.BACKGROUND


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Six years ago came another epidemic. That too began in Asia and caused more than 800 deaths.",
            [background(800)],
        ),
        ("The town is calm. Shops are open. A bomb went off there in 2016. Another 12 people died.", [background(12)]),
        ("An outbreak in 1976 infected 200 people. Only one of them died.", [background(1)]),
        # a speaker goes on about nothing, and a day of the news begins anew
        ("The general led the war of 2012. He said 12 people were killed.", [event(12)]),
        ("A bomb went off there in 2016. Another 12 people were killed on Tuesday.", [event(12)]),
        ("The war began in 2012. The capital was calm. It mourned 12 people killed in the attack.", [event(12)]),
    ],
)
def test_a_sentence_that_goes_on_is_in_the_time_of_the_one_before(text: str, figures: list[tuple[int, Scope]]) -> None:
    assert scopes(text) == figures


QUIET = "The minister met the envoy on Monday. They spoke about the plan. Both left without a word. Talks go on. "


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Gunmen killed 30 people on Monday. The town buried them. The army sent troops. A minister came. He denied"
            " any role in the massacre at Tremseh, in which 108 people were killed.",
            [event(30), background(108)],
        ),
        (
            "Gunmen killed 30 people on Monday. The town buried them. The army sent troops. A minister came. He denied"
            " any role in the attack, in which about 30 people were killed.",
            [event(30), event(30)],
        ),
        (
            "Nine killed in Dayton shooting\nThe police shot the gunman, hours after a shooting in Texas that killed 20"
            " people. In that town, the gunman killed 20 people in a shop.",
            [event(9), background(20), background(20)],
        ),
        (
            "The army and the rebels met on Monday about the war. They spoke. They left. A truce is far. The general"
            " rejected any blame for the killing of the six priests, four of whom were foreigners.",
            [background(6), background(4)],
        ),
        (
            "The army killed six priests on Monday. The bishop wept. The town shut. A judge came. The general rejected"
            " any blame for the killing of the six priests.",
            [event(6), event(6)],
        ),
    ],
)
def test_what_is_mentioned_as_known_is_the_events_only_where_the_article_tells_it(
    text: str, figures: list[tuple[int, Scope]]
) -> None:
    assert scopes(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (QUIET + "The strait has seen 40 people die.", [background(40)]),
        (QUIET + "On Sunday, 40 people died in the strait.", [event(40)]),
        ("The boat sank. " + QUIET + "Divers found 40 bodies.", [event(40)]),
        ("Storm cuts off the coast\n" + QUIET + "Divers found 40 bodies.", [event(40)]),
    ],
)
def test_an_article_that_opens_with_no_event_mentions_its_figures_in_passing(
    text: str, figures: list[tuple[int, Scope]]
) -> None:
    assert scopes(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "A judge charged four officers with the murder of six priests on 16 March. The trial opens on Monday.",
            [event(6)],
        ),
        ("Trial opens over the 2016 attack that killed 86 people\nThe judge spoke for an hour.", [event(86)]),
        (
            "Gunmen killed 12 people on Monday. It was the worst raid since the attack of 2016 that killed 86.",
            [event(12), background(86)],
        ),
        (
            "A show tells of the influenza of 1918, which killed 40 million people. It opens soon.",
            [background(40_000_000)],
        ),
    ],
)
def test_an_earlier_event_that_the_article_follows_up_is_its_own(text: str, figures: list[tuple[int, Scope]]) -> None:
    assert scopes(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Mudslides killed 700 people in Zhouqu. The town is cut off. Troops dig. Rain falls. A dam holds."
            " Floods have displaced millions nationwide.",
            [event(700), background(1_000_000)],
        ),
        (
            "Police shot dead 37 people on Wednesday. The envoy protested. The capital is calm. Shops are shut."
            " Dozens of people have been killed in six days of protests.",
            [event(37), background(20)],
        ),
        ("Quake kills 3,000 nationwide\nThe toll may grow.", [event(3000)]),
    ],
)
def test_a_figure_of_many_days_or_a_whole_country_is_not_a_local_events(
    text: str, figures: list[tuple[int, Scope]]
) -> None:
    assert scopes(text) == figures


@pytest.mark.parametrize(
    ("lang", "text", "figures"),
    [
        ("fr", "L'attentat de Nice avait fait, 86 tués, 206 blessés.", [background(86), background(206)]),
        (
            "en",
            "Gunmen killed 30 people on Monday. The town wept. The army sent troops. A minister came. The raid comes"
            " two days after the release of four hostages in the north.",
            [event(30), background(4)],
        ),
    ],
)
def test_figures_that_hang_on_another_event_are_its_own(lang: str, text: str, figures: list[tuple[int, Scope]]) -> None:
    assert scopes(text, lang) == figures


def test_a_french_article_tells_its_event_from_one_elsewhere() -> None:
    text = (
        "Ohio : neuf personnes tuées dans une fusillade\nNeuf personnes ont été tuées dimanche, après une fusillade au"
        " Texas qui a fait 20 morts."
    )
    assert scopes(text, "fr") == [event(9), event(9), background(20)]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("At least 20 people died when gunmen stormed a hotel in the capital in November 2015.", "en"),
        ("Vingt personnes ont été tuées lorsque des hommes armés ont attaqué un hôtel en novembre 2015.", "fr"),
        ("Veinte personas murieron cuando hombres armados atacaron un hotel en noviembre de 2015.", "es"),
        ("Zwanzig Menschen starben, als Bewaffnete im November 2015 ein Hotel stürmten.", "de"),
    ],
)
def test_the_time_in_a_clause_that_tells_when_is_the_figures(text: str, lang: str) -> None:
    assert scopes(text, lang) == [background(20)]


def test_the_time_in_a_clause_about_somebody_is_not_the_figures() -> None:
    assert scopes("20 people were killed by a group that has fought since 2012.") == [event(20)]
