"""News agencies and outlets under one name, whatever an article calls them."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from story.folding import fold_name
from story.names import name_words

AGENCIES_FILE = Path(__file__).with_name("agencies.toml")


@cache
def _agencies() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern that finds any spelling of any agency, and the name for each folded spelling."""
    table = tomllib.loads(AGENCIES_FILE.read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    written: list[str] = []
    for agency in table["agencies"]:
        for spelling in (agency["name"], *agency["spellings"]):
            names.setdefault(fold_name(spelling), agency["name"])
            words = r"[\s\u00ad‐‑‒–—-]+".join(re.escape(word) for word in re.split(r"[\s-]+", spelling))
            short = len(spelling) <= 5 and spelling.isalnum()
            written.append(words if short else f"(?i:{words})")
    written.sort(key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(written) + r")(?!\w)"), names


def agency_in(words: str) -> str | None:
    """The first agency that the words name ("avec l'Agence France-Presse" → "AFP"), None if none."""
    pattern, names = _agencies()
    found = pattern.search(words)
    return names.get(fold_name(found[0])) if found else None


def agency_called(words: str) -> str | None:
    """The agency whose name these words are, None if they say less or more: "Reuters", but not "Michael Reuters".

    For bylines, where an agency's name may also be a person's.
    """
    return _agencies()[1].get(fold_name(words)) if len(words) <= 100 else None


@lru_cache(maxsize=4096)
def outlet_name(words: str) -> str:
    """An outlet or agency as an article calls it, under its plain name: 'the newspaper "Le Pays"' → "Le Pays".

    An agency gets the name that agencies.toml gives it. Other names keep their words; compare them with
    `outlet_key`. Words that hold no name at all come back as they are.
    """
    if len(words) > 200:
        return words.strip()
    agency = agency_in(words) or agency_called(words)  # "Afp", as Italian has it
    if agency is not None:
        return agency
    quoted = re.search(r"[«“\"]\s*([^«»“”\"]{2,80}?)\s*[»”\"]", words)
    return quoted[1] if quoted else " ".join(words.split())


@lru_cache(maxsize=4096)
def outlet_key(name: str) -> str:
    """An outlet's name for comparing: "Le Soir de Bamako" and "the newspaper Soir de Bamako" are one."""
    words, key = name_words(), fold_name(outlet_name(name))
    key = words.after_outlet.sub("", words.before_outlet.sub("", key))
    return key.replace(" ", "").replace("'", "") or fold_name(name)


@lru_cache(maxsize=4096)
def is_nameless(words: str) -> bool:
    """Whether words only say what sort of outlet it is: "the agency", « l'agence », not "Le Journal du Mali"."""
    return not name_words().before_outlet.sub("", f"{fold_name(words)} ")
