"""Which pages are live blogs though no metadata says so: they say "live", and most of their text is in dated boxes.

Either alone is no sign: articles tell of people who live somewhere, and lists of other stories, teasers and comments
have times, too. The words are in live_pages.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from fetchers.furniture import HEADINGS, is_named_furniture
from fetchers.live_blogs import Post, boxed
from fetchers.page_metadata import PageMetadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST_BOXES = 2
_LEAST_TEXT = 40  # letters of a box's own words, links left out
_LEAST_SHARE = 0.4  # of the page's running text that stands in the boxes
_MOST_MARKED = 400  # elements whose class is looked at
_HIGHEST = 12  # levels above a box


@dataclass(frozen=True, slots=True)
class _Words:
    """live_pages.toml, compiled."""

    step: re.Pattern[str]
    title: re.Pattern[str]
    class_name: re.Pattern[str]
    comment: re.Pattern[str]


@cache
def _words() -> _Words:
    read = tomllib.loads((Path(__file__).parent / "live_pages.toml").read_text(encoding="utf-8"))

    def any_of(name: str) -> str:
        return "(?:" + "|".join(read[name]) + ")"

    return _Words(
        step=re.compile(rf"{any_of('steps')}(?:-.*)?|.*-{any_of('steps')}", re.IGNORECASE),
        title=re.compile(
            rf"\W*{any_of('titles')}(?:\W*[:|•–—-]|\s*[!.]|$).*|.*[:|,–—-]\s*{any_of('titles')}\W*", re.IGNORECASE
        ),
        class_name=re.compile(rf"(?:^|[\s_]|--){any_of('class_names')}(?=$|[\s_]|--)", re.IGNORECASE),
        comment=re.compile(rf"(?:^|[\s_-]){any_of('comments')}(?=$|[\s_-])", re.IGNORECASE),
    )


def is_live_page(tree: HtmlElement, metadata: PageMetadata, title: str, url: str, now: datetime) -> bool:
    """Whether a page whose metadata names no live blog is one. To be asked before furniture is taken out of the tree.

    Its address, headline, og:type or class says so; and boxes that stand side by side, each with a time to the minute
    and words of its own, hold a good part of its text: no cards of other stories, no comments.
    """
    dated = (each for each in tree.iter("time") if each.get("datetime"))
    if sum(1 for _ in islice(dated, _LEAST_BOXES)) < _LEAST_BOXES or not _says_live(tree, metadata, title, url):
        return False
    boxes = [post.box for post in boxed(tree, now) if post.box is not None and _is_update(post, url)]
    if len(boxes) < _LEAST_BOXES:
        return False
    inside = sum(map(_length, boxes))
    paragraphs = sum(_length(paragraph) for paragraph in tree.iter("p"))
    return inside >= paragraphs * _LEAST_SHARE


def _says_live(tree: HtmlElement, metadata: PageMetadata, title: str, url: str) -> bool:
    words = _words()
    if "live" in (metadata.meta_of("og:type") or "").lower():
        return True
    try:
        path = unquote(urlsplit(url).path).removesuffix("/")
    except ValueError:
        return False
    steps = (step.rpartition(".")[0] or step for step in path.split("/")[1:])
    if any(words.step.fullmatch(step[:300]) for step in steps) or words.title.fullmatch(title):
        return True
    marked = islice(tree.iter("html", "body", "main", "article", "section", "div"), _MOST_MARKED)
    return any(words.class_name.search(f"{each.get('class') or ''} {each.get('id') or ''}"[:500]) for each in marked)


def _is_update(post: Post, url: str) -> bool:
    """Whether a dated box holds words of its own, and is neither another story's card nor a comment."""
    box = post.box
    if box is None or _length(box) < _LEAST_TEXT or _is_comment(box):
        return False
    if any(is_named_furniture(each) for each in (box, *islice(box.iterancestors(), _HIGHEST)) if each.tag != "html"):
        return False
    return not any(_leads_away(heading, url) for heading in box.iter(*HEADINGS))


def _is_comment(box: HtmlElement) -> bool:
    marks = _words().comment
    for each in (box, *islice(box.iterdescendants(), 20), *islice(box.iterancestors(), 3)):
        kinds = f"{each.get('itemtype') or ''} {each.get('itemprop') or ''}".lower()
        if "comment" in kinds or marks.search(f"{each.get('class') or ''} {each.get('id') or ''}"[:300]):
            return True
    return False


def _leads_away(heading: HtmlElement, url: str) -> bool:
    """Whether a headline is a link to another page: not to a place on this one, nor to an update below its address."""
    above: Iterable[HtmlElement] = islice(heading.iterancestors("a"), 1)
    for link in (*heading.iter("a"), *above):
        try:
            there, here = urlsplit(urljoin(url, link.get("href") or "")), urlsplit(url)
        except ValueError:
            return True
        if there.path.rstrip("/") != here.path.rstrip("/") and not there.path.startswith(here.path.rstrip("/") + "/"):
            return True
    return False


def _length(element: HtmlElement) -> int:
    """Letters of an element's text that isn't in links."""
    linked = sum(len("".join(link.text_content().split())) for link in element.iter("a"))
    return len("".join(element.text_content().split())) - linked
