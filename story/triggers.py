"""A quick look whether a sentence can hold a claim at all, so that most sentences cost nothing more."""

from __future__ import annotations

import re

from story.lexicon import Lexicon

WORD = re.compile(r"[^\W\d_]+")


def has_trigger(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether any word of text[start:end] begins a phrase for what happened."""
    triggers = lexicon.triggers
    return any(word in triggers for word in WORD.findall(text[start:end].lower()))
