"""Pages to text: the article's headline and body, and what the page says about when, who and where from."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import urljoin, urlsplit

from fetchers.credits import page_credit
from fetchers.encodings import decoded
from fetchers.entries import PARSER_ERRORS, language_tag
from fetchers.furniture import remove_furniture
from fetchers.model import PageReading
from fetchers.moments import Moment, read_moment
from fetchers.page_metadata import PageMetadata, page_metadata
from fetchers.prose import line, prose
from fetchers.urls import normalise_url, same_site
from story import plain_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TITLE_LIMIT = 500
TEXT_LIMIT = 200_000  # characters; longer than any article, shorter than a problem
_NO_TEXT = "no article text found"
_CONTROL_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,2})|0*(\d{1,3}))(?:;|(?![0-9a-fA-F]))")
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r")
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_SUFFIX = re.compile(r"\s+(?:[|–—•·»-]|::)\s+")


def read_page(body: bytes, headers: dict[str, str], url: str, now: datetime) -> PageReading:
    """The article on a page. Never raises for what the body holds: see PageReading.failure.

    `headers` have lower-case names; `url` is where the body came from. Times that can't be true (before 1990,
    more than a day after `now`) are left out, and so are bare days: as midnight they would beat every other outlet.
    `published_basis` says where the time was found and what it lacks ("json-ld", "time element, zone assumed UTC").
    CPU-bound: run it in Workers.
    """
    content_type = headers.get("content-type", "")
    if not body.strip():
        return _no_page("the body is empty")
    if re.match(r"\s*(?:image|audio|video|font)/|application/(?:pdf|zip|octet-stream)", content_type, re.IGNORECASE):
        return _no_page(f"the body is {line(content_type, 60)}, not a page")
    try:
        tree = _tree(decoded(body, content_type))
        metadata = page_metadata(tree)
        title = _title(tree, metadata, url)
        published, basis = _published(tree, metadata, now)
        modified = _modified(metadata, now)
        byline = _byline(tree, metadata)
        remove_furniture(tree, is_live_blog=metadata.is_live_blog)
        text = _text(tree, metadata, title)
    except PARSER_ERRORS as problem:
        return _no_page(f"the page can't be read: {type(problem).__name__}")
    return PageReading(
        title=title,
        text=f"{title}\n\n{text}" if text and title else text,
        lang=_lang(metadata, headers),
        byline=byline,
        canonical_url=_canonical(metadata, url),
        published_at=published.at if published else None,
        published_basis=basis,
        modified_at=modified.at if modified else None,
        credit=plain_text(credit) if (credit := page_credit(metadata, byline)) else None,
        failure=None if text else _NO_TEXT,
    )


def _no_page(failure: str) -> PageReading:
    return PageReading(title="", text="", failure=failure)


def _tree(text: str) -> HtmlElement:
    """The page's tree, from text in which no control character is left, not even as a reference.

    One `&#27;` makes the cleaning library lose the whole page. References to 128–159 mean Windows-1252's
    characters in all browsers, so they are put there.
    """

    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    def spelled(match: re.Match[str]) -> str:
        code = int(match[1], 16) if match[1] else int(match[2])
        if 0x80 <= code <= 0x9F:
            return bytes([code]).decode("cp1252", "ignore")
        return "" if code == 0x7F or (code < 0x20 and code not in (9, 10, 13)) else match[0]

    if declaration := _XML_DECLARATION.match(text):
        text = text[declaration.end() :]
    body = _CONTROL_REFERENCE.sub(spelled, text).encode("utf-8", "replace").translate(None, _CONTROLS)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(body, parser=parser)
    except LxmlError as problem:
        raise ValueError(f"no HTML: {problem}") from None


def _text(tree: HtmlElement, metadata: PageMetadata, title: str) -> str:
    """The article's body, a paragraph a line; "" if there is none.

    Precision first; pages laid out in tables, and pages that show their text only to scripts (JSON-LD holds it
    then), are tried after that.
    """
    for has_tables in (False, True):
        if text := _without_title(_extracted(tree, has_tables=has_tables), title):
            return text
    return _without_title(prose(metadata.said("articleBody", "text"), TEXT_LIMIT), title)


def _extracted(tree: HtmlElement, *, has_tables: bool) -> str:
    from trafilatura import bare_extraction
    from trafilatura.settings import Extractor

    options = Extractor(output_format="python", fast=True, precision=not has_tables, comments=False, tables=has_tables)
    options.min_extracted_size = 40  # an alert of one sentence is an article here
    document = bare_extraction(tree, options=options)
    text = getattr(document, "text", None)
    if not isinstance(text, str):
        return ""
    text = normalize("NFC", plain_text(text))
    lines = (" ".join(each.removeprefix("- ").split()) for each in text.split("\n"))
    return "\n".join(each for each in lines if each)[:TEXT_LIMIT]


def _without_title(text: str, title: str) -> str:
    """The body without the headline, which many templates repeat as its first line."""
    first, _, rest = text.partition("\n")
    return rest.strip() if title and first.strip().casefold() == title.casefold() else text.strip()


def _title(tree: HtmlElement, metadata: PageMetadata, url: str) -> str:
    """The headline: og:title, JSON-LD's, the only h1 or the title element, without the outlet's name at its end."""
    site_names = [metadata.meta_of("og:site_name", "application-name"), *metadata.names_in("publisher")]
    names = {" ".join(name.casefold().split()) for name in site_names if name}
    headings = [line(each.text_content(), TITLE_LIMIT) for each in tree.iter("h1")]
    headings = [heading for heading in headings if heading and heading.casefold() not in names]  # not the logo
    title_element = next(tree.iter("title"), None)
    candidates = [
        metadata.meta_of("og:title", "twitter:title"),
        metadata.said("headline", "name"),
        headings[0] if len(headings) == 1 else None,
        title_element.text_content() if title_element is not None else None,
        headings[0] if headings else None,
    ]
    for candidate in candidates:
        if title := line(candidate, TITLE_LIMIT):
            return _without_outlet(title, names, headings, url)
    return ""


def _without_outlet(title: str, names: set[str], headings: list[str], url: str) -> str:
    """The title without " | Outlet": a known name of the site, one like its host, or all that the h1 leaves out."""
    for heading in headings:
        if title.casefold().startswith(heading.casefold()) and _SUFFIX.match(title[len(heading) :]):
            return heading
    host = re.sub(r"[^a-z0-9]", "", (urlsplit(url).hostname or "").lower())
    separators = list(_SUFFIX.finditer(title))
    for separator in reversed(separators):
        suffix = title[separator.end() :].casefold().strip()
        squeezed = re.sub(r"[^a-z0-9]", "", suffix)
        if suffix in names or (len(squeezed) >= 4 and squeezed in host):
            title = title[: separator.start()]
    return title


def _published(tree: HtmlElement, metadata: PageMetadata, now: datetime) -> tuple[Moment | None, str | None]:
    """When the page says that it was published, and where it says so. A time with a zone beats one without."""
    said = [
        ("json-ld", metadata.said("datePublished", "dateCreated")),
        (
            "meta",
            metadata.meta_of(
                "article:published_time",
                "og:article:published_time",
                "datepublished",
                "dc.date.issued",
                "dcterms.created",
                "parsely-pub-date",
                "sailthru.date",
                "publish-date",
                "pubdate",
                "dc.date",
                "date",
            ),
        ),
        ("time element", _time_element(tree)),
    ]
    found = [
        (moment, basis)
        for basis, text in said
        if (moment := read_moment(text, now)) is not None and not moment.is_day_only
    ]
    found.sort(key=lambda each: not each[0].has_zone)
    if not found:
        return None, None
    moment, basis = found[0]
    return moment, basis + moment.caveat


def _modified(metadata: PageMetadata, now: datetime) -> Moment | None:
    for text in (
        metadata.said("dateModified"),
        metadata.meta_of(
            "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified"
        ),
    ):
        moment = read_moment(text, now)
        if moment is not None and not moment.is_day_only:
            return moment
    return None


def _time_element(tree: HtmlElement) -> str | None:
    """The first <time datetime> in the article, or near its headline: those in teasers and comments come later."""
    times = [each for each in tree.iter("time") if each.get("datetime")]
    marked = [
        each
        for each in times
        if each.get("pubdate") is not None or "publish" in f"{each.get('itemprop')} {each.get('class')}".lower()
    ]
    inside = [each for each in times if any(above.tag in ("article", "main") for above in each.iterancestors())]
    for each in (*marked, *inside, *(times if len(times) == 1 else ())):
        return str(each.get("datetime"))
    return None


def _byline(tree: HtmlElement, metadata: PageMetadata) -> str | None:
    """Who signed: JSON-LD's authors, the author meta element, or the element that is marked as the byline."""
    if names := metadata.names_in("author"):
        return line(", ".join(dict.fromkeys(names)), 200)
    declared = metadata.meta_of("author", "article:author", "dc.creator", "parsely-author", "byl")
    if declared and not declared.startswith(("http:", "https:")):
        return line(declared, 200)
    for element in tree.iter("a", "span", "p", "div", "address"):
        marks = f"{element.get('rel') or ''} {element.get('itemprop') or ''} {element.get('class') or ''}"[:300].lower()
        if re.search(r"(?:^|[\s_-])(?:byline|author|auteur|signature)(?:$|[\s_]|-name)", marks):
            text = line(element.text_content()[:400], 200)
            if 2 <= len(text) <= 150:
                return text
    return None


def _lang(metadata: PageMetadata, headers: dict[str, str]) -> str | None:
    said = (
        metadata.lang,
        metadata.meta_of("og:locale", "content-language", "language", "dc.language"),
        metadata.said("inLanguage"),
        headers.get("content-language", "").partition(",")[0],
    )
    return next((tag for each in said if (tag := language_tag(each)) is not None), None)


def _canonical(metadata: PageMetadata, url: str) -> str | None:
    """The page's own name for itself, if it names a page of the same site: never another's, never the front page."""
    for link in (metadata.canonical_link, metadata.meta_of("og:url")):
        if not link:
            continue
        try:
            canonical = normalise_url(urljoin(url, link.strip()))
        except ValueError:
            continue
        if canonical is None or not same_site(canonical, url):
            continue
        if (
            urlsplit(canonical).path in ("", "/")
            and not urlsplit(canonical).query
            and urlsplit(url).path not in ("", "/")
        ):
            continue
        return canonical
    return None
