"""A list of facts to choose one from, filtered by words as they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from store import FactRow
from tui.display import display_line
from tui.facts_list import FactsList
from tui.menu import Menu
from tui.row_list import RowList

MOST_FACTS = 1_000  # offered; the newest


class FactPicker(Menu[FactRow]):
    """Gives the fact that was chosen."""

    AUTO_FOCUS = "Input"
    BINDINGS = [  # noqa: RUF012
        Binding("down", "move(1)", "down", show=False, priority=True),
        Binding("up", "move(-1)", "up", show=False, priority=True),
    ]

    def __init__(self, facts: Sequence[FactRow], title: str, zone: tzinfo) -> None:
        super().__init__()
        self.facts = facts
        self.heading = title
        self.zone = zone

    def compose(self) -> ComposeResult:
        with Vertical(classes="box tall") as box:
            box.border_title = Content(display_line(self.heading) + " · enter chooses · escape leaves it")
            yield Input(placeholder="words to look for; up and down move", compact=True, max_length=200)
            yield FactsList(self.zone, id="choice")

    def on_mount(self) -> None:
        self._show(self.facts)

    def _show(self, facts: Sequence[FactRow]) -> None:
        """Shows these; what Enter would choose is always marked."""
        shown = self._list
        shown.show_facts(facts)
        if shown.selected is None and shown.rows:
            shown.select(shown.rows[0].id)

    @property
    def _list(self) -> FactsList:
        return self.query_one(FactsList)

    @on(Input.Changed)
    def _filter(self, message: Input.Changed) -> None:
        words = message.value.casefold().split()
        self._list.filter_words = message.value.strip() or None
        self._show(
            [
                fact
                for fact in self.facts
                if all(word in f"{fact.label} {fact.voice} {fact.speaker}".casefold() for word in words)
            ]
        )

    def action_move(self, step: int) -> None:
        self._list.action_move(step)

    @on(Input.Submitted)
    def _choose_selected(self) -> None:
        self._list.action_open()

    @on(RowList.Opened)
    def _choose(self, message: RowList.Opened) -> None:
        self.dismiss(next((fact for fact in self.facts if fact.id == message.row_id), None))
