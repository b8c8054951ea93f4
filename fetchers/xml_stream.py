"""XML of strangers as a stream of its elements: no whole tree, no entity expanded, nothing fetched, broken XML too."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

# References that stand for no character ("&#xD800;"): lxml takes them up, and then can't give the text back.
_SURROGATE = re.compile(rb"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5(?:529[6-9]|5[3-9]\d\d|[67]\d{3}));?")


def element_events(body: bytes) -> Iterator[tuple[str, Any]]:
    """Each element as it begins ("start") and as it ends ("end"), with all that stands in it; clear it when read.

    `body` comes out of prolog.guarded_feed. Raises lxml.etree.LxmlError, for what is no XML at all, and
    UnicodeDecodeError.
    """
    from lxml import etree

    yield from etree.iterparse(
        io.BytesIO(_SURROGATE.sub(b"", body)),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def local_name(element: Any) -> str:
    """The name without namespace and prefix; "" for what is no element (an entity that nobody resolves)."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2]
