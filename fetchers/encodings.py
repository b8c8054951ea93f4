"""Which encoding a body really is in, whatever its header says."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read when a page says this (WHATWG Encoding Standard): supersets, never the letter.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Labels of the same standard that Python doesn't know.
_LABELS = {
    "unicode-1-1-utf-8": "utf-8",
    "unicode11utf8": "utf-8",
    "unicode20utf8": "utf-8",
    "x-unicode20utf8": "utf-8",
    "unicode": "utf-16-le",
    "csunicode": "utf-16-le",
    "iso-10646-ucs-2": "utf-16-le",
    "ucs-2": "utf-16-le",
    "unicodefeff": "utf-16-le",
    "unicodefffe": "utf-16-be",
    "utf-16": "utf-16-le",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-cp1253": "cp1253",
    "x-cp1254": "cp1254",
    "x-cp1255": "cp1255",
    "x-cp1256": "cp1256",
    "x-cp1257": "cp1257",
    "x-cp1258": "cp1258",
    "dos-874": "cp874",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "ansi_x3.4-1968": "cp1252",
    "iso88591": "cp1252",
    "iso885915": "iso8859-15",
    "csisolatin9": "iso8859-15",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "iso-8859-6-e": "iso8859-6",
    "asmo-708": "iso8859-6",
    "sun_eu_greek": "iso8859-7",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ukrainian": "mac_cyrillic",
    "x-mac-roman": "mac_roman",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "windows-949": "cp949",
    "ks_c_5601-1989": "cp949",
    "korean": "cp949",
}
_SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_kr", "hz"})  # pure ASCII bytes that mean something else
_NEVER = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "palmos", "undefined"})
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
_LOOKED_AT = 4_096  # bytes in which a page must name its encoding
_WIDE = (
    (re.compile(rb"(?:\s\0)*<\0[!?a-zA-Z]\0"), "utf-16-le"),
    (re.compile(rb"(?:\0\s)*\0<\0[!?a-zA-Z]"), "utf-16-be"),
)
_MOSTLY = 20  # so many good characters beyond ASCII for a bad one, and a body is in UTF-8 but for a few bytes


def decoded(body: bytes, content_type: str) -> str:
    """The body as text. Never raises: what can't be decoded becomes U+FFFD.

    In this order: a byte order mark; markup in UTF-16; valid UTF-8 (nothing else looks like it, and headers lie), a few
    bad bytes in it or not; the Content-Type header; the page's own meta element; its XML declaration; Windows-1252.
    Labels mean what browsers take them for. What was encoded twice before it came ("Ã©") stays so.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for pattern, name in _WIDE:
        if pattern.match(body):
            return body.decode(name, "replace")
    said = _said(body, content_type)
    first = next(said, "")
    if not (first in _SEVEN_BIT or first.startswith(("utf-16", "utf-32"))):
        text = body.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        bad -= body.count(b"\xef\xbf\xbd") if bad else 0
        if not bad or sum(character > "\x7f" for character in text) - bad >= _MOSTLY * bad:
            return text
    for codec in (first, *said) if first else ():
        try:
            return body.decode(codec)
        except (UnicodeDecodeError, UnicodeError):
            continue
    return body.decode(first or "cp1252", "replace")


def _said(body: bytes, content_type: str) -> Iterator[str]:
    """The codecs that header, meta element and XML declaration name, without those that the body can't be in.

    A label that could be read as ASCII isn't in UTF-16, whatever it says (the same standard takes UTF-8 for it), and
    neither is a body without a zero byte.
    """
    begin = body[:_LOOKED_AT]
    for label in _labels(begin, content_type):
        codec = _codec(label)
        if codec is not None and (b"\0" in begin or not codec.startswith(("utf-16", "utf-32"))):
            yield codec


def _labels(begin: bytes, content_type: str) -> Iterator[str]:
    if header := _HEADER.search(content_type):
        yield header[1]
    if meta := _META.search(begin):
        yield meta[1].decode("ascii")
    if b"<?" in begin and (declared := _DECLARED.search(begin)):
        yield declared[1].decode("ascii")


def _codec(name: str) -> str | None:
    """Python's codec for a charset's label; None for labels it doesn't know or that are no text encoding."""
    if (known := _LABELS.get(name.lower())) is not None:
        return known
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    if found.name in _NEVER or not getattr(found, "_is_text_encoding", True):
        return None
    return _SUPERSETS.get(found.name, found.name)
