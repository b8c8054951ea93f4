"""How facts read in lists and on their own screen: what sort they are, what people judged, who had them first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo

from store import FactRow, MarkRow
from story import FactType
from tui.display import display_line
from tui.wording import day_and_clock, list_label

TYPE_SIGNS: Mapping[FactType, str] = {FactType.FIGURE: "#", FactType.STATEMENT: ">", FactType.HAPPENING: "!"}
TYPE_PLURALS: Mapping[FactType, str] = {
    FactType.FIGURE: "figures",
    FactType.STATEMENT: "statements",
    FactType.HAPPENING: "happenings",
}
WITHDRAWN_MARK = "✗"
JUDGEMENT_SIGNS: Mapping[str, str] = {"confirmed": "✓", "disputed": "?", "note": "*"}
"""Said of a fact; a fact may have several, and then bears several signs."""


def is_withdrawn(fact: FactRow) -> bool:
    """Whether no article gives the fact any more."""
    return 0 < fact.reports <= fact.withdrawn


def fact_words(fact: FactRow, judged: str = "") -> str:
    """The fact in a few words: "77 killed", "✗ 20 killed" if withdrawn, "✓ 77 killed" if confirmed."""
    words = list_label(display_line(fact.label))
    if fact.modality in ("denied", "projected"):
        words = f"{fact.modality}: {words}"
    signs = judged + (WITHDRAWN_MARK if is_withdrawn(fact) else "")
    return f"{signs} {words}" if signs else words


def voice_words(fact: FactRow) -> str:
    """Who is said to give it; of a happening, which speaks for itself, nobody."""
    return "" if fact.type is FactType.HAPPENING else display_line(fact.voice)


def first_outlets_words(fact: FactRow) -> str:
    """Who had it first: one outlet, or all that crossed the line together, "A = B (photo finish)"."""
    names = [display_line(name) for name in fact.first_outlets]
    return " = ".join(names) + (" (photo finish)" if len(names) > 1 else "")


def spread_words(fact: FactRow) -> str:
    """How far it went: "11/3" for eleven outlets, three independent origins among them."""
    return f"{fact.outlets}/{fact.origins}"


def judgement_signs(marks: Iterable[MarkRow]) -> dict[int, str]:
    """The signs of each fact that somebody judged, by its id."""
    found: dict[int, set[str]] = {}
    for mark in marks:
        if mark.fact_id is not None and mark.judgement in JUDGEMENT_SIGNS:
            found.setdefault(mark.fact_id, set()).add(mark.judgement)
    return {
        fact_id: "".join(sign for word, sign in JUDGEMENT_SIGNS.items() if word in words)
        for fact_id, words in found.items()
    }


def mark_words(mark: MarkRow, zone: tzinfo) -> str:
    """One mark in a line: "✓ confirmed by Awa, Tue 17 09:12: seen the list"."""
    sign = JUDGEMENT_SIGNS.get(mark.judgement, WITHDRAWN_MARK)
    words = display_line(mark.judgement.replace("-", " "))
    if mark.judgement == "merge":
        words = f"merged: “{display_line(mark.label)}” counts as “{display_line(mark.other_label or '…')}”,"
    elif mark.judgement == "split":
        words = f"split: reports of “{display_line(mark.label)}” are another fact,"
    elif mark.target in ("claim", "passage"):
        words = f"{words} (“{display_line(mark.label)}”)"
    note = f": {display_line(mark.note)}" if mark.note else ""
    return f"{sign} {words} by {display_line(mark.author)}, {day_and_clock(mark.at, zone)}{note}"
