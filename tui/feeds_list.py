"""The feeds and how they fare: which outlets are heard, which fail and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from itertools import groupby, takewhile

from textual.content import Content

from store import FeedCondition, FeedRow
from tui.columns import widest
from tui.display import LONGEST_LINE, cell, display_line
from tui.row_list import RowList
from tui.wording import clock, column_time

SHORT_STATE = 12  # cells: "next 06:12"


def feed_state(feed: FeedRow, zone: tzinfo, room: int = LONGEST_LINE) -> str:
    """How a feed fares; of one that fares well only what comes next, where there is no room for more."""
    if feed.is_stopped:
        is_gone = feed.condition is FeedCondition.GONE
        reason = (is_gone and feed.last_reason) or ("not visited again" if is_gone else "not in the configuration")
        return f"{feed.condition}: {display_line(reason)}"
    if feed.asked_at is not None:
        whole = f"asked · next {clock(feed.next_visit_at, zone)}"
        return whole if len(whole) <= room else "asked"
    if feed.failures:
        reason = display_line(feed.last_reason or (f"status {feed.last_status}" if feed.last_status else "failed"))
        return f"{feed.condition} ({feed.failures}×): {reason}"
    following = f"next {clock(feed.next_visit_at, zone)}"
    if feed.clock:
        return display_line(feed.clock)
    if feed.last_reason and feed.condition is FeedCondition.WELL:  # what was left out
        return f"{feed.condition}: {display_line(feed.last_reason)}"
    whole = f"{feed.condition} · {following}"
    return whole if len(whole) <= room else following


def feed_names(feeds: Iterable[FeedRow]) -> dict[str, str]:
    """What each feed is called, by its URL: its outlet, and if that has several, where their addresses part."""
    names: dict[str, str] = {}
    for outlet, rows in groupby(sorted(feeds, key=lambda feed: feed.outlet), key=lambda feed: feed.outlet):
        urls = [row.url for row in rows]
        shared = _shared(urls)
        for url in urls:
            names[url] = display_line(f"{outlet} {url[shared:]}" if len(urls) > 1 else outlet)
    return names


def _shared(urls: Sequence[str]) -> int:
    """How much of the addresses is the same in all, up to a slash."""
    first, last = min(urls), max(urls)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return first.rfind("/", 0, sum(1 for _ in same)) + 1


class FeedsList(RowList[FeedRow]):
    """The feeds pane's list; failing feeds come first. A feed's URL keeps its row's id."""

    def __init__(self, zone: tzinfo, *, id: str) -> None:
        super().__init__(id=id)
        self.zone = zone
        self._ids: dict[str, int] = {}
        self._feeds: tuple[FeedRow, ...] = ()
        self._names: dict[str, str] = {}
        self._outlet_width = self._name_width = 6
        self._filter_words: str | None = None

    def row_id(self, row: FeedRow) -> int:
        return self._ids.setdefault(row.url, len(self._ids) + 1)

    def show_feeds(self, feeds: Sequence[FeedRow]) -> None:
        """Shows these feeds, the failing ones first."""
        self._feeds = tuple(feeds)
        self._names = feed_names(feeds)
        self._outlet_width = widest((feed.outlet for feed in feeds), 6)
        self._name_width = widest(self._names.values(), 6)
        words = (self._filter_words or "").casefold()
        shown = [feed for feed in feeds if words in f"{feed.outlet} {feed.url}".casefold()]
        self.show_rows(sorted(shown, key=lambda feed: (feed.is_stopped, not feed.failures, feed.outlet.casefold())))

    def filter(self, words: str | None) -> None:
        """Shows only feeds that contain the words."""
        self._filter_words = words
        self.show_feeds(self._feeds)

    def heads(self, width: int) -> str:
        outlet, when, found, state = self._widths(width)
        names = (
            cell("outlet", outlet),
            cell("last visit", when),
            cell("on story", found, "right"),
            cell("state", state),
        )
        return "   " + " ".join(name for name in names if name)

    def draw_row(self, row: FeedRow, width: int, is_fresh: bool) -> Sequence[Content]:
        outlet, when, found, state = self._widths(width)
        is_failing = row.condition is FeedCondition.FAILING
        mark, style = (
            ("■", "$muted") if row.is_stopped else ("✗", "bold $text-error") if is_failing else ("●", "$text-success")
        )
        last = column_time(row.last_visit_at, self.zone) if row.last_visit_at else "not yet"
        return (
            Content.assemble(
                (f" {mark} ", style),
                (cell(self._names[row.url], outlet), "bold" if is_failing else ""),
                " ",
                (cell(last, when) + " " if when else "", "$muted"),
                cell(f"{row.on_story}/{row.entries}", found, "right"),
                " ",
                (cell(feed_state(row, self.zone, state), state), style if is_failing else "$muted"),
            ),
        )

    def _widths(self, width: int) -> tuple[int, int, int, int]:
        """Cells for outlet, last visit, entries on the story, and state."""
        when = 12 if width >= 64 else 0
        found = 9
        room = width - 5 - found - (when + 1 if when else 0)
        outlet = min(self._outlet_width, max(room // 2, room - SHORT_STATE))
        outlet = min(self._name_width, max(outlet, room // 2))  # what tells feeds apart leaves the state its half
        state = room - outlet
        return outlet, when, found, state
