"""Article pages as publishers build them, made up: 300 to 600 words of text inside 60 to 100 KB of everything else.

The texts are those of the made-up story (benchmarks/story_generator), so that copies, edits and figures are as in
`benchmarks scale`; every third page is about something else and gives no figure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from random import Random

from benchmarks.story_generator import ArticleVisit, GeneratedStory
from benchmarks.story_generator.sentences import Scribe

OTHER_NEWS = 1 / 3  # of all pages
SMALLEST, LARGEST = 60_000, 100_000  # characters
_STYLE = ".c{n}{{margin:0 auto;padding:{n}px;font:normal 1{n}px/1.4 Georgia,serif;color:#{n:06x};display:flex}}\n"
_SCRIPT = 'window.q=window.q||[];q.push(["slot-{n}",{{"size":[300,250],"id":"ad-{n}","path":"/1234/home/{n}"}}]);\n'


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """One article's page; `summary` is what its feed says of it beside the title."""

    title: str
    summary: str
    lang: str
    published_at: datetime
    body: bytes


def generated_pages(pages: int, seed: int = 1) -> list[GeneratedPage]:
    """So many pages, in the order in which they were published."""
    chance = Random(seed)
    made = []
    for title, paragraphs, lang, published_at in _articles(pages, chance, seed):
        scribe = Scribe(lang, chance)
        html = _page(title, paragraphs, lang, published_at, len(made), chance, scribe)
        made.append(GeneratedPage(title, paragraphs[0], lang, published_at, html.encode()))
    return made


def _articles(pages: int, chance: Random, seed: int) -> Iterator[tuple[str, list[str], str, datetime]]:
    """Title, paragraphs, language and publication of each article."""
    texts = [
        visit.page
        for visit in GeneratedStory(pages, seed).visits()
        if isinstance(visit, ArticleVisit) and visit.number == 1 and visit.page
    ]
    for page in texts:
        scribe = Scribe(page.lang, chance)
        title, sentences = page.title, page.text.removeprefix(page.title).split("\n")
        sentences = [sentence for sentence in sentences if sentence.strip()]
        if chance.random() < OTHER_NEWS:
            title = scribe.filler().text.rstrip(".")
            sentences = [scribe.filler().text for _ in range(chance.randint(25, 45))]
        else:
            sentences += [scribe.filler().text for _ in range(chance.randint(0, 12))]
        paragraphs = [" ".join(sentences[place : place + 3]) for place in range(0, len(sentences), 3)]
        yield title, paragraphs, page.lang, page.published_at


def _page(
    title: str, paragraphs: list[str], lang: str, at: datetime, number: int, chance: Random, scribe: Scribe
) -> str:
    """The article in its template, filled up with style, scripts, teasers and comments to its size."""
    size = chance.randint(SMALLEST, LARGEST)
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": at.isoformat(),
        "dateModified": (at + timedelta(minutes=3)).isoformat(),
        "author": {"@type": "Person", "name": f"A. Reporter {number % 41}"},
        "publisher": {"@type": "NewsMediaOrganization", "name": f"Outlet {number % 97}"},
        "inLanguage": lang,
    }
    json_ld = json.dumps(described).replace("</", "<\\/")
    teasers = "".join(_teaser(place, at, scribe) for place in range(30))
    comments = "".join(
        f'<li class="comment"><div><a href="/user/{place}">Reader {place}</a> <time>{at:%H:%M}</time></div>'
        f"<p>{escape(scribe.filler().text)}</p><button>Reply</button></li>"
        for place in range(12)
    )
    menus = "".join(
        f'<li class="item c{place % 9}"><a href="/section-{place}/">Section {place}</a></li>' for place in range(120)
    )
    text = "\n".join(
        f"<p>{escape(paragraph)}</p>" + ('<aside class="ad" data-slot="a"></aside>' if place % 4 == 3 else "")
        for place, paragraph in enumerate(paragraphs)
    )
    html = f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{escape(title)} | Outlet {number % 97}</title>
<meta name="viewport" content="width=device-width"><meta property="og:title" content="{escape(title)}">
<meta property="og:site_name" content="Outlet {number % 97}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{at.isoformat()}">
<meta name="description" content="{escape(paragraphs[0])}">
<script type="application/ld+json">{json_ld}</script>
<style>%STYLE%</style><script>%SCRIPT%</script></head><body class="single article-{number}">
<div class="cookie-banner"><p>We and our partners store cookies on your device.</p><button>Accept</button></div>
<header><nav class="menu"><ul>{menus}</ul></nav></header>
<main><article class="post"><h1>{escape(title)}</h1><p class="byline">By <a rel="author" href="/a">A. Reporter</a></p>
<time datetime="{at.isoformat()}">{at:%d %B %Y}</time>
<figure><img src="/i/{number}.jpg" alt=""><figcaption>Photo</figcaption></figure>
<div class="entry-content">{text}</div><div class="share"><a href="#f">Share</a><a href="#m">Mail</a></div>
</article></main><aside class="sidebar"><h2>Most read</h2>{teasers}</aside>
<section id="comments"><h2>Comments</h2><ol>{comments}</ol></section>
<footer><ul>{menus[: len(menus) // 3]}</ul><p>All rights reserved.</p></footer></body></html>"""
    room = max(0, size - len(html)) // 2
    style = "".join(_STYLE.format(n=n) for n in range(room // 95))
    script = "".join(_SCRIPT.format(n=n) for n in range(room // 115))
    return html.replace("%STYLE%", style).replace("%SCRIPT%", script)


def _teaser(place: int, at: datetime, scribe: Scribe) -> str:
    title = escape(" ".join(scribe.filler().text.split()[:9]))
    return (
        f'<div class="teaser card c{place % 9}"><a href="/{at:%Y/%m}/story-{place}.html"><img src="/t/{place}.jpg" '
        f'alt="" loading="lazy"><h3>{title}</h3></a><span class="date">{at:%d.%m.}</span>'
        f"<p>{escape(scribe.filler().text)}</p></div>"
    )
