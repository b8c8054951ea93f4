"""Which encoding a body really is in, whatever its header says."""

from __future__ import annotations

import codecs
import re

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
_SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_kr", "hz"})  # pure ASCII bytes that mean something else
_NEVER = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "palmos", "undefined"})
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
_LOOKED_AT = 4_096  # bytes in which a page must name its encoding


def decoded(body: bytes, content_type: str) -> str:
    """The body as text. Never raises: what can't be decoded becomes U+FFFD.

    In this order: a byte order mark; valid UTF-8 (nothing else looks like it by chance, and headers lie); the
    Content-Type header; the page's own meta element; Windows-1252.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    header, meta = _HEADER.search(content_type), _META.search(body[:_LOOKED_AT])
    labels = [header[1] if header else "", meta[1].decode("ascii") if meta else ""]
    said = [codec for label in labels if (codec := _codec(label)) is not None]
    if not said or (said[0] not in _SEVEN_BIT and not said[0].startswith(("utf-16", "utf-32"))):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for codec in said:
        try:
            return body.decode(codec)
        except (UnicodeDecodeError, UnicodeError):
            continue
    return body.decode(said[0] if said else "cp1252", "replace")


def _codec(name: str) -> str | None:
    """Python's codec for a charset's label; None for labels it doesn't know or that are no text encoding."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    if found.name in _NEVER or not getattr(found, "_is_text_encoding", True):
        return None
    return _SUPERSETS.get(found.name, found.name)
