"""The bottom line: the keys that matter where the reader is, as they are really bound."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


class KeyLine(Widget):
    """The shown bindings of the focused pane, the nearest first; `?` has them all."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render(self) -> Content:
        parts: list[tuple[str, str]] = [(" ", "")]
        room = self.size.width - 1
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or binding.system or binding.id in seen:
                continue
            seen.add(binding.id)
            starts_with_keys = binding.description[:1].isdigit() or binding.description.startswith("[")
            key = "" if starts_with_keys else self.app.get_key_display(binding) + " "
            length = len(key) + len(binding.description) + 2
            if length > room:
                break
            room -= length
            parts += [(key, "bold $text-accent"), (binding.description + "  ", "$muted")]
        return Content.assemble(*parts)
