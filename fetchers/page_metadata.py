"""What a page says about itself: JSON-LD, meta and link elements. Read from the tree, never by pattern."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = frozenset(
    {
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "backgroundnewsarticle",
        "opinionnewsarticle",
        "reviewnewsarticle",
        "liveblogposting",
        "blogposting",
        "socialmediaposting",
        "report",
        "scholarlyarticle",
        "techarticle",
        "advertisercontentarticle",
    }
)
_LIVE_BLOG = "boolean(//@itemtype[contains(., '/LiveBlogPosting')] | //@itemprop[contains(., 'liveBlogUpdate')])"
_EPOCH = 10**9  # a number this large is a time in seconds or milliseconds since 1970
_LONGEST_JSON = 1_000_000  # characters
_MOST_BLOCKS = 30
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """`article` is the JSON-LD object of the page's own article, empty if none; `meta` maps lower-case names of meta
    elements (name, property or itemprop) to their first content."""

    article: dict[str, Any] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)
    canonical_link: str | None = None
    lang: str | None = None
    is_live_blog: bool = False  # the page calls itself one

    @property
    def is_dated_article(self) -> bool:
        """Whether the page says when it was published, as articles do and walls, notices and lists don't."""
        return bool(self.said("datePublished") or self.meta_of("article:published_time", "og:article:published_time"))

    @property
    def is_video(self) -> bool:
        """Whether the page is about a film."""
        return (self.meta_of("og:type") or "").startswith("video") or "video" in self.article

    @property
    def is_free(self) -> bool | None:
        """Whether all of the article can be read without paying; None if the page doesn't say."""
        said = [self.article.get("isAccessibleForFree"), *(part.get("isAccessibleForFree") for part in self._parts())]
        free = {str(each).strip().rpartition("/")[2].lower() for each in said if each is not None}
        if "false" in free or self.meta_of("article:content_tier") == "locked":
            return False
        return True if "true" in free else None

    @property
    def paid_parts(self) -> tuple[str, ...]:
        """The CSS selectors of what is only for subscribers."""
        paid = [part for part in self._parts() if str(part.get("isAccessibleForFree")).lower() != "true"]
        return tuple(str(part["cssSelector"])[:200] for part in paid if isinstance(part.get("cssSelector"), str))

    def _parts(self) -> list[dict[str, Any]]:
        parts = self.article.get("hasPart")
        return [part for part in (parts if isinstance(parts, list) else [parts])[:20] if isinstance(part, dict)]

    def meta_of(self, *names: str) -> str | None:
        """The content of the first of these meta elements that has any."""
        return self.meta_found(*names)[0]

    def meta_found(self, *names: str) -> tuple[str | None, str]:
        """The same, with the element's name."""
        return next(((self.meta[name], name) for name in names if self.meta.get(name)), (None, ""))

    def said(self, *names: str) -> str | None:
        """The first of these members of the JSON-LD article that is a text, or a list that starts with one."""
        return said_in(self.article, *names)

    def names_in(self, name: str) -> list[str]:
        """The names of the people or organisations in one member of the JSON-LD article."""
        value = self.article.get(name)
        found = []
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                each = each.get("name")
            if isinstance(each, list) and each:
                each = each[0]
            if isinstance(each, str) and each.strip() and not each.strip().startswith(("http:", "https:")):
                found.append(each.strip())
        return found[:10]


def said_in(found: dict[str, Any], *names: str) -> str | None:
    """The first of these members of a JSON-LD object that is a text, or a list that starts with one."""
    for name in names:
        value = found.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name") or value.get("@value")
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and value >= _EPOCH:
            return str(value)
    return None


def page_metadata(tree: HtmlElement) -> PageMetadata:
    """Read a page's metadata. JSON that can't be parsed counts as absent (parsing stays linear in its length)."""
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if name := element.get(attribute):
                meta.setdefault(name.strip().lower(), content[:2_000])
    canonical = next(
        (
            element.get("href")
            for element in tree.iter("link")
            if "canonical" in (element.get("rel") or "").lower().split() and element.get("href")
        ),
        None,
    )
    root = tree if tree.tag == "html" else next(tree.iter("html"), tree)
    lang = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    article = _article(tree)
    is_live_blog = "liveblogposting" in _types(article) or "liveBlogUpdate" in article or bool(tree.xpath(_LIVE_BLOG))
    return PageMetadata(article, meta, canonical, lang, is_live_blog)


def _article(tree: HtmlElement) -> dict[str, Any]:
    """The first JSON-LD object that is an article, wherever it is nested; related articles in lists come later."""
    for number, script in enumerate(tree.iter("script")):
        if number > 500:
            break
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text_content()
        if not text or len(text) > _LONGEST_JSON:
            continue
        for candidate in _objects(_parsed(text), 0):
            if _types(candidate) & _ARTICLE_TYPES:
                return candidate
    return {}


def _parsed(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").removeprefix("<![CDATA[").removesuffix("]]>").strip()
    try:
        return json.loads(text.rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD block that may describe the page: itself, lists, @graph and main entities."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value[:_MOST_BLOCKS]:
            yield from _objects(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(name), dict | list):
                yield from _objects(value[name], depth + 1)


def _types(candidate: dict[str, Any]) -> set[str]:
    kinds = candidate.get("@type")
    return {
        each.rpartition("/")[2].rpartition(":")[2].lower()
        for each in (kinds if isinstance(kinds, list) else [kinds])
        if isinstance(each, str)
    }
