"""Breaking a text into lines of the screen without losing its offsets. Pure functions."""

from __future__ import annotations

import re

from rich.cells import cell_len, get_character_cell_size

_WORD = re.compile(r"\S+\s*")


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """The lines as (start, end) offsets of `text`, each at most `width` cells; spaces at a break belong to no line.

    Breaks after spaces where it can, inside a word where a word is longer than a line. An empty line is (n, n).
    """
    width = max(2, width)
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        _wrap_paragraph(paragraph, start, width, lines)
        start += len(paragraph) + 1
    return lines


def _wrap_paragraph(paragraph: str, offset: int, width: int, lines: list[tuple[int, int]]) -> None:
    is_narrow = paragraph.isascii()
    if not paragraph.strip():
        lines.append((offset, offset))
        return
    line_start: int | None = None
    line_end = 0
    used = 0
    for match in _WORD.finditer(paragraph):
        word = match.group().rstrip()
        word_width = len(word) if is_narrow else cell_len(word)
        gap = match.start() - line_end
        if line_start is not None and used + gap + word_width > width:
            lines.append((offset + line_start, offset + line_end))
            line_start = None
        if line_start is None:
            line_start, used, gap = match.start(), 0, 0
            while word_width > width:
                taken = _fitting(word, width)
                lines.append((offset + line_start, offset + line_start + taken))
                line_start += taken
                word = word[taken:]
                word_width = len(word) if is_narrow else cell_len(word)
        used += gap + word_width
        line_end = match.start() + len(match.group().rstrip())
    if line_start is not None:
        lines.append((offset + line_start, offset + line_end))


def _fitting(word: str, width: int) -> int:
    """How many code points of a long word fit into a line; at least one."""
    used = 0
    for count, character in enumerate(word):
        used += get_character_cell_size(character)
        if used > width:
            return max(1, count)
    return len(word)
