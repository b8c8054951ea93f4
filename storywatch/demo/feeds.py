"""How the demo's outlets list their articles: RSS 2.0, Atom, RSS 1.0 (RDF) and JSON Feed, as newspapers write them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from storywatch.demo.clock import in_zone
from storywatch.demo.editions import DemoArticle
from storywatch.demo.outlets import DemoOutlet

LENGTH = 20  # articles that a feed lists
CONTENT_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
    "json": "application/feed+json",
}


def feed_body(form: str, outlet: DemoOutlet, articles: Sequence[DemoArticle], base: str, now: datetime) -> str:
    """The feed of an outlet as it stands at story time `now`: its latest articles, newest first.

    `base` is the server's address without a slash at the end. KeyError for an unknown form.
    """
    published = [article for article in articles if article.published <= now]
    latest = sorted(published, key=lambda article: article.published, reverse=True)[:LENGTH]
    writer = {"rss": _rss, "atom": _atom, "rdf": _rdf, "json": _json}[form]
    return writer(outlet, latest, base, now)


def _rss(outlet: DemoOutlet, articles: Sequence[DemoArticle], base: str, now: datetime) -> str:
    items = "".join(_rss_item(outlet, article, base, now) for article in articles)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        f"<title>{escape(outlet.name)}</title>\n<link>{escape(base)}/</link>\n"
        f"<description>{escape(outlet.description)}. {escape(outlet.notice)}</description>\n"
        f"<language>{outlet.lang}</language>\n<ttl>5</ttl>\n{items}</channel>\n</rss>\n"
    )


def _rss_item(outlet: DemoOutlet, article: DemoArticle, base: str, now: datetime) -> str:
    edition = article.edition_at(now)
    link = f"{base}{article.path}"
    creator = f"<dc:creator>{escape(article.byline)}</dc:creator>\n" if article.byline else ""
    source = ""
    if article.copied_from:
        source = f'<source url="https://original.example/feed">{escape(article.copied_from)}</source>\n'
    # Marked up inside the description and escaped once more, as most publishing systems do it.
    summary = escape(f"<p>{escape(edition.paragraphs[0])}</p>")
    return (
        f"<item>\n<title>{escape(edition.title)}</title>\n"
        f"<link>{escape(link)}?utm_source=rss&amp;utm_medium=feed</link>\n"
        f'<guid isPermaLink="false">{outlet.slug}-{article.slug}</guid>\n'
        f"<pubDate>{format_datetime(in_zone(article.published, outlet.zone))}</pubDate>\n"
        f"{creator}{source}<description>{summary}</description>\n</item>\n"
    )


def _atom(outlet: DemoOutlet, articles: Sequence[DemoArticle], base: str, now: datetime) -> str:
    updated = max((article.modified_shown_at(now) or article.published for article in articles), default=now)
    entries = "".join(_atom_entry(outlet, article, base, now) for article in articles)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.lang}">\n'
        f"<title>{escape(outlet.name)}</title>\n<subtitle>{escape(outlet.notice)}</subtitle>\n"
        f"<id>tag:{outlet.domains[0]},2024:feed</id>\n<link href={quoteattr(base + '/')}/>\n"
        f"<updated>{in_zone(updated, outlet.zone).isoformat()}</updated>\n{entries}</feed>\n"
    )


def _atom_entry(outlet: DemoOutlet, article: DemoArticle, base: str, now: datetime) -> str:
    edition = article.edition_at(now)
    updated = article.modified_shown_at(now) or article.published
    author = f"<author><name>{escape(article.byline)}</name></author>\n" if article.byline else ""
    return (
        f'<entry>\n<title type="html">{escape(escape(edition.title))}</title>\n'
        f"<id>tag:{outlet.domains[0]},2024:{article.slug}</id>\n"
        f'<link rel="alternate" href={quoteattr(base + article.path)}/>\n'
        f"<published>{in_zone(article.published, outlet.zone).isoformat()}</published>\n"
        f"<updated>{in_zone(updated, outlet.zone).isoformat()}</updated>\n{author}"
        f"<summary>{escape(edition.paragraphs[0])}</summary>\n</entry>\n"
    )


def _rdf(outlet: DemoOutlet, articles: Sequence[DemoArticle], base: str, now: datetime) -> str:
    lines = "".join(f"<rdf:li rdf:resource={quoteattr(base + article.path)}/>\n" for article in articles)
    items = "".join(
        f"<item rdf:about={quoteattr(base + article.path)}>\n"
        f"<title>{escape(article.edition_at(now).title)}</title>\n<link>{escape(base + article.path)}</link>\n"
        f"<description>{escape(article.edition_at(now).paragraphs[0])}</description>\n"
        f"<dc:date>{in_zone(article.published, outlet.zone).isoformat()}</dc:date>\n</item>\n"
        for article in articles
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"<channel rdf:about={quoteattr(base + '/')}>\n<title>{escape(outlet.name)}</title>\n"
        f"<link>{escape(base)}/</link>\n<description>{escape(outlet.notice)}</description>\n"
        f"<dc:language>{outlet.lang}</dc:language>\n<items><rdf:Seq>\n{lines}</rdf:Seq></items>\n</channel>\n"
        f"{items}</rdf:RDF>\n"
    )


def _json(outlet: DemoOutlet, articles: Sequence[DemoArticle], base: str, now: datetime) -> str:
    items = []
    for article in articles:
        edition = article.edition_at(now)
        item: dict[str, object] = {
            "id": f"{outlet.slug}/{article.slug}",
            "url": f"{base}{article.path}",
            "title": edition.title,
            "summary": edition.paragraphs[0],
            "date_published": article.published.isoformat().replace("+00:00", "Z"),
        }
        if modified := article.modified_shown_at(now):
            item["date_modified"] = modified.isoformat().replace("+00:00", "Z")
        if article.byline:
            item["authors"] = [{"name": article.byline}]
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "description": outlet.notice,
        "home_page_url": f"{base}/",
        "language": outlet.lang,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)
