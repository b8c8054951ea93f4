"""Reports: one article's giving of one fact, and who had the fact first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from story.facts import fact_key
from story.model import Claim, OutletKind, Report, RevisionClaims
from story.origins import Original, origin_of


def article_reports(
    article_id: int,
    outlet: str,
    publisher: str,
    outlet_kind: OutletKind,
    credit: str | None,
    revisions: Sequence[RevisionClaims],
    original: Original | None = None,
    marked_key: Callable[[str], str] = str,
) -> list[Report]:
    """What one article reports, a report a fact, in order of appearance; `revisions` are in order of time.

    A report is dated by the earliest revision that gives the fact. Of several mentions there, the first one that
    names a speaker and isn't called outdated speaks for all: a headline seldom says who counted. A fact stands in a
    revision that mentions it without calling it outdated. It is withdrawn when the first revision after the last
    in which it stood was seen; a fact that was gone for a while and is back in the latest stands. What the article
    copies from `original` it has from where that has it. `marked_key` gives the key under which the user lets a fact
    count (`ArticleMarks.key`).
    """
    mentions: dict[str, list[tuple[int, list[tuple[int, Claim]]]]] = {}
    for place, revision in enumerate(revisions):
        here: dict[str, list[tuple[int, Claim]]] = {}
        for claim_id, claim in revision.claims:
            here.setdefault(marked_key(fact_key(claim)), []).append((claim_id, claim))
        for key, claims in here.items():
            mentions.setdefault(key, []).append((place, claims))
    reports = []
    for key, places in mentions.items():
        first, claims = places[0]
        claim_id, claim = min(claims, key=lambda mention: (mention[1].superseded, not mention[1].source))
        standing = [place for place, there in places if any(not claim.superseded for _, claim in there)]
        last = standing[-1] if standing else places[-1][0]
        withdrawn_at = revisions[last + 1].appeared.not_after if last + 1 < len(revisions) else None
        revision = revisions[first]
        time = revision.appeared
        reports.append(
            Report(
                fact_key=key,
                article_id=article_id,
                revision_id=revision.revision_id,
                evidence_id=claim_id,
                outlet=outlet,
                publisher=publisher,
                evidence=claim,
                time=time,
                origin=origin_of(
                    claim,
                    outlet=outlet,
                    outlet_kind=outlet_kind,
                    credit=credit,
                    text=revision.text,
                    publisher=publisher,
                    copied=original.copied(key, article_id, revision.revision_id, time.best) if original else None,
                ),
                withdrawn_at=withdrawn_at,
                is_superseded=not standing,
            )
        )
    return reports


def in_order_of_time(reports: Iterable[Report]) -> list[Report]:
    """Reports by best time, in an order that doesn't depend on the one they come in."""
    return sorted(reports, key=lambda r: (r.time.best, _earliest(r), r.outlet, r.article_id, r.fact_key, r.evidence_id))


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
        if _minute(_earliest(report)) <= finish:
            first.setdefault(report.publisher, report)
    return tuple(first.values())


def _earliest(report: Report) -> datetime:
    bound = report.time.not_before
    return report.time.best if bound is None else min(bound, report.time.best)


def _minute(time: datetime) -> datetime:
    return time.replace(second=0, microsecond=0)
