"""The toll: standing figures, range, headline, official figure, and how they move."""

import time
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from story import (
    Claim,
    Kind,
    Modality,
    Origin,
    Party,
    Qualifier,
    Report,
    Scope,
    SpeakerClass,
    StoryContext,
    StoryParty,
    TimeInterval,
    Toll,
    toll,
    toll_series,
)
from story.toll import tolls

from .factories import START, about, between, claim, hours, over, published, report, said_by, vague

SECURITY = said_by(SpeakerClass.SECURITY_SOURCE, "a security source")
ARMY = said_by(SpeakerClass.ARMED_FORCES, "the General Staff")
MEDICAL = said_by(SpeakerClass.MEDICAL, "a hospital source")
JNIM = said_by(SpeakerClass.ARMED_GROUP, "JNIM")


def toll_of(*reports: Report, at: float = 999) -> Toll:
    return toll(Kind.KILLED, reports, hours(at))


def headline(*reports: Report, at: float = 999) -> int | None:
    figure = toll_of(*reports, at=at).headline
    return figure.low if figure else None


def spread(*reports: Report, at: float = 999) -> tuple[int | None, int | None, bool]:
    result = toll_of(*reports, at=at)
    return result.range_low, result.range_high, result.range_is_open


def test_no_report_is_no_figure_given() -> None:
    result = toll_of()
    assert (result.headline, result.official, result.standing, result.range_low) == (None, None, (), None)
    assert toll_series(Kind.KILLED, [], hours(9)) == ()


def test_each_voice_has_one_standing_figure_and_the_range_spans_them() -> None:
    reports = report(claim(77, **SECURITY), 1), report(about(100, **MEDICAL), 2), report(claim(20, **ARMY), 3)
    result = toll_of(*reports)
    assert {figure.voice: figure.low for figure in result.standing} == {
        "security source": 77,
        "medical": 100,
        "army and police": 20,
    }
    assert spread(*reports) == (20, 100, False)
    assert result.official is not None
    assert result.official.low == 20


@pytest.mark.parametrize(
    "left_out",
    [
        claim(500, partial=True),
        claim(500, scope=Scope.BACKGROUND),
        claim(500, party=Party.ATTACKERS),
        claim(500, modality=Modality.PROJECTED),
        claim(500, modality=Modality.DENIED),
        claim(500, kind=Kind.INJURED),
    ],
)
def test_what_is_not_about_the_whole_toll_never_enters_it(left_out: Claim) -> None:
    result = toll_of(report(claim(77), 1), report(left_out, 2))
    assert [figure.low for figure in result.standing] == [77]


def test_feared_deaths_count() -> None:
    assert headline(report(over(70, modality=Modality.FEARED), 1)) == 70


def test_a_late_repetition_of_an_older_figure_does_not_bring_it_back() -> None:
    first, second = report(claim(20, **ARMY), 1), report(claim(37, **ARMY), 5, "B")
    late = report(claim(20, **ARMY), 9, "C")
    assert [figure.low for figure in toll_of(first, second, late).standing] == [37]


def lows(*reports: Report) -> list[tuple[int | None, int | None, int | None]]:
    """Each step of the series: the number in the headline, and the range."""
    points = toll_series(Kind.KILLED, reports, hours(999))
    return [(point.headline and point.headline.low, point.range_low, point.range_high) for point in points]


def test_an_official_toll_revised_down_by_the_same_voice_steps_down() -> None:
    reports = report(claim(359, **ARMY), 1), report(claim(253, **ARMY), 30, "B")
    assert headline(*reports) == 253
    assert spread(*reports) == (253, 253, False)
    assert lows(*reports) == [(359, 359, 359), (253, 253, 253)]
    assert [point.official and point.official.low for point in toll_series(Kind.KILLED, reports, hours(99))] == [
        359,
        253,
    ]


def test_a_figure_taken_back_in_an_edit_steps_down_to_the_one_before_or_the_one_put_in_its_place() -> None:
    before, wrong = report(claim(253, **ARMY), 1), report(claim(359, **ARMY), 2, "B", withdrawn_at=hours(6))
    assert lows(before, wrong) == [(253, 253, 253), (359, 359, 359), (253, 253, 253)]
    put_right = report(claim(253, **ARMY), between(5, 6), "B")
    assert lows(wrong, put_right) == [(359, 359, 359), (253, 253, 253)]


def test_a_correction_downwards_holds_for_its_voice_while_other_outlets_still_repeat_the_old_figure() -> None:
    first = [report(claim(359, **ARMY), n / 10, f"Outlet {n}") for n in range(5)]
    corrected = report(claim(253, **ARMY), 8, "Army site")
    late = [report(claim(359, **ARMY), 9 + n / 10, f"Late {n}") for n in range(5)]
    assert lows(*first, corrected, *late) == [(359, 359, 359), (253, 253, 253)]


def test_outlets_that_keep_an_old_figure_in_their_own_name_keep_it_in_the_range_but_not_in_the_headline() -> None:
    first = [report(claim(359), n / 10, f"Outlet {n}") for n in range(5)]
    corrected = [report(claim(253, **ARMY), 20, "Army site"), report(claim(253, **ARMY), 25, "Radio")]
    assert lows(*first, *corrected) == [(359, 359, 359), (359, 253, 359), (253, 253, 359)]


@pytest.mark.parametrize("looser", [over(70), over(77), about(80), vague(20, 99), vague(1, None), vague(1, 5)])
def test_looser_words_for_the_standing_figure_do_not_replace_it(looser: Claim) -> None:
    assert headline(report(claim(77), 1), report(looser, 5, "B")) == 77


@pytest.mark.parametrize("news", [claim(81), over(80), about(100), vague(100, 999), claim(76)])
def test_what_says_something_new_replaces_the_standing_figure(news: Claim) -> None:
    news = replace(news, **MEDICAL)
    assert [f.low for f in toll_of(report(claim(77, **MEDICAL), 1), report(news, 5, "B")).standing] == [news.low]


def test_loose_words_of_the_unnamed_chorus_never_replace_its_number() -> None:
    assert headline(report(over(70), 1), report(vague(1000, 9999), 5, "B")) == 70


def test_a_figure_that_all_have_withdrawn_falls_away_and_the_one_before_stands_again() -> None:
    before = report(claim(77, **MEDICAL), 1)
    wrong = report(claim(130, **MEDICAL), 2, "B", withdrawn_at=hours(6))
    assert headline(before, wrong, at=5) == 130
    assert headline(before, wrong, at=7) == 77


def test_a_figure_stands_while_one_article_keeps_it() -> None:
    gone = report(claim(130), 2, "B", withdrawn_at=hours(6))
    assert headline(gone, report(claim(130), 3, "C")) == 130
    assert headline(gone) is None


def test_a_figure_that_the_article_calls_outdated_does_not_stand() -> None:
    old = report(claim(73), 2, is_superseded=True)
    assert [figure.low for figure in toll_of(old, report(claim(77), 2)).standing] == [77]


def test_vague_words_are_the_toll_only_while_nobody_gives_a_number() -> None:
    dozens = report(vague(20, 99, **MEDICAL), 1)
    assert spread(dozens) == (20, 99, False)
    assert headline(dozens) == 20
    number = report(claim(7, **ARMY), 2, "B")
    result = toll_of(dozens, number)
    assert (result.range_low, result.range_high) == (7, 7)
    assert {f.voice: f.in_range for f in result.standing} == {"medical": False, "army and police": True}


def test_the_attackers_own_claims_stand_apart() -> None:
    result = toll_of(report(claim(300, **JNIM), 1), report(claim(77, **SECURITY), 2, "B"))
    assert (result.range_low, result.range_high) == (77, 77)
    assert result.headline is not None
    assert result.headline.low == 77
    assert {f.voice: f.in_range for f in result.standing} == {"JNIM": False, "security source": True}
    assert headline(report(claim(300, **JNIM), 1)) is None


def test_an_unattributed_figure_in_a_partys_own_channel_is_the_partys() -> None:
    context = StoryContext("x", "y", START, parties=(StoryParty("JNIM", Party.ATTACKERS, ("Az-Zallaqa",)),))
    result = toll(Kind.KILLED, [report(claim(300), 1, "Az-Zallaqa")], hours(9), context=context)
    assert [(figure.voice, figure.in_range) for figure in result.standing] == [("JNIM", False)]


def test_the_range_is_open_only_if_its_highest_figure_is() -> None:
    assert spread(report(over(70), 1)) == (70, 70, True)
    assert spread(report(over(70), 1), report(claim(100, **MEDICAL), 2)) == (70, 100, False)
    assert spread(report(over(100), 1), report(claim(77, **MEDICAL), 2)) == (77, 100, True)


def test_the_headline_is_what_most_independent_origins_carry() -> None:
    wire = [
        report(claim(77, **SECURITY), n / 10, f"Copy {n}", origin=Origin("AFP", "copies"), article_id=n)
        for n in range(9)
    ]
    two = [report(about(100, **MEDICAL), 0, "A"), report(about(100, **MEDICAL), 0, "B")]
    result = toll_of(*wire, *two)
    assert result.headline is not None
    assert (result.headline.low, result.headline.origins) == (100, 2)


def test_on_a_tie_the_later_figure_is_the_headline() -> None:
    assert headline(report(claim(77, **SECURITY), 1), report(claim(60, **MEDICAL), 2, "B")) == 60


def test_of_figures_of_one_minute_the_named_speakers_is_the_headline() -> None:
    at = hours(1) + timedelta(seconds=40)
    named, unnamed = report(claim(133, **ARMY), 1), report(claim(150), published(at), "B")
    assert headline(named, unnamed) == 133
    assert headline(named, replace(unnamed, time=published(at + timedelta(seconds=20)))) == 150


def test_open_figures_give_way_to_a_count_of_the_authorities_that_they_allow() -> None:
    more_than_100 = [report(over(100, **MEDICAL), n / 10, f"Outlet {n}") for n in range(5)]
    count = report(claim(135, **ARMY), 2, "Ministry page")
    assert headline(*more_than_100) == 100
    assert headline(*more_than_100, count) == 135
    assert spread(*more_than_100, count) == (100, 135, False)


@pytest.mark.parametrize(
    "other",
    [
        report(claim(135, **SECURITY), 2, "Other"),  # no authority
        report(claim(80, **ARMY), 2, "Other"),  # not what the words allow
        report(claim(135, **ARMY), -1, "Other"),  # older: it may have been taken back
    ],
)
def test_open_figures_give_way_to_nothing_else(other: Report) -> None:
    assert headline(*(report(over(100, **MEDICAL), n / 10, f"Outlet {n}") for n in range(5)), other) == 100


def test_only_the_last_day_of_reporting_decides_the_headline() -> None:
    old = [report(claim(77, **SECURITY), n / 10, f"Old {n}") for n in range(5)]
    new = report(claim(100, **MEDICAL), 25, "New")
    assert headline(*old, new, at=24) == 77
    assert headline(*old, new) == 100


def test_silence_changes_nothing() -> None:
    reports = [report(claim(77, **SECURITY), n / 10, f"Outlet {n}") for n in range(5)]
    reports.append(report(claim(60, **MEDICAL), 1, "Other"))
    assert headline(*reports, at=2) == headline(*reports, at=5000) == 77


def test_the_official_figure_is_a_number_if_there_is_one_and_else_the_words() -> None:
    losses = report(vague(1, None, **ARMY), 5)
    assert toll_of(losses).official is not None
    number = report(claim(22, **said_by(SpeakerClass.GOVERNMENT, "the ministry")), 1, "B")
    official = toll_of(losses, number).official
    assert official is not None
    assert official.low == 22
    assert toll_of(report(claim(77, **SECURITY), 1)).official is None


def test_an_official_outlet_that_names_no_speaker_is_official() -> None:
    result = toll(Kind.KILLED, [report(claim(22), 1, "Army site")], hours(9), official=frozenset({"Army site"}))
    assert result.official is not None
    assert (result.official.voice, result.official.is_official) == ("Army site", True)


def test_a_report_after_the_moment_is_not_known_yet() -> None:
    reports = report(claim(20), 1), report(claim(37), 5, "B")
    assert headline(*reports, at=4.9) == 20
    assert headline(*reports, at=5) == 37


def test_every_step_of_the_series_is_the_toll_of_that_moment() -> None:
    reports = [
        report(vague(20, 99), 0),
        report(claim(20, **MEDICAL), 1, "B", withdrawn_at=hours(4)),
        report(claim(37, **MEDICAL), 4, "B"),
        report(claim(77, **SECURITY), 6, "C"),
        report(claim(77), 6, "D"),
        report(claim(22, **ARMY), 40, "E"),
    ]
    points = toll_series(Kind.KILLED, reports, hours(99))
    assert [(p.range_low, p.range_high) for p in points] == [(20, 99), (20, 20), (37, 37), (37, 77), (22, 77)]
    for point in points:
        then = toll(Kind.KILLED, reports, point.at)
        assert (then.headline, then.official) == (point.headline, point.official)
        assert (then.range_low, then.range_high, then.range_is_open) == (
            point.range_low,
            point.range_high,
            point.range_is_open,
        )


def test_a_publisher_that_repeats_a_figure_every_day_keeps_it_in_the_last_day_without_a_break() -> None:
    faithful = [report(claim(77, **SECURITY), 20 * day, "A") for day in range(6)]
    twice = report(claim(60, **MEDICAL), 0, "B"), report(claim(60, **MEDICAL), 0, "C")
    assert lows(*faithful, *twice) == [(60, 60, 77), (77, 60, 77)]


def test_a_report_that_was_withdrawn_before_it_appeared_has_no_part_in_the_toll() -> None:
    assert toll_of(report(claim(77), 5, withdrawn_at=hours(4))).standing == ()


def test_every_figure_leads_to_the_claim_of_its_first_report() -> None:
    reports = report(claim(77), 5, "B", evidence_id=12), report(claim(77), 1, "A", evidence_id=31)
    figure = toll_of(*reports).headline
    assert figure is not None
    assert (figure.fact_key, figure.claim_id, figure.first_outlet) == ("killed|77|-|victims|event", 31, "A")


SPEAKERS: list[dict[str, object]] = [SECURITY, ARMY, MEDICAL, JNIM, {}, said_by(SpeakerClass.UNKNOWN, "Moussa")]
NUMBERS = st.integers(0, 300)
CLAIMS = st.one_of(
    NUMBERS.map(claim),
    NUMBERS.map(over),
    NUMBERS.map(about),
    st.sampled_from([vague(20, 99), vague(1, None), vague(100, 999)]),
    st.tuples(NUMBERS, NUMBERS).map(lambda pair: claim(min(pair), max(pair), qualifier=Qualifier.RANGE)),
)


@st.composite
def many_reports(draw: st.DrawFn) -> list[Report]:
    """Up to twenty reports by six speakers in five outlets, some withdrawn, some from agencies."""
    made = []
    for number in range(draw(st.integers(0, 20))):
        given_claim = replace(draw(CLAIMS), **draw(st.sampled_from(SPEAKERS)))
        at = draw(st.integers(0, 90))
        gone = draw(st.none() | st.integers(0, 90))
        outlet = draw(st.sampled_from("ABCDE"))
        made.append(
            report(
                given_claim,
                at,
                outlet,
                article_id=number,
                evidence_id=number,
                origin=draw(st.sampled_from([Origin(outlet, "own"), Origin("AFP", "cites")])),
                withdrawn_at=None if gone is None else hours(at + gone),
            )
        )
    return made


@settings(max_examples=150, deadline=None)
@given(many_reports(), st.randoms(), st.integers(0, 200))
def test_whatever_is_reported_the_toll_keeps_its_promises(reports, random, at) -> None:  # type: ignore[no-untyped-def]
    result = toll_of(*reports, at=at)
    in_range = [figure for figure in result.standing if figure.in_range]
    assert bool(in_range) == (result.headline is not None) == (result.range_low is not None)
    for figure in in_range:
        assert result.range_low is not None
        assert result.range_high is not None
        assert result.range_low <= figure.low
        assert (figure.high or figure.low) <= result.range_high
    if result.headline:
        assert result.headline in in_range
    assert len({figure.voice for figure in result.standing}) == len(result.standing)
    for figure in result.standing:
        assert figure.since <= hours(at)
        assert figure.outlets >= 1
        assert figure.origins >= 1
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert toll_of(*shuffled, at=at) == result
    points = toll_series(Kind.KILLED, shuffled, hours(at))
    assert points == toll_series(Kind.KILLED, reports, hours(at))
    assert all(one.at < other.at for one, other in pairwise(points))
    for point in points:
        then = toll_of(*reports, at=(point.at - START) / timedelta(hours=1))
        assert (point.range_low, point.range_high, point.range_is_open) == (
            then.range_low,
            then.range_high,
            then.range_is_open,
        )
        assert (point.headline, point.official) == (then.headline, then.official)
    if points:
        last = points[-1]
        assert (last.range_low, last.range_high, last.range_is_open) == (
            result.range_low,
            result.range_high,
            result.range_is_open,
        )
        assert (last.headline and last.headline.fact_key) == (result.headline and result.headline.fact_key)


def busy_story(size: int) -> list[Report]:
    """A story in which the figures rise, with thousands of speakers of no class."""
    interval = [published(START + timedelta(minutes=n)) for n in range(size)]
    return [
        report(
            claim(n // 500 + n % 7, source=f"speaker {n % 3001}" if n % 3 else None),
            TimeInterval(interval[n].not_before, interval[n].not_after, interval[n].best, "published"),
            f"Outlet {n % 200}",
            article_id=n,
            evidence_id=n,
        )
        for n in range(size)
    ]


def test_the_series_costs_little_more_than_in_proportion_to_the_reports() -> None:
    costs = []
    for size in (2_000, 16_000):
        reports = busy_story(size)
        before = time.process_time()
        toll_series(Kind.KILLED, reports, START + timedelta(days=999))
        costs.append(time.process_time() - before)
    assert costs[1] / costs[0] < 30  # eight times the reports; squared would be 64


@settings(max_examples=80, deadline=None)
@given(many_reports(), st.lists(st.integers(0, 200), max_size=6))
def test_the_tolls_of_many_moments_are_those_of_each(reports, moments) -> None:  # type: ignore[no-untyped-def]
    at = [hours(number) for number in sorted(moments)]
    assert list(tolls(Kind.KILLED, reports, at)) == [toll(Kind.KILLED, reports, moment) for moment in at]
