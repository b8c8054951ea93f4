"""Lists of feeds as readers exchange them (OPML 1.0 and 2.0): read from any reader, written for any."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime

from fetchers.entries import language_tag
from fetchers.prolog import guarded_feed
from fetchers.prose import line
from fetchers.urls import host_of, without_password
from fetchers.xml_stream import element_events, local_name
from story import plain_text

LARGEST_OPML = 50_000_000  # bytes
MOST_FEEDS = 20_000
_LONGEST_NAME = 200
_LONGEST_URL = 2_000


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """A feed of a list. `url` and `site` are http(s) without password; `group` is the name of the group around it."""

    url: str
    name: str
    site: str | None = None
    lang: str | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class FeedList:
    """A list as read, each address once. `failure` is one line for people; `skipped` counts what can't be used.

    `passwords` counts addresses that held a user name or password, which was taken out.
    """

    feeds: tuple[ListedFeed, ...] = ()
    skipped: int = 0
    failure: str | None = None
    passwords: int = 0


def read_opml(body: bytes) -> FeedList:
    """The feeds of an OPML file, in its order. Never raises for what the body holds; linear in it.

    Names in attributes count whatever their case (`xmlurl`); a group within a group is known by its own name.
    """
    from lxml import etree

    if len(body) > LARGEST_OPML:
        return FeedList(failure=f"the file is larger than {LARGEST_OPML:,} bytes")
    feeds: dict[str, ListedFeed] = {}
    groups: list[str] = []
    skipped, passwords, root = 0, 0, ""
    try:
        for event, element in element_events(_in_utf8(body)):
            tag = local_name(element).lower()
            root = root or tag
            if tag != "outline":
                continue
            if event == "end":
                groups.pop()
                element.clear()
                continue
            attributes = {name.lower(): value for name, value in element.attrib.items()}
            name = line(attributes.get("title") or attributes.get("text"), _LONGEST_NAME)
            address = attributes.get("xmlurl", "").strip()
            if address:
                url = _web_url(address)
                if url is None or len(feeds) >= MOST_FEEDS:
                    skipped += 1
                elif url not in feeds:
                    passwords += without_password(address) != address
                    site, lang = _web_url(attributes.get("htmlurl", "")), language_tag(attributes.get("language"))
                    feeds[url] = ListedFeed(url, name, site, lang, groups[-1] if groups else "")
            groups.append(name)
    except (etree.LxmlError, IndexError, UnicodeDecodeError) as problem:
        if not feeds:
            return FeedList(failure=f"the file can't be read: {line(str(problem), 120)}")
    if root != "opml" and not feeds:
        return FeedList(
            failure=f"the file is no OPML: {f'its root is <{line(root, 40)}>' if root else 'it holds no XML'}"
        )
    return FeedList(tuple(feeds.values()), skipped, passwords=passwords)


def opml_text(title: str, feeds: Iterable[ListedFeed], written_at: datetime) -> str:
    """The feeds as OPML 2.0, those of one group side by side. No password is ever written."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>",
        f"    <title>{html.escape(_clean(title), quote=False)}</title>",
        f"    <dateCreated>{format_datetime(written_at, usegmt=True)}</dateCreated>",
        "  </head>",
        "  <body>",
    ]
    groups: dict[str, list[ListedFeed]] = {}
    for feed in feeds:
        groups.setdefault(feed.group, []).append(replace(feed, url=without_password(feed.url)))
    for group, members in groups.items():
        if group:
            lines.append(f"    <outline text={_quoted(group)} title={_quoted(group)}>")
        for feed in members:
            attributes = {"type": "rss", "text": feed.name, "title": feed.name, "xmlUrl": feed.url}
            attributes |= {"htmlUrl": feed.site} if feed.site else {}
            attributes |= {"language": feed.lang} if feed.lang else {}
            written = " ".join(f"{name}={_quoted(value)}" for name, value in attributes.items())
            lines.append(f"{'      ' if group else '    '}<outline {written}/>")
        if group:
            lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _in_utf8(body: bytes) -> bytes:
    """The body without entity declarations, and in UTF-8 unless it is and says otherwise."""
    guarded, _ = guarded_feed(body, "")
    try:
        text = guarded.decode("utf-8")
    except UnicodeDecodeError:
        if re.match(rb"\s*<\?xml[^>]{0,200}encoding", guarded):
            return guarded
        text = guarded.decode("cp1252", "replace")
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text, count=1).encode("utf-8", "replace")


def _web_url(address: str) -> str | None:
    """An http(s) address as it stands, without user and password; None for any other. `feed:` was once a scheme."""
    address = address.strip()
    if address.lower().startswith("feed:"):
        rest = address[len("feed:") :].removeprefix("//")
        address = rest if rest.startswith(("http:", "https:")) else f"https://{rest}"
    address = without_password(address)
    if not address.isprintable() or len(address) > _LONGEST_URL or any(each in address for each in ' "<>\\^`{|}'):
        return None
    return address if host_of(address) else None


def _quoted(text: str) -> str:
    return f'"{html.escape(_clean(text))}"'


def _clean(text: str) -> str:
    """A text without what XML or a terminal can't take, on one line."""
    return " ".join(plain_text(text).split())[:_LONGEST_URL]
