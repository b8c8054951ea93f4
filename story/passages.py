"""Passages as facts: which of different articles give one and the same fact, and what lists call it.

A passage with a `passage_key` is the fact of that key. One without is compared, by `same_passage`, with the passages
that share one of its `block_keys`.
"""

from __future__ import annotations

from story.happenings import happening_blocks, happening_key, happening_label, same_happening
from story.model import FactType, Passage, StoryContext
from story.statements import same_statement, statement_blocks, statement_label


def passage_key(passage: Passage, context: StoryContext | None = None) -> str | None:
    """The key of the fact that a passage gives, in every language; None if only comparing tells which fact it is."""
    return happening_key(passage, context) if passage.type is FactType.HAPPENING else None


def block_keys(passage: Passage, lang: str, context: StoryContext | None = None) -> tuple[str, ...]:
    """The few keys under which a passage is filed: two passages that are the same fact have one in common."""
    if passage.type is FactType.STATEMENT:
        return statement_blocks(passage, lang, context)
    return happening_blocks(passage, lang)


def same_passage(one: Passage, other: Passage, lang: str, context: StoryContext | None = None) -> bool:
    """Whether two passages of texts in the language `lang` give the same fact."""
    if one.type is not other.type:
        return False
    if one.type is FactType.STATEMENT:
        return same_statement(one, other, lang, context)
    return same_happening(one, other, lang, context)


def passage_label(passage: Passage, context: StoryContext | None = None) -> str:
    """What lists call a passage, in at most 80 characters and the speaker's name; `context` names the parties."""
    if passage.type is FactType.STATEMENT:
        return statement_label(passage, context)
    return happening_label(passage, context)
