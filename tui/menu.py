"""What the small screens over the others share: a box in the middle, closed by the keys that go back."""

from __future__ import annotations

from typing import TypeVar

from textual.screen import ModalScreen

from tui.keys import MENU_KEYS, bindings

Choice = TypeVar("Choice")


class Menu(ModalScreen[Choice | None]):
    """A modal screen that gives what was chosen, None if it was closed without."""

    CSS_PATH = "menu.tcss"
    BINDINGS = bindings(MENU_KEYS)

    def action_close(self) -> None:
        self.dismiss(None)
