"""Facts put together by hand against ours: `python -m benchmarks.stories FOLDER`.

The folder holds, for each story, `NAME.jsonl` (articles with claims, as `storywatch facts --claims` takes them) and
`NAME.facts.json` (the facts that people made of the same articles). For every figure among these the table shows which
of our facts comes nearest, how many articles each has, and for each article that only one of them has, why.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from story import Kind, Report, quantity_label
from storywatch.own_claims import OwnClaims, read_own_claims
from storywatch.own_facts import OwnFact, own_facts

KINDS = {
    "killed": Kind.KILLED,
    "children among the dead": Kind.KILLED,
    "bodies identified": Kind.KILLED,
    "injured": Kind.INJURED,
    "in hospital": Kind.HOSPITALISED,
    "missing": Kind.MISSING,
    "homeless": Kind.DISPLACED,
}
NUMBERS = {"three": 3, "dozens": 20}
OPEN = re.compile(r"\b(?:at least|more than)\b")


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of the table: a made one, ours nearest to it, and the articles of each."""

    name: str
    label: str
    made: frozenset[str]
    ours: OwnFact | None
    articles: frozenset[str]
    differences: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """same, more, less or both (of articles); "none" if we have no such fact."""
        if self.ours is None:
            return "none"
        if self.made == self.articles:
            return "same"
        more, less = self.articles - self.made, self.made - self.articles
        return "both" if more and less else "more" if more else "less"


def compare(claims: Path, facts: Path) -> list[Row]:
    """The table of one story."""
    with claims.open("rb") as file:
        own = read_own_claims(file, datetime.now(UTC))
    made = [fact for fact in json.loads(facts.read_text(encoding="utf-8"))["facts"] if fact["kind"] == "figure"]
    return list(_rows(own, made))


def _rows(own: OwnClaims, made: list[dict[str, Any]]) -> Iterator[Row]:
    names = {article.number: article.id for article in own.articles}
    reports = own.reports()
    ours = own_facts(reports)
    told = {fact["id"]: frozenset(member["article"] for member in fact["members"]) for fact in made}
    nearest = {fact["id"]: _nearest(fact["label"], told[fact["id"]], ours, names) for fact in made}
    for fact in made:
        mine = nearest[fact["id"]]
        articles = _articles(mine, names)
        others = {
            name: other["label"]
            for other in made
            if other is not fact and _figure_of(other["label"]) == _figure_of(fact["label"])
            for name in told[other["id"]]
        }
        yield Row(
            fact["id"],
            fact["label"],
            told[fact["id"]],
            mine,
            articles,
            tuple(_why(name, mine, articles, others, reports, names) for name in sorted(articles ^ told[fact["id"]])),
        )


def _articles(fact: OwnFact | None, names: dict[int, str]) -> frozenset[str]:
    return frozenset(names[report.article_id] for report in fact.reports) if fact else frozenset()


def _figure_of(label: str) -> tuple[Kind, frozenset[int]]:
    """The kind of a label and the numbers in it."""
    kind = next(kind for words, kind in KINDS.items() if words in label)
    figures = re.sub(r"\(.*?\)", "", label)
    numbers = {int(digits.replace(",", "")) for digits in re.findall(r"\d[\d,]*\d|\d", figures)}
    return kind, frozenset(numbers | {number for word, number in NUMBERS.items() if word in figures})


def _nearest(label: str, made: frozenset[str], ours: list[OwnFact], names: dict[int, str]) -> OwnFact | None:
    """Our fact of the same kind and number that shares most articles with the made one; of equals the like open one."""
    kind, numbers = _figure_of(label)
    best: tuple[tuple[float, bool], OwnFact] | None = None
    for fact in ours:
        claim = fact.first[0].claim
        if claim.kind is not kind or not {claim.low, claim.high} & numbers:
            continue
        articles = _articles(fact, names)
        share = len(articles & made) / len(articles | made)
        rank = (share, (claim.high is None) == bool(OPEN.search(label)))
        if share and (best is None or rank > best[0]):
            best = rank, fact
    return best[1] if best else None


def _why(
    name: str,
    mine: OwnFact | None,
    articles: frozenset[str],
    others: dict[str, str],
    reports: list[Report],
    names: dict[int, str],
) -> str:
    """Why one side has an article and the other not."""
    short = name.rsplit("-", 1)[-1]
    if name in articles:
        assert mine is not None
        (report,) = (report for report in mine.reports if names[report.article_id] == name)
        if name in others:
            return f"+{short}: by hand a fact of its own, “{others[name]}”; ours are one by docs/toll.md's interval"
        claim = report.claim
        given = quantity_label(claim.low, claim.high, claim.qualifier)
        remarks = [claim.source or "no speaker", *(["outdated"] if report.is_superseded else [])]
        return (
            f"+{short}: its claims give it too, “{given}” ({', '.join(remarks)}); not among the made fact's sentences"
        )
    instead = {
        report.fact_key
        for report in reports
        if names[report.article_id] == name and mine and report.claim.kind is mine.first[0].claim.kind
    }
    return f"-{short}: its claims don't give this figure, but {', '.join(sorted(instead)) or 'none of this kind'}"


def main() -> None:
    """Print the tables of all stories in the folder."""
    found = sorted(Path(sys.argv[1]).glob("*.facts.json")) if len(sys.argv) == 2 else []
    if not found:
        sys.exit("usage: python -m benchmarks.stories FOLDER, which holds NAME.jsonl and NAME.facts.json")
    for facts in found:
        claims = facts.with_name(facts.name.replace(".facts.json", ".jsonl"))
        rows = compare(claims, facts)
        same = sum(row.verdict == "same" for row in rows)
        print(f"{claims.stem}: {len(rows)} figures by hand, {same} with the same articles as ours")
        for row in rows:
            ours = row.ours.key if row.ours else "-"
            print(f"  {row.name:<4} {row.verdict:<5} {len(row.made):>2}:{len(row.articles):<2} {row.label}  |  {ours}")
            for difference in row.differences:
                print(f"         {difference}")
        print()


if __name__ == "__main__":
    main()
