"""Statements as facts: which passages of different articles give one and the same statement."""

from __future__ import annotations

from story.model import Passage, StoryContext


def statement_blocks(passage: Passage, lang: str, context: StoryContext | None = None) -> tuple[str, ...]:
    """The keys under which a statement is filed: two that may be the same have one in common."""
    return ()


def same_statement(one: Passage, other: Passage, lang: str, context: StoryContext | None = None) -> bool:
    """Whether two statements of one language are the same words of the same speaker."""
    return False


def statement_label(passage: Passage) -> str:
    """A statement for lists: "“…” — Wassim Nasr"."""
    return passage.text
