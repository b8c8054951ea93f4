"""What changed between two texts, as words added and taken away; paragraphs that only moved are told as moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal["same", "added", "removed", "moved"]
Step = tuple[bool, int, int, int, int]  # whether old[a:b] and new[c:d] are the same, and a, b, c, d

MOST_CELLS = 500_000_000  # words times words compared at once: 22,000 against 22,000 take 70 ms and 60 MB
MOST_PAIRS = 2_500  # paragraphs times paragraphs looked at for one that moved and was touched up
MOVED_WORDS = 4  # a shorter line ("Advertisement") is no paragraph that could move
ALIKE = 0.75  # share of their words that two paragraphs have in common if one is the other, touched up
ISLAND_WORDS = 2  # so few words left standing between two larger changes are a chance, not a text

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = r"[^\W_]+(?:[.,'’:/‑-][^\W_]+)*"
_WORDS = re.compile(_WORD)
_TOKENS = re.compile(rf"\s*({_WORD}|\S)\s*|\s+")
_TYPOGRAPHY = str.maketrans("’‘ʼ“”„«»–—‑", '\'\'\'"""""---')


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text: "same", "added" (only in the new one), "removed" (only in the old) or "moved" (elsewhere)."""

    text: str
    change: ChangeKind


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or sign with the white space around it; or, with `moved`, a paragraph that came from elsewhere."""

    key: str
    text: str
    moved: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of the old text and the lines of the new one that stand in their place."""

    old: range
    new: range


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The new text with what was taken away left in its place; without the removed stretches it is `after` exactly.

    Words and signs are compared, white space and the shape of quotation marks and dashes aren't; a removed stretch
    has the white space that keeps its words from running into others. A paragraph that stands elsewhere now is
    "moved" where it stands, and not shown where it stood; if it was touched up as well, the words concerned are added
    and removed in it. Time and memory are bounded: what is too long to compare word by word is removed and added
    whole, but for the lines that both texts have.
    """
    if before == after:
        return (Change(after, "same"),) if after else ()
    old, new = _LINES.findall(before), _LINES.findall(after)
    old_keys, new_keys = [_line_key(line) for line in old], [_line_key(line) for line in new]
    stretches = list(_stretches(old_keys, new_keys))
    blocks = [block for block, is_same in stretches if not is_same]
    gone, moved = _moved_lines(blocks, old, new, old_keys, new_keys)
    found: list[Change] = []
    for block, is_same in stretches:
        if is_same:
            found.append(Change("".join(new[place] for place in block.new), "same"))
            continue
        old_tokens = list(_tokens("".join(old[place] for place in block.old if place not in gone)))
        found += _compared(old_tokens, list(_block_tokens(block, new, moved)))
    return _joined(found)


def words_in(text: str) -> int:
    """How many words and numbers a stretch holds; signs don't count."""
    return sum(1 for _ in _WORDS.finditer(text))


def _line_key(line: str) -> str:
    return " ".join(line.translate(_TYPOGRAPHY).split())


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[_Block, bool]]:
    """The lines of two texts side by side, and whether they are the same."""
    for is_same, a, b, c, d in _steps(old, new):
        yield _Block(range(a, b), range(c, d)), is_same


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """What is the same in two sequences and what isn't, by their longest common subsequence."""
    from rapidfuzz.distance import LCSseq

    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    if head:
        yield True, 0, head, 0, head
    if (old_end - head) * (new_end - head) > MOST_CELLS:
        yield False, head, old_end, head, new_end
    else:
        before, after = head, head  # how far both are told; what lies between two equal stretches is one change
        for step in LCSseq.opcodes(old[head:old_end], new[head:new_end]):
            if step.tag != "equal":
                continue
            a, b, c, d = (place + head for place in (step.src_start, step.src_end, step.dest_start, step.dest_end))
            if before < a or after < c:
                yield False, before, a, after, c
            yield True, a, b, c, d
            before, after = b, d
        if before < old_end or after < new_end:
            yield False, before, old_end, after, new_end
    if tail:
        yield True, old_end, len(old), new_end, len(new)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many elements two sequences begin with in common."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _moved_lines(
    blocks: Sequence[_Block], old: Sequence[str], new: Sequence[str], old_keys: Sequence[str], new_keys: Sequence[str]
) -> tuple[set[int], dict[int, tuple[Change, ...]]]:
    """Which old lines stand elsewhere in the new text, and for each new line that came from elsewhere how it reads."""
    old_left = [place for block in blocks for place in block.old if words_in(old[place]) >= MOVED_WORDS]
    new_left = [place for block in blocks for place in block.new if words_in(new[place]) >= MOVED_WORDS]
    gone: set[int] = set()
    moved: dict[int, tuple[Change, ...]] = {}
    by_key: dict[str, list[int]] = {}
    for place in reversed(old_left):
        by_key.setdefault(old_keys[place], []).append(place)
    for place in new_left:
        if sources := by_key.get(new_keys[place]):
            gone.add(sources.pop())
            moved[place] = (Change(new[place], "moved"),)
    old_left = [place for place in old_left if place not in gone]
    new_left = [place for place in new_left if place not in moved]
    block_of_old = {place: number for number, block in enumerate(blocks) for place in block.old}
    block_of_new = {place: number for number, block in enumerate(blocks) for place in block.new}
    last_in_place = dict.fromkeys(range(len(blocks)), -1)
    for new_place, old_place in _alike(old_left, new_left, old, new):
        block = block_of_new[new_place]
        if block_of_old[old_place] == block and old_place > last_in_place[block]:
            last_in_place[block] = old_place  # it stands where it stood: comparing the block's words will show it
            continue
        gone.add(old_place)
        touched_up = _compared(list(_tokens(old[old_place])), list(_tokens(new[new_place])))
        moved[new_place] = tuple(
            Change(change.text, "moved" if change.change == "same" else change.change) for change in touched_up
        )
    return gone, moved


def _alike(
    old_left: Sequence[int], new_left: Sequence[int], old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Pairs (new, old) of lines, one of which may be the other touched up; each line in one pair at most."""
    from rapidfuzz.distance import LCSseq

    if len(old_left) * len(new_left) > MOST_PAIRS:
        return
    old_words = {place: [token.key for token in _tokens(old[place])] for place in old_left}
    for place in new_left:
        words = [token.key for token in _tokens(new[place])]
        scores = [
            (LCSseq.normalized_similarity(words, candidate, score_cutoff=ALIKE), -source)
            for source, candidate in old_words.items()
            if len(words) * len(candidate) <= MOST_CELLS // 100
        ]
        score, source = max(scores, default=(0.0, 0))
        if score >= ALIKE:
            del old_words[-source]
            yield place, -source


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKENS.finditer(text):
        yield _Token((match[1] or "").translate(_TYPOGRAPHY), match[0])


def _block_tokens(block: _Block, new: Sequence[str], moved: dict[int, tuple[Change, ...]]) -> Iterator[_Token]:
    """The tokens of a block's new lines; a line that came from elsewhere is one token that no old one equals."""
    lines: list[str] = []
    for place in block.new:
        if place not in moved:
            lines.append(new[place])
            continue
        yield from _tokens("".join(lines))
        lines.clear()
        yield _Token(f"\n{place}", new[place], moved[place])
    yield from _tokens("".join(lines))


def _compared(old: Sequence[_Token], new: Sequence[_Token]) -> list[Change]:
    steps = list(_steps([token.key for token in old], [token.key for token in new]))
    found: list[Change] = []
    for is_same, a, b, c, d in _without_islands(steps, old, new):
        if is_same:
            found.append(Change("".join(token.text for token in new[c:d]), "same"))
            continue
        found.append(Change("".join(token.text for token in old[a:b]), "removed"))
        for token in new[c:d]:
            found += token.moved or (Change(token.text, "added"),)
    return found


def _without_islands(steps: Sequence[Step], old: Sequence[_Token], new: Sequence[_Token]) -> list[Step]:
    """The steps with changes joined over a word or two that both texts share by chance ("of the")."""

    def size(step: Step) -> int:
        _, a, b, c, d = step
        return max(_word_count(old[a:b]), _word_count(new[c:d]))

    kept: list[Step] = []
    for place, step in enumerate(steps):
        follows = kept and not kept[-1][0]
        if step[0] and follows and place + 1 < len(steps):
            words = size(step)
            if words <= ISLAND_WORDS and min(size(kept[-1]), size(steps[place + 1])) > words:
                step = (False, *step[1:])
        if not step[0] and follows:
            step = (False, kept[-1][1], step[2], kept.pop()[3], step[4])
        kept.append(step)
    return kept


def _word_count(tokens: Iterable[_Token]) -> int:
    return sum(token.key[:1].isalnum() for token in tokens)


def _joined(found: Sequence[Change]) -> tuple[Change, ...]:
    """Without empty stretches, neighbours of one sort joined. Mere white space is no change.

    What was removed stands apart from the words around it: "20 15", not "2015".
    """
    joined: list[Change] = []
    for change in found:
        if not change.text.strip():
            if change.change == "removed" or not change.text:
                continue
            change = Change(change.text, "same")
        if joined and joined[-1].change == change.change:
            joined[-1] = Change(joined[-1].text + change.text, change.change)
            continue
        before = joined[-1].text if joined else " "
        if change.change == "removed" and change.text[0].isalnum() and not before[-1].isspace():
            change = Change(f" {change.text}", "removed")
        elif joined and joined[-1].change == "removed" and change.text[0].isalnum() and not before[-1].isspace():
            joined[-1] = Change(f"{before} ", "removed")
        joined.append(change)
    return tuple(joined)
