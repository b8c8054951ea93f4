"""Character references that stand for no character: lxml takes them up, and then can't give the text back."""

from __future__ import annotations

import re

_SURROGATE = re.compile(rb"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5(?:529[6-9]|5[3-9]\d\d|[67]\d{3}));?")


def without_surrogates(body: bytes) -> bytes:
    """The body without references to lone surrogates ("&#xD800;")."""
    return _SURROGATE.sub(b"", body)
