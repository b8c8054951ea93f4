"""feedparser without what we never ask of it: the same titles, links, texts and dates in half the time.

It reads every element of a feed with care, also categories, comments and authors, of which we keep nothing; and it
works out the base of relative links anew at each element, though hardly any feed changes it. Only its reader of
well-formed feeds is narrowed; one that isn't goes to its other reader as ever.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

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


class _Detail(dict[str, Any]):
    """What feedparser notes of the text that it is in; a plain dictionary, copied for each text."""

    def __deepcopy__(self, _memo: object) -> Any:
        from feedparser import FeedParserDict

        return FeedParserDict(self)


@cache
def lean_feedparser() -> Any:
    """The feedparser module, narrowed once a process; to be called in place of an import."""
    import feedparser
    from feedparser import api, mixin

    namespaces = {uri.lower(): prefix for uri, prefix in mixin._FeedParserMixin.namespaces.items()}

    @lru_cache(512)
    def tag_of(namespace: str | None, name: str) -> str | None:
        """An element's name as feedparser knows it; None if that hangs on what the feed calls its namespace."""
        prefix = namespaces.get((namespace or "").lower())
        return None if prefix is None else f"{prefix}:{name}".lower() if prefix else name.lower()

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
                super().characters(text)

        def handle_data(self, text: str, escape: int = 1) -> None:
            if self.incontent:  # it may be markup, to be escaped
                super().handle_data(text, escape)
            elif self.elementstack:
                self.elementstack[-1][2].append(text)

        def push_content(self, *args: Any) -> None:
            super().push_content(*args)
            self.contentparams = _Detail(self.contentparams)

    api.StrictFeedParser = LeanReader
    mixin.make_safe_absolute_uri = lru_cache(64)(mixin.make_safe_absolute_uri)
    mixin._cp1252 = "".join(mixin._cp1252.get(code, chr(code)) for code in range(0x2100))  # quicker than a dictionary
    _skip_long_authors(mixin._FeedParserMixin)
    return feedparser


@lru_cache(256)
def _is_unasked(namespace: str | None, name: str) -> bool:
    """Whether an element, with all in it, says nothing that fetchers.feeds asks for."""
    module = (namespace or "").lower()
    if module not in _UNASKED_IN:
        return False
    names = _UNASKED_IN[module]
    return names is None or name.lower() in names


def _skip_long_authors(reader: Any) -> None:
    """Keep either reader from looking for e-mail addresses in long author fields: 64 KB of them take it 11 s."""
    original = reader._sync_author_detail

    def bounded(self: Any, key: str = "author") -> None:
        author = self._get_context().get(key)
        if not isinstance(author, str) or len(author) <= AUTHOR_LIMIT:
            original(self, key)

    reader._sync_author_detail = bounded
