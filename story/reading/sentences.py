"""Where sentences begin and end, headlines and hard-wrapped lines included.

Our own splitter rather than nupunkt's: it must give exact offsets, end a headline that has no full stop at its
line's end, keep a sentence that a wire's 70-column lines cut together, and never run over an endless "sentence"
(docs/decisions/0004 says what was compared).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

LONGEST = 1800  # code points; a longer "sentence" is cut at a space, so that no work or copy grows with its length
END = re.compile(r"[.!?…؟۔。]+[\"”»’')\]]*(?=\s|$)|\n")
OPENER = re.compile(r"[\s\"“«‘'(\[—–-]*")
ORDINAL = re.compile(r"(\w*)\s\d{1,2}$")
WORD = re.compile(r"\s*([^\W\d_]+)")


def split_sentences(
    text: str,
    abbreviations: frozenset[str],
    before_ordinals: frozenset[str] = frozenset(),
    after_ordinals: frozenset[str] = frozenset(),
) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence, without the white space around it, in order.

    Where "3." is an ordinal, `before_ordinals` and `after_ordinals` are the words that stand beside one.
    """
    wrapped = is_hard_wrapped(text)
    start = 0
    for match in END.finditer(text):
        position = match.end()
        if match.group() == "\n":
            if wrapped and not is_paragraph_end(text, match.start()):
                continue
            if not wrapped and continues_on_next_line(text, start, match.start()):
                continue
            position = match.start()
        elif not ends_sentence(text, match.start(), position, abbreviations) or (
            after_ordinals and is_ordinal(text, match.start(), before_ordinals, after_ordinals)
        ):
            continue
        yield from trimmed(text, start, position)
        start = position
    yield from trimmed(text, start, len(text))


def is_hard_wrapped(text: str) -> bool:
    """Whether newlines are only the ends of a typist's lines: most are 40 to 100 wide and end in mid-sentence."""
    lines = text[:6000].split("\n")[:60]
    full = [line.rstrip() for line, after in itertools.pairwise(lines) if line.strip() and after.strip()]
    if len(full) < 4:
        return False
    wide = [line for line in full if 40 <= len(line) <= 100]
    open_ended = [line for line in wide if line[-1] not in '.!?:"”»']
    return len(wide) > 0.7 * len(full) and len(open_ended) > 0.5 * len(wide)


def is_paragraph_end(text: str, newline: int) -> bool:
    """Whether an empty line follows this newline."""
    after = text[newline + 1 : newline + 40]
    return not after.strip(" \t\r") or after.lstrip(" \t\r")[0] == "\n" or text[newline - 1 : newline] == "\n"


def continues_on_next_line(text: str, start: int, newline: int) -> bool:
    """Whether a line without a full stop goes on in small letters on the next one."""
    after = text[newline + 1 : newline + 2]
    before = text[max(start, newline - 20) : newline].rstrip()
    return after.islower() and bool(before) and before[-1] not in ".!?:;…"


def ends_sentence(text: str, stop: int, position: int, abbreviations: frozenset[str]) -> bool:
    """Whether the full stop at `stop` (with its closing quotes up to `position`) ends a sentence."""
    opener = OPENER.match(text, position, position + 12)
    after = opener.end() if opener else position
    following = text[after : after + 1]
    if following.islower():
        return False
    if text[stop] != "." or "\n" in text[position:after]:
        return True
    word = last_word(text[max(0, stop - 24) : stop]).lower().lstrip("(\"“«'[")
    if word in abbreviations:
        return False
    # an initial: "J. Spencer", "U.S. officials"
    return not (len(word) == 1 and word.isalpha() and following.isupper() and text[stop + 1 : stop + 2] == " ")


def last_word(before: str) -> str:
    """What a text ends with, up to the last space; a line's end behind it is no space."""
    before = before.removesuffix("\n")
    return before.split()[-1] if before and not before[-1].isspace() else ""


def is_ordinal(text: str, stop: int, before: frozenset[str], after: frozenset[str]) -> bool:
    """Whether a full stop only makes an ordinal of the number before it: "am 3. Mai", "im 2. Bezirk"."""
    if not text[stop - 1 : stop].isdecimal():
        return False
    match = ORDINAL.search(text, max(0, stop - 20), stop)
    if match is None:
        return False
    following = WORD.match(text, stop + 1, stop + 30)
    word = following.group(1).lower() if following else ""
    return word in after or (match.group(1).lower() in before and word not in before)


def trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without the space around it, cut where it is longer than any sentence."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = max(
            text.rfind(" ", start + LONGEST // 2, start + LONGEST),
            text.rfind(",", start + LONGEST // 2, start + LONGEST),
        )
        cut = cut + 1 if cut > 0 else start + LONGEST
        stop = cut
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            yield start, stop
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield start, end
