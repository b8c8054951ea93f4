"""What an edit did to an article, in a few words for people: its figures, whether it says so, and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from story.clocks import duration_label
from story.differences import Change, changes, words_in
from story.edit_words import edit_words
from story.facts import fact_key
from story.folding import fold
from story.labels import fact_label, quantity_label
from story.model import Claim, Qualifier, Scope

FEW_WORDS = 10  # an edit of so many words is quoted, a longer one counted
LONGEST_COMPARED = 400_000  # characters of both texts together; beyond that an edit's words aren't counted
SAME_TIME = timedelta(minutes=1)  # publication times this close are one, written in two ways

_PIECES = re.compile(r"[.!?؟۔\n]+")


class Admission(StrEnum):
    """Whether a page owns up to an edit.

    PARTLY: it carries a note, but carried it before the edit as well, or a new sentence tells of earlier figures.
    """

    CORRECTION = "correction"
    UPDATE = "update"
    PARTLY = "partly"
    NONE = "none"


def admission(before: str, after: str) -> Admission:
    """Whether a text says that it differs from its earlier version ("An earlier version …", "a été mis à jour").

    The words are in edit_words.toml. A time ("Updated 14:20") is no such word: it doesn't say what was there before.
    """
    words = edit_words()
    old = set(map(fold, _PIECES.split(before)))
    found = Admission.NONE
    for piece in _PIECES.split(after):
        folded = fold(piece)
        is_new = folded not in old
        marked = f"{folded} ".replace(" :", ":")
        is_correction = words.corrections.search(marked) is not None
        if is_new and is_correction:
            return Admission.CORRECTION
        is_note = is_correction or words.updates.search(marked) is not None
        if is_new and is_note:
            found = Admission.UPDATE
        elif found is Admission.NONE and (is_note or (is_new and words.earlier.search(marked) is not None)):
            found = Admission.PARTLY
    return found


def changed_figures(
    old: Sequence[Claim], new: Sequence[Claim], admitted: Admission = Admission.NONE
) -> tuple[str, ...]:
    """The figures of the story's event that an edit changed: "silently raised 20 to 37 killed", "added 255 injured".

    Figures of other events and those that the text calls outdated are left out: an edit that keeps "up from 20"
    beside 37 has changed 20 to 37, and says so. What left and what came is paired within one kind, party and part,
    of one class of speaker if possible, numbers before vague quantities and larger before smaller; what finds no
    partner was added or taken away. `admitted` is what the text says of the edit (`admission`); "silently" is a
    reproach, and stands only where nothing in the new text tells of an older figure or an edit.
    """
    before, after = _figures(old), _figures(new)
    outdated = {(claim.kind, claim.low) for claim in new if claim.superseded}  # "at least 20" is told as "from 20"
    gone: dict[tuple[str, ...], list[Claim]] = {}
    come: dict[tuple[str, ...], list[Claim]] = {}
    for only_here, other, changed in ((before, after, gone), (after, before, come)):
        for key, claim in only_here.items():
            if key not in other:
                kind, _, *rest = key.split("|")
                changed.setdefault((kind, *rest), []).append(claim)
    lines = []
    for group in dict.fromkeys((*gone, *come)):
        left = sorted(gone.get(group, ()), key=_weight, reverse=True)
        came = sorted(come.get(group, ()), key=_weight, reverse=True)
        for old_claim, new_claim in _pairs(left, came):
            is_told = (old_claim.kind, old_claim.low) in outdated
            said = Admission.UPDATE if is_told and admitted is not Admission.CORRECTION else admitted
            lines.append(_change(old_claim, new_claim, said))
        lines += [f"took away {fact_label(claim)}" for claim in left]
        lines += [f"added {fact_label(claim)}" for claim in came]
    return tuple(lines)


def edit_detail(
    old: Sequence[Claim], new: Sequence[Claim], admitted: Admission, words: str, moved: timedelta | None = None
) -> str:
    """What an edit did, in one line: the figures that it changed, or else its words (`edited_words`).

    `moved` is what it did to the page's publication time (`publication_moved`).
    """
    line = ", ".join(changed_figures(old, new, admitted)) or f"{words}; figures as before"
    if moved is None:
        return line
    side = "forward" if moved > timedelta(0) else "back"
    return f"{line}; publication time moved {side} by {duration_label(abs(moved))}"


def edited_words(before: str, after: str) -> str:
    """What an edit did to the words of a text, in a few words; of texts too long to be compared that it did."""
    if len(before) + len(after) > LONGEST_COMPARED:
        return "text changed"
    return changed_words(changes(before, after))


def changed_words(found: Sequence[Change]) -> str:
    """An edit's words, quoted if they are few (“suspects” became “gunmen”) and counted if not."""
    added = sum(words_in(change.text) for change in found if change.change == "added")
    removed = sum(words_in(change.text) for change in found if change.change == "removed")
    moved = sum(change.change == "moved" for change in found)
    if 0 < added + removed <= FEW_WORDS:
        return ", ".join(_quoted(found))
    counts = [
        f"{number:,} {words} {what}"
        for number, words, what in (
            (added, "words" if added != 1 else "word", "added"),
            (removed, "words" if removed != 1 else "word", "taken away"),
            (moved, "paragraphs" if moved != 1 else "paragraph", "moved"),
        )
        if number
    ]
    return ", ".join(counts) or "signs changed"


def publication_moved(before: datetime | None, after: datetime | None) -> timedelta | None:
    """How far a page moved its publication time with an edit; None if it didn't, or doesn't give one."""
    if before is None or after is None or abs(after - before) <= SAME_TIME:
        return None
    return after - before


def _figures(claims: Sequence[Claim]) -> dict[str, Claim]:
    """The first mention of each fact about the event that stands."""
    figures: dict[str, Claim] = {}
    for claim in claims:
        if claim.scope is Scope.EVENT and not claim.superseded:
            figures.setdefault(fact_key(claim), claim)
    return figures


def _weight(claim: Claim) -> tuple[bool, int, bool]:
    return claim.qualifier is not Qualifier.VAGUE, claim.low, claim.high is not None


def _pairs(left: list[Claim], came: list[Claim]) -> list[tuple[Claim, Claim]]:
    """What left with what came in its place, first those of one class of speaker. Takes the pairs out of both lists."""
    pairs = []
    for is_any_speaker in (False, True):
        for one in tuple(left):
            partner = next(
                (other for other in came if is_any_speaker or other.speaker_class is one.speaker_class), None
            )
            if partner is not None:
                pairs.append((one, partner))
                left.remove(one)
                came.remove(partner)
    return sorted(pairs, key=lambda pair: _weight(pair[0]), reverse=True)


def _change(one: Claim, other: Claim, admitted: Admission) -> str:
    verb = "corrected" if admitted is Admission.CORRECTION else _direction(one, other)
    if admitted is Admission.NONE:
        verb = f"silently {verb}"
    is_none = other.low == other.high == 0
    before = fact_label(one) if is_none else quantity_label(one.low, one.high, one.qualifier)
    line = f"{verb} {before} to {fact_label(other)}"
    return f"{line} (says so)" if admitted is Admission.UPDATE else line


def _direction(one: Claim, other: Claim) -> str:
    """ "raised", "lowered", or "changed" where the words don't tell: "dozens" to 37."""
    if Qualifier.VAGUE in (one.qualifier, other.qualifier):
        is_up = one.high is not None and other.low > one.high
        is_down = other.high is not None and other.high < one.low
    else:
        first, then = (
            (claim.high or 0, claim.high or 0)
            if claim.qualifier is Qualifier.UP_TO
            else (claim.low, claim.high or claim.low)
            for claim in (one, other)
        )
        is_up = then != first and then[0] >= first[0] and then[1] >= first[1]
        is_down = then != first and then[0] <= first[0] and then[1] <= first[1]
    return "raised" if is_up else "lowered" if is_down else "changed"


def _quoted(found: Sequence[Change]) -> list[str]:
    found = [change for change in found if change.change == "same" or words_in(change.text)]
    lines = []
    place = 0
    while place < len(found):
        change, follows = found[place], found[place + 1] if place + 1 < len(found) else None
        words = f"“{' '.join(change.text.split())}”"
        if change.change == "removed" and follows is not None and follows.change == "added":
            lines.append(f"{words} became “{' '.join(follows.text.split())}”")
            place += 1
        elif change.change == "removed":
            lines.append(f"took away {words}")
        elif change.change == "added":
            lines.append(f"added {words}")
        place += 1
    return lines
