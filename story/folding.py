"""Words made comparable: case, accents, apostrophes, hyphens and spacing no longer tell two spellings apart."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

APOSTROPHES = frozenset("'’‘ʼ`´′＇")
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


class _Folds(dict[int, str]):
    """A `str.translate` table that learns each character the first time it meets it."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in APOSTROPHES:
            folded = "'"
        elif character in INVISIBLE:
            folded = ""
        else:
            category = unicodedata.category(character)
            if category in ("Pd", "Zs", "Zl", "Zp", "Cc"):
                folded = " "
            elif category == "Mn":
                folded = ""
            else:
                parts = unicodedata.normalize("NFKD", character)
                folded = "".join(part for part in parts if unicodedata.category(part) != "Mn").casefold()
        self[code] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text in its comparable form: "L’École  de Faladié" becomes "l'ecole de faladie".

    Case and accents go, typographic apostrophes become plain ones, hyphens and runs of white space one space.
    Lengths change: offsets of the folded text say nothing about the original.
    """
    if text.isascii() and text.isprintable():  # most English text: the table would be asked character by character
        return " ".join(text.lower().replace("-", " ").replace("`", "'").split())
    return " ".join(text.translate(_FOLDS).split())


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """`fold` for names, which come again and again; punctuation but the apostrophe goes as well."""
    kept = "".join(character if character.isalnum() or character == "'" else " " for character in fold(name))
    return " ".join(kept.split())
