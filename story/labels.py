"""Facts in words for people: "about 100 killed", "dozens injured", "no one missing"."""

from __future__ import annotations

from story.model import Claim, Kind, Modality, Party, Qualifier, Scope

DONE = {
    Kind.KILLED: "killed",
    Kind.INJURED: "injured",
    Kind.MISSING: "missing",
    Kind.CASUALTIES: "killed or injured",
    Kind.DETAINED: "detained",
    Kind.DISPLACED: "displaced",
    Kind.RESCUED: "rescued",
    Kind.HOSPITALISED: "in hospital",
}
VAGUE = {
    (1, None): "several",
    (20, 99): "dozens of",
    (100, 999): "hundreds of",
    (200, 999): "several hundred",
    (1_000, 9_999): "thousands of",
    (10_000, 99_999): "tens of thousands of",
    (100_000, 999_999): "hundreds of thousands of",
    (1_000_000, 9_999_999): "millions of",
    (10_000_000, 99_999_999): "tens of millions of",
}


def quantity_label(low: int, high: int | None, qualifier: Qualifier) -> str:
    """The number as people write it: "77", "about 100", "more than 70", "70–79", "dozens"."""
    if qualifier is Qualifier.VAGUE and (low, high) in VAGUE:
        return VAGUE[low, high].removesuffix(" of")
    if high is None:
        return f"more than {low:,}" if qualifier is Qualifier.OVER else f"at least {low:,}"
    if qualifier is Qualifier.UP_TO:
        return f"up to {high:,}"
    if low != high:
        return f"{low:,}–{high:,}"
    return f"about {low:,}" if qualifier is Qualifier.ABOUT else f"{low:,}"


def fact_label(claim: Claim) -> str:
    """The line that names the fact a claim gives, with what sets it apart from the toll in brackets.

    The words follow this claim's qualifier: of the two claims of one fact, one may read "at least 70 killed", the
    other "more than 70 killed". The label is plain text that may hold an article's words (`group`).
    """
    label = _counted(claim)
    remarks = []
    if claim.partial:
        remarks.append(claim.group or "a part of the toll")
    if claim.scope is Scope.BACKGROUND:
        remarks.append("background")
    if claim.modality in (Modality.PROJECTED, Modality.DENIED):
        remarks.append(str(claim.modality))
    return f"{label} ({', '.join(remarks)})" if remarks else label


def _counted(claim: Claim) -> str:
    done = DONE[claim.kind]
    attackers = claim.party is Party.ATTACKERS
    if claim.low == 0 and claim.high == 0:
        return f"no attackers {done}" if attackers else f"no one {done}"
    quantity = quantity_label(claim.low, claim.high, claim.qualifier)
    if not attackers:
        return f"{quantity} {done}"
    if claim.qualifier is Qualifier.VAGUE and VAGUE.get((claim.low, claim.high), "").endswith(" of"):
        quantity += " of"
    return f"{quantity} {'attacker' if claim.low == claim.high == 1 else 'attackers'} {done}"
