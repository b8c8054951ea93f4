"""A text as the readers of passages are given it: its sentences, its speakers, and the claims that were read in it."""

from __future__ import annotations

from dataclasses import dataclass

from story.model import Claim, StoryContext
from story.reading.items import Item
from story.reading.judging.anchors import Anchor
from story.reading.lexicon import Lexicon
from story.reading.speakers.speakers import Speakers


@dataclass(frozen=True, slots=True)
class Document:
    """One text while its passages are read. `text` is legible, and all offsets are its own.

    `sentences` are the offsets of its sentences, the first of them the headline, and `words` what `words_of` gives of
    each (story.reading.people.telling); `claims` stand in order of `start`.
    """

    text: str
    sentences: list[tuple[int, int]]
    words: list[set[str]]
    claims: tuple[Claim, ...]
    speakers: Speakers
    lexicon: Lexicon
    anchor: Anchor
    context: StoryContext | None = None

    def items(self, number: int) -> list[Item]:
        """The words of a sentence, read once for all that ask for them."""
        return self.speakers.words(number)
