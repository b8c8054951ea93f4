"""What an article reports over its revisions, and who had a fact first."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from story import (
    Claim,
    Given,
    OutletKind,
    Report,
    RevisionEvidence,
    SpeakerClass,
    TimeInterval,
    article_reports,
    fact_key,
    first_reports,
)

from .factories import between, claim, hours, published, report, said_by


def revision(number: int, *claims: Claim, at: TimeInterval | None = None) -> RevisionEvidence:
    appeared = at or (published(hours(1)) if number == 1 else between(number - 1, number))
    given = tuple(Given(number * 100 + n, c, fact_key(c)) for n, c in enumerate(claims))
    return RevisionEvidence(number, appeared, given)


def reports_of(*revisions: RevisionEvidence) -> dict[str, Report]:
    reports = article_reports(7, "The Post", "The Post", OutletKind.NEWSPAPER, None, revisions)
    return {r.fact_key.split("|")[1]: r for r in reports}


def test_a_figure_added_in_an_edit_is_dated_to_the_edit_not_to_publication() -> None:
    reports = reports_of(revision(1, claim(20)), revision(2, claim(20), claim(37)))
    assert reports["20"].time.basis == "published"
    assert reports["37"].time == between(1, 2)
    assert reports["37"].revision_id == 2


def test_a_figure_that_an_edit_took_away_was_withdrawn_when_that_was_seen() -> None:
    reports = reports_of(revision(1, claim(20)), revision(2, claim(37)), revision(3, claim(37)))
    assert reports["20"].withdrawn_at == hours(2)
    assert reports["37"].withdrawn_at is None


def test_a_figure_that_came_back_stands() -> None:
    reports = reports_of(revision(1, claim(20)), revision(2), revision(3, claim(20)))
    assert reports["20"].withdrawn_at is None
    assert reports["20"].revision_id == 1


def test_a_figure_that_went_twice_stood_until_the_last_time() -> None:
    reports = reports_of(revision(1, claim(20)), revision(2), revision(3, claim(20)), revision(4))
    assert reports["20"].withdrawn_at == hours(4)


def test_a_figure_is_superseded_when_all_its_mentions_say_so() -> None:
    old = claim(73, superseded=True)
    assert reports_of(revision(1, old, claim(77)))["73"].is_superseded
    assert not reports_of(revision(1, old, claim(73)))["73"].is_superseded


def test_a_figure_that_a_later_revision_calls_outdated_stood_until_then() -> None:
    report = reports_of(revision(1, claim(73)), revision(2, claim(73, superseded=True), claim(77)))["73"]
    assert not report.is_superseded
    assert report.withdrawn_at == hours(2)


def test_the_mention_that_names_a_speaker_stands_for_the_headline_that_names_none() -> None:
    spoken = claim(77, via="AFP", **said_by(SpeakerClass.SECURITY_SOURCE, "a security source"))
    report = reports_of(revision(1, claim(77), spoken))["77"]
    assert report.claim.source == "a security source"
    assert report.evidence_id == 101
    assert report.origin.name == "AFP"


def test_no_revision_or_no_claim_is_no_report() -> None:
    assert reports_of() == {}
    assert reports_of(revision(1)) == {}


def names(*reports: Report) -> list[str]:
    return [r.outlet for r in first_reports(reports)]


def test_the_earliest_publication_is_first() -> None:
    assert names(report(claim(77), 3, "B"), report(claim(77), 2, "A")) == ["A"]


def test_two_outlets_in_the_same_minute_are_a_photo_finish() -> None:
    later = published(hours(2) + timedelta(seconds=40))
    assert names(report(claim(77), later, "B"), report(claim(77), 2, "A")) == ["A", "B"]
    assert names(report(claim(77), published(hours(2) + timedelta(seconds=60)), "B"), report(claim(77), 2, "A")) == [
        "A"
    ]


def test_an_edit_that_may_have_come_before_shares_the_first_place() -> None:
    assert names(report(claim(77), 5, "A"), report(claim(77), between(4, 6), "B")) == ["A", "B"]
    assert names(report(claim(77), 5, "A"), report(claim(77), between(5.5, 6), "B")) == ["A"]


def test_a_page_of_which_only_the_visit_is_known_counts_from_the_visit() -> None:
    seen = TimeInterval(None, hours(6), hours(6), "first seen")
    assert names(report(claim(77), 5, "A"), report(claim(77), seen, "B")) == ["A"]
    assert names(report(claim(77), 7, "A"), report(claim(77), seen, "B")) == ["B"]


def test_a_publisher_takes_one_place() -> None:
    one, two = (report(claim(77), 2, f"BBC {n}", publisher="BBC") for n in ("Africa", "Afrique"))
    assert names(one, two) == ["BBC Africa"]


TIMES = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda pair: between(min(pair) / 60, max(pair) / 60))
REPORTS = st.lists(st.tuples(TIMES, st.sampled_from("ABCDE")), min_size=1, max_size=12).map(
    lambda rows: [report(claim(77), time, outlet, article_id=n) for n, (time, outlet) in enumerate(rows)]
)


@given(REPORTS, st.randoms())
def test_first_reports_hold_the_earliest_and_do_not_depend_on_order(reports, random) -> None:  # type: ignore[no-untyped-def]
    first = first_reports(reports)
    assert first[0].time.best == min(r.time.best for r in reports)
    assert len({r.publisher for r in first}) == len(first)
    random.shuffle(reports)
    assert first_reports(reports) == first


def test_no_report_no_first() -> None:
    assert first_reports([]) == ()
