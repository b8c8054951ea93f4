"""Statements: what named speakers are quoted as saying, or reported to have said, beside figures."""

from __future__ import annotations

from story.model import Passage
from story.reading.passages.document import Document


def read_statements(document: Document) -> tuple[Passage, ...]:
    """The statements of a text, in order of where they start."""
    return ()
