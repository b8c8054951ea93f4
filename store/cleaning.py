"""The last cleaning before text meets SQLite: what UTF-8 can't hold and what ends a C string is replaced.

`story.plain_text` cleaned the text already; this only makes sure that nothing that slipped by can break a
write. Every character is replaced by exactly one other, so that the offsets of claims stay true.
"""

from __future__ import annotations

import unicodedata
from typing import overload

REPLACEMENT = "\ufffd"
_UNSAFE = dict.fromkeys([0, *range(0xD800, 0xE000)], REPLACEMENT)


@overload
def storable(text: str) -> str: ...
@overload
def storable(text: None) -> None: ...
def storable(text: str | None) -> str | None:
    """The text with NUL and lone surrogates replaced, of the same length."""
    if text is None or text.isascii():
        return text if text is None or "\0" not in text else text.translate(_UNSAFE)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(_UNSAFE)
    return text.translate(_UNSAFE) if "\0" in text else text


def folded(text: str) -> str:
    """The text for finding: without case and accents, white space run together."""
    decomposed = unicodedata.normalize("NFKD", storable(text).replace("’", "'"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())
