"""Reading passages: the words of a text that give a statement or a happening, and no figure."""

from __future__ import annotations

from story.model import Passage
from story.reading.passages.document import Document
from story.reading.passages.happenings import HappeningReader
from story.reading.passages.headlines import without_short_headlines
from story.reading.passages.shared import read_shared
from story.reading.passages.statements import StatementReader

__all__ = ["Document", "read_passages"]


def read_passages(document: Document) -> tuple[Passage, ...]:
    """All passages of a text, statements and happenings, in order of where they start."""
    said, told = StatementReader(document), HappeningReader(document)
    for number, words in enumerate(document.words):
        said.read(number, words)
        told.read(number, words)
    headline_end = document.sentences[0][1] if document.sentences else 0
    happenings = without_short_headlines(told.found(), headline_end, document.context)
    statements = [passage for passage in said.found if not any(is_of(passage, other) for other in happenings)]
    passages = (*statements, *happenings)
    passages += read_shared(document, passages)
    return tuple(sorted(passages, key=lambda passage: (passage.start, passage.end)))


def is_of(said: Passage, told: Passage) -> bool:
    """Whether a reported clause is told as a happening by its verb: "JNIM said | it carried out the attack"."""
    return said.topic == "attributed" and told.start < said.start < told.end
