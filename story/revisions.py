"""What makes a new text of a page a revision: some word of the article changed, not only what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from story.edit_words import EditWords, edit_words
from story.folding import INVISIBLE, fold
from story.happenings import SHARED
from story.model import Claim, Passage

FIGURES_STAND = timedelta(hours=6)  # how long a page must have shown other figures before an old text counts again
TEXT_STANDS = timedelta(days=1)  # the same for a text with the same figures
LONGEST_LINE = 400  # characters of a line that may tell nothing but times, counts or another story
LIST_LINES = 3  # so many lines without a full stop at a text's end are the headlines of other stories
LIST_WORDS = range(4, 26)  # in such a headline

_TYPOGRAPHY: dict[int, str | None] = {ord(sign): None for sign in INVISIBLE}
_TYPOGRAPHY |= str.maketrans("’‘ʼ`´“”„«»–—‑‒‐", "'''''\"\"\"\"\"-----")  # type: ignore[arg-type]
_TYPOGRAPHY[ord("…")] = "..."
_WORDS = re.compile(r"\w+(?:['.,:/]\w+)*")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d[\d.,:/]*[a-z]{0,3}[\d:.]*[a-z]{0,3}")
_CLOCK_OR_DATE = re.compile(r"\d{1,2}[:h]\d{2}.*|\d+[./]\d+[./]\d+")
_SENTENCE_END = re.compile(r"[.!?؟۔…][\s'\"»”’)\]]*\Z")
_PARTS = re.compile(r"[|•·—–\[\]()<>,;]|\s[-/]\s")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,80})[)\]]")
_DASHES = re.compile(r"\s[-–—|•·]\s")


def is_revision_again(earlier: int, stood_for: timedelta, claims_changed: bool) -> bool:
    """Whether a text that `earlier` revisions of the page had already is a revision once more.

    The first return is one: a page may take an edit back. Beyond that the page flips between two texts (two servers,
    two headlines on trial), and only a text that comes when the latest has stood a good while (`stood_for`) counts:
    what finally stays is recorded, and a page that never stops flipping makes a few rows a day at most.
    """
    return earlier <= 1 or stood_for >= (FIGURES_STAND if claims_changed else TEXT_STANDS)


def claims_differ(before: Sequence[Claim | Passage], after: Sequence[Claim | Passage]) -> bool:
    """Whether two texts of one page say different things: their claims or passages differ in more than their place.

    Sentences that are facts only if other outlets share them don't count: they may be another story's headline.
    """
    return _contents(before) != _contents(after)


def _contents(given: Sequence[Claim | Passage]) -> list[tuple[str, ...]]:
    return sorted(_content(each) for each in given if isinstance(each, Claim) or each.topic != SHARED)


def _content(evidence: Claim | Passage) -> tuple[str, ...]:
    if isinstance(evidence, Claim):
        fields: tuple[object, ...] = (
            *(evidence.kind, evidence.low, evidence.high, evidence.qualifier, evidence.party, evidence.partial),
            *(evidence.scope, evidence.modality, evidence.superseded, evidence.source, evidence.via, evidence.group),
        )
    else:
        words = " ".join(evidence.text.split())
        fields = (evidence.type, evidence.topic, words, evidence.source, evidence.actor, evidence.via, evidence.scope)
    return tuple(map(str, fields))


def essence(text: str) -> str:
    """The text without what changes on a page by itself; two texts of one page with one essence are one revision.

    Its first line is the headline. White space, the shape of quotation marks and dashes, and hidden characters are
    made equal. Out go lines, and parts of lines that are no sentences, which tell only times ("Updated 14:20", "il y
    a 3 minutes") or counts ("12 comments"); such parts of sentences and of the headline only when they are set apart
    and say what they are ("(updated 14:20)"); boxes that announce other stories, up to the next full sentence; and, at
    the end of the text behind a full sentence, three or more lines without a full stop and without a number: the
    headlines of others.
    """
    words = edit_words()
    kept: list[tuple[str, bool]] = []  # a line's essence, and whether it looks like another story's headline
    is_in_box = False
    lines = [line for raw in text.split("\n") if (line := " ".join(raw.split()))]
    for number, line in enumerate(lines):
        is_sentence = number == 0 or len(line) > LONGEST_LINE or _SENTENCE_END.search(line) is not None
        if number == 0 or len(line) > LONGEST_LINE:
            is_in_box = False
            kept.append((_sentence(line, words), False))
            continue
        folded = fold(line)
        box = _announces_others(folded, is_sentence, words)
        if box or (is_in_box and not is_sentence):
            is_in_box = is_in_box or box == "heading"
            continue
        is_in_box = False
        runs_on = number + 1 < len(lines) and lines[number + 1][0].islower()  # a sentence over several lines
        if is_sentence or runs_on:
            if runs_on or not _is_passing_line(folded, words):
                kept.append((_sentence(line, words), False))
            continue
        tokens = _WORDS.findall(folded)
        if _is_passing(tokens, words):
            continue
        if short := _without_stamps(line, words):
            is_headline = len(tokens) in LIST_WORDS and _DIGIT.search(line) is None
            kept.append((short, is_headline))
    return " ".join(line for line, _ in kept[: _end_of_article(kept)])


def _end_of_article(kept: Sequence[tuple[str, bool]]) -> int:
    """Where the list of other stories' headlines begins that ends a text; the text's end if there is none."""
    end = len(kept)
    while end and kept[end - 1][1]:
        end -= 1
    words = [line.count(" ") + 1 for line, _ in kept]
    is_list = len(kept) - end >= LIST_LINES and end > 1 and sum(words[end:]) < sum(words[:end])
    is_behind_a_sentence = bool(end) and _SENTENCE_END.search(kept[end - 1][0]) is not None
    return end if is_list and is_behind_a_sentence else len(kept)


def _announces_others(folded: str, is_sentence: bool, words: EditWords) -> str:
    """ "heading" of a box with other stories, a "line" that names one, or "" """
    found = ""
    beginning = _WORDS.findall(folded[:120])[: words.longest_related]
    for count in range(len(beginning), 0, -1):
        phrase = " ".join(beginning[:count])
        if phrase in words.related and folded.startswith(phrase):
            rest = folded[len(phrase) :].strip()
            if not rest or rest == ":":
                found = "heading"
            elif rest[0] in ":>»|→" or (" " in phrase and not is_sentence):
                found = "line"
            break
    return found


def _is_known(token: str, words: EditWords) -> bool:
    return (
        token in words.passing
        or token.replace(".", "") in words.passing
        or _NUMBER.fullmatch(token) is not None
        or ("'" in token and all(part in words.passing for part in token.split("'") if part))
    )


def _is_passing_line(folded: str, words: EditWords) -> bool:
    """`_is_passing` of a line's words: of most, the first one tells that it isn't."""
    first = _WORDS.search(folded)
    return first is not None and _is_known(first[0], words) and _is_passing(_WORDS.findall(folded), words)


def _is_passing(tokens: Sequence[str], words: EditWords) -> bool:
    """Whether words tell nothing but times and counts."""
    return (
        bool(tokens)
        and all(_is_known(token, words) for token in tokens)
        and any(
            token in words.telling or _CLOCK_OR_DATE.fullmatch(token) or token.rpartition("'")[2] in words.telling
            for token in tokens
        )
    )


def _without_stamps(line: str, words: EditWords) -> str:
    """The words of a line that is no sentence ("By A. Writer, updated 14:20") without times and counts."""
    kept: list[str] = []
    for part in _PARTS.split(line):
        tokens = _WORDS.findall(fold(part))
        if _is_passing(tokens, words):
            continue
        place = 0
        while place < len(tokens):
            end = place
            if tokens[place] in words.labels:
                while end < len(tokens) and _is_known(tokens[end], words):
                    end += 1
            if any(_NUMBER.fullmatch(token) for token in tokens[place:end]):
                place = end
                continue
            kept.append(tokens[place])
            place += 1
    return " ".join(kept)


def _sentence(line: str, words: EditWords) -> str:
    """A line of the article itself: only a stamp that is set apart and says that it is one goes."""
    if _DIGIT.search(line) is None:
        return _plain_typography(line)

    def is_stamp(part: str) -> bool:
        tokens = _WORDS.findall(fold(part)) if len(part) <= 80 else []
        has_label = not words.labels.isdisjoint(tokens)
        return has_label and _is_passing(tokens, words) and any(map(_NUMBER.fullmatch, tokens))

    line = _BRACKETS.sub(lambda match: "" if is_stamp(match[1]) else match[0], line)
    parts = _DASHES.split(line)
    kept = [part for part in parts if not is_stamp(part)]
    return _plain_typography(line if len(kept) == len(parts) else " - ".join(kept))


def _plain_typography(line: str) -> str:
    return line if line.isascii() and "`" not in line else line.translate(_TYPOGRAPHY)
