"""What only the whole text tells of a figure: that it is part of a larger one, or a conflict's running total."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from story.model import Claim, Kind, Modality, Party, Qualifier, Scope
from story.reading.judging.judgement import FATES

TELLING = 5  # from here on the same figure is hardly another's
FEW = 2  # times that a figure goes into a whole of which it is only some
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
    """The claims with those marked partial that count one place, one group or a few of a larger figure.

    `places` are the claims' places, `home` holds the event's own place: a figure from there is no part.
    """
    claims = with_the_same_parts(with_groups(with_places(claims, places, home)))
    return with_few_of_many(claims, [place is not None and place.lower() in home for place in places])


def with_groups(claims: list[Claim]) -> list[Claim]:
    """The claims with a group's figure marked partial where the text gives a larger one for the whole event.

    Two groups counted in one sentence ("eleven men and three women were arrested") are each a part as well.
    """
    sides: dict[Side, set[str]] = {}
    for claim in claims:
        counts = claim.high != 0 and not claim.superseded and claim.modality is not Modality.DENIED
        if claim.group is not None and counts and not claim.partial:
            sides.setdefault(side_of(claim), set()).add(claim.group.lower())
    sentences = {sentence for (sentence, *_), groups in sides.items() if len(groups) > 1}
    nameless = [claim for claim in claims if claim.group is None]
    in_sentence = Counter(side_of(claim) for claim in nameless)
    whole = largest([claim for claim in nameless if not claim.partial])
    several = {toll_of(claim) for claim in nameless if claim.qualifier is Qualifier.VAGUE and not claim.partial}
    result = []
    for claim in claims:
        of_whole = whole.get(toll_of(claim), 0)
        groups = sides.get(side_of(claim), set())
        why = ""
        if claim.group is None and claim.sentence_start in sentences and in_sentence[side_of(claim)] > 1:
            # "four soldiers killed and six wounded, three rebels killed and one wounded"
            why = "of the group before it"
        elif claim.group is not None and claim.high != 0 and not claim.partial:
            if len(groups) > 1 and claim.scope is Scope.EVENT and (claim.low < of_whole or not of_whole):
                why = f"one of {len(groups)} groups"
            elif (claim.high or claim.low) < of_whole:
                why = f"part of {of_whole}"
            elif (
                claim.scope is Scope.EVENT
                and claim.high is not None
                and {toll_of(claim), casualties_of(claim)} & several
            ):
                why = "part of a toll that is not counted"
        if claim.group is not None and not claim.partial and not why:
            claim = replace(claim, group=None)
        result.append(as_part(claim, why))
    return result


def with_the_same_parts(claims: list[Claim]) -> list[Claim]:
    """The claims with a part's figure marked partial where it comes again: "ten civilians and a guard … ten dead"."""
    first: dict[tuple[Toll, int, int | None], bool] = {}
    result = []
    for claim in claims:
        is_part = first.setdefault((toll_of(claim), claim.low, claim.high), claim.partial)
        why = "a part where it first stands" if is_part and claim.low >= TELLING else ""
        result.append(as_part(claim, why))
    return result


def with_few_of_many(claims: list[Claim], at_home: list[bool]) -> list[Claim]:
    """The claims with those marked partial that are far fewer than a figure that the text gave before: "one died".

    Not so a figure that is said to be of the event's own place.
    """
    result = []
    whole: dict[Toll, int] = {}
    for claim, is_home in zip(claims, at_home, strict=True):
        before = whole.get(toll_of(claim), 0) if claim.scope is Scope.EVENT else 0
        if claim.high and claim.high * FEW <= before and not claim.superseded and not is_home:
            result.append(as_part(claim, f"few of {before}"))
            continue
        if not claim.partial and not claim.superseded and claim.modality is not Modality.PROJECTED:
            whole[toll_of(claim)] = max(before, claim.low)
        result.append(claim)
    return result


Toll = tuple[Kind, Party, Scope]
Side = tuple[int, Kind, Party, Scope]


def toll_of(claim: Claim) -> Toll:
    """What a claim is a figure of."""
    return claim.kind, claim.party, claim.scope


def casualties_of(claim: Claim) -> Toll:
    """The toll of killed and injured together that a claim may be a part of."""
    return Kind.CASUALTIES, claim.party, claim.scope


def side_of(claim: Claim) -> Side:
    """The sentence's toll in which groups stand beside each other."""
    return claim.sentence_start, claim.kind, claim.party, claim.scope


def largest(claims: list[Claim]) -> dict[Toll, int]:
    """The largest standing figure of each toll."""
    whole: dict[Toll, int] = {}
    for claim in claims:
        if not claim.superseded and claim.modality is not Modality.PROJECTED:
            whole[toll_of(claim)] = max(whole.get(toll_of(claim), 0), claim.low)
    return whole


def as_part(claim: Claim, why: str) -> Claim:
    """The claim, a partial one if there is a reason."""
    if not why or claim.partial:
        return claim
    return replace(claim, partial=True, rule=f"{claim.rule}; {why}")


def with_places(claims: list[Claim], places: list[str | None], home: str) -> list[Claim]:
    """The claims with those of one place marked partial beside a larger figure, or beside another place's.

    Not so a figure that the text gives without a place as well.
    """
    away = [place.lower() if place is not None and place.lower() not in home else "" for place in places]
    whole = largest(claims)
    bare = {(*toll_of(claim), claim.low, claim.high) for claim, place in zip(claims, places, strict=True) if not place}
    elsewhere: dict[tuple[Party, Scope], set[str]] = {}
    beside: dict[Side, set[str]] = {}
    for claim, place, name in zip(claims, places, away, strict=True):
        if place is not None and claim.high != 0:
            beside.setdefault(side_of(claim), set()).add(place.lower())
            if name and claim.kind in FATES:
                elsewhere.setdefault((claim.party, claim.scope), set()).add(name)
    result = []
    for claim, place, name in zip(claims, places, away, strict=True):
        why = ""
        if place is not None and claim.high != 0 and (*toll_of(claim), claim.low, claim.high) not in bare:
            is_smaller = (claim.high or claim.low) < whole.get(toll_of(claim), 0)
            is_one_of_several = claim.kind in FATES and len(elsewhere.get((claim.party, claim.scope), ())) > 1
            if len(beside[side_of(claim)]) > 1 or (name and (is_smaller or is_one_of_several)):
                why = f"of one place: {place}"
        result.append(as_part(claim, why))
    return result
