"""Feeds as publishers write them, made up: RSS 2.0 mostly, some Atom and RDF, 20 to 150 KB, the same for each seed.

None asks to be left alone for a while (ttl and the like), so that they may be visited again at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from random import Random

from benchmarks.story_generator.sentences import Scribe

FEWEST, MOST = 30, 100  # entries of one feed
SMALLEST, LARGEST = 20_000, 150_000  # bytes that a feed aims at
LANGUAGES, LANGUAGE_WEIGHTS = ("en", "fr", "es", "ar"), (5, 3, 2, 1)
KINDS, KIND_WEIGHTS = ("rss", "atom", "rdf"), (16, 3, 1)
FULL_TEXT = 0.3  # of all feeds: they give the whole article beside the summary
NEWEST = datetime(2024, 3, 8, 12, tzinfo=UTC)
_CONTENT_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "rdf": "application/rdf+xml"}
_RSS_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>{title}</title><link>{base}/</link><atom:link href="{base}/feed" rel="self" type="application/rss+xml"/>
<description>{title}</description><lastBuildDate>{built}</lastBuildDate><language>{lang}</language>
<image><url>{base}/logo.png</url><title>{title}</title><link>{base}/</link></image>
"""
_ATOM_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}"><title>{title}</title><id>{base}/</id>
<link rel="alternate" type="text/html" href="{base}/"/><link rel="self" href="{base}/feed"/><updated>{built}</updated>
"""
_RDF_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="{base}/"><title>{title}</title><link>{base}/</link><description>{title}</description>
<dc:language>{lang}</dc:language><items><rdf:Seq>{sequence}</rdf:Seq></items></channel>
"""


@dataclass(frozen=True, slots=True)
class GeneratedFeed:
    """One feed: its body and what the server says of it. `entries` is how many it lists."""

    name: str
    lang: str
    entries: int
    content_type: str
    body: bytes
    last_modified: str


@dataclass(frozen=True, slots=True)
class _Item:
    """What an entry says, before it is spelled in a kind of feed; `text` is empty where a feed gives summaries only."""

    link: str
    title: str
    summary: str
    text: str
    section: str
    author: str
    at: datetime


def generated_feeds(feeds: int, items: int, seed: int = 1) -> list[GeneratedFeed]:
    """So many feeds with so many entries over all of them, 30 to 100 each where that goes up."""
    chance = Random(seed)
    scribes = {lang: Scribe(lang, chance) for lang in LANGUAGES}
    return [_feed(number, count, chance, scribes) for number, count in enumerate(_counts(feeds, items, chance))]


def _counts(feeds: int, items: int, chance: Random) -> list[int]:
    """Entries of each feed: most feeds are short, and all of them together list `items`."""
    counts = [round(min(MOST, FEWEST + chance.expovariate(1 / 15))) for _ in range(feeds)]
    left = items - sum(counts)
    while left:
        step = 1 if left > 0 else -1
        fitting = [place for place, count in enumerate(counts) if FEWEST <= count + step <= MOST]
        for place in chance.sample(fitting or range(feeds), min(abs(left), len(fitting or counts))):
            counts[place] += step
            left -= step
    return counts


def _feed(number: int, entries: int, chance: Random, scribes: dict[str, Scribe]) -> GeneratedFeed:
    lang = chance.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0]
    kind = chance.choices(KINDS, KIND_WEIGHTS)[0]
    size = min(LARGEST, max(SMALLEST, chance.lognormvariate(10.8, 0.5))) / entries
    is_full = chance.random() < FULL_TEXT
    base = f"https://outlet-{number}.example"
    name = f"Outlet {number}"
    at = NEWEST - timedelta(minutes=chance.randint(0, 300))
    items = []
    for place in range(entries):
        items.append(_item(base, number * 1_000 + place, size, at, chance, scribes[lang], is_full=is_full))
        at -= timedelta(minutes=chance.randint(3, 200))
    spelled = {"rss": _rss, "atom": _atom, "rdf": _rdf}[kind](name, base, lang, items)
    modified = format_datetime(items[0].at, usegmt=True)
    return GeneratedFeed(name, lang, entries, f"{_CONTENT_TYPES[kind]}; charset=utf-8", spelled.encode(), modified)


def _item(base: str, number: int, size: float, at: datetime, chance: Random, scribe: Scribe, *, is_full: bool) -> _Item:
    """An entry of about `size` bytes, most of them HTML of its summary, or of the text if it is full."""
    title = " ".join(scribe.filler().text.rstrip(".").split()[:10])
    summary = scribe.filler().text
    room = size - 900
    paragraphs = [
        f'<p><img src="{base}/images/{number}.jpg?w=1024&amp;h=683" width="1024" height="683" alt="{title}"/></p>'
    ]
    while room > 0:
        paragraph = " ".join(scribe.filler().text for _ in range(4))
        paragraphs.append(f'<p>{paragraph} <a href="{base}/topics/{number % 97}">{summary[:20]}</a></p>')
        room -= len(paragraphs[-1].encode())
    html = "\n".join(paragraphs)
    return _Item(
        link=f"{base}/{at:%Y/%m/%d}/{'-'.join(title.lower().split()[:5])}-{number}.html",
        title=title,
        summary=summary if is_full else f"{html}\n<p>{summary}</p>",
        text=html if is_full else "",
        section=f"Section {number % 13}",
        author=f"A. Reporter {number % 41}",
        at=at,
    )


def _rss(title: str, base: str, lang: str, items: Iterable[_Item]) -> str:
    rows = [
        f"<item><title>{escape(item.title)}</title><link>{escape(item.link)}?utm_source=rss&amp;utm_medium=feed</link>"
        f"<dc:creator><![CDATA[{item.author}]]></dc:creator><pubDate>{format_datetime(item.at)}</pubDate>"
        f"<category><![CDATA[{item.section}]]></category><category><![CDATA[News]]></category>"
        f'<guid isPermaLink="false">{escape(item.link)}</guid><description><![CDATA[{item.summary}]]></description>'
        + (f"<content:encoded><![CDATA[{item.text}]]></content:encoded>" if item.text else "")
        + f'<media:content url="{base}/images/{item.at:%d%H%M}.jpg" medium="image" width="1024" height="683"/></item>\n'
        for item in items
    ]
    return (
        _RSS_HEAD.format(title=title, base=base, lang=lang, built=format_datetime(NEWEST))
        + "".join(rows)
        + "</channel></rss>"
    )


def _atom(title: str, base: str, lang: str, items: Iterable[_Item]) -> str:
    rows = [
        f'<entry><title type="html">{escape(item.title)}</title><link rel="alternate" type="text/html" '
        f'href="{escape(item.link)}"/><id>tag:{escape(item.link)}</id><published>{item.at.isoformat()}</published>'
        f"<updated>{item.at.isoformat()}</updated><author><name>{item.author}</name></author>"
        f'<category term="{item.section}"/><summary type="html">{escape(item.summary)}</summary>'
        + (f'<content type="html">{escape(item.text)}</content>' if item.text else "")
        + "</entry>\n"
        for item in items
    ]
    return _ATOM_HEAD.format(title=title, base=base, lang=lang, built=NEWEST.isoformat()) + "".join(rows) + "</feed>"


def _rdf(title: str, base: str, lang: str, items: list[_Item]) -> str:
    sequence = "".join(f'<rdf:li rdf:resource="{escape(item.link)}"/>' for item in items)
    rows = [
        f'<item rdf:about="{escape(item.link)}"><title>{escape(item.title)}</title><link>{escape(item.link)}</link>'
        f"<description>{escape(item.summary)}</description><dc:creator>{item.author}</dc:creator>"
        f"<dc:subject>{item.section}</dc:subject><dc:date>{item.at.isoformat()}</dc:date>"
        + (f"<content:encoded><![CDATA[{item.text}]]></content:encoded>" if item.text else "")
        + "</item>\n"
        for item in items
    ]
    return _RDF_HEAD.format(title=title, base=base, lang=lang, sequence=sequence) + "".join(rows) + "</rdf:RDF>"
