"""The facts of one's own claims: who was first, who gave each since, for people and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from story import Kind, Report, Scope, TimeInterval, fact_label, first_reports, independent_origins, voice
from storywatch import plain
from storywatch.own_claims import OwnArticle, OwnClaims
from storywatch.serial import to_builtin


@dataclass(frozen=True, slots=True)
class OwnFact:
    """One fact with its reports, the dated ones first, in order of time.

    `first` are the reports that share the first place: those who give the figure as current and are dated; if there are
    none, the dated ones that call it outdated; if nobody is dated, all.
    """

    key: str
    reports: tuple[Report, ...]
    first: tuple[Report, ...]

    @property
    def at(self) -> datetime | None:
        """When it was first reported, as best known; None if no report is dated."""
        return self.first[0].time.best if is_dated(self.first[0]) else None

    @property
    def spokesman(self) -> Report:
        """Of the reports that share the first place the one that speaks for all: the named speaker of most."""
        voices = Counter(voice(report.claim).key for report in self.first)
        return max(self.first, key=lambda report: (bool(report.claim.source), voices[voice(report.claim).key]))

    @property
    def label(self) -> str:
        """The fact in words, as its spokesman has it."""
        return fact_label(self.spokesman.claim)

    @property
    def voice(self) -> str:
        """Who gives it in the first reports."""
        return voice(self.spokesman.claim).label


def own_facts(
    reports: Iterable[Report], *, kind: Kind | None = None, scope: Scope = Scope.EVENT, contains: str | None = None
) -> list[OwnFact]:
    """The facts that fit, the one first reported last at the top, those of which nobody is dated at the end."""
    by_fact: dict[str, list[Report]] = {}
    for report in reports:
        if report.claim.scope is scope and (kind is None or report.claim.kind is kind):
            by_fact.setdefault(report.fact_key, []).append(report)
    facts = [_fact(key, of_fact) for key, of_fact in by_fact.items()]
    words = (contains or "").casefold()
    facts = [fact for fact in facts if words in f"{fact.label} {fact.voice}".casefold()]
    dated = [fact for fact in facts if fact.at is not None]
    undated = [fact for fact in facts if fact.at is None]
    return sorted(dated, key=_newest_first, reverse=True) + sorted(undated, key=_by_figure)


def is_dated(report: Report) -> bool:
    """Whether anything but our having the article says when it appeared."""
    return report.time.basis != "no date"


def _fact(key: str, reports: list[Report]) -> OwnFact:
    reports.sort(key=lambda report: (not is_dated(report), report.time.best, report.outlet, report.article_id))
    current = [report for report in reports if is_dated(report) and not report.is_superseded]
    outdated = [report for report in reports if is_dated(report)]
    return OwnFact(key, tuple(reports), first_reports(current or outdated or reports))


def _newest_first(fact: OwnFact) -> tuple[object, ...]:
    return fact.at, fact.first[0].claim.low, fact.key


def _by_figure(fact: OwnFact) -> tuple[object, ...]:
    claim = fact.first[0].claim
    return claim.kind, claim.low, fact.key


def facts_summary(own: OwnClaims, facts: Sequence[OwnFact], *, brief: bool) -> dict[str, Any]:
    """The facts as plain values for JSON, under the names that `storywatch facts --json` uses."""
    articles = own.by_number()
    return {"articles": counts(own), "facts": [_fact_row(fact, articles, brief=brief) for fact in facts]}


def counts(own: OwnClaims) -> dict[str, int]:
    """How many articles there are, and what became of the others."""
    undated = sum(article.appeared.basis == "no date" for article in own.articles)
    return {
        "on_story": len(own.articles),
        "undated": undated,
        "off_story": own.off_story,
        "lines_left_out": len(own.bad),
    }


def counts_line(own: OwnClaims) -> str:
    """The same for people."""
    row = counts(own)
    parts = [plain.counted(row["on_story"], "article")]
    if row["undated"]:
        parts.append(f"{row['undated']} without a date")
    if row["off_story"]:
        parts.append(f"{row['off_story']} off the story left out")
    if row["lines_left_out"]:
        parts.append(f"{plain.counted(row['lines_left_out'], 'line')} left out")
    return f"{', '.join(parts)}; days and times are UTC"


def _fact_row(fact: OwnFact, articles: Mapping[int, OwnArticle], *, brief: bool) -> dict[str, Any]:
    leader = fact.first[0]
    claim = fact.spokesman.claim
    first = {report.article_id for report in fact.first}
    row: dict[str, Any] = {
        "key": fact.key,
        "kind": claim.kind,
        "low": claim.low,
        "high": claim.high,
        "qualifier": claim.qualifier,
        "party": claim.party,
        "partial": claim.partial,
        "group": claim.group,
        "scope": claim.scope,
        "modality": claim.modality,
        "label": fact.label,
        "voice": fact.voice,
        "speaker": claim.source,
        "speaker_class": claim.speaker_class,
        "first_day": day_of(leader.time),
        "first_at": moment_of(leader.time),
        "first_not_before": leader.time.not_before if is_dated(leader) else None,
        "first_not_after": leader.time.not_after if is_dated(leader) else None,
        "first_outlets": [report.outlet for report in fact.first],
        "first_is_outdated": leader.is_superseded,
        "first_articles": [_article_row(articles[report.article_id]) for report in fact.first],
        "outlets": len({report.publisher for report in fact.reports}),
        "origins": independent_origins(fact.reports),
        "undated": sum(not is_dated(report) for report in fact.reports),
    }
    if not brief:
        row["reports"] = [
            {
                **_article_row(articles[report.article_id]),
                "at": moment_of(report.time),
                "day": day_of(report.time),
                "not_before": report.time.not_before if is_dated(report) else None,
                "not_after": report.time.not_after if is_dated(report) else None,
                "basis": report.time.basis,
                "origin": report.origin.name,
                "origin_how": report.origin.how,
                "voice": voice(report.claim).label,
                "source": report.claim.source,
                "via": report.claim.via,
                "text": report.claim.text,
                "sentence": report.claim.sentence,
                "qualifier": report.claim.qualifier,
                "modality": report.claim.modality,
                "is_superseded": report.is_superseded,
                "is_first": report.article_id in first,
            }
            for report in fact.reports
        ]
    built: dict[str, Any] = to_builtin(row)
    return built


def _article_row(article: OwnArticle) -> dict[str, Any]:
    return {"id": article.id, "url": article.url, "outlet": article.outlet, "domain": article.domain}


def day_of(time: TimeInterval) -> str | None:
    """The day of an interval's best estimate in UTC, None without a date."""
    return None if time.basis == "no date" else time.best.astimezone(UTC).date().isoformat()


def moment_of(time: TimeInterval) -> datetime | None:
    """The moment, None if no more than the day is known."""
    return time.best if time.basis not in ("day", "no date") else None


def fact_lines(fact: OwnFact, articles: Mapping[int, OwnArticle], *, brief: bool) -> Iterator[str]:
    """One fact for people: what, who says it, who was first and how surely, and its reports."""
    leader = fact.first[0]
    first = {report.article_id for report in fact.first}
    yield f"{plain.one_line(fact.label)} — {plain.one_line(fact.voice)}"
    yield f"  first    {_first(fact)}"
    outlets = len({report.publisher for report in fact.reports})
    carried = f"by {plain.counted(outlets, 'outlet')}, "
    carried += plain.counted(independent_origins(fact.reports), "independent origin")
    undated = sum(not is_dated(report) for report in fact.reports)
    if undated and is_dated(leader):
        carried += f"; {undated} without a date, which may have had it earlier"
    yield f"  carried  {carried}"
    for report in () if brief else fact.reports:
        who = ", ".join(_sayers(report))
        outdated = ", called outdated" if report.is_superseded else ""
        line = f"{when(report.time)}  {plain.one_line(report.outlet)}{f' ({who})' if who else ''}{outdated}"
        yield f"  {'*' if report.article_id in first else '-'} {line}"
        words = report.claim.sentence or report.claim.text
        if words:
            yield f"      “{plain.one_line(words)}”"
        article = articles[report.article_id]
        yield f"      {plain.one_line(article.url or article.id)}"


def _first(fact: OwnFact) -> str:
    leader = fact.first[0]
    if not is_dated(leader):
        return "not known: no article that gives it has a date"
    *others, last = (report.outlet for report in fact.first)
    outlets = plain.one_line(f"{', '.join(others)} and {last}" if others else last)
    remarks = []
    if len(fact.first) > 1:
        only_days = any(report.time.basis == "day" for report in fact.first)
        remarks.append("shared: only the day is known" if only_days else "a photo finish")
    if leader.is_superseded:
        remarks.append("called outdated there; nobody with a date gives it as current")
    return f"{outlets}, {when(leader.time)}" + (f" ({'; '.join(remarks)})" if remarks else "")


def when(time: TimeInterval) -> str:
    """A day or a moment for people."""
    if time.basis == "no date":
        return "no date"
    return f"{time.best:%-d %b %Y}" if time.basis == "day" else plain.moment(time.best, UTC)


def _sayers(report: Report) -> Iterator[str]:
    if report.claim.source:
        yield plain.one_line(report.claim.source)
    if report.claim.via:
        yield f"via {plain.one_line(report.claim.via)}"
    if report.origin.how != "own":
        yield f"{report.origin.how} {plain.one_line(report.origin.name)}"
