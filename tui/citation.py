"""A figure or an article as a citation in plain text: the words, who said them, where, when. Pure functions."""

from __future__ import annotations

from datetime import tzinfo

from store import ArticleRow, ReportRow
from story import Claim, Passage
from tui.display import display_line
from tui.wording import full_moment, interval


def report_citation(label: str, report: ReportRow, zone: tzinfo) -> str:
    """One report of a fact: `77 killed: “…” (a security source, via AFP), in Outlet, “Title”, URL, Tue 17 …`."""
    speaker = _speaker(report.source, report.via)
    when = interval(report.at, report.not_before, zone)
    origin = "" if report.origin_how == "own" else f", {display_line(report.origin_how)} {display_line(report.origin)}"
    gone = f"; withdrawn by {full_moment(report.withdrawn_at, zone)}" if report.withdrawn_at else ""
    title, url = display_line(report.title), display_line(report.url)
    return (
        f"{display_line(label)}: “{display_line(report.sentence)}”{speaker}. "
        f"{display_line(report.outlet)}{origin}, “{title}”, {when}{gone}. {url}"
    )


def evidence_citation(evidence: Claim | Passage, article: ArticleRow, zone: tzinfo) -> str:
    """One figure, statement or happening of an article."""
    speaker = _speaker(evidence.source, evidence.via)
    return f"“{display_line(evidence.sentence)}”{speaker}. {article_citation(article, zone)}"


def article_citation(article: ArticleRow, zone: tzinfo) -> str:
    """The article itself."""
    at = article.published_at
    when = f"published {full_moment(at, zone)}" if at else f"first seen {full_moment(article.first_seen_at, zone)}"
    byline = f", {display_line(article.byline)}" if article.byline else ""
    title = display_line(article.title)
    return f"{display_line(article.outlet)}{byline}, “{title}”, {when}. {display_line(article.url)}"


def _speaker(source: str | None, via: str | None) -> str:
    said = display_line(source) if source else ""
    through = f"via {display_line(via)}" if via else ""
    both = ", ".join(part for part in (said, through) if part)
    return f" ({both})" if both else ""
