"""Reports: one article's giving of one fact, and who had the fact first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from story.model import Given, OutletKind, Report, RevisionEvidence, TimeInterval
from story.origins import Original, origin_of


def article_reports(
    article_id: int,
    outlet: str,
    publisher: str,
    outlet_kind: OutletKind,
    credit: str | None,
    revisions: Sequence[RevisionEvidence],
    original: Original | None = None,
    publishers: Mapping[str, str] | None = None,
) -> list[Report]:
    """What one article reports, a report a fact, in order of appearance; `revisions` are in order of time.

    A report is dated by the earliest revision that gives the fact, and there by the earliest of a live blog's updates
    that does. Of several mentions of that time, the first one that names a speaker and isn't called outdated speaks for
    all: a headline seldom says who counted. A fact stands in a revision that mentions it without calling it outdated.
    It is withdrawn when the first revision after the last in which it stood was seen, unless it was only pushed off the
    page by newer updates; a fact that was gone for a while and is back in the latest stands. What the article
    copies from `original` it has from where that has it; `publishers` as `origin_of` takes them.
    """
    mentions: dict[str, list[tuple[int, list[Given]]]] = {}
    for place, revision in enumerate(revisions):
        here: dict[str, list[Given]] = {}
        for given in revision.given:
            here.setdefault(given.fact_key, []).append(given)
        for key, there in here.items():
            mentions.setdefault(key, []).append((place, there))
    reports = []
    for key, places in mentions.items():
        first, there = places[0]
        revision = revisions[first]
        given, time = _telling(there, revision.appeared)
        standing = [place for place, mentioned in places if any(not each.is_superseded for each in mentioned)]
        last = standing[-1] if standing else places[-1][0]
        is_gone = last + 1 < len(revisions) and not _is_pushed_down(dict(places)[last])
        reports.append(
            Report(
                fact_key=key,
                article_id=article_id,
                revision_id=revision.revision_id,
                evidence_id=given.id,
                outlet=outlet,
                publisher=publisher,
                evidence=given.evidence,
                time=time,
                origin=origin_of(
                    given.evidence,
                    outlet=outlet,
                    outlet_kind=outlet_kind,
                    credit=credit,
                    text_credit=revision.credit,
                    publisher=publisher,
                    publishers=publishers,
                    copied=original.copied(key, article_id, revision.revision_id, time.best) if original else None,
                ),
                withdrawn_at=revisions[last + 1].appeared.not_after if is_gone else None,
                is_superseded=not standing,
            )
        )
    return reports


def _telling(mentions: Sequence[Given], appeared: TimeInterval) -> tuple[Given, TimeInterval]:
    """Which mention of a fact in one revision speaks for all, and when it appeared."""
    times = [mention.appeared or appeared for mention in mentions]
    earliest = min(time.best for time in times)
    return min(
        ((mention, time) for mention, time in zip(mentions, times, strict=True) if time.best == earliest),
        key=lambda pair: (pair[0].is_superseded, not pair[0].evidence.source),
    )


def _is_pushed_down(mentions: Sequence[Given]) -> bool:
    standing = [mention for mention in mentions if not mention.is_superseded]
    return any(mention.is_pushed_down for mention in standing or mentions)


def in_order_of_time(reports: Iterable[Report]) -> list[Report]:
    """Reports by best time, in an order that doesn't depend on the one they come in."""
    return sorted(reports, key=lambda r: (r.time.best, r.earliest, r.outlet, r.article_id, r.fact_key, r.evidence_id))


def first_reports(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Who had a fact first, one report a publisher: the earliest by best time, and all who can't be told from it.

    A report appeared no later than its best time, and no earlier than its lower bound: a believed publication
    time is a point, a figure found in an edit lies between two visits. Another publisher shares the first
    place when its lower bound isn't after the first report's best time, because then it may have been
    as early or earlier. Clocks are read to the minute, so the same minute is a photo finish. A report with no lower
    bound (nothing known but when we saw it) is taken at its best time: what can't be shown isn't claimed.
    The earliest comes first. Empty only if there are no reports.
    """
    ordered = in_order_of_time(reports)
    if not ordered:
        return ()
    finish = _minute(ordered[0].time.best)
    first: dict[str, Report] = {}
    for report in ordered:
        if _minute(report.earliest) <= finish:
            first.setdefault(report.publisher, report)
    return tuple(first.values())


def _minute(time: datetime) -> datetime:
    return time.replace(second=0, microsecond=0)
