"""The figures that one revision of an article gives, in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from store import ClaimRow
from story import Claim, Modality, Scope, fact_label
from tui.display import cell, clipped, display_line
from tui.row_list import RowList


def claim_words(claim: Claim) -> str:
    """A claim in a few words: "77 killed", "about 50 killed (police cadets)", "denied: 20 attackers killed"."""
    words = display_line(fact_label(claim))
    return words if claim.modality is Modality.REPORTED else f"{claim.modality}: {words}"


def speaker_words(claim: Claim) -> str:
    """Who is said to give it: "a security source, via AFP", "the outlet itself"."""
    said = display_line(claim.source) if claim.source else "the outlet itself"
    return f"{said}, via {display_line(claim.via)}" if claim.via else said


class ClaimsList(RowList[ClaimRow]):
    """Two lines a claim: the figure, and who says so."""

    row_height = 2

    def row_id(self, row: ClaimRow) -> int:
        return row.id

    def draw_row(self, row: ClaimRow, width: int, is_fresh: bool) -> Sequence[Content]:
        claim = row.claim
        notes = [
            note
            for note, holds in (
                ("background", claim.scope is Scope.BACKGROUND),
                ("superseded", claim.superseded),
            )
            if holds
        ]
        note = ", ".join(notes)
        room = width - 2 - (len(note) + 1 if note else 0)
        return (
            Content.assemble(
                " ",
                (cell(claim_words(claim), room), "$muted" if notes else "bold"),
                (f" {note}" if note else "", "$text-warning"),
            ),
            Content.assemble("   ", (clipped(speaker_words(claim), width - 3), "$muted")),
        )

    def empty_message(self) -> str:
        return "No figures were read in this revision."
