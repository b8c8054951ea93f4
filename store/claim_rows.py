"""Claims as rows: what a claim's columns hold, and the claim that they give back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from store.cleaning import storable
from story import Claim, Kind, Modality, Party, Qualifier, Scope, SpeakerClass

LARGEST = 2**63 - 1  # the largest integer that SQLite keeps

CLAIM_COLUMNS = (
    "claims.kind, claims.low, claims.high, claims.qualifier, claims.text, claims.text_start, claims.text_end, "
    "claims.sentence, claims.sentence_start, claims.sentence_end, claims.party, claims.is_partial, claims.scope, "
    "claims.modality, claims.is_superseded, claims.source, claims.via, claims.speaker_class, claims.group_name, "
    "claims.rule"
)
CLAIM_WIDTH = 20


def storable_claim(claim: Claim, text: str) -> Claim:
    """The claim as it can be kept: its words those of the stored text, its numbers such as SQLite can hold.

    A claim whose offsets don't lie in the text raises ValueError: it would be a number without evidence.
    """
    if not (0 <= claim.start < claim.end <= len(text) and 0 <= claim.sentence_start < claim.sentence_end <= len(text)):
        raise ValueError(f"a claim outside its text of {len(text)} characters: {claim!r}")
    words, sentence = text[claim.start : claim.end], text[claim.sentence_start : claim.sentence_end]
    if words != storable(claim.text) or sentence != storable(claim.sentence):
        raise ValueError(f"a claim whose words aren't at its offsets: {claim!r}")
    return replace(
        claim,
        text=words,
        sentence=sentence,
        low=min(claim.low, LARGEST),
        high=None if claim.high is None else min(claim.high, LARGEST),
        source=storable(claim.source),
        via=storable(claim.via),
        group=storable(claim.group),
        rule=storable(claim.rule),
    )


def claim_columns(claim: Claim) -> dict[str, object]:
    """The columns of table claims, but for its keys."""
    return {
        "kind": claim.kind.value,
        "low": claim.low,
        "high": claim.high,
        "qualifier": claim.qualifier.value,
        "text": claim.text,
        "text_start": claim.start,
        "text_end": claim.end,
        "sentence": claim.sentence,
        "sentence_start": claim.sentence_start,
        "sentence_end": claim.sentence_end,
        "party": claim.party.value,
        "is_partial": int(claim.partial),
        "scope": claim.scope.value,
        "modality": claim.modality.value,
        "is_superseded": int(claim.superseded),
        "source": claim.source,
        "via": claim.via,
        "speaker_class": claim.speaker_class.value,
        "group_name": claim.group,
        "rule": claim.rule,
    }


def claim_of(columns: tuple[Any, ...]) -> Claim:
    """The claim from the CLAIM_COLUMNS of a row."""
    return Claim(
        kind=Kind(columns[0]),
        low=columns[1],
        high=columns[2],
        qualifier=Qualifier(columns[3]),
        text=columns[4],
        start=columns[5],
        end=columns[6],
        sentence=columns[7],
        sentence_start=columns[8],
        sentence_end=columns[9],
        party=Party(columns[10]),
        partial=bool(columns[11]),
        scope=Scope(columns[12]),
        modality=Modality(columns[13]),
        superseded=bool(columns[14]),
        source=columns[15],
        via=columns[16],
        speaker_class=SpeakerClass(columns[17]),
        group=columns[18],
        rule=columns[19],
    )
