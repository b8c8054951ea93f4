"""Where a page says that its text comes from: the agency named in its credit, byline or dateline.

Only plain credits are read here ("(AFP)", "avec AFP", "Source: Reuters"); what the sentences say about who reported
what is for `story` to find.
"""

from __future__ import annotations

import re

from fetchers.page_metadata import PageMetadata

# Names that stand for an agency wherever they stand alone in a byline.
_AGENCIES = (
    r"AFP|Agence France[- ]Presse|Reuters|Thomson Reuters|AP|Associated Press|The Associated Press|DPA|dpa|EFE|ANSA|APA"
    r"|Anadolu(?: Agency| Ajans[ıi])?|AA|Xinhua|TASS|Interfax|RIA Novosti|Bloomberg|UPI|PTI|ANI|Kyodo|Yonhap|APS|MAP"
    r"|PANA|AMAP|Belga|ATS|Keystone-ATS|PAP|Ukrinform|WAFA|IRNA|SANA|NNA|BNO News"
)
_NAME = rf"(?:{_AGENCIES}|Agence [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,3}}(?: \([A-Z]{{2,6}}\))?|[A-Z]{{2,6}})"
_WITH = re.compile(rf"\b(?:avec|with|via|et|and|mit|con)\s+(?:l['’])?({_NAME})(?![\w-])")
_SOURCE_LINE = re.compile(
    rf"(?:^|\n)\s*(?:sources?|cr[ée]dits?|credit|fuente|quelle)\s*:\s*(?:avec\s+|with\s+)?"
    rf"({_NAME}|[A-Z][\w.'’ -]{{1,40}})\.?\s*(?:$|\n)",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(rf"\((?:avec |with )?({_NAME})\)\s*\Z|(?:^|\n)\s*(?:©\s*|\()?({_AGENCIES})\)?\s*\Z")
_DATELINE = re.compile(rf"\A[^\n()]{{2,60}}\(({_NAME})\)\s*[-–—:.]")
_BY = re.compile(r"^\s*(?:par|by|von|por|di)\s+", re.IGNORECASE)
_IS_AGENCY = re.compile(rf"(?:{_AGENCIES}|Agence [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,3}}(?: \([A-Z]{{2,6}}\))?)")


def page_credit(metadata: PageMetadata, byline: str | None, body: str) -> str | None:
    """The agency or outlet that the page credits, in the page's words; None when it names none plainly."""
    for name in ("creditText", "sourceOrganization", "provider"):
        for credit in metadata.names_in(name):
            publishers = {each.casefold() for each in metadata.names_in("publisher")}
            if credit.casefold() not in publishers and len(credit) <= 80:
                return credit
    for author in metadata.names_in("author"):
        if _IS_AGENCY.fullmatch(author):
            return author
    if byline and (found := _in_byline(byline)):
        return found
    declared = metadata.meta_of("dc.source", "article:source", "original-source", "syndication-source")
    if declared and not declared.startswith(("http:", "https:")):
        return declared[:80]
    if match := _DATELINE.match(body):
        return match[1]
    ending = body[-300:]
    for pattern in (_AT_THE_END, _SOURCE_LINE):
        if match := pattern.search(ending):
            return next(group for group in match.groups() if group).strip()
    last_line = body.rstrip().rpartition("\n")[2]
    if len(last_line) <= 60 and (match := _WITH.search(last_line)):
        return match[1]
    return None


def _in_byline(byline: str) -> str | None:
    bare = _BY.sub("", byline).strip()
    if _IS_AGENCY.fullmatch(bare):
        return bare
    if match := _WITH.search(byline):
        return match[1]
    parts = [part.strip() for part in re.split(r"[,/|;&]|\s[-–—]\s", bare)]
    return next((part for part in parts if _IS_AGENCY.fullmatch(part)), None)
