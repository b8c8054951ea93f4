"""What only the whole text tells of a figure: that it is part of a larger one, or a conflict's running total."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from story.model import Claim, Kind, Modality, Party, Qualifier, Scope

RUNNING_TOTAL = 10  # times the largest counted figure


def with_running_totals(claims: list[Claim]) -> list[Claim]:
    """The claims with "thousands have died" made background where the event's own counted figures are far lower."""
    counted = [
        claim.low
        for claim in claims
        if claim.kind is Kind.KILLED
        and claim.scope is Scope.EVENT
        and claim.modality in (Modality.REPORTED, Modality.FEARED)
        and claim.qualifier is not Qualifier.VAGUE
        and not claim.partial
    ]
    if len(counted) < 2:
        return claims
    sentences = {
        claim.sentence_start
        for claim in claims
        if claim.kind is Kind.KILLED
        and claim.qualifier is Qualifier.VAGUE
        and claim.low >= RUNNING_TOTAL * max(1, max(counted))
    }
    return [
        replace(claim, scope=Scope.BACKGROUND, rule=f"{claim.rule}; far above the event's counted figures")
        if claim.sentence_start in sentences and claim.scope is Scope.EVENT and claim.qualifier is Qualifier.VAGUE
        else claim
        for claim in claims
    ]


def with_parts(claims: list[Claim], places: list[str | None], home: str) -> list[Claim]:
    """The claims with a group's figure marked partial where the text gives a larger one for the whole event.

    Two groups counted in one sentence ("eleven men and three women were arrested") are each a part as well,
    and so are two places. `places` are the claims' places, `home` holds the event's own place: a figure from there is
    no part.
    """
    claims = with_places(claims, places, home)
    sides: dict[tuple[int, Kind], set[str]] = {}
    for claim in claims:
        if claim.group is not None and claim.low > 0 and not claim.superseded:
            sides.setdefault((claim.sentence_start, claim.kind), set()).add(claim.group.lower())
    sentences = {sentence for (sentence, _), groups in sides.items() if len(groups) > 1}
    nameless = Counter((claim.sentence_start, claim.kind) for claim in claims if claim.group is None)
    whole: dict[tuple[Kind, Party, Scope], int] = {}
    for claim in claims:
        if (
            claim.group is None
            and not claim.partial
            and not claim.superseded
            and claim.modality is not Modality.PROJECTED
        ):
            key = (claim.kind, claim.party, claim.scope)
            whole[key] = max(whole.get(key, 0), claim.low)
    result = []
    for claim in claims:
        larger = whole.get((claim.kind, claim.party, claim.scope), 0)
        if claim.group is None and claim.sentence_start in sentences and nameless[claim.sentence_start, claim.kind] > 1:
            # "four soldiers killed and six wounded, three rebels killed and one wounded"
            claim = replace(claim, partial=True, rule=f"{claim.rule}; of the group before it")
        groups = sides.get((claim.sentence_start, claim.kind), set())
        if claim.group is not None and len(groups) > 1 and not claim.partial:
            claim = replace(claim, partial=True, rule=f"{claim.rule}; one of {len(groups)} groups")
        if claim.group is not None and not claim.partial and 0 < (claim.high or claim.low) < larger:
            claim = replace(claim, partial=True, rule=f"{claim.rule}; part of {larger}")
        elif claim.group is not None and not claim.partial:
            claim = replace(claim, group=None)
        result.append(claim)
    return result


def with_places(claims: list[Claim], places: list[str | None], home: str) -> list[Claim]:
    """The claims with those of one place marked partial beside a larger figure, or beside another place's."""
    largest: dict[tuple[Kind, Party, Scope], int] = {}
    beside: dict[tuple[int, Kind, Scope], set[str]] = {}
    for claim, place in zip(claims, places, strict=True):
        key = (claim.kind, claim.party, claim.scope)
        if not claim.superseded and claim.modality is not Modality.PROJECTED:
            largest[key] = max(largest.get(key, 0), claim.low)
        if place is not None and claim.low > 0:
            beside.setdefault((claim.sentence_start, claim.kind, claim.scope), set()).add(place.lower())
    result = []
    for claim, place in zip(claims, places, strict=True):
        is_smaller = (claim.high or claim.low) < largest.get((claim.kind, claim.party, claim.scope), 0)
        is_one_of_two = len(beside.get((claim.sentence_start, claim.kind, claim.scope), ())) > 1
        is_part = place is not None and (is_one_of_two or (is_smaller and place.lower() not in home))
        if is_part and claim.low > 0 and not claim.partial:
            claim = replace(claim, partial=True, rule=f"{claim.rule}; in {place}")
        result.append(claim)
    return result
