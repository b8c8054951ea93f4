"""The toll by day: whole days, the order of a day's figures, and reports without a date."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from story import (
    Claim,
    Kind,
    Report,
    SpeakerClass,
    TimeInterval,
    appeared_on,
    appeared_sometime,
    first_reports,
    outdated_figures,
    toll,
    toll_by_day,
)

from .factories import about, claim, over, published, report, said_by, vague

POLICE = said_by(SpeakerClass.ARMED_FORCES, "the police")
MEDICAL = said_by(SpeakerClass.MEDICAL, "a hospital")
SOMETIME = appeared_sometime(datetime(2024, 6, 1, tzinfo=UTC))


def on(day: int) -> TimeInterval:
    return appeared_on(date(2024, 3, day))


def at(day: int, hour: int) -> TimeInterval:
    return published(datetime(2024, 3, day, hour, tzinfo=UTC))


def article(number: int, when: TimeInterval, given_claim: Claim, outdated: Claim | None = None) -> list[Report]:
    """An outlet's article that gives one figure and may call another outdated."""
    outlet = f"Outlet {number}"
    made = [report(given_claim, when, outlet, article_id=number, evidence_id=number)]
    if outdated is not None:
        made.append(report(outdated, when, outlet, article_id=number, evidence_id=-number, is_superseded=True))
    return made


def headlines(*articles: list[Report]) -> list[tuple[int, int]]:
    days = toll_by_day(Kind.KILLED, [each for reports in articles for each in reports])
    return [(day.day.day, figure.low) for day in days for figure in day.headlines]


def test_a_whole_day_lies_between_its_midnight_and_the_next() -> None:
    day = on(23)
    assert (day.not_before, day.not_after) == (
        datetime(2024, 3, 23, tzinfo=UTC),
        datetime(2024, 3, 24, tzinfo=UTC),
    )
    assert day.not_before <= day.best <= day.not_after


def test_outlets_of_one_day_share_the_first_place_and_later_ones_do_not() -> None:
    reports = [
        report(claim(93), on(23), "A"),
        report(claim(93), on(23), "B"),
        report(claim(93), on(24), "C"),
        report(claim(93), SOMETIME, "D"),
    ]
    assert {first.outlet for first in first_reports(reports)} == {"A", "B"}


def test_a_moment_is_before_later_moments_but_not_before_the_day_it_lies_in() -> None:
    reports = [
        report(claim(93), on(23), "Some time that day"),
        report(claim(93), at(23, 9), "At nine"),
        report(claim(93), at(23, 17), "At five"),
    ]
    assert {first.outlet for first in first_reports(reports)} == {"Some time that day", "At nine"}


def test_who_has_no_date_is_first_only_if_nobody_has_one() -> None:
    undated = [report(claim(93), SOMETIME, "A"), report(claim(93), SOMETIME, "B")]
    assert {first.outlet for first in first_reports(undated)} == {"A", "B"}
    assert {first.outlet for first in first_reports([*undated, report(claim(93), on(23), "C")])} == {"C"}


def test_nothing_reported_is_no_day() -> None:
    assert toll_by_day(Kind.KILLED, []) == ()
    assert toll_by_day(Kind.KILLED, article(1, SOMETIME, claim(5))) == ()


def test_the_figures_of_a_day_are_taken_to_rise() -> None:
    assert headlines(
        article(1, on(23), claim(133, **POLICE)),
        article(2, on(23), claim(60, **POLICE)),
        article(3, on(23), claim(93, **POLICE)),
        article(4, on(24), claim(137, **POLICE)),
    ) == [(23, 60), (23, 93), (23, 133), (24, 137)]


def test_an_article_that_calls_a_figure_outdated_says_what_came_before_even_if_it_has_no_date() -> None:
    lowered = [article(1, on(23), claim(359, **POLICE)), article(2, on(23), claim(253, **POLICE))]
    assert headlines(*lowered) == [(23, 253), (23, 359)]
    witness = article(3, SOMETIME, claim(253, **POLICE), claim(359, **POLICE))
    assert headlines(*lowered, witness) == [(23, 359), (23, 253)]


def test_articles_that_contradict_each_other_leave_the_toll_rising() -> None:
    one = article(1, on(23), claim(20, **POLICE), claim(30, **POLICE))
    other = article(2, on(23), claim(30, **POLICE), claim(20, **POLICE))
    assert headlines(one, other) == [(23, 20), (23, 30)]


def test_known_moments_order_a_day() -> None:
    assert headlines(article(1, at(23, 9), claim(359, **POLICE)), article(2, at(23, 17), claim(253, **POLICE))) == [
        (23, 359),
        (23, 253),
    ]


def test_round_words_for_a_number_of_the_same_voice_and_day_are_no_step() -> None:
    numbers = [article(1, on(23), claim(60, **POLICE)), article(2, on(23), claim(93, **POLICE))]
    for words in (over(90, **POLICE), about(90, **POLICE), over(93, **POLICE), vague(20, 99, **POLICE)):
        assert headlines(*numbers, article(3, on(23), words)) == [(23, 60), (23, 93)]
    assert headlines(*numbers, article(3, on(23), over(80, **POLICE))) == [(23, 60), (23, 80), (23, 93)]


def test_two_figures_of_one_day_are_equally_late_so_the_named_speakers_is_the_headline() -> None:
    assert headlines(article(1, on(23), claim(133, **POLICE)), article(2, on(23), claim(150))) == [(23, 133)]


def test_the_last_day_of_reporting_is_the_day_itself() -> None:
    many = [article(number, on(23), claim(60, **MEDICAL)) for number in range(5)]
    assert headlines(*many, article(9, on(23), claim(70, **POLICE))) == [(23, 60)]
    assert headlines(*many, article(9, on(24), claim(70, **POLICE))) == [(23, 60), (24, 70)]


def test_what_the_toll_leaves_out_says_nothing_about_order() -> None:
    projected = [replace(each, is_superseded=True) for each in article(1, on(23), claim(99, partial=True))]
    assert outdated_figures([*projected, *article(1, on(23), claim(10))]) == {}


FIGURES = st.one_of(
    st.integers(0, 120).map(claim),
    st.integers(0, 120).map(over),
    st.integers(0, 120).map(about),
    st.sampled_from([vague(20, 99), vague(1, None)]),
)
TIMES = st.one_of(
    st.integers(1, 6).map(on), st.tuples(st.integers(1, 6), st.integers(0, 23)).map(lambda t: at(*t)), st.just(SOMETIME)
)


@st.composite
def articles(draw: st.DrawFn) -> list[Report]:
    made: list[Report] = []
    for number in range(draw(st.integers(0, 14))):
        speaker = draw(st.sampled_from([POLICE, MEDICAL, {}]))
        outdated = draw(st.none() | FIGURES)
        made += article(
            number,
            draw(TIMES),
            replace(draw(FIGURES), **speaker),
            None if outdated is None else replace(outdated, **speaker),
        )
    return made


@settings(max_examples=120, deadline=None)
@given(articles(), st.randoms())
def test_whatever_is_reported_each_day_keeps_the_tolls_promises(reports, random) -> None:  # type: ignore[no-untyped-def]
    days = toll_by_day(Kind.KILLED, reports)
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert [(day.day, day.toll.headline, day.headlines) for day in toll_by_day(Kind.KILLED, shuffled)] == [
        (day.day, day.toll.headline, day.headlines) for day in days
    ]
    dated = [each for each in reports if each.time.basis != "no date" and not each.is_superseded]
    assert [day.day for day in days] == sorted({each.time.best.date() for each in dated})
    keys = {each.fact_key for each in dated}
    last = None
    for day in days:
        assert {figure.fact_key for figure in (*day.toll.standing, *day.headlines)} <= keys
        for figure in day.headlines:
            assert figure.fact_key != last
            last = figure.fact_key
        assert (day.toll.headline.fact_key if day.toll.headline else None) == last
        assert all(figure.since.date() <= day.day for figure in day.toll.standing)


@settings(max_examples=60, deadline=None)
@given(articles())
def test_a_days_voices_say_what_the_plain_toll_has_them_say_where_every_figure_has_a_day_of_its_own(  # type: ignore[no-untyped-def]
    reports,
) -> None:
    alone = [
        replace(each, time=appeared_on(date(2024, 3, 1) + timedelta(days=each.article_id)))
        for each in reports
        if not each.is_superseded
    ]
    days = toll_by_day(Kind.KILLED, alone)
    if days:
        plain = toll(Kind.KILLED, alone, datetime(2024, 6, 1, tzinfo=UTC))
        by_day = days[-1].toll
        assert [(f.voice, f.fact_key) for f in by_day.standing] == [(f.voice, f.fact_key) for f in plain.standing]
        assert (by_day.headline and by_day.headline.fact_key) == (plain.headline and plain.headline.fact_key)
