"""How the demo's outlets print an article: the outlet's template around its text, times and metadata.

Everything around the text is the mess that a reader of news sites has to see through: navigation, cookie banners,
related stories and comments with tolls of their own.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from html import escape
from importlib import resources
from string import Template

from storywatch.demo.clock import in_zone, spoken
from storywatch.demo.editions import DemoArticle
from storywatch.demo.outlets import DemoOutlet


def page_body(outlet: DemoOutlet, article: DemoArticle, base: str, now: datetime) -> str:
    """The HTML of an article as it stands at story time `now`."""
    edition = article.edition_at(now)
    modified = article.modified_shown_at(now)
    shown = modified or article.published
    paragraphs = [f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in edition.paragraphs]
    values = {
        "lang": outlet.lang,
        "encoding": outlet.encoding,
        "outlet": escape(outlet.name),
        "title": escape(edition.title),
        "first_paragraph": paragraphs[0],
        "paragraphs": "\n".join(paragraphs),
        "later_paragraphs": "\n".join(paragraphs[1:]),
        "summary": escape(edition.paragraphs[0]),
        "byline": escape(article.byline),
        "credit": escape(article.credit),
        "canonical": escape(f"{base}{article.path}"),
        "published": in_zone(article.published, outlet.zone).isoformat(),
        "modified": in_zone(shown, outlet.zone).isoformat(),
        "spoken": spoken(article.published, outlet.zone, outlet.lang),
        "spoken_modified": spoken(shown, outlet.zone, outlet.lang),
        "json_ld": _json_ld(outlet, article, base, now),
        "notice": escape(outlet.notice),
    }
    return _template(outlet.slug).substitute(values)


def _json_ld(outlet: DemoOutlet, article: DemoArticle, base: str, now: datetime) -> str:
    """The article's JSON-LD, safe inside a script element."""
    edition = article.edition_at(now)
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": edition.title,
        "datePublished": in_zone(article.published, outlet.zone).isoformat(),
        "dateModified": in_zone(article.modified_shown_at(now) or article.published, outlet.zone).isoformat(),
        "inLanguage": outlet.lang,
        "mainEntityOfPage": f"{base}{article.path}",
        "author": {"@type": "Person" if article.byline else "Organization", "name": article.byline or outlet.name},
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name, "description": outlet.notice},
    }
    return json.dumps(described, ensure_ascii=outlet.encoding != "utf-8", indent=1).replace("</", "<\\/")


@cache
def _template(slug: str) -> Template:
    file = resources.files("storywatch.demo.templates").joinpath(f"{slug}.html")
    return Template(file.read_text(encoding="utf-8"))
