"""The bottom line: the keys that matter where the reader is, as they are really bound; for a while, a message."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from tui.display import clipped, display_line

ALWAYS = ("help", "quit", "time-back")
"""Ids of the keys that stand first and never fall off the line."""


class KeyLine(Widget):
    """The shown bindings of the focused pane, the nearest first; `?` has them all.

    A message takes their place for a few seconds, at most one at a time: nothing of the story is ever covered.
    """

    message: reactive[tuple[str, bool] | None] = reactive(None)
    _silence: Timer | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def say(self, words: str, *, is_warning: bool, seconds: float) -> None:
        """Shows a message instead of the one before, if there is one."""
        self.fall_silent()
        self.message = (display_line(words), is_warning)
        self._silence = self.set_timer(seconds, self.fall_silent)

    def fall_silent(self) -> None:
        """Shows the keys again."""
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.message = None

    def render(self) -> Content:
        if self.message is not None:
            words, is_warning = self.message
            style = "bold $text-warning" if is_warning else "bold $text-success"
            return Content.assemble(" ", (clipped(words, self.size.width - 2), style))
        parts: list[tuple[str, str]] = [(" ", "")]
        room = self.size.width - 1
        for binding in self._shown():
            starts_with_keys = binding.description[:1].isdigit() or binding.description.startswith(("[", ","))
            key = "" if starts_with_keys else self.app.get_key_display(binding) + " "
            length = len(key) + len(binding.description) + 2
            if length > room + 2:  # the last one needs no space behind it
                continue
            room -= length
            parts += [(key, "bold $text-accent"), (binding.description + "  ", "$muted")]
        return Content.assemble(*parts)

    def _shown(self) -> list[Binding]:
        """The bindings that have a word for this line, each once, those for every place first."""
        shown: dict[str | None, Binding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and not binding.system:
                shown.setdefault(binding.id, binding)
        return sorted(
            shown.values(), key=lambda binding: ALWAYS.index(binding.id) if binding.id in ALWAYS else len(ALWAYS)
        )
