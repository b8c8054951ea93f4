"""A list of rows drawn line by line: only what is on the screen is rendered, whatever the list's length.

The selection is kept by the row's id, never by its place: rows may arrive above and the reader stays where they are.
Nothing is selected until the reader moves; until then the list follows its newest row. Two messages go out: `Opened`
when the reader goes into a row, `EdgeNear` when more rows are wanted at one end.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.keys import LIST_KEYS, bindings
from tui.line import line_strip

Row = TypeVar("Row")
NEAR_THE_EDGE = 20  # rows before an end at which more are asked for
LARGEST_CACHE = 2_000  # rendered rows
FRESH_FOR = 20.0  # seconds in view after which a new row is marked no longer


class RowList(ScrollView, Generic[Row], can_focus=True):
    """The base of every list of the dashboard; a subclass says what a row's id is and how it is drawn."""

    ALLOW_MAXIMIZE = False
    BINDINGS = bindings(LIST_KEYS)
    row_height = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--selected", "row--selected-blurred"}

    selected: reactive[int | None] = reactive(None, repaint=False)

    @dataclass
    class OfList(Message):
        """What a list has to say; `@on` may name the list that it is of."""

        row_list: RowList[Any]

        @property
        def control(self) -> RowList[Any]:
            return self.row_list

    @dataclass
    class Opened(OfList):
        """The reader goes into a row."""

        row_id: int

    @dataclass
    class Shown(Message):
        """The list holds other rows than before, so its columns may lie otherwise."""

    @dataclass
    class Moved(OfList):
        """The reader put the selection on a row."""

        row_id: int

    @dataclass
    class Reordered(OfList):
        """The reader sorted the list otherwise."""

    @dataclass
    class EdgeNear(OfList):
        """The selection or the view comes near an end: -1 the first row, 1 the last."""

        end: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[Row, ...] = ()
        self.message = ""
        self.known_up_to: int | None = None
        self.fresh: set[int] = set()
        self._in_view_since: dict[int, float] = {}
        self._place: dict[int, int] = {}
        self._cache: dict[tuple[int, int, bool, bool], list[Strip]] = {}

    # What a subclass says

    @abstractmethod
    def row_id(self, row: Row) -> int:
        """The id that the selection is kept by."""

    @abstractmethod
    def draw_row(self, row: Row, width: int, is_fresh: bool) -> Sequence[Content]:
        """The row's lines, `row_height` of them, each at most `width` cells."""

    def heads(self, width: int) -> str:
        """The names of the columns, laid out as `draw_row` lays out the rows; "" for none."""
        return ""

    def empty_message(self) -> str:
        """What an empty list says: what is being waited for."""
        return self.message

    # Rows come and go

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows these rows instead; selection and view stay with the rows that the reader was looking at."""
        anchor, offset = self._anchor()
        was_at_top = round(self.scroll_y) == 0
        old = self.rows
        self.rows = tuple(rows)
        ids = [self.row_id(row) for row in self.rows]
        self._place = {row_id: place for place, row_id in enumerate(ids)}
        self._note_fresh(ids)
        self._cache.clear()
        self._fit()
        if self.selected is not None and self.selected not in self._place:
            self._select_nearest(old)
        may_stay_at_top = was_at_top and self._is_in_top_view()
        if anchor is not None and anchor in self._place and not may_stay_at_top:
            self._scroll_to_row(self._place[anchor] * self.row_height - offset)
        self.refresh()
        self.post_message(self.Shown())

    def _is_in_top_view(self) -> bool:
        """Whether nothing is selected, or what is would be seen with the list at its top."""
        place = 0 if self.selected is None else self._place.get(self.selected, 0)
        return (place + 1) * self.row_height <= self.size.height

    def _note_fresh(self, ids: Sequence[int]) -> None:
        """Rows that came after the list was first filled are fresh until the reader has been on them."""
        if not ids:
            return
        newest = max(ids)
        if self.known_up_to is None:
            self.known_up_to = newest
            return
        self.fresh |= {row_id for row_id in ids if row_id > self.known_up_to}
        self.known_up_to = max(self.known_up_to, newest)

    def age_fresh(self, now: float) -> None:
        """A fresh row that has stood in view for a while is no longer called new; `now` is any clock in seconds."""
        if not self.fresh or not self.rows or self.size.height <= 0:
            return
        top = round(self.scroll_y) // self.row_height
        in_view = {self.row_id(row) for row in self.rows[top : top + self.size.height // self.row_height]} & self.fresh
        since = self._in_view_since
        self._in_view_since = {row_id: since.get(row_id, now) for row_id in in_view}
        old = {row_id for row_id, began in self._in_view_since.items() if now - began > FRESH_FOR}
        if old:
            self.fresh -= old
            self.refresh()

    def forget_fresh(self) -> None:
        """What is shown next counts as known (after a change of filter or of story)."""
        self.known_up_to = None
        self.fresh.clear()

    def _anchor(self) -> tuple[int | None, int]:
        """The row to hold in place and its distance from the view's top: the selected one, if it can be seen."""
        if not self.rows:
            return None, 0
        top = round(self.scroll_y)
        place = None if self.selected is None else self._place.get(self.selected)
        if place is None or not top <= place * self.row_height < top + self.size.height:
            place = min(top // self.row_height, len(self.rows) - 1)
        return self.row_id(self.rows[place]), place * self.row_height - top

    def _select_nearest(self, old: Sequence[Row]) -> None:
        """The selected row is gone (filtered out, merged away): its next neighbour that still stands takes over."""
        ids = [self.row_id(row) for row in old]
        place = ids.index(self.selected) if self.selected in ids else 0
        following = [row_id for row_id in ids[place:] if row_id in self._place]
        preceding = [row_id for row_id in reversed(ids[:place]) if row_id in self._place]
        self.selected = next(iter(following + preceding), None)

    # Where the reader is

    @property
    def selected_row(self) -> Row | None:
        """The selected row; the first one while the list follows its newest."""
        if not self.rows:
            return None
        place = 0 if self.selected is None else self._place.get(self.selected, 0)
        return self.rows[place]

    @property
    def fresh_above(self) -> int:
        """How many fresh rows lie above the view."""
        top = round(self.scroll_y) // self.row_height
        return sum(1 for row_id in self.fresh if self._place.get(row_id, len(self.rows)) < top)

    @property
    def is_at_newest(self) -> bool:
        """Whether the rows held reach the beginning of the whole list."""
        return True

    def select(self, row_id: int) -> None:
        """Puts the selection on a row and brings it into view."""
        if row_id in self._place:
            self._select_place(self._place[row_id])

    def _select_place(self, place: int) -> None:
        if not self.rows:
            return
        place = max(0, min(len(self.rows) - 1, place))
        row_id = self.row_id(self.rows[place])
        before = self.selected
        self.selected = row_id
        self.fresh.discard(row_id)
        for changed in (before, row_id):
            for key in [key for key in self._cache if key[0] == changed]:
                del self._cache[key]
        top, line, height = round(self.scroll_y), place * self.row_height, self.size.height
        if line < top:
            self._scroll_to_row(line)
        elif line + self.row_height > top + height:
            self._scroll_to_row(line + self.row_height - height)
        self.refresh()
        self._ask_for_more(place)

    def _ask_for_more(self, place: int) -> None:
        if place < NEAR_THE_EDGE:
            self.post_message(self.EdgeNear(self, -1))
        if place >= len(self.rows) - NEAR_THE_EDGE:
            self.post_message(self.EdgeNear(self, 1))

    def _scroll_to_row(self, line: int) -> None:
        self.scroll_to(y=max(0, line), animate=False, immediate=True, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value) and self.rows:
            top = round(new_value) // self.row_height
            self._ask_for_more(top if new_value < old_value else top + self.size.height // self.row_height)

    # Actions

    def _go_to(self, place: int) -> None:
        self._select_place(place)
        if self.selected is not None:
            self.post_message(self.Moved(self, self.selected))

    def action_move(self, step: int) -> None:
        self._go_to(0 if self.selected is None else self._place.get(self.selected, 0) + step)

    def action_page(self, step: int) -> None:
        self._move_by(step * max(1, self.size.height // self.row_height - 1))

    def action_half_page(self, step: int) -> None:
        self._move_by(step * max(1, self.size.height // self.row_height // 2))

    def _move_by(self, rows: int) -> None:
        self._go_to((0 if self.selected is None else self._place.get(self.selected, 0)) + rows)

    def action_first(self) -> None:
        """To the first row, and from there on along with what arrives."""
        self.selected = None
        self.fresh.clear()
        self._cache.clear()
        self._scroll_to_row(0)
        self.refresh()

    def action_last(self) -> None:
        self._go_to(len(self.rows) - 1)

    def action_match(self, step: int) -> None:
        self.action_move(step)

    def action_new_row(self, step: int) -> None:
        """The next row in that direction that the reader hasn't been on."""
        start = -1 if self.selected is None else self._place.get(self.selected, 0)
        places = sorted(self._place[row_id] for row_id in self.fresh if row_id in self._place)
        ahead = [place for place in places if (place > start if step > 0 else place < start)]
        if ahead:
            self._go_to(ahead[0] if step > 0 else ahead[-1])

    def action_open(self) -> None:
        row = self.selected_row
        if row is not None:
            row_id = self.row_id(row)
            self.fresh.discard(row_id)
            self.post_message(self.Opened(self, row_id))

    def on_click(self, event: events.Click) -> None:
        """A click selects; on the row that is selected already it goes in."""
        place = (event.y + round(self.scroll_y)) // self.row_height
        if 0 <= place < len(self.rows):
            row_id = self.row_id(self.rows[place])
            if row_id == self.selected:
                self.action_open()
            else:
                self._go_to(place)

    # Drawing

    def on_resize(self) -> None:
        self._cache.clear()
        self._fit()

    def on_focus(self) -> None:
        self._cache.clear()

    def on_blur(self) -> None:
        self._cache.clear()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._cache.clear()

    def _fit(self) -> None:
        self.virtual_size = Size(max(1, self.scrollable_content_region.width), len(self.rows) * self.row_height)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if not self.rows:
            return self._message_line(y, width)
        line = y + round(self.scroll_y)
        place, within = divmod(line, self.row_height)
        if place >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        return self._strips(self.rows[place], width)[within]

    def _message_line(self, y: int, width: int) -> Strip:
        content = Content(self.empty_message())
        lines = content.wrap(max(1, width - 2)) if content.plain else []
        if y < len(lines):
            return self._strip(Content(" ") + lines[y].stylize("$muted"), width, False)
        return Strip.blank(width, self.rich_style)

    def _strips(self, row: Row, width: int) -> list[Strip]:
        row_id = self.row_id(row)
        is_selected = row_id == self.selected
        key = (row_id, width, is_selected, row_id in self.fresh)
        strips = self._cache.get(key)
        if strips is None:
            contents = list(self.draw_row(row, width, row_id in self.fresh))[: self.row_height]
            contents += [Content("")] * (self.row_height - len(contents))
            strips = [self._strip(content, width, is_selected) for content in contents]
            if len(self._cache) > LARGEST_CACHE:
                self._cache.clear()
            self._cache[key] = strips
        return strips

    def _strip(self, content: Content, width: int, is_selected: bool) -> Strip:
        """One line as the terminal gets it: exactly `width` cells."""
        style = self.visual_style
        if is_selected:
            style = self.get_visual_style("row--selected" if self.has_focus else "row--selected-blurred")
            if self.app.native_ansi_color:  # a terminal's own colours may clash with any ground: no colours here
                content = Content(content.plain).stylize("reverse" if self.has_focus else "underline")
        return line_strip(self, content, width, style)
