"""What the dashboard shows, as plain lines: for scripts, pipes and screen readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, tzinfo

from store import FactRow, MarkRow, ReportRow, TimelineRow
from story import Claim, FactType, SentenceExplanation, StandingFigure, Toll, TollPoint, plain_text, quantity_label

NO_FIGURE = "no figure given"
AS_KNOWN_THEN = " (as known then)"
QUOTATION_MARKS = ('"', "“", "„", "«", "‘", "'")


def moment(at: datetime, zone: tzinfo) -> str:
    """A moment in the story's time zone: `17 Sep 2024 09:12 GMT`."""
    return at.astimezone(zone).strftime("%-d %b %Y %H:%M %Z")


def interval(not_before: datetime | None, not_after: datetime, at: datetime, basis: str, zone: tzinfo) -> str:
    """When something appeared, with its uncertainty in words."""
    if basis in ("published", "update", "modified"):
        return moment(at, zone)
    if not_before is None:
        return f"before {moment(not_after, zone)}"
    return f"between {moment(not_before, zone)} and {moment(not_after, zone)}"


def counted(number: int, noun: str) -> str:
    """`1 outlet`, `3 outlets`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def one_line(text: str) -> str:
    """A text from outside as one line without control characters."""
    return " ".join(plain_text(text).split())


def toll_lines(toll: Toll, series: Iterable[TollPoint], zone: tzinfo) -> Iterator[str]:
    """One kind's toll: headline, official figure, range, who says what, and how the headline came about."""
    yield str(toll.kind)
    for line in toll_at_a_moment(toll, lambda since: moment(since, zone)):
        yield f"  {line}"
    steps = list(_headline_steps(series))
    if len(steps) > 1:
        yield "  the headline over time"
        for at, label in steps:
            yield f"    {moment(at, zone)}  {label}"


def toll_at_a_moment(toll: Toll, when: Callable[[datetime], str]) -> Iterator[str]:
    """Headline, official figure, range and who says what; `when` writes a moment."""

    def carried(figure: StandingFigure) -> str:
        return (
            f"since {when(figure.since)}, first in {one_line(figure.first_outlet)}; "
            f"{counted(figure.outlets, 'outlet')}, {counted(figure.origins, 'independent origin')}"
        )

    for title, figure in (("headline", toll.headline), ("official", toll.official)):
        if figure is None:
            yield f"{title}  {NO_FIGURE}"
        else:
            who = one_line(figure.voice) + ("" if figure.speaker is None else f" (“{one_line(figure.speaker)}”)")
            yield f"{title}  {figure_label(figure)} — {who}, {carried(figure)}"
    yield f"range     {range_label(toll)}"
    for title, figures in (
        ("who says what", [figure for figure in toll.standing if figure.in_range]),
        ("told apart (not in the range)", [figure for figure in toll.standing if not figure.in_range]),
    ):
        if figures:
            yield title
        for figure in figures:
            yield f"  {one_line(figure.voice)}: {figure_label(figure)}, {carried(figure)}"


def figure_label(figure: StandingFigure) -> str:
    """`77`, `more than 70`, `dozens`."""
    return quantity_label(figure.low, figure.high, figure.qualifier)


def range_label(toll: Toll) -> str:
    """The range of a toll: `70 to 100 or more`."""
    if toll.range_low is None:
        return NO_FIGURE
    if toll.range_high is None or toll.range_low == toll.range_high:
        return f"{toll.range_low}{' or more' if toll.range_is_open or toll.range_high is None else ''}"
    return f"{toll.range_low} to {toll.range_high}{' or more' if toll.range_is_open else ''}"


def _headline_steps(series: Iterable[TollPoint]) -> Iterator[tuple[datetime, str]]:
    last = None
    for point in series:
        label = (
            NO_FIGURE
            if point.headline is None
            else f"{figure_label(point.headline)} ({one_line(point.headline.voice)})"
        )
        if label != last:
            yield point.at, label
        last = label


def fact_lines(
    fact: FactRow,
    reports: Iterable[ReportRow],
    zone: tzinfo,
    kin: Iterable[FactRow] = (),
    marks: Iterable[MarkRow] = (),
) -> Iterator[str]:
    """One fact: what, who says it, who had it first, what people judged, and its reports in order of time.

    In square brackets stand the ids by which `storywatch mark` knows it, its articles and their words.
    """
    yield f"{one_line(fact.label)}{_voice(fact)}  [fact {fact.id}]"
    others = [other.label for other in kin]
    if others:
        yield f"  kin      {', '.join(map(one_line, others))}"
    first = " and ".join(map(one_line, fact.first_outlets))
    finish = "a photo finish" if fact.first_not_before else "no telling which was first"
    shared = f" ({finish})" if len(fact.first_outlets) > 1 else ""
    origin = "" if fact.origin_how == "own" or shared else f" ({fact.origin_how} {one_line(fact.origin)})"
    yield f"  first    {first}{shared}{origin}, {_first_moment(fact, zone)}"
    yield f"  carried  by {counted(fact.outlets, 'outlet')}, {counted(fact.origins, 'independent origin')}"
    for mark in marks:
        yield f"  mark     {mark_line(mark, zone)}"
    for report in reports:
        when = interval(report.not_before, report.not_after, report.at, report.basis, zone)
        who = ", ".join(_sayers(report, fact))
        withdrawn = f", withdrawn by {moment(report.withdrawn_at, zone)}" if report.withdrawn_at else ""
        said = f"{one_line(report.outlet)}{f' ({who})' if who else ''}{withdrawn}"
        yield f"  {'*' if report.is_first else '-'} {when}  {said}  [{_ids(report)}]"
        yield f"      {quoted(report.sentence)}"
        yield f"      {one_line(report.title)} <{report.url}>"


def _first_moment(fact: FactRow, zone: tzinfo) -> str:
    """When a fact was first reported: a moment if it is known to one, else its interval."""
    is_known = fact.first_not_before is not None and fact.first_not_before >= fact.first_at
    return interval(
        fact.first_not_before, fact.first_not_after, fact.first_at, "published" if is_known else "first seen", zone
    )


def _voice(fact: FactRow) -> str:
    """Who gives a fact, where its label doesn't tell: a statement names its speaker, a happening needs nobody."""
    is_told = fact.type is FactType.STATEMENT or (fact.type is FactType.HAPPENING and not fact.speaker)
    return "" if is_told else f" — {one_line(fact.voice)}"


def quoted(sentence: str) -> str:
    """A sentence in quotation marks, which one that begins with a quotation has already."""
    sentence = one_line(sentence)
    return sentence if sentence.startswith(QUOTATION_MARKS) else f"“{sentence}”"


def _ids(report: ReportRow) -> str:
    """The ids of a report's article and of its words: `article 53, claim 48`."""
    words = f"claim {report.claim_id}" if report.claim_id is not None else f"passage {report.passage_id}"
    return f"article {report.article_id}, {words}"


def _sayers(report: ReportRow, fact: FactRow) -> Iterator[str]:
    """Who says so in a report's own words, and where it has the fact from if it doesn't report for itself."""
    if report.source and not (fact.type is FactType.STATEMENT and report.source == fact.speaker):
        yield one_line(report.source)
    if report.origin_how != "own":
        yield f"{report.origin_how} {one_line(report.origin)}"


def mark_line(mark: MarkRow, zone: tzinfo) -> str:
    """One judgement on one line: `5  confirmed: fact 7 “77 killed”, by Awa, 19 Sep 2024 09:12 GMT — seen the list`."""
    number = {
        "claim": mark.claim_id,
        "passage": mark.passage_id,
        "article": mark.article_id,
        "fact": mark.fact_id,
    }[mark.target]
    what = f"{mark.target}{f' {number}' if number else ''} “{one_line(mark.label)}”"
    if mark.judgement == "merge":
        what += f" counts as “{one_line(mark.other_label or mark.other_key or '')}”"
    elif mark.judgement == "split":
        what += f", without {'article' if len(mark.articles) == 1 else 'articles'} {', '.join(map(str, mark.articles))}"
    lost = "" if mark.has_target else ", without a target"
    undone = f", undone by {mark.undone_by}, {moment(mark.undone_at, zone)}" if mark.undone_at else ""
    note = f" — {one_line(mark.note)}" if mark.note else ""
    return f"{mark.id}  {mark.judgement}: {what}{lost}, by {mark.author}, {moment(mark.at, zone)}{undone}{note}"


def timeline_line(row: TimelineRow, zone: tzinfo) -> str:
    """One event of the timeline on one line, with its interval if that is all that is known, and its article's id."""
    detail = f" — {one_line(row.detail)}" if row.detail else ""
    known_to_the_minute = row.not_before is not None and (row.not_before >= row.at or row.at < row.not_after)
    when = interval(row.not_before, row.not_after, row.at, "published" if known_to_the_minute else "first seen", zone)
    what = f"{one_line(row.outlet)}: {one_line(row.label)}{detail}"
    return f"{when}  {row.event:<7}  {what}  [article {row.article_id}]"


def explanation_lines(sentence: SentenceExplanation) -> Iterator[str]:
    """Why one sentence was read as it was: its claims with their cues, its other numbers, words known and unknown."""
    yield f"{one_line(sentence.sentence)}  [{sentence.start}-{sentence.end}]"
    for claim in sentence.claims:
        yield f"  {_claim(claim)}"
        yield f"      “{one_line(claim.text)}” [{claim.start}-{claim.end}]: {one_line(claim.rule)}"
    for number in sentence.other_numbers:
        yield f"  no claim: “{one_line(number.words)}” {number.reason}"
    words = "; ".join(f"{one_line(word.words)} = {', '.join(word.lists)}" for word in sentence.known_words)
    if words:
        yield f"  words: {words}"
    if sentence.unknown_words:
        yield f"  in no list: {', '.join(map(one_line, sentence.unknown_words))}"


def _claim(claim: Claim) -> str:
    figure = quantity_label(claim.low, claim.high, claim.qualifier)
    marks = [
        f"{claim.kind} {figure}",
        str(claim.party),
        "part" + (f" ({one_line(claim.group)})" if claim.group else "") if claim.partial else "whole",
        str(claim.scope),
        str(claim.modality),
        *(["superseded"] if claim.superseded else []),
        f"{one_line(claim.source)} ({claim.speaker_class})" if claim.source else "no speaker",
        *([f"via {one_line(claim.via)}"] if claim.via else []),
    ]
    return " · ".join(marks)
