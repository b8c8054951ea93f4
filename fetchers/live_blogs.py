"""Live blogs: which lines of a page's text belong to which dated update, and updates that only the metadata holds.

JSON-LD names the updates with their times and, as a rule, their words; HTML has them as boxes with a <time> each. Sites
cut the one or the other short, so both are looked at: a line of the text that stands in an update's words, wherever
they came from, has that update's time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fetchers.furniture import is_mostly_links
from fetchers.moments import read_moment
from fetchers.page_metadata import PageMetadata, said_in
from fetchers.prose import line, prose
from story import Update

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_UPDATES = 500  # of a page
LONGEST_UPDATE = 20_000  # characters
_HEADLINE = 300
_MOST_WORDS = 400_000  # characters of all updates together in which lines are looked for
_MOST_MISSES = 500  # lines that stand in none: after so many no more are looked for
_SHORTEST = 12  # characters without white space in which a line is known again anywhere, not only beside its update
_BOXES = ("article", "div", "li", "section")
_BLOCKS = frozenset(
    {*_BOXES, "header", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "br", "figure"}
)
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Post:
    """An update before its place in the text is known: its headline and words as lines, and its times."""

    lines: tuple[str, ...]
    published_at: datetime
    modified_at: datetime | None = None
    box: HtmlElement | None = None  # what shows it on the page


def live_posts(tree: HtmlElement, metadata: PageMetadata, now: datetime) -> list[Post]:
    """The dated updates of a live blog, as JSON-LD names them, then as boxes of the page do.

    To be asked before furniture is taken out of the tree. An update without a time to the minute that can be true is
    left out: its words are then as old as the page. Times without a zone are left out too: half a day off is no date.
    Of a page that is no live blog the boxes may be of other stories: not to be asked for those.
    """
    boxes = {element.get("id"): element for element in tree.iter(*_BOXES) if element.get("id")}
    return [*_said(metadata, boxes, now), *boxed(tree, now)][: 2 * MOST_UPDATES]


def opened(posts: Iterable[Post], tree: HtmlElement) -> list[Post]:
    """The updates with the words that their boxes hold now, furniture taken out. Changes the boxes.

    To the cleaning library an element that is or is called an article, a post or an entry is all of the article:
    of a live blog it would bring the first update and no other. So the boxes become plain ones.
    """
    found, present = [], set(tree.iter(*_BOXES))
    for post in posts:
        if post.box is None or post.box not in present:
            found.append(replace(post, box=None))
            continue
        found.append(replace(post, lines=(*post.lines, *_lines_of(post.box)), box=None))
        for element in post.box.iter(*_BOXES, "header", "p"):
            element.attrib.clear()
            if element.tag in _BOXES:
                element.tag = "div"
    return found


def with_updates(title: str, body: str, posts: Iterable[Post], limit: int) -> tuple[str, tuple[Update, ...]]:
    """The body with those updates at its end that it lacks, and the places of all dated ones in the whole text.

    The whole text is what `under_title` makes of title and body.
    """
    known = list(posts)
    if not known:
        return body, ()
    lines = body.split("\n") if body else []
    owners = list(_owners(lines, known))
    there = {owner.published_at for owner in owners if owner is not None}
    told = Counter(post.published_at for post in known)
    words = _squeezed(body)
    length = len(body)
    for post in known:
        if told[post.published_at] <= 2 and post.published_at in there:
            continue  # JSON-LD and page tell of one update, perhaps in other words
        its_words = _squeezed(max(post.lines, key=len, default=""))
        if its_words in words:
            continue
        words += its_words
        there.add(post.published_at)
        length += sum(len(each) + 1 for each in post.lines)
        if length > limit:
            break
        lines.extend(post.lines)
        owners.extend([post] * len(post.lines))
    return "\n".join(lines), tuple(_updates(lines, owners, len(under_title(title, "x")) - 1))


def under_title(title: str, body: str) -> str:
    """A page's whole text: the headline's line, a blank line, the body."""
    return f"{title}\n\n{body}" if title and body else body


def _said(metadata: PageMetadata, boxes: dict[str | None, HtmlElement], now: datetime) -> Iterator[Post]:
    """The updates that JSON-LD names."""
    listed = metadata.article.get("liveBlogUpdate")
    for update in (listed if isinstance(listed, list) else [listed])[:MOST_UPDATES]:
        if not isinstance(update, dict):
            continue
        published = _believed(said_in(update, "datePublished", "dateCreated"), now)
        if published is None:
            continue
        headline = line(said_in(update, "headline", "name"), _HEADLINE)
        body = prose(said_in(update, "articleBody", "text", "description"), LONGEST_UPDATE)
        lines = [each for each in (headline, *body.split("\n")) if each]
        post = Post(tuple(lines), published, _believed(said_in(update, "dateModified"), now))
        box = boxes.get(_fragment(said_in(update, "url", "@id", "mainEntityOfPage")))
        if box is not None:
            yield replace(post, box=box)
        elif lines:
            yield post


def boxed(tree: HtmlElement, now: datetime) -> Iterator[Post]:
    """The updates that the page shows in boxes that stand side by side, each the largest with one time in it."""
    times = [each for each in tree.iter("time") if each.get("datetime") and not _is_of_change(each)]
    inside: dict[HtmlElement, set[str]] = {}
    for each in times[: 4 * MOST_UPDATES]:
        for above in each.iterancestors():
            inside.setdefault(above, set()).add(each.get("datetime") or "")
    side_by_side: dict[HtmlElement, dict[HtmlElement, str]] = {}
    for each in times[: 4 * MOST_UPDATES]:
        box = None
        for above in each.iterancestors(*_BOXES):
            if len(inside[above]) > 1:
                break
            box = above
        if box is not None and box.getparent() is not None:
            side_by_side.setdefault(box.getparent(), {})[box] = each.get("datetime") or ""
    for boxes in side_by_side.values():
        if len(boxes) < 2:
            continue
        for box, posted in boxes.items():
            if is_mostly_links(box):
                continue  # another story's card
            if (published := _believed(posted, now)) is not None:
                changed = next((each.get("datetime") for each in box.iter("time") if _is_of_change(each)), None)
                yield Post((), published, _believed(changed, now), box)


def _owners(lines: list[str], posts: list[Post]) -> Iterator[Post | None]:
    """For each line of a text the update in whose words it stands; None for what stands in none.

    Looked for from the last find on, for words that several updates have belong to the next one.
    """
    starts, words, length = [], [], 0
    for post in posts:
        if length > _MOST_WORDS:
            break
        starts.append(length)
        words.append(_squeezed("".join(post.lines)))
        length += len(words[-1]) + 1
    haystack = "\n".join(words)
    found_at = misses = 0
    for each in lines:
        squeezed = _squeezed(each)
        place = -1
        if len(squeezed) >= _SHORTEST and misses < _MOST_MISSES:
            place = haystack.find(squeezed, found_at)
            place = haystack.find(squeezed) if place < 0 else place
        elif squeezed and found_at:
            place = haystack.find(squeezed, found_at, found_at + len(squeezed) + _SHORTEST)
        if place < 0:
            misses += 1
            yield None
            continue
        found_at = place + len(squeezed)
        yield posts[bisect_right(starts, place) - 1]


def _updates(lines: list[str], owners: list[Post | None], start: int) -> Iterator[Update]:
    """Neighbouring lines of one update as one part of the text, whose first line begins at `start`."""
    begins, ends, of_now = start, start, None
    for each, owner in zip(lines, owners, strict=True):
        when = None if owner is None else (owner.published_at, owner.modified_at)
        if when != of_now:
            if of_now is not None:
                yield Update(begins, ends, *of_now)
            begins, of_now = start, when
        ends = start + len(each)
        start = ends + 1
    if of_now is not None:
        yield Update(begins, ends, *of_now)


def _believed(text: str | None, now: datetime) -> datetime | None:
    moment = read_moment(text, now)
    return moment.at if moment is not None and moment.has_zone and not moment.is_day_only else None


def _is_of_change(element: HtmlElement) -> bool:
    marks = f"{element.get('itemprop')} {element.get('class')}".lower()
    return "modif" in marks or "updated" in marks


def _lines_of(box: HtmlElement) -> list[str]:
    """A box's words, a block a line, without its time."""
    from lxml.etree import iterwalk

    found = [""]
    for event, element in iterwalk(box, events=("start", "end")):
        is_time = element.tag == "time"
        if element.tag in _BLOCKS or is_time:
            found.append("")
        if event == "start" and not is_time:
            found[-1] += element.text or ""
        elif event == "end" and element is not box:
            found[-1] += element.tail or ""
    return [text for each in found if (text := line(each, LONGEST_UPDATE))]


def _fragment(link: str | None) -> str | None:
    """What stands behind the # of an update's address: the id of its box."""
    try:
        return urlsplit(link or "").fragment or None
    except ValueError:
        return None


def _squeezed(text: str) -> str:
    """A line's letters and digits, by which it is known again whatever white space and signs were made of it."""
    return _NOT_LETTERS.sub("", text.casefold())
