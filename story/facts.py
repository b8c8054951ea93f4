"""Which claims give the same fact: equal in kind, interval, who and which part was counted, and scope."""

from __future__ import annotations

import re

from story.groups import group_key
from story.labels import VAGUE
from story.model import Claim, Modality, Qualifier

_INTERVAL = re.compile(r"(\d+)(?:\+|-(\d+))?")


def figure_key(low: int, high: int | None, qualifier: Qualifier) -> str:
    """The interval as a short word: "77", "70-79", "70+", "some" ("several", "quelques": an uncounted few).

    "About 100" and "100" meet in "100", "more than 70" and "at least 70" in "70+". "Several" doesn't meet
    "at least one", though both are 1 to open: one is loose talk, the other a count that has begun.
    """
    if high is None:
        return "some" if qualifier is Qualifier.VAGUE and low == 1 else f"{low}+"
    return str(low) if low == high else f"{low}-{high}"


def fact_key(claim: Claim) -> str:
    """The name of the fact that a claim gives, the same across outlets and languages: "killed|70+|-|victims|event".

    Five fields: kind, interval, part ("-" for the whole toll, "part" for a part that isn't named, else the group),
    party, scope; then "projected" or "denied" where the article doesn't vouch for the figure. What is feared and
    what is reported are one fact.
    """
    part = "-"
    if claim.partial:
        part = (group_key(claim.group) if claim.group else "") or "part"
    fields = [claim.kind, figure_key(claim.low, claim.high, claim.qualifier), part, claim.party, claim.scope]
    if claim.modality in (Modality.PROJECTED, Modality.DENIED):
        fields.append(claim.modality)
    return "|".join(fields)


def are_kin(key: str, other_key: str) -> bool:
    """Whether two facts, by their keys, give one number in different words: "at least 77" and "77".

    Everything but the interval must agree, and both must start from the same number; "more than 70" and "77"
    aren't kin, nor are vague quantities ("dozens") and a number that happens to begin them.
    """
    one, other = key.split("|"), other_key.split("|")
    if key == other_key or len(one) < 5 or (one[0], *one[2:]) != (other[0], *other[2:]):
        return False
    number = kin_number(key)
    return number is not None and number == kin_number(other_key)


def kin_number(key: str) -> int | None:
    """The number from which a figure starts, for finding its kin: 77 of "at least 77", 200 of "up to 200".

    None for a vague quantity, and for a fact that is no figure.
    """
    interval = _INTERVAL.fullmatch([*key.split("|"), ""][1])
    if interval is None:
        return None
    low, high = int(interval[1]), int(interval[2]) if interval[2] else None
    if (low, high) in VAGUE:
        return None
    return high if low == 0 and high is not None else low
