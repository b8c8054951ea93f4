"""Where a page's metadata and byline say that its text comes from: an agency, or the outlet it was taken from.

What the text itself says ("BAMAKO (AFP) –", "Source: Reuters") is for `story.origin_of` to read, with its list of
agencies; here an acronym in brackets would pass for an agency as easily as for an armed group.
"""

from __future__ import annotations

import re

from fetchers.page_metadata import PageMetadata
from story import agency_called, who_helped

_LONGEST = 80  # characters
_BY = re.compile(r"^\s*(?:(?:par|by|von|por|di|from)\s+)?(?:(?:the|l['’])\s*)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;/|&()•·]\s*|\s[-–—]\s|\s(?:et|and|und|y|e)\s", re.IGNORECASE)


def page_credit(metadata: PageMetadata, byline: str | None) -> tuple[str | None, str | None]:
    """Whom the page credits, in its own words, and where it does; None when it names nobody but itself.

    JSON-LD's creditText, sourceOrganization and provider, the source that a meta element names, else an agency that
    signs: "Awa Essai, AFP" → "AFP". One that only helped keeps the word that says so ("Le Monde avec AFP" →
    "avec AFP"), for then the text isn't its own.
    """
    own = {each.casefold() for each in (*metadata.names_in("publisher"), metadata.meta_of("og:site_name") or "")}
    credits: list[tuple[str | None, str]] = [
        (credit, f"json-ld {name}")
        for name in ("creditText", "sourceOrganization", "provider")
        for credit in metadata.names_in(name)
    ]
    credits.append((_agency_that_signs(byline[:300]) if byline else None, "byline"))
    declared, name = metadata.meta_found("dc.source", "article:source", "original-source", "syndication-source")
    credits.append((declared, f"meta {name}"))
    for credit, where in credits:
        if not credit or credit.casefold() in own or credit.startswith(("http:", "https:")):
            continue
        if len(credit) <= _LONGEST:
            return credit, where
    return None, None


def _agency_that_signs(byline: str) -> str | None:
    """The agency in a byline as it is written there, behind "avec" if it only helped; None if none is named whole."""
    start, helped = who_helped(byline)
    for part in _BETWEEN.split(start):
        if part and agency_called(name := _BY.sub("", part).strip(" .")):
            return name
    if any(agency_called(_BY.sub("", part).strip(" .")) for part in _BETWEEN.split(helped) if part):
        return byline[len(start) :].strip()[:_LONGEST]
    return None
