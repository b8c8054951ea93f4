"""Where a text quotes somebody: the stretches between quotation marks of every sort.

“…” «…» "…" as in English, French and much else, „…“ and »…« as in German, ‚…‘ and ‘…’ inside them or in their place,
「…」 『…』. A quotation of several paragraphs may open its marks again at each of them and closes once. Of the straight
marks, which don't tell whether they open or close, one that begins a paragraph opens and one that ends it closes.
"""

from __future__ import annotations

import re
from bisect import bisect_right

MARGIN = 4  # code points of space around a mark at the begin or the end of a line
LONGEST = 1500  # code points; marks that are further apart belong to no quotation
CLOSERS = {
    "«": "»",
    "»": "«",
    "“": "”",
    "„": "“”",
    "”": "”",
    '"': '"',
    "‹": "›",
    "›": "‹",
    "‚": "‘’",
    "‘": "’",
    "「": "」",
    "『": "』",
}
AMBIGUOUS = frozenset("»”›‘")  # these open a quotation only before a word and after none
MARK = re.compile(r"[«»“”„\"‹›‚‘’「」『』\n]")


class Quotations:
    """The quotations of a text, as offsets from the opening mark to the closing one."""

    def __init__(self, text: str) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        opened, opener, is_torn = -1, "", False
        for match in MARK.finditer(text):
            at, mark = match.start(), match.group()
            if opener and at - opened > LONGEST:
                opener = ""
            if mark == "\n":
                is_torn |= bool(opener) and not reopens(text, at + 1, opener)
                continue
            is_opening = mark in CLOSERS and (mark not in AMBIGUOUS or stands_before_a_word(text, at))
            if mark == '"' and (not opener or opener == mark):
                line = text.rfind("\n", max(0, at - MARGIN), at)
                if opener and opened < line and not text[line:at].strip() and text[at + 1 : at + 3].strip():
                    self.starts.append(opened)  # opened anew: the paragraph before was quoted to its end
                    self.ends.append(line)
                    opened, is_torn = at, False
                    continue
                is_opening = not ends_line(text, at)
            if is_torn and stands_before_a_word(text, at):
                opener = ""  # the one before was never closed
            if opener and mark in CLOSERS[opener] and (mark != "’" or not text[at + 1 : at + 2].isalnum()):
                self.starts.append(opened)
                self.ends.append(at)
                opener = ""
            elif not opener and is_opening:
                opened, opener, is_torn = at, mark, False

    def around(self, start: int, end: int) -> tuple[bool, bool]:
        """Whether text[start:end] begins inside a quotation, and whether a quotation goes on after it."""
        return self.holds(start), self.holds(end)

    def touches(self, start: int, end: int) -> bool:
        """Whether any part of text[start:end] stands in a quotation."""
        before = bisect_right(self.starts, end) - 1
        return before >= 0 and self.ends[before] >= start

    def holds(self, offset: int) -> bool:
        """Whether an offset stands inside a quotation."""
        before = bisect_right(self.starts, offset - 1) - 1
        return before >= 0 and self.starts[before] < offset <= self.ends[before]


def stands_before_a_word(text: str, at: int) -> bool:
    """Whether a mark follows no word and precedes one: the »German« way to open."""
    return not text[max(0, at - 1) : at].isalnum() and text[at + 1 : at + 2].isalnum()


def ends_line(text: str, at: int) -> bool:
    """Whether nothing follows a mark in its paragraph, so that it can only close."""
    return text[at + 1 : at + 1 + MARGIN].partition("\n")[0].strip() == ""


def reopens(text: str, start: int, opener: str) -> bool:
    """Whether the next paragraph begins with the mark that opened the last one."""
    return text[start : start + 20].lstrip().startswith(opener)
