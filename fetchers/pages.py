"""Pages to text: the article's headline and body, and what the page says about when, who and where from."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import urljoin, urlsplit

from fetchers.credits import page_credit
from fetchers.encodings import decoded
from fetchers.entries import PARSER_ERRORS, language_tag
from fetchers.furniture import is_in_card, remove_furniture
from fetchers.live_blogs import live_posts, opened, under_title, with_updates
from fetchers.live_pages import is_live_page
from fetchers.model import PageReading, WhereFound
from fetchers.moments import Moment, read_moment
from fetchers.not_articles import is_stub, why_not_the_article
from fetchers.page_metadata import PageMetadata, page_metadata
from fetchers.prose import line, prose
from fetchers.twins import is_other_view
from fetchers.urls import normalise_url, same_site
from story import plain_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Extractor

TITLE_LIMIT = 500
TEXT_LIMIT = 200_000  # characters; longer than any article, shorter than a problem
_NO_PAGE_TYPE = re.compile(
    r"\s*(?:image|audio|video|font)/|\s*application/(?:pdf|zip|octet-stream|msword|vnd\.)", re.IGNORECASE
)
_CONTROL_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,2})(?:;|(?![0-9a-fA-F]))|0*([0-9]{1,3})(?:;|(?![0-9])))")
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r")
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_FILES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04")
_CANONICAL_LINK, _TIME_ELEMENT = "canonical link", "time element"
_MOST_TIMES = 50  # looked at
_SUFFIX = re.compile(r"\s+(?:[|–—•·»-]|::)\s+")


def read_page(
    body: bytes, headers: dict[str, str], url: str, now: datetime, asked_url: str | None = None
) -> PageReading:
    """The article on a page. Never raises for what the body holds: see PageReading.failure.

    `headers` have lower-case names; `url` is where the body came from, when `asked_url` was asked for (None: the same).
    Times that can't be true (before 1990, more than a day after `now`) are left out, and so are bare days: as midnight
    they would beat every other outlet. `published_basis` says where the time was found and what it lacks ("json-ld",
    "time element, zone assumed UTC"). CPU-bound: run it in Workers.
    """
    from lxml.etree import LxmlError

    content_type = headers.get("content-type", "")
    if not body.strip():
        return _no_page("the body is empty")
    if _NO_PAGE_TYPE.match(content_type):
        return _no_page(f"the body is {line(content_type, 60)}, not a page")
    if body.startswith(_FILES):
        return _no_page("the body is a file (PDF, picture or archive), not a page")
    try:
        markup = decoded(body, content_type)
        tree = _tree(markup)
        metadata = page_metadata(tree)
        title, title_from = _title(tree, metadata, url)
        published, basis = _published(tree, metadata, now)
        modified, modified_from = _modified(metadata, now)
        byline, byline_from = _byline(tree, metadata)
        is_live = metadata.is_live_blog or is_live_page(tree, metadata, title, url, now)
        posts = live_posts(tree, metadata, now) if is_live else []
        if published is not None and basis == _TIME_ELEMENT and published.at in {post.published_at for post in posts}:
            published = basis = None  # an update's, not the page's
        remove_furniture(tree, is_live_blog=is_live)
        posts = opened(posts, tree)
        text, updates = with_updates(title, _text(tree, metadata, title), posts, TEXT_LIMIT)
        if reason := why_not_the_article(metadata, title, text, markup, url, asked_url or url):
            return _no_page(reason, title)
        credit, credit_from = page_credit(metadata, byline)
        canonical_url, canonical_from = _canonical(metadata, url)
        lang, lang_from = _lang(metadata, headers)
        return PageReading(
            title=title,
            text=under_title(title, text),
            lang=lang,
            byline=byline,
            canonical_url=canonical_url,
            published_at=published.at if published else None,
            published_basis=basis,
            is_zone_assumed=published is not None and not published.has_zone,
            modified_at=modified.at if modified else None,
            credit=plain_text(credit) if credit else None,
            where_found=WhereFound(
                title_from, byline_from, canonical_from, lang_from, basis, modified_from, credit_from
            ),
            updates=updates,
            is_stub=is_stub(metadata, text, markup),
            is_other_view=canonical_from == _CANONICAL_LINK
            and canonical_url != normalise_url(url)
            and is_other_view(tree, url),
        )
    except (*PARSER_ERRORS, LxmlError) as problem:  # lxml's own: the worker's memory ran out in the middle of the tree
        return _no_page(f"the page can't be read: {type(problem).__name__}")


def _no_page(failure: str, title: str = "") -> PageReading:
    return PageReading(title=title, text="", failure=failure)


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


@cache
def _extractor(has_tables: bool) -> Extractor:
    """How the cleaning library is to read a page. It changes no options, and takes as long to make some as to obey."""
    from trafilatura.settings import Extractor

    options = Extractor(output_format="python", fast=True, precision=not has_tables, comments=False, tables=has_tables)
    options.min_extracted_size = 40  # an alert of one sentence is an article here
    return options


def _extracted(tree: HtmlElement, *, has_tables: bool) -> str:
    from trafilatura import bare_extraction

    document = bare_extraction(tree, options=_extractor(has_tables))
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


def _title(tree: HtmlElement, metadata: PageMetadata, url: str) -> tuple[str, str | None]:
    """The headline, without the outlet's name at its end, and where it was found.

    In this order: og:title, JSON-LD's, the only h1, the title element.
    """
    site_names = [metadata.meta_of("og:site_name", "application-name"), *metadata.names_in("publisher")]
    names = {" ".join(name.casefold().split()) for name in site_names if name}
    headings = [line(each.text_content(), TITLE_LIMIT) for each in tree.iter("h1")]
    headings = [heading for heading in headings if heading and heading.casefold() not in names]  # not the logo
    title_element = next(tree.iter("title"), None)
    candidates = [
        metadata.meta_found("og:title", "twitter:title"),
        (metadata.said("headline", "name"), "json-ld"),
        (headings[0] if len(headings) == 1 else None, "h1"),
        (title_element.text_content() if title_element is not None else None, "title element"),
        (headings[0] if headings else None, "h1"),
    ]
    for candidate, where in candidates:
        if title := line(candidate, TITLE_LIMIT):
            return _without_outlet(title, names, headings, url), where
    return "", None


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
    declared = metadata.meta_of(
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
    )
    said: list[tuple[str, Callable[[], str | None]]] = [
        ("json-ld", lambda: metadata.said("datePublished", "dateCreated")),
        ("meta", lambda: declared),
        (_TIME_ELEMENT, lambda: _time_element(tree)),
    ]
    best: tuple[Moment | None, str | None] = (None, None)
    for basis, text in said:
        moment = read_moment(text(), now)
        if moment is None or moment.is_day_only:
            continue
        if moment.has_zone:
            return moment, basis
        if best[0] is None:
            best = moment, basis + moment.caveat
    return best


def _modified(metadata: PageMetadata, now: datetime) -> tuple[Moment | None, str | None]:
    """When the page says that it was last modified, and where it says so."""
    declared, name = metadata.meta_found(
        "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified"
    )
    for text, where in ((metadata.said("dateModified"), "json-ld"), (declared, f"meta {name}")):
        moment = read_moment(text, now)
        if moment is not None and not moment.is_day_only:
            return moment, where + moment.caveat
    return None, None


def _time_element(tree: HtmlElement) -> str | None:
    """The first <time datetime> in the article, or near its headline; never one of another story's card."""
    times = [each for each in tree.iter("time") if each.get("datetime")]
    own = [each for each in times[:_MOST_TIMES] if not is_in_card(each)]
    marked = [
        each
        for each in own
        if each.get("pubdate") is not None or "publish" in f"{each.get('itemprop')} {each.get('class')}".lower()
    ]
    inside = [each for each in own if any(above.tag in ("article", "main") for above in each.iterancestors())]
    for each in (*marked, *inside, *(own if len(times) == 1 else ())):
        return str(each.get("datetime"))
    return None


def _byline(tree: HtmlElement, metadata: PageMetadata) -> tuple[str | None, str | None]:
    """Who signed, and where: JSON-LD's authors, the author meta element, the element that is marked as the byline."""
    if names := metadata.names_in("author"):
        return line(", ".join(dict.fromkeys(names)), 200), "json-ld"
    declared, name = metadata.meta_found("author", "article:author", "dc.creator", "parsely-author", "byl")
    if declared and not declared.startswith(("http:", "https:")):
        return line(declared, 200), f"meta {name}"
    for element in tree.iter("a", "span", "p", "div", "address"):
        marks = f"{element.get('rel') or ''} {element.get('itemprop') or ''} {element.get('class') or ''}"[:300].lower()
        if re.search(r"(?:^|[\s_-])(?:byline|author|auteur|signature)(?:$|[\s_]|-name)", marks):
            text = line(element.text_content()[:400], 200)
            if 2 <= len(text) <= 150:
                return text, "byline element"
    return None, None


def _lang(metadata: PageMetadata, headers: dict[str, str]) -> tuple[str | None, str | None]:
    """The page's language and where it is named; what is no language tag is passed over."""
    declared, name = metadata.meta_found("og:locale", "content-language", "language", "dc.language")
    said = (
        (metadata.lang, "html lang"),
        (declared, f"meta {name}"),
        (metadata.said("inLanguage"), "json-ld"),
        (headers.get("content-language", "").partition(",")[0], "Content-Language header"),
    )
    return next(((tag, where) for each, where in said if (tag := language_tag(each)) is not None), (None, None))


def _canonical(metadata: PageMetadata, url: str) -> tuple[str | None, str | None]:
    """The page's own name for itself, if it names a page of the same site: never another's, never the front page.

    A file on this machine stands on no site: what it says is all that there is.
    """
    for link, where in ((metadata.canonical_link, _CANONICAL_LINK), (metadata.meta_of("og:url"), "og:url")):
        if not link:
            continue
        try:
            canonical = normalise_url(urljoin(url, link.strip()))
        except ValueError:
            continue
        if canonical is None or not (same_site(canonical, url) or url.startswith("file:")):
            continue
        if (
            urlsplit(canonical).path in ("", "/")
            and not urlsplit(canonical).query
            and urlsplit(url).path not in ("", "/")
        ):
            continue
        return canonical, where
    return None, None
