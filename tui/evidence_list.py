"""What one revision of an article gives, in the order of the text: figures, statements, happenings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content

from store import ClaimRow, PassageRow
from story import Claim, FactType, Modality, Passage, Scope, fact_label, passage_label
from tui.display import cell, clipped, display_line
from tui.fact_words import TYPE_SIGNS
from tui.row_list import RowList


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A claim or passage of a revision; `fact_id` is None where it gives no fact. `is_wrong`: somebody called it so."""

    evidence: Claim | Passage
    fact_id: int | None
    claim_id: int | None = None
    passage_id: int | None = None
    is_wrong: bool = False

    @property
    def id(self) -> int:
        """Of a claim its own, of a passage its own below zero: one number for both."""
        return evidence_id(self.claim_id, self.passage_id) or 0

    @property
    def type(self) -> FactType:
        return self.evidence.type if isinstance(self.evidence, Passage) else FactType.FIGURE


def evidence_id(claim_id: int | None, passage_id: int | None) -> int | None:
    """The number by which a row of evidence is known."""
    if claim_id is not None:
        return claim_id
    return None if passage_id is None else -passage_id


def evidence_rows(
    claims: Iterable[ClaimRow], passages: Iterable[PassageRow], wrong: frozenset[int]
) -> list[EvidenceRow]:
    """Both in the order of the text; `wrong` are the numbers of those that somebody called wrong."""
    rows = [EvidenceRow(row.claim, row.fact_id, claim_id=row.id, is_wrong=row.id in wrong) for row in claims]
    rows += [EvidenceRow(row.passage, row.fact_id, passage_id=row.id, is_wrong=-row.id in wrong) for row in passages]
    return sorted(rows, key=lambda row: (row.evidence.start, row.evidence.end, row.id))


def evidence_words(evidence: Claim | Passage) -> str:
    """A claim in a few words: "77 killed", "denied: 20 attackers killed"; a passage as lists call it."""
    if isinstance(evidence, Passage):
        return display_line(passage_label(evidence))
    words = display_line(fact_label(evidence))
    return words if evidence.modality is Modality.REPORTED else f"{evidence.modality}: {words}"


def speaker_words(evidence: Claim | Passage) -> str:
    """Who is said to give it: "a security source, via AFP", "the outlet itself"."""
    said = display_line(evidence.source) if evidence.source else "the outlet itself"
    return f"{said}, via {display_line(evidence.via)}" if evidence.via else said


class EvidenceList(RowList[EvidenceRow]):
    """Two lines each: what it gives, and who says so."""

    row_height = 2

    def row_id(self, row: EvidenceRow) -> int:
        return row.id

    def draw_row(self, row: EvidenceRow, width: int, is_fresh: bool) -> Sequence[Content]:
        evidence = row.evidence
        notes = [
            note
            for note, holds in (
                ("called wrong", row.is_wrong),
                ("background", evidence.scope is Scope.BACKGROUND),
                ("superseded", isinstance(evidence, Claim) and evidence.superseded),
            )
            if holds
        ]
        note = ", ".join(notes)
        room = width - 4 - (len(note) + 1 if note else 0)
        style = "strike $muted" if row.is_wrong else "$muted" if notes else "bold"
        return (
            Content.assemble(
                " ",
                (TYPE_SIGNS[row.type] + " ", "$muted"),
                (cell(evidence_words(evidence), room), style),
                (f" {note}" if note else "", "$text-warning"),
            ),
            Content.assemble("   ", (clipped(speaker_words(evidence), width - 3), "$muted")),
        )

    def empty_message(self) -> str:
        return "No figure, statement or happening was read in this revision."
