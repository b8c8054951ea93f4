"""The line in which a moment is typed; imported when `@` is pressed first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from tui.moments import EXAMPLES

if TYPE_CHECKING:
    from tui.time_travel import TimeTravel


class MomentLine(Input):
    """Enter goes to the moment, Escape leaves everything as it is."""

    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        Binding("escape", "leave", "leave it", id="leave-moment", tooltip="leave everything as it is"),
        Binding("enter", "go", "go there", id="go-to-moment", tooltip="show what was known at that moment"),
    ]

    def __init__(self, came_from: Widget | None) -> None:
        super().__init__(placeholder=f"as of when? {EXAMPLES}; now", compact=True, max_length=60)
        self._came_from = came_from

    def action_go(self) -> None:
        if cast("TimeTravel", self.app).go_to_moment(self.value):
            self.action_leave()

    def action_leave(self) -> None:
        if self._came_from is not None and self._came_from.is_attached:
            self._came_from.focus()
        self.remove()
