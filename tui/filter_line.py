"""The line in which the words of a filter are typed; imported when `/` is pressed first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding
from textual.widgets import Input

if TYPE_CHECKING:
    from tui.main_screen import MainScreen


class FilterLine(Input):
    """Filters its pane while it is typed in. Enter keeps the filter, Escape drops it."""

    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        Binding("escape", "drop", "drop the filter", id="drop-filter", tooltip="show everything again"),
        Binding("enter", "keep", "keep the filter", id="keep-filter", tooltip="back to the list, filtered"),
        Binding("down", "keep", "keep the filter", show=False),
    ]

    def __init__(self, pane: str, words: str) -> None:
        super().__init__(
            words, placeholder="words to look for; enter keeps, escape shows all", compact=True, max_length=200
        )
        self.pane = pane

    @property
    def _main(self) -> MainScreen:
        return cast("MainScreen", self.screen)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._main.filter_pane(self.pane, event.value.strip())

    def action_keep(self) -> None:
        self._main.leave_filter(self.pane)

    def action_drop(self) -> None:
        self._main.filter_pane(self.pane, "")
        self._main.leave_filter(self.pane)
