"""A publication's section page to entries: the links that look like articles, each with its headline and its time.

For outlets without a feed. What a link is, its address, its words and its place tell; nothing is known of any site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from fetchers.encodings import decoded
from fetchers.entries import GUID_LIMIT, SUMMARY_LIMIT, TITLE_LIMIT, language_tag, no_feed
from fetchers.model import Entry, FeedReading
from fetchers.moments import read_moment
from fetchers.prose import line
from fetchers.sources.slugs import slug_words
from fetchers.urls import normalise_url, same_site

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_LINKS = 500  # articles of one page
_DEEPEST_CARD = 12  # ancestors that are looked at for what stands beside a link
_DEEPEST_TREE = 250  # a page nested deeper is built to hurt
_LEAST_WORDS = 3
_LEAST_LETTERS = 15
_LONGEST_TEXT = 2_000

_NAVIGATION = frozenset({"nav", "footer", "form", "menu", "dialog", "template", "noscript"})
_NAVIGATION_ROLES = frozenset({"navigation", "contentinfo", "search", "menu", "menubar", "dialog"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = frozenset({"script", "style", "svg"})
_NO_ARTICLE = re.compile(
    r"/(?:tags?|topics?|themes?|categor\w*|rubriques?|sections?|authors?|auteurs?|autor\w*|profile?s?|search|recherche|"
    r"buscar|suche|page|pages|login|connexion|signin|signup|register|abonn\w*|abo|subscri\w*|newsletters?|contact\w*|"
    r"about|apropos|a-propos|mentions-legales|impressum|privacy|datenschutz|confidentialite|cookies?|terms|cgu|legal|"
    r"rss|feeds?|share|partager|print|imprimer|shop|boutique|jobs|emploi|carrieres?|careers|podcasts?|horoscope|"
    r"meteo|weather|wetter|games|jeux)(?:/|\Z)",
    re.IGNORECASE,
)
_NO_PAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|m3u8|zip|xml|rss|json|css|js)\Z", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:s?html?|php|aspx?)\Z", re.IGNORECASE)
_NUMBER = re.compile(r"\d{5,}|/\d{4}/\d{1,2}/|\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class _Link:
    """One article as the page's links to it tell of it."""

    url: str
    title: str = ""
    is_heading: bool = False
    summary: str = ""
    published_at: datetime | None = None


@dataclass(slots=True)
class _Page:
    """What is found on the way through the page."""

    links: dict[str, _Link] = field(default_factory=dict)
    anchors: dict[Any, str] = field(default_factory=dict)  # elements of links, to the article that each leads to


def read_section(body: bytes, headers: dict[str, str], url: str, now: datetime) -> FeedReading:
    """The articles that a section page links to, in its order; the same page gives the same guids each time.

    Only links within the site, outside navigation and footers, whose address and words both look like an article's.
    The headline is the anchor's or the heading's text, the time that of a <time> which stands with this one article
    alone. Never raises for what the body holds: see FeedReading.failure. Linear in the page.
    """
    text = decoded(body, headers.get("content-type", ""))
    if not text.strip():
        return no_feed("the body is empty")
    try:
        root = page_root(text)
    except ValueError as problem:
        return no_feed(f"the page can't be read: {line(str(problem), 120)}")
    page = _Page()
    _find_links(root, page_base(root, url), url, page)
    _tell_apart(root, page, now)
    articles = [link for link in page.links.values() if _is_headline(link.title)][:MOST_LINKS]
    if not articles:
        return no_feed("no links to articles found on the page")
    return FeedReading(
        title=line(root.findtext(".//title"), TITLE_LIMIT),
        lang=language_tag(root.get("lang")),
        entries=tuple(_entry(link) for link in articles),
    )


def page_root(text: str) -> HtmlElement:
    """A page as a tree, whatever it is. Raises ValueError when nothing of it is HTML."""
    from lxml import etree, html

    # bytes, since lxml refuses text that declares an encoding of its own
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=False, no_network=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, AssertionError) as problem:
        raise ValueError(str(problem)) from None


def _entry(link: _Link) -> Entry:
    return Entry(
        guid=link.url[:GUID_LIMIT],
        link=link.url,
        title=link.title,
        summary=link.summary,
        published_at=link.published_at,
        modified_at=None,
    )


def page_base(root: HtmlElement, url: str) -> str:
    """What a page's relative links start from: its base element, else its address."""
    for element in root.iter("base"):
        try:
            base = urljoin(url, (element.get("href") or "").strip())
        except ValueError:
            break
        return base if normalise_url(base) else url
    return url


def _find_links(root: HtmlElement, base: str, url: str, page: _Page) -> None:
    """All links that may lead to articles, with the best headline that their own text gives."""
    for anchor in _outside_navigation(root):
        address = _article_address(anchor.get("href") or "", base, url)
        if address is None:
            continue
        page.anchors[anchor] = address
        link = page.links.setdefault(address, _Link(address))
        heading = next((each for each in anchor.iter() if each.tag in _HEADINGS), None)
        is_heading = heading is not None or any(each.tag in _HEADINGS for each in _ancestors(anchor, 3))
        _offer_title(link, _text(anchor if heading is None else heading), is_heading=is_heading)


def _outside_navigation(root: HtmlElement) -> Iterator[Any]:
    """The page's anchors, but for those in menus, footers and forms, and in a page's head rather than an article's."""
    waiting: list[tuple[Any, int, bool]] = [(root, 0, False)]
    while waiting:
        element, depth, is_in_article = waiting.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in _NAVIGATION or element.get("role") in _NAVIGATION_ROLES:
            continue
        if tag == "header" and not is_in_article:
            continue
        if tag == "a":
            yield element
        if depth < _DEEPEST_TREE:
            is_in_article = is_in_article or tag in ("article", "main", "section", "li")
            waiting += [(child, depth + 1, is_in_article) for child in reversed(element)]


def _article_address(href: str, base: str, url: str) -> str | None:
    """The address that a link leads to if it can be an article's."""
    href = href.strip()
    if not href or href.startswith("#") or len(href) > 2_000:
        return None
    try:
        address = normalise_url(urljoin(base, href))
    except ValueError:
        return None
    if address is None or not same_site(address, url):
        return None
    path, own = urlsplit(address).path, urlsplit(normalise_url(url) or url).path
    if path == own or own.startswith(path) or _NO_PAGE.search(path) or _NO_ARTICLE.search(path):
        return None
    return address if _names_an_article(path, urlsplit(address).query) else None


def _names_an_article(path: str, query: str) -> bool:
    """Whether a path ends in a slug of several words, a number, a date or a file's name."""
    if _NUMBER.search(path) or _ENDING.search(path) or re.search(r"(?:^|&)(?:\w*id|p|article)=\d{2,}", query):
        return True
    slug = path.rstrip("/").rpartition("/")[2]
    return len(slug_words(path).split()) >= _LEAST_WORDS and len(slug) >= _LEAST_LETTERS


def _tell_apart(root: HtmlElement, page: _Page, now: datetime) -> None:
    """Give each article the heading, time and words that stand in a part of the page which is its alone.

    Bottom up: of which single article is each element? Those of several are nobody's.
    """
    owners: dict[Any, str | None] = {}
    for anchor, address in page.anchors.items():
        for element in (anchor, *_ancestors(anchor, _DEEPEST_CARD)):
            owners[element] = address if owners.get(element, address) == address else None
    for element in root.iter("time", "h1", "h2", "h3", "h4", "h5", "h6", "p"):
        nearest = next((each for each in (element, *_ancestors(element, _DEEPEST_CARD)) if each in owners), None)
        owner = owners[nearest] if nearest is not None else None
        if owner is None:
            continue
        link = page.links[owner]
        if element.tag == "time":
            moment = read_moment(element.get("datetime"), now)
            if link.published_at is None and moment is not None and not moment.is_day_only and moment.has_zone:
                link.published_at = moment.at
        elif element.tag == "p":
            words = _text(element)
            if not link.summary and words != link.title and _is_headline(words):
                link.summary = words[:SUMMARY_LIMIT]
        else:
            _offer_title(link, _text(element), is_heading=True)


def _offer_title(link: _Link, text: str, *, is_heading: bool) -> None:
    """Take a headline if it is one and better than what there is: a heading before bare text, then the longer one."""
    if _is_headline(text) and (is_heading, len(text)) > (link.is_heading, len(link.title)):
        link.title, link.is_heading = text, is_heading


def _is_headline(text: str) -> bool:
    return len(text) >= _LEAST_LETTERS and (len(text.split()) >= _LEAST_WORDS or not text.isascii())


def _ancestors(element: Any, most: int) -> Iterator[Any]:
    for _ in range(most):
        element = element.getparent()
        if element is None:
            return
        yield element


def _text(element: Any) -> str:
    """The element's words as one line, cut at a headline's length."""
    pieces: list[str] = []
    length = 0
    waiting: list[tuple[Any, bool]] = [(element, False)]
    while waiting and length < _LONGEST_TEXT:
        each, is_tail = waiting.pop()
        piece = each.tail if is_tail else each.text if each.tag not in _UNSEEN else None
        if piece:
            pieces.append(piece)
            length += len(piece)
        if is_tail or not isinstance(each.tag, str) or each.tag in _UNSEEN:
            continue
        for child in reversed(each):
            waiting += [(child, True), (child, False)]
    return line(" ".join(pieces), TITLE_LIMIT)
