"""Who was counted, where only the figures around tell: "six of the kidnappers were shot and two of them caught"."""

from __future__ import annotations

from dataclasses import replace

from story.model import Claim, Kind, Party


def with_parties(claims: list[Claim], is_share: list[bool]) -> list[Claim]:
    """The claims with those of nameless people made the attackers' where the text says so of them elsewhere.

    `is_share` says of each whether it is a part of the figure before it. Of people caught, a bare figure ("15 arrests")
    is the attackers' when the same figure is elsewhere.
    """
    caught = {
        (claim.low, claim.high) for claim in claims if claim.kind is Kind.DETAINED and claim.party is Party.ATTACKERS
    }
    result: list[Claim] = []
    for claim, share in zip(claims, is_share, strict=True):
        if claim.group is None and claim.party is Party.VICTIMS and claim.high != 0:
            before = result[-1] if result else None
            of_attackers = before is not None and before.party is Party.ATTACKERS
            if share and of_attackers and before is not None and before.sentence_start == claim.sentence_start:
                claim = replace(claim, party=Party.ATTACKERS, rule=f"{claim.rule}; attackers, like those before")
            elif claim.kind is Kind.DETAINED and (claim.low, claim.high) in caught:
                claim = replace(
                    claim, party=Party.ATTACKERS, rule=f"{claim.rule}; attackers, as the same figure elsewhere"
                )
        result.append(claim)
    return result
