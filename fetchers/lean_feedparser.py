"""feedparser without what we never ask of it: the same titles, links, texts and dates in half the time.

It reads every element of a feed with care, also categories, comments and authors, of which we keep nothing; and it
works out the base of relative links anew at each element, though hardly any feed changes it. Only its reader of
well-formed feeds is narrowed; one that isn't goes to its other reader as ever.

All this leans on names inside feedparser 6.0. Where another version has others, or a feed tried out first then reads
otherwise than before, feedparser stays as it is: slower, never wrong.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from fetchers.entries import PARSER_ERRORS

AUTHOR_LIMIT = 400  # characters

_PLAIN = frozenset({"", "http://www.w3.org/2005/atom", "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/"})
_UNASKED = frozenset({"category", "comments", "author", "contributor", "rights", "generator", "cloud"})
# Modules by their namespaces, in lower case, with the elements that are passed over; None for all of them.
_UNASKED_IN: dict[str, frozenset[str] | None] = {
    **dict.fromkeys(_PLAIN, _UNASKED),
    "http://purl.org/dc/elements/1.1/": frozenset({"creator", "subject", "contributor", "publisher", "rights", "type"}),
    "http://search.yahoo.com/mrss/": frozenset({"thumbnail", "credit", "keywords", "copyright", "rating"}),
    "http://search.yahoo.com/mrss": frozenset({"thumbnail", "credit", "keywords", "copyright", "rating"}),
    "http://wellformedweb.org/commentapi/": None,
    "http://purl.org/rss/1.0/modules/slash/": None,
    "http://purl.org/syndication/thread/1.0": None,
    "http://www.georss.org/georss": None,
}
# Elements of which nobody asks for the attributes, though others inside them may count.
_HOLLOW = frozenset(
    {(None, "enclosure"), ("http://search.yahoo.com/mrss/", "content"), ("http://search.yahoo.com/mrss/", "group")}
)
# A link that joining to any base leaves as it is: most are, and joining them takes a tenth of all the time.
_WHOLE_URL = re.compile(
    r"https?://[a-z0-9.-]+(?::[0-9]+)?/[A-Za-z0-9_.~!$()*+,=:@%/-]*(?:\?[A-Za-z0-9_.~!$()*+,=:@%&/-]+)?"
)


class _Detail(dict[str, Any]):
    """What feedparser notes of the text that it is in; a plain dictionary, copied for each text."""

    def __deepcopy__(self, _memo: object) -> Any:
        from feedparser import FeedParserDict

        return FeedParserDict(self)


# What is narrowed shows in one of these, should it read otherwise than before.
_TRIED_OUT = (
    """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
    <title>T</title><link>http://a.example/</link><language>fr</language><category>News</category><ttl>9</ttl>
    <image><url>i.png</url><title>Logo</title></image>
    <item><category domain="x">Mali</category><dc:creator>A &lt;a@b.example&gt;</dc:creator><comments>c</comments>
    <title>77 morts</title><link>http://a.example/1</link><guid isPermaLink="false">1</guid><author>b@c.example</author>
    <media:content url="v.mp4"><media:title>A film</media:title><media:credit>C</media:credit></media:content>
    <enclosure url="p.jpg"><title>P</title></enclosure><dc:date>2024-09-17T09:00:00Z</dc:date>
    <source url="http://w.example/">Wire</source><description>L\u2019arm\u00e9e\x92 &lt;b&gt;dit&lt;/b&gt;</description>
    <content:encoded><![CDATA[<p>77</p>]]></content:encoded></item></channel></rss>""",
    """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/"><title>T</title>
    <author><name>A</name><email>a@b.example</email></author><entry xml:base="b/"><category term="x"/>
    <author><name>B</name></author><title type="html">77 &lt;i&gt;morts&lt;/i&gt;</title><link href="1"/><id>1</id>
    <updated>2024-09-17T09:00:00Z</updated><published>2024-09-17T08:00:00Z</published>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">L\u2019 <category>x</category> &amp; y</div>
    </content><summary>s</summary></entry></feed>""",
)
_ASKED = ("title", "title_detail", "link", "id", "summary", "content", "source", "published", "updated")


class _Change(NamedTuple):
    """A name inside feedparser, and what is to stand there."""

    place: Any
    name: str
    instead: Any


@cache
def lean_feedparser() -> Any:
    """The feedparser module, narrowed once a process as far as it can be; to be called in place of an import."""
    import feedparser

    expected = _tried_out(feedparser)
    for changes in (_bounded_authors, _narrowed_reader):
        _change(feedparser, changes, expected)
    return feedparser


def _change(feedparser: Any, changes: Callable[[], list[_Change]], expected: Any) -> None:
    """Make changes inside feedparser, and take them back if it isn't as they expect it or reads otherwise after."""
    before: list[_Change] = []
    try:
        for place, name, instead in changes():
            before.append(_Change(place, name, getattr(place, name)))
            setattr(place, name, instead)
        is_good = _tried_out(feedparser) == expected
    except (ImportError, *PARSER_ERRORS):
        is_good = False
    if not is_good:
        for place, name, as_it_was in reversed(before):
            setattr(place, name, as_it_was)


def _tried_out(feedparser: Any) -> Any:
    """What feedparser gives for the feeds that are tried out, as far as fetchers.feeds asks for it."""
    read = [
        feedparser.parse(io.BytesIO(feed.encode()), sanitize_html=False, resolve_relative_uris=False)
        for feed in _TRIED_OUT
    ]
    return [
        (
            each["version"],
            each["bozo"],
            [dict.get(each["feed"], name) for name in ("title", "title_detail", "language", "ttl")],
            [[dict.get(entry, name) for name in _ASKED] for entry in each["entries"]],
        )
        for each in read
    ]


def _narrowed_reader() -> list[_Change]:
    """feedparser's reader of well-formed feeds, passing over what nobody asks for, and three of its slow steps."""
    from feedparser import api, mixin

    namespaces = {uri.lower(): prefix for uri, prefix in mixin._FeedParserMixin.namespaces.items()}

    @lru_cache(512)
    def tag_of(namespace: str | None, name: str) -> str | None:
        """An element's name as feedparser knows it; None if that hangs on what the feed calls its namespace."""
        prefix = namespaces.get((namespace or "").lower())
        return None if prefix is None else f"{prefix}:{name}".lower() if prefix else name.lower()

    urljoin = mixin._urljoin

    def joined(base: str, url: str) -> Any:
        return url if _WHOLE_URL.fullmatch(url) else urljoin(base, url)

    class LeanReader(api.StrictFeedParser):  # type: ignore[misc]
        """feedparser's reader of well-formed feeds; `_passing_over` is how deep it is inside what nobody asks for."""

        _passing_over = 0
        contentparams: Any

        def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: Any) -> None:
            if self._passing_over or (not self.incontent and _is_unasked(*name)):
                self._passing_over += 1
            elif not self.incontent and name in _HOLLOW:
                self.depth += 1  # by it a title or text further in is known from the entry's own
            elif not attrs and not self.decls and (tag := tag_of(*name)):
                self.unknown_starttag(tag, [])
            else:
                super().startElementNS(name, qname, attrs)

        def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
            if self._passing_over:
                self._passing_over -= 1
            elif not self.incontent and name in _HOLLOW:
                self.depth -= 1
            elif tag := tag_of(*name):
                self.unknown_endtag(tag)
            else:
                super().endElementNS(name, qname)

        def characters(self, text: str) -> None:
            if not self._passing_over:
                self.handle_data(text)

        def handle_data(self, text: str, escape: int = 1) -> None:
            if self.incontent:  # it may be markup, to be escaped
                super().handle_data(text, escape)
            elif self.elementstack:
                self.elementstack[-1][2].append(text)

        def push_content(self, *args: Any) -> None:
            super().push_content(*args)
            self.contentparams = _Detail(self.contentparams)

    return [
        _Change(api, "StrictFeedParser", LeanReader),
        _Change(mixin, "_urljoin", joined),
        _Change(mixin, "make_safe_absolute_uri", lru_cache(64)(mixin.make_safe_absolute_uri)),
        # quicker than a dictionary
        _Change(mixin, "_cp1252", "".join(mixin._cp1252.get(code, chr(code)) for code in range(0x2100))),
    ]


@lru_cache(256)
def _is_unasked(namespace: str | None, name: str) -> bool:
    """Whether an element, with all in it, says nothing that fetchers.feeds asks for."""
    module = (namespace or "").lower()
    if module not in _UNASKED_IN:
        return False
    names = _UNASKED_IN[module]
    return names is None or name.lower() in names


def _bounded_authors() -> list[_Change]:
    """Keeps either reader from looking for e-mail addresses in long author fields: 64 KB of them take it 11 s."""
    from feedparser import mixin

    reader = mixin._FeedParserMixin
    original = reader._sync_author_detail

    def bounded(self: Any, key: str = "author") -> None:
        author = self._get_context().get(key)
        if not isinstance(author, str) or len(author) <= AUTHOR_LIMIT:
            original(self, key)

    return [_Change(reader, "_sync_author_detail", bounded)]
