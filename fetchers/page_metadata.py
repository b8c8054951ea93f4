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

    @property
    def is_live_blog(self) -> bool:
        """Whether the page calls itself a live blog."""
        return "liveblogposting" in _types(self.article)

    def meta_of(self, *names: str) -> str | None:
        """The content of the first of these meta elements that has any."""
        return next((self.meta[name] for name in names if self.meta.get(name)), None)

    def said(self, *names: str) -> str | None:
        """The first of these members of the JSON-LD article that is a text, or a list that starts with one."""
        for name in names:
            value = self.article.get(name)
            if isinstance(value, list) and value:
                value = value[0]
            if isinstance(value, dict):
                value = value.get("name") or value.get("@value")
            if isinstance(value, str) and value.strip():
                return value.strip()
        return None

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
    return PageMetadata(article=_article(tree), meta=meta, canonical_link=canonical, lang=lang)


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
