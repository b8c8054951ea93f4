"""What an edit did to a text, word by word. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 3_000  # compared word by word; beyond that the changed middle is compared line by line
MOST_LINES = 2_000
_WORDS = re.compile(r"\s+|[^\s]+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text: `change` is "same", "added" (only in the new text) or "removed" (only in the old)."""

    text: str
    change: str


def changed_passages(old: str, new: str) -> tuple[Passage, ...]:
    """The new text with what was removed left in place; without the removed passages it is the new text exactly."""
    if old == new:
        return (Passage(new, "same"),) if new else ()
    old_words, new_words = _WORDS.findall(old), _WORDS.findall(new)
    head = _common(old_words, new_words)
    tail = _common(old_words[head:][::-1], new_words[head:][::-1])
    middle_old = old_words[head : len(old_words) - tail]
    middle_new = new_words[head : len(new_words) - tail]
    passages = [Passage("".join(new_words[:head]), "same")]
    if max(len(middle_old), len(middle_new)) > MOST_WORDS:
        middle_old, middle_new = _LINES.findall("".join(middle_old)), _LINES.findall("".join(middle_new))
    if max(len(middle_old), len(middle_new)) > MOST_LINES:
        passages += [Passage("".join(middle_old), "removed"), Passage("".join(middle_new), "added")]
    else:
        passages += _compared(middle_old, middle_new)
    passages.append(Passage("".join(new_words[len(new_words) - tail :]), "same"))
    return _merged(passages)


def offset_in_passages(passages: tuple[Passage, ...], offset: int) -> int:
    """Where an offset of the new text lies in the text that shows the passages one after the other."""
    shown = passed = 0
    for passage in passages:
        length = len(passage.text)
        if passage.change == "removed":
            shown += length
            continue
        if offset < passed + length:
            return shown + offset - passed
        shown += length
        passed += length
    return shown


def _common(one: list[str], other: list[str]) -> int:
    """How many words two lists begin with in common."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _compared(old: list[str], new: list[str]) -> list[Passage]:
    passages = []
    for change, a, b, c, d in SequenceMatcher(None, old, new, autojunk=len(new) > 500).get_opcodes():
        if change == "equal":
            passages.append(Passage("".join(new[c:d]), "same"))
            continue
        passages.append(Passage("".join(old[a:b]), "removed"))
        passages.append(Passage("".join(new[c:d]), "added"))
    return passages


def _merged(passages: list[Passage]) -> tuple[Passage, ...]:
    """Without empty passages, neighbours of one change joined."""
    merged: list[Passage] = []
    for passage in passages:
        if not passage.text:
            continue
        if merged and merged[-1].change == passage.change:
            merged[-1] = Passage(merged[-1].text + passage.text, passage.change)
        else:
            merged.append(passage)
    return tuple(merged)
