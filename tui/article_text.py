"""An article's text, wrapped and drawn line by line, with passages marked by their offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.display import display_in_place
from tui.keys import ARTICLE_KEYS, bindings
from tui.line import line_strip
from tui.wrapping import wrapped

WIDEST = 96  # cells of a line that is still easy to read
LONGEST = 400_000  # code points shown of one text
CUT = "\n\n… the rest of this text is not shown here."


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage to draw in a style of the theme."""

    start: int
    end: int
    style: str


class ArticleText(ScrollView, can_focus=True):
    """The reader's text. Offsets are those of the text it was given."""

    ALLOW_MAXIMIZE = False
    BINDINGS = bindings(ARTICLE_KEYS)

    @dataclass
    class ClaimWanted(Message):
        """The reader wants the next figure (1) or the one before (-1)."""

        step: int

    @dataclass
    class FactWanted(Message):
        """The reader wants to go to the fact that the marked words give."""

    @dataclass
    class RevisionWanted(Message):
        """The reader wants the next revision (1) or the one before (-1)."""

        step: int

    @dataclass
    class ChangesWanted(Message):
        """The reader wants to see, or no longer to see, what the edit changed."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.text = ""
        self._marks: tuple[Mark, ...] = ()
        self._lines: list[tuple[int, int]] = []
        self._wrapped_for: tuple[int, str] = (0, "")
        self._goal: tuple[int, int] | None = None

    def show_text(
        self, text: str, marks: Sequence[Mark], goal: tuple[int, int] | None, *, is_same_place: bool = False
    ) -> None:
        """Shows a text and brings the passage `goal` (start, end) into view, its end if both don't fit.

        With `is_same_place` the view stays where it is if it is the same text again.
        """
        if len(text) > LONGEST:
            text = text[:LONGEST] + CUT
        text = display_in_place(text)
        if is_same_place and text == self.text:
            goal = self._goal
        self.text = text
        self._marks = tuple(sorted(marks, key=lambda mark: mark.start - mark.end))
        self._goal = goal
        self._wrap()
        self._reach_goal()
        self.refresh()

    @property
    def text_width(self) -> int:
        """Cells of a line of text."""
        return max(2, min(WIDEST, self.scrollable_content_region.width - 2))

    def _wrap(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        if self._wrapped_for != (self.text_width, self.text):
            self._lines = wrapped(self.text, self.text_width)
            self._wrapped_for = (self.text_width, self.text)
        self.virtual_size = Size(width, len(self._lines))

    def on_resize(self) -> None:
        self._wrap()
        self._reach_goal()

    def _reach_goal(self) -> None:
        """Puts the goal's first line a third down the view, or its last line if the view is too low for both."""
        if self._goal is None or not self._lines or self.size.height <= 0:
            return
        start, end = self._goal
        height = self.size.height
        first, last = self.line_of(start), self.line_of(max(start, end - 1))
        line = first if last - first < height - height // 3 else last
        self.scroll_to(y=max(0, line - height // 3), animate=False, immediate=True, force=True)

    def line_of(self, offset: int) -> int:
        """The line that shows an offset."""
        for line, (_, end) in enumerate(self._lines):
            if end > offset:
                return line
        return max(0, len(self._lines) - 1)

    def visible_text(self) -> str:
        """What is in view now, for tests and for readers of the screen."""
        top = round(self.scroll_y)
        return "\n".join(self.text[start:end] for start, end in self._lines[top : top + self.size.height])

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        line = y + round(self.scroll_y)
        style = self.visual_style
        if line >= len(self._lines):
            return Strip.blank(width, style.rich_style)
        start, end = self._lines[line]
        content = Content(" " + self.text[start:end])
        if line == 0:
            content = content.stylize("bold")
        for mark in self._marks:
            if mark.start < end and mark.end > start:
                content = content.stylize(
                    mark.style, max(mark.start, start) - start + 1, min(mark.end, end) - start + 1
                )
        return line_strip(self, content, width, style)

    # Actions

    def action_move(self, step: int) -> None:
        self._scroll_by(step)

    def action_page(self, step: int) -> None:
        self._scroll_by(step * max(1, self.size.height - 2))

    def action_half_page(self, step: int) -> None:
        self._scroll_by(step * max(1, self.size.height // 2))

    def action_edge(self, end: int) -> None:
        self._scroll_by(end * (len(self._lines) + self.size.height))

    def action_claim(self, step: int) -> None:
        self.post_message(self.ClaimWanted(step))

    def action_open(self) -> None:
        self.post_message(self.FactWanted())

    def action_revision(self, step: int) -> None:
        self.post_message(self.RevisionWanted(step))

    def action_changes(self) -> None:
        self.post_message(self.ChangesWanted())

    def _scroll_by(self, lines: int) -> None:
        self._goal = None
        self.scroll_to(y=self.scroll_y + lines, animate=False, immediate=True)
