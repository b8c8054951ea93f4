"""Where an article has a fact from: its own reporting, or the agency or outlet that it names or copies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from story.agencies import agency_in, is_nameless, outlet_key, outlet_name
from story.model import Claim, Origin, OutletKind, Report, SpeakerClass

OWN, CITES, COPIES = "own", "cites", "copies"

_HEAD = 800  # characters in which a dateline may stand
_FOOT = 400  # characters at the end in which a credit line may stand; in a short text both are the same
_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]]")
_DATELINE = re.compile(r"^[^\n]{0,70}?\(([^()\n]{2,40})\)\s*[-–—:.]", re.MULTILINE)
_SLUG = re.compile(r"^\s*(?:[A-ZÀ-Þ][\w'’. -]{1,40},[^\n]{0,40}?\s)?([A-Z][\w -]{1,30}?)\s+[-–—]\s", re.MULTILINE)
_COPY_CREDIT = re.compile(
    r"^\s*(?:source|sources|quelle|fuente|fonte|crédit|credit|©|\(c\)|copyright)\s*:?\s*([^\n]{2,60})$",
    re.IGNORECASE | re.MULTILINE,
)
# "Avec AFP" in brackets or on a line that holds little else ("Le Monde avec AFP"), but for the headline.
_WITH_CREDIT = re.compile(
    r"(?:\n[^\n.!?()]{0,30}|\()\b(?:avec|with|(?:additional )?reporting by|mit|con|com)"
    r"\s+([^\n()]{2,60}?)\s*(?:$|[\n)])",
    re.IGNORECASE,
)
# "Avec AFP", "Le Monde avec AFP": the credit that a byline gives.
_CITING = re.compile(r"\b(?:avec|with|(?:additional )?reporting by|mit|con|com)\s+(.{2,60})", re.IGNORECASE)
_PICTURE = re.compile(r"\b(?:photos?|images?|pictures?|illustration|video|vidéo|file|archives?)\b", re.IGNORECASE)


def origin_of(claim: Claim, *, outlet: str, outlet_kind: OutletKind, credit: str | None, text: str) -> Origin:
    """The origin of a claim in an article of `outlet`, from what the article says about it.

    In this order: who the speaker is said to have spoken to (`via`), a speaker that is an outlet or agency itself,
    an agency that the claim's sentence names ("a figure that AFP could confirm"), an agency's dateline or a credit
    line in the text ("BAMAKO (Reuters) –", "Source: AFP", "avec AFP"), the credit that feed or page gives (a copy,
    but "avec AFP" cites there too). A name that is the article's own outlet is no origin but itself: an agency that
    reports "told AFP" on its own wire is "own". Unknown outlets are origins under their own names. An article that
    names nobody ("told the agency" is no name) is taken to report for itself; whether it copies is seen by comparing
    texts, not here.
    `outlet_kind` decides for an official site or a party's channel: what it prints is always its own.
    """
    own = Origin(outlet_name(outlet), OWN)
    if outlet_kind in (OutletKind.OFFICIAL, OutletKind.PARTY):
        return own
    named: str | None = None
    if claim.via and not is_nameless(claim.via):
        named = claim.via
    elif claim.source and _is_outlet(claim) and not is_nameless(claim.source):
        named = claim.source
    else:
        named = agency_in(claim.sentence)
    if named is not None:
        return own if outlet_key(named) == outlet_key(outlet) else Origin(outlet_name(named), CITES)
    if outlet_kind is not OutletKind.AGENCY:
        credited = text_credit(text)
        if credited is None and credit:
            credited = _credit_origin(credit)
        if credited is not None and outlet_key(credited.name) != outlet_key(outlet):
            return credited
    return own


def _is_outlet(claim: Claim) -> bool:
    """Whether the speaker is itself an outlet or agency that the article has the figure from."""
    if claim.source is None:
        return False
    return claim.speaker_class in (SpeakerClass.NEWS_OUTLET, SpeakerClass.AGENCY) or (
        claim.speaker_class is SpeakerClass.UNKNOWN and agency_in(claim.source) is not None
    )


@lru_cache(maxsize=512)
def text_credit(text: str) -> Origin | None:
    """The agency that a text credits in its first or last lines: a dateline or "Source:" is a copy, "avec" cites.

    Only agencies that story/agencies.toml knows; credits of pictures don't count.
    """
    head, foot = text[:_HEAD], text[-_FOOT:]
    if len(text) > _FOOT:
        foot = f"…{foot}"  # where the foot starts, no line does
    for pattern, part in ((_DATELINE, head), (_SLUG, head), (_BRACKETS, head), (_BRACKETS, foot), (_COPY_CREDIT, foot)):
        for found in pattern.finditer(part):
            agency = agency_in(found[1])
            if agency is None or _PICTURE.search(_line_around(part, found.start(1))):
                continue
            words = found[1].casefold()
            return Origin(agency, CITES if words.startswith(("avec ", "with ", "mit ", "con ", "com ")) else COPIES)
    for part in (head, foot):
        for found in _WITH_CREDIT.finditer(part):
            agency = agency_in(found[1])
            if agency is not None:
                return Origin(agency, CITES)
    return None


def _credit_origin(credit: str) -> Origin:
    """The origin that a feed's or a page's credit names: "Studio Tamani", or "Le Monde avec AFP" as a byline has it."""
    found = _CITING.search(credit)
    agency = agency_in(found[1]) if found else None
    return Origin(outlet_name(credit), COPIES) if agency is None else Origin(agency, CITES)


def _line_around(text: str, place: int) -> str:
    """The line that a place stands in, cut to the 80 characters before it."""
    start = max(text.rfind("\n", 0, place) + 1, place - 80)
    end = text.find("\n", place)
    return text[start : end if end >= 0 else len(text)][:200]


def origin_key(report: Report) -> str:
    """What a report's origin counts as: the outlet or agency at the chain's end, the publisher if it is its own."""
    return outlet_key(report.publisher if report.origin.how == OWN else report.origin.name)


def independent_origins(reports: Iterable[Report]) -> int:
    """How many origins that don't depend on each other stand behind reports: ten copies of one agency are one.

    Several outlets of one publisher that report for themselves are one origin, and so are an agency's own wire
    and those who cite it.
    """
    return len({origin_key(report) for report in reports})
