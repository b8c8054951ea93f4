"""What an edit did to an article's figures, in a few words for people."""

from __future__ import annotations

from collections.abc import Sequence

from story.facts import fact_key
from story.labels import fact_label
from story.model import Claim, Qualifier, Scope


def changed_figures(old: Sequence[Claim], new: Sequence[Claim]) -> tuple[str, ...]:
    """The figures of the story's event that an edit changed: "20 killed → 37 killed", "+ 255 injured", "− 77 killed".

    Figures of other events and those that the text calls outdated are left out: an edit that keeps "up from 20"
    beside 37 has changed 20 to 37. What left and what came is paired within one kind, party and part, numbers
    before vague quantities and larger before smaller; what finds no partner was added or taken away.
    """
    before, after = _figures(old), _figures(new)
    gone: dict[tuple[str, ...], list[Claim]] = {}
    come: dict[tuple[str, ...], list[Claim]] = {}
    for only_here, other, changed in ((before, after, gone), (after, before, come)):
        for key, claim in only_here.items():
            if key not in other:
                kind, _, *rest = key.split("|")
                changed.setdefault((kind, *rest), []).append(claim)
    lines = []
    for group in dict.fromkeys((*gone, *come)):
        left = sorted(gone.get(group, ()), key=_weight, reverse=True)
        came = sorted(come.get(group, ()), key=_weight, reverse=True)
        pairs = min(len(left), len(came))
        lines += [f"{fact_label(a)} → {fact_label(b)}" for a, b in zip(left, came, strict=False)]
        lines += [f"− {fact_label(claim)}" for claim in left[pairs:]]
        lines += [f"+ {fact_label(claim)}" for claim in came[pairs:]]
    return tuple(lines)


def _figures(claims: Sequence[Claim]) -> dict[str, Claim]:
    """The first mention of each fact about the event that stands."""
    figures: dict[str, Claim] = {}
    for claim in claims:
        if claim.scope is Scope.EVENT and not claim.superseded:
            figures.setdefault(fact_key(claim), claim)
    return figures


def _weight(claim: Claim) -> tuple[bool, int, bool]:
    return claim.qualifier is not Qualifier.VAGUE, claim.low, claim.high is not None
