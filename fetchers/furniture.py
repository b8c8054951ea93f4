"""What stands around an article and is none of it: navigation, cookie banners, related stories, comments.

Related stories carry other events' tolls, and comments carry inventions: one that comes into the text becomes a
claim. The cleaning library finds the article well, but not always its end, so this is taken out of the tree first.
The words by which it is known are in furniture.toml.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = ("script", "style", "noscript", "template", "iframe", "svg", "form", "button", "nav", "footer", "aside")
_MORE_TAGS = ("dialog", "object", "embed", "input", "select", "textarea", "canvas", "audio", "video", "map")
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu"})
_NEVER = frozenset({"html", "head", "body", "main", "title", "h1"})
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_LIST_LIKE = frozenset({*HEADINGS[1:], "ul", "ol", "div", "section", "dl", "article", "p", "li", "figure", "hr"})
_BOXES = ("div", "li", "article", "section")
_CARD_DEPTH = 8  # levels from a time to the box of its story
_MOST_NAMES = 20  # in a list of an article's subjects
_LONGEST_NAME = 40  # characters
_REMEMBERED = 2_000  # names, of some fifty sites
_ARTICLE_SHARE = 0.4  # what holds more than this share of the page's running text is no furniture


def remove_furniture(tree: HtmlElement, *, is_live_blog: bool = False) -> None:
    """Take out of the tree what is none of the article. Changes the tree.

    A live blog's updates stand side by side under linked headlines, as teasers do elsewhere: there they stay.
    """
    for element in list(tree.iter(*_TAGS, *_MORE_TAGS)):
        _drop(element)
    running_text = _running_text(tree)
    largest = running_text.get(tree, 0) * _ARTICLE_SHARE
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _NEVER or running_text.get(element, 0) > largest:
            continue
        if is_named_furniture(element):
            _drop(element)
    _remove_what_headings_announce(tree)
    if is_live_blog:
        _unlink_headlines(tree)
    else:
        _remove_teasers(tree)
    for element in list(tree.iter("ul", "ol", "dl")):
        if is_mostly_links(element, share=0.9):  # subject tags, or headlines of other stories
            _drop(element)
    for element in list(tree.iter("p", "li", "div", "blockquote", "strong", "span")):
        if _is_pointer(element):
            _drop(element)


@dataclass(frozen=True, slots=True)
class _Marks:
    """furniture.toml, compiled."""

    names: re.Pattern[str]
    lead_in: re.Pattern[str]
    list_heading: re.Pattern[str]
    topic_heading: re.Pattern[str]
    comment_heading: re.Pattern[str]


@cache
def _marks() -> _Marks:
    read = tomllib.loads((Path(__file__).parent / "furniture.toml").read_text(encoding="utf-8"))

    def any_of(name: str) -> str:
        return "(?:" + "|".join(read[name]) + ")"

    return _Marks(
        names=re.compile(rf"(?:^|[\s_-]){any_of('class_names')}(?=$|[\s_-])", re.IGNORECASE),
        lead_in=re.compile(rf"\s*[\[(«\"“►▶→]?\s*{any_of('lead_ins')}", re.IGNORECASE),
        list_heading=re.compile(rf"{any_of('headings_of_lists')}\s*[:…]?", re.IGNORECASE),
        topic_heading=re.compile(rf"{any_of('headings_of_topics')}\s*[:…]?", re.IGNORECASE),
        comment_heading=re.compile(rf"{any_of('headings_of_comments')}\s*[:…]?", re.IGNORECASE),
    )


def is_named_furniture(element: HtmlElement) -> bool:
    """Whether an element is called something that is none of the article, or is hidden."""
    if (element.get("role") or "").lower() in _ROLES or element.get("aria-modal") == "true":
        return True
    if element.get("hidden") is not None:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    return len(names) > 1 and _are_names_of_furniture(names)


@lru_cache(maxsize=_REMEMBERED)
def _are_names_of_furniture(names: str) -> bool:
    """Whether a class or an id is furniture's; a site's pages have the same ones, over and over."""
    return _marks().names.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names)) is not None


def is_in_card(element: HtmlElement) -> bool:
    """Whether an element belongs to another story: it stands in a link, in furniture, or under a linked headline."""
    for above in islice(element.iterancestors(), _CARD_DEPTH):
        if above.tag in ("main", "body") or next(above.iter("h1"), None) is not None:
            return False
        if above.tag in ("a", "aside", "nav", "footer") or is_named_furniture(above):
            return True
        for headline in above.iter(*HEADINGS):
            if next(headline.iter("a"), None) is not None or next(headline.iterancestors("a"), None) is not None:
                return True
    return False


def _running_text(tree: HtmlElement) -> dict[HtmlElement, int]:
    """For each element that holds paragraphs, how many characters of running text they have together.

    Text in links counts for nothing: a list of headlines is long, and no article.
    """
    inside: dict[HtmlElement, int] = {}
    beside: dict[HtmlElement, int] = {}  # by what holds paragraphs itself
    for paragraph in tree.iter("p"):
        length = len(paragraph.text_content()) - sum(len(link.text_content()) for link in paragraph.iter("a"))
        inside[paragraph] = inside.get(paragraph, 0) + length
        above = paragraph.getparent()
        if above is not None:
            beside[above] = beside.get(above, 0) + length
    for holder, length in beside.items():
        inside[holder] = inside.get(holder, 0) + length
        for above in holder.iterancestors():
            inside[above] = inside.get(above, 0) + length
    return inside


def _remove_what_headings_announce(tree: HtmlElement) -> None:
    """Headings such as "Related stories", "Topics" or "12 comments", with what follows them."""
    marks = _marks()
    for heading in list(tree.iter(*HEADINGS, "p", "div", "strong", "b")):
        if heading.getparent() is None or len(heading) > 3:
            continue
        text = " ".join(heading.text_content().split())
        if not 4 <= len(text) <= 60:
            continue
        if marks.topic_heading.fullmatch(text) and _is_list_of_names(heading.getnext()):
            _drop(heading.getnext())
            _drop(heading)
            continue
        is_over_comments = marks.comment_heading.fullmatch(text) is not None
        if not is_over_comments and not marks.list_heading.fullmatch(text):
            continue
        following = heading.getnext()
        while following is not None and following.tag in _LIST_LIKE:
            if heading.tag in HEADINGS and following.tag in HEADINGS and following.tag <= heading.tag:
                break
            if not is_over_comments and not is_mostly_links(following):
                break
            after = following.getnext()
            _drop(following)
            following = after
        _drop(heading)


def _remove_teasers(tree: HtmlElement) -> None:
    """Boxes that stand side by side, each under a headline that is a link: other stories, with other tolls.

    One such box alone stays: on old sites an article's own headline links to itself.
    """
    boxes: dict[HtmlElement, list[HtmlElement]] = {}
    for headline in tree.iter(*HEADINGS):
        above, inside = next(headline.iterancestors("a"), None), next(headline.iter("a"), None)
        link = inside if above is None else above
        if link is None or "#" in (link.get("href") or "#") or (above is None and not is_mostly_links(headline, 0.9)):
            continue
        box = next((headline if above is None else above).iterancestors(*_BOXES), None)
        if box is not None and box.getparent() is not None and next(box.iter("h1"), None) is None:
            boxes.setdefault(box.getparent(), []).append(box)
    for side_by_side in boxes.values():
        if len(set(side_by_side)) > 1:
            for box in side_by_side:
                _drop(box)


def _unlink_headlines(tree: HtmlElement) -> None:
    """Keep the words of linked headlines, not the links: to the cleaning library links mean navigation."""
    for headline in tree.iter(*HEADINGS):
        for link in list(headline.iter("a")):
            link.drop_tag()


def is_mostly_links(element: HtmlElement, share: float = 0.5) -> bool:
    """Whether so large a share of an element's words leads elsewhere."""
    text = len("".join(element.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in element.iter("a"))
    return linked >= text * share


def _is_list_of_names(element: HtmlElement | None) -> bool:
    """Whether an element is a list of a few short names without a digit or a full stop: subjects, no news."""
    if element is None or element.tag not in ("ul", "ol", "dl") or not 1 <= len(element) <= _MOST_NAMES:
        return False
    return all(
        len(name) <= _LONGEST_NAME and not re.search(r"[\d.!?]", name)
        for name in (" ".join(each.text_content().split()) for each in element)
    )


def _is_pointer(element: HtmlElement) -> bool:
    """A paragraph that only points elsewhere: "Lire aussi : …" before a link."""
    start = element.text if element.text and element.text.strip() else ""
    if not start and len(element):
        start = element[0].text_content()
    if not _marks().lead_in.match(start[:80]):
        return False
    return len(element.text_content()) <= 400 and next(element.iter("a"), None) is not None


def _drop(element: HtmlElement) -> None:
    """Remove an element but keep the text that follows it."""
    if element.getparent() is not None:
        element.drop_tree()
