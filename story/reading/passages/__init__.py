"""Reading passages: the words of a text that give a statement or a happening, and no figure."""

from __future__ import annotations

from story.model import Passage
from story.reading.passages.document import Document
from story.reading.passages.happenings import read_happenings
from story.reading.passages.shared import read_shared
from story.reading.passages.statements import read_statements

__all__ = ["Document", "read_passages"]


def read_passages(document: Document) -> tuple[Passage, ...]:
    """All passages of a text, statements and happenings, in order of where they start."""
    passages = (*read_statements(document), *read_happenings(document))
    passages += read_shared(document, passages)
    return tuple(sorted(passages, key=lambda passage: (passage.start, passage.end)))
