"""What stands before a feed's root element, made harmless: two of feedparser's quadratic cases and bombs live there."""

from __future__ import annotations

import codecs
import re

_GOOD_FOR_A_BAD = 4  # characters beyond ASCII that must be UTF-8 for one byte that isn't
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SPACE = re.compile(rb"[\s\0]+")
_ENTITY = re.compile(rb"<!ENTITY[^>\"']*(?:\"[^\"]*\"|'[^']*')?[^>\"']*>?", re.IGNORECASE)
_DECLARED_ENCODING = re.compile(r"^(\s*<\?xml[^>]{0,200}?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)


def guarded_feed(body: bytes, content_type: str) -> tuple[bytes, str]:
    """The body with white space folded and entity declarations removed before the root, and its content type.

    UTF-16 and UTF-32 bodies are turned into UTF-8 first, for in them no guard would see what it guards against; so is
    UTF-8 with a few bad bytes, which feedparser would take for another encoding as a whole.
    """
    text = _wide_text(body)
    if text is None:
        text = _mended(body)
    if text is not None:
        body = _DECLARED_ENCODING.sub(r"\1", text, count=1).encode("utf-8", "replace")
        content_type = re.sub(r";.*", "", content_type or "application/xml", flags=re.DOTALL) + "; charset=utf-8"
    if body.startswith(codecs.BOM_UTF8):
        body = body[len(codecs.BOM_UTF8) :]
    end = prolog_end(body)
    prolog = _SPACE.sub(b" ", _ENTITY.sub(b"", body[:end])).lstrip()
    return prolog + body[end:], content_type


def _wide_text(body: bytes) -> str | None:
    """A body in UTF-16 or UTF-32 as text; None for others."""
    for mark, name in _WIDE:
        if body.startswith(mark):
            return body.decode(name, "replace").removeprefix("\ufeff")
    return None


def _mended(body: bytes) -> str | None:
    """A body in UTF-8 in which a few bytes are bad, such as half a character where a text was cut; None for others."""
    try:
        body.decode()
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace").removeprefix("\ufeff")
        bad = text.count("\ufffd")
        good = len(_BEYOND_ASCII.findall(text)) - bad
        return text if good > _GOOD_FOR_A_BAD * bad else None
    return None


def prolog_end(body: bytes) -> int:
    """Where the root element starts; the body's length if there is none. Linear in the prolog's length."""
    at = 0
    while at < len(body):
        at = body.find(b"<", at)
        if at < 0:
            return len(body)
        if body.startswith(b"<?", at):
            at = _after(body, b"?>", at)
        elif body.startswith(b"<!--", at):
            at = _after(body, b"-->", at + 4)
        elif body.startswith(b"<!", at):
            at = _after_declaration(body, at)
        else:
            return at
    return len(body)


def _after(body: bytes, mark: bytes, start: int) -> int:
    found = body.find(mark, start)
    return len(body) if found < 0 else found + len(mark)


def _after_declaration(body: bytes, start: int) -> int:
    """Past `<!DOCTYPE …>`, with its internal subset in brackets if it has one."""
    closing = body.find(b">", start)
    if closing < 0:
        return len(body)
    opening = body.find(b"[", start, closing)
    if opening < 0:
        return closing + 1
    subset_end = re.compile(rb"\]\s*>").search(body, opening)
    return subset_end.end() if subset_end else len(body)
