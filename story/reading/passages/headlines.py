"""Headlines that tell in short what the text tells in full: "Rebels claim attack", of "the rebels of the Red Hand"."""

from __future__ import annotations

import re

from story.folding import fold
from story.model import Passage, StoryContext

WORD = re.compile(r"[^\W_]+")
LONGEST_SMALL = 3  # letters of a word in small letters that tells nothing: "in", "the", "des"


def without_short_headlines(
    passages: tuple[Passage, ...], headline_end: int, context: StoryContext | None
) -> tuple[Passage, ...]:
    """The happenings but for those of the headline that the text below tells with the actor's full name."""
    below = [passage for passage in passages if passage.start >= headline_end]
    return tuple(
        passage
        for passage in passages
        if passage.start >= headline_end or not any(is_in_short(passage, full, context) for full in below)
    )


def is_in_short(headline: Passage, full: Passage, context: StoryContext | None) -> bool:
    """Whether the words for a headline's actor, but for small ones and the story's place, are among another's."""
    if (headline.topic, headline.scope) != (full.topic, full.scope) or headline.actor is None or full.actor is None:
        return False
    words, others = WORD.findall(headline.actor), frozenset(map(fold, WORD.findall(full.actor)))
    known = frozenset(map(fold, WORD.findall(" ".join([context.place, *context.places])))) if context else frozenset()
    short = {fold(word) for word in words if len(word) > LONGEST_SMALL or not word.islower()} - known
    return bool(short) and short < others
