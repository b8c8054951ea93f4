"""Pages that stand where an article should: consent walls, checks for robots, logins, paywalls, soft 404s.

They come with status 200, and taken for the article they would be an edit that withdraws every figure. But an article
about cookies, subscriptions or a missing page must not be refused: what counts is that most of a page's text is said
by the page to its reader. The words are in not_articles.toml.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fetchers.page_metadata import PageMetadata
from fetchers.prose import prose

_LONGEST_WALL = 6_000  # characters; a longer text is an article, whatever it says
_LONGEST_STUB = 2_000
_SHORT = 400  # characters that a notice has, and an article that says when it was published seldom
_LONG = 1_500  # for a notice
_MOSTLY, _PARTLY = 0.5, 0.2  # of a text's letters
_BEHIND = 600  # characters behind the text in which a page says that there is more
_END = 40  # characters by which a text's end is found
_NO_TEXT = "no article text found"
_FRONT = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?|home|index(?:\.\w{2,5})?|accueil|startseite|portada)?/?", re.IGNORECASE
)
_SLUG = re.compile(r"[\w-]{8,}")  # what an article's address has of its own, other than /amp or /print
_SENTENCES = re.compile(r"[^.!?؟\n]+[.!?؟]*")
_CUT = re.compile(r"(?:…|\.\.\.|\[\W{1,3}\])\W*\Z")
_QUOTED = re.compile(r"“[^“”\n]{1,300}”|«[^«»\n]{1,300}»|„[^„“”\n]{1,300}[“”]|\"[^\"\n]{1,300}\"")
_ELEMENT = r"""(?:class|id)\s?=\s?["']?[^"'>]{{0,200}}?(?<![\w-]){}(?![\w-])"""
_PAYWALL = re.compile(r"""(?:class|id)\s?=\s?["']?[^"'>]{0,200}paywall""", re.IGNORECASE)
_SELECTOR = re.compile(r"[.#]([\w-]+)")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A section of not_articles.toml, compiled: `phrases` make a page one of the kind, `all_phrases` support them."""

    says: str
    longest: int
    words: tuple[str, ...]
    titles: re.Pattern[str]
    phrases: re.Pattern[str]
    all_phrases: re.Pattern[str]


@cache
def _kinds() -> dict[str, _Kind]:
    return {
        name: _Kind(
            words["says"],
            words["longest"],
            tuple(words["words"]),
            _any_of(words["titles"]),
            _any_of(words["phrases"]),
            _any_of([*words["phrases"], *words.get("offers", ())]),
        )
        for name, words in _read().items()
        if "phrases" in words
    }


@cache
def _led_away() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"(?:^|[./])(?:{'|'.join(words)})(?=$|[./])", re.IGNORECASE)
        for name, words in _read()["led_away"].items()
    }


@cache
def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "not_articles.toml").read_text(encoding="utf-8"))


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def why_not_the_article(
    metadata: PageMetadata, title: str, body: str, markup: str, url: str, asked_url: str
) -> str | None:
    """What a page is instead of the article, in one line; None if it is the article.

    `body` is the text that was found, `markup` the whole page, `url` where it came from when `asked_url` was asked for.
    What stands in quotation marks is somebody else's saying: articles about walls quote them.
    """
    if led_to := _led_to(metadata, url, asked_url):
        return f"{led_to}, not the article"
    is_dated = metadata.is_dated_article
    if len(body) > (_LONG if is_dated else _LONGEST_WALL):
        return None
    seen = body or prose(markup[:200_000], _LONGEST_WALL)
    for kind in _kinds().values():
        if len(seen) > kind.longest:
            continue
        share, found = _share(kind.words, kind.all_phrases, seen)
        has_title = kind.titles.fullmatch(title.strip()) is not None
        if share >= _MOSTLY and (found > 1 or has_title or len(seen) < _SHORT):
            return f"{kind.says}, not the article"
        is_notice = len(body) < _SHORT and (share > 0 or not is_dated)
        if has_title and (is_notice or (not is_dated and len(body) < _LONG and share >= _PARTLY)):
            return f"{kind.says}, not the article"
    if body:
        return None
    return "a video page without text" if metadata.is_video else _NO_TEXT


def is_stub(metadata: PageMetadata, body: str, markup: str) -> bool:
    """Whether a text is only the article's beginning, because the rest is for those who pay.

    Many pages that say so hold the whole text, for search engines, and whole articles stand beside offers to subscribe.
    So one is a stub only if it is short, too, and the page says of its rest, at its end or right behind, that it is
    for subscribers; or if it breaks off before an offer, or lacks the part that is said to be for subscribers.
    """
    if len(body) > _LONGEST_STUB or metadata.is_free is True:
        return False
    behind = _behind(body, markup)
    if _says(body[-_SHORT:]) or _says(behind):
        return True
    is_cut = _CUT.search(body) is not None
    if is_cut and _says(behind, or_offers=True):
        return True
    if metadata.is_free is None and not ("paywall" in markup and _PAYWALL.search(markup)):
        return False
    if _says(prose(markup[:400_000], 40_000), or_offers=True):
        return True
    if metadata.is_free is None:
        return False
    if is_cut:
        return True
    names = [name for selector in metadata.paid_parts for name in _SELECTOR.findall(selector)]
    return bool(names) and not any(re.search(_ELEMENT.format(re.escape(name)), markup) for name in names[:20])


def _says(text: str, *, or_offers: bool = False) -> bool:
    """Whether a text says that the rest of the article is for subscribers, or at least offers to subscribe."""
    wall = _kinds()["paywall"]
    return _share(wall.words, wall.all_phrases if or_offers else wall.phrases, text)[1] > 0


def _behind(body: str, markup: str) -> str:
    """What the page shows right behind a text; "" if the text's end isn't found in the markup as it stands."""
    end = body[-_END:].rpartition("\n")[2]
    place = markup.rfind(end) if len(end) >= _END // 2 else -1
    return prose(markup[place + len(end) :][: 10 * _BEHIND], _BEHIND) if place >= 0 else ""


def _led_to(metadata: PageMetadata, url: str, asked_url: str) -> str | None:
    """Where another address than the one asked for led: a wall, the front page, or the section above the article."""
    try:
        there, asked = urlsplit(url), urlsplit(asked_url)
    except ValueError:
        return None
    if (there.hostname, there.path, there.query) == (asked.hostname, asked.path, asked.query):
        return None
    for name, words in (("a consent page", _led_away()["consent"]), ("a login page", _led_away()["login"])):
        for part, asked_part in ((there.hostname or "", asked.hostname or ""), (there.path, asked.path)):
            if words.search(part) and not words.search(asked_part) and not metadata.is_dated_article:
                return f"led to {name} ({there.hostname}{there.path[:60]})"
    if metadata.is_dated_article or _FRONT.fullmatch(asked.path):
        return None
    if _FRONT.fullmatch(there.path) and not there.query:
        return "led to the front page"
    steps, asked_steps = there.path.rstrip("/").split("/"), asked.path.rstrip("/").split("/")
    is_above = len(steps) < len(asked_steps) and steps == asked_steps[: len(steps)] and not there.query
    left_out = "/".join(asked_steps[len(steps) :])
    return f"led to the page above it ({there.path[:60]})" if is_above and _SLUG.search(left_out) else None


def _share(words: tuple[str, ...], phrases: re.Pattern[str], text: str) -> tuple[float, int]:
    """How much of a text stands in sentences that hold one of the phrases, and how many different ones there are."""
    folded = text.lower()
    words = tuple(word for word in words if word in folded)
    if not words:
        return 0.0, 0
    length, covered = 0, 0
    found: set[str] = set()
    for sentence in _SENTENCES.findall(_QUOTED.sub(" ", folded)):
        letters = len("".join(sentence.split()))
        length += letters
        if any(word in sentence for word in words) and (match := phrases.search(sentence)):
            covered += letters
            found.add(match[0])
    return (covered / length if length else 0.0), len(found)
