"""Whose text it is, in its own words: datelines, credit lines and bylines that name an agency or another outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from story.agencies import agency_in, outlet_name
from story.model import CITES, COPIES, Origin
from story.names import name_words

_HEAD = 800  # characters in which a dateline may stand
_FOOT = 400  # characters at the end in which a credit line may stand; in a short text both are the same
_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]]")
_DATELINE = re.compile(r"^[^\n]{0,70}?\(([^()\n]{2,40})\)\s*[-–—:.]", re.MULTILINE)
_SLUG = re.compile(r"^\s*(?:[A-ZÀ-Þ][\w'’. -]{1,40},[^\n]{0,40}?\s)?([A-Z][\w -]{1,30}?)\s+[-–—]\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns made of the credit words that story/names.toml holds."""

    copied: re.Pattern[str]  # a line "Source: AFP"
    helped: re.Pattern[str]  # "(avec AFP)", or on a line that holds little else ("Le Monde avec AFP") but the headline
    starts_helped: re.Pattern[str]
    byline: re.Pattern[str]  # "Le Monde avec AFP" as a byline has it
    picture: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words, flags = name_words(), re.IGNORECASE | re.MULTILINE
    return _Patterns(
        copied=re.compile(rf"^\s*(?:{words.credited})\s*:?\s*([^\n]{{2,60}})$", flags),
        helped=re.compile(
            rf"(?:\n[^\n.!?()]{{0,30}}|\()(?<!\w)(?:{words.helped})\s+([^\n()]{{2,60}}?)\s*(?:\Z|[\n)])", re.IGNORECASE
        ),
        starts_helped=re.compile(rf"(?:{words.helped})\s", re.IGNORECASE),
        byline=re.compile(rf"(?<!\w)(?:{words.helped})\s+(.{{2,200}})", re.IGNORECASE),
        picture=re.compile(rf"(?<!\w)(?:{words.pictures})(?!\w)", re.IGNORECASE),
    )


@lru_cache(maxsize=512)
def text_credit(text: str) -> Origin | None:
    """The agency that a text credits in its first or last lines: a dateline or "Source:" is a copy, "avec" cites.

    Only agencies that story/agencies.toml knows; credits of pictures don't count.
    """
    patterns = _patterns()
    head, foot = text[:_HEAD], text[-_FOOT:]
    if len(text) > _FOOT:
        foot = f"…{foot}"  # where the foot starts, no line does
    for pattern, part in (
        (_DATELINE, head),
        (_SLUG, head),
        (_BRACKETS, head),
        (_BRACKETS, foot),
        (patterns.copied, foot),
    ):
        for found in pattern.finditer(part):
            agency = agency_in(found[1])
            if agency is None or patterns.picture.search(_line_around(part, found.start(1))):
                continue
            is_help = patterns.starts_helped.match(found[1])
            return Origin(agency, CITES if is_help else COPIES)
    for part in (head, foot):
        for found in patterns.helped.finditer(part):
            agency = agency_in(found[1])
            if agency is not None:
                return Origin(agency, CITES)
    return None


def credited_origin(credit: str) -> Origin:
    """The origin that a feed's or a page's credit names: "Studio Tamani", or "Le Monde avec AFP" as a byline has it."""
    agency = agency_in(who_helped(credit)[1])
    return Origin(outlet_name(credit), COPIES) if agency is None else Origin(agency, CITES)


def who_helped(byline: str) -> tuple[str, str]:
    """Who signs, and who is said to have helped: "Le Monde avec AFP" → ("Le Monde ", "AFP"); "" where nobody is."""
    found = _patterns().byline.search(byline)
    return (byline[: found.start()], found[1]) if found else (byline, "")


def _line_around(text: str, place: int) -> str:
    """The line that a place stands in, cut to the 80 characters before it."""
    start = max(text.rfind("\n", 0, place) + 1, place - 80)
    end = text.find("\n", place)
    return text[start : end if end >= 0 else len(text)][:200]
