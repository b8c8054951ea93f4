"""What is marked in an article's text, and in the text of two revisions together. Pure functions over offsets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from story import Scope, changes
from tui.article_text import Mark
from tui.differences import offset_in_changes
from tui.evidence_list import EvidenceRow

STYLES = {
    "sentence": "$text on $warning 30%",
    "figure": "bold underline $text-accent on $warning 30%",
    "other figure": "underline $text-primary",
    "background figure": "underline $muted",
    "wrong figure": "strike $muted",
    "added": "bold $text-success on $success 20%",
    "removed": "strike $text-error on $error 15%",
    "moved": "$text-secondary on $secondary 15%",
}
ANSI_STYLES = {
    "sentence": "reverse",
    "figure": "reverse bold underline",
    "other figure": "underline",
    "background figure": "underline dim",
    "wrong figure": "strike dim",
    "added": "bold underline",
    "removed": "strike",
    "moved": "dim",
}
"""For terminals with colours of their own, or with none: nothing here needs colour to be told apart."""


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text with its marks, later ones over earlier ones; `goal` is the stretch that must be seen, if there is one."""

    text: str
    marks: tuple[Mark, ...]
    goal: tuple[int, int] | None


def evidence_marks(
    given: Iterable[EvidenceRow], chosen: EvidenceRow | None, styles: Mapping[str, str]
) -> tuple[Mark, ...]:
    """What a revision gives, and over it what the reader chose, with its sentence."""
    marks = [
        Mark(row.evidence.start, row.evidence.end, styles[_style_name(row)])
        for row in given
        if chosen is None or row.id != chosen.id
    ]
    if chosen is not None:
        evidence = chosen.evidence
        marks.append(Mark(evidence.sentence_start, evidence.sentence_end, styles["sentence"]))
        marks.append(Mark(evidence.start, evidence.end, styles["figure"]))
    return tuple(marks)


def goal_of(chosen: EvidenceRow | None) -> tuple[int, int] | None:
    """The sentence up to the end of what it gives."""
    return (chosen.evidence.sentence_start, chosen.evidence.end) if chosen else None


def with_changes(before: str, shown: ShownText, styles: Mapping[str, str]) -> ShownText:
    """The same text with what an edit took out of the one before, all changes marked; the goal is else the first."""
    found = changes(before, shown.text)

    def moved(start: int, end: int) -> tuple[int, int]:
        return offset_in_changes(found, start), offset_in_changes(found, end - 1) + 1

    changed, start = [], 0
    for change in found:
        end = start + len(change.text)
        if change.change != "same":
            changed.append(Mark(start, end, styles[change.change]))
        start = end
    first = (changed[0].start, changed[0].end) if changed else None
    return ShownText(
        "".join(change.text for change in found),
        (*(Mark(*moved(mark.start, mark.end), mark.style) for mark in shown.marks), *changed),
        first if shown.goal is None else moved(*shown.goal),
    )


def _style_name(row: EvidenceRow) -> str:
    if row.is_wrong:
        return "wrong figure"
    return "other figure" if row.evidence.scope is Scope.EVENT else "background figure"
